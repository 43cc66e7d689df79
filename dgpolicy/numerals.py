"""Numerals in Arabic, Chinese and mixed figures: what they look like, and what they come to."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_DIGITS = dict(zip("〇零○一二两三四五六七八九", map(int, "0001223456789"), strict=True))
_POSITIONAL = str.maketrans({char: str(value) for char, value in _DIGITS.items()})
_FORMAL = str.maketrans(
    dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千", strict=True))
)
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_TOKEN = re.compile(r"(?P<arabic>\d+(?:\.\d+)?)|点(?P<after>[〇零一二三四五六七八九]+)|.", re.S)

_FLOOR = re.compile(
    "[多余几]|(?<![零〇一二三四五六七八九])[一二两三四五六七八九]{2}(?![零〇一二三四五六七八九])"
)

# The word of a unit is no part of a numeral (两千千瓦), nor is a formal digit alone (队伍).
_NO_UNIT = "(?!(?<=千)[瓦米克伏卡帕兆]|(?<=百)分(?!之))"
_ARABIC = r"\d{0,2}(?:[, ]\d{3})+(?!\d)|\d*"
NUMERAL = (
    rf"[0-9一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖]{_NO_UNIT}"
    r"(?!(?<=[壹贰叁肆伍陆柒捌玖])[^拾佰仟万亿])"
    rf"(?:(?<=\d)(?:{_ARABIC})(?:\.\d+)?)?"
    rf"(?:[ 多余几来]?[十百千万亿拾佰仟]{_NO_UNIT}|[一二两三四五六七八九零〇壹贰叁肆伍陆柒捌玖]|"
    rf"点[一二三四五六七八九零〇]+|(?<=[百千万亿])\d(?:{_ARABIC})(?:\.\d+)?)*"
)


@lru_cache(maxsize=4096)
def number(words: str) -> int | float:
    """The value of a folded numeral; of an approximate one (两三, 三十几万, 二百余) its lower end.

    Raises ``ValueError`` where the words are none.

    >>> [number(words) for words in ("1,200", "3万4000", "一万零十二", "1,100.9亿", "两三")]
    [1200, 34000, 10012, 110090000000, 2]
    """
    plain = re.sub("[, 多余几来]", "", words).translate(_FORMAL)
    if re.fullmatch("[〇零○一二三四五六七八九]{3,}", plain):
        return digits(plain)
    total = section = Decimal(0)  # of 三亿五千二百万: 三亿, 五千二百
    here: Decimal | None = None  # a figure that no scale has taken yet
    before, big, below = 0, 0, 10**4  # the scale just before, the greatest, and the next within 万
    for token in _TOKEN.finditer(plain):
        char, scale = token[0], _SCALES.get(token[0], 0)
        if token["after"]:
            here = (here or Decimal(0)) + Decimal(f"0.{digits(token['after'])}")
        elif token["arabic"] or char in _DIGITS:
            value = Decimal(char) if token["arabic"] else Decimal(_DIGITS[char])
            before = before if value else 0  # 一万零五 is 10,005, 一万五 is 15,000
            here = here or value or None  # 两三 is at least two
        elif 0 < scale < below:
            section += (here or 1) * scale
            here, before, below = None, scale, scale
        elif scale >= 10**4:
            part = section + (here or 0)
            if not part:  # 万亿
                total = (total or 1) * Decimal(scale)
            else:
                total = (total + part) * scale if big < scale else total + part * scale
            section, here, before, big, below = Decimal(0), None, scale, scale, 10**4
        else:  # 十十, 三十百, 甲
            raise ValueError(f"{words!r} is no number")
    if not plain:
        raise ValueError(f"{words!r} is no number")
    if here is not None and here in range(1, 10) and before > 10:
        here *= before // 10
    exact = total + section + (here or 0)
    return int(exact) if exact == int(exact) else float(exact)


@lru_cache(maxsize=4096)
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
    return int(word.translate(_POSITIONAL))
