"""Judged units to pledges: what is one pledge, of which of four kinds, from where to where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from math import inf
from typing import Literal, NamedTuple

import numpy as np

from dgpolicy.document import Document
from dgpolicy.extract.layout import Floats, Ints, Layout
from dgpolicy.extract.names import Span
from dgpolicy.extract.voices import Statement

Kind = Literal["directive", "unnumbered", "lead", "numbered"]

_PAIRS = dict(zip("“‘「『《〈(（【〔\"'", "”’」』》〉)）】〕\"'", strict=True))
_PAIRED = re.compile(f"[{''.join((*_PAIRS, *_PAIRS.values()))}]")
_QUOTES = '“「『"'
_CLAUSE = re.compile("[,;:。!?\t]")
_ENDS = "。;；，,、"
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
) -> list[Pledge]:
    """The pledges of a document in the order of its text, from what ``judge`` says of each unit.

    A numbered item is one pledge with all its sentences where these, taken together, are more
    likely one than not. Of what is not numbered each sentence is one, from its first clause that
    commits to its last; of a table of tasks each row. ``begins`` is where the words of each unit
    begin after an introduction.
    """
    text, folded = document.text, document.folded
    speaks = np.repeat(range(len(statements)), [s.last - s.first for s in statements])
    own, numbers = begins.tolist(), np.maximum(begins, layout.marks).tolist()
    words, ordinals = layout.words.tolist(), layout.ordinal.tolist()
    lefts, rights = layout.lefts.tolist(), layout.rights.tolist()
    runs = _runs(layout, speaks, chances)
    openers = np.unique(layout.list_id, return_index=True)[1]
    heads = {first for first, _, numbered, _ in runs if numbered}
    heads &= {*openers[layout.leads[openers]].tolist()}
    heads |= {unit - 1 for unit in heads if folded[rights[unit - 1] - 1] == ":"}
    found = []
    for first, last, numbered, sure in runs:
        start = numbers[first] if numbered else own[first]
        start, end = trimmed(text, start, rights[last - 1])
        if not numbered and (bullet := _BULLET.match(folded, start, end)):
            start = bullet.end()
        if end - start < _SHORTEST:
            continue
        head = trimmed(text, max(start, words[first]), end)[0] if numbered else start
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


def _runs(layout: Layout, speaks: Ints, chances: Floats) -> list[tuple[int, int, bool, float]]:
    """The runs of units that are one pledge: first, last, whether numbered, probability."""
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
    columns = firm[first], firm[last] + 1, whole[firm[first]], chance
    return [*zip(*(column.tolist() for column in columns), strict=True)]


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without stray marks at its ends: a pair of quotation marks around it, one
    that lacks its partner, white space, and before its words whatever else is no word.

    >>> trimmed(" “要干”就干。” ", 0, 10), trimmed("“要干。”", 0, 5), trimmed("——①要干", 0, 5)
    ((1, 8), (1, 4), (2, 5))
    """
    if text[start : start + 1].isalnum() and text[end - 1] in _ENDS:
        return start, end  # as most do
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
