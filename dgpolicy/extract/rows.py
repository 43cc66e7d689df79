"""The rows of a table of tasks: what is to be done, who is in charge, by when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dgpolicy.extract.names import Span

if TYPE_CHECKING:
    from dgpolicy.extract.layout import Ints, Layout

_TASK = re.compile("任务|事项|内容|措施|举措|项目|目标|工作|建设")
_CHARGE = re.compile("(?:责任|牵头|负责|主办|承办|落实|配合).{0,2}(?:单位|部门|处室)|^(单位|部门)$")
_TIME = re.compile("时限|期限|时间|进度安排|截止")
_BACK = re.compile("完成情况|进展|落实情况|成效|实际完成")
_SHORT = 24  # the longest cell of a table's head


class Row(NamedTuple):
    """One task: its cell, the cell of who is in charge, and its number, where there are any."""

    task: Span
    charge: Span | None
    ordinal: int | None


def tables(folded: str, lines: Ints) -> Ints:
    """For each line the line of the head of its table of tasks, -1 where it is in none.

    The rows of a table have as many cells as its head.
    """
    heads = np.full(len(lines), -1)
    if "\t" not in folded:
        return heads
    head, width = -1, 0
    ends = [*lines[1:].tolist(), len(folded)]
    for place, (start, end) in enumerate(zip(lines.tolist(), ends, strict=True)):
        cells = folded[start:end].strip("\n").split("\t")
        if len(cells) != width:
            head, width = -1, 0
        if head < 0 and _columns(cells):
            head, width = place, len(cells)
        heads[place] = head
    return heads


def rows(folded: str, layout: Layout) -> dict[int, Row]:
    """The tasks of the tables of a folded text by their units.

    >>> from dgpolicy.document import Document
    >>> from dgpolicy.extract.layout import layout
    >>> said = "序号\\t任务\\t责任单位\\n1\\t建两座水厂\\t市水务局"
    >>> rows(said, layout(Document.from_text(said)))
    {1: Row(task=(13, 18), charge=(19, 23), ordinal=1)}
    """
    found = {}
    for unit in np.flatnonzero((layout.table >= 0) & (layout.table != layout.line)).tolist():
        head = _cells(folded, layout, int(np.searchsorted(layout.line, layout.table[unit])))
        task, charge = _columns([folded[slice(*cell)] for cell in head]) or (-1, -1)
        cells = [*_cells(folded, layout, unit), *[(0, 0)] * len(head)]  # the last may be empty
        if cells[task][0] < cells[task][1]:
            first = folded[slice(*cells[0])].strip()
            ordinal = int(first) if task and first.isdecimal() else None
            in_charge = charge >= 0 and cells[charge][0] < cells[charge][1]
            found[unit] = Row(cells[task], cells[charge] if in_charge else None, ordinal)
    return found


def _columns(head: list[str]) -> tuple[int, int] | None:
    """The column of tasks and that of who is in charge (-1: none), if a head names them.

    It names a task and who is in charge, or by when, and nothing that was done.
    """
    names = [name.strip() for name in head]
    if any(len(name) > _SHORT or _BACK.search(name) for name in names):
        return None
    charge = next((n for n, name in enumerate(names) if _CHARGE.search(name)), -1)
    task = next((n for n, name in enumerate(names) if n != charge and _TASK.search(name)), -1)
    due = charge >= 0 or any(_TIME.search(name) for name in names)
    return (task, charge) if task >= 0 and due else None


def _cells(folded: str, layout: Layout, unit: int) -> list[Span]:
    """Where the cells of a row stand."""
    cells, at = [], int(layout.lefts[unit])
    for words in folded[at : layout.rights[unit]].split("\t"):
        cells.append((at, at + len(words)))
        at += len(words) + 1
    return cells
