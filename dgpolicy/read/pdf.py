"""Text PDF: the page's lines put back together as paragraphs, its ruled tables row by row."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from itertools import chain
from typing import Any, NamedTuple

from dgpolicy.read.content import Content
from dgpolicy.read.grids import Cell, table_lines
from dgpolicy.read.rulings import Rulings, Table, tables
from dgpolicy.read.wrapped import Line, joined, paragraphs, width

_PAGE_NUMBER = re.compile(r"\W*\d{1,4}\W*")
_JUNK_TITLE = re.compile(r"^\(\w+\)$|microsoft word|untitled|about:blank|无标题|\.\w{3,4}$", re.I)
_MARK = r"[^\w\s]?\d{1,2}[^\w\s%]?|[①-⑳*＊※†]"
_NOTE = re.compile(rf"(?:{_MARK})(?![\d年月%])|注\d?\s*[:：]")
_RUN = re.compile(r"(?<![\d.,])\d+(?: \d+)+(?=[.．]\d| ?[㐀-鿿%％‰])")
_YEAR = re.compile(r"(?:19|20)(?: \d\d|\d \d) ?年")
_POINT = re.compile(r"(?<=\d) [.．] ?(?=\d)|(?<=[㐀-鿿])\d+[.．] (?=\d)")


_EDGE = 2  # lines at the head and the foot of a page that may be no part of its text


class _Piece(NamedTuple):
    """A run of glyphs that the page draws at one place."""

    text: str
    x: float
    y: float
    size: float


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
        pages, above = [], None
        for number, page in enumerate(reader.pages):
            lines, above = _page(page, number, above)
            pages.append(lines)
    except DependencyError as error:
        raise ValueError(
            "this PDF is encrypted; save a copy without encryption, or pip install 'pypdf[crypto]'"
        ) from error
    if not any(pages):
        raise ValueError(
            "this PDF holds pictures of pages and no text; run a text recognition (OCR) on it first"
        )
    title = ((reader.metadata and reader.metadata.title) or "").strip()
    made = paragraphs(_notes(_without_running_heads(pages)))
    return Content(
        "\n".join(map(_figures, made)), title if title and not _JUNK_TITLE.search(title) else None
    )


def _page(page: Any, number: int, above: Table | None) -> tuple[list[Line], Table | None]:
    """The lines of a page, the rows of its tables among them, and the table that it ends with.

    ``above`` is the table that the page before ended with.
    """
    pieces: list[_Piece] = []
    rulings = Rulings(page.rotation)

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        scale = abs(complex(*tm[:2]) * complex(*cm[:2]))
        pieces.append(_Piece(text, *rulings.point(cm, *tm[4:]), (size or 12.0) * (scale or 1.0)))

    page.extract_text(visitor_text=visit, visitor_operand_before=rulings.take)
    pieces = [piece for piece in pieces if piece.text]
    boxes = rulings.boxes([(x + 0.1 * size, y + 0.3 * size) for _, x, y, size in pieces])
    held = {box: [i for i in inside if pieces[i].text.strip()] for box, inside in boxes.items()}
    found: dict[int, Table] = {}  # by each piece that stands in one
    for table in tables(
        [box for box in held if held[box]],
        lambda box: _flow([pieces[i] for i in held[box]], box.right - box.left),
    ):
        found |= {i: table for box in table.boxes for i in held[box]}
    lines: list[Line] = []
    words: list[_Piece] = []

    def end() -> None:
        text = _plain("".join(piece.text for piece in words).strip())
        if text:
            first = next(piece for piece in words if piece.text.strip())
            lines.append(Line(text, first.x, first.y, first.size, number))
        words.clear()

    last, begun = None, 0
    told: dict[int, bool] = {}
    for i, piece in enumerate(pieces):
        here = found.get(i)
        if here and id(here) not in told:
            end()
            rows = _rows(here, above if len(lines) <= _EDGE else None)
            told[id(here)] = bool(rows)
            lines += [Line(_plain(line), page=number, row=True) for line in rows or ()]
            if rows:
                last, begun = here, len(lines)
        if here and told[id(here)]:
            continue
        for j, text in enumerate(piece.text.split("\n")):
            if j:
                end()
            if not (words and _raised(text.strip(), piece, words)):
                words.append(piece._replace(text=text))
    end()
    return lines, last if len(lines) - begun <= _EDGE else None


def _raised(text: str, piece: _Piece, words: list[_Piece]) -> bool:
    """Whether a piece only points to a note: a small number above its line, after no unit (m2)."""
    before = "".join(w.text for w in words[-2:]).rstrip()[-1:]
    small = piece.size < 0.8 * words[0].size and piece.y > words[0].y + 0.1 * piece.size
    return bool(small and re.fullmatch(_MARK, text) and not (before.isascii() and before.isalpha()))


def _rows(table: Table, above: Table | None) -> list[str] | None:
    """A table as lines; where it goes on from the page before, without the same heading."""
    if above is None or len(table.columns) != len(above.columns):
        return table_lines(table.rows)
    heading = [Cell(cell.lines, cell.across) for cell in above.rows[0]]
    lines = table_lines([heading, *table.rows]) or []
    return lines[1 + (above.rows[0] == table.rows[0]) :]


def _flow(pieces: list[_Piece], room: float) -> list[str]:
    """The paragraphs of a cell: a line goes on where the next two characters had no room in it."""
    lines: list[_Piece] = []
    for piece in pieces:
        text = piece.text.replace("\n", "")
        if lines and abs(piece.y - lines[-1].y) < piece.size / 2:
            lines[-1] = lines[-1]._replace(text=lines[-1].text + text)
        else:
            lines.append(piece._replace(text=text.strip()))
    made: list[list[str]] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before and (width(before.text) / 2 + 3) * before.size > room:
            made[-1].append(line.text)
        else:
            made.append([line.text])
    return list(map(joined, made))


def _plain(text: str) -> str:
    """The text with its ligatures (ﬁ) as letters; look-alike radicals are left to ``fold``."""
    return re.sub(r"[\ufb00-\ufb06]", lambda m: unicodedata.normalize("NFKC", m[0]), text)


def _without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    def key(line: Line) -> str:
        return re.sub(r"\d+", "0", line.text)

    edges = Counter(key(line) for page in pages for line in {*page[:_EDGE], *page[-_EDGE:]})
    repeated = {k for k, n in edges.items() if n > 1 and n > len(pages) / 2}
    return [
        [
            line
            for i, line in enumerate(page)
            if line.row
            or _EDGE <= i < len(page) - _EDGE
            or not (key(line) in repeated or _PAGE_NUMBER.fullmatch(line.text))
        ]
        for page in pages
    ]


def _notes(pages: list[list[Line]]) -> list[Line]:
    """All lines, those marked as notes that stand at the foot of a page in a smaller size."""
    sizes: Counter[float] = Counter()
    for line in chain.from_iterable(pages):
        sizes[round(line.size, 1)] += len(line.text)
    usual = max(sizes, key=sizes.__getitem__, default=0.0)
    found = []
    for page in pages:
        foot = len(page)
        while foot and not page[foot - 1].row and page[foot - 1].size < 0.9 * usual:
            foot -= 1
        if foot and foot < len(page) and _NOTE.match(page[foot].text):
            notes = []
            for line in page[foot:]:
                if _NOTE.match(line.text):
                    notes.append(line._replace(note=True))
                else:
                    notes[-1] = notes[-1]._replace(text=joined([notes[-1].text, line.text]))
            page = [*page[:foot], *notes]
        found += page
    return found


def _figures(text: str) -> str:
    """The text with its numbers whole where typesetting parted their digits: 1 00 座, 3 .5 亿."""

    def whole(match: re.Match[str]) -> str:
        parts = match[0].split(" ")
        parted = (
            max(map(len, parts)) == 1
            or (len(parts) < 4 and {len(part) for part in parts[1:]} == {3})
            or (len(parts) == 2 and (parts[1][0] == "0" or _YEAR.match(text, match.start())))
        )
        return "".join(parts) if parted else match[0]

    return _RUN.sub(whole, _POINT.sub(lambda m: re.sub(" ", "", m[0]), text))
