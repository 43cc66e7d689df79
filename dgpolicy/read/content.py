"""What a file says, before it is a document: its text, what it says of itself, its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

_LONGEST = 1000  # characters of a cell; what holds more is the frame of a page


class Content(NamedTuple):
    """The text of a file, and what the file itself says about it."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None


@dataclass(eq=False)
class Cell:
    """One cell: its words, and how many columns and rows it is merged over."""

    words: str
    across: int = 1
    down: int = 1


def places(table: list[list[Cell]]) -> list[list[Cell]]:
    """The rows of a table with a merged cell in each place that it covers."""
    width = max((len(row) for row in table), default=0)
    above: list[dict[int, Cell]] = [{} for _ in table]  # what reaches into a row from those over it
    made: list[list[Cell]] = [[] for _ in table]
    for y, line in enumerate(made):
        left = table[y][::-1]
        while left or len(line) in above[y]:
            if len(line) in above[y]:
                line.append(above[y][len(line)])
                continue
            cell = left.pop()
            for _ in range(min(cell.across, width)):
                for below in above[y + 1 : y + cell.down]:
                    below[len(line)] = cell
                line.append(cell)
    return made


def table_lines(rows: Sequence[Sequence[Cell]]) -> list[str] | None:
    """A line for each row, its cells parted by tabs; ``None`` for a layout.

    A merged cell stands in each place that it covers. A table has two rows of two cells that say
    something; what has not, or holds a page in one cell, only lays out. A row that is one cell
    from side to side is said once.

    >>> table_lines(places([[Cell("新建水厂", down=2), Cell("2023年")], [Cell("2024年")]]))
    ['新建水厂\\t2023年', '新建水厂\\t2024年']
    """
    said = [[cell.words for cell in (row if len({*row}) > 1 else row[:1])] for row in rows]
    full = sum(sum(map(bool, row)) > 1 for row in said)
    if full < 2 or any(len(words) > _LONGEST for row in said for words in row):
        return None
    return ["\t".join(row) for row in said if any(row)]
