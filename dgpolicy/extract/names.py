"""Bodies, offices and persons as the words name them, and where their names begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from dgpolicy.extract.words import any_of, words

Span = tuple[int, int]

_HAN = "[\u4e00-\u9fff]"
FAR = 1200  # characters back to a clause's beginning, a meeting that speaks, a name that recurs
_NEAR = 64  # characters of a body's name, of several joined by 、, of a clause before an office


class Who(NamedTuple):
    """A body, an office and a name, each as a span of the text or ``None``."""

    organisation: Span | None = None
    title: Span | None = None
    name: Span | None = None


NOBODY = Who()


_SURNAME = f"(?:{any_of('surnames')}|[{words('surname')[0]}])"
_TITLE = f"{any_of('rank')}*{any_of('office')}"
_OFFICE = re.compile(any_of("office"))
_RANKED = re.compile(f"{any_of('rank')}+$")
OFFICE = re.compile(rf"{_TITLE}(?:、{_TITLE})*(?![会处])")
_VERBS = "|".join(sorted(set(words("verb")) - set(words("named")), key=len, reverse=True))
_CUT = re.compile(f"{any_of('keep')}|(?P<cut>{any_of('cut')}|{_VERBS})")
_LEAD = re.compile(
    rf"(?:(?!{any_of('keep')})(?:{any_of('lead')}|[\s,]|\d{{1,2}}月(?:\d{{1,2}}日)?"
    r"|\d{1,2}日|\([^()]{1,12}\)|[\d一二两三四五六七八九十]+\s?年"
    r"|[^,。:\s]{2,16}日电))+"
)
_NOBODY, _PLACES = tuple(words("nobody")), frozenset(words("place"))
BODY = re.compile(rf"{any_of('body')}$")
_ENDS = re.compile(rf"{any_of('body', 'place')}$")
_RUN = re.compile(r"[\u4e00-\u9fff\ue000-\uf8ff、a-z0-9]+$")
_AFTER = re.compile(rf"{any_of('after')}|[^\u4e00-\u9fff]|$")
_NAME = re.compile(rf"{_SURNAME}{_HAN}{{1,2}}")
_PARTED = re.compile(  # 王 明, 伊姆兰·汗
    rf"{_SURNAME}[ \u3000]+{_HAN}(?!{_HAN})"
    rf"|{_HAN}{{1,7}}(?:·{_HAN}{{1,9}}?)+(?={_AFTER.pattern})"
)
_NO_NAME = re.compile(any_of("noname") + "|[于向][^,。:\n]{1,16}(?:时|后|中|上|会|期间)")
_NO_LAST = set("表指强说称透在近对就还也又则并将今昨率")  # no name of three ends with these
_SKIPPED = re.compile(r"(?:\([^()]{1,20}\)|[ \n])*")


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
    return max(floor, *(folded.rfind(mark, floor, end) + 1 for mark in ",:"))


def name_at(folded: str, at: int) -> Span | None:
    """The person's name that begins at a place: as long as what follows allows.

    >>> name_at("王江表示", 0), name_at("李四维今天说", 0), name_at("将推进", 0)
    ((0, 2), (0, 3), None)
    """
    if m := _PARTED.match(folded, at):
        return m.span()
    if not (m := _NAME.match(folded, at)) or _NO_NAME.match(folded, at):
        return None
    ends = {m.end(), at + max(2, m.end() - at - 1)}
    fits = {end: after.end() - end for end in ends if (after := _AFTER.match(folded, end))}
    if not fits:
        return None
    # 何勇来到, 李克强调研: what follows reaches furthest, else the longer name
    shorter = len(fits) == 2 and folded[min(fits)] in _NO_LAST
    return at, min(fits) if shorter else max(fits, key=lambda end: (fits[end], end))


def body_before(folded: str, end: int, floor: int) -> Span | None:
    """The body whose name ends at a place, or several joined by 、: 财政部、文化部.

    >>> body_before("记者从市水务局", 7, 0), body_before("推进建设", 4, 0)
    ((3, 7), None)
    """
    run = _RUN.search(folded, max(floor, end - _NEAR), end)
    if not run or not _ENDS.search(folded, run.start(), end):
        return None
    start = run.start()
    for cut in _CUT.finditer(folded, start, end):
        if cut["cut"]:
            start = cut.end()
    start = lead_end(folded, start, end)
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


def offices(folded: str) -> Iterator[re.Match[str]]:
    """Every office that a text names, with its ranks and those joined to it.

    >>> [m[0] for m in offices("市委副书记、市长唐建国")]
    ['副书记、市长']
    """
    end = 0
    for m in _OFFICE.finditer(folded):
        if m.start() >= end:
            ranked = _RANKED.search(folded, max(end, m.start() - _NEAR), m.start())
            if office := OFFICE.match(folded, ranked.start() if ranked else m.start()):
                end = office.end()
                yield office


def official(folded: str, office: re.Match[str], floor: int) -> Who:
    """The official whose office stands at a match of ``OFFICE``: body, office and name.

    >>> said = "市发改委主任李四维表示"
    >>> official(said, OFFICE.search(said), 0)
    Who(organisation=(0, 4), title=(4, 6), name=(6, 9))
    >>> said = "经济部长郭智辉今天"
    >>> official(said, OFFICE.search(said), 0)
    Who(organisation=(0, 3), title=(2, 4), name=(4, 7))
    """
    begin, end = office.span()
    after = _SKIPPED.match(folded, end)
    name = name_at(folded, after.end() if after else end)
    stop = begin
    if name is None and (name := _name_before(folded, begin, floor)):
        stop = name[0]
    body = body_before(folded, stop, floor)
    if body is None and stop == begin and folded[begin + 1] == "长":
        body = body_before(folded, begin + 1, floor)
        body = body if body and body[1] - body[0] > 2 else None
    if body is None and stop == begin and (body := _body_over(folded, begin, floor)):
        begin = body[1]
    return Who(body, (begin, end), name)


def _body_over(folded: str, end: int, floor: int) -> Span | None:
    """The body whose part an office stands in: 水利部 | 跨境河流谈判副代表."""
    for stop in range(end - 1, floor + 2, -1):
        if not "\u4e00" <= folded[stop] <= "\u9fff" or folded[stop] == "的":
            return None
        if folded[stop - 1] in "部局委厅署院" and (body := body_at(folded, floor, stop)):
            return body
    return None


def _name_before(folded: str, end: int, floor: int) -> Span | None:
    """The name before an office: 习近平总书记, 体育局潘永权局长; a surname alone is none."""
    for start in (end - 3, end - 2):
        named = start >= floor and _NAME.fullmatch(folded, start, end)
        parted = start == floor or BODY.search(folded, floor, start)
        if named and parted and not BODY.search(folded, start, end):
            return start, end
    return None


class Cast:
    """Whom a text names with an office, in order, and by name."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.officials: list[tuple[int, int, Who]] = []  # from where to where
        self.known: dict[str, Who] = {}
        for office in offices(folded):
            floor = max(0, office.start() - _NEAR)
            floor = max(floor, *(folded.rfind(c, floor, office.start()) + 1 for c in ',。\n:"'))
            found = official(folded, office, floor)
            leads = lead_end(folded, floor, office.end()) == office.start()
            if not (found.name or found.organisation or leads):
                continue
            spans = [span for span in found if span]
            start, end = min(spans)[0], max(spans)[1]
            if self.officials and folded[start - 1] in "、兼":  # 省委副书记、白石市委书记李四
                begun, before, other = self.officials[-1]
                if before == start - 1 and not other.name:
                    self.officials.pop()
                    start = begun
            self.officials.append((start, end, found))
            if found.name:
                name = folded[slice(*found.name)]
                self.known.setdefault(name, found)
                self.known.setdefault(self._office(found), found)

    def _office(self, found: Who) -> str:
        begin, end = found.organisation or found.title, found.title
        return self.folded[begin[0] : end[1]] if begin and end else ""

    def at(self, start: int, end: int) -> tuple[Who, int] | None:
        """The official with whom a stretch begins, told by office or by name, and where it ends."""
        found, stop = None, start
        place = bisect_left(self.officials, (start,))
        if place < len(self.officials) and self.officials[place][0] - start <= 2:
            _, stop, found = self.officials[place]
            holder = self.known.get(self._office(found), found)
            found = found._replace(name=found.name or holder.name)
        if not found or stop > end:
            stops = [start + 4, start + 3, start + 2]
            stop = next((s for s in stops if self.folded[start:s] in self.known), end + 1)
            found = self.known.get(self.folded[start:stop])
        together = self.folded.startswith(tuple("与和同跟、及"), stop)
        return None if found is None or stop > end or together else (found, stop)

    def subject(self, start: int, end: int, rest: str = ".*") -> Who | None:
        """The official or the body with whom a stretch begins; only ``rest`` may follow a body."""
        allowed = re.compile(rest, re.S)
        if found := self.at(start, end):
            return found[0]
        for stop in range(min(end, start + _NEAR), start + 1, -1):
            fits = BODY.search(self.folded, start, stop) and allowed.fullmatch(
                self.folded, stop, end
            )
            if fits and (body := body_at(self.folded, start, stop)):
                return Who(body)
        return None

    def before(self, place: int) -> Who | None:
        """The official that the sentences before a place are about."""
        at = bisect_left(self.officials, (place,)) - 1
        while at > 0 and "。" not in self.folded[self.officials[at - 1][0] : self.officials[at][0]]:
            at -= 1
        return self.officials[at][2] if at >= 0 else None
