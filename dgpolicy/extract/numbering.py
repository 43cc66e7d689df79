"""Numbered lists: which markers of a text belong together, and which list stands in which."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from dgpolicy.numerals import number

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ORDERS = {
    "stem": "甲乙丙丁戊己庚辛壬癸",
    "alpha": _LATIN,
    "roman": ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"),
    "nth": ("首先", "其次", "再次", "最后"),
}
_HAN = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_FIGURE = r"\d{1,3}"  # a year numbers no item
# ① to ⒛, ㈠ to ㈩, without what comes next
_SIGNS = "".join(map(chr, (*range(ord("①"), ord("⒜")), *range(ord("㈠"), ord("㈪")))))
# What a marker may begin with is tried first. 各单位一要修路;二要种树: the first of a list follows
# its subject at once.
_MARKER = re.compile(
    rf"""(?=[一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾(0-9第其首再最{_SIGNS}])
    (?:(?<![^。!?;:,"\s])|(?=[{_SIGNS}]|(?<!十)一[是要]))
    (?:(?P<formal>[壹贰叁参肆伍陆柒捌玖拾])、
      | (?P<han>{_HAN})、
      | \((?P<paren>{_HAN})\)
      | (?P<arab>{_FIGURE})(?:\.(?!\d)|[、)])
      | \((?P<parenarab>{_FIGURE})\)
      | \((?P<stem>[{_ORDERS["stem"]}])\)
      | (?P<sign>[{_SIGNS}])
      | \((?P<roman>{"|".join(_ORDERS["roman"])})\)
      | \((?P<alpha>[a-z])\)
      | (?P<is>{_HAN})(?:是要?|要)
      | 第(?P<ordinal>{_HAN})(?:个?方面|步|点)?(?:是要?|要|[,、:\s])
      | 其(?P<of>{_HAN})是?
      | (?P<nth>{"|".join(_ORDERS["nth"])})[是要]?)""",
    re.X,
)
# Ways of numbering from the outermost inwards; those inside a sentence have no order.
_RANKS = ("formal", "han", "paren", "arab")


class Item(NamedTuple):
    """One numbered item: ``start`` at its marker, ``words`` after it, its number.

    ``list_id`` is where the first item of its list starts.
    """

    start: int
    words: int
    family: str
    value: int
    list_id: int


def numbered(folded: str, lines: Iterable[int]) -> list[Item]:
    """The items of all lists of a text in its order; ``lines`` is where lines begin.

    A list may begin in its middle (二是 …) where a line opens; bare figures may not, but they
    may count on through the sections of a plan. A list has two items, or is one of which an
    excerpt cut off the first.

    >>> [(item.value, item.list_id) for item in numbered("一是修路;二是种树。", [0])]
    [(1, 0), (2, 0)]
    """
    found: list[Item] = []
    open_: list[Item] = []  # the last item of each open list, the innermost last
    counted, begun = 0, frozenset(lines)
    for m in _MARKER.finditer(folded):
        family, value = _counted(m)
        opens = m.start() in begun
        going = [n for n, last in enumerate(open_) if _goes_on(last, family, value, m)]
        begins = value == 1 or (opens and (family != "arab" or (open_ and value == counted + 1)))
        counted = value if opens and family == "arab" else counted
        if going:
            *_, place = going
            last = open_[place]
            del open_[place:]
            item = last._replace(start=m.start(), words=m.end(), value=last.value + 1)
        elif begins:
            while open_ and not _may_hold([one.family for one in open_], family):
                open_.pop()
            item = Item(m.start(), m.end(), family, value, m.start())
        else:
            continue
        open_.append(item)
        found.append(item)
    sizes = Counter(item.list_id for item in found)
    return [item for item in found if item.value > 1 or sizes[item.list_id] > 1]


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
    *_, inner = open_
    if inner in _RANKS:
        return family not in (*_RANKS[: _RANKS.index(inner)], inner)
    return family not in open_
