"""Judged units to pledges: what is one pledge, of which of four kinds, from where to where."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dgpolicy.document import Document
from dgpolicy.extract.layout import Ints, Layout
from dgpolicy.extract.names import Span
from dgpolicy.extract.rows import rows
from dgpolicy.extract.voices import Statement

Kind = Literal["directive", "unnumbered", "lead", "numbered"]

_SPACE = " \t\n\r\xa0\u3000"
_OPENING, _CLOSING = "“‘「『《(（\"'", "”’」』》)）\"'"
_STRAY = "”’」』》)）、，,;；。—–-•·●■◆▪"  # nothing of one's own begins with these
HEADS, TAILS = _SPACE + _OPENING + _STRAY, _SPACE + _CLOSING  # what ``trimmed`` may take away
_CLAUSE = re.compile("[,;:。!?\n\t]")
_BULLET = re.compile(r"(?:\d{1,3}\.(?!\d)|[-—·•●■◆▪]+)\s*")
# What stands between a sentence and the list that it leads into: 主要有三项措施:
_ANNOUNCES = re.compile(r"[:]$|以下|如下|[一二三四五六七八九十两几多各]+[个项点方条大]")
_NEAR, _SHORTEST = 40, 3  # 可以。
_NEVER, _TASK = -14.0, 2.2  # log-odds of a table's head and of a row of tasks
_MARKS = 12  # at one end of a pledge, at most


class Pledge(NamedTuple):
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
    commits to its last; of a table of tasks each row. ``begins`` is where the words of each unit
    begin after an introduction.
    """
    folded, tasks = document.folded, rows(document.folded, layout)
    speaks = np.repeat(range(len(statements)), [s.last - s.first for s in statements]).tolist()
    starts, lefts, rights = begins.tolist(), layout.lefts.tolist(), layout.rights.tolist()
    runs = _runs(layout, np.array(speaks), probabilities, list(tasks))
    heads = {first for first, _, item, _ in runs if item >= 0}
    found = []
    for first, last, place, confidence in runs:
        item, task = layout.items[place] if place >= 0 else None, tasks.get(first)
        start = max(starts[first], item.start if item else 0, task.task[0] if task else 0)
        start, end = trimmed(document.text, start, rights[last - 1])
        if item is None and (bullet := _BULLET.match(folded, start, end)):
            start = bullet.end()
        aside = item is None and folded[start : start + 1] == "(" and folded[end - 1] == ")"
        if end - start < _SHORTEST or aside:
            continue
        while rights[first] <= start:  # units of which nothing was left
            first += 1
        while lefts[last - 1] >= end:
            last -= 1
        kind: Kind = "numbered" if item or (task and task.ordinal) else "unnumbered"
        if kind != "numbered" and statements[speaks[first]].form == "notice":
            kind = "directive"
        elif kind != "numbered" and _leads(
            folded, layout, last, statements[speaks[first]].last, heads
        ):
            kind = "lead"
        head = max(start, item.words) if item else start
        stop = _CLAUSE.search(folded, head, end)
        headline = trimmed(document.text, head, stop.start() if stop else end)
        headline = headline if headline[0] < headline[1] else (start, end)
        ordinal = item.value if item else task.ordinal if task else None
        spans = (speaks[first], first, last, start, end)
        found.append(Pledge(*spans, kind, ordinal, headline, confidence))
    return found


def _runs(
    layout: Layout, speaks: Ints, probabilities: NDArray[np.float64], tasks: list[int]
) -> list[tuple[int, int, int, float]]:
    """The runs of units that are one pledge: first, last, numbered item or -1, probability."""
    sure = np.clip(probabilities, 1e-6, 1 - 1e-6)
    logits = np.log(sure) - np.log1p(-sure)
    logits[tasks] = np.maximum(logits[tasks], _TASK)
    logits[(layout.table >= 0) & (layout.table == layout.line)] = _NEVER  # the head of a table
    begun = np.flatnonzero(np.diff(layout.block, prepend=-1) + np.diff(speaks, prepend=-1))
    ended = np.append(begun[1:], len(speaks))
    middle = np.add.reduceat(logits, begun) / (ended - begun)
    leads = layout.leads[begun]
    numbered = leads & (middle > 0)
    chance = 1 / (1 + np.exp(-logits))
    whole = np.where(numbered, 1 / (1 + np.exp(-middle)), np.maximum.reduceat(chance, begun))
    kept = np.flatnonzero(whole > 0.5)
    columns = (begun, ended, numbered, leads, whole, layout.item[begun])
    firm, chances = (logits > 0).tolist(), chance.tolist()
    runs: list[tuple[int, int, int, float]] = []
    for first, last, one, item, confidence, place in zip(
        *(column[kept].tolist() for column in columns), strict=True
    ):
        if one:
            runs.append((first, last, place, confidence))
        elif item:
            runs += [(u, u + 1, -1, chances[u]) for u in range(first, last) if firm[u]]
        else:
            units = [u for u in range(first, last) if firm[u]]
            runs.append((units[0], units[-1] + 1, -1, confidence))
    return runs


def _leads(folded: str, layout: Layout, after: int, end: int, heads: set[int]) -> bool:
    """Whether a list of pledges follows at once, or after a few words that announce it."""
    for unit in (after, after + 1):
        if unit >= end:
            return False
        if unit in heads:
            item = layout.items[layout.item[unit]]
            return item is item.siblings[0]
        left, right = layout.lefts[unit], layout.rights[unit]
        if right - left > _NEAR or not _ANNOUNCES.search(folded[left:right]):
            return False
    return False


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space, quotation marks around it, and marks without a partner.

    >>> trimmed(" “要干”就干。” ", 0, 10), trimmed("“要干。”", 0, 5)
    ((1, 8), (1, 4))
    """
    for _ in range(_MARKS):
        if start >= end or not (text[start] in HEADS or text[end - 1] in TAILS):
            break
        if text[start] in _SPACE + _STRAY:
            start += 1
        elif text[end - 1] in _SPACE:
            end -= 1
        elif text[start] in _OPENING and (at := _partner(text[start:end], 0)) in (
            0,
            end - start - 1,
        ):
            if at and text[start] not in '“「『"':
                break
            start, end = start + 1, end - bool(at)
        elif text[end - 1] in _CLOSING and not _partner(text[start:end][::-1], 1):
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
