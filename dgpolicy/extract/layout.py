"""A document cut into units, each character in exactly one: lines, list items, sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dgpolicy.document import Document
from dgpolicy.extract.numbering import Item, close, numbered
from dgpolicy.extract.rows import Row, rows
from dgpolicy.fold import points

Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]

# Classes of characters, as bits.
SPACE, NEWLINE, STOP, PART, CLOSER, QUOTED, BOUNDARY, HALT = (1 << bit for bit in range(8))
_CLASSES = {
    STOP: "。!?！？",  # end a sentence
    PART: ";；…",  # end a clause that may be a pledge's own
    CLOSER: '”’」』》)）】〕"',  # belong to the sentence that they close
    QUOTED: "”」』",
    HALT: "，,、：:",
    BOUNDARY: '。！？!?;；：:，,“「『"',  # a list marker may follow
}
# What the heading of a section says of its tense.
_BACK = re.compile(
    "回顾|成就|成效|成绩|总结|取得的|形势|问题|背景|意义|依据|历程|进展|工作情况|基本情况|现状|经验"
    "|体会|编制说明|释义|注释|过去|变化"
)
_AHEAD = re.compile(
    "目标|任务|举措|措施|部署|安排|建议|重点|要求|总体|打算|保障|实施|计划|思路|政策取向|组织"
    "|下一步|未来|展望|主要考虑|实事|[化破]解|解决|打破"
)


@dataclass(frozen=True, eq=False)
class Layout:
    """The units of a document as arrays of equal length, one place a unit.

    ``starts`` and ``ends`` tile the text; ``lefts`` and ``rights`` are the same without white
    space. ``line`` counts the lines that hold anything; ``alone`` says that a unit is all of its
    line, ``heading`` that it is alone and ends as no sentence does. ``item`` is the place in
    ``items`` of the innermost numbered item (-1: none), with its ``list_id`` and ``ordinal``;
    ``leads`` says that the unit begins its item. ``block`` numbers what is one pledge if it is
    any: an item with all its sentences, a sentence with all its clauses. ``tense`` is that of
    the section: 1 ahead, -1 back, 0 unknown. ``tasks`` are the units that are rows of a table.
    """

    starts: Ints
    ends: Ints
    lefts: Ints
    rights: Ints
    line: Ints
    alone: Flags
    heading: Flags
    item: Ints
    list_id: Ints
    ordinal: Ints
    leads: Flags
    block: Ints
    tense: Ints
    items: list[Item]
    tasks: dict[int, Row]

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
    kinds = _kinds()[points(text)]
    solid = np.flatnonzero(kinds & SPACE == 0)  # a document holds some character
    lines = _moved(np.append(0, np.flatnonzero(kinds & NEWLINE) + 1), solid)
    stops, parts = _ends(kinds)
    sentences = np.union1d(lines, _moved(stops, solid))
    boundary = np.append(True, kinds[:-1] & BOUNDARY != 0)
    items = numbered(folded, points(folded), boundary, lines)
    table = rows(folded, lines.tolist()) if "\t" in folded else {}
    starts = np.union1d(sentences, _moved(parts, solid))
    inside = np.isin(np.searchsorted(lines, starts, "right") - 1, list(table))
    starts = starts[~inside | np.isin(starts, lines)]
    # Words before 一是 are a unit of their own after a colon alone: 会议要求,一要修路;二要种树
    own = [i.start for i in items if i is not i.siblings[0] or folded[i.start - 1] == ":"]
    starts = np.union1d(starts, np.array(own, dtype=np.intp))
    starts[0] = 0
    ends = np.append(starts[1:], len(text))
    lefts = solid[np.searchsorted(solid, starts)]
    rights = solid[np.searchsorted(solid, ends) - 1] + 1
    line = np.searchsorted(lines, lefts, "right") - 1
    opens = np.isin(lefts, sentences)
    firsts = np.searchsorted(starts, [item.start for item in items], "right") - 1
    for item, first in zip(items, firsts.tolist(), strict=True):
        item.first = first
    close(items, line.tolist(), opens.tolist())
    of, leads = np.full(len(starts), -1), np.zeros(len(starts), dtype=bool)
    for place, item in enumerate(items):
        of[item.first : item.last] = place
    leads[firsts] = True
    told = [(item.list_id, item.value, line[item.first]) for item in items]
    list_id, ordinal, row = np.array([*told, (-1, 0, -1)])[of].T
    alone = np.bincount(line, minlength=len(lines))[line] == 1
    titled = alone & ~np.isin(rights, np.union1d(stops, parts))
    # An item is one block to the end of its line, a sentence to its mark.
    goes_on = ~leads & np.where(row == line, np.diff(line, prepend=-1) == 0, ~opens)
    return Layout(
        *(starts, ends, lefts, rights, line, alone, titled & (kinds[rights - 1] & HALT == 0)),
        *(of, list_id, ordinal, leads),
        block=np.cumsum(~goes_on | (np.diff(of, prepend=-2) != 0)) - 1,
        tense=_tenses(folded, lefts, rights, np.where(leads, list_id, -2), titled),
        items=items,
        tasks={int(np.searchsorted(line, place)): row for place, row in table.items() if row},
    )


@cache
def _kinds() -> NDArray[np.uint8]:
    """The classes of every code point."""
    table = np.zeros(0x110000, dtype=np.uint8)
    table[[code for code in range(0x3001) if chr(code).isspace()]] = SPACE | BOUNDARY
    table[ord("\n")] |= NEWLINE
    for kind, chars in _CLASSES.items():
        table[[ord(char) for char in chars]] |= kind
    return table


def _moved(places: Ints, solid: Ints) -> Ints:
    """Each place moved on to the next character that is not white space, where there is one."""
    at = np.unique(np.searchsorted(solid, places))
    return solid[at[at < len(solid)]]


def _ends(kinds: NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """The places after marks that end sentences, and after those that end clauses.

    Closing quotation marks and brackets belong to what they close; an ellipsis before a comma
    ends nothing, one that ends a quotation ends its sentence.
    """
    marks = np.flatnonzero(kinds & (STOP | PART | CLOSER))
    begins = np.flatnonzero(np.diff(marks, prepend=-2) != 1)  # of a run of marks
    if not len(begins):
        return marks, marks
    last = marks[np.append(begins[1:], len(marks)) - 1]
    ended = np.bitwise_or.reduceat(kinds[marks] & (STOP | PART), begins)
    after = np.append(kinds, 0)[last + 1]
    goes_on = after & HALT != 0
    stop = (ended & STOP != 0) | ((ended != 0) & (kinds[last] & QUOTED != 0) & ~goes_on)
    part = ~stop & (ended != 0) & ~goes_on
    return last[stop] + 1, last[part] + 1


def _tenses(folded: str, lefts: Ints, rights: Ints, begun: Ints, titled: Flags) -> Ints:
    """The tense of the section that each unit stands in: that of the heading above it.

    It ends with the next heading of the same list; ``begun`` is the list that a unit begins an
    item of. A heading that looks both ways has no tense.
    """
    at, tenses, outer = [0], [0], -1
    for unit in np.flatnonzero(titled).tolist():
        span = int(lefts[unit]), int(rights[unit])
        tense = bool(_AHEAD.search(folded, *span)) - bool(_BACK.search(folded, *span))
        if tense or begun[unit] == outer:
            at.append(unit)
            tenses.append(tense)
            outer = max(begun[unit], -1)
    return np.repeat(tenses, np.diff([*at, len(lefts)]))
