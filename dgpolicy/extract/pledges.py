"""Judged units to pledges: what is one pledge, of which of four kinds, from where to where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dgpolicy.document import Document
from dgpolicy.extract.layout import Ints, Layout
from dgpolicy.extract.names import Span
from dgpolicy.extract.voices import Statement

Kind = Literal["directive", "unnumbered", "lead", "numbered"]

_OPENING, _CLOSING = "“‘「『《(（\"'", "”’」』》)）\"'"
_STRAY = "”’」』》)）、，,;；。—–-•·●■◆▪"  # nothing of one's own begins with these
_EDGES = frozenset(_OPENING + _STRAY + "\"' \t\u3000")
_CLAUSE = re.compile("[,;:。!?\n\t]")
_BULLET = re.compile(r"(?:\d{1,3}\.(?!\d)|[-—·•●■◆▪]+)\s*")
# What stands between a sentence and the list that it leads into: 主要有三项措施:
_ANNOUNCES = re.compile(r"[:]$|以下|如下|[一二三四五六七八九十两几多各]+[个项点方条大]")
_NEAR, _NEVER = 40, -14.0
_MARKS = 12  # at one end of a pledge, at most


@dataclass(frozen=True)
class Pledge:
    """A commitment of the body that speaks in its statement: units ``first`` to ``last``.

    ``start`` stands at its number where it has one, ``end`` after its last mark; ``headline`` is
    its first clause without the number, ``confidence`` the probability that it is a pledge.
    """

    statement: int
    first: int
    last: int
    start: int
    end: int
    kind: Kind
    ordinal: int | None
    headline: Span
    confidence: float


def pledges(
    document: Document,
    layout: Layout,
    statements: list[Statement],
    begins: Ints,
    probabilities: NDArray[np.float64],
) -> list[Pledge]:
    """The pledges of a document in the order of its text, from what ``judge`` says of each unit.

    A numbered item is one pledge with all its sentences where these, taken together, are more
    likely one than not. Of what is not numbered each sentence is one, from its first clause that
    commits to its last. ``begins`` is where the words of each unit begin after an introduction.
    """
    sure = np.clip(probabilities, 1e-6, 1 - 1e-6)
    logits = np.log(sure) - np.log1p(-sure)
    logits[(layout.table >= 0) & (layout.table == layout.line)] = _NEVER  # the head of a table
    speaks = np.repeat(range(len(statements)), [s.last - s.first for s in statements])
    ends = np.diff(layout.block, prepend=-1) + np.diff(speaks, prepend=-1)
    begun = np.flatnonzero(ends)
    count = np.diff([*begun, len(layout)])
    mean = np.add.reduceat(logits, begun) / count
    numbered = layout.leads[begun] & (mean > 0)
    made: list[tuple[int, int, bool, float]] = []
    for block in np.flatnonzero(numbered | (np.maximum.reduceat(logits, begun) > 0)).tolist():
        first, last = int(begun[block]), int(begun[block] + count[block])
        firm = (np.flatnonzero(logits[first:last] > 0) + first).tolist()
        if numbered[block]:
            made.append((first, last, True, mean[block]))
        elif layout.leads[first]:
            made += [(unit, unit + 1, False, logits[unit]) for unit in firm]
        else:
            made.append((firm[0], firm[-1] + 1, False, max(logits[first:last])))
    return _Making(document, layout, statements, begins, speaks).all(made)


class _Making:
    def __init__(
        self,
        document: Document,
        layout: Layout,
        statements: list[Statement],
        begins: Ints,
        speaks: Ints,
    ) -> None:
        self.text, self.folded = document.text, document.folded
        self.layout, self.statements, self.begins, self.speaks = layout, statements, begins, speaks

    def all(self, made: list[tuple[int, int, bool, float]]) -> list[Pledge]:
        items = {first for first, _, numbered, _ in made if numbered}
        found = []
        for first, last, numbered, score in made:
            statement = int(self.speaks[first])
            item = self.layout.items[self.layout.item[first]] if numbered else None
            start = max(int(self.begins[first]), item.start if item else 0)
            start, end = trimmed(self.text, start, int(self.layout.rights[last - 1]))
            if item is None and (m := _BULLET.match(self.folded, start, end)):
                start = m.end()
            if end - start < 4 or (
                item is None and self.folded[start] == "(" and self.folded[end - 1] == ")"
            ):
                continue
            if item:
                kind: Kind = "numbered"
            elif self.statements[statement].form == "notice":
                kind = "directive"
            else:
                kind = "lead" if self._leads(last, statement, items) else "unnumbered"
            headline = self._headline(max(start, item.words if item else 0), start, end)
            confidence = 1 / (1 + np.exp(-score))
            found.append(
                Pledge(
                    statement,
                    first,
                    last,
                    start,
                    end,
                    kind,
                    item.value if item else None,
                    headline,
                    float(confidence),
                )
            )
        return found

    def _leads(self, after: int, statement: int, items: set[int]) -> bool:
        """Whether a list of pledges follows at once, or after a few words that announce it."""
        layout = self.layout
        for unit in (after, after + 1):
            if unit >= len(layout) or self.speaks[unit] != statement:
                return False
            if unit in items:
                item = layout.items[layout.item[unit]]
                return item is item.siblings[0]
            words = self.folded[layout.lefts[unit] : layout.rights[unit]]
            if len(words) > _NEAR or not _ANNOUNCES.search(words):
                return False
        return False

    def _headline(self, head: int, start: int, end: int) -> Span:
        stop = _CLAUSE.search(self.folded, head, end)
        left, right = trimmed(self.text, head, stop.start() if stop else end)
        return (left, right) if left < right else (start, end)


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space, quotation marks around it, and marks without a partner.

    >>> trimmed(" “要干”就干。” ", 0, 10), trimmed("“要干。”", 0, 5)
    ((1, 8), (1, 4))
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    for _ in range(_MARKS):
        if start >= end or not (text[start] in _EDGES or text[end - 1] in _EDGES):
            break
        words = text[start:end]
        if words[0].isspace() or words[0] in _STRAY:
            start += 1
        elif words[0] in _OPENING and (at := _partner(words, 0)) in (0, len(words) - 1):
            if at and words[0] not in '“「『"':
                break
            start, end = start + 1, end - bool(at)
        elif words[-1].isspace() or (words[-1] in _CLOSING and not _partner(words[::-1], 1)):
            end -= 1
        else:
            break
    return start, max(start, end)


def _partner(words: str, mirrored: int) -> int:
    """Where the mark at the head of the words is closed again, 0 where it is not."""
    here, there = (_OPENING, _CLOSING) if not mirrored else (_CLOSING, _OPENING)
    mark = words[0]
    other = there[here.index(mark)]
    if mark == other:
        return words.find(mark, 1) if words.count(mark) % 2 == 0 else 0
    depth = 0
    for place, char in enumerate(words):
        depth += (char == mark) - (char == other)
        if depth == 0:
            return place
    return 0
