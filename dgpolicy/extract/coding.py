"""The whole way from documents to a corpus, as named steps, each frame built by column."""

from __future__ import annotations

import warnings
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dgpolicy import codebook as codebooks
from dgpolicy.codebook import Codebook
from dgpolicy.corpus import Corpus
from dgpolicy.document import Document
from dgpolicy.extract.actions import actions
from dgpolicy.extract.bodies import short_forms
from dgpolicy.extract.horizons import UndatedWarning, cues, governing
from dgpolicy.extract.judge import Judge, default
from dgpolicy.extract.judgements import checkable, events, results
from dgpolicy.extract.layout import Layout, layout
from dgpolicy.extract.mentions import Finder
from dgpolicy.extract.pledges import pledges
from dgpolicy.extract.targets import targets
from dgpolicy.extract.units import counts_in_yuan
from dgpolicy.extract.voices import Statement, statements
from dgpolicy.fold import fold
from dgpolicy.tables.frames import FRAMES, empty, typed

Columns = dict[str, dict[str, list]]
Model = Callable[[Document, Layout], NDArray[np.float64]]

_finder = lru_cache(maxsize=4)(Finder)


@lru_cache(maxsize=4)
def _bodies(book: Codebook) -> dict[str, str]:
    """The codes of the bodies of a codebook by their folded names."""
    rows = book.terms[book.terms["scheme"] == "organisation"]
    return {fold(term): code for term, code in zip(rows["term"], rows["code"], strict=True)}


def coded(
    documents: Iterable[Document],
    *,
    codebook: Codebook | None = None,
    language: str = "zh",
    model: Model | None = None,
    failed: Callable[[Document, Exception], object] | None = None,
) -> Corpus:
    """The corpus of the documents; see ``dgpolicy.extract``."""
    book = codebook or codebooks.default()
    made: Columns = {name: defaultdict(list) for name in FRAMES}
    for document in documents:
        try:
            found = _Coding(document, book, model or default()).columns()
        except Exception as error:
            if failed is None:
                raise
            failed(document, error)
            continue
        for name, columns in found.items():
            for column, values in columns.items():
                made[name][column] += values
    ids = made["documents"]["document_id"]
    if doubled := next((name for name in ids if ids.count(name) > 1), None):
        raise ValueError(f"two documents are called {doubled!r}; give each its own document_id")
    frames = {
        name: typed(name, pd.DataFrame(columns)) if any(columns.values()) else empty(name)
        for name, columns in made.items()
    }
    return Corpus(**frames, language=language, codebook=book)


class _Coding:
    """One document on its way into the columns of the seven frames."""

    def __init__(self, document: Document, book: Codebook, model: Model) -> None:
        self.document, self.text, self.book = document, document.text, book
        self.model = model
        self.layout = layout(document)
        self.statements, begins = statements(document, self.layout)
        self.chances = model(document, self.layout)
        self.pledges = pledges(document, self.layout, self.statements, begins, self.chances)
        self.starts = [pledge.start for pledge in self.pledges]
        self.codes = _bodies(book)
        self.taken: Counter[str] = Counter()
        self.statement_ids: list[str] = []
        self.bodies: list[str | None] = []
        self.pledge_ids: list[str] = []

    def columns(self) -> Columns:
        document = self.document
        made: Columns = {
            "documents": {name: [getattr(document, name)] for name in FRAMES["documents"]},
            "statements": self._statements(),
            "pledges": self._pledges(),
        }
        made["actions"], acts = self._actions()
        made["mentions"] = self._mentions(acts)
        made["targets"] = self._targets()
        made["sentences"] = self._sentences()
        return made

    def _id(self, start: str) -> str:
        """The readable identifier, with a number where it is taken."""
        self.taken[start] += 1
        return start if self.taken[start] == 1 else f"{start}-{self.taken[start]}"

    def _words(self, span: Sequence[int] | None) -> str | None:
        return self.text[span[0] : span[1]] if span else None

    def _by_pledge(self, found: Iterable[Any]) -> list[list]:
        """What was found in the document, as (start, end, …), by the pledge that it lies in."""
        kept: list[list] = [[] for _ in self.pledges]
        for one in found:
            place = bisect_right(self.starts, one[0]) - 1
            if place >= 0 and one[1] <= self.pledges[place].end:
                kept[place].append(one)
        return kept

    # -- who -----------------------------------------------------------------------------------

    def _statements(self) -> dict[str, list]:
        columns: dict[str, list] = defaultdict(list)
        for number, statement in enumerate(self.statements, 1):
            body = self._body(statement)
            self.bodies.append(body)
            code = body if body in self.codes.values() else f"s{number:02d}"
            self.statement_ids.append(self._id(f"{self.document.document_id}-{code}"))
            place, title, name = statement.who
            speaker = name or (None if place else title)
            start, end = place or (None, None)
            row = dict(
                organisation=self._words(place),
                organisation_start=start,
                organisation_end=end,
                speaker=self._words(speaker),
                speaker_title=self._words(title),
                start=int(self.layout.lefts[statement.first]),
                end=int(self.layout.rights[statement.last - 1]),
            )
            for column, value in row.items():
                columns[column].append(value)
        columns["statement_id"] = self.statement_ids
        columns["organisation_id"] = self.bodies
        columns["document_id"] = [self.document.document_id] * len(self.statements)
        return columns

    def _body(self, statement: Statement) -> str | None:
        """The code of who speaks: of the office where the codebook has it, else of the body."""
        name, title = self._words(statement.full_name), self._words(statement.who.title)
        if not name:
            return None if statement.who.name else self.document.publisher
        return self.codes.get(fold(name + (title or ""))) or self.codes.get(fold(name)) or name

    # -- what ----------------------------------------------------------------------------------

    def _pledges(self) -> dict[str, list]:
        document, folded = self.document, self.document.folded
        columns: dict[str, list] = defaultdict(list)
        self.figures = self._by_pledge(targets(self.text, yuan=counts_in_yuan(folded)))
        told = self._by_pledge(cues(self.text, document.published))
        named, done = self._by_pledge(results(folded)), self._by_pledge(events(folded))
        numbers: dict[int, count] = defaultdict(lambda: count(1))
        for n, pledge in enumerate(self.pledges):
            statement = self.statement_ids[pledge.statement]
            last = "lead" if pledge.kind == "lead" else next(numbers[pledge.statement])
            self.pledge_ids.append(self._id(f"{statement}-{last}"))
            time = governing(told[n], document.published)
            spans = [(figure.start, figure.end) for figure in self.figures[n]]
            evidence = (time.cue, min(named[n], default=None), checkable([*spans, *done[n]], time))
            row = dict(
                statement_id=statement,
                organisation_id=self.bodies[pledge.statement],
                text=self.text[pledge.start : pledge.end],
                headline=self._words(pledge.headline),
                horizon=time.horizon,
                horizon_basis=time.basis,
                horizon_from=time.year_from,
                horizon_to=time.year_to,
                horizon_years=time.years,
                aim="outcome" if evidence[1] else "action",
                specificity="hard" if evidence[2] else "soft",
            )
            for name, span in zip(("horizon", "aim", "specificity"), evidence, strict=True):
                row[f"{name}_text"] = self._words(span)
                row[f"{name}_start"], row[f"{name}_end"] = span or (None, None)
            for column, value in row.items():
                columns[column].append(value)
        for name in ("kind", "ordinal", "start", "end", "confidence"):
            columns[name] = [getattr(pledge, name) for pledge in self.pledges]
        columns["evidence"] = self._evidence()
        columns["pledge_id"] = self.pledge_ids
        columns["document_id"] = [document.document_id] * len(self.pledges)
        columns["coder"] = ["auto"] * len(self.pledges)
        if document.published is None and "stated" in columns["horizon_basis"]:
            message = f"{document.document_id}: without a date of publication no stated time can be"
            warnings.warn(f"{message} classed; give one with published=", UndatedWarning, 2)
        return columns

    def _evidence(self) -> list[str | None]:
        """The words that decided each verdict, where the model tells them."""
        if not isinstance(self.model, Judge):
            return [None] * len(self.pledges)
        chosen = np.zeros(len(self.layout), dtype=bool)
        for pledge in self.pledges:
            chosen[pledge.first : pledge.last] = True
        told = self._by_pledge(self.model.deciding(self.document, self.layout, chosen))
        return ["|".join(f"{start}:{end}" for start, end in spans) or None for spans in told]

    def _actions(self) -> tuple[dict[str, list], list[tuple[int, int, str]]]:
        columns: dict[str, list] = defaultdict(list)
        placed: list[tuple[int, int, str]] = []
        spans = [(pledge.headline[0], pledge.end) for pledge in self.pledges]
        for pledge_id, acts in zip(self.pledge_ids, actions(self.document, spans), strict=True):
            for number, act in enumerate(acts, 1):
                placed.append((act.start, act.end, f"{pledge_id}.{number:02d}"))
                columns["pledge_id"].append(pledge_id)
                columns["verb"].append(self.text[slice(*act.verb)])
                columns["text"].append(self.text[act.start : act.end])
        columns["start"], columns["end"], columns["action_id"] = _transposed(placed, 3)
        return columns, placed

    def _mentions(self, acts: list[tuple[int, int, str]]) -> dict[str, list]:
        columns: dict[str, list] = defaultdict(list)
        begins = [start for start, _, _ in acts]
        for pledge_id, found in zip(
            self.pledge_ids, self._by_pledge(self._with_short_forms()), strict=True
        ):
            for number, (start, end, scheme, code) in enumerate(found, 1):
                act = bisect_right(begins, start) - 1
                inside = act >= 0 and end <= acts[act][1]
                columns["mention_id"].append(f"{pledge_id}.m{number:02d}")
                columns["pledge_id"].append(pledge_id)
                columns["action_id"].append(acts[act][2] if inside else None)
                columns["text"].append(self.text[start:end])
                columns["scheme"].append(scheme)
                columns["code"].append(code)
                columns["start"].append(start)
                columns["end"].append(end)
        return columns

    def _with_short_forms(self) -> list[tuple[int, int, str, str]]:
        """The mentions, with bodies that stand in their short form and nothing inside these."""
        names = {fold(name) for s in self.statements if (name := self._words(s.full_name))}
        named = [
            (start, end, "organisation", self.codes[name])
            for start, end, name in short_forms(self.document.folded, names)
            if name in self.codes
        ]
        covered = {place for start, end, *_ in named for place in range(start, end)}
        kept = [
            (start, end, scheme, code)
            for scheme, code, start, end in _finder(self.book).find(self.text)
            if start not in covered or end - 1 not in covered
        ]
        return sorted([*kept, *named])

    def _targets(self) -> dict[str, list]:
        columns: dict[str, list] = defaultdict(list)
        for pledge_id, figures in zip(self.pledge_ids, self.figures, strict=True):
            for number, figure in enumerate(figures, 1):
                columns["target_id"].append(f"{pledge_id}.t{number:02d}")
                columns["pledge_id"].append(pledge_id)
                columns["text"].append(self.text[figure.start : figure.end])
                for column, value in figure._asdict().items():
                    columns[column].append(value)
        return columns

    def _sentences(self) -> dict[str, list]:
        size = len(self.layout)
        owner: list[str | None] = [None] * size
        for pledge, pledge_id in zip(self.pledges, self.pledge_ids, strict=True):
            owner[pledge.first : pledge.last] = [pledge_id] * (pledge.last - pledge.first)
        name = self.document.document_id
        lengths = [s.last - s.first for s in self.statements]
        return {
            "sentence_id": [f"{name}.s{number:04d}" for number in range(1, size + 1)],
            "document_id": [name] * size,
            "statement_id": np.repeat(np.array(self.statement_ids, dtype=object), lengths).tolist(),
            "pledge_id": owner,
            "probability": self.chances.round(4).tolist(),
            "start": self.layout.lefts.tolist(),
            "end": self.layout.rights.tolist(),
        }


def _transposed(rows: list[tuple], width: int) -> list[list]:
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]
