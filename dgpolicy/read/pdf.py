"""Text PDF: the page's lines put back together as paragraphs."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from dgpolicy.read.content import Content

_N = "[一二三四五六七八九十百〇零]"
_ITEM = re.compile(
    rf"\s*(?:[(（]?(?:{_N}{{1,4}}|\d{{1,2}})[)）、．.](?!\d)"
    rf"|{_N}{{1,3}}[是要](?!\S{{0,3}}个)|第{_N}{{1,4}}[,，、:：条條章节節项項]"
    r"|[①-⑳⑴-⒇㈠-㈩●•■◆]|(?:首先|其次|再次|最[后後])[,，])"
)
_STOP = re.compile(r"[。！？!?；;：:]['\"”’」』）)]*$")
_DASHES = r"[-—–·\s]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASHES}第?\s*\d{{1,4}}\s*[页頁]?(?:\s*[,，/／共of]+\s*\d{{1,4}}\s*[页頁]?)?{_DASHES}"
)
_JUNK_TITLE = re.compile(r"^\(\w+\)$|microsoft word|untitled|about:blank|无标题|\.\w{3,4}$", re.I)


class _Line(NamedTuple):
    text: str
    x: float
    y: float
    size: float
    page: int


def read_pdf(data: bytes) -> Content:
    """The text of a PDF, each paragraph a line, without page numbers and running heads.

    Raises ``ValueError`` where the file is locked by a password or holds pictures only.
    """
    import pypdf
    from pypdf.errors import DependencyError

    reader = pypdf.PdfReader(io.BytesIO(data))
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise ValueError("this PDF is locked by a password; save a copy without one")
        pages = [_page_lines(page, i) for i, page in enumerate(reader.pages)]
    except DependencyError as error:
        raise ValueError(
            "this PDF is encrypted; save a copy without encryption, or pip install 'pypdf[crypto]'"
        ) from error
    if not any(pages):
        raise ValueError(
            "this PDF holds pictures of pages and no text; run a text recognition (OCR) on it first"
        )
    title = ((reader.metadata and reader.metadata.title) or "").strip()
    text = "\n".join(paragraphs(_without_running_heads(pages)))
    return Content(text, title if title and not _JUNK_TITLE.search(title) else None)


def _page_lines(page: Any, number: int) -> list[_Line]:
    lines: list[_Line] = []
    text, place = "", (0.0, 0.0, 0.0)

    def end() -> None:
        nonlocal text
        if text.strip():
            lines.append(_Line(_plain(text.strip()), *place, number))
        text = ""

    def visit(chunk: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        nonlocal text, place
        for i, piece in enumerate(chunk.split("\n")):
            if i:
                end()
            if piece.strip() and not text.strip():
                scale = abs(cm[0]) or 1.0
                x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
                place = (x, y, (size or 12.0) * (abs(tm[0]) or 1.0) * scale)
            text += piece

    page.extract_text(visitor_text=visit)
    end()
    return lines


def _plain(text: str) -> str:
    """The text with its ligatures (ﬁ) as letters; look-alike radicals are left to ``fold``."""
    return re.sub(r"[\ufb00-\ufb06]", lambda m: unicodedata.normalize("NFKC", m[0]), text)


def _without_running_heads(pages: list[list[_Line]]) -> list[_Line]:
    def key(line: _Line) -> str:
        return re.sub(r"\d+", "0", line.text)

    edges = Counter(key(line) for page in pages for line in {*page[:2], *page[-2:]})
    repeated = {k for k, n in edges.items() if n > 1 and n > len(pages) / 2}
    kept = []
    for page in pages:
        for i, line in enumerate(page):
            edge = i < 2 or i >= len(page) - 2
            if not edge or not (key(line) in repeated or _PAGE_NUMBER.fullmatch(line.text)):
                kept.append(line)
    return kept


def paragraphs(lines: list[_Line]) -> list[str]:
    """Lines joined where the page, not the writer, broke them.

    A line goes on in the next where it is full and the next is neither indented, nor set off by
    a wider gap, nor numbered. Where the page knows neither indents nor gaps, the end of a
    sentence ends the paragraph too.
    """
    if not lines:
        return []
    widths = sorted(_width(line.text) for line in lines)
    full = 0.85 * widths[int(0.9 * (len(widths) - 1))]
    pairs = list(pairwise(lines))
    steps = [a.y - b.y for a, b in pairs if a.page == b.page and a.y > b.y]
    step = median(steps) if steps else 0.0

    def indented(a: _Line, b: _Line) -> bool:
        return b.x - a.x > 0.8 * b.size

    def set_off(a: _Line, b: _Line) -> bool:
        return a.page == b.page and abs(a.y - b.y) > 1.25 * step

    laid_out = sum(indented(a, b) or set_off(a, b) for a, b in pairs) > len(pairs) / 50
    made = [lines[0].text]
    for a, b in pairs:
        ends = _STOP.search(a.text) and not laid_out
        if (
            ends
            or _width(a.text) < full
            or indented(a, b)
            or set_off(a, b)
            or abs(a.size - b.size) > 0.2 * b.size
            or _ITEM.match(b.text)
        ):
            made.append(b.text)
        else:
            latin = a.text[-1:].isascii() and b.text[:1].isascii() and b.text[:1].isalnum()
            made[-1] += (" " if latin and a.text[-1:].isalnum() else "") + b.text
    return made


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
