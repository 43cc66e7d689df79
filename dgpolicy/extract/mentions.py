"""Where a text uses the wordings of the codebook, found in one pass and counted once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import numpy as np
from ahocorasick_rs import AhoCorasick

from dgpolicy.codebook import Codebook
from dgpolicy.fold import fold

NAMES = ("programme", "organisation", "place")
GROUPS = (NAMES, ("industry",), ("instrument",))
_COMMON = 500  # how often a word stands in the texts that jieba counted, to cut a wording
# What cuts a wording off from behind: 中山區 is not in Zhongshan, 銀行業務 is no 銀行業.
_NO_PLACE = re.compile(".[区县路镇](?![域位内间划块级城市径线口议])")
_NO_END = re.compile("业[务绩]|部[门署分队]|局[势面]")

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
        codes: dict[str, dict[str, str]] = {}
        for term, scheme, code in codebook.terms.itertuples(index=False):
            codes.setdefault(fold(term), {})[scheme] = code
        for words in codebook.exceptions["term"]:
            codes.setdefault(fold(words), {})
        self._automaton = AhoCorasick(list(codes))
        self._latin = np.array([_latin(term[0]) or _latin(term[-1]) for term in codes])
        self._end = [
            _NO_PLACE if known.keys() == {"place"} and len(term) == 2 else _NO_END
            for term, known in codes.items()
        ]
        self._ending = np.array([term[-1] in "业部局" for term in codes])
        self._ending |= [end is _NO_PLACE for end in self._end]
        self._words = _words(codes)
        self._unmeant = _unmeant(codebook, {words: number for number, words in enumerate(codes)})
        counted = [
            [[pair for pair in known.items() if pair[0] in group] for known in codes.values()]
            for group in GROUPS
        ]
        self._counts = [np.array(list(map(bool, pairs))) for pairs in counted]
        self._many = np.array([len(pairs) for group in counted for pairs in group])
        pairs = [pair for group in counted for pairs in group for pair in pairs]
        self._schemes, self._codes = np.array(pairs, dtype=object).T

    def find(self, text: str) -> list[Mention]:
        """The mentions in a text as (scheme, code, start, end), in the order of the text.

        Offsets are half open, in code points. Takes a whole document at once: some 10 million
        characters a second.
        """
        folded = fold(text)
        matches = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        rows = np.fromiter(chain.from_iterable(matches), np.intp, 3 * len(matches)).reshape(-1, 3)
        keep = np.ones(len(rows), dtype=bool)
        for row in np.flatnonzero(self._latin[rows[:, 0]]).tolist():
            keep[row] &= _whole(folded, *rows[row, 1:].tolist())
        for row in np.flatnonzero(self._ending[rows[:, 0]]).tolist():
            keep[row] &= not self._end[rows[row, 0]].match(folded, rows[row, 2] - 1)
        rows = rows[keep & ~_cut(folded, rows, *self._words)]
        rows = rows[np.lexsort((-rows[:, 2], rows[:, 1]))]

        names, *others = (
            rows[counts[rows[:, 0]] & ~_misread(rows, unmeant)]
            for counts, unmeant in zip(self._counts, self._unmeant, strict=True)
        )
        names = _longest(names)
        kept = [names, *(_longest(own[~_inside(own, names)]) for own in others)]
        for nth_group, group in enumerate(kept):
            group[:, 0] += nth_group * len(self._latin)  # where the group's pairs begin
        found = np.concatenate(kept)
        found = found[np.lexsort((found[:, 2], found[:, 1]))]
        many = self._many[found[:, 0]]  # a name may stand in two schemes
        first = np.cumsum(self._many)[found[:, 0]] - many
        nth = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        pair = np.repeat(first, many) + nth
        places = np.repeat(found[:, 1:], many, axis=0).T
        columns = (self._schemes[pair], self._codes[pair], *places)
        return list(zip(*(column.tolist() for column in columns), strict=True))


def _unmeant(codebook: Codebook, numbers: dict[str, int]) -> list[np.ndarray]:
    """Where exceptions hold a wording of their row, by group: rows (exception, start, end)."""
    own: dict[tuple[str, str], list[str]] = {}
    for term, *row in codebook.terms.itertuples(index=False):
        own.setdefault(tuple(row), []).append(fold(term))
    spans: dict[str, list[tuple[int, int, int]]] = {}
    for exception, scheme, code in codebook.exceptions.itertuples(index=False):
        words = fold(exception)
        spans.setdefault(scheme, []).extend(
            (numbers[words], start, start + len(term))
            for term in own[scheme, code]
            if term in words
            for start in range(len(words) - len(term) + 1)
            if words.startswith(term, start)
        )
    found = [[span for scheme in group for span in spans.get(scheme, [])] for group in GROUPS]
    return [np.array(sorted(rows), np.intp).reshape(-1, 3) for rows in found]


def _misread(rows: np.ndarray, unmeant: np.ndarray) -> np.ndarray:
    """Which rows (term, start, end) stand where an exception says that they are not meant."""
    held = np.searchsorted(unmeant[:, 0], rows[:, 0], "right")
    many = held - np.searchsorted(unmeant[:, 0], rows[:, 0], "left")
    holder = np.repeat(np.flatnonzero(many), many[many > 0])
    if not len(holder):
        return np.zeros(len(rows), dtype=bool)
    ends = zip(held[many > 0].tolist(), many[many > 0].tolist(), strict=True)
    nth = np.concatenate([np.arange(end - count, end) for end, count in ends])
    spans = np.sort((rows[holder, 1, None] + unmeant[nth, 1:]) @ (1 << 32, 1))
    places = rows[:, 1] << 32 | rows[:, 2]
    nearest = np.minimum(np.searchsorted(spans, places), len(spans) - 1)
    return spans[nearest] == places


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _whole(folded: str, start: int, end: int) -> bool:
    """Whether neither edge of a wording cuts a run of letters or of digits."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    return not (
        (_latin(folded[start]) and before and _latin(before))
        or (_latin(folded[end - 1]) and after and _latin(after))
    )


def _cut(folded: str, rows: np.ndarray, words: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Which rows hold two characters, each of which belongs to a common word beside them.

    The word beside must be commoner than the one before or behind it that would leave the
    wording whole: 高中 stands in 普通高中學位 though 通高 and 中學 are words.
    """
    codes = np.frombuffer(f"  {folded}  ".encode("utf-32-le", "surrogatepass"), "<u4")
    pairs = codes[:-1].astype(np.int64) << 32 | codes[1:]

    def common(places: np.ndarray) -> np.ndarray:
        at = np.searchsorted(words, pairs[places + 2])
        return np.where(words[at] == pairs[places + 2], counts[at], 0)

    cut = np.flatnonzero(rows[:, 2] - rows[:, 1] == 2)
    cut = cut[common(rows[cut, 1] - 1) >= _COMMON]
    cut = cut[common(rows[cut, 1] + 1) >= _COMMON]
    start = rows[cut, 1]
    cut = cut[(common(start - 1) > common(start - 2)) & (common(start + 1) > common(start + 2))]
    return np.isin(np.arange(len(rows)), cut)


def _words(terms: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
    """Words of two characters as pairs of codes, in order, and how common they are.

    They are those of jieba's dictionary, and what wordings begin and end with: 電商, 外勞.
    """
    counts = {edge: _COMMON for term in terms for edge in (term[:2], term[-2:]) if len(edge) == 2}
    counts |= {word: max(count, counts.get(word, 0)) for word, count in _dictionary().items()}
    pairs = np.frombuffer("".join(counts).encode("utf-32-le"), "<u4").reshape(-1, 2)
    keys = pairs[:, 0].astype(np.int64) << 32 | pairs[:, 1]
    order = np.argsort(keys)
    return np.append(keys[order], 1 << 62), np.append(np.array([*counts.values()])[order], 0)


@cache
def _dictionary() -> dict[str, int]:
    spec = find_spec("jieba")
    folder = ((spec and spec.submodule_search_locations) or [""])[0]
    text = (Path(folder) / "dict.txt").read_text("utf-8")
    words, counts = zip(*re.findall(r"^(\w\w) (\d{3,}) ", text, re.M), strict=True)
    return dict(zip(fold("\n".join(words)).split("\n"), map(int, counts), strict=True))


def _longest(rows: np.ndarray) -> np.ndarray:
    """Of overlapping rows (term, start, end) the longest, of equal ones the first.

    The rows are sorted by start, the longest first. Rows that hang together by overlaps form
    a cluster; where its first row spans it all, that row wins without a search.
    """
    if not len(rows):
        return rows
    reach = np.maximum.accumulate(rows[:, 2])
    first = np.flatnonzero(np.r_[True, rows[1:, 1] >= reach[:-1]])
    last = np.r_[first[1:], len(rows)]
    spanned = rows[first, 2] == reach[last - 1]
    winners = []
    for a, b in zip(first[~spanned].tolist(), last[~spanned].tolist(), strict=True):
        cluster = sorted(rows[a:b].tolist(), key=lambda row: row[1] - row[2])
        while cluster:
            best = cluster[0]
            winners.append(best)
            cluster = [row for row in cluster if row[2] <= best[1] or row[1] >= best[2]]
    kept = np.concatenate([rows[first[spanned]], np.array(winners, np.intp).reshape(-1, 3)])
    return kept[np.argsort(kept[:, 1])]


def _inside(rows: np.ndarray, names: np.ndarray) -> np.ndarray:
    """Which rows lie inside one of the names, which do not overlap, and are shorter."""
    if not len(names):
        return np.zeros(len(rows), dtype=bool)
    holder = names[np.maximum(np.searchsorted(names[:, 1], rows[:, 1], "right") - 1, 0)]
    within = (holder[:, 1] <= rows[:, 1]) & (holder[:, 2] >= rows[:, 2])
    return within & (holder[:, 2] - holder[:, 1] > rows[:, 2] - rows[:, 1])
