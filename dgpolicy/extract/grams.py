"""The grams of units: short runs of characters, each with its place in a table of weights."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dgpolicy.document import Document
from dgpolicy.extract.layout import Layout
from dgpolicy.extract.numbering import WHITE, among
from dgpolicy.fold import points

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.intp]

LONGEST = 4  # characters of a gram
BITS = 20  # of a place in the table of weights: fewer make grams share a weight
_COMMAS, _STOPS = ',、:;"()', "。!?<>…-"
_MIXER, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(64 - BITS)


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
        kept = ~(among(WHITE)[codes] | (digit & np.append(False, digit[:-1])))
        kept[layout.lefts] = True
        self.at = np.flatnonzero(kept)
        self.codes = np.where(digit[self.at], ord("0"), codes[self.at]).astype(np.uint64)
        self.first = np.searchsorted(self.at, layout.lefts)
        sizes = np.diff(np.append(self.first, len(self.codes)))
        self.unit = np.repeat(np.arange(len(sizes)), sizes)
        self.left = (self.first + sizes)[self.unit] - np.arange(len(self.codes))
        comma = among(_COMMAS)[self.codes]
        begins = np.zeros(len(self.codes), dtype=bool)
        begins[self.first] = True
        self._places = begins, np.append(True, comma[:-1]) & ~comma | begins & ~comma

    def each(self, of: Flags | None = None) -> Iterator[tuple[int, Ints, Ints]]:
        """Every gram as (length, where it begins, place in the table of weights).

        A gram counts once more where it opens a unit, ends one, or opens a clause. With ``of``
        only the words of these units are told: runs of two characters and more without a mark.
        """
        begins, heads = self._places
        counted, from_length = np.ones(len(self.codes), dtype=bool), 1
        if of is not None:
            counted, from_length = of[self.unit] & ~among(_COMMAS + _STOPS)[self.codes], 2
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
