"""A document cut into units, each character in exactly one: lines, list items, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import inf

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dgpolicy.document import Document
from dgpolicy.extract.names import Span
from dgpolicy.extract.numbering import Item, numbered
from dgpolicy.extract.words import any_of
from dgpolicy.fold import points

Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

_STOPS = re.compile("[。!?！？]")  # end a sentence
_PARTS = re.compile("[;；…]")  # end a clause that may be a pledge's own
_MARKS = re.compile('[。!?！？;；…”’」』》)）】〕"]+')  # what closes is of what it closes
_FIGURE = re.compile("[0-9]{1,6}")  # of a row; more number none
_QUOTED, _HALTS = tuple("”」』"), tuple("，,、：:")
_BEFORE, _AFTER = "《「『（“、，", "》」』）”、，；。"  # no line ends or begins with these
# What the heading of a section says of its tense.
_BACK, _AHEAD = re.compile(any_of("back")), re.compile(any_of("ahead"))
# What the head of a table of tasks names: the task, who is in charge, by when; never what was done.
_TASK, _DUE, _DONE = (re.compile(any_of(kind)) for kind in ("task", "due", "done"))
_CHARGE = re.compile(any_of("charge") + "(?:单位|部门)")


@dataclass(frozen=True, eq=False)
class Layout:
    """The units of a document as arrays of equal length, one place a unit.

    ``starts`` and ``ends`` tile the text; ``lefts`` and ``rights`` are the same without white
    space. ``line`` counts the lines that hold anything; ``alone`` says that a unit is all of its
    line, ``heading`` that it is alone and ends as no sentence does. ``list_id`` is the list of
    the innermost numbered item (-1: none), ``ordinal`` its number; ``leads`` says that the unit
    begins its item, ``marks`` where its number stands and ``words`` where its words begin.
    ``block`` numbers what is one pledge if it is any: an item with all its sentences, a sentence
    with all its clauses. ``tense`` is that of the section: 1 ahead, -1 back, 0 unknown.
    ``tasks`` are the units that are rows of a table, each with the cell of who is in charge.
    """

    starts: Ints
    ends: Ints
    lefts: Ints
    rights: Ints
    line: Ints
    alone: Flags
    heading: Flags
    list_id: Ints
    ordinal: Ints
    leads: Flags
    marks: Ints
    words: Ints
    block: Ints
    tense: Ints
    tasks: dict[int, Span | None]

    def __len__(self) -> int:
        return len(self.starts)


def layout(document: Document) -> Layout:
    """The units of a document: every character is in one, white space in the unit before.

    A unit ends at 。！？；… and at a line's end; a list's items begin one. The row of a table
    of tasks is one unit.

    >>> units = layout(Document.from_text("今年做两件事：一是修路；二是种树。\\n去年？"))
    >>> units.starts.tolist(), units.ordinal.tolist()
    ([0, 7, 12, 18], [0, 1, 2, 0])
    """
    text, folded = document.text, document.folded
    codes = points(text)
    solid = np.flatnonzero(~white(codes))  # a document holds some character
    lines = _moved(np.append(0, np.flatnonzero(codes == ord("\n"))), solid)
    # A link or a page broke them off: 《 | 纲要(草案) | 》提出
    last = codes[solid[np.searchsorted(solid, lines[1:]) - 1]]
    broken = among(_BEFORE, last) | among(_AFTER, codes[lines[1:]])
    lines = np.append(lines[:1], lines[1:][~broken])
    stops, parts = _ends(text)
    sentences = np.union1d(lines, _moved(stops, solid))
    items = numbered(folded, lines.tolist())
    # Words before 一是 are a unit of their own after a colon alone: 会议要求,一要修路;二要种树
    own = [i.start for i in items if i.list_id < i.start or folded[i.start - 1] == ":"]
    starts = np.union1d(sentences, np.append(_moved(parts, solid), own).astype(np.intp))
    table = _rows(folded, lines.tolist()) if "\t" in folded else {}
    inside = np.isin(np.searchsorted(lines, starts, "right") - 1, list(table))
    starts = starts[~inside | np.isin(starts, lines)]
    starts[0] = 0
    ends = np.append(starts[1:], len(text))
    lefts = solid[np.searchsorted(solid, starts)]
    rights = solid[np.searchsorted(solid, ends) - 1] + 1
    line = np.searchsorted(lines, lefts, "right") - 1
    opens = np.isin(lefts, sentences)
    firsts = np.searchsorted(starts, [item.start for item in items], "right") - 1
    of = _items(items, firsts, line, opens)
    list_id, ordinal = np.array([*((i.list_id, i.value) for i in items), (-1, 0)])[of].T
    leads, marks, words = np.zeros(len(starts), dtype=bool), lefts.copy(), lefts.copy()
    leads[firsts] = True
    marks[firsts], words[firsts] = [i.start for i in items], [i.words for i in items]
    tasks = {}
    for place, (begin, number, charge) in table.items():
        unit = int(np.searchsorted(line, place))
        marks[unit], words[unit] = begin, max(begin, words[unit])
        ordinal[unit] = number or ordinal[unit]
        tasks[unit] = charge
    alone = np.bincount(line)[line] == 1
    titled = alone & ~np.isin(rights, np.union1d(stops, parts))
    return Layout(
        *(starts, ends, lefts, rights, line, alone, titled & ~among(_HALTS, codes[rights - 1])),
        *(list_id, ordinal, leads, marks, words),
        block=np.cumsum(np.diff(of, prepend=-inf).astype(bool) | (opens & (of < 0))),
        tense=_tenses(folded, lefts, rights, np.where(leads, list_id, -1), titled),
        tasks=tasks,
    )


def among(chars: Iterable[str], codes: NDArray[np.unsignedinteger]) -> Flags:
    """Of each code point, whether it is one of the characters."""
    return np.isin(codes, points("".join(chars)))


def white(codes: NDArray[np.uint32]) -> Flags:
    """Of each code point, whether it is white space."""
    return np.strings.isspace(codes.view("<U1"))


def _moved(places: ArrayLike, solid: Ints) -> Ints:
    """Each place moved on to the next character that is not white space, where there is one."""
    at = np.unique(np.searchsorted(solid, places))
    return solid[at[at < len(solid)]]


def _ends(text: str) -> tuple[list[int], list[int]]:
    """The places after marks that end sentences, and after those that end clauses.

    Closing quotation marks and brackets belong to what they close; an ellipsis before a comma
    ends nothing, one that ends a quotation ends its sentence.
    """
    stops, parts = [], []
    for marks in _MARKS.finditer(text):
        part = _PARTS.search(marks[0]) and not text.startswith(_HALTS, marks.end())
        if _STOPS.search(marks[0]) or (part and marks[0].endswith(_QUOTED)):
            stops.append(marks.end())
        elif part:
            parts.append(marks.end())
    return stops, parts


def _items(items: list[Item], firsts: Ints, line: Ints, opens: Flags) -> Ints:
    """The innermost item of each unit, -1 for none: an item ends with its line or at the next.

    The last of a list inside a line ends with its sentence if each of the others is one sentence.
    ``firsts`` are the units that items begin with; ``line`` and ``opens`` say of each unit in
    which line it is and whether a sentence begins with it.
    """
    units, size = np.arange(len(line)), len(line)
    sentences = np.append(units[opens], size)
    sentence = sentences[np.searchsorted(sentences, firsts, "right")]
    ends = np.searchsorted(line, line[firsts], "right")
    longer = sentence < np.minimum(ends, np.append(firsts, size)[1:])
    last = {item.list_id: n for n, item in enumerate(items)}
    several = {item.list_id for n, item in enumerate(items) if longer[n] and n < last[item.list_id]}
    inside = np.diff(line, prepend=-inf)[firsts] == 0
    final = [n for list_id, n in last.items() if inside[n] and list_id not in several]
    ends[final] = sentence[final]
    of = np.searchsorted(firsts, units, "right") - 1
    return np.where(units < np.append(ends, size)[of], of, -1)


def _rows(folded: str, lines: list[int]) -> dict[int, tuple[int, int, Span | None]]:
    """The lines of tables of tasks, each with where its task begins, its number, who is in charge.

    The rows have as many cells as the head. ``lines`` is where the lines of the text begin.
    """
    found: dict[int, tuple[int, int, Span | None]] = {}
    head: list[str] = []
    columns: tuple[int | None, int | None] | None = None
    begins = [folded.rfind("\n", 0, line) + 1 for line in lines]  # with an empty cell, too
    for place, (start, end) in enumerate(pairwise([*begins, len(folded)])):
        words = folded[start:end].strip("\n").split("\t")
        if not columns or len(words) != len(head):
            columns, head = _columns(words), words
            continue
        begun = accumulate((len(word) + 1 for word in words), initial=start)
        spans = zip(begun, words, strict=False)
        cells = [(at, at + len(word.rstrip())) if word.strip() else None for at, word in spans]
        task, charge = (None if column is None else cells[column] for column in columns)
        if task:
            number = int(words[0]) if _FIGURE.fullmatch(words[0].strip()) else 0
            found[place] = task[0], number, charge
    return found


def _columns(names: list[str]) -> tuple[int | None, int | None] | None:
    """The column of tasks and that of who is in charge, of a head that names who or by when."""
    charge = next((n for n, name in enumerate(names) if _CHARGE.search(name)), None)
    task = next((n for n, name in enumerate(names) if n != charge and _TASK.search(name)), None)
    due = any(_DUE.search(name) for n, name in enumerate(names) if n != task)
    named = due or charge is not None
    return (task, charge) if named and not any(map(_DONE.search, names)) else None


def _tenses(folded: str, lefts: Ints, rights: Ints, begun: Ints, titled: Flags) -> Ints:
    """The tense of the section that each unit stands in: that of the heading above it.

    It ends with the next heading of the same list; ``begun`` is the list that a unit begins an
    item of. A heading that looks both ways has no tense.
    """
    at, tenses, outer = [0], [0], -1
    for unit in np.flatnonzero(titled).tolist():
        span = int(lefts[unit]), int(rights[unit])
        tense = bool(_AHEAD.search(folded, *span)) - bool(_BACK.search(folded, *span))
        if tense or begun[unit] == outer != -1:
            at.append(unit)
            tenses.append(tense)
            outer = begun[unit]
    return np.repeat(tenses, np.diff([*at, len(lefts)]))
