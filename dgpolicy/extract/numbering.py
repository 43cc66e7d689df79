"""Numbered lists: which markers of a text belong together, and which list stands in which."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache
from itertools import count, pairwise

import numpy as np
from numpy.typing import NDArray

_HAN = "[一二三四五六七八九十]{1,3}"
_MARKER = re.compile(
    rf"""(?P<formal>[壹贰叁参肆伍陆柒捌玖拾]{{1,2}})、
      | (?P<han>{_HAN})、
      | \((?P<paren>{_HAN})\)[ \t]?、?
      | (?P<arab>\d{{1,3}})(?:\.(?!\d)|、|\)(?!\d))[ \t]?
      | \((?P<parenarab>\d{{1,2}})\)、?
      | \((?P<stem>[甲乙丙丁戊己庚辛壬癸])\)
      | (?P<sign>[①-⑳⑴-⒇⒈-⒛㈠-㈩])[、.]?
      | \((?P<roman>[ivx]{{1,5}})\)
      | \((?P<alpha>[a-z])\)
      | (?P<is>{_HAN})(?:是|要|则)(?:要|是)?[,:]?
      | 第(?P<nth>{_HAN})(?:个?方面|步|点|项|条|招)?(?:就?是|要|,|、|:|\s)(?:要|是)?
      | 其(?P<of>{_HAN})(?:是|,|、|:)?
      | (?P<first>首先|其次|再次|再者|最后)(?:是|要|,|、)?""",
    re.X,
)
# Each way of numbering with its rank: a list stands inside one of lower rank.
FAMILIES = (
    *("formal", "han", "paren", "arab", "parenarab", "stem", "sign", "alpha", "roman"),
    *("is", "nth", "first", "of"),
)
_RANK = {family: min(rank, 9) for rank, family in enumerate(FAMILIES)}
_INLINE = 9
_MIDWAY = ("formal", "han", "paren", "parenarab", "is", "nth")  # may begin at any number
_FIRST = dict(首先=1, 其次=2, 再次=3, 再者=3, 最后=0)
_FORMAL = str.maketrans("壹贰叁参肆伍陆柒捌玖拾", "一二三三四五六七八九十")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_GLUED = re.compile(r"一(?:是|要)(?:要|是)?(?=[^,。;\n]{2})")
_NO_FIRST = "唯统之第同单专万不一二三四五六七八九十"  # 唯一是, 不一要, 十一是
_FAR = 600  # characters from 一是 to 二是 at most
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_BEGINS = "一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾(0123456789第其首再最" + "".join(
    chr(code) for a, b in ("①⑳", "⑴⒇", "⒈⒛", "㈠㈩") for code in range(ord(a), ord(b) + 1)
)
_SECOND = (
    "一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾、是要则.)0123456789甲乙丙丁戊己庚辛壬癸先次后者"
    "abcdefghijklmnopqrstuvwxyz"
)


@dataclass(eq=False)
class Item:
    """One numbered item: ``start`` at its marker, ``words`` after it, units ``first`` to ``last``.

    ``siblings`` are all items of its list, which is the ``list_id``-th of the text and stands in
    ``depth`` - 1 others; ``inside`` are the lists that it holds.
    """

    start: int
    words: int
    value: int
    family: str
    list_id: int = -1
    depth: int = 1
    first: int = 0
    last: int = 0
    inside: list[list[Item]] = field(default_factory=list, repr=False)
    siblings: list[Item] = field(default_factory=list, repr=False)


def number(numeral: str) -> int:
    """The value of a Chinese numeral up to 99.

    >>> number("十"), number("十二"), number("二十一")
    (10, 12, 21)
    """
    tens, ten, ones = numeral.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def numbered(
    folded: str, raw: NDArray, codes: NDArray, boundary: NDArray, lines: NDArray
) -> list[list[Item]]:
    """The numbered lists of a text, each item with the lists inside it.

    ``raw`` are the code points of the text and ``codes`` those of the text folded; ``boundary``
    says of each place whether a marker may begin there, ``lines`` where lines begin.
    """
    found = _markers(folded, raw, codes, boundary)
    places = np.array([item.start for item in found], dtype=np.intp)
    line = np.searchsorted(lines, places, "right") - 1
    return _lists(found, line.tolist(), (lines[line] == places).tolist())


def _markers(folded: str, raw: NDArray, codes: NDArray, boundary: NDArray) -> list[Item]:
    after = codes[np.minimum(np.arange(1, len(codes) + 1), len(codes) - 1)]
    ringed = (raw >= 0x2460) & (raw <= 0x2468)  # ① to ⑨, which fold to bare figures
    signs = (codes >= 0x2469) & (codes < 0x3300)
    places = boundary & among(_BEGINS)[codes] & (among(_SECOND)[after] | signs) & ~ringed
    found: list[Item] = []
    for at in np.flatnonzero(places).tolist():
        if m := _MARKER.match(folded, at):
            family = m.lastgroup or ""
            found.append(Item(at, m.end(), _value(family, m[family]), family))
    for at in np.flatnonzero(ringed).tolist():
        end = at + 2 if folded[at + 1 : at + 2] in ("、", ".") else at + 1
        found.append(Item(at, end, int(raw[at]) - 0x245F, "sign"))
    verbs = among("是要")[after]
    second = np.append(np.flatnonzero((codes == ord("二")) & verbs), len(codes))
    for at in np.flatnonzero((codes == ord("一")) & verbs & ~boundary).tolist():
        if folded[at - 1].isalpha() and folded[at - 1] not in _NO_FIRST:
            other = int(second[np.searchsorted(second, at)])
            m = _GLUED.match(folded, at) if other < at + _FAR else None
            if m and "\n" not in folded[at:other]:
                found.append(Item(at, m.end(), 1, "is"))
    return sorted(found, key=lambda item: item.start)


@cache
def among(chars: str) -> NDArray[np.bool_]:
    """Of every code point, whether it is one of the characters."""
    table = np.zeros(0x110000, dtype=bool)
    table[[ord(char) for char in chars]] = True
    return table


def _value(family: str, mark: str) -> int:
    if family in ("arab", "parenarab"):
        return int(mark)
    if family == "sign":
        return ord(mark) - max(ord(sign) for sign in "①⑴⒈㈠" if sign <= mark) + 1
    if family == "first":
        return _FIRST[mark]
    if family == "roman":
        return _ROMAN.index(mark) + 1 if mark in _ROMAN else 0
    if family == "alpha":
        return ord(mark) - ord("a") + 1
    if family == "stem":
        return "甲乙丙丁戊己庚辛壬癸".index(mark) + 1
    return number(mark.translate(_FORMAL))


def _lists(found: list[Item], line_of: list[int], at_line: list[bool]) -> list[list[Item]]:
    """The lists that markers make, outermost first, each item with the lists inside it.

    A list needs two items in order; it may begin in the middle (二是 …) where the numbering is
    Chinese. ``line_of`` and ``at_line`` say of each marker in which line it stands and whether
    it opens the line.
    """
    tops: list[list[Item]] = []
    open_: list[tuple[list[Item], int]] = []  # the list and the line its last item began in
    counted = 0  # figures may count on through the sections of a plan
    for item, line, opens in zip(found, line_of, at_line, strict=True):
        level = _continued(open_, item, opens)
        goes_on = False
        if opens and item.family == "arab":
            goes_on, counted = bool(open_) and item.value == counted + 1, item.value
        if level is not None:
            open_[level:] = [(open_[level][0], line)]
            open_[level][0].append(item)
        elif item.value == 1 or goes_on or (opens and item.family in _MIDWAY):
            while open_ and not _holds(open_, item, line, opens):
                open_.pop()
            made = [item]
            (open_[-1][0][-1].inside if open_ else tops).append(made)
            open_.append((made, line))
    return _kept(tops)


def _continued(open_: list[tuple[list[Item], int]], item: Item, opens: bool) -> int | None:
    for level in range(len(open_) - 1, -1, -1):
        last = open_[level][0][-1]
        family, value = item.family, item.value
        if family == "roman" and last.family == "alpha" and item.words - item.start == 3:
            family, value = "alpha", 9 if item.value == 1 else 22 if item.value == 5 else 24
        if last.family != family and {last.family, family} != {"first", "nth"}:
            continue
        if family == "first" and value == 0:
            value = last.value + 1
        if value == last.value + 1 or (opens and value == last.value + 2):
            item.family, item.value = family, value
            return level
    return None


def _holds(open_: list[tuple[list[Item], int]], item: Item, line: int, opens: bool) -> bool:
    """Whether the innermost open list may hold a list of the item's family inside its last item."""
    last, began = open_[-1][0][-1], open_[-1][1]
    if _RANK[last.family] < _INLINE:
        return _RANK[item.family] > _RANK[last.family]
    if any(items[-1].family == item.family for items, _ in open_):
        return False
    below = opens and item.family in ("arab", "parenarab", "sign") and item.value == 1
    return line == began or (below and line == began + 1)


def _kept(found: list[list[Item]]) -> list[list[Item]]:
    """The lists with two items or more, or cut off before; what a lone item holds moves up."""
    kept = []
    for items in found:
        for item in items:
            item.inside = _kept(item.inside)
        if len(items) > 1 or (items[0].family in ("arab", "paren") and items[0].value > 1):
            kept.append(items)
        else:
            kept.extend(items[0].inside)
    return kept


def in_order(tops: list[list[Item]]) -> list[Item]:
    """All items in the order of the text, each told its list and its depth."""
    found: list[Item] = []
    waiting = [(items, 1) for items in reversed(tops)]
    for number in count():
        if not waiting:
            return sorted(found, key=lambda item: item.start)
        items, depth = waiting.pop()
        for item in items:
            item.list_id, item.depth, item.siblings = number, depth, items
            waiting.extend((inner, depth + 1) for inner in item.inside)
        found.extend(items)
    return found


@dataclass(frozen=True)
class Extents:
    """Of each unit its line, whether a sentence begins with it, and whether one ends there."""

    line: list[int]
    opens: list[bool]
    ended: list[bool]

    def close(self, found: list[list[Item]], end: int) -> None:
        """Gives each item of the lists its last unit; ``first`` is known of all."""
        for place, items in enumerate(found):
            for item, following in pairwise(items):
                item.last = max(following.first, item.first + 1)
            limit = found[place + 1][0].first if place + 1 < len(found) else end
            items[-1].last = max(self._last(items, limit), items[-1].first + 1)
            for item in items:
                self.close(item.inside, item.last)

    def _last(self, items: list[Item], limit: int) -> int:
        """Where the last item ends: after as many lines, or sentences of a line, as others have."""
        last, line = items[-1], self.line[items[-1].first]
        line_end = min(bisect_right(self.line, line), limit)
        if last.inside:
            return limit
        if last.first and self.line[last.first - 1] == line:
            single = sum(not any(self.opens[i.first + 1 : i.last]) for i in items[:-1])
            if single * 4 <= len(items[:-1]) * 3:
                return line_end
            return next((u for u in range(last.first + 1, line_end) if self.opens[u]), line_end)
        bare = not self.ended[line_end - 1]
        if bare and last.family in ("formal", "han"):
            return limit
        heights = sorted(self.line[i.last - 1] - self.line[i.first] + 1 for i in items[:-1])
        usual = heights[len(heights) // 2] if heights else 1
        if not bare and usual == 1:
            return line_end
        return min(bisect_left(self.line, line + usual), limit)


def rank(words: str) -> int:
    """The rank of the number that a heading begins with, -1 where it has none.

    >>> rank("一、总体要求"), rank("（一）农业"), rank("农业")
    (1, 2, -1)
    """
    m = _MARKER.match(words.replace("（", "(").replace("）", ")"))
    return _RANK[m.lastgroup] if m and m.lastgroup else -1
