"""Which way a section looks: the tense that its heading gives."""

from __future__ import annotations

import re
from datetime import date

_BACK = re.compile(
    "回顾|成就|成效|成绩|总结|取得的|形势|问题|背景|意义|依据|历程|进展|工作情况|基本情况|现状|经验"
    "|体会|编制说明|释义|注释|过去|变化"
)
_AHEAD = re.compile(
    "目标|任务|举措|措施|部署|安排|建议|重点|要求|总体|打算|保障|实施|计划|思路|政策取向|组织"
    "|下一步|未来|展望|主要考虑|实事|[化破]解|解决|打破"
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")


def tense(words: str, published: date | None) -> int:
    """The tense that a heading of folded text gives to its section: 1 ahead, -1 back, 0 unknown.

    >>> [tense(words, None) for words in ("一、过去一年工作回顾", "三、今年工作建议", "二、农业")]
    [-1, 1, 0]
    >>> tense("一、2025年工作", date(2026, 2, 1)), tense("“十四五”成就和“十五五”目标", None)
    (-1, 0)
    """
    back, ahead = _BACK.search(words) is not None, _AHEAD.search(words) is not None
    if published and not (back or ahead) and (years := _YEAR.findall(words)):
        ahead = int(max(years)) >= published.year
        back = not ahead
    return int(ahead) - int(back)
