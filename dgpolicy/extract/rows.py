"""The rows of a table of tasks: what is to be done, who is in charge, by when."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import NamedTuple

from dgpolicy.extract.names import Span

_TASK = re.compile("任务|事项|内容|措施|举措|项目|目标|工作|建设")
_CHARGE = re.compile("(?:责任|牵头|负责|主办|承办|落实|配合)(?:单位|部门)")
_TIME = re.compile("时限|期限|时间|进度安排|截止")
_BACK = re.compile("完成情况|进展|落实情况|成效|实际完成")


class Row(NamedTuple):
    """One task: its cell, the cell of who is in charge, and its number, where there are any."""

    task: Span
    charge: Span | None
    ordinal: int | None


def rows(folded: str, lines: list[int]) -> dict[int, Row | None]:
    """The lines that belong to tables of tasks, each with its task; the head has none.

    The head names a task and who is in charge, or by when, and nothing that was done; the rows
    have as many cells. ``lines`` is where the lines of the folded text begin.

    >>> rows("任务\\t责任单位\\n建两座水厂\\t市水务局\\n完", [0, 8, 19])
    {0: None, 1: Row(task=(8, 13), charge=(14, 18), ordinal=None)}
    """
    found: dict[int, Row | None] = {}
    columns, width = None, 0
    for place, (start, end) in enumerate(zip(lines, [*lines[1:], len(folded)], strict=True)):
        words = folded[start:end].strip("\n").split("\t")
        if not columns or len(words) != width:
            columns, width = _columns([word.strip() for word in words]), len(words)
            if columns:
                found[place] = None
            continue
        begun = accumulate((len(word) + 1 for word in words), initial=start)
        cells = [(at, at + len(word.rstrip())) for at, word in zip(begun, words, strict=False)]
        task, charge = (cells[column] if column >= 0 else (0, 0) for column in columns)
        number = words[0].strip()
        ordinal = int(number) if number.isdecimal() else None
        row = Row(task, charge if charge[0] < charge[1] else None, ordinal)
        found[place] = row if task[0] < task[1] else None
    return found


def _columns(names: list[str]) -> tuple[int, int] | None:
    """The column of tasks and that of who is in charge (-1: none), if a head names them."""
    if any(_BACK.search(name) for name in names):
        return None
    charge = next((n for n, name in enumerate(names) if _CHARGE.search(name)), -1)
    task = next((n for n, name in enumerate(names) if n != charge and _TASK.search(name)), -1)
    due = charge >= 0 or any(_TIME.search(name) for name in names)
    return (task, charge) if task >= 0 and due and len(names) > 1 else None
