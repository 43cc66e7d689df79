"""Numbered lists: which markers of a text belong together, and which list stands in which."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dgpolicy.numerals import number

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_WORDS = ("首先", "其次", "再次", "最后")
_ORDERS = {
    "stem": "甲乙丙丁戊己庚辛壬癸",
    "alpha": "abcdefghijklmnopqrstuvwxyz",
    "roman": _ROMAN,
    "word": _WORDS,
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
      | \((?P<roman>{"|".join(_ROMAN)})\)
      | \((?P<alpha>[a-z])\)
      | (?P<is>{_HAN})[是要]{{1,2}}
      | 第(?P<nth>{_HAN})(?:个?方面|步|点)?(?:[是要]{{1,2}}|[,、:\s])
      | 其(?P<of>{_HAN})是?
      | (?P<word>{"|".join(_WORDS)})[是要]?""",
    re.X,
)
# Ways of numbering from the outermost inwards; those inside a sentence have no order.
_RANKS = ("formal", "han", "paren", "arab")
_BEGINS = "一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾(0123456789第其首再最"


@dataclass(eq=False)
class Item:
    """One numbered item: ``start`` at its marker, ``words`` after it, units ``first`` to ``last``.

    ``siblings`` are all items of its list, whose first is the ``list_id``-th item of the text;
    the list stands in the item ``outer``, or in none.
    """

    start: int
    words: int
    mark: str
    family: str
    value: int
    opens: bool
    list_id: int = -1
    first: int = 0
    last: int = 0
    outer: Item | None = field(default=None, repr=False)
    siblings: list[Item] = field(default_factory=list, repr=False)


def numbered(folded: str, codes: NDArray, boundary: NDArray, lines: NDArray) -> list[Item]:
    """The numbered items of a text in its order.

    ``codes`` are the code points of the text folded; ``boundary`` says of each place whether a
    marker may begin there, ``lines`` where lines begin.
    """
    after, before = np.append(codes[1:], 0), np.append(0, codes[:-1])
    # 各单位一要修路;二要种树: the first of a list follows its subject
    glued = (codes == ord("一")) & among("是要")[after]
    glued &= before != ord("十")
    places = np.flatnonzero((boundary & among(_BEGINS)[codes]) | among(_SIGNS)[codes] | glued)
    found = [
        _item(m, opens)
        for place, opens in zip(places.tolist(), np.isin(places, lines).tolist(), strict=True)
        if (m := _MARKER.match(folded, place))
    ]
    kept = [item for item in _listed(found) if _is_list(item.siblings)]
    for place, item in enumerate(kept):
        item.list_id = place if item is item.siblings[0] else item.siblings[0].list_id
    return kept


@cache
def among(chars: str) -> NDArray[np.bool_]:
    """Of every code point, whether it is one of the characters."""
    table = np.zeros(0x110000, dtype=bool)
    table[[ord(char) for char in chars]] = True
    return table


def _item(m: re.Match[str], opens: bool) -> Item:
    family = m.lastgroup or ""
    mark = m[family]
    if family in _ORDERS:
        value = _ORDERS[family].index(mark) + 1
    else:
        value = int(unicodedata.numeric(mark) if family == "sign" else number(mark))
    family = "nth" if family == "word" else family  # 首先 … 第二 … are one list
    return Item(m.start(), m.end(), mark, family, value, opens)


def _listed(found: list[Item]) -> list[Item]:
    """The items that begin a list or go on with one, each told its list.

    A list may begin in its middle (二是 …) where a line opens; bare figures may not, but they
    may count on through the sections of a plan.
    """
    listed: list[Item] = []
    open_: list[list[Item]] = []
    counted = 0
    for item in found:
        level = _continued(open_, item)
        goes_on = item.opens
        if goes_on and item.family == "arab":
            goes_on, counted = bool(open_) and item.value == counted + 1, item.value
        if level is not None:
            del open_[level + 1 :]
        elif item.value == 1 or goes_on:
            while open_ and not _holds(open_, item):
                open_.pop()
            item.outer = open_[-1][-1] if open_ else None
            open_.append([])
        else:
            continue
        item.siblings = open_[-1]
        item.siblings.append(item)
        item.outer = item.siblings[0].outer
        listed.append(item)
    return listed


def _continued(open_: list[list[Item]], item: Item) -> int | None:
    """Which of the open lists the item goes on with, the innermost first."""
    for level in range(len(open_) - 1, -1, -1):
        last, following = open_[level][-1], open_[level][-1].value + 1
        if last.family == "alpha" and item.mark == _ORDERS["alpha"][following - 1 : following]:
            item.family, item.value = "alpha", following  # (i) after (h)
        if item.mark == "最后":
            item.value = following
        if last.family == item.family and item.value == following:
            return level
    return None


def _holds(open_: list[list[Item]], item: Item) -> bool:
    """Whether the last item of the innermost open list may hold a list of the item's family."""
    last = open_[-1][-1]
    if last.family in _RANKS:
        return item.family not in _RANKS[: _RANKS.index(last.family) + 1]
    return all(items[-1].family != item.family for items in open_)


def _is_list(items: list[Item]) -> bool:
    """Whether there are two, or one that an excerpt cut off."""
    return len(items) > 1 or items[0].value > 1


def close(items: list[Item], line: list[int], opens: list[bool]) -> None:
    """Gives each item its last unit: it ends with its line, or where the next one begins.

    The last of a list inside a line ends with its sentence if the others are of one sentence;
    an item goes on as far as the lists that it holds. ``line`` and ``opens`` say of each unit in
    which line it is and whether a sentence begins with it.
    """
    nexts = [*(item.first for item in items), len(line)][1:]
    for item, following in zip(items, nexts, strict=True):
        end = min(bisect_right(line, line[item.first]), following)
        others = item.siblings[:-1]
        if item is item.siblings[-1] and not item.opens:
            single = sum(not any(opens[i.first + 1 : i.last]) for i in others)
            if single * 4 > len(others) * 3:
                end = next((u for u in range(item.first + 1, end) if opens[u]), end)
        item.last = max(end, item.first + 1)
    for item in items:
        outer = item.outer
        while outer:
            outer.last = max(outer.last, item.last)
            outer = outer.outer
