"""Bodies, offices and persons as the words name them, and where their names begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dgpolicy.extract.words import any_of, words

Span = tuple[int, int]

_HAN = "[\u4e00-\u9fff]"
_FAR = 300  # characters back to the beginning of a clause, at most
_LONGEST = 32  # characters of a body's name, or of several joined by 、


class Who(NamedTuple):
    """A body, an office and a name, each as a span of the text or ``None``."""

    organisation: Span | None
    title: Span | None
    name: Span | None


NOBODY = Who(None, None, None)


_SURNAME = f"(?:{'|'.join(words('surnames'))}|[{words('surname')[0]}])"
_TITLE = f"{any_of('rank')}{{0,3}}{any_of('office')}"
_OFFICE = re.compile(any_of("office"))
_RANKED = re.compile(f"{any_of('rank')}{{1,3}}$")
OFFICE = re.compile(rf"{_TITLE}(?:[、兼][^,。、:;\"\s]{{0,12}}?{_TITLE})*(?![们会处])")
_VERBS = "|".join(verb for verb in words("verb") if verb not in set(words("named")))
_CUT = re.compile(f"{any_of('keep')}|(?P<cut>{any_of('cut')}|{_VERBS}|(?<=[局部厅委署会院府])及)")
_LEAD = re.compile(
    rf"(?:(?!{any_of('keep')})(?:{any_of('lead')}|[\s,]|20\d\d年|\d{{1,2}}月(?:\d{{1,2}}日)?|\d{{1,2}}日|\([^()]{{1,12}}\)"
    rf"|(?:未来|今后|过去)?\s?[\d一二两三四五六七八九十]+\s?年|[^,。:\s]{{2,16}}日电))+"
)
_VERB = re.compile(
    "贯彻|落实|认真|深入|建设|深化|坚持|支持|完善|提高|提升|加强|推进|落实|发挥|建立|组织|统筹|强化|招|指"
)
_NOBODY, _PLACES = tuple(words("nobody")), frozenset(words("place"))
BODY = re.compile(rf"{any_of('body')}$")
_LONGER = "见晤谈议员会"  # 会见, 委员会: what makes of a body's end the beginning of another word
_HEADED = "省市县区州旗镇乡局厅部署司处院校会所站馆台关社队行盟"
_AFTER = re.compile(rf"(?:{any_of('after')}|[^\u4e00-\u9fff]|$)")
_NAME = re.compile(rf"{_SURNAME}{_HAN}{{1,2}}")
_MARRIED = re.compile(f"{_SURNAME}[{words('surname')[0]}]{_HAN}{{2}}")  # 林鄭月娥
_QUOTE_END = re.compile('(?<=[。!?,;…])"')
_NO_NAME = re.compile(
    "|".join(
        w
        for k in ("noname", "say", "order", "place", "modal", "adverb")
        for w in words(k)
        if len(w) > 1
    )
    + "|[于向][^,。:\n]{1,16}(?:时|后|中|上|会|期间)"
)
_DOTTED = re.compile(rf"{_HAN}{{1,7}}·{_HAN}[\u4e00-\u9fff·]{{0,11}}")
_SPACED = re.compile(rf"{_SURNAME}[ \u3000]{{1,2}}{_HAN}(?![\u4e00-\u9fff])")
_RUN = re.compile(r"[\u4e00-\u9fff\ue000-\uf8ff、a-z0-9]+$")
_SKIPPED = re.compile(r"(?:\([^()]{1,20}\)|[ \u3000\n·])*")
_SPLIT = re.compile(f"(?!{any_of('say')}|答)({_HAN}{{1,2}}):")


def clause_start(folded: str, floor: int, end: int) -> int:
    """Where the clause of a place begins; a name in quotation marks parts nothing.

    >>> clause_start('甲,乙"丙"丁', 0, 7), clause_start('"甲。"乙说', 0, 5)
    (2, 4)
    """
    floor = max(floor, end - _FAR)
    start = max(floor, *(folded.rfind(mark, floor, end) + 1 for mark in ",:"))
    for m in _QUOTE_END.finditer(folded, start, end):
        start = m.end()
    return start


def lead_end(folded: str, start: int, end: int) -> int:
    """Where the words begin after times, datelines and connectives.

    >>> lead_end("今年,市水务局", 0, 7)
    3
    """
    lead = _LEAD.match(folded, start, end)
    return lead.end() if lead else start


def offices(folded: str) -> Iterator[re.Match[str]]:
    """Every office that a text names, with its ranks and those joined to it.

    >>> [m[0] for m in offices("市委副书记、市长唐建国")]
    ['副书记、市长']
    """
    end = 0
    for m in _OFFICE.finditer(folded):
        if m.start() >= end:
            ranked = _RANKED.search(folded, max(end, m.start() - 6), m.start())
            if office := OFFICE.match(folded, ranked.start() if ranked else m.start()):
                end = office.end()
                yield office


def name_at(folded: str, at: int) -> Span | None:
    """The person's name that begins at a place: as long as what follows allows.

    >>> name_at("王江表示", 0), name_at("李四维今天说", 0), name_at("将推进", 0)
    ((0, 2), (0, 3), None)
    """
    for pattern in (_DOTTED, _SPACED):
        if m := pattern.match(folded, at):
            return m.span()
    m = _NAME.match(folded, at)
    if not m:
        return None
    ends = [m.end(), m.end() - 1] if m.end() - at > 2 else [m.end()]
    fits = {
        end: after.end() - end
        for end in ends
        if (after := _AFTER.match(folded, end)) and not _NO_NAME.match(folded, at)
    }
    if not fits and _MARRIED.match(folded, at) and not _NO_NAME.match(folded, at + 2):
        return (at, at + 4) if _AFTER.match(folded, at + 4) else None
    if len(fits) == 2 and folded[ends[-1]] in "表指强说称透在近对就还也又则并将今昨率":
        return at, ends[-1]
    # 何勇来到, 李克强调研: what follows reaches furthest, else the longer name
    return (at, max(fits, key=lambda end: (fits[end], end))) if fits else None


def body_before(folded: str, end: int, floor: int) -> Span | None:
    """The body whose name ends at a place, or several joined by 、: 财政部、文化部.

    >>> body_before("记者从市水务局", 7, 0), body_before("推进建设", 4, 0)
    ((3, 7), None)
    """
    run = _RUN.search(folded, max(floor, end - _LONGEST), end)
    if not run:
        return None
    start = run.start()
    for cut in _CUT.finditer(folded, start, end):
        if cut["cut"]:
            start = cut.end()
    start = lead_end(folded, start, end)
    pieces = folded[start:end].split("、")
    while len(pieces) > 1 and (
        not BODY.search(pieces[-2]) or pieces[-2].endswith(("常委", "委员"))
    ):
        start = end - len(pieces[-1])
        pieces = pieces[-1:]
    name = folded[start:end]
    if len(name) < 2 or name.endswith(_NOBODY):
        return None
    if not (BODY.search(name) or name in _PLACES):
        return None
    return None if len(name) > 4 and _VERB.match(name) else (start, end)


def is_body(name: str) -> bool:
    """Whether a publisher is a public body, and no newspaper or site.

    >>> is_body("东莞市人民政府"), is_body("新华社"), is_body("东莞发布")
    (True, False, False)
    """
    return BODY.search(name) is not None and not name.endswith(tuple(words("media")))


def is_plain(name: str) -> bool:
    """Whether a few characters hold no word that ends a name: the body of 海川航空总裁.

    >>> is_plain("海川航空"), is_plain("贯彻落实"), is_plain("近日")
    (True, False, False)
    """
    whole = re.fullmatch(f"{_HAN}{{2,6}}", name) and not _VERB.match(name)
    return bool(whole) and uncut(name, 0, len(name)) and not _LEAD.match(name)


def uncut(folded: str, start: int, end: int) -> bool:
    """Whether a stretch holds no word that would end a name."""
    return not any(m["cut"] for m in _CUT.finditer(folded, start, end))


def body_at(folded: str, start: int, end: int) -> Span | None:
    """The stretch as the name of a body, without what leads to it; ``None`` where it is none.

    >>> body_at("今年市水务局", 0, 6), body_at("我们要求各市", 0, 6)
    ((2, 6), None)
    """
    start = lead_end(folded, start, end)
    return (start, end) if body_before(folded, end, start) == (start, end) else None


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
    if besides := re.match(r"(?:代表|委员|常委)、", office[0]):
        later = OFFICE.search(folded, begin + besides.end(), end)
        if later and later.end() == end and body_before(folded, later.start(), floor):
            begin = later.start()
    name = name_at(folded, _SKIPPED.match(folded, end).end())  # type: ignore[union-attr]
    stop = begin
    if name is None:
        name = _name_before(folded, begin, floor)
        stop = name[0] if name else begin
        if not name and (m := _SPLIT.match(folded, end)):
            name, stop = m.span(1), begin - 1  # 王主任委員郁琦:
    body = body_before(folded, stop, floor)
    if body is None:
        head = folded[begin]
        if folded[begin + 1 : begin + 2] == "长" and head in _HEADED and stop == begin:
            body = body_before(folded, begin + 1, floor)
            body = body if body and body[1] - body[0] > 2 else None
        elif stop == begin:
            return _of_part(folded, begin, end, floor, name)
    return Who(body, (begin, end), name)


def _name_before(folded: str, end: int, floor: int) -> Span | None:
    """The name before an office: 习近平总书记, 体育局潘永权局长; a surname alone is none."""
    for length in (3, 2):
        start = end - length
        if (
            start >= floor
            and _NAME.fullmatch(folded, start, end)
            and not BODY.search(folded[start:end])
        ):
            before = folded[max(floor, start - 3) : start]
            if not re.search(f"{_HAN}$", before) or BODY.search(before) or _ends_in_cut(before):
                return start, end
    return None


def _ends_in_cut(words_: str) -> bool:
    return any(m["cut"] and m.end() == len(words_) for m in _CUT.finditer(words_))


def _of_part(folded: str, begin: int, end: int, floor: int, name: Span | None) -> Who:
    """An office of a part of a body: 水利部 | 跨境河流谈判副代表."""
    for stop in range(begin - 1, max(floor, begin - 16), -1):
        if not "\u4e00" <= folded[stop] <= "\u9fff":
            break
        body = body_before(folded, stop, floor)
        if (
            body
            and body[1] - body[0] > 2
            and folded[stop - 1] in "部局委厅署院心会司府"
            and folded[stop] not in _LONGER
        ):
            return Who(body, (stop, end), name)
    return Who(None, (begin, end), name)
