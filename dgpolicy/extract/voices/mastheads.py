"""A whole document in one voice: the title of a notice, the head of a speech."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from dgpolicy.extract.lines import is_sentence
from dgpolicy.extract.voices.persons import SIGNATURE
from dgpolicy.extract.voices.speakers import NOBODY, OFFICE, Who, who

Offsets = tuple[int, int]

# Who asks, and whom a speaker greets.
ASKED = re.compile(
    r"(?:[^。!?:]{0,24}?(?:(?:记者|主持人|网友|媒体)[^。!?:,]{0,12}?|(?:代表|委员|议员|听众|市民"
    r"|观众)[^。!?:,]{0,8}?(?:问|提问))"
    r"|问|q|提问|问题|质询):?$"
)
SALUTE = re.compile(
    r"(?:[^。:,]{0,8}(?:主席|议长|院长|主任)、)?(?:尊敬的|各位|同志们|女士们|先生们|亲爱的|主席|代表们|朋友们|诸位|市民朋友|乡亲们"
    r"|同胞)[^。]{0,60}[:,!]?$"
)
_FIRST_PERSON = re.compile(r"我代表|我谨代表|现在,我|我们|我会|我将|我建议|本人")
_SPEECH = re.compile(r"讲话|发言|致辞|报告|演说|演辞")
_FOR = re.compile(
    r"我(?:谨|现)?代表([^,。;、向]{2,16}?(?:政府|国务院|委员会|常委会|法院|检察院|[局委厅部院]))"
)
_SIGNED = re.compile(rf"\s*(?P<name>{SIGNATURE})(?:(?=\s*$)|(?=[^\s]))")
_NOTICE = (
    re.compile(
        r"[<\"]?(?P<body>[^,。;:<>\"]{2,40}?)(?:关于|印发)[^。]{2,80}?(?:通知|意见|决定|方案|规划"
        r"|措施|办法|公告|计划|纲要|细则|答复|复函|函|批复"
        r"|安排|要点|清单|指南|公开信|通告|行动)[>\"]?(?:\([^()]*\))?$"
    ),
    re.compile(
        r"[<\"]?(?P<body>[^,。;:<>\"]{2,24}?(?:局|委|厅|部|政府|社|会|办|院|司"
        r"|署))(?:20\d\d年)?[^,。]{0,24}?"
        r"(?:(?:工作|行动|实施)方案|(?:行动|工作)计划|若干措施|若干意见|工作要点|工作安排|(?:任务|责任|事项|项目)清单|发展规划|实施细则|管理办法)(?:\([^()]*\))?$"
    ),
)
# The paper of an office (某府辦公室文件), and a plan that its place alone heads.
_LETTERHEAD = re.compile(
    r"(?P<body>[^,。:;<>\"\s\d]{2,24}?(?:政府|办公室|办公厅|委员会|局|委|厅|部|院|署))(?:文件|公文|令)$"
)
_PLAN = re.compile(
    r"(?P<place>.{1,8}?(?:特别行政区|自治区|自治州|[省市县区州镇乡]))[^,。:;!?\"]{2,40}"
    r"(?:方案|行动计划|规划|若干措施|实施意见|工作要点|管理办法|实施细则|实施办法)(?:\([^()]*\))?$"
)
_PLAN_OPENS = re.compile(r"为|根据|按照|依据|一、|第一|\(一\)|1\.")
# 某府二○二五年財政預算案, 某市人民政府工作報告.
_ADDRESS = re.compile(
    r"[<\"]?(?P<body>[^,。:;<>\"\s]{2,16}?(?:政府|国务院))\s?(?:[\d〇○零一二三四五六七八九十/-]{2,9}年?度?)?(?:财政年度)?"
    r"(?:施政报告|施政方针|施政计划|财政预算案|预算案|工作报告)(?:演辞|摘要)?[>\"]?(?:\([^()]*\))?$"
)
_ADDRESSEES = re.compile(r"各[^。:\n]*(?:政府|部门|单位|委|局|厅|机构)[^。:\n]*:$", re.M)
_UNSIGNED = re.compile(r"关于[^。]{2,80}的(?:通知|意见|决定|批复|通告)$", re.M)
_SIGNATURE = re.compile(
    r"^\s*(?P<body>[^,。:;\s]{3,24})\s*\n+\s*(?:20\d\d|二[〇○零])\S{1,9}[日号]\s*$", re.M
)


class Masthead(NamedTuple):
    """Whose document it is, where its statement starts, its form, and the line it begins with."""

    who: Who
    start: int
    form: str
    line: int


def masthead(folded: str, lines: list[Offsets]) -> Masthead | None:
    """The voice of a notice, a plan or a speech, ``None`` where a text has several voices.

    >>> text = "惠州市人民政府关于促进产业发展的通知\\n新建两座水厂。"
    >>> masthead(text, [(0, 18), (19, 26)])
    Masthead(who=Who(organisation=(0, 7), title=None, name=None), start=0, form='notice', line=1)
    """
    for place, (start, end) in enumerate(lines[:14]):
        if place < min(6, len(lines) - 1) and (body := _issuer(folded, lines, place)):
            return Masthead(Who(body, None, None), start, "notice", place + 1)
        line = folded[start:end].replace("\n", " ")
        asked = any(ASKED.match(folded[a:b]) for a, b in lines[:place])
        if SALUTE.match(line) and len(line) < 70 and not asked:
            return _speech(folded, lines, place)
    for place, (start, end) in enumerate(lines[:3]):
        if _ADDRESS.match(folded[start:end]):
            return _speech(folded, lines, place + 1)
    dialogue = sum(":" in folded[a : min(a + 12, b - 1)] for a, b in lines) > 1
    for place, (start, end) in enumerate(lines[:6]):
        if end - start > 40 or dialogue or re.search(r'[,。:;!?"]', folded[start:end]):
            continue
        titled = _SPEECH.search(folded, lines[0][0], start)
        if (titled or _FIRST_PERSON.search(folded, end, end + 4000)) and signature(
            folded, start, end
        ):
            return _speech(folded, lines, place + 1)
    return None


def signature(folded: str, start: int, end: int, longest: int = 44) -> Who | None:
    """The speaker named on a line of the title: 國務院總理 李　強."""
    line = folded[start:end].lstrip("—-· ")
    start = end - len(line)
    office = OFFICE.search(line)
    if not office or len(line) > longest:
        return None
    name = _SIGNED.match(line, office.end())
    body = who(folded, start, start + office.end()) if name else None
    if not name or not body:
        return None
    return body._replace(name=(start + name.start("name"), start + name.end("name")))


def _issuer(folded: str, lines: list[Offsets], place: int) -> Offsets | None:
    """The body whose notice or plan begins at a line: by its title, else by its signature."""
    start, end = lines[place]
    for stop in dict.fromkeys((end, lines[place + 1][1])):
        line = folded[start:stop].replace("\n", "")
        title = next(filter(None, (pattern.match(line) for pattern in _NOTICE)), None)
        if title and not is_sentence(line) and not re.search(r"\d|号|^关于", title["body"]):
            first = re.split(r"\s|、", title["body"])[0]
            return start + title.start("body"), start + title.start("body") + len(first)
    if place < 3 and (head := _LETTERHEAD.fullmatch(folded, start, end)):
        return head.span("body")
    if place < 3 and (plan := _PLAN.fullmatch(folded, start, end)):
        if signed := _SIGNATURE.search(folded, end):
            return signed.span("body")
        return plan.span("place") if _PLAN_OPENS.match(folded, lines[place + 1][0]) else None
    if _ADDRESSEES.match(folded, start, end) or _UNSIGNED.match(folded, start, end):
        signed = _SIGNATURE.search(folded, end)
        return signed.span("body") if signed else None
    return None


def _speech(folded: str, lines: list[Offsets], place: int) -> Masthead:
    signed = [signature(folded, *line, longest=90) for line in lines[: max(place, 1)]]
    found = next((s for s in reversed(signed) if s), None)
    found = found or next(filter(None, (_unnamed(folded, *line) for line in lines[:place])), NOBODY)
    end = lines[min(place + 3, len(lines) - 1)][1]
    if not found.organisation and (body := _FOR.search(folded, 0, end)):
        found = found._replace(organisation=body.span(1))
    heads = (_ADDRESS.match(folded[a:b]) for a, b in lines[:place])
    at = next(((i, m) for i, m in enumerate(heads) if m), None)
    if at and not found.organisation:
        start = lines[at[0]][0]
        a, b = at[1].span("body")
        found = found._replace(organisation=(start + a, start + b))
    return Masthead(found, lines[0][0], "speech", place)


def _unnamed(folded: str, start: int, end: int) -> Who | None:
    """The office over an address that gives no name: 行政長官二零二四年施政報告."""
    office = OFFICE.search(folded, start, min(end, start + 20))
    if not office or not _SPEECH.search(folded, office.end(), min(end, office.end() + 30)):
        return None
    return who(folded, start, office.end())


def titles(folded: str, lines: list[Offsets]) -> dict[int, Who]:
    """Lines that are nothing but a body, or an official, over a paragraph of their words."""
    found: dict[int, Who] = {}
    for (start, end), (left, right) in pairwise(lines):
        if end - start > 30 or re.search(r'[,。:;!?"、<>]', folded[start:end]):
            continue
        if not is_sentence(folded[left:right]):
            continue
        voice = signature(folded, start, end) or who(folded, start, end)
        if voice and ((voice.title and voice.name) or (voice.organisation and not voice.title)):
            found[start] = voice
    return found if len(found) > 1 else {}
