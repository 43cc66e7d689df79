"""A document cut into units, each character in exactly one: lines, list items, sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dgpolicy.document import Document
from dgpolicy.extract.numbering import FAMILIES, Extents, Item, among, in_order, numbered, rank
from dgpolicy.extract.sections import tense

Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]

# Classes of characters, as bits.
SPACE, NEWLINE, STOP, PART, CLOSER, BOUNDARY, WORD, HALT = (1 << bit for bit in range(8))
_CLASSES = {
    STOP: "。!?！？",  # end a sentence
    PART: ";；…",  # end a clause that may be a pledge's own
    CLOSER: '”’」』》)）】〕"',  # belong to the sentence that they close
    HALT: "，,、：:",
    BOUNDARY: "。！？!?;；：:，,“”‘’「」『』\"'\u200b",  # a list marker may follow
}
_SHORT, _TITLE = 24, 60  # the longest cell of a table's head, the longest heading


@dataclass(frozen=True, eq=False)
class Layout:
    """The units of a document as arrays of equal length, one place a unit.

    ``starts`` and ``ends`` tile the text; ``lefts`` and ``rights`` are the same without white
    space. ``line`` counts the lines that hold anything; ``alone`` says that a unit is all of its
    line, ``heading`` that it is alone and ends as no sentence does. ``item`` is the place in
    ``items`` of the innermost numbered item (-1: none), with its ``list_id``, ``ordinal``,
    ``depth`` and ``family`` (a place in ``numbering.FAMILIES``); ``leads`` says that the unit
    begins its item. ``block`` numbers what is one pledge if it is any: an item with all its
    sentences, a sentence with all its clauses. ``tense`` is that of the section: 1 ahead, -1
    back, 0 unknown. ``table`` is the line of the head of the table that a unit is a row of
    (-1: none).
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
    depth: Ints
    family: Ints
    leads: Flags
    block: Ints
    tense: Ints
    table: Ints
    items: list[Item]

    def __len__(self) -> int:
        return len(self.starts)


def layout(document: Document) -> Layout:
    """The units of a document: every character is in one, white space in the unit before.

    A unit ends at 。！？；… and at a line's end; a list's items begin one. The row of a table
    whose head names its columns is one unit.

    >>> units = layout(Document.from_text("今年做两件事：一是修路；二是种树。\\n去年？"))
    >>> units.starts.tolist(), units.ordinal.tolist()
    ([0, 7, 12, 18], [0, 1, 2, 0])
    """
    text, folded = document.text, document.folded
    raw, codes = (
        np.frombuffer(words.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        for words in (text, folded)
    )
    kinds = _kinds()[raw]
    solid = np.flatnonzero(kinds & SPACE == 0)  # a document holds some character
    lines = np.append(solid[:1], _moved(np.flatnonzero(kinds & NEWLINE) + 1, solid))
    lines = np.unique(lines)
    stops, parts = (_moved(marks, solid) for marks in _ends(kinds))
    tops = numbered(folded, raw, codes, np.append(True, kinds[:-1] & BOUNDARY != 0), lines)
    items = in_order(tops)
    tables = _tables(text, lines)
    starts = _starts(folded, codes, kinds, np.union1d(lines, stops), parts, lines, tables, items)
    ends = np.append(starts[1:], len(text))
    lefts = solid[np.searchsorted(solid, starts)]
    rights = solid[np.searchsorted(solid, ends) - 1] + 1
    line = np.searchsorted(lines, lefts, "right") - 1
    opens = np.isin(lefts, stops) | np.isin(lefts, lines)
    firsts = np.searchsorted(starts, [item.start for item in items], "right") - 1
    for item, first in zip(items, firsts.tolist(), strict=True):
        item.first = first
    finished = among("。!?;:")[codes[rights - 1]]
    Extents(line.tolist(), opens.tolist(), finished.tolist()).close(tops, len(starts))
    of, leads = np.full(len(starts), -1), np.zeros(len(starts), dtype=bool)
    for place, item in enumerate(items):
        of[item.first : item.last] = place
    leads[firsts] = True
    told = [(item.list_id, item.value, item.depth, FAMILIES.index(item.family)) for item in items]
    list_id, ordinal, depth, family = np.array([*told, (-1, 0, 0, -1)])[of].T
    alone = np.bincount(line, minlength=len(lines))[line] == 1
    titled = alone & (rights - lefts <= _TITLE) & ~_ended(kinds, rights, STOP | PART)
    heading = titled & (kinds[rights - 1] & HALT == 0)
    return Layout(
        *(starts, ends, lefts, rights, line, alone, heading),
        *(of, list_id, ordinal, depth, family, leads),
        block=_blocks(line, of, leads, _ended(kinds, rights, STOP), heading, items),
        tense=_tenses(document, lefts, rights, np.flatnonzero(titled)),
        table=tables[line],
        items=items,
    )


def _starts(
    folded: str,
    codes: NDArray,
    kinds: NDArray[np.uint8],
    sentences: Ints,
    parts: Ints,
    lines: Ints,
    tables: Ints,
    items: list[Item],
) -> Ints:
    """Where units begin: with sentences, clauses and items, but for rows and for marks alone."""
    ends = np.union1d(sentences, parts)
    cuts = np.union1d(ends, _inline(codes, kinds, ends))
    row = np.searchsorted(lines, cuts, "right") - 1
    cuts = cuts[(tables[row] < 0) | (cuts == lines[row])]
    words = np.flatnonzero(kinds & WORD)
    before = np.searchsorted(words, cuts)  # a unit of marks alone ends the unit before
    cuts = cuts[(np.append(before[1:], len(words)) > before) | np.isin(cuts, lines)]
    begun = [i.start for i in items if i is not i.siblings[0] or folded[i.start - 1] == ":"]
    if begun:
        told = np.searchsorted(words, cuts[np.searchsorted(cuts, begun, "right") - 1])
        cuts = np.union1d(cuts, np.array(begun)[np.searchsorted(words, begun) > told + 1])
    cuts[0] = 0
    return cuts


@cache
def _kinds() -> NDArray[np.uint8]:
    """The classes of every code point."""
    table = np.full(0x110000, WORD, dtype=np.uint8)
    for first, last in ((0, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0xBF), (0x2000, 0x245F)):
        table[first : last + 1] = 0
    for first, last in ((0x2500, 0x27BF), (0x3000, 0x3004), (0x3008, 0x3020), (0xFE30, 0xFE6F)):
        table[first : last + 1] = 0
    for first, last in ((0xFF00, 0xFF0F), (0xFF1A, 0xFF20), (0xFF3B, 0xFF40), (0xFF5B, 0xFF65)):
        table[first : last + 1] = 0
    spaces = [code for code in range(0x3001) if chr(code).isspace()]
    table[spaces] = SPACE | BOUNDARY
    table[ord("\n")] |= NEWLINE
    for kind, chars in _CLASSES.items():
        table[[ord(char) for char in chars]] |= kind
    return table


def _moved(places: Ints, solid: Ints) -> Ints:
    """Each place moved on to the next character that is not white space, where there is one."""
    at = np.searchsorted(solid, places)
    return solid[at[at < len(solid)]]


def _ends(kinds: NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """The places after marks that end sentences, and after those that end clauses.

    Closing quotation marks and brackets belong to what they close; an ellipsis before a comma
    ends nothing.
    """
    marks = np.flatnonzero(kinds & (STOP | PART | CLOSER))
    begins = np.flatnonzero(np.diff(marks, prepend=-2) != 1)  # of a run of marks
    if not len(begins):
        return marks, marks
    last = marks[np.append(begins[1:], len(marks)) - 1]
    ended = np.bitwise_or.reduceat(kinds[marks] & (STOP | PART), begins)
    after = np.append(kinds, 0)[last + 1]
    stop = ended & STOP != 0
    part = ~stop & (ended != 0) & (after & HALT == 0)
    return last[stop] + 1, last[part] + 1


def _inline(codes: NDArray, kinds: NDArray[np.uint8], ends: Ints) -> Ints:
    """Where a list's item begins inside a sentence: after a colon, or after another item."""
    one, two, three = (np.append(codes, (0, 0, 0))[n : n + len(codes)] for n in range(3))
    numeral, verb = among("一二三四五六七八九十"), among("是要")
    single = numeral[one] & verb[two] & (three != ord("一"))
    double = numeral[one] & numeral[two] & verb[three]
    nth = (one == ord("第")) & numeral[two] & among(",、是")[three]
    nth |= (one == ord("其")) & numeral[two] & among(",是")[three]
    before = np.append(0, np.append(0, kinds)[1:-1])
    places = np.flatnonzero((single | double | nth) & (before & BOUNDARY != 0))
    others = np.flatnonzero(single | double)
    unit = np.append(0, ends)[np.searchsorted(ends, places, "right")]
    goes_on = np.searchsorted(others, places) > np.searchsorted(others, unit)
    return places[goes_on | (codes[places - 1] == ord(":"))]


def _tables(text: str, line_at: Ints) -> Ints:
    """For each line the line of the table's head that it is a row of, -1 for all others."""
    heads = np.full(len(line_at), -1)
    if "\t" not in text:
        return heads
    ends = np.append(line_at[1:], len(text)).tolist()
    rows = [text[a:b].strip("\n").split("\t") for a, b in zip(line_at.tolist(), ends, strict=True)]
    head = -1
    for place, cells in enumerate(rows):
        if len(cells) < 2 or (head >= 0 and len(cells) != len(rows[head])):
            head = -1
        if len(cells) > 1 and head < 0 and all(len(cell.strip()) <= _SHORT for cell in cells):
            head = place if _COLUMNS.search("".join(cells)) else -1
        heads[place] = head
    return heads


_COLUMNS = re.compile(
    "任[务務]|事[项項]|[内內]容|措施|工作|[项項]目|目[标標]|[责責]任|[单單]位|部[门門]|[时時][限间間]|期限"
)


def _blocks(
    line: Ints, of: Ints, leads: Flags, stopped: Flags, heading: Flags, items: list[Item]
) -> Ints:
    """The block of each unit: an item goes on to the end of its line, a sentence to its mark.

    An item of two lines whose first is no heading goes on to its end.
    """
    reach = np.array([line[item.first] for item in items] + [-1])
    for place, item in enumerate(items):
        last = line[item.last - 1]
        if not item.inside and last == reach[place] + 1 and not heading[item.first]:
            reach[place] = last
    begins = np.ones(len(line), dtype=bool)
    same = (of[1:] == of[:-1]) & ~leads[1:]
    clause = ~stopped[:-1] & (line[1:] == line[:-1])
    begins[1:] = ~(same & (clause | (line[1:] <= reach[of[1:]])))
    return np.cumsum(begins) - 1


def _ended(kinds: NDArray[np.uint8], rights: Ints, marks: int) -> Flags:
    """Whether units end with one of the marks, or with one that is closed."""
    last = kinds[rights - 1]
    before = kinds[np.maximum(rights - 2, 0)]
    return (last & marks != 0) | ((last & CLOSER != 0) & (before & marks != 0))


def _tenses(document: Document, lefts: Ints, rights: Ints, titled: Ints) -> Ints:
    """The tense of the section that each unit stands in: that of the heading above it."""
    at, tenses, outer = [0], [0], len(FAMILIES)
    for unit in titled.tolist():
        words = document.folded[lefts[unit] : rights[unit]]
        found = tense(words, document.published)
        level = rank(words)
        if found or (0 <= level <= outer):
            at.append(unit)
            tenses.append(found)
            outer = level if found else len(FAMILIES)
    return np.repeat(tenses, np.diff([*at, len(lefts)]))
