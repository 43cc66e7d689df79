"""Word files: paragraphs and tables in document order, with the numbers Word only draws."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from dgpolicy.read.content import Cell, Content, places, table_lines
from dgpolicy.read.ordinals import ordinal

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _T, _TABLE = (_W + name for name in ("p", "t", "tbl"))
# What stands there a second time, for old programs.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {_W + "br": "\n", _W + "cr": "\n", _W + "tab": "\t", _W + "noBreakHyphen": "-"}


def read_docx(data: bytes) -> Content:
    """The text of a Word file, each paragraph or row a line, and its title from its properties.

    Numbers of automatic lists stand before their paragraphs as Word shows them; what is hidden
    or deleted, tables of contents, headers, footers and notes are left out.
    """
    import docx
    from lxml import etree

    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    styles = {style.element.get(_W + "styleId"): style.element for style in document.styles}
    _clean(body, styles)
    number = _Numbering(document, styles)
    for p in body.iter(_P):
        _write(p, number(p))
    # Among the properties of a paragraph are its tab stops, which are no tabs.
    etree.strip_elements(body, _W + "pPr", _W + "del", _W + "moveFrom")
    tables = list(body.iter(_TABLE))
    layouts = {outer for table in tables for outer in table.iterancestors(_TABLE)}
    for table in reversed(tables):
        rows = None if table in layouts else table_lines(places(_cells(table)))
        lines = rows or [line for p in table.iter(_P) if (line := _words(p).strip())]
        table.getparent().replace(table, _write(table.makeelement(_P), "\n".join(lines)))
    text = "\n".join(map(_words, body.iter(_P)))
    return Content(text, document.core_properties.title.strip() or None)


def _words(p: Any) -> str:
    return "".join(_BREAKS.get(e.tag) or e.text or "" for e in p.iter(_T, *_BREAKS))


def _write(p: Any, words: str) -> Any:
    p.insert(0, p.makeelement(_T))
    p[0].text = words
    return p


def _find(element: Any, *path: str) -> Any:
    for name in path:
        element = element.find(_W + name) if element is not None else None
    return element


def _value(element: Any, *path: str) -> str | None:
    found = _find(element, *path)
    return None if found is None else found.get(_W + "val")


def _heirs(styles: dict[str, Any], style: str | None) -> Iterator[Any]:
    """A style, the one that it is based on, and so on."""
    seen = set()
    while style in styles and style not in seen:
        seen.add(style)
        yield styles[style]
        style = _value(styles[style], "basedOn")


def _clean(body: Any, styles: dict[str, Any]) -> None:
    """Takes out what is not on the page, and puts what text boxes hold after their paragraphs."""
    from lxml import etree

    def hidden(properties: Any, style: str | None = None) -> bool:
        """Whether a run is set to be hidden, by itself, by its style or by its paragraph's."""
        set_by = [properties]
        for name in (_value(properties, "rStyle"), style):
            set_by += [_find(element, "rPr") for element in _heirs(styles, name)]
        unseen = next((v for s in set_by if (v := _find(s, "vanish")) is not None), None)
        return unseen is not None and unseen.get(_W + "val") not in ("0", "false", "off")

    etree.strip_elements(body, _FALLBACK)
    gone = [row for row in body.iter(_W + "tr") if _find(row, "trPr", "del") is not None]
    for p in list(body.iter(_P)):
        style, mark = _value(p, "pPr", "pStyle") or "", _find(p, "pPr", "rPr")
        gone += [run for run in p.iter(_W + "r") if hidden(_find(run, "rPr"), style)]
        if (_value(styles.get(style), "name") or "").lower().startswith("toc "):
            gone.append(p)
        after = p.getnext()
        unmarked = hidden(mark) or any(_find(mark, n) is not None for n in ("del", "moveFrom"))
        if unmarked and after is not None and after.tag == _P:
            gone.append(p)
            for child in reversed([child for child in p if child.tag != _W + "pPr"]):
                after.insert(int(_find(after, "pPr") is not None), child)
    for element in gone:
        if element.getparent() is not None:
            element.getparent().remove(element)
    for box in list(body.iter(_W + "txbxContent")):
        for child in reversed(box):
            next(box.iterancestors(_P)).addnext(child)


def _cells(table: Any) -> list[list[Cell]]:
    above: dict[int, Cell] = {}
    rows: list[list[Cell]] = []
    for row in table.iter(_W + "tr"):
        rows.append([])
        column = 0
        for element in row.iter(_W + "tc"):
            merged = _find(element, "tcPr", "vMerge")
            if merged is None or merged.get(_W + "val") == "restart" or column not in above:
                words = " ".join(filter(None, (_words(p).strip() for p in element.iter(_P))))
                above[column] = Cell(words, int(_value(element, "tcPr", "gridSpan") or 1))
                rows[-1].append(above[column])
            else:
                above[column].down += 1
            column += above[column].across
    return rows


class _Numbering:
    """The number before each paragraph of an automatic list, counted as Word counts.

    Source: ECMA-376 part 1, 17.9 (numbering).
    """

    def __init__(self, document: Any, styles: dict[str, Any]) -> None:
        links = document.part.rels.values()
        parts = [link.target_part for link in links if link.reltype.endswith("/numbering")]
        root = parts[0].element if parts else ()
        self._lists = {e.get(_W + "abstractNumId"): e for e in root if e.tag == _W + "abstractNum"}
        self._numbers = {e.get(_W + "numId"): e for e in root if e.tag == _W + "num"}
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def __call__(self, p: Any) -> str:
        number, level, style = self._place(p)
        if number not in self._numbers:
            return ""
        key, levels = self._levels(number)
        bound = (i for i, e in levels.items() if style and style == _value(e, "pStyle"))
        level = next(bound, level)
        if level not in levels:
            return ""
        counts, shown = self._counts[key], levels[level]
        starts = {i: int(_value(e, "start") or 1) for i, e in levels.items()}
        for deeper in [i for i in counts if i > level]:
            if _value(levels.get(deeper), "lvlRestart") != "0":
                del counts[deeper]
        counts[level] = counts.get(level, starts[level] - 1) + 1
        if (number, level) not in self._begun:
            self._begun.add((number, level))
            override = f"{_W}lvlOverride[@{_W}ilvl='{level}']/{_W}startOverride"
            told = self._numbers[number].find(override)
            counts[level] = counts[level] if told is None else int(told.get(_W + "val"))
        form, text = _value(shown, "numFmt"), _value(shown, "lvlText") or ""
        if form in ("bullet", "none"):
            return ""
        plain = _find(shown, "isLgl") is not None
        for i, element in levels.items():
            form = "" if plain else _value(element, "numFmt")
            text = text.replace(f"%{i + 1}", ordinal(form or "", counts.get(i, starts[i])))
        apart = text[-1:].isalpha() or "!" <= text[-1:] <= "~"
        return text + " " if apart and _value(shown, "suff") != "nothing" else text

    def _place(self, p: Any) -> tuple[str, int, str | None]:
        """The list and the level of a paragraph: its own, else those of its style."""
        for element in (p, *_heirs(self._styles, _value(p, "pPr", "pStyle"))):
            number = _value(element, "pPr", "numPr", "numId")
            if number is not None:
                level = int(_value(element, "pPr", "numPr", "ilvl") or 0)
                return number, level, element.get(_W + "styleId")
        return "", 0, None

    def _levels(self, number: str) -> tuple[str, dict[int, Any]]:
        """The list that a number belongs to, and its levels as that number draws them."""
        key = _value(self._numbers[number], "abstractNumId") or ""
        style = _value(self._lists.get(key), "numStyleLink") or ""
        linked = _value(self._styles.get(style), "pPr", "numPr", "numId")
        key = _value(self._numbers.get(linked), "abstractNumId") or key
        made = [e for e in self._lists.get(key, ()) if e.tag == _W + "lvl"]
        made += self._numbers[number].findall(f"{_W}lvlOverride/{_W}lvl")
        return key, {int(e.get(_W + "ilvl")): e for e in made}
