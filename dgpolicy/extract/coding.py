"""The whole way from documents to a corpus, each frame built by column."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

import numpy as np
import pandas as pd

from dgpolicy.codebook import Codebook
from dgpolicy.document import Document
from dgpolicy.extract.actions import Action, actions
from dgpolicy.extract.forms import find, spans_of
from dgpolicy.extract.horizons import Horizon, UndatedWarning, checkable, cues, horizon
from dgpolicy.extract.judge import Judge, Model, default
from dgpolicy.extract.layout import layout
from dgpolicy.extract.mentions import finder, held
from dgpolicy.extract.names import Span, is_body
from dgpolicy.extract.pledges import Pledge, pledges
from dgpolicy.extract.targets import Target, counts_in_yuan, targets
from dgpolicy.extract.voices import Statement, statements
from dgpolicy.extract.words import known, with_short_forms
from dgpolicy.fold import fold
from dgpolicy.tables.frames import FRAMES, KEYS, VARIABLES, Frames, cast, governed

Columns = dict[str, Sequence]
Spans = dict[str, dict[str, Span]]  # of the pledges of each document, by their ids

_STRENGTH = VARIABLES["strength"]


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
    frames = {name: _frame(name, [one[name] for one in made]) for name in FRAMES}
    codes = governed(frames["actions"], frames["pledges"]["pledge_id"]).reset_index(drop=True)
    return {**frames, "pledges": frames["pledges"].assign(**codes)}


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
        folded = document.folded
        self.figures = targets(document.text, yuan=counts_in_yuan(folded))
        full = {fold(self.text[slice(*s.full_name)]) for s in self.statements if s.full_name}
        found = finder(book).find(self.text)
        found = with_short_forms(found, folded, full, known(book))
        self.named = [(start, end, scheme, code) for scheme, code, start, end in found]

    def columns(self) -> dict[str, Columns]:
        made: dict[str, Columns] = {
            "documents": {name: [getattr(self.document, name)] for name in FRAMES["documents"]},
            "statements": self._statements(),
            "pledges": self._pledges(),
            "sentences": self._sentences(),
            "actions": self._actions(),
            "mentions": self._mentions(),
            "targets": self._targets(),
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
        made = _fields(self.pledges, Pledge._fields)
        # The words that decided each verdict, where the model tells them.
        words = []
        if isinstance(self.model, Judge):
            words = self.model.deciding(self.document, self.layout, self.owners >= 0)
        owners = [self.statement_ids[statement] for statement in made["statement"]]
        numbers, names = Counter[str](), []
        for owner, kind in zip(owners, made["kind"], strict=True):
            numbers[owner] += kind != "lead"
            names.append(f"{owner}-{'lead' if kind == 'lead' else numbers[owner]}")
        self.pledge_ids = _apart(names) if self.given is None else list(self.given)
        return {
            **made,
            "pledge_id": self.pledge_ids,
            "statement_id": owners,
            "organisation_id": [self.bodies[statement] for statement in made["statement"]],
            **self._quoted(text=self.spans, headline=made["headline"]),
            "coder": ["auto"] * len(owners),
            "evidence": [
                "|".join(f"{a}:{b}" for a, b in own) or None for own in _within(self.spans, words)
            ],
        }

    def _owned(self, key: str, form: str, found: Sequence[tuple], names: Sequence[str]) -> Columns:
        """The columns of what lies in the pledges, counted from one in each."""
        by_pledge = _within(self.spans, found)
        made = _fields([*chain(*by_pledge)], names)
        owners = zip(self.pledge_ids, by_pledge, strict=True)
        counted = [(owner, n) for owner, own in owners for n, _ in enumerate(own, 1)]
        return {
            **made,
            key: [f"{owner}.{form}{n:02d}" for owner, n in counted],
            "pledge_id": [owner for owner, _ in counted],
            **self._quoted(text=_spans(made)),
        }

    def _actions(self) -> Columns:
        spans = [(pledge.headline[0], pledge.end) for pledge in self.pledges]
        made = self._owned("action_id", "", actions(self.document, spans), Action._fields)
        self.actions = {**made, **self._quoted(verb=made["verb"])}
        folded, day, clauses = self.document.folded, self.document.published, _spans(made)
        times = [horizon(found) for found in _within(clauses, cues(self.text, day))]
        told = _fields(times, Horizon._fields)
        if day is None and "stated" in told["horizon_basis"]:
            message = f"{self.document.document_id}: without a date of publication no stated year"
            warnings.warn(f"{message} can be classed; give one with published=", UndatedWarning, 1)
        events = spans_of("events", folded)
        done = [*events, *(figure[:2] for figure in self.figures)]
        checks = [*map(checkable, _within(clauses, done), times)]
        aims = [next(iter(own), None) for own in _within(clauses, spans_of("aims", folded))]
        # Words that bind come before the name of what is done.
        firm = [(_STRENGTH.index(form.name), *m.span()) for form, m in find("strength", folded)]
        firm += [
            (_STRENGTH.index("authorising"), *span)
            for span in (*events, *spans_of("named", folded))
        ]
        bound = [(*span, _STRENGTH[rank]) for rank, *span in sorted(firm)]
        binding = [next(iter(own), (0, 0, "ambiguous")) for own in _within(clauses, bound)]
        return self.actions | {
            **told,
            **self._quoted(horizon_text=told["cue"], aim_text=aims, specificity_text=checks),
            **self._quoted(strength_text=[span[:2] if span[1] else None for span in binding]),
            "aim": ["outcome" if span else "action" for span in aims],
            "specificity": ["hard" if span else "soft" for span in checks],
            "strength": [code for _, _, code in binding],
        }

    def _in_action(self, made: Columns) -> Columns:
        ids = [*self.actions["action_id"], None]
        places = held(_spans(made), _spans(self.actions))
        return {**made, "action_id": [ids[place] for place in places]}

    def _mentions(self) -> Columns:
        return self._in_action(
            self._owned("mention_id", "m", self.named, ("start", "end", "scheme", "code"))
        )

    def _targets(self) -> Columns:
        return self._in_action(self._owned("target_id", "t", self.figures, Target._fields))

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


def _spans(columns: Columns) -> list[Span]:
    return [*zip(columns["start"], columns["end"], strict=True)]


def _within(outer: Sequence[Span], found: Sequence[tuple]) -> list[list]:
    """What was found, each as (start, end, …), by the span in which it lies."""
    own: list[list] = [[] for _ in range(len(outer) + 1)]  # the last of none
    places = held([one[:2] for one in found], outer)
    for one, place in zip(found, places.tolist(), strict=True):
        own[place].append(one)
    return own[:-1]


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
