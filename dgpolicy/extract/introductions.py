"""Who is named as speaking: 主任李四表示, 他指出, 《…通知》提出, 会议强调, a header."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from dgpolicy.extract.names import (
    NOBODY,
    OFFICE,
    Span,
    Who,
    body_at,
    body_before,
    clause_start,
    is_plain,
    lead_end,
    name_at,
    offices,
    official,
    uncut,
)
from dgpolicy.extract.words import any_of, words

SAYING = re.compile(
    f"(?P<unsaid>{any_of('unsaid')})|{any_of('say')}|(?P<order>{any_of('order')})(?!会)"
)
ISSUES = frozenset(words("issue"))
_PLAIN = frozenset(words("plain_say"))
_SEVERAL = re.compile("[两三四五六七八九十]部门?(?:还|也)?$")
_OPENS = re.compile('[,:"①1]|\\(?一|[^,。;]{0,16}(?:以下|如下)[^,。;]{0,8}:|[^,。;]{2,16}:$', re.M)
_PRONOUN = re.compile(
    "(?:他|她|其(?!中|他)|该(?:负责人|发言人|[局厅委部署司会院处行社])|上述(?:负责人|发言人))们?"
)
_CITES = re.compile("按|根据|围绕|落实|贯彻|对照|坚持|结合|符合|满足|针对|为|以|将|把|对|与|同|在")
_PAPER = re.compile(f"(?:<[^<>]{{2,60}}>(?:\\([^()]{{0,30}}\\))?|两?{any_of('paper')})")
_TITLED = re.compile(r"<([^<>\n]{3,80})>")
_TITLE_OF = re.compile("(.{2,24}?)(?=关于|印发)|(.{1,8}?(?:自治区|自治州|省|市|县|区))")
_TITLE_NEXT = re.compile("了?[^,。]{0,8}<|[^,。]{0,6}(?:通知|通告|公告|令|意见)")
_MEETING = re.compile(rf"(?:会上|会议|全会|[^,。:;\"]{{2,20}}{any_of('meeting')})")
_HELD = re.compile(
    rf"(?:主持?召开|召开|举行|主持)的?(?P<held>[^,。:;\"\n]{{2,24}}?{any_of('meeting')})"
    rf"|(?<![^,。\n])(?P<met>[^,。:;\"\n]{{2,24}}?{any_of('meeting')})"
    r"|(?<![^,。\n])(?P<holds>[^,。:;\"\n]{2,20}?(?:召开|举行))[^,。\n]{0,20}会"
)
_NTH = r"(?:[第\d一二三四五六七八九十]+"
_HOLDS = re.compile("(?:主持)?(?:召开|举行)的?")
_OF_MEETING = re.compile(rf"{_NTH}届)?{_NTH}次)?{any_of('meeting')}$")
_OF_BODY = re.compile("中央|中共|全国|国务院|[省市县区州]委")
_QUIET = re.compile(any_of("quiet"))
_HELD_OFFICE = re.compile(r"([\u4e00-\u9fff]{2,4})\s?\(([^()]{3,30})\)")
_ANSWERS = re.compile("(?:答复|回复|回应|回答|答)$")
_ENDS = frozenset(word[-1] for word in words("body")) - set("所行站队党程金")
_CIRCUMSTANCE = re.compile(
    rf"(?:{any_of('adverb', 'when')}|\([^()]{{1,12}}\)|\d+[月日]?|[向对][^,]{{0,10}}"
    "|[在于就][^,]{1,24})*"
)
_NO_OBJECT = re.compile("(?![的、和与及见晤谈议员会长])")
_JOINS = tuple("与和同跟、及")
_SEAT = {"总理": "国务院", "特首": "特区政府"} | {
    "行政长官": "[\u4e00-\u9fff]{0,2}特别行政区政府|特区政府|政府(?=[会将亦也])"
}
_SEAT |= {f"{level}长": f"{level}(?:人民)?政府|{level}府(?!邸)" for level in "省市县区州"}
_NEAR, _FAR = 64, 1200  # characters back to an official's clause; to the meeting that speaks


class Introduced(NamedTuple):
    """Whom an introduction names, and whether it is somebody who makes no pledges."""

    who: Who
    form: str = "attribution"
    quiet: bool = False


class Introductions:
    """Finds who is introduced in one text, and knows whom the text names with an office."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.officials: list[tuple[int, int, Who]] = []  # from where to where, in order
        self.known: dict[str, Who] = {}
        self.holders: dict[str, Span] = {}  # body and office to the name
        self.paper: Who | None = None  # who issued the paper named last
        self.last = NOBODY  # the official who spoke last
        self._seats: dict[str, Span | None] = {}
        for office in offices(folded):
            self._meet(office)

    def _meet(self, office: re.Match[str]) -> None:
        """Notes somebody named with an office, for where the name alone speaks."""
        near = max(0, office.start() - _NEAR)
        floor = max(near, *(self.folded.rfind(c, near, office.start()) + 1 for c in ',。\n:"'))
        found = official(self.folded, office, floor)
        if (
            not found.name
            and not found.organisation
            and lead_end(self.folded, floor, office.end()) != office.start()
        ):
            return
        spans = [span for span in found if span]
        start, end = min(a for a, _ in spans), max(b for _, b in spans)
        if self.folded[start - 1 : start] == "、":
            start = floor
        self.officials.append((start, end, found))
        if found.name:
            self.known.setdefault(self._text(found.name), found)
            self.holders.setdefault(self._office(found), found.name)

    def _text(self, span: Span | None) -> str:
        return self.folded[span[0] : span[1]] if span else ""

    # -- sentences -----------------------------------------------------------------------------

    def firm(self, m: re.Match[str]) -> bool:
        """Whether the words said follow at once on the verb."""
        return _OPENS.match(self.folded, m.end()) is not None

    def find(self, floor: int, m: re.Match[str]) -> Introduced | None:
        """Whom a match of ``SAYING`` introduces, in the sentence that begins at ``floor``."""
        folded, verb = self.folded, m.start()
        clause = clause_start(folded, floor, verb)
        start = lead_end(folded, clause, verb)
        said = folded[start:verb]
        firm = self.firm(m)
        if not said:
            return self._head(floor, clause, person=bool(m["order"]) and not firm)
        if m["order"] and not firm and not _TITLE_NEXT.match(folded, m.end()):
            return None
        if _SEVERAL.match(said):
            return Introduced(self.paper, "notice") if self.paper else None
        if _CITES.match(said):
            return None
        if _PRONOUN.match(said):
            return self._made(self._before(start))
        if found := self._official(start, verb) or self._known(said):
            return self._made(found)
        if (met := _MEETING.match(said)) and _CIRCUMSTANCE.fullmatch(said, met.end()):
            return self._made(self._meeting(verb))
        if (paper := _PAPER.match(said)) and _CIRCUMSTANCE.fullmatch(said, paper.end()):
            by = self._issuer(floor, verb)
            return Introduced(by, "notice") if by else None
        if body := self._body(start, verb):
            return Introduced(Who(body, None, None))
        return self._stranger(start, verb) if firm and m[0] in _PLAIN else None

    def _made(self, found: Who | None) -> Introduced | None:
        return Introduced(found, quiet=self.is_quiet(found)) if found else None

    def is_quiet(self, found: Who) -> bool:
        """Whether somebody speaks for nobody but himself: a legislator, a scholar."""
        body = self._text(found.organisation)
        return self._text(found.title) in ("委员", "代表", "议员", "院士", "记者") and (
            not body or body.endswith(("人大", "政协", "立法会", "议会"))
        )

    def _stranger(self, start: int, end: int) -> Introduced | None:
        """Somebody without an office: a name that comes again, else a voice of no account."""
        name = name_at(self.folded, start)
        if name and name[1] <= end and self._comes_again(name):
            return Introduced(Who(None, None, name))
        known = end - start <= 8 or _QUIET.search(self.folded, start, end)
        return Introduced(NOBODY, quiet=True) if known else None

    def _comes_again(self, name: Span) -> bool:
        said = self._text(name)
        return self.folded.find(said) < name[0] or self.folded.find(said, name[1]) > 0

    def _head(self, floor: int, clause: int, *, person: bool) -> Introduced | None:
        """Who the first clause of a sentence is about: 院長今出席活動,表示; 康文署晚上發稿,指."""
        start = lead_end(self.folded, floor, clause)
        found = self._official(start, clause) if start < clause else None
        if found is None and not person and (body := self._body(start, clause, whole=False)):
            found = Who(body, None, None)
        return self._made(found)

    def _before(self, place: int) -> Who | None:
        """The official that the sentences before a place are about."""
        at = bisect_left(self.officials, (place,)) - 1
        while (
            at > 0 and self.folded.find("。", self.officials[at - 1][0], self.officials[at][0]) < 0
        ):
            at -= 1
        return self.officials[at][2] if at >= 0 else None

    def _official(self, start: int, end: int) -> Who | None:
        """The official named at the beginning of a stretch, with the name the text gives him."""
        place = bisect_left(self.officials, (start,))
        if place == len(self.officials):
            return None
        begin, stop, found = self.officials[place]
        if stop > end or begin - start > 6 or self.folded[stop : stop + 1] in _JOINS:
            return None
        if begin - start > 2:
            if found.organisation or not is_plain(self.folded[start:begin]):
                return None
            found = found._replace(organisation=(start, begin))
        return self.called(found)

    def called(self, found: Who) -> Who:
        """An office without a name, with the name that the text gives it elsewhere."""
        if found.name or not found.title:
            return found
        return found._replace(name=self.holders.get(self._office(found)))

    def _office(self, found: Who) -> str:
        first = found.organisation or found.title or (0, 0)
        return self.folded[first[0] : found.title[1]] if found.title else ""

    def _known(self, said: str) -> Who | None:
        """The official whose name, or whose surname and office, the words begin with."""
        office = OFFICE.search(said[:10])
        for length in (4, 3, 2):
            if found := self.known.get(said[:length]):
                rest = office.end() if office and office.start() == length else length
                return None if said[rest : rest + 1] in _JOINS else found
        if office and office.start() <= 1:
            for name, found in self.known.items():
                if name.startswith(said[: office.start()]) and self._text(found.title).endswith(
                    office[0]
                ):
                    return found
        return None

    def _body(self, start: int, end: int, *, whole: bool = True) -> Span | None:
        """The body that the words begin with; if ``whole``, only circumstance may follow it."""
        for stop in range(min(end, start + _NEAR), start + 1, -1):
            if self.folded[stop - 1] in _ENDS or self.folded[stop - 2 : stop] == "银行":
                fits = _CIRCUMSTANCE.fullmatch if whole else _NO_OBJECT.match
                if fits(self.folded, stop, end) and (body := body_at(self.folded, start, stop)):
                    return body
        return None

    # -- meetings and papers -------------------------------------------------------------------

    def _meeting(self, end: int) -> Who | None:
        """The body that holds the meeting named last before a place, else the meeting."""
        found, folded = None, self.folded
        for m in _HELD.finditer(folded, max(0, end - _FAR), end):
            start, stop = m.span(m.lastgroup or 0)
            holds = _HOLDS.search(folded, start, stop)
            body = body_before(folded, holds.start(), start) if holds else None
            start = lead_end(folded, holds.end() if holds else start, stop)
            if not body and (kind := _OF_MEETING.search(folded, start, stop)):
                body = body_before(folded, kind.start(), start)
                if not body and _OF_BODY.match(folded, start) and uncut(folded, start, stop):
                    body = (start, stop)
            found = Who(body, None, None) if body else found
        return found

    def _issuer(self, floor: int, end: int) -> Who | None:
        """The body behind the paper that speaks: that of its title, else who issued it."""
        line = max(self.folded.rfind("\n", 0, end) + 1, end - _FAR)
        for title in reversed(
            list(_TITLED.finditer(self.folded, floor if self.paper else line, end))
        ):
            if (m := _TITLE_OF.match(title[1])) and not m[0].startswith(("关于", "为")):
                return Who((title.start(1), title.start(1) + m.end()), None, None)
        if self.folded.startswith(("文章", "讲话"), lead_end(self.folded, floor, end)):
            place = bisect_left(self.officials, (end,)) - 1
            return self.officials[place][2] if place >= 0 else None
        return self.paper

    # -- headers -------------------------------------------------------------------------------

    def exactly(self, start: int, end: int) -> Who | None:
        """A header's words as an official or a body, where they are nothing else."""
        if answers := _ANSWERS.search(self.folded, start, end):
            end = answers.start()
        if known := self.known.get(re.sub(r"\s", "", self.folded[start:end])):
            return known
        if held := _HELD_OFFICE.fullmatch(self.folded, start, end):
            found = self.exactly(*held.span(2))
            return found._replace(name=held.span(1)) if found and found.title else None
        first = bisect_left(self.officials, (start,))
        for a, b, found in self.officials[first : first + 3]:
            if a > start + 2 or b > end + 1:
                break
            if end - b <= 2:
                return self.called(found)
        body = body_at(self.folded, start, end)
        return Who(body, None, None) if body and end - start < 24 else None

    def seat(self, title: Span) -> Span | None:
        """The government that an office heads, where the text names it: 市長, 市政府."""
        for office, government in _SEAT.items():
            if office in self._text(title):
                if office not in self._seats:
                    m = re.search(government, self.folded)
                    self._seats[office] = m.span() if m else None
                return self._seats[office]
        return None
