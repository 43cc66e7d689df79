"""The grams of units: short runs of characters, each with its place in a table of weights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dgpolicy.document import Document
from dgpolicy.extract.layout import Layout

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

LONGEST = 4  # characters of a gram
BITS = 20  # of a place in the table of weights: fewer make grams share a weight
_COMMAS = ',、:;"()'
_MIXER = np.uint64(0x9E3779B97F4A7C15)


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

    def table(self, place: int, length: int, bits: int = BITS) -> Ints:
        """For each character the place in the table of the gram that begins with it."""
        mixed = self.codes * _MIXER
        for ahead in range(1, length):
            mixed = mixed[:-1] * _MIXER + self.codes[ahead:]
        mixed = (mixed ^ np.uint64(place * 8 + length)) * _MIXER
        return (mixed >> np.uint64(64 - bits)).astype(np.intp)

    def each(self, bits: int = BITS) -> list[tuple[Ints, Ints, int]]:
        """Every gram as (unit, place in the table), with its length: what a model is fitted on."""
        made = []
        for length in range(1, LONGEST + 1):
            for place, starts, units in self.places(length):
                made.append((units, self.table(place, length, bits)[starts], length))
        return made

    def places(self, length: int) -> list[tuple[int, Ints, Ints]]:
        """For each place of a gram, where such grams begin and in which unit."""
        size = np.maximum(self.last - self.first - length + 1, 0)
        unit = np.repeat(np.arange(len(size)), size)
        within = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        long = np.flatnonzero(size)
        heads = self.heads + length <= self.last[self.unit]
        return [
            (0, self.first[unit] + within, unit),
            (1, self.first[long], long),
            (2, self.last[long] - length, long),
            (3, self.heads[heads], self.unit[heads]),
        ]

    def sums(self, weights: NDArray[np.float32]) -> Floats:
        """For each unit the sum of the weights of its grams, by cumulative sums."""
        bits, size = int(np.log2(len(weights))), self.last - self.first
        total = np.zeros(len(size))
        for length in range(1, LONGEST + 1):
            if len(self.codes) < length:
                break
            summed = np.append(0.0, np.cumsum(weights[self.table(0, length, bits)]))
            long = size >= length
            a, b = self.first[long], self.last[long] - length
            total[long] += summed[b + 1] - summed[a]
            total[long] += weights[self.table(1, length, bits)[a]]
            total[long] += weights[self.table(2, length, bits)[b]]
            heads = self.heads + length <= self.last[self.unit]
            found = weights[self.table(3, length, bits)[self.heads[heads]]]
            total += np.bincount(self.unit[heads], found, len(size))
        return total


@cache
def spaces() -> NDArray[np.bool_]:
    """Which code points are white space."""
    table = np.zeros(0x110000, dtype=bool)
    table[[code for code in range(0x3001) if chr(code).isspace()]] = True
    return table


def codes_of(document: Document) -> NDArray[np.uint32]:
    """The code points of the folded text."""
    return np.frombuffer(document.folded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
