"""A document cut into units, each character in exactly one: lines, list items, sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from dgpolicy.document import Document
from dgpolicy.extract.names import Span
from dgpolicy.extract.numbering import WHITE, Item, among, numbered
from dgpolicy.extract.words import any_of
from dgpolicy.fold import points

Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

_STOPS = "。!?！？"  # end a sentence
_PARTS = ";；…"  # end a clause that may be a pledge's own
_CLOSERS = '”’」』》)）】〕"'  # belong to the sentence that they close
_QUOTED = "”」』"
_HALTS = "，,、：:"
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
    solid = np.flatnonzero(~among(WHITE)[codes])  # a document holds some character
    lines = _moved(np.append(0, np.flatnonzero(codes == ord("\n")) + 1), solid)
    # A link or a page broke them off: 《 | 纲要(草案) | 》提出
    last = codes[solid[np.searchsorted(solid, lines[1:]) - 1]]
    broken = among(_BEFORE)[last] | among(_AFTER)[codes[lines[1:]]]
    lines = np.append(lines[:1], lines[1:][~broken])
    stops, parts = _ends(codes)
    sentences = np.union1d(lines, _moved(stops, solid))
    items = numbered(folded, lines)
    table = _rows(folded, lines.tolist()) if "\t" in folded else {}
    starts = np.union1d(sentences, _moved(parts, solid))
    inside = np.isin(np.searchsorted(lines, starts, "right") - 1, list(table))
    starts = starts[~inside | np.isin(starts, lines)]
    # Words before 一是 are a unit of their own after a colon alone: 会议要求,一要修路;二要种树
    own = [i.start for n, i in enumerate(items) if i.list_id < n or folded[i.start - 1] == ":"]
    starts = np.union1d(starts, np.array(own, dtype=np.intp))
    starts[0] = 0
    ends = np.append(starts[1:], len(text))
    lefts = solid[np.searchsorted(solid, starts)]
    rights = solid[np.searchsorted(solid, ends) - 1] + 1
    line = np.searchsorted(lines, lefts, "right") - 1
    opens = np.isin(lefts, sentences)
    firsts = np.searchsorted(starts, [item.start for item in items], "right") - 1
    of = _items(items, firsts, line, opens)
    told = [(item.list_id, item.value, line[at]) for item, at in zip(items, firsts, strict=True)]
    list_id, ordinal, row = np.array([*told, (-1, 0, -1)])[of].T
    leads, marks, words = np.zeros(len(starts), dtype=bool), lefts.copy(), lefts.copy()
    leads[firsts] = True
    marks[firsts], words[firsts] = ([item[place] for item in items] for place in (0, 1))
    tasks: dict[int, Span | None] = {}
    for place, (begin, number, charge) in ((p, task) for p, task in table.items() if task):
        unit = int(np.searchsorted(line, place))
        marks[unit] = words[unit] = begin
        ordinal[unit] = ordinal[unit] if leads[unit] else number
        tasks[unit] = charge
    alone = np.bincount(line, minlength=len(lines))[line] == 1
    titled = alone & ~np.isin(rights, np.union1d(stops, parts))
    # An item is one block to the end of its line, a sentence to its mark.
    goes_on = ~leads & np.where(row == line, np.diff(line, prepend=-1) == 0, ~opens)
    return Layout(
        *(starts, ends, lefts, rights, line, alone, titled & ~among(_HALTS)[codes[rights - 1]]),
        *(list_id, ordinal, leads, marks, words),
        block=np.cumsum(~goes_on | (np.diff(of, prepend=-1) != 0)) - 1,
        tense=_tenses(folded, lefts, rights, np.where(leads, list_id, -1), titled),
        tasks=tasks,
    )


def _moved(places: Ints, solid: Ints) -> Ints:
    """Each place moved on to the next character that is not white space, where there is one."""
    at = np.unique(np.searchsorted(solid, places))
    return solid[at[at < len(solid)]]


def _ends(codes: NDArray[np.uint32]) -> tuple[Ints, Ints]:
    """The places after marks that end sentences, and after those that end clauses.

    Closing quotation marks and brackets belong to what they close; an ellipsis before a comma
    ends nothing, one that ends a quotation ends its sentence.
    """
    marks = np.flatnonzero(among(_STOPS + _PARTS + _CLOSERS)[codes])
    begins = np.flatnonzero(np.diff(marks, prepend=marks[:1]) != 1)  # of a run of marks
    last = marks[np.append(begins[1:], len(marks)) - 1] if len(marks) else marks
    stops, parts = (
        np.logical_or.reduceat(among(kind)[codes[marks]], begins) for kind in (_STOPS, _PARTS)
    )
    goes_on = among(_HALTS)[np.append(codes, 0)[last + 1]]
    stops |= parts & among(_QUOTED)[codes[last]] & ~goes_on
    return last[stops] + 1, last[parts & ~stops & ~goes_on] + 1


def _items(items: list[Item], firsts: Ints, line: Ints, opens: Flags) -> Ints:
    """The innermost item of each unit, -1 for none: an item ends with its line or at the next.

    The last of a list inside a line ends with its sentence if the others are of one sentence;
    an item goes on as far as the lists that it holds. ``line`` and ``opens`` say of each unit in
    which line it is and whether a sentence begins with it.
    """
    size, lists = len(line), np.array([item.list_id for item in items], dtype=np.intp)
    sentences = np.append(np.flatnonzero(opens), size)
    sentence = sentences[np.searchsorted(sentences, firsts, "right")]
    ends = np.minimum(np.searchsorted(line, line[firsts], "right"), np.append(firsts, size)[1:])
    one = sentence >= ends
    others, ones = np.bincount(lists)[lists] - 1, np.bincount(lists, one)[lists] - one
    final = np.isin(np.arange(len(items)), len(items) - 1 - np.unique(lists[::-1], True)[1])
    final &= ~np.array([item.opens for item in items], dtype=bool) & (ones * 4 > others * 3)
    lasts = np.maximum(np.where(final, sentence, ends), firsts + 1).tolist()
    for place in range(len(items) - 1, -1, -1):
        if (outer := items[place].outer) >= 0:
            lasts[outer] = max(lasts[outer], lasts[place])
    of = np.full(size, -1)
    for place, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        of[first:last] = place
    return of


def _rows(folded: str, lines: list[int]) -> dict[int, tuple[int, int, Span | None] | None]:
    """The lines of tables of tasks, each with where its task begins, its number, who is in charge.

    The head has none; the rows have as many cells. ``lines`` is where the lines of the text begin.
    """
    found: dict[int, tuple[int, int, Span | None] | None] = {}
    columns, width = None, 0
    for place, (start, end) in enumerate(pairwise([*lines, len(folded)])):
        words = folded[start:end].strip("\n").split("\t")
        if not columns or len(words) != width:
            columns, width = len(words) > 1 and _columns(words), len(words)
            found |= {place: None} if columns else {}
            continue
        begun = accumulate((len(word) + 1 for word in words), initial=start)
        cells = [(at, at + len(word.rstrip())) for at, word in zip(begun, words, strict=False)]
        task, charge = (cells[column] if column >= 0 else (0, 0) for column in columns)
        number = int(words[0]) if words[0].strip().isdecimal() else 0
        row = task[0], number, charge if charge[0] < charge[1] else None
        found[place] = row if task[0] < task[1] else None
    return found


def _columns(names: list[str]) -> tuple[int, int] | None:
    """The column of tasks and that of who is in charge (-1: none), if a head names them."""
    charge = next((n for n, name in enumerate(names) if _CHARGE.search(name)), -1)
    task = next((n for n, name in enumerate(names) if n != charge and _TASK.search(name)), -1)
    due, done = (any(map(form.search, names)) for form in (_DUE, _DONE))
    return (task, charge) if task >= 0 and (due or charge >= 0) and not done else None


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
