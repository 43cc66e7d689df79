"""Where a text uses the wordings of the codebook, found in one pass and counted once."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import numpy as np
from ahocorasick_rs import AhoCorasick
from numpy.typing import ArrayLike

from dgpolicy.codebook import Codebook
from dgpolicy.fold import fold

GROUPS = (("programme", "organisation", "place"), ("industry",), ("instrument",))
# What cuts a wording off: 5GW, 快遞業務; 中山區 is not in Zhongshan.
_CUT = re.compile("[a-z0-9]{2}|业[务绩]|部[门署分队]|局[势面]")
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
        terms = list(dict.fromkeys([*chain(*coded), *spared]))
        self._automaton = AhoCorasick(terms)
        common = _dictionary()
        own_words = {edge for term in terms for edge in (term[:2], term[-2:])}
        self._often = dict.fromkeys(own_words, min(common.values())) | common
        self._codes = [[own.get(term, []) for term in terms] for own in coded]
        self._counts = [np.array(list(map(bool, codes))) for codes in self._codes]
        self._spared = [spared.get(term) for term in terms]
        self._holds = np.array(list(map(bool, self._spared)))
        self._two = np.array([len(term) == 2 for term in terms])
        self._begins = np.array([bool(re.match("[a-z0-9]", term)) for term in terms])
        self._ends = np.array([bool(re.search("[a-z0-9业部局]$", term)) for term in terms])
        places = [{scheme for scheme, _ in codes} == {"place"} for codes in self._codes[0]]
        self._short = self._two & places

    def find(self, text: str) -> list[Mention]:
        """The mentions in a text as (scheme, code, start, end), in the order of the text.

        Offsets are half open, in code points. Takes a whole document at once.
        """
        folded = fold(text)
        matches = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        rows = np.fromiter(chain.from_iterable(matches), np.intp, 3 * len(matches)).reshape(-1, 3)
        cut = np.zeros(len(rows), dtype=bool)
        two = self._two[rows[:, 0]]
        cut[two] = [self._claimed(folded, start) for start in rows[two, 1].tolist()]
        for edged, pattern, edge in (
            (self._begins, _CUT, rows[:, 1]),
            (self._ends, _CUT, rows[:, 2]),
            (self._short, _ELSEWHERE, rows[:, 2]),
        ):
            for row in np.flatnonzero(edged[rows[:, 0]]).tolist():
                cut[row] |= edge[row] > 0 and bool(pattern.match(folded, edge[row] - 1))
        rows = rows[~cut]
        rows = rows[np.argsort(rows[:, 1], kind="stable")]
        spared: list[list[int]] = [[-1] for _ in GROUPS]
        for term, start, _ in rows[self._holds[rows[:, 0]]].tolist():
            for group, a, b in self._spared[term]:
                spared[group].append((start + a) << 32 | start + b)
        places = rows[:, 1] << 32 | rows[:, 2]
        names, *others = (
            rows[counts[rows[:, 0]] & ~np.isin(places, own)]
            for counts, own in zip(self._counts, spared, strict=True)
        )
        names = _longest(names, len(text))
        size = np.append(names[:, 2] - names[:, 1], 0)  # none where nothing holds a row
        kept = [names]
        for own in others:
            inside = size[held(*own[:, 1:].T, *names[:, 1:].T)] > own[:, 2] - own[:, 1]
            kept.append(_longest(own[~inside], len(text)))
        found = [
            (scheme, code, start, end)
            for rows, codes in zip(kept, self._codes, strict=True)
            for term, start, end in rows.tolist()
            for scheme, code in codes[term]
        ]
        return sorted(found, key=lambda mention: mention[2:])

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


@cache
def _dictionary() -> dict[str, int]:
    """How often the common words of two characters stand in the texts that jieba counted."""
    spec = find_spec("jieba")
    folder = ((spec and spec.submodule_search_locations) or [""])[0]
    text = (Path(folder) / "dict.txt").read_text("utf-8")
    words, counts = zip(*re.findall(r"^(\w\w) (\d{3,}) ", text, re.M), strict=True)
    return dict(zip(fold("\n".join(words)).split("\n"), map(int, counts), strict=True))


def _longest(rows: np.ndarray, size: int) -> np.ndarray:
    """Of overlapping rows (term, start, end), in order, the longest, of equal ones the first."""
    _, starts, ends = rows.T
    behind, ahead = np.append(0, np.maximum.accumulate(ends)), np.append(starts[1:], size)
    kept = (starts >= behind[:-1]) & (ahead[: len(rows)] >= ends)  # what overlaps nothing
    taken, rivals = bytearray(size), np.flatnonzero(~kept)
    rivals = rivals[np.argsort(starts[rivals] - ends[rivals], kind="stable")]
    for place, (_, start, end) in zip(rivals.tolist(), rows[rivals].tolist(), strict=True):
        if 1 not in taken[start:end]:
            taken[start:end] = b"\1" * (end - start)
            kept[place] = True
    return rows[kept]


def held(starts: ArrayLike, ends: ArrayLike, lefts: np.ndarray, rights: np.ndarray) -> np.ndarray:
    """Which of some spans that do not overlap holds each of others, -1 where none does.

    >>> held([2, 7], [3, 9], np.array([0, 5]), np.array([4, 8])).tolist()
    [0, -1]
    """
    place = np.searchsorted(lefts, starts, "right") - 1
    return np.where((place >= 0) & (np.asarray(ends) <= np.append(rights, 0)[place]), place, -1)
