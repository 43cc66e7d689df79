"""Units to probabilities: how sure it is that a unit is of a pledge, and by which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dgpolicy.codebook import home
from dgpolicy.document import Document
from dgpolicy.extract.layout import Flags, Floats, Ints, Layout, among, white
from dgpolicy.extract.names import Span
from dgpolicy.extract.voices import FORMS, statements
from dgpolicy.fold import points

Model = Callable[[Document, Layout], Floats]

LONGEST = 4  # characters of a gram
BITS = 20  # of a place in the table of weights: fewer make grams share a weight
_COMMAS, _STOPS = ',、:;"()', "。!?<>…-"
_MIXER, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(64 - BITS)
_TABLES = ("weights", "opens")
_MISSING = -2.0  # the score of what is in no list
_MOST = 3  # of the words that decided on a unit
_MARK = re.compile("[(第其]?[一二三四五六七八九十0-9]{1,3}[、.)是要则,个]")
_YEAR = re.compile("([0-9]{4})年")


class Grams:
    """The grams of every unit: ``codes`` are the characters that count, ``at`` their offsets.

    White space does not count and a number is one character, so that neither a stray blank of a
    PDF nor a figure makes a gram of its own. ``first`` is where each unit begins in ``codes``,
    ``unit`` whose each character is, ``left`` how many its unit holds from it on.
    """

    def __init__(self, document: Document, layout: Layout) -> None:
        codes = points(document.folded)
        digit = (codes >= ord("0")) & (codes <= ord("9"))
        digit[1:] |= np.isin(codes[1:], (ord(","), ord("."))) & digit[:-1]
        kept = ~(white(codes) | (digit & np.append(False, digit[:-1])))
        kept[layout.lefts] = True
        self.at = np.flatnonzero(kept)
        self.codes = np.where(digit[self.at], ord("0"), codes[self.at]).astype(np.uint64)
        self.first = np.searchsorted(self.at, layout.lefts)
        place = np.arange(len(self.codes))
        self.unit = np.searchsorted(self.first, place, "right") - 1
        self.left = np.append(self.first[1:], len(place))[self.unit] - place
        comma, begins = among(_COMMAS, self.codes), place == self.first[self.unit]
        self._places = begins, (np.append(True, comma[:-1]) | begins) & ~comma

    def each(self, of: Flags | None = None) -> Iterator[tuple[int, Ints, Ints]]:
        """Every gram as (length, where it begins, place in the table of weights).

        A gram counts once more where it opens a unit, ends one, or opens a clause. With ``of``
        only the words of these units are told: runs of two characters and more without a mark.
        """
        begins, heads = self._places
        counted, from_length = np.ones(len(self.codes), dtype=bool), 1
        if of is not None:
            counted, from_length = of[self.unit] & ~among(_COMMAS + _STOPS, self.codes), 2
        starts = np.flatnonzero(counted)
        mixed = self.codes[starts] * _MIXER
        for length in range(1, LONGEST + 1):
            if length > 1:
                inside = self.left[starts] >= length
                inside[inside] = counted[starts[inside] + length - 1]
                starts = starts[inside]
                mixed = mixed[inside] * _MIXER + self.codes[starts + length - 1]
            places = (slice(None), begins[starts], self.left[starts] == length, heads[starts])
            for place, those in enumerate(places if length >= from_length else ()):
                at = (mixed[those] ^ np.uint64(place * 8 + length)) * _MIXER >> _SHIFT
                yield length, starts[those], at.astype(np.intp)

    def sums(self, tables: NDArray[np.float32]) -> Floats:
        """For each table of weights the sum over the grams of each unit."""
        totals = np.zeros((len(tables), len(self.codes)))
        for _, starts, at in self.each():
            for total, weights in zip(totals, tables, strict=True):
                total[starts] += weights[at]
        return np.add.reduceat(totals, self.first, axis=1)


@lru_cache(maxsize=1)  # what is judged first is told by its words next
def grams(document: Document, layout: Layout) -> Grams:
    """The grams of a document's units."""
    return Grams(document, layout)


def logistic(score: Floats) -> Floats:
    """The probability that a score in log-odds stands for."""
    return np.exp(-np.logaddexp(0, -score))


def windowed(values: Floats, before: int, after: int) -> Floats:
    """The mean over the units from so many before to so many after, the unit itself left out.

    Where there is none, it is the unit's own value: an end of a text says nothing.
    """
    summed = np.append(0.0, np.cumsum(values))
    place = np.arange(len(values))
    a, b = np.maximum(place - before, 0), np.minimum(place + after + 1, len(values))
    others = b - a - 1
    return np.where(others > 0, (summed[b] - summed[a] - values) / np.maximum(others, 1), values)


def grouped(values: Floats, group: Ints) -> Floats:
    """For each unit the mean over the units of its group; -1 is no group."""
    of = group + 1
    mean = np.bincount(of, values) / np.maximum(np.bincount(of), 1)
    return np.where(group >= 0, mean[of], _MISSING)


def lists(layout: Layout, document: Document) -> tuple[Ints, Ints]:
    """The list of each unit, and the unit before it (-1: none).

    A number that counts on to no other, as in an excerpt, makes a list of the rest of its line.
    """
    place = np.arange(len(layout))
    found = [_MARK.match(document.folded, left) is not None for left in layout.lefts.tolist()]
    marked = np.array(found) | layout.leads
    begun = np.maximum.accumulate(np.where(marked, place, -1))
    lone = (begun >= 0) & (layout.line[begun] == layout.line) & (layout.list_id < 0)
    group = np.where(lone, layout.list_id.max() + 1 + begun, layout.list_id)
    _, first, of = np.unique(group, return_index=True, return_inverse=True)
    return group, np.where(group >= 0, first[of] - 1, -1)


def context(layout: Layout, document: Document, score: Floats, opens: Floats) -> Floats:
    """What the second layer weighs: a unit's score among its neighbours, list and section.

    One row a unit. ``score`` is the first layer's; ``opens`` says how the words of a unit would
    open a list of pledges.
    """
    sure = logistic(score)
    same = np.append(False, layout.line[1:] == layout.line[:-1])
    closing = points(document.folded)[layout.rights - 1]
    group, opener = lists(layout, document)
    listed = group >= 0
    columns = [
        score,
        *(windowed(score, *reach) for reach in ((1, 0), (0, 1), (5, 5))),
        *(windowed(sure, *reach) for reach in ((8, 0), (0, 8), (20, 20))),
        grouped(score, layout.block),
        grouped(score, group),
        np.where(opener >= 0, opens[opener], 0.0),
        listed,
        listed & (opener < 0),
        listed * score,
        layout.heading,
        layout.alone,
        same,
        *(closing == ord(mark) for mark in ";:"),
        *(layout.tense == tense for tense in (1, -1)),
    ]
    return np.column_stack([*columns, _years(layout, document), _voices(layout, document)])


def _voices(layout: Layout, document: Document) -> Floats:
    """Who speaks in each unit: whether body, office and name are told, and in which form."""
    said, begins = statements(document, layout)
    rows = [
        [*(part is not None for part in each.who), *(each.form == form for form in FORMS)]
        for each in said
    ]
    told = np.repeat(np.array(rows, float), [each.last - each.first for each in said], axis=0)
    opens = np.isin(np.arange(len(layout)), [each.first for each in said])
    return np.column_stack([told, begins > layout.lefts, opens])


def _years(layout: Layout, document: Document) -> Floats:
    """Whether a unit names a year before, of and after that of publication."""
    named = np.zeros((len(layout), 3))
    if document.published is not None:
        for year in _YEAR.finditer(document.folded):
            unit = np.searchsorted(layout.starts, year.start(), "right") - 1
            named[unit, np.sign(int(year[1]) - document.published.year) + 1] = 1
    return named


@dataclass(frozen=True, eq=False)
class Judge:
    """A model that gives each unit of a document the probability that it is of a pledge.

    ``tables`` are two of gram weights: of a pledge's words, and of words that open a
    list of pledges. ``layer`` weighs the columns of ``context``; its last number is the
    constant. A judge is a callable of a document and its layout, as is any model that
    ``dgpolicy.extract`` takes.

    >>> from dgpolicy.extract.layout import layout
    >>> said = Document.from_text("我们将新建两座水厂。去年建成了三座水厂。")
    >>> default()(said, layout(said)).round().tolist()
    [1.0, 0.0]
    """

    tables: NDArray[np.float32]
    constants: Floats
    layer: Floats

    def __call__(self, document: Document, layout: Layout) -> Floats:
        """The probability of each unit."""
        scores = grams(document, layout).sums(self.tables) + self.constants[:, None]
        return self.weighed(context(layout, document, *scores))

    def weighed(self, columns: Floats) -> Floats:
        """The probabilities that the second layer makes of the columns of ``context``."""
        return logistic(columns @ self.layer[:-1] + self.layer[-1])

    def deciding(self, document: Document, layout: Layout, chosen: Flags) -> list[Span]:
        """The spans of the words that speak most for a pledge in each chosen unit, in order."""
        held = grams(document, layout)
        worth, length = np.zeros(len(held.codes)), np.ones(len(held.codes), dtype=int)
        for size, starts, at in held.each(chosen):
            value = self.tables[0, at]
            better = value > worth[starts]
            worth[starts[better]], length[starts[better]] = value[better], size
        spans: list[Span] = []
        for _ in range(_MOST):
            best = np.maximum.reduceat(worth, held.first)[held.unit]
            top = np.flatnonzero((worth == best) & (best > 0))
            top = top[np.unique(held.unit[top], return_index=True)[1]]
            ends = top + length[top]
            spans += zip(held.at[top].tolist(), (held.at[ends - 1] + 1).tolist(), strict=True)
            for ahead in range(1 - LONGEST, LONGEST):
                near = np.clip(top + ahead, 0, len(worth) - 1)
                worth[near[(near + length[near] > top) & (near < ends)]] = 0
        return sorted(spans)

    def save(self, path: Path) -> None:
        """Write the judge as arrays; weights become whole numbers of one byte."""
        packed: dict[str, Any] = {"constants": self.constants, "layer": self.layer}
        for name, values in zip(_TABLES, self.tables, strict=True):
            scale = np.quantile(np.abs(values[values != 0]), 0.999).astype(float) / 127
            packed[name] = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
            packed[f"{name}_scale"] = scale
        np.savez_compressed(path, **packed)

    @classmethod
    def read(cls, path: Path) -> Judge:
        """The judge that a file holds."""
        with np.load(path, allow_pickle=False) as held:
            tables = [held[name] * np.float32(held[f"{name}_scale"]) for name in _TABLES]
            return cls(np.stack(tables), held["constants"], held["layer"])


@cache
def default() -> Judge:
    """The judge that comes with the package; ``data/model/README.md`` says what it learned."""
    return Judge.read(home() / "model" / "judge.npz")
