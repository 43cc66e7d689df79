"""Sentences by doubt, and what decisions make of them: no file, no widget, no chart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter, itemgetter
from typing import NamedTuple

import numpy as np

from dgpolicy.corpus import Corpus
from dgpolicy.errors import require
from dgpolicy.review.decisions import CODED, Decision, standing
from dgpolicy.tables.frames import VARIABLES

_CLAUSE = re.compile("[^,，;；:：、。]*[,，;；:：、。]*\\s*")


class Sentence(NamedTuple):
    """A sentence as it stands after some decisions.

    Those that follow on each other with one ``pledge`` are one pledge. ``coder`` is who decided
    on it last, ``codes`` are the decisions that gave its pledge a code here, by variable.
    """

    sentence_id: str
    document_id: str
    statement_id: str
    start: int
    end: int
    probability: float | None
    pledge: str | None
    coder: str | None = None
    codes: Mapping[str, Decision] = {}


def applied(corpus: Corpus, decisions: Sequence[Decision]) -> list[Sentence]:
    """The sentences of a corpus, in their order, after decisions.

    One that was decided on has probability 1 or 0. Decisions on documents that the corpus does
    not hold are passed over. Raises ``ValueError`` that names the row of one that cannot be.

    >>> import dgpolicy
    >>> said = dgpolicy.Document.from_text("我们将新建两座水厂。去年建成三座。", document_id="d")
    >>> no = Decision("me", "", "d", 0, 10, "reject", text="我们将新建两座水厂。")
    >>> [(each.probability, each.coder) for each in applied(dgpolicy.extract(said), [no])][0]
    (0.0, 'me')
    """
    texts = dict(corpus.documents[["document_id", "text"]].itertuples(index=False))
    said = {document: [*own] for document, own in _judged(corpus).items()}
    known = choices(corpus)
    for place in standing(decisions):
        one = decisions[place]
        if one.document_id in texts:
            try:
                _apply(said[one.document_id], one, texts[one.document_id], known)
            except ValueError as error:
                raise ValueError(f"row {place + 2}: {error}") from error
    return [*chain(*said.values())]


@lru_cache(maxsize=1)  # one is reviewed at a time, and each decision asks anew
def _judged(corpus: Corpus) -> dict[str, list[Sentence]]:
    """The sentences of each document before any decision."""
    said: dict[str, list[Sentence]] = {name: [] for name in corpus.documents["document_id"]}
    frame = corpus.sentences.astype("object").where(corpus.sentences.notna(), None)
    columns = ["sentence_id", "document_id", "statement_id", "start", "end", "probability"]
    for row in frame[[*columns, "pledge_id"]].itertuples(index=False):
        said[row.document_id].append(Sentence(*row))
    return said


def _apply(said: list[Sentence], one: Decision, text: str, known: Mapping[str, list[str]]) -> None:
    n = bisect_left(said, one.start, key=attrgetter("start"))
    held = said[n] if n < len(said) else None
    if not held or (held.start, held.end) != one[3:5] or text[one.start : one.end] != one.text:
        where = f"{one.document_id!r} from {one.start} to {one.end}"
        raise ValueError(
            f"{where} is no such sentence; it was decided on another text, or cut otherwise: "
            "name another file, or delete the row"
        )
    name, at = f"{one.document_id}:{held.start}", one.at or held.start
    if one.decision == "accept":
        said[n] = held._replace(probability=1.0, pledge=held.pledge or name, coder=one.coder)
    elif one.decision == "reject":
        said[n] = held._replace(probability=0.0, pledge=None, coder=one.coder)
    elif one.decision == "join":
        before = said[n - 1] if n else None
        if not before or before.statement_id != held.statement_id:
            raise ValueError("the sentence before it is of another speaker; accept it alone")
        pledge = before.pledge or f"{one.document_id}:{before.start}"
        _rename(said, n, pledge)
        for k in (n - 1, n):
            said[k] = said[k]._replace(probability=1.0, pledge=pledge, coder=one.coder)
    elif one.decision == "split":
        if at not in cuts(said, n, text):
            raise ValueError("nothing is split there; split at the head of a later clause")
        if at > held.start:
            stop = held.start + len(text[held.start : at].rstrip())
            half = held._replace(sentence_id=f"{held.sentence_id}-{at}", start=at, codes={})
            said[n : n + 1] = [held._replace(end=stop), half]
            n += 1
        _rename(said, n, f"{one.document_id}:{at}")
    else:
        require(one.code, known[one.decision], one.decision)
        said[n] = held._replace(codes={**held.codes, one.decision: one})


def _rename(said: list[Sentence], n: int, pledge: str) -> None:
    """Give a sentence that is of a pledge, and those after it in this, to another pledge."""
    old = said[n].pledge
    while old and n < len(said) and said[n].pledge == old:
        said[n] = said[n]._replace(pledge=pledge)
        n += 1


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the clauses of a sentence; they tile it.

    >>> clauses("要修路,要種樹。", 0, 8)
    [(0, 4), (4, 8)]
    """
    return [m.span() for m in _CLAUSE.finditer(text, start, end) if m[0]]


def cuts(said: Sequence[Sentence], n: int, text: str) -> list[int]:
    """Where a sentence can be split: at its clauses, and off the sentence before in its pledge."""
    own = said[n]
    heads = [start for start, _ in clauses(text, own.start, own.end)]
    joined = n > 0 and own.pledge is not None and said[n - 1].pledge == own.pledge
    return heads if joined else heads[1:]


def choices(corpus: Corpus) -> dict[str, list[str]]:
    """The codes that each variable of a pledge can be given; bodies are those of the corpus."""
    bodies = corpus.statements["organisation_id"].cat.categories.tolist()
    return {name: list(VARIABLES.get(name, [*bodies, "none"])) for name in CODED}


def by_doubt(sentences: Iterable[Sentence]) -> list[Sentence]:
    """The sentences on which nobody has decided, the most doubtful first.

    >>> rows = [Sentence(f"s{p}", "d", "d-s", 0, 1, p, None) for p in (0.1, 0.6, 1.0, 0.5)]
    >>> [each.probability for each in by_doubt(rows)]
    [0.5, 0.6, 0.1, 1.0]
    """
    left = [
        (abs(s.probability - 0.5), s)
        for s in sentences
        if not s.coder and s.probability is not None
    ]
    return [sentence for _, sentence in sorted(left, key=itemgetter(0))]


def estimate(probabilities: Iterable[float | None], more: int = 0) -> float:
    """The share of sentences that are right, if probabilities are true, after ``more`` decisions.

    A sentence is right with the probability of its verdict, and one that was decided on with 1;
    the next decisions are on the most doubtful.

    >>> estimate([0.5, 0.25, 1.0]), estimate([0.5, 0.25, 1.0], 2)
    (0.75, 1.0)
    """
    chances = np.array([*probabilities], float)
    right = np.sort(np.maximum(chances, 1 - chances)[~np.isnan(chances)])
    right[:more] = 1
    return float(right.mean()) if len(right) else 1.0
