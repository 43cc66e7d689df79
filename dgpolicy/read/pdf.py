"""Text PDF: the page's lines put back together as paragraphs, its ruled tables row by row."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, groupby, pairwise
from math import inf
from statistics import median
from typing import Any, NamedTuple

import numpy as np
from pypdf import PdfReader
from pypdf.errors import DependencyError

from dgpolicy.errors import ReadError
from dgpolicy.read.content import Content, Line, joined, merged, paragraphs, table_lines, width

# It has a line for each of the ten thousand objects that a damaged file lacks.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_PAGE_NUMBER = re.compile(r"\W*\d+\W*")
_JUNK_TITLE = re.compile(r"^\(\w+\)$|microsoft word|untitled|about:blank|无标题|\.[a-z]+$", re.I)
_MARK = r"[^\w\s]?\d{1,2}[^\w\s%]?|[①-⑳*＊※†]"
_NOTE = re.compile(rf"(?:{_MARK})(?![\d年月%])|注\d?\s*[:：]")
_RUN = re.compile(r"(?<![\d.,])\d+(?: \d+)+(?=[.．]\d| ?[㐀-鿿%％‰])")
_YEAR = re.compile(r"(?:19|20)(?: \d\d|\d \d) ?年")
_POINT = re.compile(r"(?<=\d) [.．] ?(?=\d)|(?<=[㐀-鿿])\d+[.．] (?=\d)")
_POINTER = re.compile(rf"\s*(?:{_MARK})\s*")
_UNIT = re.compile(r"[A-Za-z]\s*$")
_EDGE = 2  # lines at the head and the foot of a page that may be no part of its text
_NEAR = 3.0  # points: lines that are nearer to each other are one, and a thinner box is a line
_PAINTED = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
_Point = tuple[float, float]
_Rows = list[list[str]]


def read_pdf(data: bytes) -> Content:
    """The text of a PDF, each paragraph a line, without page numbers and running heads.

    Raises ``ValueError`` where the file is locked by a password or holds pictures only.
    """
    reader = PdfReader(io.BytesIO(data))
    pages, above = [], None
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise DependencyError
        for number, page in enumerate(reader.pages):
            lines, above = _page(page, number, above)
            pages.append(lines)
    except DependencyError as error:
        raise ReadError("this PDF is locked by a password; save a copy without one") from error
    if not any(pages):
        raise ReadError(
            "this PDF holds pictures of pages and no text; run a text recognition (OCR) on it first"
        )
    title = _whole((reader.metadata and reader.metadata.title) or "").strip()
    body, notes = _notes(_without_running_heads(pages))
    return Content(
        _whole("\n".join(map(_figures, [*paragraphs(body), *notes]))),
        None if _JUNK_TITLE.search(title) else title or None,
    )


def _whole(text: str) -> str:
    """The text with what its font makes half a character (a lone surrogate) as no character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _page(page: Any, number: int, above: _Rows | None) -> tuple[list[Line], _Rows | None]:
    """The lines of a page, the rows of its tables among them, and the table that it ends with.

    ``above`` is the table that the page before ended with.
    """
    pieces: list[Line] = []
    rulings = _Rulings(page.rotation)

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        if text:
            scale = abs(complex(*tm[:2]) * complex(*cm[:2]))
            pieces.append(Line(text, *rulings.point(cm, *tm[4:]), size * scale))

    page.extract_text(visitor_text=visit, visitor_operand_before=rulings.take)
    # Any point inside its first letter tells where a piece stands.
    held = rulings.boxes([(x + 0.2 * size, y + 0.2 * size) for _, x, y, size, *_ in pieces])
    tabled: dict[int, list[Line]] = {}  # the pieces in tables; the first of each has its rows
    last, end = None, 0
    for boxes in _tables(box for box in held if any(pieces[i].text.strip() for i in held[box])):
        table = _grid({box: _cell([pieces[i] for i in held[box]], box) for box in boxes})
        inside = [i for box in boxes for i in held[box]]
        heads = not tabled and len(_lines(pieces[: min(inside)])) <= _EDGE
        if rows := _rows(table, above if heads else None):
            tabled |= {i: [] for i in inside}
            tabled[min(inside)] = [Line(row, page=number, row=True) for row in rows]
            last = table
    made: list[Line] = []
    for in_table, run in groupby(range(len(pieces)), tabled.__contains__):
        if in_table:
            made += chain.from_iterable(tabled[i] for i in run)
            end = len(made)
        else:
            made += _lines([pieces[i] for i in run], number)
    return made, last if len(made) - end <= _EDGE else None


def _lines(pieces: Sequence[Line], page: int = 0, *, cell: bool = False) -> list[Line]:
    """The lines that pieces make, without what only points to a note.

    They end where pypdf says so; in a cell, whose lines it takes for parts of those that go on
    in the next cell, where the pieces stand lower.
    """
    lines = [Line("")]
    for words, x, y, size, *_ in pieces:
        for i, text in enumerate([words.replace("\n", "")] if cell else words.split("\n")):
            line = lines[-1]
            raised = size < 0.8 * line.size and y > line.y + 0.1 * size
            if i or (cell and abs(y - line.y) >= size / 2 and not raised) or not line.text.strip():
                lines.append(Line(text, x, y, size, page))
            # A small number after a letter is that of a unit (m2).
            elif not (raised and _POINTER.fullmatch(text) and not _UNIT.search(line.text)):
                lines[-1] = line._replace(text=line.text + text)
    return [line._replace(text=line.text.strip()) for line in lines if line.text.strip()]


def _rows(table: _Rows, above: _Rows | None) -> list[str] | None:
    """A table as lines; where it goes on from the page before, without the same heading."""
    if not (above and table) or len(table[0]) != len(above[0]):
        return table_lines(table)
    heading, *lines = table_lines([above[0], *table]) or [""]
    return lines[lines[:1] == [heading] :]


def _cell(pieces: list[Line], box: _Box) -> str:
    """The paragraphs of a cell: a line goes on where the next two characters had no room in it."""

    def goes_on(a: Line, _: Line) -> bool:
        return box.right - box.left < (width(a.text) / 2 + 3) * a.size

    return " ".join(merged(_lines(pieces, cell=True), goes_on))


def _without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    edges = [x for page in pages for x in {*page[:_EDGE], *page[-_EDGE:]} if not x.row]
    forms = {x: re.sub(r"\d+", "0", x.text) for x in edges}
    counts, often = Counter(forms.values()), max(1, len(pages) / 2)
    gone = {x for x in edges if counts[forms[x]] > often or _PAGE_NUMBER.fullmatch(x.text)}
    return [[line for line in page if line not in gone] for page in pages]


def _notes(pages: list[list[Line]]) -> tuple[list[Line], list[str]]:
    """The lines without the notes that stand at the foot of a page in a smaller size, and these."""
    sizes = [line.size for line in chain.from_iterable(pages) for _ in line.text]
    usual = median(sizes or [0.0])
    body: list[Line] = []
    notes: list[list[str]] = []
    for page in pages:
        large = [i for i, line in enumerate(page) if line.row or line.size >= 0.9 * usual]
        foot = page[large[-1] + 1 :] if large else []
        begins = [i for i, line in enumerate(foot, len(page) - len(foot)) if _NOTE.match(line.text)]
        body += page[: begins[0]] if begins else page
        notes += [[line.text for line in page[a:b]] for a, b in pairwise([*begins, len(page)])]
    return body, list(map(joined, notes))


def _figures(text: str) -> str:
    """The text with its numbers whole where typesetting parted their digits: 1 00 座, 3 .5 亿."""

    def whole(match: re.Match[str]) -> str:
        parts = match[0].split(" ")
        parted = (
            max(map(len, parts)) == 1
            or {len(part) for part in parts[1:]} == {3}
            or (len(parts) == 2 and (parts[1][0] == "0" or _YEAR.match(text, match.start())))
        )
        return "".join(parts) if parted else match[0]

    return _RUN.sub(whole, _POINT.sub(lambda m: re.sub(" ", "", m[0]), text))


class _Box(NamedTuple):
    """The inside of four lines, in points from the lower left of the page."""

    top: float
    left: float
    bottom: float
    right: float


class _Rulings:
    """The lines that a page paints, turned by so many degrees; ``take`` hears of its operators."""

    def __init__(self, turned: int) -> None:
        self._turn = (-1j) ** (turned // 90)
        self._painted: list[tuple[_Point, _Point]] = []
        self._path: list[tuple[_Point, _Point]] = []
        self._pen: _Point = (0.0, 0.0)

    def point(self, cm: list[float], x: float, y: float) -> _Point:
        """Where a place of the page's content stands on the page as it is shown."""
        place = complex(x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]) * self._turn
        return place.real, place.imag

    def take(self, operator: bytes, operands: Any, cm: list[float], _tm: list[float]) -> None:
        """One operator of the page, as pypdf's ``visitor_operand_before`` says it."""
        numbers = [float(each) for each in operands if isinstance(each, int | float)]
        # Where a viewer paints nothing, there is nothing.
        if operator in (b"m", b"l") and len(numbers) == 2:
            begin, self._pen = self._pen, self.point(cm, *numbers)
            self._path += [(begin, self._pen)] * (operator == b"l")
        elif operator == b"re" and len(numbers) == 4:
            x, y, wide, high = numbers
            ends = (x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y)
            self._path += pairwise(self.point(cm, *end) for end in ends)
        elif operator in _PAINTED or operator == b"n":
            self._painted += self._path * (operator != b"n")
            self._path = []

    def boxes(self, points: Sequence[_Point]) -> dict[_Box, list[int]]:
        """The boxes that hold any of the points, with the numbers of these."""
        low, high = np.sort(np.array(self._painted).reshape(-1, 2, 2), axis=1).swapaxes(0, 1)
        thin = high - low < _NEAR
        # Of each line, where it stands on one axis, and from where to where on the other.
        lines = np.stack([low, low[:, ::-1], high[:, ::-1]], axis=-1)
        upright, level = (lines[thin[:, i] & ~thin[:, 1 - i], i] for i in (0, 1))
        found: dict[_Box, list[int]] = {}
        for i, (x, y) in enumerate(points):
            top, bottom = _next(level, y, x, 1), _next(level, y, x, -1)
            box = _Box(top, _next(upright, x, y, -1), bottom, _next(upright, x, y, 1))
            if np.isfinite(box).all():
                found.setdefault(box, []).append(i)
        return found


def _next(lines: np.ndarray, at: float, beside: float, step: int) -> float:
    """Where the next line stands, before or after a place, that passes beside it."""
    passing = lines[(lines[:, 1] <= beside) & (beside <= lines[:, 2]), 0] * step
    return step * float(passing[passing > at * step].min(initial=inf))


def _tables(boxes: Iterable[_Box]) -> list[list[_Box]]:
    """The boxes that touch, together, from above."""
    groups: list[list[_Box]] = []
    bottom = inf
    for box in sorted(boxes, reverse=True):
        if box.top < bottom - _NEAR:
            groups.append([])
        groups[-1].append(box)
        bottom = min(bottom, box.bottom)
    return groups


def _grid(cells: dict[_Box, str]) -> list[list[str]]:
    """The rows of a table, the words of a merged cell in each place that it covers.

    Boxes that lie over each other, or have no room for a row, are none of a table: no words
    may be lost, so there are no rows.
    """
    tops = _edges([-y for box in cells for y in (box.top, box.bottom)])
    lefts = _edges([x for box in cells for x in (box.left, box.right)])
    rows = np.full((len(tops) - 1, len(lefts) - 1), "", dtype=object)
    for box, words in cells.items():
        top, bottom = np.searchsorted(tops, (-box.top, -box.bottom), "right")
        left, right = np.searchsorted(lefts, (box.left, box.right), "right")
        covered = rows[top - 1 : bottom - 1, left - 1 : right - 1]
        if not covered.size or any(covered.flat):
            return []
        covered[:] = words
    return rows.tolist()


def _edges(places: list[float]) -> np.ndarray:
    edges = np.unique(places)
    return edges[np.diff(edges, prepend=-inf) > _NEAR]
