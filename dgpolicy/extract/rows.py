"""The rows of a table of tasks: what is to be done, who is in charge, by when."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from dgpolicy.extract.layout import Layout
from dgpolicy.extract.names import Span

_TASK = re.compile("任务|事项|内容|措施|举措|项目|目标|工作|建设")
_CHARGE = re.compile("(?:责任|牵头|负责|主办|承办|落实|配合).{0,2}(?:单位|部门|处室)|^单位$|^部门$")
_TIME = re.compile("时限|期限|完成时间|时间|进度安排|截止")
_BACK = re.compile("完成情况|进展|落实情况|成效|实际完成")


class Row(NamedTuple):
    """One task: its cell, the cell of who is in charge, and its number, where there are any."""

    task: Span
    charge: Span | None
    ordinal: int | None


def rows(folded: str, layout: Layout) -> dict[int, Row]:
    """The tasks of the tables whose head names a task and who is in charge, or by when, by unit.

    >>> from dgpolicy.document import Document
    >>> from dgpolicy.extract.layout import layout
    >>> said = "序号\\t任务\\t责任单位\\n1\\t建两座水厂\\t市水务局"
    >>> rows(said, layout(Document.from_text(said)))
    {1: Row(task=(13, 18), charge=(19, 23), ordinal=1)}
    """
    found = {}
    for unit in np.flatnonzero((layout.table >= 0) & (layout.table != layout.line)).tolist():
        head = int(np.searchsorted(layout.line, layout.table[unit]))
        names = [folded[a:b].strip() for a, b in _cells(folded, layout, head)]
        charge = next((n for n, name in enumerate(names) if _CHARGE.search(name)), None)
        due = any(_TIME.search(name) for name in names)
        others = ((n, name) for n, name in enumerate(names) if n != charge)
        task = next((n for n, name in others if _TASK.search(name)), None)
        cells = _cells(folded, layout, unit)
        if task is None or (charge is None and not due) or any(map(_BACK.search, names)):
            continue
        if max(task, charge or 0) < len(cells) and cells[task][0] < cells[task][1]:
            first = folded[slice(*cells[0])].strip()
            ordinal = int(first) if task and first.isdecimal() else None
            of = cells[charge] if charge is not None else None
            found[unit] = Row(cells[task], of if of and of[0] < of[1] else None, ordinal)
    return found


def _cells(folded: str, layout: Layout, unit: int) -> list[Span]:
    """Where the cells of a row stand."""
    cells, at = [], int(layout.lefts[unit])
    for words in folded[at : layout.rights[unit]].split("\t"):
        cells.append((at, at + len(words)))
        at += len(words) + 1
    return cells
