"""A body as the subject of its own sentence, with no verb of saying: 市教育局將推行…."""

from __future__ import annotations

import re

from dgpolicy.extract.voices.speakers import NOBODY, Who, who

_ACTS = re.compile(
    r"(?<![^,:。!?;\"\n])(?P<who>[^,:。!?;\"\n]{2,26}?)(?:今年|明年|近日|近期|年内|也|还|下一步"
    r"|接下来|正|20\d\d年|未来[一二三四五几\d]年|\s)*"
    r"(?:将(?!近|军|领|士)|拟(?!定|合)|计划(?=[在于用投新今未把])|(?<!员)会(?=推出|继续|加强|于"
    r"|在))"
)
_OURS = re.compile(r"(?:下一步,)?(?:[我全][省市区县州镇]|[我本][局署部委厅院会府行校])$")
# What an official goes on to say in a paragraph of its own, in the reporter's words.
GOES_ON = re.compile(
    r"(?<![^,。;\n])(?:下一步|接下来|此外|同时|另外|今后|未来|明年|今年|到20\d\d年"
    r"|在[^,。]{2,20}方面|,)*"
    r"(?:我们|政府|当局|[局署]方|特区政府|[^,。;\s]{0,10}[局委厅部署司院范畴])?(?:还|也"
    r"|亦)?(?:将(?![军领近])|会(?=[继加推在于全尽大努])|拟|计划(?=[在于用投新今未]))"
)


def acting(folded: str, start: int, end: int) -> Who | None:
    """The body that is itself the subject of a committing sentence, ``NOBODY`` for 我市 and 全省.

    >>> acting("新学期,市教育局将推行课后服务。", 0, 15)
    Who(organisation=(4, 8), title=None, name=None)
    """
    if folded[end - 1] == "?":
        return None
    for m in _ACTS.finditer(folded, start, end):
        if _OURS.match(m["who"].strip()):
            return NOBODY
        found = who(folded, m.start("who"), m.end("who"))
        if found and found.organisation and not found.name:
            return found
    return None
