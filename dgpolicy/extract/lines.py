"""Where sentences and numbered items begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

# Each way of numbering with its rank: a list stands inside one of lower rank.
_HAN = "[一二三四五六七八九十]{1,3}"
_MARKER = re.compile(
    rf"""(?<![^\s。;:!?,"\u200b])(?:
        (?P<han>{_HAN})、
      | \((?P<paren>{_HAN})\)\s?、?
      | (?P<arab>\d{{1,3}})(?:\.(?!\d)|、|\)(?!\d))\s?
      | \((?P<parenarab>\d{{1,2}})\)、?
      | (?P<sign>[①-⑳⑴-⒇⒈-⒛㈠-㈩])[、.]?
      | (?P<is>{_HAN})(?:是|要|则)(?:要|是)?[,:]?
      | 第(?P<nth>{_HAN})(?:个?方面|步|点|项|条|招)?(?:就?是|要|,|、|:|\s)(?:要|是)?
      | 其(?P<of>{_HAN})(?:是|,|、|:)?
      | (?P<first>首先|其次|再次|再者|最后)(?:是|要|,|、)?
    )""",
    re.X,
)
_GLUED = re.compile(
    r"(?<=[^\W\d_])(?<![唯统之第同单专万不])(?P<is>一)(?:是|要)(?:要|是)?(?=[^,。;\n]{2})"
)
_RANK = dict(han=0, paren=1, arab=2, parenarab=3, sign=4, nth=5, first=5, of=5)
_RANK["is"] = 5
_FIRST = dict(首先=1, 其次=2, 再次=3, 再者=3, 最后=0)
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_SIGNS = "①⑴⒈㈠"
_SENTENCE = re.compile(r"[^。!?\n]+(?:[。!?]+|(?=\n)|$)")
_OPENING, _CLOSING = "“‘「『《(（\"'", "”’」』》)）\"'"
FINAL = "。!?;:"


@dataclass
class Item:
    """One numbered item: ``start`` at its marker, ``words`` after it, and the lists inside it."""

    start: int
    words: int
    value: int
    family: str
    end: int = 0
    inside: list[list[Item]] = field(default_factory=list)


def number(numeral: str) -> int:
    """The value of a Chinese numeral up to 99.

    >>> number("十"), number("十二"), number("二十一")
    (10, 12, 21)
    """
    tens, ten, ones = numeral.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space, and without a quotation mark or bracket that has no partner.

    >>> trimmed(" “要干”就干。” ", 0, 10)
    (1, 8)
    """
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            return start, start
        words = text[start:end]
        if (words[0] in _OPENING and not _partner(words, 0)) or words[
            0
        ] in "”’」』》)）、,，;；。—-–•·●■":
            start += 1
        elif words[-1] in _CLOSING and not _partner(words[::-1], 1):
            end -= 1
        else:
            return start, end


def _partner(words: str, mirrored: int) -> bool:
    """Whether the mark at the head of the words is closed again before they end."""
    here, there = (_OPENING, _CLOSING) if not mirrored else (_CLOSING, _OPENING)
    mark = words[0]
    other = there[here.index(mark)]
    if mark == other:
        return words.count(mark) % 2 == 0
    depth = 0
    for char in words:
        depth += (char == mark) - (char == other)
        if depth == 0:
            return True
    return False


def lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lines of a stretch that hold anything, without white space at their ends.

    Where blank lines part the paragraphs, a single line end after a word is the transcriber's
    and parts nothing.

    >>> lines("甲。\\n\\n乙和\\n丙。", 0, 9)
    [(0, 2), (4, 9)]
    """
    spans: list[tuple[int, int]] = []
    blank = text.count("\n\n", start, end) + text.count("\n \n", start, end)
    soft = blank and blank * 3 > text.count("\n", start, end) - 2 * blank
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        left, right = at, stop
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if left < right:
            before = spans[-1] if spans else None
            if soft and before and _runs_on(text, before, left, at):
                spans[-1] = (before[0], right)
            else:
                spans.append((left, right))
        at = stop + 1
    return spans


def _runs_on(text: str, before: tuple[int, int], left: int, at: int) -> bool:
    return (
        "\n" not in text[before[1] : at - 1]
        and text[before[1] - 1] not in "。！？!?；;：:…”」』）)"
        and not _MARKER.match(text, left)
        and not _MARKER.match(text, before[0])
    )


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a stretch of folded text that has no line end but the transcriber's.

    >>> sentences("去年增长了。今年要干。", 0, 11)
    [(0, 6), (6, 11)]
    """
    flat = text[start:end].replace("\n", " ")
    return [(start + m.start(), start + m.end()) for m in _SENTENCE.finditer(flat)]


def is_sentence(line: str) -> bool:
    """Whether a folded line ends as a sentence does.

    >>> is_sentence("推进建设。"), is_sentence("一、总体要求")
    (True, False)
    """
    return line.rstrip('"]')[-1:] in tuple(FINAL + ")")


_MIDWAY = ("han", "paren", "is", "nth")  # may begin at any number


def lists(text: str, folded: str, spans: list[tuple[int, int]]) -> list[list[Item]]:
    """The numbered lists of the given lines, outermost first, each with the lists inside it.

    ``text`` is the document's, ``folded`` the same folded. A list needs two items in order; it
    may begin in the middle (二是 …) where the numbering is Chinese.

    >>> said = "一是修路;二是种树。"
    >>> [(item.value, item.start, item.end) for item in lists(said, said, [(0, 10)])[0]]
    [(1, 0, 5), (2, 5, 10)]
    """
    tops: list[list[Item]] = []
    open_: list[tuple[list[Item], int]] = []  # the list and the line its last item began in
    counted = 0  # figures may count on through the sections of a plan
    for line, (start, end) in enumerate(spans):
        for item in _markers(text, folded, start, end):
            at_line = item.start == start
            level = _continued(open_, item, line, at_line)
            goes_on = False
            if at_line and item.family == "arab":
                goes_on, counted = bool(open_) and item.value == counted + 1, item.value
            if level is not None:
                open_[level:] = [(open_[level][0], line)]
                open_[level][0].append(item)
            elif item.value == 1 or goes_on or (at_line and item.family in _MIDWAY):
                while open_ and not _holds(open_[-1], item, line):
                    open_.pop()
                made = [item]
                (open_[-1][0][-1].inside if open_ else tops).append(made)
                open_.append((made, line))
    tops = _kept(tops)
    _close(tops, folded, spans, spans[-1][1] if spans else 0)
    return tops


def _markers(text: str, folded: str, start: int, end: int) -> list[Item]:
    found = []
    for m in _MARKER.finditer(folded, start, end):
        if m.lastgroup is None:
            continue
        family, mark = m.lastgroup, m[m.lastgroup]
        if family in ("arab", "sign") and text[m.start()] in "①②③④⑤⑥⑦⑧⑨":
            continue
        if family == "sign":
            value = (
                next(ord(mark) - ord(s) + 1 for s in reversed(_SIGNS) if mark >= s)
                if mark < "㈠"
                else ord(mark) - ord("㈠") + 1
            )
        elif family == "first":
            value = _FIRST[mark]
        elif family in ("arab", "parenarab"):
            value = int(mark)
        else:
            value = number(mark)
        found.append(Item(m.start(), m.end(), value, family))
    for m in re.finditer("[①-⑨][、.]?", text[start:end]):
        found.append(Item(start + m.start(), start + m.end(), ord(m[0][0]) - ord("①") + 1, "sign"))
    glued = _GLUED.search(folded, start, end)
    if glued and folded.find("二" + glued[0][1], glued.end(), end) > 0:
        found.append(Item(glued.start(), glued.end(), 1, "is"))
    return sorted(found, key=lambda item: item.start)


def _continued(open_: list, item: Item, line: int, at_line: bool) -> int | None:
    for level in range(len(open_) - 1, -1, -1):
        done, _ = open_[level]
        last = done[-1]
        mixed = {last.family, item.family} == {"first", "nth"}
        if last.family != item.family and not mixed:
            continue
        if item.family == "first" and item.value == 0:
            item.value = last.value + 1
        if item.value == last.value + 1 or (at_line and item.value == last.value + 2):
            return level
    return None


def _holds(opened: tuple[list[Item], int], item: Item, line: int) -> bool:
    last, began = opened[0][-1], opened[1]
    if _RANK[last.family] == 5:
        return line == began and last.family != item.family
    return _RANK[item.family] > _RANK[last.family]


def _kept(found: list[list[Item]]) -> list[list[Item]]:
    """The lists with two items or more, or that count on; what a lone item holds moves up."""
    kept = []
    for items in found:
        for item in items:
            item.inside = _kept(item.inside)
        if len(items) > 1 or (items[0].family == "arab" and items[0].value > 1):
            kept.append(items)
        else:
            kept.extend(items[0].inside)
    return kept


def _close(found: list[list[Item]], folded: str, spans: list[tuple[int, int]], end: int) -> None:
    for place, items in enumerate(found):
        limit = found[place + 1][0].start if place + 1 < len(found) else end
        for item, following in pairwise(items):
            item.end = following.start
        items[-1].end = _last_end(items, folded, spans, limit)
        for item in items:
            _close(item.inside, folded, spans, item.end)
            if item.inside:
                item.end = max(item.end, item.inside[-1][-1].end)


def _last_end(items: list[Item], folded: str, spans: list[tuple[int, int]], limit: int) -> int:
    """Where the last item ends: as many lines, or sentences of a line, as the others have."""
    last = items[-1]
    first = max(bisect_right(spans, last.start, key=lambda span: span[0]) - 1, 0)
    after = spans[first : bisect_left(spans, limit, key=lambda span: span[0])]
    if after and after[0][1] <= last.start:
        after = after[1:]
    if last.inside:
        return limit
    if not after:
        return limit
    line_end = min(after[0][1], limit)
    if not any(span[0] == last.start for span in after):
        inner = sentences(folded, last.start, line_end)
        plain = all(len(sentences(folded, item.start, item.end)) == 1 for item in items[:-1])
        return inner[0][1] if plain and len(inner) > 1 else line_end
    bare = folded[line_end - 1] not in FINAL
    if bare and last.family == "han":
        return limit
    longest = max(_height(item, spans) for item in items[:-1] or items)
    if len(after) > 1 and (bare or longest > 1):
        return min(after[min(longest, len(after)) - 1][1], limit)
    return line_end


def _height(item: Item, spans: list[tuple[int, int]]) -> int:
    first = bisect_right(spans, item.start, key=lambda span: span[0])
    return max(bisect_left(spans, item.end, key=lambda span: span[0]) - first + 1, 1)
