"""Word files: paragraphs and tables in document order, with the numbers Word only draws."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from dgpolicy.read.content import Content

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TWICE = {  # what stands in the file but not on the page, or stands there a second time
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    _W + "moveFrom",
}
_BREAKS = {_W + "br": "\n", _W + "cr": "\n", _W + "tab": "\t", _W + "noBreakHyphen": "-"}


def read_docx(data: bytes) -> Content:
    """The text of a Word file, each paragraph a line, and its title from the file's properties.

    Numbers of automatic lists stand before their paragraphs as Word shows them; tables of
    contents, headers, footers and notes are left out.
    """
    import docx

    document = docx.Document(io.BytesIO(data))
    mark = _Numbering(document)
    shown = (p for p in document.element.body.iter(_W + "p") if _shown(p, document))
    lines = [mark(p) + _words(p) for p in shown]
    return Content("\n".join(lines), document.core_properties.title.strip() or None)


def _shown(p: Any, document: Any) -> bool:
    from docx.text.paragraph import Paragraph

    style = Paragraph(p, document).style
    contents = style is not None and (style.name or "").lower().startswith("toc ")
    return not contents and not any(a.tag in _TWICE for a in p.iterancestors())


def _words(p: Any) -> str:
    words = []
    for element in p.iter(_W + "t", *_BREAKS):
        above = list(element.iterancestors(_W + "p", _W + "moveFrom", _W + "pPr"))
        if above[0] is p:
            words.append(_BREAKS.get(element.tag) or element.text or "")
    return "".join(words)


def _find(element: Any, *path: str) -> Any:
    for name in path:
        element = element.find(_W + name) if element is not None else None
    return element


def _value(element: Any, *path: str) -> str | None:
    found = _find(element, *path)
    return None if found is None else found.get(_W + "val")


class _Numbering:
    """The number before each paragraph of an automatic list, counted as Word counts.

    Source: ECMA-376 part 1, 17.9 (numbering).
    """

    def __init__(self, document: Any) -> None:
        links = document.part.rels.values()
        parts = [r.target_part for r in links if r.reltype.endswith("/numbering")]
        root = parts[0].element if parts else ()
        self._lists = {e.get(_W + "abstractNumId"): e for e in root if e.tag == _W + "abstractNum"}
        self._numbers = {e.get(_W + "numId"): e for e in root if e.tag == _W + "num"}
        self._styles = {s.element.get(_W + "styleId"): s.element for s in document.styles}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def __call__(self, p: Any) -> str:
        number, level = self._place(p)
        if number is None or number not in self._numbers:
            return ""
        key = _value(self._numbers[number], "abstractNumId") or ""
        levels = {int(e.get(_W + "ilvl")): e for e in self._levels(key)}
        if level not in levels:
            return ""
        counts = self._counts[key]
        for deeper in [i for i in counts if i > level]:
            del counts[deeper]
        start = int(_value(levels[level], "start") or 1)
        override = self._override(number, level)
        if override is not None and (number, level) not in self._begun:
            counts[level] = override
        else:
            counts[level] = counts[level] + 1 if level in counts else start
        self._begun.add((number, level))
        text = _value(levels[level], "lvlText") or ""
        if _value(levels[level], "numFmt") in ("bullet", "none"):
            return ""
        for i, element in levels.items():
            count = counts.get(i, int(_value(element, "start") or 1))
            text = text.replace(f"%{i + 1}", numeral(_value(element, "numFmt") or "decimal", count))
        apart = _value(levels[level], "suff") != "nothing" and text[-1:].isascii()
        return text + " " if text and apart else text

    def _levels(self, key: str) -> Iterator[Any]:
        yield from (e for e in self._lists.get(key, ()) if e.tag == _W + "lvl")

    def _override(self, number: str, level: int) -> int | None:
        for element in self._numbers[number].iter(_W + "lvlOverride"):
            start = _value(element, "startOverride")
            if element.get(_W + "ilvl") == str(level) and start:
                return int(start)
        return None

    def _place(self, p: Any) -> tuple[str | None, int]:
        """The list and the level of a paragraph: its own, else those of its style."""
        properties, style = _find(p, "pPr"), _value(p, "pPr", "pStyle")
        seen: set[str] = set()
        while properties is not None or style:
            number = _value(properties, "numPr", "numId")
            if number is not None:
                level = _value(properties, "numPr", "ilvl")
                return (None if number == "0" else number), int(level or 0)
            if not style or style in seen or style not in self._styles:
                break
            seen.add(style)
            element = self._styles[style]
            properties, style = _find(element, "pPr"), _value(element, "basedOn")
        return None, 0


def numeral(form: str, n: int) -> str:
    """A number as Word writes it in one of its formats, in Arabic digits where it is another.

    >>> numeral("chineseCounting", 21), numeral("decimalEnclosedCircle", 3), numeral("decimal", 4)
    ('二十一', '③', '4')
    """
    return _FORMATS.get(form, str)(n)


def _chinese(n: int) -> str:
    digits = "〇一二三四五六七八九"
    if not 0 < n < 100:
        return "".join(digits[int(d)] for d in str(n))
    tens, ones = divmod(n, 10)
    ten = (digits[tens] if tens > 1 else "") + "十" if tens else ""
    return ten + (digits[ones] if ones else "")


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
         "taiwaneseCounting", "taiwaneseCountingThousand", "taiwaneseDigital"), _chinese),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "ideographTraditional": lambda n: "甲乙丙丁戊己庚辛壬癸"[n - 1] if 1 <= n <= 10 else str(n),
    "lowerLetter": _from("a", 26),
    "upperLetter": _from("A", 26),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
}  # fmt: skip
