"""The grams of units: short runs of characters, each with its place in a table of weights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from dgpolicy.document import Document
from dgpolicy.extract.layout import Layout

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

LONGEST = 4  # characters of a gram
BITS = 20  # of a place in the table of weights: fewer make grams share a weight
_COMMAS, _STOPS = ',、:;"()', "。!?<>…-"
_MIXER, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(64 - BITS)


@dataclass(frozen=True, eq=False)
class Grams:
    """The grams of every unit: ``codes`` are the characters that count, ``at`` their offsets.

    White space does not count and a number is one character, so that neither a stray blank of a
    PDF nor a figure makes a gram of its own. ``first`` and ``last`` bound each unit in ``codes``;
    ``heads`` are where its clauses begin, ``unit`` whose they are.
    """

    codes: NDArray[np.uint64]
    at: Ints
    first: Ints
    last: Ints
    heads: Ints
    unit: Ints

    @classmethod
    def of(cls, document: Document, layout: Layout) -> Grams:
        """The grams of a document's units."""
        codes = codes_of(document)
        digit = (codes >= ord("0")) & (codes <= ord("9"))
        digit[1:] |= np.isin(codes[1:], (ord(","), ord("."))) & digit[:-1]
        kept = ~(spaces()[codes] | (digit & np.append(False, digit[:-1])))
        at = np.flatnonzero(kept)
        told = np.where(digit[at], ord("0"), codes[at]).astype(np.uint64)
        first, last = np.searchsorted(at, layout.lefts), np.searchsorted(at, layout.rights)
        comma = np.isin(told, [ord(mark) for mark in _COMMAS])
        heads = np.union1d(np.flatnonzero(comma) + 1, first)
        heads = heads[heads < len(told)]
        heads = heads[~comma[heads]]
        return cls(told, at, first, last, heads, np.searchsorted(first, heads, "right") - 1)

    @cached_property
    def _mixed(self) -> list[NDArray[np.uint64]]:
        """For each length the characters from each place on, mixed into one number."""
        mixed = [self.codes * _MIXER]
        for length in range(1, LONGEST):
            mixed.append(mixed[-1][:-1] * _MIXER + self.codes[length:])
        return mixed

    @property
    def marks(self) -> NDArray[np.bool_]:
        """Which characters are marks."""
        return np.isin(self.codes, [ord(mark) for mark in _COMMAS + _STOPS])

    @cached_property
    def owner(self) -> Ints:
        """The unit of each character."""
        return np.searchsorted(self.first, np.arange(len(self.codes)), "right") - 1

    def each(self) -> Iterator[tuple[int, int, Ints, Ints, Ints]]:
        """Every gram as (place, length, where it begins, unit, place in the table of weights)."""
        size = self.last - self.first
        for length in range(1, min(LONGEST, len(self.codes)) + 1):
            long = np.flatnonzero(size >= length)
            heads = self.heads + length <= self.last[self.unit]
            for place, starts, units in (
                (0, *self._anywhere(np.maximum(size - length + 1, 0))),
                (1, self.first[long], long),
                (2, self.last[long] - length, long),
                (3, self.heads[heads], self.unit[heads]),
            ):
                mixed = (self._mixed[length - 1][starts] ^ np.uint64(place * 8 + length)) * _MIXER
                yield place, length, starts, units, (mixed >> _SHIFT).astype(np.intp)

    def _anywhere(self, size: Ints) -> tuple[Ints, Ints]:
        unit = np.repeat(np.arange(len(size)), size)
        return np.arange(len(unit)) + (self.first - np.cumsum(size) + size)[unit], unit

    def sums(self, *tables: NDArray[np.float32]) -> list[Floats]:
        """For each table the sum over each unit of the weights of its grams."""
        totals = [np.zeros(len(self.first)) for _ in tables]
        for _, _, _, units, at in self.each():
            for total, weights in zip(totals, tables, strict=True):
                total += np.bincount(units, weights[at], len(total))
        return totals


@cache
def spaces() -> NDArray[np.bool_]:
    """Which code points are white space."""
    table = np.zeros(0x110000, dtype=bool)
    table[[code for code in range(0x3001) if chr(code).isspace()]] = True
    return table


def codes_of(document: Document) -> NDArray[np.uint32]:
    """The code points of the folded text."""
    return np.frombuffer(document.folded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
