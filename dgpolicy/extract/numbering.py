"""Numbered lists: which markers of a text belong together, and which list stands in which."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dgpolicy.fold import points
from dgpolicy.numerals import number

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ORDERS = {
    "stem": "甲乙丙丁戊己庚辛壬癸",
    "alpha": _LATIN,
    "roman": ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"),
    "nth": ("首先", "其次", "再次", "最后"),
}
_HAN = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_SIGNS = "".join(map(chr, (*range(0x2460, 0x249C), *range(0x3220, 0x322A))))  # ① to ⒛, ㈠ to ㈩
_MARKER = re.compile(
    rf"""(?P<formal>[壹贰叁参肆伍陆柒捌玖拾])、
      | (?P<han>{_HAN})、
      | \((?P<paren>{_HAN})\)
      | (?P<arab>\d{{1,3}})(?:\.(?!\d)|[、)])
      | \((?P<parenarab>\d{{1,3}})\)
      | \((?P<stem>[{_ORDERS["stem"]}])\)
      | (?P<sign>[{_SIGNS}])
      | \((?P<roman>{"|".join(_ORDERS["roman"])})\)
      | \((?P<alpha>[a-z])\)
      | (?P<is>{_HAN})[是要]{{1,2}}
      | 第(?P<ordinal>{_HAN})(?:个?方面|步|点)?(?:[是要]{{1,2}}|[,、:\s])
      | 其(?P<of>{_HAN})是?
      | (?P<nth>{"|".join(_ORDERS["nth"])})[是要]?""",
    re.X,
)
# Ways of numbering from the outermost inwards; those inside a sentence have no order.
_RANKS = ("formal", "han", "paren", "arab")
_BEGINS = "一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾(0123456789第其首再最"
WHITE = "".join(filter(str.isspace, map(chr, range(0x3001))))
_BEFORE = '。!?;:,"' + WHITE


class Item(NamedTuple):
    """One numbered item: ``start`` at its marker, ``words`` after it, its number, its list.

    ``opens`` says that it begins a line. ``list_id`` is the place of the first item of its list,
    ``outer`` that of the item in which the list stands, -1 where it stands in none.
    """

    start: int
    words: int
    family: str
    value: int
    opens: bool
    list_id: int
    outer: int


def numbered(folded: str, lines: NDArray) -> list[Item]:
    """The items of all lists of a text in its order; ``lines`` is where lines begin.

    A list may begin in its middle (二是 …) where a line opens; bare figures may not, but they
    may count on through the sections of a plan.

    >>> [(item.value, item.list_id) for item in numbered("一是修路;二是种树。", [0])]
    [(1, 0), (2, 0)]
    """
    found: list[Item] = []
    open_: list[int] = []  # the last item of each open list, the innermost last
    counted = 0
    for m, opens in _markers(folded, lines):
        family, value = _counted(m)
        going = [n for n, at in enumerate(open_) if _goes_on(found[at], family, value, m)]
        begins = value == 1 or (opens and (family != "arab" or (open_ and value == counted + 1)))
        counted = value if opens and family == "arab" else counted
        if going:
            last = found[open_[going[-1]]]
            del open_[going[-1] :]
            item = last._replace(start=m.start(), words=m.end(), value=last.value + 1, opens=opens)
        elif begins:
            while open_ and not _may_hold([found[at].family for at in open_], family):
                open_.pop()
            outer = open_[-1] if open_ else -1
            item = Item(m.start(), m.end(), family, value, opens, len(found), outer)
        else:
            continue
        open_.append(len(found))
        found.append(item)
    return _lists(found)


@cache
def among(chars: str) -> NDArray[np.bool_]:
    """Of every code point, whether it is one of the characters."""
    table = np.zeros(0x110000, dtype=bool)
    table[[ord(char) for char in chars]] = True
    return table


def _markers(folded: str, lines: NDArray) -> list[tuple[re.Match[str], bool]]:
    """What may be a marker, and whether it begins a line."""
    codes = np.append(points(folded), 0)
    before, here, after = codes[np.arange(-1, len(folded) - 1)], codes[:-1], codes[1:]
    # 各单位一要修路;二要种树: the first of a list follows its subject
    glued = (here == ord("一")) & among("是要")[after] & (before != ord("十"))
    begins = among(_BEGINS)[here] & np.append(True, among(_BEFORE)[before[1:]])
    places = np.flatnonzero(begins | among(_SIGNS)[here] | glued)
    matches = [_MARKER.match(folded, place) for place in places.tolist()]
    opens = np.isin(places, lines).tolist()
    return [(m, opening) for m, opening in zip(matches, opens, strict=True) if m]


def _counted(m: re.Match[str]) -> tuple[str, int]:
    """The family and the value of a marker."""
    family = m.lastgroup or ""
    mark = m[family]
    if family in _ORDERS:
        return family, _ORDERS[family].index(mark) + 1
    value = int(unicodedata.numeric(mark) if family == "sign" else number(mark))
    return "nth" if family == "ordinal" else family, value  # 首先 … 第二 … are one list


def _goes_on(last: Item, family: str, value: int, m: re.Match[str]) -> bool:
    """Whether a marker goes on with the list of an item."""
    if last.family == "alpha":  # (i) after (h)
        return m[0] == f"({_LATIN[last.value : last.value + 1]})"
    return last.family == family and (value == last.value + 1 or m["nth"] == "最后")


def _may_hold(open_: list[str], family: str) -> bool:
    """Whether the innermost of the open families of lists may hold a list of another."""
    if open_[-1] in _RANKS:
        return family not in _RANKS[: _RANKS.index(open_[-1]) + 1]
    return family not in open_


def _lists(found: list[Item]) -> list[Item]:
    """The items of lists of two and more, or of one that an excerpt cut off."""
    of = np.array([item.list_id for item in found], dtype=int)
    kept = (np.bincount(of)[of] > 1) | np.array([item.value > 1 for item in found], dtype=bool)
    place = np.cumsum(kept) - 1
    outers = [item.outer for item in found]
    for n, outer in enumerate(outers):
        if outer >= 0 and not kept[outer]:
            outers[n] = outers[outer]
    return [
        item._replace(
            list_id=int(place[item.list_id]), outer=int(place[outer]) if outer >= 0 else -1
        )
        for item, outer, stays in zip(found, outers, kept.tolist(), strict=True)
        if stays
    ]
