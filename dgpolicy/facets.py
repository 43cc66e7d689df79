"""What pledges are chosen and counted by: each one's codes on a facet, as rows and as bits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dgpolicy import parted
from dgpolicy.codebook import SCHEMES
from dgpolicy.errors import require
from dgpolicy.fold import fold
from dgpolicy.tables.frames import FRAMES, KEYS, SURE, Frames

Words = NDArray[np.uint64]
FACETS = (
    *(*SCHEMES, "horizon", "horizon_basis", "kind", "aim", "specificity", "strength"),
    *("doubt", "document"),
)
COUNTS = ("pledges", "actions")
# Where the codes of a facet do not stand under its name.
_COLUMN = {"organisation": "organisation_id", "document": "document_id", "doubt": "confidence"}


def columns(facets: Iterable[str], count: str = "pledges") -> dict[str, list[str]]:
    """The columns that hold the codes of pledges or actions on these facets, by table.

    >>> columns(["industry", "kind"])
    {'pledges': ['pledge_id', 'kind'], 'mentions': ['pledge_id', 'scheme', 'code']}
    """
    require(count, COUNTS, "count")
    wanted = {_COLUMN.get(facet, facet) for facet in facets}
    tables = ["pledges"]
    if count == "actions" or not wanted <= {*SCHEMES, *FRAMES["pledges"]}:
        tables.append("actions")
    if not wanted.isdisjoint(SCHEMES):
        tables.append("mentions")
    wanted |= {"pledge_id", KEYS[count], "scheme", "code"}
    return {name: [column for column in FRAMES[name] if column in wanted] for name in tables}


def coded(frames: Frames, facet: str, count: str) -> pd.DataFrame:
    """Every pledge or action with each of its codes; see ``Corpus.coded``."""
    require(facet, FACETS, "facet")
    require(count, COUNTS, "count")
    units = frames[count][["pledge_id"]].assign(unit=frames[count][KEYS[count]])
    if facet in SCHEMES and facet != "organisation":
        named = frames["mentions"][frames["mentions"]["scheme"] == facet]
        named = named.assign(unit=named[KEYS[count]], code=named["code"].astype("str"))
        named = named[["pledge_id", "unit", "code"]].dropna(subset="unit").drop_duplicates()
        # isin of text goes through it one by one, a merge is twenty times as fast.
        bare = units.merge(named[["unit"]], how="left_anti", on="unit").assign(code="none")
        return pd.concat([named, bare], ignore_index=True)
    if facet in FRAMES["actions"] and (count == "actions" or facet not in FRAMES["pledges"]):
        actions = frames["actions"]
        codes = actions[facet].astype("str")
        own = actions[["pledge_id"]].assign(unit=actions[KEYS[count]], code=codes)
        return own.drop_duplicates(ignore_index=True)
    codes = frames["pledges"].set_index("pledge_id")[_COLUMN.get(facet, facet)]
    if facet == "doubt":
        codes = codes.lt(SURE).fillna(False).map({True: "doubtful", False: "sure"})
    codes = codes.astype("str")
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
    """Which pledges have which code of a facet: packed bits a code, from its first to its last.

    A choice is an OR of rows and a count a sum of bits, so that a million pledges are chosen and
    counted within a frame of the screen. ``rows`` are, by code, the word in which its bits begin
    and these bits; ``sizes`` the numbers of pledges, part by part.

    >>> coded = pd.DataFrame({"pledge_id": ["p", "q", "q"], "code": ["a", "a", "b"]})
    >>> bits = Bits.of(coded, pd.Series(["p", "q"]))
    >>> bits.counts(bits.any(["b"])).to_dict()
    {'a': 1, 'b': 1}
    """

    def __init__(self, places: dict[str, NDArray], sizes: list[int]) -> None:
        self.rows, self.sizes = {code: _row(at) for code, at in places.items()}, sizes

    @classmethod
    def of(cls, coded: pd.DataFrame, pledge_ids: pd.Series) -> Bits:
        """The codes of pledges, out of rows of ``pledge_id`` and ``code``."""
        place = pd.Index(pledge_ids).get_indexer(coded["pledge_id"])
        known = place >= 0  # a part of a corpus may hold codes of pledges that it has not
        number, codes = pd.factorize(coded["code"][known])
        order = np.argsort(number, kind="stable")
        apart = np.split(place[known][order], np.cumsum(np.bincount(number))[:-1])
        return cls(dict(zip(codes, apart, strict=False)), [len(pledge_ids)])

    @classmethod
    def joined(cls, parts: Sequence[Bits]) -> Bits:
        """The codes of the pledges of several parts, one part after the other."""
        places, before = dict[str, list[NDArray]](), 0
        for part in parts:
            for code in part.rows:
                places.setdefault(code, []).append(part.places(code) + before)
            before += sum(part.sizes)
        sizes = [size for part in parts for size in part.sizes]
        return cls({code: np.concatenate(at) for code, at in places.items()}, sizes)

    def kept(self, chosen: NDArray[np.bool_]) -> Bits:
        """Those of the pledges that a flag each keeps; a code that none of them has stays."""
        rank = np.cumsum(chosen) - 1
        places = {code: rank[at[chosen[at]]] for code in self.rows for at in [self.places(code)]}
        sizes = [int(part.sum()) for part in self.parted(chosen) if part.any()] or [0]
        return Bits(places, sizes)

    def parted(self, flags: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
        """A flag a pledge, part by part."""
        return np.split(flags, np.cumsum(self.sizes)[:-1])

    def places(self, code: str) -> NDArray:
        """Where the pledges stand that have a code, from 0."""
        start, row = self.rows[code]
        return 64 * start + np.flatnonzero(unpacked(row, 64 * len(row)))

    def any(self, codes: Iterable[str]) -> Words:
        """The pledges that have one of these codes."""
        found = np.zeros(-(-sum(self.sizes) // 64), np.uint64)
        for start, row in (self.rows[code] for code in codes if code in self.rows):
            found[start : start + len(row)] |= row
        return found

    def counts(self, chosen: Words) -> pd.Series:
        """How many of the chosen pledges have each code that one of them has, by code."""
        n = [
            int(np.bitwise_count(row & chosen[start : start + len(row)]).sum())
            for start, row in self.rows.values()
        ]
        index = pd.Index(self.rows, dtype="str", name="code")
        return pd.Series(n, index=index, name="n", dtype="int64")[lambda c: c > 0]


def _row(places: NDArray) -> tuple[int, Words]:
    if not len(places):
        return 0, packed(np.zeros(0, bool))
    start = int(places.min()) // 64
    flags = np.zeros(int(places.max()) + 1 - 64 * start, bool)
    flags[places - 64 * start] = True
    return start, packed(flags)


class Found:
    """What is found out about the frames of a corpus, each thing once, part by part."""

    def __init__(self, frames: Frames) -> None:
        self.frames = frames
        self._bits: dict[str, Bits] = {}
        self._said: dict[str, NDArray[np.bool_]] = {}

    def each(self, ask: Callable, *also: Any, columns: parted.Columns | None = None) -> list[Any]:
        """What ``ask`` says of the frames of each part, or of those columns."""
        return parted.each(self.frames, ask, *also, columns=columns)

    def find(self, *facets: str) -> None:
        """Find the bits of several facets in one pass."""
        if new := [facet for facet in facets if facet not in self._bits]:
            parts = zip(*self.each(_bits, new, columns=columns(new)), strict=True)
            self._bits.update(zip(new, map(Bits.joined, parts), strict=True))

    def bits(self, facet: str) -> Bits:
        """Which pledges have which value of a facet."""
        self.find(facet)
        return self._bits[facet]

    @cached_property
    def n(self) -> int:
        """How many pledges there are."""
        if self._bits:
            return sum(next(iter(self._bits.values())).sizes)
        return sum(self.each(lambda one: len(one["pledges"]), columns={"pledges": ["pledge_id"]}))

    @cached_property
    def titles(self) -> pd.Series:
        """The titles of documents, by their ids."""
        held = {"documents": ["document_id", "title"]}
        parts = self.each(lambda one: one["documents"].set_index("document_id"), columns=held)
        return pd.concat(parts)["title"]

    @cached_property
    def bodies(self) -> list[str]:
        """The bodies that speak, in that order: of what is kept of a corpus those of all of it."""
        held = {"statements": ["organisation_id"]}
        parts = self.each(lambda one: one["statements"]["organisation_id"].dropna(), columns=held)
        return [*dict.fromkeys(chain.from_iterable(parts))]

    def computed(self) -> Frames:
        """The frames in memory; a body has the colour that it has in the whole."""
        frames = parted.computed(self.frames)
        if frames is not self.frames:
            said = frames["statements"]
            bodies = pd.array(self.bodies, dtype="string")
            speaks = said["organisation_id"].cat.set_categories(bodies)
            frames["statements"] = said.assign(organisation_id=speaks)
        return frames

    def saying(self, text: str, names: pd.Series) -> NDArray[np.bool_]:
        """Which pledges have a text in their words, or in a name of one of their codes.

        ``names`` are ``Codebook.names``. The last text is remembered, since
        each facet is counted by it.
        """
        if text not in self._said:
            held = columns(["industry", "organisation", "text"])
            self._said = {text: np.concatenate(self.each(_saying, text, names, columns=held))}
        return self._said[text]

    def kept(self, flags: NDArray[np.bool_]) -> Found:
        """The pledges that a flag each keeps, with all that belongs to them.

        The bodies stay known, so that a second choice knows those of the first. Parts of which
        nothing is kept are left out.
        """
        parts = self.bits("organisation").parted(flags)
        some = [at for at, part in enumerate(parts) if part.any()] or [0]
        frames = parted.only(self.frames, some)
        made = Found(parted.mapped(frames, _held, [parts[at] for at in some]))
        if parted.lazy(frames):
            made.bodies = self.bodies
        made._bits = {facet: bits.kept(flags) for facet, bits in self._bits.items()}
        return made


def _bits(frames: Frames, facets: list[str]) -> list[Bits]:
    ids = frames["pledges"]["pledge_id"]
    return [Bits.of(coded(frames, facet, "pledges"), ids) for facet in facets]


def _held(frames: Frames, kept: NDArray[np.bool_]) -> Frames:
    pledges, part = frames["pledges"][kept], {}
    for name, frame in frames.items():
        key = next(key for key in ("pledge_id", "statement_id", "document_id") if key in frame)
        rows = frame[key].isin(pledges[key])
        if name == "sentences":
            rows |= frame[key].isna() & frame["statement_id"].isin(pledges["statement_id"])
        part[name] = frame[rows].reset_index(drop=True)
    return part


def _saying(frames: Frames, text: str, names: pd.Series) -> NDArray[np.bool_]:
    wanted, pledges, mentions = fold(text), frames["pledges"], frames["mentions"]
    codes = names[names.str.contains(wanted, regex=False)].index
    # Folded and searched as one text: a call a pledge would cost twenty times as much.
    texts = pledges["text"].tolist()
    found = [match.start() for match in re.finditer(re.escape(wanted), fold("\0".join(texts)))]
    says = np.zeros(len(pledges), bool)
    says[np.searchsorted(np.cumsum([len(one) + 1 for one in texts]), found, "right")] = True
    for scheme, named in codes.to_frame(index=False).groupby("scheme")["code"]:
        held = mentions["scheme"].eq(scheme) & mentions["code"].isin(named)
        says |= pledges["pledge_id"].isin(mentions.loc[held, "pledge_id"])
        says |= (scheme == "organisation") & pledges["organisation_id"].isin(named)
    return says
