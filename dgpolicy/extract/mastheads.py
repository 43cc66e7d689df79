"""A whole document in one voice: the title of a notice, the head of a speech."""

from __future__ import annotations

import re

from dgpolicy.extract.names import NOBODY, Cast, Span, Who
from dgpolicy.extract.words import any_of

SALUTE = re.compile(rf"(?:[^。:,]{{0,12}}、)?{any_of('salute')}[^。]{{0,60}}[:,!]?$")
_BODY = r"[^,。;:<>\"\s\d]{2,24}?(?:政府|办公室|办公厅|委员会|管委会|[局委厅部院署司社会办])"
_CLOSED = r"[>\"]?(?:\([^()]*\))?$"
_TITLE = re.compile(
    rf"[<\"]?(?!关于)(?:([^,。;:<>\"\d号]{{2,40}}?)(?:关于|印发)[^。]{{2,80}}?{any_of('document')}"
    rf"|({_BODY})(?:20\d\d年)?[^,。]{{0,24}}?{any_of('plan')}|({_BODY})(?:文件|公文|令)){_CLOSED}"
)
_UNSIGNED = re.compile(rf"[^,。:;!?\"]{{2,80}}(?:{any_of('plan')}|的{any_of('document')}){_CLOSED}")
_SIGNED = re.compile(r"^\s*([^,。:;\s]{3,24})\s*\n+\s*(?:20\d\d|二[〇○零])\S{1,9}[日号]\s*$", re.M)
_ADDRESS = re.compile(
    r"[<\"]?([^,。:;<>\"\s]{2,16}?(?:政府|国务院))\s?[\d〇○零一二三四五六七八九十/年度财政-]{0,12}"
    rf"{any_of('address')}(?:演辞|摘要)?{_CLOSED}"
)
_SPEECH = re.compile(any_of("speech"))
_FOR = re.compile("我(?:谨|现)?代表([^,。;、向]{2,16}),?向")


def masthead(cast: Cast, lines: list[Span]) -> tuple[Who, str, int] | None:
    """Whose a notice, a plan or a speech is, its form, and the line that its words begin with.

    ``None`` where a text has several voices.

    >>> text = "惠州市人民政府关于促进产业发展的通知\\n新建两座水厂。"
    >>> masthead(Cast(text), [(0, 18), (19, 26)])
    (Who(organisation=(0, 7), title=None, name=None), 'notice', 0)
    """
    folded = cast.folded
    heads: dict[int, int] = {}  # a salute counts before a title
    for place, (start, end) in enumerate(lines[:14]):
        if place < min(6, len(lines) - 1) and (body := _issuer(folded, lines, place)):
            return Who(body), "notice", place
        if SALUTE.match(folded, start, end) and end - start < 70:
            heads.setdefault(0, place)
        spoken = place < 6 and end - start <= 40 and _SPEECH.search(folded, lines[0][0], end)
        if spoken and _signature(cast, start, end).name:
            heads.setdefault(1, place)
        if place < 3 and _ADDRESS.match(folded, start, end):
            heads.setdefault(2, place)
    if not heads:
        return None
    last = heads[min(heads)]
    return _speaker(cast, lines[: last + 1]), "speech", last


def _issuer(folded: str, lines: list[Span], place: int) -> Span | None:
    """The body whose notice or plan begins at a line: by its title, else by its signature."""
    start, end = lines[place]
    title = _TITLE.match(folded, start, end) if end - start < 140 else None
    if title:
        begin, _ = title.span(title.lastindex or 0)
        return begin, begin + len(re.split(r"\s|、", title[title.lastindex or 0])[0])
    signed = _UNSIGNED.match(folded, start, end) and _SIGNED.search(folded, end)
    return signed.span(1) if signed else None


def _signature(cast: Cast, start: int, end: int) -> Who:
    """The official that a line of the title names: 国务院总理 李强, 行政长官施政报告."""
    found = None if re.search(r'[。;!?"]', cast.folded[start:end]) else cast.at(start, end + 9)
    salute = found and not found[0].name and SALUTE.match(cast.folded, start, end)
    return found[0] if found and not salute else NOBODY


def _speaker(cast: Cast, lines: list[Span]) -> Who:
    """Who speaks by the lines over an address, and for whom."""
    signed = [who for line in lines if (who := _signature(cast, *line)) is not NOBODY]
    found = max(reversed(signed), key=lambda who: who.name is not None, default=NOBODY)
    heads = [_ADDRESS.match(cast.folded, *line) for line in lines]
    spoken_for = [*filter(None, heads), _FOR.search(cast.folded, lines[-1][1], lines[-1][1] + 99)]
    if not found.organisation and spoken_for[0]:
        found = found._replace(organisation=spoken_for[0].span(1))
    return found
