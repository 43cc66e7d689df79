"""What pledges are chosen and counted by: each one's codes on a facet, as rows and as bits."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dgpolicy.codebook import SCHEMES
from dgpolicy.errors import require
from dgpolicy.tables.frames import KEYS, SURE, Frames

Words = NDArray[np.uint64]
FACETS = (
    *(*SCHEMES, "horizon", "horizon_basis", "kind", "aim", "specificity", "strength"),
    *("doubt", "document"),
)
COUNTS = ("pledges", "actions")


def coded(frames: Frames, facet: str, count: str) -> pd.DataFrame:
    """Every pledge or action with each of its codes; see ``Corpus.coded``."""
    require(facet, FACETS, "facet")
    require(count, COUNTS, "count")
    pledges, actions = frames["pledges"], frames["actions"]
    units = frames[count][["pledge_id"]].assign(unit=frames[count][KEYS[count]])
    if facet in SCHEMES and facet != "organisation":
        named = frames["mentions"][frames["mentions"]["scheme"] == facet]
        named = named.assign(unit=named[KEYS[count]], code=named["code"].astype("str"))
        named = named[["pledge_id", "unit", "code"]].dropna(subset="unit").drop_duplicates()
        # isin of text goes through it one by one, a merge is twenty times as fast.
        bare = units.merge(named[["unit"]], how="left_anti", on="unit").assign(code="none")
        return pd.concat([named, bare], ignore_index=True)
    if facet in actions and (count == "actions" or facet not in pledges):
        codes = actions[facet].astype("str")
        own = actions[["pledge_id"]].assign(unit=actions[KEYS[count]], code=codes)
        return own.drop_duplicates(ignore_index=True)
    column = f"{facet}_id" if facet in ("organisation", "document") else facet
    doubtful = pledges["confidence"].lt(SURE).fillna(False)
    pledges = pledges.assign(doubt=doubtful.map({True: "doubtful", False: "sure"}))
    codes = pledges.set_index("pledge_id")[column].astype("str")
    return units.assign(code=units["pledge_id"].map(codes).fillna("none"))


def packed(held: NDArray[np.bool_]) -> Words:
    """Flags as bits in 64-bit words, the last filled with zeros; ``unpacked`` gives them back.

    >>> unpacked(packed(np.array([True, False, True])), 3).tolist()
    [True, False, True]
    """
    words = np.zeros(-(-len(held) // 64), np.uint64)
    octets = np.packbits(held)
    words.view(np.uint8)[: len(octets)] = octets
    return words


def unpacked(words: Words, n: int) -> NDArray[np.bool_]:
    """The first ``n`` flags of packed words."""
    return np.unpackbits(words.view(np.uint8), count=n).view(bool)


class Bits:
    """Which pledges have which code of a facet: a row of packed bits a code.

    A choice is an OR of rows and a count a sum of bits, so that a million pledges are chosen and
    counted within a frame of the screen; ``codes`` are those that occur, in order of the rows.

    >>> coded = pd.DataFrame({"pledge_id": ["p", "q", "q"], "code": ["a", "a", "b"]})
    >>> bits = Bits(coded, pd.Series(["p", "q"]))
    >>> bits.counts(bits.any(["b"])).to_dict()
    {'a': 1, 'b': 1}
    """

    def __init__(self, coded: pd.DataFrame, pledge_ids: pd.Series) -> None:
        place = pd.Index(pledge_ids).get_indexer(coded["pledge_id"])
        known = place >= 0  # a part of a corpus may hold codes of pledges that it has not
        number, self.codes = pd.factorize(coded["code"][known])
        held = np.zeros((len(self.codes), n := len(pledge_ids)), bool)
        held[number, place[known]] = True
        rows = [packed(flags) for flags in held]
        self.rows = np.array(rows, np.uint64).reshape(len(held), -(-n // 64))

    def any(self, codes: Iterable[str]) -> Words:
        """The pledges that have one of these codes."""
        rows = self.rows[pd.Index(self.codes).isin(list(codes))]
        return np.bitwise_or.reduce(rows, axis=0, initial=np.uint64(0))

    def counts(self, chosen: Words) -> pd.Series:
        """How many of the chosen pledges have each code that one of them has, by code."""
        n = np.bitwise_count(self.rows & chosen).sum(axis=1, dtype=np.int64)
        return pd.Series(n, index=pd.Index(self.codes, name="code"), name="n")[lambda c: c > 0]
