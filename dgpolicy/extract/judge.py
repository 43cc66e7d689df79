"""Units to probabilities: how sure it is that a unit is of a pledge, and by which words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dgpolicy.codebook import home
from dgpolicy.document import Document
from dgpolicy.extract.grams import LONGEST, Floats, Grams, Ints, codes_of, spaces
from dgpolicy.extract.layout import Layout
from dgpolicy.extract.voices import FORMS, statements

Offsets = tuple[int, int]

_MISSING = -2.0  # the score of what is not there: no list, no heading
_MOST = 3  # of the words that decided on a unit


def logistic(score: Floats) -> Floats:
    """The probability that a score in log-odds stands for."""
    return 1 / (1 + np.exp(-np.clip(score, -30, 30)))


def shifted(values: Floats, by: int) -> Floats:
    """The values of the units so many before; beyond the ends stands a unit's own."""
    moved = values.copy()
    if by > 0:
        moved[by:] = values[:-by]
    else:
        moved[:by] = values[-by:]
    return moved


def windowed(values: Floats, before: int, after: int) -> Floats:
    """The mean over the units from so many before to so many after, the unit itself left out.

    Where there is none, it is the unit's own value: an end of a text says nothing.
    """
    summed = np.append(0.0, np.cumsum(values))
    place = np.arange(len(values))
    a, b = np.maximum(place - before, 0), np.minimum(place + after + 1, len(values))
    inside = (a <= place) & (place < b)
    total = summed[b] - summed[a] - np.where(inside, values, 0)
    count = b - a - inside
    return np.where(count > 0, total / np.maximum(count, 1), values)


def grouped(values: Floats, group: Ints, chosen: NDArray[np.bool_] | None = None) -> Floats:
    """For each unit the mean over the (chosen) units of its group; -1 is no group."""
    of = group + 1
    weight = np.ones(len(values)) if chosen is None else chosen.astype(float)
    total = np.bincount(of, values * weight)
    count = np.bincount(of, weight)
    mean = np.where(count > 0, total / np.maximum(count, 1), _MISSING)
    mean[0] = _MISSING
    return mean[of]


def context(layout: Layout, document: Document, score: Floats, opens: Floats) -> Floats:
    """What the second layer weighs: a unit's score among its neighbours, list and section.

    One row a unit. ``score`` is the first layer's; ``opens`` says how the words of a unit would
    open a list of pledges.
    """
    size = len(layout)
    place = np.arange(size)
    sure = logistic(score)
    same = np.append(False, layout.line[1:] == layout.line[:-1])
    codes = codes_of(document)
    solid = np.append(0, np.cumsum(~spaces()[codes]))
    closing = codes[layout.rights - 1]
    parted, colon = closing == ord(";"), closing == ord(":")
    sentence = np.cumsum(~(same & np.append(False, parted[:-1]))) - 1
    marked, item, group = items_of(layout, codes, same)
    listed, led = item >= 0, marked & (item >= 0)
    first = np.full(int(group.max()) + 2, size)
    np.minimum.at(first, group + 1, place)
    opener = np.where(listed, first[group + 1] - 1, -1)
    opened = opener >= 0
    above = np.maximum.accumulate(np.where(layout.heading, place, -1))
    headed = above >= 0
    starts = np.flatnonzero(~same)
    members, lists = np.bincount(item + 1)[item + 1], np.bincount(group + 1, led)[group + 1]
    columns = [
        score,
        *(shifted(score, by) for by in (1, 2, 3, -1, -2, -3)),
        shifted(score, 1) * same,
        shifted(score, -1) * np.append(same[1:], False),
        windowed(sure, 3, 0),
        windowed(sure, 0, 3),
        windowed(sure, 8, 0),
        windowed(sure, 0, 8),
        windowed(score, 5, 5),
        windowed(sure, 20, 20),
        grouped(sure, layout.line),
        grouped(score, sentence),
        score[starts[np.cumsum(~same) - 1]],
        grouped(score, item),
        grouped(score, item, led),
        grouped(score, group),
        grouped(score, group, led),
        np.where(opened, score[opener], _MISSING),
        np.where(opened, opens[opener], 0.0),
        np.where(headed, opens[above], 0.0),
        np.where(headed, score[above], _MISSING),
        listed,
        led,
        listed & ~opened,
        listed * score,
        np.log1p(members) * listed,
        np.log1p(lists) * listed,
        layout.heading,
        layout.alone,
        same,
        parted,
        colon,
        layout.tense == 1,
        layout.tense == -1,
        (layout.tense == 1) * score,
        (layout.tense == -1) * score,
        layout.table,
        np.log1p(solid[layout.rights] - solid[layout.lefts]),
        *_years(layout, codes, document),
        *_voices(layout, document),
    ]
    return np.column_stack(columns).astype(float)


def items_of(layout: Layout, codes: NDArray, same: NDArray) -> tuple[NDArray, Ints, Ints]:
    """Which units begin with a number, and for each its item and its list (-1: none).

    A number that counts on to no other, as in an excerpt, makes an item of the rest of its line.
    """
    padded = np.append(codes, np.zeros(5, codes.dtype))
    at = layout.lefts.copy()
    nth = np.isin(padded[at], [ord(char) for char in "(第其"])
    at += nth
    numeral = np.isin(padded, [ord(char) for char in "一二三四五六七八九十0123456789"])
    length = np.zeros(len(at), dtype=int)
    for _ in range(3):
        length += numeral[at + length] & (length == _)
    after = padded[at + length]
    marked = (length > 0) & np.isin(after, [ord(char) for char in "、.)是要则,个"])
    marked |= layout.leads
    number = np.cumsum(marked) + len(layout.items)
    begun = np.maximum.accumulate(np.where(marked, np.arange(len(at)), -1))
    lone = (begun >= 0) & (layout.line[begun] == layout.line) & (layout.item < 0)
    item = np.where(lone, number, layout.item)
    group = np.where(lone, number, layout.list_id)
    return marked, item, group


def _voices(layout: Layout, document: Document) -> Floats:
    """Who speaks in each unit: whether body, office and name are told, and in which form."""
    said, begins = statements(document, layout)
    told = [[part is not None for part in each.who] for each in said]
    forms = [[each.form == form for form in FORMS] for each in said]
    lengths = [each.last - each.first for each in said]
    columns = np.repeat(np.hstack([told, forms]).astype(float), lengths, axis=0)
    first = np.zeros(len(layout))
    first[[each.first for each in said]] = 1
    return np.column_stack([columns, begins > layout.lefts, first]).T


def _years(layout: Layout, codes: NDArray, document: Document) -> tuple[Floats, Floats, Floats]:
    """Whether a unit names a year before, of and after that of publication."""
    size = len(layout)
    if document.published is None:
        return np.zeros(size), np.zeros(size), np.zeros(size)
    value = codes.astype(np.int64) - ord("0")
    digit = (value >= 0) & (value <= 9)
    at = np.flatnonzero(codes == ord("年"))
    at = at[at >= 4]
    at = at[digit[at - 1] & digit[at - 2] & digit[at - 3] & digit[at - 4]]
    year = value[at - 4] * 1000 + value[at - 3] * 100 + value[at - 2] * 10 + value[at - 1]
    unit = np.searchsorted(layout.starts, at, "right") - 1
    side = np.sign(year - document.published.year)
    back, now, ahead = (np.bincount(unit[side == sign], minlength=size) > 0 for sign in (-1, 0, 1))
    return back.astype(float), now.astype(float), ahead.astype(float)


@dataclass(frozen=True, eq=False)
class Judge:
    """A model that gives each unit of a document the probability that it is of a pledge.

    ``weights`` and ``opens`` are tables of gram weights: of a pledge's words, and of words that
    open a list of pledges. ``layer`` weighs the columns of ``context``; its last number is the
    constant. A judge is a callable of a document and its layout, as is any model that
    ``dgpolicy.extract`` takes.

    >>> from dgpolicy.extract.layout import layout
    >>> said = Document.from_text("我们将新建两座水厂。去年建成了三座水厂。")
    >>> default()(said, layout(said)).round().tolist()
    [1.0, 0.0]
    """

    weights: NDArray[np.float32]
    opens: NDArray[np.float32]
    constants: Floats
    layer: Floats

    def __call__(self, document: Document, layout: Layout) -> Floats:
        """The probability of each unit."""
        if not len(layout):
            return np.zeros(0)
        columns = self.columns(document, layout)
        return logistic(columns @ self.layer[:-1] + self.layer[-1])

    def columns(self, document: Document, layout: Layout) -> Floats:
        """The columns of the second layer, a row a unit."""
        score, opens = Grams.of(document, layout).sums(self.weights, self.opens)
        return context(layout, document, score + self.constants[0], opens + self.constants[1])

    def deciding(
        self, document: Document, layout: Layout, chosen: NDArray[np.bool_]
    ) -> list[Offsets]:
        """The spans of the words that speak most for a pledge in each chosen unit, in order."""
        grams = Grams.of(document, layout)
        worth, length = np.zeros(len(grams.codes)), np.ones(len(grams.codes), dtype=int)
        marks = np.append(0, np.cumsum(grams.marks))
        for _, size, starts, units, at in grams.each():
            if size > 1:
                starts, value = starts[chosen[units]], self.weights[at[chosen[units]]]
                better = (value > worth[starts]) & (marks[starts + size] == marks[starts])
                worth[starts[better]], length[starts[better]] = value[better], size
        spans: list[Offsets] = []
        for _ in range(_MOST):
            best = np.maximum.reduceat(worth, grams.first)[grams.owner]
            top = np.flatnonzero((worth == best) & (best > 0))
            top = top[np.unique(grams.owner[top], return_index=True)[1]]
            ends = top + length[top]
            spans += zip(grams.at[top].tolist(), (grams.at[ends - 1] + 1).tolist(), strict=True)
            for ahead in range(1 - LONGEST, LONGEST):
                near = np.clip(top + ahead, 0, len(worth) - 1)
                worth[near[(near + length[near] > top) & (near < ends)]] = 0
        return sorted(spans)

    def save(self, path: Path) -> None:
        """Write the judge as arrays; weights become whole numbers of one byte."""
        packed = {}
        for name in ("weights", "opens"):
            values = getattr(self, name)
            scale = float(np.quantile(np.abs(values[values != 0]), 0.999)) / 127
            packed[name] = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
            packed[f"{name}_scale"] = np.array(scale)
        np.savez_compressed(path, constants=self.constants, layer=self.layer, **packed)

    @classmethod
    def read(cls, path: Path) -> Judge:
        """The judge that a file holds."""
        with np.load(path, allow_pickle=False) as held:
            weights, opens = (
                held[name].astype(np.float32) * np.float32(held[f"{name}_scale"])
                for name in ("weights", "opens")
            )
            return cls(weights, opens, held["constants"], held["layer"])


@cache
def default() -> Judge:
    """The judge that comes with the package; ``data/model/README.md`` says what it learned."""
    return Judge.read(home() / "model" / "judge.npz")
