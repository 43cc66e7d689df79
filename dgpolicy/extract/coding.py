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
from dgpolicy.extract.bodies import known, with_short_forms
from dgpolicy.extract.horizons import UndatedWarning, cues, governing
from dgpolicy.extract.judge import Judge, default
from dgpolicy.extract.judgements import checkable, events, results
from dgpolicy.extract.layout import Layout, layout
from dgpolicy.extract.mentions import Finder
from dgpolicy.extract.names import Span, is_body
from dgpolicy.extract.pledges import pledges
from dgpolicy.extract.targets import Target, targets
from dgpolicy.extract.units import counts_in_yuan
from dgpolicy.extract.voices import Statement, statements
from dgpolicy.fold import fold
from dgpolicy.tables.frames import FRAMES, empty, typed

Columns = dict[str, dict[str, list]]
Model = Callable[[Document, Layout], NDArray[np.float64]]

_finder = lru_cache(maxsize=4)(Finder)


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
        self.document, self.text, self.book, self.model = document, document.text, book, model
        self.layout = layout(document)
        self.statements, begins = statements(document, self.layout)
        self.chances = model(document, self.layout)
        self.pledges = pledges(document, self.layout, self.statements, begins, self.chances)
        self.starts = [pledge.start for pledge in self.pledges]
        self.taken: Counter[str] = Counter()

    def columns(self) -> Columns:
        made: Columns = {
            "documents": {name: [getattr(self.document, name)] for name in FRAMES["documents"]},
            "statements": self._statements(),
            "pledges": self._pledges(),
            "actions": self._actions(),
        }
        made["mentions"] = self._mentions(made["actions"])
        made["targets"] = self._targets()
        made["sentences"] = self._sentences()
        return made

    def _id(self, start: str) -> str:
        """The readable identifier, with a number where it is taken."""
        self.taken[start] += 1
        return start if self.taken[start] == 1 else f"{start}-{self.taken[start]}"

    def _words(self, spans: Iterable[Span | None]) -> list[str | None]:
        return [self.text[span[0] : span[1]] if span else None for span in spans]

    def _placed(self, name: str, spans: Sequence[Span | None]) -> dict[str, list]:
        """The columns of a span that may be missing: its words, its start, its end."""
        return {
            name: self._words(spans),
            f"{name.removesuffix('_text')}_start": [span and span[0] for span in spans],
            f"{name.removesuffix('_text')}_end": [span and span[1] for span in spans],
        }

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
        said, name = self.statements, self.document.document_id
        self.bodies = [self._body(statement) for statement in said]
        coded = set(known(self.book).values())
        codes = [body if body in coded else f"s{n:02d}" for n, body in enumerate(self.bodies, 1)]
        self.statement_ids = [self._id(f"{name}-{code}") for code in codes]
        bodies, titles, names = zip(*(statement.who for statement in said), strict=True)
        # An office that stands alone, without name or body, is itself the speaker.
        alone = [n or (None if b else t) for b, t, n in zip(bodies, titles, names, strict=True)]
        return {
            "statement_id": self.statement_ids,
            "document_id": [name] * len(said),
            "organisation_id": self.bodies,
            **self._placed("organisation", bodies),
            "speaker": self._words(alone),
            "speaker_title": self._words(titles),
            "start": [int(self.layout.lefts[statement.first]) for statement in said],
            "end": [int(self.layout.rights[statement.last - 1]) for statement in said],
        }

    def _body(self, statement: Statement) -> str | None:
        """The code of who speaks: of the office where the codebook has it, else of the body."""
        name, title = self._words((statement.full_name, statement.who.title))
        if not name:
            publisher = self.document.publisher or ""
            return publisher if not statement.who.name and is_body(fold(publisher)) else None
        codes = known(self.book)
        return codes.get(fold(name + (title or ""))) or codes.get(fold(name)) or name

    # -- what ----------------------------------------------------------------------------------

    def _pledges(self) -> dict[str, list]:
        document, made = self.document, self.pledges
        folded, day = document.folded, document.published
        self.figures = self._by_pledge(targets(self.text, yuan=counts_in_yuan(folded)))
        times = [governing(found, day) for found in self._by_pledge(cues(self.text, day))]
        aims = [min(found, default=None) for found in self._by_pledge(results(folded))]
        done = self._by_pledge(events(folded))
        checks = [
            checkable([*((figure.start, figure.end) for figure in figures), *other], time)
            for figures, other, time in zip(self.figures, done, times, strict=True)
        ]
        if day is None and any(time.basis == "stated" for time in times):
            message = f"{document.document_id}: without a date of publication no stated year can be"
            warnings.warn(f"{message} classed; give one with published=", UndatedWarning, 2)
        owners = [self.statement_ids[pledge.statement] for pledge in made]
        numbers: dict[str, count] = defaultdict(lambda: count(1))
        self.pledge_ids = [
            self._id(f"{owner}-{'lead' if pledge.kind == 'lead' else next(numbers[owner])}")
            for owner, pledge in zip(owners, made, strict=True)
        ]
        return {
            "pledge_id": self.pledge_ids,
            "document_id": [document.document_id] * len(made),
            "statement_id": owners,
            "organisation_id": [self.bodies[pledge.statement] for pledge in made],
            "kind": [pledge.kind for pledge in made],
            "ordinal": [pledge.ordinal for pledge in made],
            "headline": self._words(pledge.headline for pledge in made),
            "text": self._words((pledge.start, pledge.end) for pledge in made),
            "start": self.starts,
            "end": [pledge.end for pledge in made],
            "horizon": [time.horizon for time in times],
            "horizon_basis": [time.basis for time in times],
            **self._placed("horizon_text", [time.cue for time in times]),
            "horizon_from": [time.year_from for time in times],
            "horizon_to": [time.year_to for time in times],
            "horizon_years": [time.years for time in times],
            "aim": ["outcome" if span else "action" for span in aims],
            **self._placed("aim_text", aims),
            "specificity": ["hard" if span else "soft" for span in checks],
            **self._placed("specificity_text", checks),
            "coder": ["auto"] * len(made),
            "confidence": [pledge.confidence for pledge in made],
            "evidence": self._evidence(),
        }

    def _evidence(self) -> list[str | None]:
        """The words that decided each verdict, where the model tells them."""
        if not isinstance(self.model, Judge):
            return [None] * len(self.pledges)
        chosen = np.zeros(len(self.layout), dtype=bool)
        for pledge in self.pledges:
            chosen[pledge.first : pledge.last] = True
        told = self._by_pledge(self.model.deciding(self.document, self.layout, chosen))
        return ["|".join(f"{start}:{end}" for start, end in spans) or None for spans in told]

    def _actions(self) -> dict[str, list]:
        spans = [(pledge.headline[0], pledge.end) for pledge in self.pledges]
        owners, starts, ends, verbs = _transposed(actions(self.document, spans), 4)
        owners = [self.pledge_ids[pledge] for pledge in owners]
        return {
            "action_id": _numbered(owners, "{}.{:02d}"),
            "pledge_id": owners,
            "verb": self._words(verbs),
            "text": self._words(zip(starts, ends, strict=True)),
            "start": starts,
            "end": ends,
        }

    def _mentions(self, acts: dict[str, list]) -> dict[str, list]:
        names = {fold(name) for name in self._words(s.full_name for s in self.statements) if name}
        found = _finder(self.book).find(self.text)
        found = with_short_forms(found, self.document.folded, names, known(self.book))
        places = self._by_pledge((start, end, *code) for *code, start, end in found)
        owners = [i for i, own in zip(self.pledge_ids, places, strict=True) for _ in own]
        starts, ends, schemes, codes = _transposed([one for own in places for one in own], 4)
        before = [bisect_right(acts["start"], start) - 1 for start in starts]
        return {
            "mention_id": _numbered(owners, "{}.m{:02d}"),
            "pledge_id": owners,
            "action_id": [
                acts["action_id"][at] if at >= 0 and end <= acts["end"][at] else None
                for at, end in zip(before, ends, strict=True)
            ],
            "scheme": schemes,
            "code": codes,
            "text": self._words(zip(starts, ends, strict=True)),
            "start": starts,
            "end": ends,
        }

    def _targets(self) -> dict[str, list]:
        owners = [i for i, own in zip(self.pledge_ids, self.figures, strict=True) for _ in own]
        found = [figure for own in self.figures for figure in own]
        return {
            "target_id": _numbered(owners, "{}.t{:02d}"),
            "pledge_id": owners,
            "text": self._words((figure.start, figure.end) for figure in found),
            **{name: [getattr(figure, name) for figure in found] for name in Target._fields},
        }

    def _sentences(self) -> dict[str, list]:
        size, name, said = len(self.layout), self.document.document_id, self.statements
        lengths = [statement.last - statement.first for statement in said]
        owner: list[str | None] = [None] * size
        for pledge, pledge_id in zip(self.pledges, self.pledge_ids, strict=True):
            owner[pledge.first : pledge.last] = [pledge_id] * (pledge.last - pledge.first)
        return {
            "sentence_id": [f"{name}.s{number:04d}" for number in range(1, size + 1)],
            "document_id": [name] * size,
            "statement_id": [self.statement_ids[n] for n in np.repeat(range(len(said)), lengths)],
            "pledge_id": owner,
            "probability": self.chances.round(4).tolist(),
            "start": self.layout.lefts.tolist(),
            "end": self.layout.rights.tolist(),
        }


def _transposed(rows: Sequence[tuple], width: int) -> list[list]:
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]


def _numbered(owners: list[str], form: str) -> list[str]:
    """An identifier for each of the things that belong to owners, counted from one in each."""
    numbers: Counter[str] = Counter()
    made = []
    for owner in owners:
        numbers[owner] += 1
        made.append(form.format(owner, numbers[owner]))
    return made
