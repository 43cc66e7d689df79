"""Word files: paragraphs and tables in document order, with the numbers Word only draws."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from dgpolicy.read.content import Content
from dgpolicy.read.grids import Cell, table_lines
from dgpolicy.read.ordinals import ordinal

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _R, _T, _TABLE, _ROW, _CELL, _BOX = (
    _W + name for name in ("p", "r", "t", "tbl", "tr", "tc", "txbxContent")
)
_UNREAD = {  # what stands in the file but not on the page, or stands there a second time
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    _W + "moveFrom",
    _W + "del",
    _W + "pPr",
}
_BREAKS = {_W + "br": "\n", _W + "cr": "\n", _W + "tab": "\t", _W + "noBreakHyphen": "-"}


def read_docx(data: bytes) -> Content:
    """The text of a Word file, each paragraph or row a line, and its title from its properties.

    Numbers of automatic lists stand before their paragraphs as Word shows them; what is hidden
    or deleted, tables of contents, headers, footers and notes are left out.
    """
    import docx

    document = docx.Document(io.BytesIO(data))
    lines = _Page(document).lines(document.element.body)
    return Content("\n".join(lines), document.core_properties.title.strip() or None)


def _find(element: Any, *path: str) -> Any:
    for name in path:
        element = element.find(_W + name) if element is not None else None
    return element


def _value(element: Any, *path: str) -> str | None:
    found = _find(element, *path)
    return None if found is None else found.get(_W + "val")


class _Page:
    """What a document shows, by its styles and lists."""

    def __init__(self, document: Any) -> None:
        self._styles = {s.element.get(_W + "styleId"): s.element for s in document.styles}
        self._number = _Numbering(document, self._styles)

    def lines(self, box: Any) -> Iterator[str]:
        """The lines of a body, a cell or a text box; those of boxes inside come after theirs."""
        begun = ""
        for child in box:
            if child.tag == _TABLE:
                yield from self._table(child)
            elif child.tag == _P:
                style = _value(child, "pPr", "pStyle") or ""
                if (_value(self._styles.get(style), "name") or "").lower().startswith("toc "):
                    continue
                begun += "".join(self._words(child, style))
                properties = _find(child, "pPr", "rPr")
                if self._hidden(properties) or any(
                    _find(properties, name) is not None for name in ("del", "moveFrom")
                ):
                    continue
                yield self._number(child) + begun
                begun = ""
                for inner in child.iter(_BOX):
                    if not any(above.tag in _UNREAD for above in inner.iterancestors()):
                        yield from self.lines(inner)
            elif child.tag not in _UNREAD:
                yield from self.lines(child)
        if begun:
            yield begun

    def _words(self, element: Any, style: str) -> Iterator[str]:
        for child in element:
            if child.tag == _T:
                yield child.text or ""
            elif child.tag in _BREAKS:
                yield _BREAKS[child.tag]
            elif child.tag == _R and self._hidden(_find(child, "rPr"), style):
                continue
            elif child.tag != _BOX and child.tag not in _UNREAD:
                yield from self._words(child, style)

    def _hidden(self, properties: Any, style: str | None = None) -> bool:
        """Whether a run is set to be hidden, by itself, by its style or by its paragraph's."""
        set_by = [properties]
        for name in (_value(properties, "rStyle"), style):
            set_by += [_find(element, "rPr") for element in _heirs(self._styles, name)]
        unseen = next((v for s in set_by if (v := _find(s, "vanish")) is not None), None)
        return unseen is not None and unseen.get(_W + "val") not in ("0", "false", "off")

    def _table(self, table: Any) -> list[str]:
        rows: list[list[Cell]] = []
        above: dict[int, Cell] = {}
        for row in _own(table, _ROW, _TABLE):
            column = 0
            if _find(row, "trPr", "del") is not None:
                continue
            rows.append([])
            for element in _own(row, _CELL, _ROW):
                span = int(_value(element, "tcPr", "gridSpan") or 1)
                merged = _find(element, "tcPr", "vMerge")
                if merged is not None and merged.get(_W + "val") != "restart" and column in above:
                    above[column].down += 1
                else:
                    lines = [line.strip() for line in self.lines(element)]
                    above[column] = Cell([line for line in lines if line], span)
                    rows[-1].append(above[column])
                column += span
        plain = [line for row in rows for cell in row for line in cell.lines]
        nested = table.find(f".//{_TABLE}") is not None
        return plain if nested else table_lines(rows) or plain


def _own(box: Any, inner: str, outer: str) -> list[Any]:
    return [e for e in box.iter(inner) if next(e.iterancestors(outer)) is box]


def _heirs(styles: dict[str, Any], style: str | None) -> Iterator[Any]:
    """A style, the one that it is based on, and so on."""
    seen = set()
    while style in styles and style not in seen:
        seen.add(style)
        yield styles[style]
        style = _value(styles[style], "basedOn")


class _Numbering:
    """The number before each paragraph of an automatic list, counted as Word counts.

    Source: ECMA-376 part 1, 17.9 (numbering).
    """

    def __init__(self, document: Any, styles: dict[str, Any]) -> None:
        links = document.part.rels.values()
        parts = [r.target_part for r in links if r.reltype.endswith("/numbering")]
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
        level = next(
            (i for i, e in levels.items() if style and style == _value(e, "pStyle")), level
        )
        if level not in levels:
            return ""
        counts = self._counts[key]
        for deeper in [i for i in counts if i > level]:
            if deeper not in levels or _value(levels[deeper], "lvlRestart") != "0":
                del counts[deeper]
        start = self._start(number, level)
        if start is not None and (number, level) not in self._begun:
            counts[level] = start
        else:
            counts[level] = counts.get(level, int(_value(levels[level], "start") or 1) - 1) + 1
        self._begun.add((number, level))
        text = _value(levels[level], "lvlText") or ""
        if _value(levels[level], "numFmt") in ("bullet", "none"):
            return ""
        plain = _find(levels[level], "isLgl") is not None
        for i, element in levels.items():
            count = counts.get(i, int(_value(element, "start") or 1))
            form = "" if plain else _value(element, "numFmt")
            text = text.replace(f"%{i + 1}", ordinal(form or "", count))
        apart = text[-1:].isalpha() or "!" <= text[-1:] <= "~"
        return text + " " if apart and _value(levels[level], "suff") != "nothing" else text

    def _place(self, p: Any) -> tuple[str, int, str | None]:
        """The list and the level of a paragraph: its own, else those of its style."""
        style = _value(p, "pPr", "pStyle")
        for element in (p, *_heirs(self._styles, style)):
            number = _value(element, "pPr", "numPr", "numId")
            if number is not None:
                named = element.get(_W + "styleId")
                return number, int(_value(element, "pPr", "numPr", "ilvl") or 0), named
        return "0", 0, None

    def _levels(self, number: str) -> tuple[str, dict[int, Any]]:
        """The list that a number belongs to, and its levels as that number draws them."""
        key = _value(self._numbers[number], "abstractNumId") or ""
        style = _value(self._lists.get(key), "numStyleLink") or ""
        linked = _value(self._styles.get(style), "pPr", "numPr", "numId")
        if linked in self._numbers:
            key = _value(self._numbers[linked], "abstractNumId") or ""
        made = [e for e in self._lists.get(key, ()) if e.tag == _W + "lvl"]
        made += self._numbers[number].findall(f"{_W}lvlOverride/{_W}lvl")
        return key, {int(e.get(_W + "ilvl")): e for e in made}

    def _start(self, number: str, level: int) -> int | None:
        for element in self._numbers[number].iter(_W + "lvlOverride"):
            start = _value(element, "startOverride")
            if element.get(_W + "ilvl") == str(level) and start:
                return int(start)
        return None
