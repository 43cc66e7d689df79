"""What a file says, before it is a document: its text, what it says of itself, its tables."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from typing import NamedTuple

_LONGEST = 1000  # characters of a cell; what holds more is the frame of a page


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
