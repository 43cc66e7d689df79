"""Statement to pledges: what it commits to, of four kinds."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal

from dgpolicy.document import Document
from dgpolicy.extract.lines import FINAL, Item, is_sentence, lines, lists, sentences, trimmed
from dgpolicy.extract.statements import Statement
from dgpolicy.extract.wording.commitment import stance
from dgpolicy.extract.wording.outlook import (
    FORWARD,
    era,
    heading,
    looks_back,
    not_ours,
    opens_back,
    remembers,
    to_come,
)

Offsets = tuple[int, int]
Kind = Literal["directive", "unnumbered", "lead", "numbered"]
Stances = frozenset[str]

# Which items of a list are pledges, by their stance: under a lead that looks ahead all that do
# not look back, without one those that do something, in a mixed list those that promise.
LED: Stances = frozenset(("commits", "acts", "announces", "other"))
DOING: Stances = frozenset(("commits", "acts"))
PROMISING: Stances = frozenset(("commits",))
NONE: Stances = frozenset()


@dataclass(frozen=True)
class Pledge:
    """A commitment of the body that speaks in its statement.

    ``start`` stands at its number where it has one, ``end`` after its last mark; ``headline`` is
    its first clause without the number.
    """

    start: int
    end: int
    kind: Kind
    ordinal: int | None
    headline: Offsets


def pledges(document: Document, statement: Statement) -> list[Pledge]:
    """The pledges of a statement in the order of the text.

    >>> from dgpolicy.extract.statements import statements
    >>> said = Document.from_text("市水务局局长王江:\\n去年建成了一座水厂。今年将新建两座。")
    >>> [said.text[p.start : p.end] for p in pledges(said, statements(said)[0])]
    ['今年将新建两座。']
    """
    return _Statement(document, statement).all()


class _Statement:
    def __init__(self, document: Document, statement: Statement) -> None:
        self.text, self.form = document.text, statement.form
        self.folded = document.folded
        self.year = document.published.year if document.published else None
        self.spans = [line for part in statement.parts for line in lines(self.text, *part)]
        self.starts = [start for start, _ in self.spans]
        self.lists = lists(self.text, self.folded, self.spans)
        if self.form == "speech":
            # 45. 政府會注資…: in an address the figures number its paragraphs.
            self.lists = [items for items in self.lists if items[0].family != "arab"]
        title = self.folded[: self.folded.find("\n", 0, 30) + 1]
        self.asks = not_ours(title)  # 節約用水倡議書
        self.taken: list[Offsets] = []  # what numbered items, kept or not, have spoken for
        self.found: list[Pledge] = []
        self.numbered: set[int] = set()  # where the items that commit begin
        self.heads: list[tuple[int, str]] = []  # where a tense begins to hold

    def all(self) -> list[Pledge]:
        self._headings(self.lists)
        self.heads.sort()
        for items in self.lists:
            self._list(items)
        self._unnumbered()
        return sorted(self.found, key=lambda p: p.start)

    # -- sections ------------------------------------------------------------------------------

    def _headings(self, found: list[list[Item]]) -> None:
        """Headings that give their content a tense: titles of sections over several lines."""
        for items in found:
            for item in items:
                line = self._line_of(item.start)
                words = self.folded[item.start : line[1]]
                titled = line[0] == item.start and (item.inside or not is_sentence(words))
                if titled and (tense := heading(words)):
                    self.heads.append((item.start, tense))
                self._headings(item.inside)

    def _section(self, at: int) -> str | None:
        place = bisect_right(self.heads, at, key=lambda head: head[0])
        return self.heads[place - 1][1] if place else None

    def _ahead(self, section: str | None) -> bool:
        return section == "ahead" or (section is None and self.form == "notice")

    def _line_of(self, at: int) -> Offsets:
        place = bisect_right(self.starts, at) - 1
        return self.spans[place] if place >= 0 and at < self.spans[place][1] else (at, at + 1)

    # -- numbered ------------------------------------------------------------------------------

    def _list(self, items: list[Item]) -> None:
        taken = self._decides(items)
        lead = self._lead(items[0])
        ahead = bool(lead and taken is LED and FORWARD.search(self.folded, *lead))
        if not taken and lead:
            self.taken.append(lead)
        for item in items:
            if item.inside:
                self._outer(item, taken)
                for inner in item.inside:
                    self._list(inner)
            elif not self._is_section(item):
                self.taken.append((item.start, item.end))
                if self._stance(item, ahead=ahead) in taken:
                    self._add(item.start, item.end, "numbered", item.value, item.words)
            else:
                self._outer(item, taken)

    def _outer(self, item: Item, taken: Stances) -> None:
        """The words of an item before what stands inside it: a title, or a title and more."""
        line = self._line_of(item.start)
        inner = item.inside[0][0].start if item.inside else line[1]
        stop = min(line[1], inner)
        head = sentences(self.folded, item.start, stop)
        if not item.inside and self.folded[stop - 1] in FINAL and taken and len(head) > 1:
            self.taken.append((item.start, stop))
            if self._stance(item, stop) in taken:
                self._add(item.start, stop, "numbered", item.value, item.words)
            return
        if head:
            self.taken.append(head[0])

    def _is_section(self, item: Item) -> bool:
        height = bisect_left(self.starts, item.end) - bisect_left(self.starts, item.start)
        titled = not is_sentence(self.folded[slice(*self._line_of(item.start))])
        return height > 2 or (height == 2 and titled and item.family == "han")

    def _decides(self, items: list[Item]) -> Stances:
        """Which items of a list commit, by the words that open it and by the items."""
        if all(self._is_section(i) or i.inside for i in items):
            return LED
        lead = self._lead(items[0])
        opening = self.folded[slice(*lead)] if lead else ""
        section = self._section(items[0].start)
        opened = stance(opening) if opening else "other"
        at = lead[0] if lead else items[0].start
        if self.asks or not_ours(self.folded[max(0, at - 3) : at]):  # 警方提醒,司机一要…
            return NONE
        if opening and opens_back(opening, opened, self.year):
            return NONE
        if opened in ("commits", "announces"):
            return LED
        if section == "back":
            return NONE
        said = [self._stance(i) for i in items if not i.inside]
        good, bad = sum(s in DOING for s in said), said.count("reports")
        if (bad and "commits" not in said) or (
            remembers(opening, opened, self.year) and not any(self._to_come(i) for i in items)
        ):
            return NONE
        if good * 2 >= len(said) and bad * 2 < len(said):
            sure = "commits" in said and good * 4 >= len(said) * 3 and not bad
            return LED if sure or self._ahead(section) else DOING
        return PROMISING

    def _to_come(self, item: Item) -> bool:
        return self._stance(item) == "commits" or to_come(self.folded[item.words : item.end])

    def _lead(self, first: Item) -> Offsets | None:
        """The words that open a list: before it in its line, else the line above."""
        line = self._line_of(first.start)
        if line[0] < first.start:
            before = sentences(self.folded, line[0], first.start)
            return before[-1] if before else None
        place = bisect_left(self.starts, first.start)
        if not place or any(a <= self.starts[place - 1] < b for a, b in self.taken[-4:]):
            return None
        before = sentences(self.folded, *self.spans[place - 1])
        return before[-1] if before else None

    def _stance(self, item: Item, end: int | None = None, *, ahead: bool = False) -> str:
        must = "要" if "要" in self.folded[item.start : item.words] else ""  # 一要, 二要
        said = [
            stance(
                must * (a == item.words) + self.folded[a:b].strip().rstrip(";"),
                ahead_of=ahead or self._ahead(self._section(a)),
                goals=self._section(a) == "ahead",
            )
            for a, b in sentences(self.folded, item.words, end or item.end)
            if self.folded[a:b].strip()
        ]
        firm = [verdict for verdict in said if verdict not in ("other", "apart")]
        if not firm:
            return "apart" if said and "other" not in said else "other"
        return "commits" if "commits" in firm else firm[0]

    # -- not numbered --------------------------------------------------------------------------

    def _unnumbered(self) -> None:
        firsts = sorted(items[0].start for items in self.lists)
        self.taken = _merged(self.taken)
        looking_back = False
        for start, end in self.spans:
            back = looking_back
            for left, right in self._free(start, end):
                words = self.folded[left:right].strip()
                if not words or (right < end and words[-1] not in FINAL + '")'):
                    continue
                if left == start and right == end and not is_sentence(words):
                    looking_back = back = heading(words) == "back"
                    continue
                section = self._section(left)
                said = stance(words, ahead_of=self._ahead(section), goals=section == "ahead")
                if said == "reports":
                    back = True
                    looking_back = looking_back or (
                        era(words, self.year) and words[-1] in ":。" and looks_back(words)
                    )
                elif said == "commits":
                    back = looking_back = False
                if self._ahead(section):
                    back = False
                ahead = section != "back" and (said == "commits" or (said == "acts" and not back))
                if ahead:
                    self._add(left, right, self._kind(left, right, firsts), None, left)

    def _free(self, start: int, end: int) -> list[Offsets]:
        """The sentences of a line that no numbered item has spoken for."""
        first = bisect_left(self.taken, start, key=lambda hole: hole[1])
        last = bisect_left(self.taken, end, key=lambda hole: hole[0])
        holes = [hole for hole in self.taken[first:last] if hole[1] > start]
        at, free = start, []
        for a, b in holes:
            if a > at:
                free.extend(sentences(self.folded, at, a))
            at = max(at, b)
        if at < end:
            free.extend(sentences(self.folded, at, end))
        return free

    def _kind(self, start: int, end: int, firsts: list[int]) -> Kind:
        if self.form == "notice":
            return "directive"
        place = bisect_left(firsts, end)
        if place == len(firsts) or firsts[place] - end > 40:
            return "unnumbered"
        between = self.folded[end : firsts[place]].strip()
        if between and stance(between) != "announces":
            return "unnumbered"
        return "lead" if firsts[place] in self.numbered else "unnumbered"

    def _add(self, start: int, end: int, kind: Kind, ordinal: int | None, words: int) -> None:
        start_, end_ = trimmed(self.text, start, end)
        if kind != "numbered":
            m = re.compile(r"(?:\d{1,3}\.|[-—·•●■◆▪]+)\s*").match(self.folded, start_, end_)
            start_ = words = m.end() if m else start_
        if end_ - start_ < 4 or (
            self.folded[start_] == "(" and self.folded[end_ - 1] == ")" and kind != "numbered"
        ):
            return
        head = max(words, start_)
        stop = next((i for i in range(head, end_) if self.folded[i] in ",;:。!?"), end_)
        head, stop = trimmed(self.text, head, stop)
        if head >= stop:
            head, stop = start_, end_
        if kind == "numbered":
            self.numbered.add(start_)
        self.found.append(Pledge(start_, end_, kind, ordinal, (head, stop)))


def _merged(holes: list[Offsets]) -> list[Offsets]:
    """The stretches in order, those that touch as one."""
    merged: list[Offsets] = []
    for start, end in sorted(holes):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
