"""Bodies, offices and persons as the words name them, and where their names begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from dgpolicy.extract.words import any_of, words

Span = tuple[int, int]

FAR = 1200  # characters back to a clause's beginning, a meeting that speaks, a name that recurs
_NEAR = 64  # characters of a body's name, of several joined by 、, of a clause before an office


class Who(NamedTuple):
    """A body, an office and a name, each as a span of the text or ``None``."""

    organisation: Span | None = None
    title: Span | None = None
    name: Span | None = None


NOBODY = Who()


_HAN = "[\u4e00-\u9fff]"
_TITLE = f"{any_of('rank')}*{any_of('office')}"
# What an office may begin with is tried first: six times as fast on whole texts.
_FIRST = "".join(sorted({word[0] for word in words("rank") + words("office")}))
_OFFICE = re.compile(rf"(?=[{_FIRST}])({_TITLE}(?:、{_TITLE})*)(?![会处])(?:\([^()]+\)|[ \n])*")
_PART = re.compile(r"(.*[部局委厅署院])[^的\W]+")  # 水利部 | 跨境河流谈判副代表
_VERBS = "|".join(sorted(set(words("verb")) - set(words("named")), key=len, reverse=True))
_CUT = re.compile(f"{any_of('keep')}|(?P<cut>{any_of('cut')}|{_VERBS})")
_LEAD = re.compile(
    rf"(?:(?!{any_of('keep')})(?:{any_of('lead')}|[\s,]|\d+[月日]"
    r"|\([^()]+\)|[\d一二两三四五六七八九十]+\s?年"
    r"|[^,。:\s]+日电))+"
)
_NOBODY, _PLACES = tuple(words("nobody")), frozenset(words("place"))
BODY = re.compile(rf"{any_of('body')}$")
_RUN = re.compile(r"[\w\ue000-\uf8ff、]+$")
_AFTER = f"(?={any_of('after')}|(?!{_HAN})|$)"
_SURNAME = f"(?:{any_of('surnames')}|[{words('surname')[0]}])"
# 王江, 李四维, 王 明, 伊姆兰·汗; a third character that begins what follows is none of a name.
_THIRD = f"(?![表指说称透在近对就还也又则并将今昨率来日]){_HAN}"
_NAME = re.compile(
    rf"{_HAN}+(?:·{_HAN}+?)+{_AFTER}|(?!{any_of('noname')}){_SURNAME}"
    rf"(?:[ \u3000]+{_HAN}(?!{_HAN})|{_HAN}(?:{_THIRD})?{_AFTER})"
)
_BRACKETED = re.compile(rf"\(({_NAME.pattern})\)")


def lead_end(folded: str, start: int, end: int) -> int:
    """Where the words begin after times, datelines and connectives.

    >>> lead_end("今年,市水务局", 0, 7)
    3
    """
    lead = _LEAD.match(folded, start, end)
    return lead.end() if lead else start


def clause_start(folded: str, floor: int, end: int) -> int:
    """Where the clause of a place begins, not before ``floor``, nor far back."""
    floor = max(floor, end - FAR)
    return max(floor, *(folded.rfind(mark, floor, end) + 1 for mark in ",:。\n"))


def name_at(folded: str, at: int) -> Span | None:
    """The person's name that begins at a place: as long as what follows allows.

    >>> name_at("王江表示", 0), name_at("李四维今天说", 0), name_at("将推进", 0)
    ((0, 2), (0, 3), None)
    """
    name = _NAME.match(folded, at, at + _NEAR)
    return name.span() if name else None


def body_before(folded: str, end: int, floor: int) -> Span | None:
    """The body whose name ends at a place, or several joined by 、: 财政部、文化部.

    >>> body_before("记者从市水务局", 7, 0), body_before("推进建设", 4, 0)
    ((3, 7), None)
    """
    run = _RUN.search(folded, max(floor, end - _NEAR), end)
    if not run:
        return None
    cuts = [m.end() for m in _CUT.finditer(folded, *run.span()) if m["cut"]]
    start = lead_end(folded, max([run.start(), *cuts]), end)
    if not all(map(_names_body, folded[start:end].split("、"))):
        start = max(start, folded.rfind("、", start, end) + 1)
    return (start, end) if _names_body(folded[start:end]) else None


def _names_body(name: str) -> bool:
    ends = BODY.search(name) is not None and len(name) > 1 and not name.endswith(_NOBODY)
    return ends or name in _PLACES


def body_at(folded: str, start: int, end: int) -> Span | None:
    """The stretch as the name of a body, without what leads to it; ``None`` where it is none.

    >>> body_at("今年市水务局", 0, 6), body_at("我们要求各市", 0, 6)
    ((2, 6), None)
    """
    start = lead_end(folded, start, end)
    return (start, end) if body_before(folded, end, start) == (start, end) else None


def is_body(name: str) -> bool:
    """Whether a publisher is a public body, and no newspaper or site.

    >>> is_body("东莞市人民政府"), is_body("新华社"), is_body("东莞发布")
    (True, False, False)
    """
    return BODY.search(name) is not None and not name.endswith(tuple(words("media")))


def _official(folded: str, office: re.Match[str], floor: int) -> Who:
    """The official whose office stands at a match of ``_OFFICE``: body, office and name."""
    begin, end = office.span(1)
    name, stop = name_at(folded, office.end()), begin
    if not name and (bracketed := _BRACKETED.match(folded, end)):  # 市科技局局长(王江)
        name = bracketed.span(1)
    if name is None and (name := _name_before(folded, begin, floor)):
        stop = name[0]
    body = body_before(folded, stop, floor)
    if body is None and stop == begin and folded[begin + 1] == "长":  # 经济部长
        body = body_before(folded, begin + 1, floor)
    part = _PART.fullmatch(folded, floor, begin)
    if body is None and stop == begin and part and (body := body_at(folded, *part.span(1))):
        begin = body[1]
    opening = (body[0] if body else begin) - 1
    if name is None and folded.startswith("(", opening):  # 王江(市科技局局长)
        name = _name_before(folded, opening, floor)
    return Who(body, (begin, end), name)


def _name_before(folded: str, end: int, floor: int) -> Span | None:
    """The name before an office: 习近平总书记, 体育局潘永权局长; a surname alone is none."""
    for start in (end - 3, end - 2):
        named = start >= floor and _NAME.fullmatch(folded, start, end)
        parted = start == floor or BODY.search(folded, floor, start)
        if named and parted and not BODY.search(folded, start, end):
            return start, end
    return None


class Cast:
    """Whom a text names with an office, in order, and by name.

    >>> Cast("市发改委主任李四维表示").officials
    [(0, 9, Who(organisation=(0, 4), title=(4, 6), name=(6, 9)))]
    """

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.officials: list[tuple[int, int, Who]] = []  # from where to where
        self.known: dict[str, Who] = {}
        for office in _OFFICE.finditer(folded):
            begin = office.start()
            floor = clause_start(folded, max(0, begin - _NEAR), begin)
            found = _official(folded, office, floor)
            if not (found.name or found.organisation or lead_end(folded, floor, begin) == begin):
                continue
            spans = [span for span in found if span]
            start, end = min(spans)[0], max(spans)[1]
            joined = self.officials and self.officials[-1][1] == start - 1
            if joined and folded[start - 1] in "、兼" and not self.officials[-1][2].name:
                start = self.officials.pop()[0]  # 省委副书记、白石市委书记李四
            self.officials.append((start, end, found))
            if found.name:
                self.known.setdefault(folded[slice(*found.name)], found)
                begin, _ = found.organisation or office.span(1)
                self.known.setdefault(folded[begin : office.end(1)], found)
        self.lengths = sorted({*map(len, self.known)}, reverse=True)

    def at(self, start: int, end: int) -> tuple[Who, int] | None:
        """The official with whom a stretch begins, told by office or by name, and where it ends."""
        place = bisect_left(self.officials, (start,))
        near = [one for one in self.officials[place : place + 1] if one[0] - start <= 2]
        if near and near[0][1] <= end:
            _, stop, found = near[0]
        else:
            stops = (start + length for length in self.lengths)
            stop = next((s for s in stops if self.folded[start:s] in self.known), start)
            found = self.known.get(self.folded[start:stop], NOBODY)
        together = re.compile("[与和跟、及]|同(?!志)").match(self.folded, stop)
        return (found, stop) if any(found) and stop <= end and not together else None

    def subject(self, start: int, end: int, rest: str = ".*") -> Who | None:
        """The official or the body with whom a stretch begins; only ``rest`` may follow a body."""
        if found := self.at(start, end):
            return found[0]
        body = re.compile(f"(.{{0,{_NEAR}}}{any_of('body')}){rest}", re.S)
        m = body.fullmatch(self.folded, start, end)
        named = body_at(self.folded, *m.span(1)) if m else None
        return Who(named) if named else None

    def before(self, place: int) -> Who | None:
        """The official named last before a place."""
        at = bisect_left(self.officials, (place,)) - 1
        return self.officials[at][2] if at >= 0 else None
