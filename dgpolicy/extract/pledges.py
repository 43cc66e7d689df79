"""Judged units to pledges: what is one pledge, of which of four kinds, from where to where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from math import inf, nan
from typing import Literal, NamedTuple

import numpy as np

from dgpolicy.document import Document
from dgpolicy.extract.layout import Floats, Ints, Layout
from dgpolicy.extract.names import Span
from dgpolicy.extract.voices import Statement

Kind = Literal["directive", "unnumbered", "lead", "numbered"]
# Units that are one pledge: where they begin and end, the first of them, whether it has a number,
# and the probability.
_Run = tuple[int, int, int, bool, float]

_PAIRS = dict(zip("“‘「『《〈(（【〔\"'", "”’」』》〉)）】〕\"'", strict=True))
_PAIRED = re.compile(f"[{''.join((*_PAIRS, *_PAIRS.values()))}]")
_QUOTES = '“「『"'
_CLAUSE = re.compile("[,;:。!?\t]")
_BULLET = re.compile(r"\d+\.(?!\d)\s*")  # of a paragraph that is no item of a list
_SHORTEST = 3  # characters of a pledge: 可以。
_UNSURE = 1e-6  # of the surest verdict, so that one sentence does not decide an item alone
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
    chances: Floats,
    spans: Iterable[Span] | None = None,
) -> list[Pledge]:
    """The pledges of a document in the order of its text, from what ``judge`` says of each unit.

    A numbered item is one pledge with all its sentences where these, taken together, are more
    likely one than not. Of what is not numbered each sentence is one, from its first clause that
    commits to its last; of a table of tasks each row. ``begins`` is where the words of each unit
    begin after an introduction. With ``spans`` a person said from where to where each pledge is,
    and the probabilities say nothing.
    """
    text, folded = document.text, document.folded
    speaks = np.repeat(range(len(statements)), [s.last - s.first for s in statements])
    numbers = np.maximum(begins, layout.marks).tolist()
    words, ordinals = layout.words.tolist(), layout.ordinal.tolist()
    lefts, rights = layout.lefts.tolist(), layout.rights.tolist()
    runs = _runs(layout, speaks, chances) if spans is None else _given(layout, spans)
    openers = np.unique(layout.list_id, return_index=True)[1]
    heads = {first for _, _, first, *_ in runs} & {*openers[layout.leads[openers]].tolist()}
    heads |= {unit - 1 for unit in heads if folded[rights[unit - 1] - 1] == ":"}
    found = []
    for left, right, first, numbered, sure in runs:
        start, end = trimmed(text, max(left, numbers[first]), right)
        if not numbered and (bullet := _BULLET.match(folded, start, end)):
            start = bullet.end()
        if end - start < _SHORTEST:
            if spans is None:
                continue
            start, end = left, right  # a person's word is kept
        head = trimmed(text, max(start, words[first]), end)[0]
        ordinal = ordinals[first] or None if numbered else None
        first, last = bisect_right(rights, start), bisect_left(lefts, end)  # all that is left
        speaker = int(speaks[first])
        kind: Kind = "unnumbered"
        if ordinal:
            kind = "numbered"
        elif statements[speaker].form == "notice":
            kind = "directive"
        elif last in heads and last < statements[speaker].last:
            kind = "lead"
        stop = _CLAUSE.search(folded, head, end)
        headline = trimmed(text, head, stop.start() if stop else end)
        headline = headline if headline[0] < headline[1] else (start, end)
        found.append(Pledge(speaker, first, last, start, end, kind, ordinal, headline, sure))
    return found


def _given(layout: Layout, spans: Iterable[Span]) -> list[_Run]:
    """The runs of units that spans say; a span that begins with an item has its number."""
    runs = []
    for left, right in spans:
        first = int(np.searchsorted(layout.rights, left, "right"))
        numbered = bool(layout.leads[first] or first in layout.tasks)
        runs.append((left, right, first, numbered and left <= layout.lefts[first], nan))
    return runs


def _runs(layout: Layout, speaks: Ints, chances: Floats) -> list[_Run]:
    """The runs of units that are one pledge."""
    sure = np.clip(chances, _UNSURE, 1 - _UNSURE)
    tasks = list(layout.tasks)
    sure[tasks] = np.maximum(sure[tasks], _ROW)
    odds = np.log(sure / (1 - sure))
    parted = np.diff(layout.block + speaks, prepend=-inf) > 0
    begun, of = np.flatnonzero(parted), np.cumsum(parted) - 1
    middle = (np.add.reduceat(odds, begun) / np.bincount(of))[of]
    item = layout.leads[begun][of]
    whole = item & (middle > 0)
    odds = np.where(whole, middle, odds)
    firm = np.flatnonzero(odds > 0)
    # Of an item that is not one pledge each sentence stands alone.
    run = np.cumsum(parted | (item & ~whole))[firm]
    first = np.flatnonzero(np.diff(run, prepend=-inf))
    last = np.flatnonzero(np.diff(run, append=inf))
    chance = 1 / (1 + np.exp(-np.maximum.reduceat(odds[firm], first)))
    whole[tasks] = True
    opens = firm[first]
    columns = layout.lefts[opens], layout.rights[firm[last]], opens, whole[opens], chance
    return [*zip(*(column.tolist() for column in columns), strict=True)]


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
