"""Where a text uses the wordings of the codebook, found in one pass and counted once."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import numpy as np
from ahocorasick_rs import AhoCorasick
from numpy.typing import ArrayLike, NDArray

from dgpolicy.codebook import Codebook
from dgpolicy.fold import fold

GROUPS = (("programme", "organisation", "place"), ("industry",), ("instrument",))
# What cuts a wording off: 5GW, 快遞業務; 中山區 is not in Zhongshan.
_JOINED = re.compile("[a-z0-9]{2}")
_CUT = re.compile(f"{_JOINED.pattern}|业[务绩]|部[门署分队]|局[势面]")
_ELSEWHERE = re.compile(".(?:[区县镇]|[东西南北中]?路|大道)(?![域位内间划块级城市乡径线口议])")

Mention = tuple[str, str, int, int]


class Finder:
    """Finds the mentions of one codebook; build it once, use it for every text.

    Names (``programme``, ``organisation``, ``place``) are matched together, industries and
    instruments each for themselves; within a group the longest of overlapping wordings counts,
    of equal ones the first. A wording of an industry or an instrument strictly inside a name
    does not count, nor does a wording inside an exception of its row: 化工 in 文化工作, nor one of
    two characters that common words beside it claim: 台中 in 出台中小. The short name of a place
    does not count in that of another: 中山區. Letters and digits at the edge of a wording match
    at an edge only: ``AI`` is not in ``MAIN``.

    >>> from dgpolicy.codebook import default
    >>> Finder(default()).find("推動半导体產業")[0]
    ('industry', 'semiconductors', 2, 7)
    """

    def __init__(self, codebook: Codebook) -> None:
        coded: list[dict[str, list[tuple[str, str]]]] = [defaultdict(list) for _ in GROUPS]
        own, spared = defaultdict(list), defaultdict(list)
        group = {scheme: number for number, schemes in enumerate(GROUPS) for scheme in schemes}
        for words, scheme, code in codebook.terms.itertuples(index=False):
            coded[group[scheme]][fold(words)].append((scheme, code))
            own[scheme, code].append(fold(words))
        for words, scheme, code in codebook.exceptions.itertuples(index=False):
            for term in own[scheme, code]:
                for found in re.finditer(f"(?={re.escape(term)})", fold(words)):
                    at = found.start(), found.start() + len(term)
                    spared[fold(words)].append((group[scheme], *at))
        terms = dict.fromkeys([*chain(*coded), *spared])
        self._automaton = AhoCorasick([*terms])
        self._coded, self._spared = coded, spared
        common = _dictionary()
        own_words = {edge for term in terms for edge in (term[:2], term[-2:])}
        self._often = dict.fromkeys(own_words, min(common.values())) | common

    def find(self, text: str) -> list[Mention]:
        """The mentions in a text as (scheme, code, start, end), in the order of the text.

        Offsets are half open, in code points. Takes a whole document at once.
        """
        folded = fold(text)
        matches = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        whole = [(start, end, folded[start:end]) for _, start, end in matches]
        whole = [match for match in whole if not self._cut(folded, *match)]
        spared = {
            (group, start + a, start + b)
            for start, _, term in whole
            for group, a, b in self._spared.get(term, ())
        }
        whole.sort(key=lambda match: (match[0] - match[1], match[0]))  # the longest first
        found: list[Mention] = []
        names: dict[int, tuple[int, int]] = {}  # that which covers each place
        for group, coded in enumerate(self._coded):
            taken = bytearray(len(text))
            for start, end, term in whole:
                if term not in coded or (group, start, end) in spared or 1 in taken[start:end]:
                    continue
                left, right = names.get(start, (start, end))
                if right >= end and right - left > end - start:
                    continue
                taken[start:end] = b"\1" * (end - start)
                found += [(scheme, code, start, end) for scheme, code in coded[term]]
                if not group:
                    names |= dict.fromkeys(range(start, end), (start, end))
        return sorted(found, key=lambda mention: mention[2:])

    def _cut(self, folded: str, start: int, end: int, term: str) -> bool:
        """Whether the characters beside a wording make other words of it."""
        if (start and _JOINED.match(folded, start - 1)) or _CUT.match(folded, end - 1):
            return True
        if len(term) != 2:
            return False
        place = {scheme for scheme, _ in self._coded[0].get(term, ())} == {"place"}
        return self._claimed(folded, start) or bool(place and _ELSEWHERE.match(folded, end - 1))

    def _claimed(self, folded: str, start: int) -> bool:
        """Whether common words beside it claim both of the characters that begin at a place.

        The word beside must be commoner than the one before or behind it that would leave the
        wording whole: 高中 stands in 普通高中學位 though 通高 and 中學 are words.
        """
        if not (left := self._often.get(folded[start - 1 : start + 1])):
            return False  # few words of two characters have one before them
        ahead = self._often.get(folded[max(start - 2, 0) : start], 0)
        right = self._often.get(folded[start + 1 : start + 3], 0)
        behind = self._often.get(folded[start + 2 : start + 4], 0)
        return left > ahead and right > behind


# Few codebooks are in use at once, and the finder of each is large: any small number does.
finder = lru_cache(maxsize=4)(Finder)


@cache
def _dictionary() -> dict[str, int]:
    """How often the common words of two characters stand in the texts that jieba counted."""
    spec = find_spec("jieba")
    folder = ((spec and spec.submodule_search_locations) or [""])[0]
    text = (Path(folder) / "dict.txt").read_text("utf-8")
    words, counts = zip(*re.findall(r"^(\w\w) (\d{3,}) ", text, re.M), strict=True)
    return dict(zip(fold("\n".join(words)).split("\n"), map(int, counts), strict=True))


def held(spans: ArrayLike, outer: ArrayLike) -> NDArray[np.intp]:
    """Which of some spans that do not overlap, in their order, holds each of others; -1: none.

    >>> held([(2, 3), (7, 9)], [(0, 4), (5, 8)]).tolist()
    [0, -1]
    """
    edges = (np.array(each, dtype=int).reshape(-1, 2).T for each in (spans, outer))
    (starts, ends), (lefts, rights) = edges
    place = np.searchsorted(lefts, starts, "right") - 1
    return np.where((place >= 0) & (ends <= np.append(rights, 0)[place]), place, -1)
