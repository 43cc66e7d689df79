"""The whole way from documents to a corpus, each frame built by column."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dgpolicy.codebook import Codebook
from dgpolicy.document import Document
from dgpolicy.extract.actions import actions
from dgpolicy.extract.forms import spans_of
from dgpolicy.extract.horizons import Horizon, UndatedWarning, checkable, cues, governing
from dgpolicy.extract.judge import Judge, default
from dgpolicy.extract.layout import Ints, Layout, layout
from dgpolicy.extract.mentions import Finder, held
from dgpolicy.extract.names import Span, is_body
from dgpolicy.extract.pledges import Pledge, pledges
from dgpolicy.extract.targets import Target, counts_in_yuan, targets
from dgpolicy.extract.voices import Statement, statements
from dgpolicy.extract.words import known, with_short_forms
from dgpolicy.fold import fold
from dgpolicy.tables.frames import FRAMES, KEYS, Frames, cast

Column = Sequence | NDArray
Columns = dict[str, dict[str, Column]]
Model = Callable[[Document, Layout], NDArray[np.float64]]

_finder = lru_cache(maxsize=4)(Finder)


def coded(
    documents: Iterable[Document],
    book: Codebook,
    model: Model | None,
    failed: Callable[[Document, Exception], object] | None,
) -> Frames:
    """The seven frames of the documents; see ``dgpolicy.extract``."""
    made: list[Columns] = []
    for document in documents:
        try:
            made.append(_Coding(document, book, model or default()).columns())
        except Exception as error:
            if failed is None:
                raise
            failed(document, error)
    ids = Counter(one["documents"]["document_id"][0] for one in made)
    if doubled := next((name for name, times in ids.items() if times > 1), None):
        raise ValueError(f"two documents are called {doubled!r}; give each its own document_id")
    return {name: _frame(name, [one[name] for one in made]) for name in FRAMES}


def _frame(name: str, parts: list[dict[str, Column]]) -> pd.DataFrame:
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

    def __init__(self, document: Document, book: Codebook, model: Model) -> None:
        self.document, self.text, self.book, self.model = document, document.text, book, model
        self.layout = layout(document)
        self.statements, begins = statements(document, self.layout)
        self.chances = model(document, self.layout)
        self.pledges = pledges(document, self.layout, self.statements, begins, self.chances)
        edges = np.array([(pledge.start, pledge.end) for pledge in self.pledges], dtype=int)
        self.starts, self.ends = edges.reshape(-1, 2).T
        self.owners = np.full(len(self.layout), -1)  # the pledge of each unit
        for place, pledge in enumerate(self.pledges):
            self.owners[pledge.first : pledge.last] = place
        self.taken: Counter[str] = Counter()

    def columns(self) -> Columns:
        made: Columns = {
            "documents": {name: [getattr(self.document, name)] for name in FRAMES["documents"]},
            "statements": self._statements(),
            "pledges": self._pledges(),
            "sentences": self._sentences(),
            "actions": self._actions(),
            "targets": self._targets(),
        }
        made["mentions"] = self._mentions(made["actions"]["action_id"])
        for name, columns in made.items():
            size = len(columns[KEYS[name]])
            columns.setdefault("document_id", [self.document.document_id] * size)
            for prefix in [key.removesuffix("start") for key in columns if key.endswith("start")]:
                words = f"{prefix}text" if f"{prefix}text" in FRAMES[name] else prefix[:-1]
                if words in FRAMES[name]:
                    columns[words] = self._words(columns[f"{prefix}start"], columns[f"{prefix}end"])
        return made

    def _ids(self, starts: Iterable[str]) -> list[str]:
        """The readable identifiers, each with a number where it is taken."""
        made = []
        for start in starts:
            self.taken[start] += 1
            made.append(start if self.taken[start] == 1 else f"{start}-{self.taken[start]}")
        return made

    def _words(self, starts: Column, ends: Column) -> list[str | None]:
        """The words of each span, ``None`` where it is missing."""
        spans = np.nan_to_num(np.array([starts, ends], dtype=float), nan=-1).astype(int).tolist()
        return [self.text[a:b] if a >= 0 else None for a, b in zip(*spans, strict=True)]

    def _by_pledge(self, found: Sequence[tuple]) -> list[list]:
        """What was found, each as (start, end, …), by the pledge in which it lies."""
        by_pledge: list[list] = [
            [] for _ in (*self.pledges, None)
        ]  # the last for what lies in none
        starts, ends = [one[0] for one in found], [one[1] for one in found]
        for one, place in zip(found, held(starts, ends, self.starts, self.ends), strict=True):
            by_pledge[place].append(one)
        return by_pledge[:-1]

    def _statements(self) -> dict[str, Column]:
        said, name = self.statements, self.document.document_id
        self.bodies = [self._body(statement) for statement in said]
        coded = set(known(self.book).values())
        codes = [body if body in coded else f"s{n:02d}" for n, body in enumerate(self.bodies, 1)]
        self.statement_ids = self._ids(f"{name}-{code}" for code in codes)
        bodies, titles, names = zip(*(statement.who for statement in said), strict=True)
        # An office that stands alone, without name or body, is itself the speaker.
        alone = [n or (None if b else t) for b, t, n in zip(bodies, titles, names, strict=True)]
        return {
            "statement_id": self.statement_ids,
            "organisation_id": self.bodies,
            **_placed("organisation_", bodies),
            **_placed("speaker_", alone),
            **_placed("speaker_title_", titles),
            "start": self.layout.lefts[[statement.first for statement in said]],
            "end": self.layout.rights[[statement.last - 1 for statement in said]],
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

    def _pledges(self) -> dict[str, Column]:
        document, day = self.document, self.document.published
        made = _fields(self.pledges, Pledge._fields)
        self.figures = targets(self.text, yuan=counts_in_yuan(document.folded))
        times = [governing(found) for found in self._by_pledge(cues(self.text, day))]
        told = _fields(times, Horizon._fields)
        if day is None and "stated" in told["basis"]:
            message = f"{document.document_id}: without a date of publication no stated year can be"
            warnings.warn(f"{message} classed; give one with published=", UndatedWarning, 2)
        done = sorted([*spans_of("events", document.folded), *(t[:2] for t in self.figures)])
        checks = [*map(checkable, self._by_pledge(done), times)]
        # The words that decided each verdict, where the model tells them.
        judge = self.model if isinstance(self.model, Judge) else None
        words = judge.deciding(document, self.layout, self.owners >= 0) if judge else []
        aims = [next(iter(own), None) for own in self._by_pledge(spans_of("aims", document.folded))]
        owners = [self.statement_ids[statement] for statement in made["statement"]]
        numbers, names = Counter[str](), []
        for owner, kind in zip(owners, made["kind"], strict=True):
            numbers[owner] += kind != "lead"
            names.append(f"{owner}-{'lead' if kind == 'lead' else numbers[owner]}")
        self.pledge_ids = self._ids(names)
        return {
            "pledge_id": self.pledge_ids,
            "statement_id": owners,
            "organisation_id": [self.bodies[statement] for statement in made["statement"]],
            **{name: made[name] for name in ("kind", "ordinal", "start", "end", "confidence")},
            "headline": [self.text[slice(*span)] for span in made["headline"]],
            "horizon": told["horizon"],
            "horizon_basis": told["basis"],
            **_placed("horizon_", told["cue"]),
            "horizon_from": told["year_from"],
            "horizon_to": told["year_to"],
            "horizon_years": told["years"],
            "aim": ["outcome" if span else "action" for span in aims],
            **_placed("aim_", aims),
            "specificity": ["hard" if span else "soft" for span in checks],
            **_placed("specificity_", checks),
            "coder": ["auto"] * len(owners),
            "evidence": [
                "|".join(f"{a}:{b}" for a, b in own) or None for own in self._by_pledge(words)
            ],
        }

    def _owned(self, holders: Ints, key: str, form: str) -> dict[str, Column]:
        """The identifier and the pledge of each thing, counted from one in each pledge."""
        numbers = (np.arange(len(holders)) - np.searchsorted(holders, holders) + 1).tolist()
        owners = [self.pledge_ids[place] for place in holders.tolist()]
        ids = [f"{o}.{form}{n:02d}" for o, n in zip(owners, numbers, strict=True)]
        return {key: ids, "pledge_id": owners}

    def _actions(self) -> dict[str, Column]:
        spans = [(pledge.headline[0], pledge.end) for pledge in self.pledges]
        self.actions = actions(self.document, spans)
        return {
            **self._owned(self.actions.pledge, "action_id", ""),
            **self.actions._asdict(),
        }

    def _mentions(self, action_ids: Column) -> dict[str, Column]:
        full = [self.text[slice(*said.full_name)] for said in self.statements if said.full_name]
        found = with_short_forms(
            _finder(self.book).find(self.text),
            self.document.folded,
            {fold(name) for name in full},
            known(self.book),
        )
        schemes, codes, starts, ends = np.array(found, dtype=object).reshape(-1, 4).T
        places = held(starts, ends, self.starts, self.ends)
        kept = places >= 0
        starts, ends = starts[kept].astype(int), ends[kept].astype(int)
        within = held(starts, ends, self.actions.start, self.actions.end).tolist()
        return {
            **self._owned(places[kept], "mention_id", "m"),
            "action_id": [*map([*action_ids, None].__getitem__, within)],
            "scheme": schemes[kept],
            "code": codes[kept],
            "start": starts,
            "end": ends,
        }

    def _targets(self) -> dict[str, Column]:
        by_pledge = self._by_pledge(self.figures)
        owners = np.repeat(np.arange(len(by_pledge)), [*map(len, by_pledge)])
        return {
            **self._owned(owners, "target_id", "t"),
            **_fields([*chain(*by_pledge)], Target._fields),
        }

    def _sentences(self) -> dict[str, Column]:
        size, name = len(self.layout), self.document.document_id
        lengths = [statement.last - statement.first for statement in self.statements]
        return {
            "sentence_id": [f"{name}.s{number:04d}" for number in range(1, size + 1)],
            "statement_id": np.repeat(self.statement_ids, lengths).tolist(),
            "pledge_id": [*map([*self.pledge_ids, None].__getitem__, self.owners.tolist())],
            "probability": self.chances.round(4),
            "start": self.layout.lefts,
            "end": self.layout.rights,
        }


def _fields(rows: Sequence[tuple], names: Sequence[str]) -> dict[str, Sequence]:
    """The columns of some rows, by name."""
    columns = [*zip(*rows, strict=True)] or [()] * len(names)
    return dict(zip(names, columns, strict=True))


def _placed(prefix: str, spans: Sequence[Span | None]) -> dict[str, Column]:
    """The columns of a span that may be missing."""
    edges = np.array([span or (np.nan, np.nan) for span in spans], dtype=float).reshape(-1, 2)
    return {f"{prefix}start": edges[:, 0], f"{prefix}end": edges[:, 1]}
