"""Where a text uses the wordings of the codebook, found in one pass and counted once."""

from __future__ import annotations

import re
from itertools import chain

import numpy as np
from ahocorasick_rs import AhoCorasick

from dgpolicy.codebook import Codebook, CodebookError
from dgpolicy.fold import fold

NAMES = ("programme", "organisation", "place")
GROUPS = (NAMES, ("industry",), ("instrument",))

# A wording in brackets is not meant where these words stand around it: 文化工作 is no 化工.
_DECOYS = (
    "文[化工] 绿[化工] 美[化工] 亮[化工] 信息[化工]作 粮[食安] 粮[食品]种 [外资]金 "
    "金[融资]产 治[安防] 国[内需] 非[税收] 相[关税] 有[关税] 公[办学]校 民[办学]校 "
    "提[高中] 隆[重庆] 联合[国安] [国家安全部]门 帮[助企]业 协[助企]业 资[助企]业 "
    "扶[助企]业 救[助企]业 确[保供] 五[保供] 普[法规] 传[统计] [鼓励金]融 创[新创] "
    "实[施工] 民[航运]输 控[制药] 国[家政] 国[家电] 科[技改]革 聘[用海]外 各[种业] "
    "一[种业] 多[种业] 每[种业] 特[种业] 工[种业] 存[储能]力 仓[储能]力 社[会展] 大[会展] "
    "协[会展] 博览[会展] 县[中医]院 促[进出口] 健[康养] [证券业]务 [金融业]务 [保险业]务 "
    "[银行业]务 [教育部]署 [商务部]署 沿[海运] 提[高职] [和美]国 [中小学]生 人[物流]动 "
    "生[物流]程 [水电]气 [电力]度 [动力]度 风[光电] 阳[光电] 中[国会]议 全[国会]议 "
    "[环保]证 [环保]障 [社保]障 [医保]障 [劳保]障 生态[环保] [核电]影"
)

Mention = tuple[str, str, int, int]


class Finder:
    """Finds the mentions of one codebook; build it once, use it for every text.

    Names (``programme``, ``organisation``, ``place``) are matched together, industries and
    instruments each for themselves; within a group the longest of overlapping wordings counts,
    of equal ones the first. A wording of an industry or an instrument strictly inside a name
    does not count. Letters and digits at the edge of a wording match at an edge only: ``AI`` is
    not in ``MAIN``. Raises ``CodebookError`` where two codes of a scheme claim wordings that
    differ only in script or width.

    >>> from dgpolicy.codebook import default
    >>> Finder(default()).find("推動半导体產業")[0]
    ('industry', 'semiconductors', 2, 7)
    """

    def __init__(self, codebook: Codebook) -> None:
        codes: dict[str, dict[str, str]] = {}
        for term, scheme, code in codebook.terms.itertuples(index=False):
            known = codes.setdefault(fold(term), {}).setdefault(scheme, code)
            if known != code:
                raise CodebookError(f"{scheme}: {term!r} is claimed by {known!r} and {code!r}")
        decoys = {fold(re.sub(r"[\[\]]", "", decoy)): decoy for decoy in _DECOYS.split()}
        for words in decoys:
            codes.setdefault(words, {})
        self._automaton = AhoCorasick(list(codes))
        self._latin = np.array([_latin(term[0]) or _latin(term[-1]) for term in codes])
        self._meant = np.array([list(map(decoys.get(term, "[]").index, "[]")) for term in codes])
        counted = [
            [[pair for pair in known.items() if pair[0] in group] for known in codes.values()]
            for group in GROUPS
        ]
        self._counts = [np.array(list(map(bool, pairs))) for pairs in counted]
        self._many = np.array([len(pairs) for group in counted for pairs in group])
        pairs = [pair for group in counted for pairs in group for pair in pairs]
        self._schemes, self._codes = np.array(pairs, dtype=object).T

    def _misread(self, rows: np.ndarray) -> np.ndarray:
        """Which rows (term, start, end) stand where a decoy says that they are not meant."""
        first, last = self._meant[rows[:, 0]].T
        spans = np.stack([rows[:, 1] + first, rows[:, 1] + last - 1])[:, last > 1]
        places = rows[:, 1] << 32 | rows[:, 2]
        return np.isin(places, spans[0] << 32 | spans[1])

    def find(self, text: str) -> list[Mention]:
        """The mentions in a text as (scheme, code, start, end), in the order of the text.

        Offsets are half open, in code points. Takes a whole document at once: some 10 million
        characters a second.
        """
        folded = fold(text)
        matches = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        rows = np.fromiter(chain.from_iterable(matches), np.intp, 3 * len(matches)).reshape(-1, 3)
        keep = ~self._misread(rows)
        for row in np.flatnonzero(self._latin[rows[:, 0]]).tolist():
            keep[row] &= _whole(folded, *rows[row, 1:].tolist())
        rows = rows[keep]
        rows = rows[np.lexsort((-rows[:, 2], rows[:, 1]))]

        names, *others = (rows[counts[rows[:, 0]]] for counts in self._counts)
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


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _whole(folded: str, start: int, end: int) -> bool:
    """Whether neither edge of a wording cuts a run of letters or of digits."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    return not (
        (_latin(folded[start]) and before and _latin(before))
        or (_latin(folded[end - 1]) and after and _latin(after))
    )


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
