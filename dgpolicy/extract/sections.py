"""Which way a section looks: the tense that its heading gives."""

from __future__ import annotations

import re
from datetime import date

_BACK = re.compile(
    r"回顾|成就|成效|成绩|总结|取得的|形势|问题|背景|意义|依据|历程|进展|工作情况|基本情况|现状|经验"
    r"|体会|编制说明|释义|注释|过去|变化"
)
_NOT_BACK = re.compile("总体要求|目标任务|解决|化解|破解|打破|提高成效|保持")
_AHEAD = re.compile(
    r"目标|任务|举措|措施|部署|安排|建议|重点|要求|总体|打算|保障|实施|计划|思路|政策取向|组织"
    r"|下一步|未来|展望|主要考虑|实事"
)
_AND = re.compile("[和与及、,](?=.)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年|十([一二三四五六])五")


def tense(words: str, published: date | None) -> int:
    """The tense that a heading of folded text gives to its section: 1 ahead, -1 back, 0 unknown.

    >>> [tense(words, None) for words in ("一、过去一年工作回顾", "三、今年工作建议", "二、农业")]
    [-1, 1, 0]
    >>> tense("一、2025年工作", date(2026, 2, 1)), tense("“十四五”成就和“十五五”目标", None)
    (-1, 0)
    """
    back = _BACK.search(words) is not None and not _NOT_BACK.search(words)
    ahead = _AHEAD.search(words) is not None
    if published and not back:
        years = [int(m[1] or 2010 + 5 * "一二三四五六".index(m[2])) for m in _YEAR.finditer(words)]
        back = bool(years) and max(years) < published.year and not ahead
        ahead = ahead or (bool(years) and min(years) >= published.year)
    return 0 if back and ahead and _AND.search(words) else -1 if back else int(ahead)
