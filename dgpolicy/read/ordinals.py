"""The numbers of automatic lists, as Word and web pages draw them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import ascii_lowercase

_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
_ROWS: dict[str, Sequence[str]] = {
    "decimalZero": [f"0{n}" for n in range(1, 10)],
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "lowerLetter": ascii_lowercase,
    "lowerRoman": _ROMAN.split(),
}


def ordinal(form: str, n: int) -> str:
    """A number in one of Word's formats, in Arabic digits where it is another or beyond its row.

    >>> ordinal("chineseCounting", 21), ordinal("decimalEnclosedCircle", 3), ordinal("decimal", 4)
    ('二十一', '③', '4')
    """
    if form.startswith("upper"):
        return ordinal(form.replace("upper", "lower"), n).upper()
    if form == "chineseLegalSimplified":
        return _chinese(n, "零壹贰叁肆伍陆柒捌玖", "仟佰拾")
    if form.startswith(("chinese", "taiwanese", "japanese", "ideographDigital")):
        return re.sub("^一十", "十", _chinese(n, "零一二三四五六七八九", "千百十"))
    row = _ROWS.get(form.removesuffix("Chinese"), "")
    return row[n - 1] if 0 < n <= len(row) else str(n)


def _chinese(n: int, digits: str, scales: str) -> str:
    parts = zip(f"{n:04}", (*scales, ""), strict=False)
    words = "".join(digits[int(d)] + scale * (d != "0") for d, scale in parts)
    return re.sub("零+", "零", words).strip("零")
