"""Numerals in Arabic, Chinese and mixed figures: what they look like, and what they come to."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_DIGITS = str.maketrans("〇零○一二两三四五六七八九点", "0001223456789.")
_FORMAL = str.maketrans("壹贰叁参肆伍陆柒捌玖拾佰仟", "一二三三四五六七八九十百千")
_SCALES = {"兆": 10**12, "亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
_LONGEST = 40  # characters; no text made to be deep may go deeper

_FLOOR = re.compile(
    "[多余几]|(?<![零〇一二三四五六七八九])[一二两三四五六七八九]{2}(?![零〇一二三四五六七八九])"
)

# The word of a unit is no part of a numeral (两千千瓦), nor is a formal digit alone (队伍).
_NO_UNIT = "(?!(?<=千)[瓦米克伏卡帕兆]|(?<=百)分(?!之))"
_TRILLION = r"兆(?=[多余]?元|\d[\d,.]*[万亿])"  # of Taiwan; 兆瓦 is a million watts
_PIECES = "个(?:多(?=亿)|(?=亿(?![元级])))"  # 三个多亿; 3个亿元项目 counts projects
_ARABIC = r"\d{0,2}(?:[, ]\d{3})+(?!\d)|\d*"
NUMERAL = (
    rf"[0-9一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖]{_NO_UNIT}"
    r"(?!(?<=[壹贰叁肆伍陆柒捌玖])[^拾佰仟万亿])"
    rf"(?:(?<=\d)(?:{_ARABIC})(?:\.\d+)?)?"
    rf"(?:(?:[ 多余几来]|{_PIECES})?(?:[十百千万亿拾佰仟]{_NO_UNIT}|{_TRILLION})|"
    r"[一二两三四五六七八九零〇壹贰叁肆伍陆柒捌玖]|"
    rf"点[一二三四五六七八九零〇]+|(?<=[百千万亿兆])\d(?:{_ARABIC})(?:\.\d+)?)*"
)


@lru_cache
def number(words: str) -> int | float:
    """The value of a folded numeral; of an approximate one (两三, 三十几万, 二百余) its lower end.

    Raises ``ValueError`` where the words are none.

    >>> [number(words) for words in ("1,200", "3万4000", "一万零十二", "1,100.9亿", "两三")]
    [1200, 34000, 10012, 110090000000, 2]
    """
    plain = re.sub("[, 多余几来个]", "", words).translate(_FORMAL)
    try:
        exact = _value(plain) if len(plain) < _LONGEST else Decimal("NaN")
        return int(exact) if exact == int(exact) else float(exact)
    except (ArithmeticError, ValueError):  # 十十, 三十百, 甲
        raise ValueError(f"{words!r} is no number") from None


def _value(words: str) -> Decimal:
    """What stands before the greatest scale counts in it, what follows is added."""
    for char, scale in _SCALES.items():
        before, found, after = words.rpartition(char)
        if found:
            before = before.lstrip("零〇")
            if char in "十百千" and set(before) & set("十百千"):
                raise ArithmeticError
            # 三万五 is 35,000, 一万零五 10,005
            below = scale // 10 if len(after) == 1 and after not in _SCALES else 1
            return (_value(before) if before else 1) * scale + _value(after or "0") * below
    figures = words.translate(_DIGITS)
    if len(figures) == 2 and not words.isdecimal():  # 两三 is at least two
        figures = figures.strip("0")[:1]
    return Decimal(figures)


@lru_cache
def precision(words: str) -> str:
    """What a numeral says of itself: ``at_least``, ``about`` or ``equal``.

    >>> [precision(words) for words in ("两三", "二百余万", "十来", "二十")]
    ['at_least', 'at_least', 'about', 'equal']
    """
    if "来" in words:
        return "about"
    return "at_least" if _FLOOR.search(words) else "equal"


def digits(word: str) -> int:
    """Figures read one by one, as in a year.

    >>> digits("二〇二五"), digits("2025")
    (2025, 2025)
    """
    return int(word.translate(_DIGITS))
