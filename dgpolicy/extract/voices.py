"""Who speaks where: what opens a voice, and how far it carries."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dgpolicy.document import Document
from dgpolicy.extract.bodies import is_short_for
from dgpolicy.extract.doers import NOT_ANOTHER, carries, doer, doers
from dgpolicy.extract.introductions import ISSUES, SAYING, Introductions
from dgpolicy.extract.layout import Ints, Layout
from dgpolicy.extract.mastheads import SALUTE, masthead
from dgpolicy.extract.names import NOBODY, Span, Who, body_before
from dgpolicy.extract.words import any_of

_ASKED = re.compile(
    r"(?:[^。!?:]{0,24}?(?:(?:记者|主持人|网友|媒体)[^。!?:,]{0,12}?"
    r"|(?:代表|委员|议员|听众|市民|观众)[^。!?:,]{0,8}?(?:问|提问))|问|q|提问|问题|质询)$"
)
_SAYS = re.compile(f"{any_of('say')}$")
_ANSWER = re.compile("(?:答|a|回答|回复|答复)$")
_NO_HEADER = re.compile(
    "采访|专访|以下|如下|方面|措施|工作$|任务|目标|来源|编辑|时间|地点|电话|附件|要求$|包括|原因"
    '|[将要,。;!?"]'
)
_AFTER = re.compile("[,:道 ]*")
_QUOTES = {"”": "“", "」": "「", "』": "『"}
_HEADERS = ("header", "qa", "speech")


FORMS = ("header", "attribution", "qa", "speech", "notice", "quiet", "plain")


@dataclass(eq=False)
class Voice:
    """Who speaks, how it was opened, and whether it makes no pledges (a questioner, an expert)."""

    who: Who
    form: str
    quiet: bool = False


@dataclass(frozen=True)
class Statement:
    """Everything that one body or official says in one block: units ``first`` to ``last``.

    ``who`` is as the words name them, ``full_name`` where the text gives the longest name of the
    body; ``form`` is how the voice was opened: ``header``, ``attribution``, ``qa``, ``speech``,
    ``notice``, ``quiet`` (a questioner, an expert: nobody who could pledge), or ``plain`` (by
    nobody, or by a body that is the subject of its sentence).
    """

    first: int
    last: int
    who: Who
    full_name: Span | None
    form: str


@lru_cache(maxsize=2)  # the judge and the coding of a document ask for the same
def statements(document: Document, layout: Layout) -> tuple[list[Statement], Ints]:
    """The statements of a document, which tile its units, and where each unit's own words begin.

    >>> from dgpolicy.extract.layout import layout
    >>> said = Document.from_text("市水务局局长王江表示，将新建两座水厂。")
    >>> (found,), begins = statements(said, layout(said))
    >>> said.text[slice(*found.who.name)], begins.tolist()
    ('王江', [11])
    """
    reading = _Reading(document, layout)
    reading.read()
    return reading.statements(), reading.begins


class _Reading:
    """One pass over the units of a document."""

    def __init__(self, document: Document, layout: Layout) -> None:
        self.text, self.folded, self.layout = document.text, document.folded, layout
        self.lefts, self.rights = layout.lefts.tolist(), layout.rights.tolist()
        self.line, self.heading = layout.line.tolist(), layout.heading.tolist()
        self.begins = layout.lefts.copy()
        self.introductions = Introductions(self.folded)
        self.base = self.now = Voice(NOBODY, "plain")
        self.since = 0  # the unit in which the open voice began
        self.voices = [self.base] * len(self.lefts)
        self.dialogue = False

    def read(self) -> None:
        """Finds the voice of every unit."""
        firsts = [u for u in range(len(self.line)) if u == 0 or self.line[u] != self.line[u - 1]]
        lasts = [*(u - 1 for u in firsts[1:]), len(self.line) - 1]
        spans = [(self.lefts[a], self.rights[b]) for a, b in zip(firsts, lasts, strict=True)]
        asked = [self._asks(self._head(left)) for left, _ in spans]
        self.dialogue = any(asked)
        if head := masthead(self.folded, spans, asked):
            begun = firsts[head.line]
            self.voices[begun:] = [Voice(head.who, head.form)] * (len(self.voices) - begun)
            return
        titles = self._titles(firsts, spans)
        says = [m for m in SAYING.finditer(self.folded) if not m["unsaid"]]
        at = [m.start() for m in says]
        for u, left in enumerate(self.lefts):
            if u == 0 or self.line[u] != self.line[u - 1]:
                if u in titles or self._header(u):
                    self.now = Voice(titles[u], "header") if u in titles else self.now
                    self.voices[u] = self.now
                    continue
                if not self._carries(u):
                    self.now = self.base
            first, last = bisect_left(at, left), bisect_left(at, self.rights[u])
            if last > first:
                self._introduce(u, says[first:last])
            self.voices[u] = self.now

    # -- headers -------------------------------------------------------------------------------

    def _head(self, left: int) -> str:
        """What stands before a colon near the beginning of a line, empty where there is none."""
        head = self.folded[left : left + 46].split("\n")[0]
        return head.partition(":")[0].strip() if ":" in head else ""

    def _asks(self, head: str) -> bool:
        """Whether who stands before a colon puts a question: 记者, 议员问; not 会见记者时说."""
        return bool(_ASKED.match(head)) and not _SAYS.search(head)

    def _header(self, u: int) -> bool:
        left = self.lefts[u]
        head = self._head(left)
        if not head:
            return False
        end = self.folded.index(":", left)
        names = self.introductions
        if self._asks(head):
            self.now = Voice(NOBODY, "qa", quiet=True)
        elif _ANSWER.match(head):
            official = names.officials[0][2] if names.officials else NOBODY
            self.now = Voice(official if names.last is NOBODY else names.last, "qa")
        elif _NO_HEADER.search(head) or SALUTE.match(head):
            return False
        elif found := names.exactly(left, end):
            self.now = Voice(found, "qa" if self.dialogue else "header", names.is_quiet(found))
        else:
            return False
        if not self.now.quiet:
            names.last = self.now.who
        self.begins[u] = self._words_after(u, end)
        return True

    def _words_after(self, u: int, place: int) -> int:
        after = _AFTER.match(self.folded, place)
        return min(after.end() if after else place, self.rights[u] - 1)

    def _titles(self, firsts: list[int], spans: list[Span]) -> dict[int, Who]:
        """Lines that are nothing but a body, or an official, over a paragraph of their words."""
        found = {}
        for u, (start, end), below in zip(firsts, spans, [*firsts[1:], -1], strict=True):
            heads = self.heading[u] and below > 0 and not self.heading[below]
            if heads and end - start < 30 and (who := self.introductions.exactly(start, end)):
                found[u] = who
        return found if len(found) > 1 else {}

    def _carries(self, u: int) -> bool:
        """Whether the open voice goes on in a new line."""
        before = self.folded[self.rights[u - 1] - 1] if u else ""
        named = self.now.form in _HEADERS
        if self.heading[u] or self.folded[self.rights[u] - 1] == "?":
            goes_on = named and u + 1 < len(self.heading) and not self.heading[u + 1]
            return goes_on or before == ":" or bool(self.layout.leads[u])
        return named or before == ":" or not self.now.quiet

    # -- introductions -------------------------------------------------------------------------

    def _introduce(self, u: int, says: list[re.Match[str]]) -> None:
        """Opens the voices that a unit introduces; what is cited inside one's words opens none."""
        names, at, opened = self.introductions, self.lefts[u], False
        for m in says:
            if m.start() < at or (
                opened and self.folded.count('"', max(at, m.start() - 400), m.start()) < 2
            ):
                continue
            made = names.find(at, m)
            if made is None:
                continue
            issued = m[0] in ISSUES
            if issued:
                names.paper = made.who
            official = made.who.name and made.who.title
            inside = self.now.who.name and self.line[u] == self.line[self.since]
            cited = inside and m["order"] and not issued and not names.firm(m)
            if cited or (self.now.form in ("header", "qa") and not official):
                continue
            opened = not issued
            at = self._words_after(u, m.end())
            self.begins[u] = self.lefts[u] if issued else at
            if not self._same(made.who):
                self.now, self.since = Voice(*made), u
            self._give_quotation(u)
            if made.who.name and not made.quiet:
                names.last = made.who

    def _same(self, found: Who) -> bool:
        one, two = found.name, self.now.who.name
        same = one and two and self.folded[slice(*one)] == self.folded[slice(*two)]
        return found == self.now.who or bool(same)

    def _give_quotation(self, u: int) -> None:
        """Gives a quotation that ends where an introduction begins to who is introduced."""
        left = self.lefts[u]
        opening = _QUOTES.get(self.text[left - 1 : left])
        if opening and self.line[u - 1] == self.line[u]:
            line = self.layout.lefts[np.searchsorted(self.layout.line, self.line[u])]
            place = self.text.rfind(opening, int(line), left - 1)
            if place >= 0:
                first = int(np.searchsorted(self.layout.ends, place, "right"))
                self.voices[first:u] = [self.now] * (u - first)

    # -- statements ----------------------------------------------------------------------------

    def statements(self) -> list[Statement]:
        """The runs of units of one voice or doer."""
        block = self.layout.block.tolist()
        subjects, charged = doers(self.folded, self.layout)
        carried: Who | None = None  # the doer of the sentence before, where nobody speaks
        runs: list[tuple[int, Who, str, object]] = []
        for u, voice in enumerate(self.voices):
            nobody = voice.who is NOBODY and not voice.quiet
            if (
                not nobody
                or not self._goes_on(u)
                or "我" in self.folded[self.lefts[u] : self.rights[u]]
            ):
                carried = None
            named = charged.get(block[u]) or subjects.get(block[u])
            own = doer(self.folded, named, voice.who) if named else None
            if own and nobody and block[u] not in charged:
                carried = own if carries(self.folded, own) else None
            who = own or carried or (NOBODY if voice.quiet else voice.who)
            form, key = ("plain", block[u]) if own or carried else (voice.form, voice)
            form = "quiet" if voice.quiet and who is NOBODY else form
            if carried and not own:
                key = runs[-1][3]
            if not runs or runs[-1][1] != who or runs[-1][3] != key:
                runs.append((u, who, form, key))
        full = self._full_names([who.organisation for _, who, _, _ in runs if who.organisation])
        ends = [*(first for first, *_ in runs[1:]), len(block)]
        return [self._made(*run[:3], end, full) for run, end in zip(runs, ends, strict=True)]

    def _goes_on(self, u: int) -> bool:
        """Whether a unit stands in the paragraph, or the list, of the one before."""
        return u > 0 and (
            self.line[u] == self.line[u - 1]
            or self.folded[self.rights[u - 1] - 1] == ":"
            or bool(self.layout.leads[u] and self.layout.ordinal[u] > 1)
        )

    def _made(self, first: int, who: Who, form: str, end: int, full: dict[str, Span]) -> Statement:
        if who.title and not who.organisation:
            who = who._replace(organisation=self.introductions.seat(who.title))
        body = who.organisation
        name = full.get(self.folded[slice(*body)], body) if body else None
        return Statement(first, end, who, name, form)

    def _full_names(self, bodies: list[Span]) -> dict[str, Span]:
        """Of bodies that are named in short, where the text gives the one longer name."""
        short = {self.folded[slice(*body)] for body in bodies if body[1] - body[0] > 2}
        short = {name for name in short if not name.endswith(NOT_ANOTHER)}
        if not short:
            return {}
        pattern = re.compile(f"(?<=[\u4e00-\u9fff])(?:{'|'.join(map(re.escape, short))})")
        places = {
            self.folded[m.end() - 16 : m.end()]: m.end() for m in pattern.finditer(self.folded)
        }
        named = [body_before(self.folded, end, 0) for end in places.values()]
        named += [who.organisation for _, _, who in self.introductions.officials]
        longer = {self.folded[slice(*span)]: span for span in named if span}
        found: dict[str, Span] = {}
        for name in short:
            full = [span for other, span in longer.items() if is_short_for(name, other)]
            if len(full) == 1:
                found[name] = full[0]
        return found
