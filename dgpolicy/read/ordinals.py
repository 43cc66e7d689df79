"""The numbers of automatic lists, as Word and web pages draw them."""

from __future__ import annotations

from collections.abc import Callable


def ordinal(form: str, n: int) -> str:
    """A number in one of Word's formats, in Arabic digits where it is another.

    >>> ordinal("chineseCounting", 21), ordinal("decimalEnclosedCircle", 3), ordinal("decimal", 4)
    ('二十一', '③', '4')
    """
    return _FORMATS.get(form, str)(n)


def _chinese(mode: str) -> Callable[[int], str]:
    import cn2an

    return lambda n: cn2an.an2cn(n, mode)


def _roman(n: int) -> str:
    pairs = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
             (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
    text = ""
    for value, letters in pairs:
        text, n = text + letters * (n // value), n % value
    return text


def _from(first: str, last: int) -> Callable[[int], str]:
    return lambda n: chr(ord(first) + n - 1) if 1 <= n <= last else str(n)


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
         "taiwaneseCounting", "taiwaneseCountingThousand", "taiwaneseDigital"), _chinese("low")),
    "chineseLegalSimplified": _chinese("up"),
    "decimalZero": "{:02}".format,
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _from("①", 20)),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "ideographTraditional": lambda n: "甲乙丙丁戊己庚辛壬癸"[n - 1] if 1 <= n <= 10 else str(n),
    "lowerLetter": _from("a", 26),
    "upperLetter": _from("A", 26),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
}  # fmt: skip
