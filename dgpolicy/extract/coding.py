"""The whole way from documents to a corpus, as named steps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import count

import pandas as pd

from dgpolicy import codebook as codebooks
from dgpolicy.codebook import Codebook
from dgpolicy.corpus import Corpus
from dgpolicy.document import Document
from dgpolicy.extract.actions import Action, actions
from dgpolicy.extract.bodies import short_forms
from dgpolicy.extract.horizons import horizon
from dgpolicy.extract.judgements import aim, specificity
from dgpolicy.extract.mentions import Finder, Mention
from dgpolicy.extract.pledges import Pledge, pledges
from dgpolicy.extract.statements import Statement, statements
from dgpolicy.extract.targets import targets
from dgpolicy.extract.units import counts_in_yuan
from dgpolicy.fold import fold
from dgpolicy.tables.frames import FRAMES, typed

_finder = lru_cache(maxsize=4)(Finder)


def coded(
    documents: Iterable[Document],
    *,
    codebook: Codebook | None = None,
    language: str = "zh",
    failed: Callable[[Document, Exception], object] | None = None,
) -> Corpus:
    """The corpus of the documents; see ``dgpolicy.extract``."""
    book = codebook or codebooks.default()
    rows: dict[str, list[dict]] = {name: [] for name in FRAMES}
    for document in documents:
        try:
            coded = _Coding(document, book).run()
        except Exception as error:
            if failed is None:
                raise
            failed(document, error)
            continue
        for name, found in coded.items():
            rows[name] += found
    ids = [row["document_id"] for row in rows["documents"]]
    if doubled := next((name for name in ids if ids.count(name) > 1), None):
        raise ValueError(f"two documents are called {doubled!r}; give each its own document_id")
    frames = {
        n: typed(n, pd.DataFrame(found, columns=list(FRAMES[n]))) for n, found in rows.items()
    }
    return Corpus(**frames, language=language, codebook=book)


class _Coding:
    """One document on its way into the rows of the six frames."""

    def __init__(self, document: Document, book: Codebook) -> None:
        self.document = document
        self.rows: dict[str, list[dict]] = {name: [] for name in FRAMES}
        self.mentions = _finder(book).find(document.text)
        self.yuan = counts_in_yuan(document.folded)
        self.bodies = {
            fold(term): code
            for term, scheme, code in book.terms.itertuples(index=False)
            if scheme == "organisation"
        }
        self.names: list[str] = []
        self.taken: Counter[str] = Counter()

    def run(self) -> dict[str, list[dict]]:
        document = self.document
        self.rows["documents"].append(
            {name: getattr(document, name) for name in FRAMES["documents"]}
        )
        said = statements(document)
        self.names = [fold(s.organisation_name) for s in said if s.organisation_name]
        self.mentions = self._with_short_forms()
        for number, statement in enumerate(said, 1):
            self._statement(number, statement)
        return self.rows

    def _with_short_forms(self) -> list[Mention]:
        """The mentions with bodies that stand in their short form, and nothing inside these."""
        named = [
            ("organisation", self.bodies[name], start, end)
            for start, end, name in short_forms(self.document.folded, set(self.names))
            if name in self.bodies
        ]
        covered = {place for _, _, start, end in named for place in range(start, end)}
        kept = [m for m in self.mentions if m[2] not in covered or m[3] - 1 not in covered]
        return sorted([*kept, *named], key=lambda m: m[2:])

    def _body(self, statement: Statement) -> str | None:
        """The code of who speaks: of the office where the codebook has it, else of the body."""
        name = statement.organisation_name
        if not name:
            return None
        office = fold(name + (statement.speaker_title or ""))
        return self.bodies.get(office) or self.bodies.get(fold(name)) or name

    def _id(self, start: str) -> str:
        """The readable identifier, with a number where it is taken."""
        self.taken[start] += 1
        return start if self.taken[start] == 1 else f"{start}-{self.taken[start]}"

    def _statement(self, number: int, statement: Statement) -> None:
        body, place = self._body(statement), statement.organisation or (None, None)
        short = body if body in self.bodies.values() else f"s{number:02d}"
        statement_id = self._id(f"{self.document.document_id}-{short}")
        self.rows["statements"].append(
            dict(
                statement_id=statement_id,
                document_id=self.document.document_id,
                organisation_id=body,
                organisation=statement.organisation and self.document.text[slice(*place)],
                organisation_start=place[0],
                organisation_end=place[1],
                speaker=statement.speaker,
                speaker_title=statement.speaker_title,
                start=statement.start,
                end=statement.end,
            )
        )
        numbers = count(1)
        for pledge in pledges(self.document, statement):
            last = "lead" if pledge.kind == "lead" else str(next(numbers))
            self._pledge(self._id(f"{statement_id}-{last}"), statement_id, body, pledge)

    def _pledge(self, pledge_id: str, statement_id: str, body: str | None, pledge: Pledge) -> None:
        document, start = self.document, pledge.start
        text = document.text[start : pledge.end]
        time, result = horizon(text, document.published), aim(text)
        figures = targets(text, yuan=self.yuan)
        check = specificity(text, figures, time)
        row = dict(
            pledge_id=pledge_id,
            document_id=document.document_id,
            statement_id=statement_id,
            organisation_id=body,
            kind=pledge.kind,
            ordinal=pledge.ordinal,
            headline=document.text[slice(*pledge.headline)],
            text=text,
            start=start,
            end=pledge.end,
            horizon=time.horizon,
            horizon_basis=time.basis,
            horizon_from=time.year_from,
            horizon_to=time.year_to,
            horizon_years=time.years,
            aim=result[0],
            specificity=check[0],
            coder="auto",
        )
        evidence = (("horizon", time.cue), ("aim", result[1]), ("specificity", check[1]))
        for name, span in evidence:
            row[f"{name}_text"] = text[slice(*span)] if span else None
            row[f"{name}_start"], row[f"{name}_end"] = (
                (start + at for at in span) if span else (None, None)
            )
        self.rows["pledges"].append(row)
        acts = actions(document, pledge)
        self._actions(pledge_id, acts)
        self._mentions(pledge_id, pledge, acts)
        for number, figure in enumerate(figures, 1):
            named = figure._asdict() | dict(start=start + figure.start, end=start + figure.end)
            words = document.text[named["start"] : named["end"]]
            self.rows["targets"].append(
                dict(
                    target_id=f"{pledge_id}.t{number:02d}", pledge_id=pledge_id, text=words, **named
                )
            )

    def _actions(self, pledge_id: str, acts: list[Action]) -> None:
        for number, act in enumerate(acts, 1):
            self.rows["actions"].append(
                dict(
                    action_id=f"{pledge_id}.{number:02d}",
                    pledge_id=pledge_id,
                    verb=self.document.text[slice(*act.verb)],
                    text=self.document.text[act.start : act.end],
                    start=act.start,
                    end=act.end,
                )
            )

    def _mentions(self, pledge_id: str, pledge: Pledge, acts: list[Action]) -> None:
        first = bisect_left(self.mentions, pledge.start, key=lambda m: m[2])
        last = bisect_right(self.mentions, pledge.end - 1, key=lambda m: m[2])
        inside = [m for m in self.mentions[first:last] if m[3] <= pledge.end]
        for number, (scheme, code, start, end) in enumerate(inside, 1):
            holds = (n for n, act in enumerate(acts, 1) if act.start <= start and end <= act.end)
            action = next(holds, None)
            self.rows["mentions"].append(
                dict(
                    mention_id=f"{pledge_id}.m{number:02d}",
                    pledge_id=pledge_id,
                    action_id=action and f"{pledge_id}.{action:02d}",
                    scheme=scheme,
                    code=code,
                    text=self.document.text[start:end],
                    start=start,
                    end=end,
                )
            )
