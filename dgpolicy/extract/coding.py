"""The whole way from documents to a corpus, each frame built by column."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
import pandas as pd

from dgpolicy.codebook import Codebook
from dgpolicy.document import Document
from dgpolicy.extract.actions import Action, actions
from dgpolicy.extract.forms import spans_of
from dgpolicy.extract.horizons import Horizon, UndatedWarning, checkable, cues, horizon
from dgpolicy.extract.judge import Judge, Model, default
from dgpolicy.extract.layout import layout
from dgpolicy.extract.mentions import Finder, held
from dgpolicy.extract.names import Span, is_body
from dgpolicy.extract.pledges import Pledge, pledges
from dgpolicy.extract.targets import Target, counts_in_yuan, targets
from dgpolicy.extract.voices import Statement, statements
from dgpolicy.extract.words import known, with_short_forms
from dgpolicy.fold import fold
from dgpolicy.tables.frames import FRAMES, KEYS, Frames, cast

Columns = dict[str, Sequence]
Spans = dict[str, dict[str, Span]]  # of the pledges of each document, by their ids

# Few codebooks are in use at once, and the finder of each is large: any small number does.
_finder = lru_cache(maxsize=4)(Finder)


def coded(
    documents: Iterable[Document],
    book: Codebook,
    model: Model | None,
    failed: Callable[[Document, Exception], object] | None,
    spans: Spans | None = None,
) -> Frames:
    """The seven frames of the documents; see ``dgpolicy.extract``.

    With ``spans`` the pledges of each document are those that a person has set, by their ids, in
    the order of the text.
    """
    made: list[dict[str, Columns]] = []
    for document in documents:
        try:
            given = None if spans is None else spans[document.document_id]
            made.append(_Coding(document, book, model or default(), given).columns())
        except Exception as error:
            if failed is None:
                raise
            failed(document, error)
    ids = Counter(one["documents"]["document_id"][0] for one in made)
    if doubled := next((name for name, times in ids.items() if times > 1), None):
        raise ValueError(f"two documents are called {doubled!r}; give each its own document_id")
    return {name: _frame(name, [one[name] for one in made]) for name in FRAMES}


def _frame(name: str, parts: list[Columns]) -> pd.DataFrame:
    """The columns of all documents, one below the other, each made with its type."""
    size, columns = sum(len(part[KEYS[name]]) for part in parts), {}
    for column, (dtype, _, _) in FRAMES[name].items():
        own = [part[column] for part in parts if column in part] or [[None] * size]
        number = dtype in ("Int64", "Float64")
        values = np.hstack([np.array(one, float) for one in own]) if number else [*chain(*own)]
        columns[column] = cast(values, column, dtype)
    return pd.DataFrame(columns)


class _Coding:
    """One document on its way into the columns of the seven frames."""

    def __init__(
        self, document: Document, book: Codebook, model: Model, given: dict[str, Span] | None
    ) -> None:
        self.given = given
        self.document, self.text, self.book, self.model = document, document.text, book, model
        self.layout = layout(document)
        self.statements, begins = statements(document, self.layout)
        self.chances = model(document, self.layout)
        spans = None if given is None else given.values()
        self.pledges = pledges(document, self.layout, self.statements, begins, self.chances, spans)
        self.spans = [(pledge.start, pledge.end) for pledge in self.pledges]
        self.owners = np.full(len(self.layout), -1)  # the pledge of each unit
        for place, pledge in enumerate(self.pledges):
            self.owners[pledge.first : pledge.last] = place

    def columns(self) -> dict[str, Columns]:
        made: dict[str, Columns] = {
            "documents": {name: [getattr(self.document, name)] for name in FRAMES["documents"]},
            "statements": self._statements(),
            "pledges": self._pledges(),
            "sentences": self._sentences(),
            "actions": self._actions(),
            "targets": self._owned("target_id", "t", self.figures, Target._fields),
            "mentions": self._mentions(),
        }
        for name, columns in made.items():
            columns["document_id"] = [self.document.document_id] * len(columns[KEYS[name]])
        return made

    def _quoted(self, **columns: Sequence[Span | None]) -> Columns:
        """The columns of words, of which some may be missing, and of where they stand."""
        made: Columns = {}
        for name, spans in columns.items():
            prefix = name.removesuffix("text") if name.endswith("text") else f"{name}_"
            made[name] = [span and self.text[slice(*span)] for span in spans]
            made[f"{prefix}start"] = [span and span[0] for span in spans]
            made[f"{prefix}end"] = [span and span[1] for span in spans]
        return made

    def _by_pledge(self, found: Sequence[tuple]) -> list[list]:
        """What was found, each as (start, end, …), by the pledge in which it lies."""
        own: list[list] = [[] for _ in range(len(self.pledges) + 1)]  # the last of none
        places = held([one[:2] for one in found], self.spans)
        for one, place in zip(found, places.tolist(), strict=True):
            own[place].append(one)
        return own[:-1]

    def _statements(self) -> Columns:
        said, name = self.statements, self.document.document_id
        self.bodies = [self._body(statement) for statement in said]
        coded = set(known(self.book).values())
        codes = [body if body in coded else f"s{n:02d}" for n, body in enumerate(self.bodies, 1)]
        self.statement_ids = _apart(f"{name}-{code}" for code in codes)
        bodies, titles, names = zip(*(statement.who for statement in said), strict=True)
        # An office that stands alone, without name or body, is itself the speaker.
        alone = [n or (None if b else t) for b, t, n in zip(bodies, titles, names, strict=True)]
        return {
            "statement_id": self.statement_ids,
            "organisation_id": self.bodies,
            **self._quoted(organisation=bodies, speaker=alone, speaker_title=titles),
            "start": self.layout.lefts[[statement.first for statement in said]].tolist(),
            "end": self.layout.rights[[statement.last - 1 for statement in said]].tolist(),
        }

    def _body(self, statement: Statement) -> str | None:
        """The code of who speaks: of the office where the codebook has it, else of the body."""
        if not statement.full_name:
            publisher = self.document.publisher or ""
            return publisher if not statement.who.name and is_body(fold(publisher)) else None
        name = self.text[slice(*statement.full_name)]
        title = self.text[slice(*statement.who.title)] if statement.who.title else ""
        codes = known(self.book)
        return codes.get(fold(name + title)) or codes.get(fold(name)) or name

    def _pledges(self) -> Columns:
        folded, day = self.document.folded, self.document.published
        made = _fields(self.pledges, Pledge._fields)
        self.figures = targets(self.text, yuan=counts_in_yuan(folded))
        times = [horizon(found) for found in self._by_pledge(cues(self.text, day))]
        told = _fields(times, Horizon._fields)
        if day is None and "stated" in told["horizon_basis"]:
            message = f"{self.document.document_id}: without a date of publication no stated year"
            warnings.warn(f"{message} can be classed; give one with published=", UndatedWarning, 1)
        done = [*spans_of("events", folded), *((one.start, one.end) for one in self.figures)]
        checks = [*map(checkable, self._by_pledge(done), times)]
        # The words that decided each verdict, where the model tells them.
        words = []
        if isinstance(self.model, Judge):
            words = self.model.deciding(self.document, self.layout, self.owners >= 0)
        aims = [next(iter(own), None) for own in self._by_pledge(spans_of("aims", folded))]
        owners = [self.statement_ids[statement] for statement in made["statement"]]
        numbers, names = Counter[str](), []
        for owner, kind in zip(owners, made["kind"], strict=True):
            numbers[owner] += kind != "lead"
            names.append(f"{owner}-{'lead' if kind == 'lead' else numbers[owner]}")
        self.pledge_ids = _apart(names) if self.given is None else list(self.given)
        return {
            **made,
            **told,
            "pledge_id": self.pledge_ids,
            "statement_id": owners,
            "organisation_id": [self.bodies[statement] for statement in made["statement"]],
            **self._quoted(text=self.spans, headline=made["headline"], horizon_text=told["cue"]),
            **self._quoted(aim_text=aims, specificity_text=checks),
            "aim": ["outcome" if span else "action" for span in aims],
            "specificity": ["hard" if span else "soft" for span in checks],
            "coder": ["auto"] * len(owners),
            "evidence": [
                "|".join(f"{a}:{b}" for a, b in own) or None for own in self._by_pledge(words)
            ],
        }

    def _owned(self, key: str, form: str, found: Sequence[tuple], names: Sequence[str]) -> Columns:
        """The columns of what lies in the pledges, counted from one in each."""
        by_pledge = self._by_pledge(found)
        made = _fields([*chain(*by_pledge)], names)
        owners = zip(self.pledge_ids, by_pledge, strict=True)
        counted = [(owner, n) for owner, own in owners for n, _ in enumerate(own, 1)]
        return {
            **made,
            key: [f"{owner}.{form}{n:02d}" for owner, n in counted],
            "pledge_id": [owner for owner, _ in counted],
            **self._quoted(text=[*zip(made["start"], made["end"], strict=True)]),
        }

    def _actions(self) -> Columns:
        spans = [(pledge.headline[0], pledge.end) for pledge in self.pledges]
        made = self._owned("action_id", "", actions(self.document, spans), Action._fields)
        self.actions = {**made, **self._quoted(verb=made["verb"])}
        return self.actions

    def _mentions(self) -> Columns:
        full = [self.text[slice(*said.full_name)] for said in self.statements if said.full_name]
        found = with_short_forms(
            _finder(self.book).find(self.text),
            self.document.folded,
            {fold(name) for name in full},
            known(self.book),
        )
        rows = [(start, end, scheme, code) for scheme, code, start, end in found]
        made = self._owned("mention_id", "m", rows, ("start", "end", "scheme", "code"))
        spans, outer = ([*zip(c["start"], c["end"], strict=True)] for c in (made, self.actions))
        ids = [*self.actions["action_id"], None]
        return {**made, "action_id": [ids[place] for place in held(spans, outer)]}

    def _sentences(self) -> Columns:
        size, name = len(self.layout), self.document.document_id
        lengths = [statement.last - statement.first for statement in self.statements]
        return {
            "sentence_id": [f"{name}.s{number:04d}" for number in range(1, size + 1)],
            "statement_id": np.repeat(self.statement_ids, lengths).tolist(),
            "pledge_id": [*map([*self.pledge_ids, None].__getitem__, self.owners.tolist())],
            "probability": self.chances.round(4).tolist(),
            "start": self.layout.lefts.tolist(),
            "end": self.layout.rights.tolist(),
        }


def _apart(names: Iterable[str]) -> list[str]:
    """The identifiers of the rows of a table, each with a number where it is taken."""
    taken, made = Counter[str](), []
    for name in names:
        taken[name] += 1
        made.append(name if taken[name] == 1 else f"{name}-{taken[name]}")
    return made


def _fields(rows: Sequence[tuple], names: Sequence[str]) -> Columns:
    """The columns of some rows, by name."""
    columns = [*zip(*rows, strict=True)] or [()] * len(names)
    return dict(zip(names, columns, strict=True))
