"""What a file says, before it is a document: its text, paragraphs of lines, lines of tables."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from datetime import date
from importlib.resources import files
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_LONGEST = 1000  # characters of a cell; what holds more is the frame of a page
_N = "[一二三四五六七八九十百〇零]+"
_ITEM = re.compile(
    rf"\s*(?:[(（]?(?:{_N}|\d{{1,2}})[)）、．.](?!\d)"
    rf"|{_N}[是要]|第{_N}[,，、:：条條章节節项項]"
    r"|[①-⑳⑴-⒇㈠-㈩●•■◆]|(?:首先|其次|再次|最[后後])[,，])"
)
_STOP = re.compile(r"[。！？!?；;：:]['\"”’」』）)]*$")


class Content(NamedTuple):
    """The text of a file, and what the file itself says about it."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file that stands beside the code."""
    with files("dgpolicy.read").joinpath(name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def table_lines(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """A line for each row, its cells parted by tabs; ``None`` for a layout.

    The words of a merged cell stand in each place that it covers. A table has two rows of two
    cells that say something; what has not, or holds a page in one cell, only lays out. A row that
    says one thing from side to side says it once.

    >>> table_lines([["任務", "時限"], ["新建水廠", "2023年"], ["保障", "保障"]])
    ['任務\\t時限', '新建水廠\\t2023年', '保障']
    """
    said = [row if len({*row}) > 1 else row[:1] for row in rows]
    full = sum(sum(map(bool, row)) > 1 for row in said)
    if full < 2 or any(len(words) > _LONGEST for row in said for words in row):
        return None
    return ["\t".join(row) for row in said if any(row)]


class Line(NamedTuple):
    """A line of a page: where it stands, how large it is, and whether it is text of its own."""

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 1.0
    page: int = 0
    row: bool = False  # of a table: joins nothing


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """Lines joined where the page, not the writer, broke them.

    A line goes on in the next where it is full and the next is neither indented, nor set off by
    a wider gap, nor numbered. Where the page knows neither indents nor gaps, the end of a
    sentence ends the paragraph too.
    """
    body = [line for line in lines if not line.row]
    widths = sorted(width(line.text) for line in body) or [0]
    full = 0.85 * widths[int(0.9 * (len(widths) - 1))]
    pairs = list(pairwise(body))
    step = median([a.y - b.y for a, b in pairs if a.page == b.page and a.y > b.y] or [0.0])
    left = min((line.x for line in body), default=0.0)

    def set_off(a: Line, b: Line) -> bool:
        gap = a.page == b.page and abs(a.y - b.y) > 1.25 * step
        return gap or b.x - a.x > 0.8 * b.size

    laid_out = sum(set_off(a, b) for a, b in pairs) > len(pairs) / 50

    def goes_on(a: Line, b: Line) -> bool:
        return not (
            a.row
            or b.row
            or (_STOP.search(a.text) and (not laid_out or b.x - left > 0.8 * b.size))
            or width(a.text) < full
            or set_off(a, b)
            or abs(a.size - b.size) > 0.2 * b.size
            or _ITEM.match(b.text)
        )

    return merged(lines, goes_on)


def merged(lines: Sequence[Line], goes_on: Callable[[Line, Line], bool]) -> list[str]:
    """The words of lines, those of a line that goes on in the next joined with the next."""
    made = [[line.text] for line in lines[:1]]
    for a, b in pairwise(lines):
        if goes_on(a, b):
            made[-1].append(b.text.lstrip())
        else:
            made.append([b.text])
    return list(map(joined, made))


def joined(pieces: Sequence[str]) -> str:
    """Pieces of one paragraph in a row, with a blank between words of letters.

    >>> joined(["建設5G", "AI平台10", "0個"])
    '建設5G AI平台100個'
    """
    parted = list(pieces[:1])
    for a, b in pairwise(pieces):
        ends = a[-1:] + b[:1]
        parted.append(" " * (ends.isascii() and ends.isalnum() and not ends.isdigit()) + b)
    return "".join(parted)


def unwrapped(text: str) -> str:
    """A plain text whose editor broke its lines at one width, with its paragraphs whole again.

    Any other text comes back as it is: a line that ends where its sentence does is the writer's.
    """
    # An indented line is set off as one after a blank line is.
    found = [line.rstrip() for line in re.sub(r"\n(?=\s)", "\n\n", text).split("\n")]
    widths = [width(line) for line in found if line]
    widest = max(widths, default=0)
    full = [line for line in found if widest - 4 <= width(line)]
    cut = sum(line[-1:].isalnum() for line in full)
    # Lines of words stand in narrower lists, and one or two may end amid words by chance.
    if widest < 40 or len(full) < len(widths) / 3 or cut < max(len(full) / 2, 3):
        return text
    return "\n".join(paragraphs([Line(line, y=-y) for y, line in enumerate(found) if line]))


def width(text: str) -> int:
    """How wide a text is printed, in half-widths: as many as its bytes in GBK."""
    return len(text.encode("gbk", "replace"))
