"""Judged units to pledges: what is one pledge, of which of four kinds, from where to where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from math import exp
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dgpolicy.document import Document
from dgpolicy.extract.layout import Ints, Layout
from dgpolicy.extract.names import Span
from dgpolicy.extract.numbering import Item
from dgpolicy.extract.voices import Statement

Kind = Literal["directive", "unnumbered", "lead", "numbered"]

_PAIRS = dict(zip("“‘「『《〈(（【〔\"'", "”’」』》〉)）】〕\"'", strict=True))
_PAIRED = re.compile(f"[{''.join((*_PAIRS, *_PAIRS.values()))}]")
_QUOTES = '“「『"'
_CLAUSE = re.compile("[,;:。!?\t]")
_BULLET = re.compile(r"\d+\.(?!\d)\s*")  # of a paragraph that is no item of a list
_SHORTEST = 3  # characters of a pledge: 可以。
_ROW = 0.9  # the least probability of a row of tasks


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
    folded, tasks = document.folded, layout.tasks
    speaks = np.repeat(range(len(statements)), [s.last - s.first for s in statements])
    starts, lefts, rights = begins.tolist(), layout.lefts.tolist(), layout.rights.tolist()
    runs = _runs(layout, speaks, probabilities, list(tasks))
    heads = {first for first, _, item, _ in runs if item}
    found = []
    for first, last, item, odds in runs:
        task = tasks.get(first)
        start = max(starts[first], item.start if item else 0, task.task[0] if task else 0)
        start, end = trimmed(document.text, start, rights[last - 1])
        if not item and (bullet := _BULLET.match(folded, start, end)):
            start = bullet.end()
        if end - start < _SHORTEST:
            continue
        first, last = bisect_right(rights, start), bisect_left(lefts, end)  # all that is left
        speaker = int(speaks[first])
        kind: Kind = "unnumbered"
        if item or (task and task.ordinal):
            kind = "numbered"
        elif statements[speaker].form == "notice":
            kind = "directive"
        elif _leads(folded, layout, last, statements[speaker].last, heads):
            kind = "lead"
        head = trimmed(document.text, max(start, item.words), end)[0] if item else start
        stop = _CLAUSE.search(folded, head, end)
        headline = trimmed(document.text, head, stop.start() if stop else end)
        headline = headline if headline[0] < headline[1] else (start, end)
        ordinal = item.value if item else task.ordinal if task else None
        found.append(
            Pledge(speaker, first, last, start, end, kind, ordinal, headline, 1 / (1 + exp(-odds)))
        )
    return found


def _runs(
    layout: Layout, speaks: Ints, probabilities: NDArray[np.float64], tasks: list[int]
) -> list[tuple[int, int, Item | None, float]]:
    """The runs of units that are one pledge: first, last, numbered item, log-odds."""
    sure = np.clip(probabilities, 1e-6, 1 - 1e-6)
    sure[tasks] = np.maximum(sure[tasks], _ROW)
    logits = np.log(sure) - np.log1p(-sure)
    begun = np.flatnonzero(np.diff(layout.block, prepend=-1) + np.diff(speaks, prepend=-1))
    ended = np.append(begun[1:], len(speaks))
    middle = np.add.reduceat(logits, begun) / (ended - begun)
    whole = layout.leads[begun] & (middle > 0)
    surest = np.where(whole, middle, np.maximum.reduceat(logits, begun))
    kept, each = np.flatnonzero(surest > 0), logits.tolist()
    columns = (begun, ended, surest, whole, layout.leads[begun])
    runs: list[tuple[int, int, Item | None, float]] = []
    for first, last, odds, one, leads in zip(*(c[kept].tolist() for c in columns), strict=True):
        firm = [unit for unit in range(first, last) if each[unit] > 0]
        if one:
            runs.append((first, last, layout.items[layout.item[first]], odds))
        elif leads:
            runs += [(unit, unit + 1, None, each[unit]) for unit in firm]
        else:
            runs.append((firm[0], firm[-1] + 1, None, odds))
    return runs


def _leads(folded: str, layout: Layout, after: int, end: int, heads: set[int]) -> bool:
    """Whether a list of pledges follows at once, or after words that end in a colon."""
    if after < end and after not in heads and folded[layout.rights[after] - 1] == ":":
        after += 1
    if after >= end or after not in heads:
        return False
    item = layout.items[layout.item[after]]
    return item is item.siblings[0]


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without stray marks at its ends: a pair of quotation marks around it, one
    that lacks its partner, white space, and before its words whatever else is no word.

    >>> trimmed(" “要干”就干。” ", 0, 10), trimmed("“要干。”", 0, 5), trimmed("——①要干", 0, 5)
    ((1, 8), (1, 4), (2, 5))
    """
    partner: dict[int, int] = {}
    waiting: dict[str, list[int]] = {mark: [] for mark in _PAIRS.values()}
    for m in _PAIRED.finditer(text, start, end):
        if waiting.get(m[0]):
            opened = waiting[m[0]].pop()
            partner[opened], partner[m.start()] = m.start(), opened
        elif m[0] in _PAIRS:
            waiting[_PAIRS[m[0]]].append(m.start())
    while start < end:
        first, last = text[start], text[end - 1]
        if start not in partner and not (first.isalnum() or first == "$"):
            start += 1
        elif last.isspace() or (end - 1 not in partner and last in waiting):
            end -= 1
        elif first in _QUOTES and partner[start] == end - 1:
            start, end = start + 1, end - 1
        else:
            break
    return start, end
