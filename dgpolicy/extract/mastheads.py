"""A whole document in one voice: the title of a notice, the head of a speech."""

from __future__ import annotations

import re
from typing import NamedTuple

from dgpolicy.extract.names import NOBODY, OFFICE, Span, Who, body_before, official

SALUTE = re.compile(
    r"(?:[^。:,]{0,8}(?:主席|议长|院长|主任)、)?(?:尊敬的|各位|同志们|女士们|先生们|亲爱的|主席|代表们|朋友们|诸位|市民朋友|乡亲们"
    r"|同胞)[^。]{0,60}[:,!]?$"
)
_PAPERS = (
    "通知|意见|决定|方案|规划|措施|办法|公告|计划|纲要|细则|答复|复函|函|批复|安排|要点|清单|指南|公开信"
    "|通告|行动"
)
_PLANS = (
    "(?:工作|行动|实施)方案|(?:行动|工作)计划|若干措施|(?:若干|实施)意见|工作要点|工作安排"
    "|(?:任务|责任|事项|项目)清单|规划|(?:实施|管理)?(?:细则|办法)|方案"
)
_BODY = '[^,。;:<>"\\s\\d]{2,24}?(?:政府|办公室|办公厅|委员会|管委会|局|委|厅|部|院|署|司|社|会|办)'
_TITLES = (
    re.compile(rf"[<\"]?(?!关于)(?P<body>[^,。;:<>\"\d号]{{2,40}}?)(?:关于|印发)[^。]{{2,80}}?(?:{_PAPERS})"
               r"[>\"]?(?:\([^()]*\))?$"),
    re.compile(rf"[<\"]?(?P<body>{_BODY})(?:20\d\d年)?[^,。]{{0,24}}?(?:{_PLANS})(?:\([^()]*\))?$"),
    re.compile(rf"(?P<body>{_BODY})(?:文件|公文|令)$"),
)  # fmt: skip
_PLAN = re.compile(
    rf"(?P<body>.{{1,8}}?(?:特别行政区|自治区|自治州|[省市县区州镇乡]))[^,。:;!?\"]{{2,40}}(?:{_PLANS})(?:\([^()]*\))?$"
)
_PLAN_OPENS = re.compile(r"为|根据|按照|依据|一、|第一|\(一\)|1\.")
_ADDRESS = re.compile(
    r"[<\"]?(?P<body>[^,。:;<>\"\s]{2,16}?(?:政府|国务院))\s?[\d〇○零一二三四五六七八九十/年度财政-]{0,12}"
    r"(?:施政报告|施政方针|施政计划|财政预算案|预算案|工作报告)(?:演辞|摘要)?[>\"]?(?:\([^()]*\))?$"
)
_SPEECH = re.compile("讲话|发言|致辞|报告|演说|演辞")
_FIRST_PERSON = re.compile("我代表|我谨代表|现在,我|我们|我会|我将|我建议|本人")
_FOR = re.compile(
    "我(?:谨|现)?代表([^,。;、向]{2,16}?(?:政府|国务院|委员会|常委会|法院|检察院|[局委厅部院]))"
)
_SIGNED = re.compile(
    r"^\s*(?P<body>[^,。:;\s]{3,24})\s*\n+\s*(?:20\d\d|二[〇○零])\S{1,9}[日号]\s*$", re.M
)
_ADDRESSEES = re.compile(r"各[^。:\n]*(?:政府|部门|单位|委|局|厅|机构)[^。:\n]*:$")
_UNSIGNED = re.compile(r"关于[^。]{2,80}的(?:通知|意见|决定|批复|通告)$")


class Masthead(NamedTuple):
    """Whose document it is, in which form (``notice``, ``speech``), and the line of its title."""

    who: Who
    form: str
    line: int


def masthead(folded: str, lines: list[Span], asked: list[bool]) -> Masthead | None:
    """The voice of a notice, a plan or a speech, ``None`` where a text has several voices.

    ``asked`` says of each line whether somebody asks there.

    >>> text = "惠州市人民政府关于促进产业发展的通知\\n新建两座水厂。"
    >>> masthead(text, [(0, 18), (19, 26)], [False, False])
    Masthead(who=Who(organisation=(0, 7), title=None, name=None), form='notice', line=0)
    """
    for place, (start, end) in enumerate(lines[:14]):
        if place < min(6, len(lines) - 1) and (body := _issuer(folded, lines, place)):
            return Masthead(Who(body, None, None), "notice", place)
        if SALUTE.match(folded[start:end]) and end - start < 70 and not any(asked[:place]):
            return _speech(folded, lines, place)
    for place, (start, end) in enumerate(lines[:6]):
        if place < 3 and _ADDRESS.match(folded[start:end]):
            return _speech(folded, lines, place)
        if end - start > 40 or any(asked) or re.search(r'[,。:;!?"]', folded[start:end]):
            continue
        spoken = _SPEECH.search(folded, lines[0][0], start)
        spoken = spoken or _FIRST_PERSON.search(folded, end, end + 4000)
        if spoken and _signature(folded, start, end):
            return _speech(folded, lines, place)
    return None


def _signature(folded: str, start: int, end: int) -> Who | None:
    """The speaker named on a line of the title: 國務院總理 李　強."""
    office = OFFICE.search(folded, start, end)
    found = official(folded, office, start) if office else NOBODY
    return found if found.name and start <= found.name[0] and found.name[1] <= end else None


def _issuer(folded: str, lines: list[Span], place: int) -> Span | None:
    """The body whose notice or plan begins at a line: by its title, else by its signature."""
    start, end = lines[place]
    for stop in dict.fromkeys((end, lines[place + 1][1])):
        line = folded[start:stop].replace("\n", "")
        if len(line) < 140 and line[-1] not in "。;:!?":
            for pattern in _TITLES:
                if title := pattern.match(line):
                    body = re.split(r"\s|、", title["body"])[0]
                    begin = start + title.start("body")
                    return begin, begin + len(body)
    line = folded[start:end]
    plan = _PLAN.match(line) if place < 3 else None
    if plan or _ADDRESSEES.match(line) or _UNSIGNED.match(line):
        if signed := _SIGNED.search(folded, end):
            return signed.span("body")
        if plan and _PLAN_OPENS.match(folded, lines[place + 1][0]):
            return start, start + plan.end("body")
    return None


def _speech(folded: str, lines: list[Span], place: int) -> Masthead:
    signed = filter(None, (_signature(folded, *line) for line in lines[place::-1]))
    found = next(signed, None) or _unnamed(folded, lines[: place + 1])
    end = lines[min(place + 3, len(lines) - 1)][1]
    if not found.organisation and (body := _FOR.search(folded, 0, end)):
        found = found._replace(organisation=body.span(1))
    for start, stop in lines[: place + 1] if not found.organisation else ():
        if head := _ADDRESS.match(folded[start:stop]):
            found = found._replace(organisation=(start + head.start(1), start + head.end(1)))
    return Masthead(found, "speech", place)


def _unnamed(folded: str, lines: list[Span]) -> Who:
    """The office over an address that gives no name: 行政長官二零二四年施政報告."""
    for start, end in lines:
        office = OFFICE.search(folded, start, min(end, start + 20))
        if office and _SPEECH.search(folded, office.end(), min(end, office.end() + 30)):
            return Who(body_before(folded, office.start(), start), office.span(), None)
    return NOBODY
