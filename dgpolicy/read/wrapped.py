"""Lines that a page or an editor broke, put back together as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_N = "[一二三四五六七八九十百〇零]+"
_ITEM = re.compile(
    rf"\s*(?:[(（]?(?:{_N}|\d{{1,2}})[)）、．.](?!\d)"
    rf"|{_N}[是要]|第{_N}[,，、:：条條章节節项項]"
    r"|[①-⑳⑴-⒇㈠-㈩●•■◆]|(?:首先|其次|再次|最[后後])[,，])"
)
_NARROWEST = 40  # half-widths: lines of words stand in shorter lists
_FEWEST = 3  # lines that end in the midst of words
_STOP = re.compile(r"[。！？!?；;：:]['\"”’」』）)]*$")


class Line(NamedTuple):
    """A line of a page: where it stands, how large it is, and whether it is text of its own."""

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 1.0
    page: int = 0
    row: bool = False  # of a table: joins nothing
    note: bool = False  # at the foot of its page: stands after the paragraph that it cuts


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """Lines joined where the page, not the writer, broke them.

    A line goes on in the next where it is full and the next is neither indented, nor set off by
    a wider gap, nor numbered. Where the page knows neither indents nor gaps, the end of a
    sentence ends the paragraph too.
    """
    body = [line for line in lines if not line.row and not line.note]
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

    made: list[list[str]] = []
    notes: list[list[str]] = []
    before = None
    for line in lines:
        if line.note:
            notes.append([line.text])
        elif before and goes_on(before, line):
            made[-1].append(line.text.lstrip())
        else:
            made += [*notes, [line.text]]
            notes = []
        before = before if line.note else line
    return [joined(pieces) for pieces in [*made, *notes]]


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
    if widest < _NARROWEST or len(full) < len(widths) / 3 or cut < len(full) / 2 or cut < _FEWEST:
        return text
    return "\n".join(paragraphs([Line(line, y=-y) for y, line in enumerate(found) if line]))


def width(text: str) -> int:
    """How wide a text is printed, in half-widths: as many as its bytes in GBK."""
    return len(text.encode("gbk", "replace"))
