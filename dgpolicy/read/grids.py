"""Tables of any format as lines: one a row, its cells parted by tabs."""

from __future__ import annotations

from dataclasses import dataclass

_LONGEST = 1000  # characters of a cell; what holds more is the frame of a page


@dataclass
class Cell:
    """One cell: its lines of text, and how many columns and rows it is merged over."""

    lines: list[str]
    across: int = 1
    down: int = 1


def table_lines(table: list[list[Cell]]) -> list[str] | None:
    """A line for each row, a merged cell said in each place it covers; ``None`` for a layout.

    A table has two rows of two cells that say something; what has not, or holds a page in one
    cell, only lays out. A row that is one cell from side to side is said once.

    >>> table_lines([[Cell(["新建水厂"], down=2), Cell(["2023年"])], [Cell(["2024年"])]])
    ['新建水厂\\t2023年', '新建水厂\\t2024年']
    """
    width = max((len(row) for row in table), default=0)
    above: dict[int, tuple[str, int]] = {}  # column: what reaches into it, for how many rows
    lines, full = [], 0
    for row in table:
        line: list[str] = []
        left, below, more = row[::-1], {}, len(row) > 1 or bool(above)
        while left or len(line) in above:
            if len(line) in above:
                (text, down), across = above[len(line)], 1
            else:
                cell = left.pop()
                text, across, down = " ".join(cell.lines), min(cell.across, width), cell.down
                if len(text) > _LONGEST:
                    return None
            for _ in range(across):
                if down > 1:
                    below[len(line)] = text, down - 1
                line.append(text)
        above = below
        full += sum(map(bool, line)) > 1 and more
        if any(line):
            lines.append("\t".join(line if more else line[:1]))
    return lines if full > 1 else None
