"""Word files: paragraphs and tables in document order, with the numbers Word only draws."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import chain
from typing import Any

import docx
from lxml import etree

from dgpolicy.errors import ReadError
from dgpolicy.read.content import Content, rows_of, table_lines

_SPACES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
_W = f"{{{_SPACES['w']}}}"
_WIDEST, _LONGEST = 63, 50  # columns of a table in Word, and styles that are based on another
_P, _T, _TABLE = (_W + name for name in ("p", "t", "tbl"))
_LARGEST = 400_000_000  # bytes of memory that its parts may take beyond those of the file …
_TREE = 10  # … of which those of XML take so many times their size
# What stands there a second time, for old programs.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {_W + "br": "\n", _W + "cr": "\n", _W + "tab": "\t", _W + "noBreakHyphen": "-"}
_ORDINALS = {row["forms"]: row["ordinals"].split() for row in rows_of("ordinals.csv")}


def read_docx(data: bytes) -> Content:
    """The text of a Word file, each paragraph or row a line, and its title from its properties.

    Numbers of automatic lists stand before their paragraphs as Word shows them; what is hidden
    or deleted, tables of contents, headers, footers and notes are left out.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sizes = [
            part.file_size * (_TREE if part.filename.endswith(("xml", "rels")) else 1)
            for part in parts.infolist()
        ]
    if sum(sizes) > _LARGEST + len(data):
        raise ReadError("its parts are too large to be read; save its text as .txt")
    document = docx.Document(io.BytesIO(data))
    if document.element.getroottree().docinfo.internalDTD is not None:
        raise ReadError("it declares entities, as no Word file does; open it in Word and save it")
    body = document.element.body
    styles = {style.element.get(_W + "styleId"): style.element for style in document.styles}
    _clean(body, styles)
    _number(body, document, styles)
    # Among the properties of a paragraph are its tab stops, which are no tabs.
    etree.strip_elements(body, _W + "pPr", _W + "del", _W + "moveFrom")
    for table in list(body.iter(_TABLE)):
        if table.find(f".//{_TABLE}") is None and (rows := table_lines(_cells(table))):
            row_by_row = table.makeelement(_P)
            _write(row_by_row, "\n".join(rows))
            table.getparent().replace(table, row_by_row)
    text = "\n".join(map(_words, body.iter(_P)))
    return Content(text, document.core_properties.title.strip() or None)


def _words(p: Any) -> str:
    return "".join(_BREAKS.get(e.tag) or e.text or "" for e in p.iter(_T, *_BREAKS))


def _write(p: Any, words: str) -> None:
    p.insert(0, p.makeelement(_T))
    p[0].text = words


def _value(element: Any, path: str) -> str | None:
    found = None if element is None else element.find(path, _SPACES)
    return None if found is None else found.get(_W + "val")


def _heirs(styles: dict[str, Any], style: str | None) -> Iterator[Any]:
    """A style, the one that it is based on, and so on."""
    seen = set[str]()
    while style in styles and style not in seen and len(seen) < _LONGEST:
        seen.add(style)
        yield styles[style]
        style = _value(styles[style], "w:basedOn")


def _clean(body: Any, styles: dict[str, Any]) -> None:
    """Takes out what is not on the page, and puts what text boxes hold after their paragraphs."""

    def hidden(run: Any, style: str) -> bool:
        """Whether a run is set to be hidden, by itself, by its style or by its paragraph's."""
        named = *_heirs(styles, _value(run, "w:rPr/w:rStyle")), *_heirs(styles, style)
        set_by = [v for each in (run, *named) for v in each.iterfind("w:rPr/w:vanish", _SPACES)]
        return bool(set_by) and set_by[0].get(_W + "val") not in ("0", "false")

    etree.strip_elements(body, _FALLBACK)
    gone = body.xpath(".//w:tr[w:trPr/w:del]")
    for p in list(body.iter(_P)):
        style = _value(p, "w:pPr/w:pStyle") or ""
        gone += [run for run in p.iter(_W + "r") if hidden(run, style)]
        if (_value(styles.get(style), "w:name") or "").lower().startswith("toc "):
            gone.append(p)
        after = p.getnext()
        unmarked = p.xpath("w:pPr/w:rPr[w:del or w:vanish]")
        if unmarked and after is not None and after.tag == _P:
            gone.append(p)
            after[:0] = [child for child in p if child.tag != _W + "pPr"]
    for element in gone:
        if element.getparent() is not None:
            element.getparent().remove(element)
    for box in list(body.iter(_W + "txbxContent")):
        for child in reversed(box):
            next(box.iterancestors(_P)).addnext(child)


def _cells(table: Any) -> list[list[str]]:
    """The rows of a table, the words of a merged cell in each place that it covers."""
    rows: list[list[str]] = []
    for row in table.iter(_W + "tr"):
        above: list[str] = rows[-1] if rows else []
        cells: list[str] = []
        for cell in row.iter(_W + "tc"):
            words = " ".join(filter(None, (_words(p).strip() for p in cell.iter(_P))))
            if cell.vMerge == "continue":
                words = next(iter(above[len(cells) :]), words)
            cells += [words] * min(max(cell.grid_span, 1), _WIDEST)
        rows.append(cells)
    return rows


def _number(body: Any, document: Any, styles: dict[str, Any]) -> None:
    """Writes before each paragraph of an automatic list its number, counted as Word counts.

    Source: ECMA-376 part 1, 17.9 (numbering).
    """
    links = document.part.rels.values()
    parts = [link.target_part for link in links if link.reltype.endswith("/numbering")]
    root = parts[0].element if parts else ()
    lists = {e.get(_W + "abstractNumId"): e.findall("w:lvl", _SPACES) for e in root}
    numbers = {e.get(_W + "numId"): e for e in root}
    counted: dict[str, dict[int, int]] = {}
    begun = set()
    for p in body.iter(_P):
        # The list and the level of a paragraph are its own, else those of its style.
        holders = (p, *_heirs(styles, _value(p, "w:pPr/w:pStyle")))
        places = (each.iterfind("w:pPr/w:numPr[w:numId]", _SPACES) for each in holders)
        place = next(chain.from_iterable(places), None)
        number, level = _value(place, "w:numId"), int(_value(place, "w:ilvl") or 0)
        key = _value(numbers.get(number), "w:abstractNumId")
        levels = {int(e.get(_W + "ilvl")): e for e in lists.get(key, ())}
        if key is None or level not in levels or _value(levels[level], "w:numFmt") == "bullet":
            continue
        counts = {i: int(_value(e, "w:start") or 1) - (i >= level) for i, e in levels.items()}
        counts |= {i: n for i, n in counted.get(key, {}).items() if i <= level}
        counts[level] += 1
        if (number, level) not in begun:
            begun.add((number, level))
            override = f"w:lvlOverride[@w:ilvl='{level}']/w:startOverride"
            counts[level] = int(_value(numbers[number], override) or counts[level])
        counted[key] = counts
        plain = levels[level].find("w:isLgl", _SPACES) is not None
        text = _value(levels[level], "w:lvlText") or ""
        for i, e in levels.items():
            form = "decimal" if plain else _value(e, "w:numFmt") or ""
            text = text.replace(f"%{i + 1}", ordinal(form, counts[i]))
        apart = text[-1:].isalpha() or "!" <= text[-1:] <= "~"
        _write(p, text + " " * apart)


def ordinal(form: str, n: int) -> str:
    """The number of an item in one of Word's formats, in Arabic digits beyond what these have.

    >>> ordinal("chineseCounting", 21), ordinal("decimalEnclosedCircle", 3), ordinal("decimal", 4)
    ('二十一', '③', '4')
    """
    if form.startswith("upper"):
        return ordinal(form.replace("upper", "lower"), n).upper()
    row = next((row for forms, row in _ORDINALS.items() if re.match(forms, form)), [])
    return row[n - 1] if 0 < n <= len(row) else str(n)
