"""Who speaks where: what opens a voice, and how far it carries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from math import inf
from typing import NamedTuple

import numpy as np

from dgpolicy.document import Document
from dgpolicy.extract.bodies import SALUTE, doers, is_another, masthead
from dgpolicy.extract.layout import Ints, Layout
from dgpolicy.extract.names import (
    FAR,
    NOBODY,
    Cast,
    Span,
    Who,
    body_at,
    body_before,
    clause_start,
    lead_end,
    name_at,
)
from dgpolicy.extract.words import any_of, is_short_for, words

FORMS = ("header", "attribution", "qa", "speech", "notice", "quiet", "plain")

_HEAD = re.compile("([^:。!?\n]*):")
_ASKED = re.compile(
    f"(?!.*{any_of('say')}$)(?:.*(?:记者|主持人|网友|媒体)[^,]*|问|q|提问|问题|质询)$"
)
_ANSWER = re.compile("(?:答|a|回答|回复|答复)$")
_SAYING = re.compile(
    f"(?P<unsaid>{any_of('unsaid')})|(?P<say>{any_of('say')})|(?P<order>{any_of('order')})"
)
_ISSUES, _PLAIN = frozenset(words("issue")), frozenset(words("plain_say"))
# What follows at once on the verb: the words said. 要求,…  要求:…  要求"…
_OPENS = re.compile('[,:"]')
_PRONOUN = re.compile("他|她|其|文章|讲话")
_CITES = re.compile(any_of("cites"))
_TITLE = re.compile(r"<([^<>\n]+?(?=关于)|[^<>\n]+?(?:自治区|自治州|[省市县区]))[^<>\n]*>")
_HELD = re.compile(r"召开|举行|[第\d一二三四五六七八九十届次]*" + any_of("meeting"))
_CIRCUMSTANCE = rf"(?:{any_of('adverb', 'when')}|\([^()]+\)|\d+[月日]?)*+(?:[在于就向对][^,]+)?"
_PAPER = re.compile(
    rf"(?:<[^<>]+>(?:\([^()]*\))?|两?{any_of('paper')}|[两三四五六七八九十]部门?)" + _CIRCUMSTANCE
)
_MEETING = re.compile(f'(?:会上|会议|全会|[^,。:;"]+{any_of("meeting")})' + _CIRCUMSTANCE)


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


class _Voice(NamedTuple):
    """Who speaks, and how the voice was opened."""

    who: Who = NOBODY
    form: str = "plain"


@lru_cache(maxsize=2)  # the judge and the coding of a document ask for the same
def statements(document: Document, layout: Layout) -> tuple[list[Statement], Ints]:
    """The statements of a document, which tile its units, and where each unit's own words begin.

    >>> from dgpolicy.extract.layout import layout
    >>> said = Document.from_text("市水务局局长王江表示，将新建两座水厂。")
    >>> (found,), begins = statements(said, layout(said))
    >>> said.text[slice(*found.who.name)], begins.tolist()
    ('王江', [11])
    """
    reading = _Reading(document.folded, layout)
    reading.read()
    reading.give_to_doers()
    return reading.statements(), reading.begins


class _Reading:
    """One pass over the units of a document."""

    def __init__(self, folded: str, layout: Layout) -> None:
        self.folded, self.layout, self.cast = folded, layout, Cast(folded)
        self.lefts, self.rights = layout.lefts.tolist(), layout.rights.tolist()
        self.line = layout.line.tolist()
        self.begins = layout.lefts.copy()
        self.now = _Voice()
        self.voices = [self.now] * len(self.lefts)
        self.last = self.cast.officials[0][2] if self.cast.officials else NOBODY  # who answers

    def read(self) -> None:
        """Finds the voice of every unit."""
        firsts = np.flatnonzero(np.diff(self.layout.line, prepend=-inf)).tolist()
        lasts = np.flatnonzero(np.diff(self.layout.line, append=inf)).tolist()
        spans = [(self.lefts[a], self.rights[b]) for a, b in zip(firsts, lasts, strict=True)]
        unasked = takewhile(lambda span: not _ASKED.match(self._head(span[0])), spans)
        if found := masthead(self.cast, [*unasked]):
            who, form, place = found
            begun = firsts[place]
            self.voices[begun:] = [_Voice(who, form)] * (len(self.line) - begun)
            return
        opening = frozenset(firsts)
        for u, left in enumerate(self.lefts):
            begins = u in opening
            asks = self.folded.endswith("?", left, self.rights[u])
            if begins and (asks or self.layout.heading[u]):
                self.now = _Voice()  # a voice goes on in a new line, but not under a heading
            if not (begins and self._header(u)):
                said = _SAYING.finditer(self.folded, left, self.rights[u])
                any(self._introduce(u, m) for m in said if not m["unsaid"])
            self.voices[u] = self.now

    # -- headers -------------------------------------------------------------------------------

    def _head(self, left: int) -> str:
        """What stands before a colon in the first sentence of a line, empty where there is none."""
        head = _HEAD.match(self.folded, left)
        return head[1].strip() if head else ""

    def _header(self, u: int) -> bool:
        """Opens the voice of a line that begins with a name and a colon, or is a name alone."""
        left = self.lefts[u]
        head = self._head(left)
        if SALUTE.match(head) or not (head or self.layout.heading[u]):
            return False
        end = self.folded.index(":", left) if head else self.rights[u]
        if _ASKED.match(head):
            self.now = _Voice(form="quiet")
        elif _ANSWER.match(head):
            self.now = _Voice(self.last, "qa")
        elif (at := self.cast.at(left, end)) and end - at[1] <= 2:
            self.now = self._voice(at[0], "header")
            self.last = self.last if self.now.form == "quiet" else at[0]
        elif body := body_at(self.folded, left, end):
            self.now = _Voice(Who(body), "header")
        else:
            return False
        if head:
            self._begin_after(u, end)
        return True

    def _begin_after(self, u: int, place: int) -> None:
        """Lets the words of a unit begin after what introduces them, or with its last mark."""
        last = self.rights[u] - 1
        self.begins[u] = last - len(self.folded[place:last].lstrip(",: "))

    def _voice(self, found: Who, form: str) -> _Voice:
        """A voice, quiet where somebody speaks for nobody but himself: a legislator, a scholar."""
        alone = found.title and self.folded[slice(*found.title)] in ("委员", "代表", "院士")
        if found.organisation and self.folded[found.organisation[0]] == "该":  # 该局负责人
            found = found._replace(organisation=self.now.who.organisation)
        return _Voice(form="quiet") if alone else _Voice(found, form)

    # -- introductions -------------------------------------------------------------------------

    def _introduce(self, u: int, m: re.Match[str]) -> bool:
        """Opens the voice that a verb of saying introduces in a unit, if it does."""
        made = self._introduced(self.lefts[u], m)
        if made is None:
            return False
        official = made.who.name and made.who.title
        if self.now.form in ("header", "qa") and not official:
            return False
        if m.group() not in _ISSUES:
            self._begin_after(u, m.end())
        self.now = made
        left, line = self.lefts[u], int(np.searchsorted(self.layout.line, self.line[u]))
        if line < u and self.folded[left - 1] == '"':  # "…。"李四说: the quotation is his
            self.voices[line:u] = [made] * (u - line)
        return True

    def _introduced(self, floor: int, m: re.Match[str]) -> _Voice | None:
        """Whom a match of ``_SAYING`` introduces, in the sentence that begins at ``floor``."""
        folded, verb = self.folded, m.start()
        clause = clause_start(folded, floor, verb)
        start = lead_end(folded, clause, verb)
        said = folded[start:verb]
        if not said:  # 院长今出席活动,表示: the first clause says who
            found = self.cast.subject(lead_end(folded, floor, clause), clause)
        elif _CITES.match(said):
            return None
        elif _PRONOUN.match(said):
            found = self.cast.before(start)
        elif _MEETING.fullmatch(said):
            found = self._meeting(verb)
        elif _PAPER.fullmatch(said):
            return self._issuer(verb)
        else:
            found = self.cast.subject(start, verb, _CIRCUMSTANCE)
            if not found and m.group() in _PLAIN and _OPENS.match(folded, m.end()):
                # Without an office: a name that comes again, else nobody who could pledge.
                name = name_at(folded, start)
                near = folded[max(0, start - FAR) : start + FAR]
                again = name and near.count(folded[slice(*name)]) > 1
                return _Voice(Who(name=name), "attribution") if again else _Voice(form="quiet")
        return self._voice(found, "attribution") if found else None

    def _meeting(self, end: int) -> Who | None:
        """The body that holds the meeting named last before a place."""
        for m in reversed(list(_HELD.finditer(self.folded, end - FAR, end))):
            if body := body_before(self.folded, m.start(), 0):
                return Who(body)
        return None

    def _issuer(self, end: int) -> _Voice | None:
        """The body behind the paper that speaks: that of its title."""
        line = max(self.folded.rfind("\n", None, end), end - FAR)
        titles = list(_TITLE.finditer(self.folded, line, end))
        return _Voice(Who(titles[-1].span(1)), "notice") if titles else None

    # -- statements ----------------------------------------------------------------------------

    def give_to_doers(self) -> None:
        """Gives a block to the body that is itself its doer, and what it lists."""
        named = doers(self.folded, self.layout)
        for u, block in enumerate(self.layout.block.tolist()):
            voice = self.voices[u]
            if block in named and is_another(self.folded, named[block], voice.who):
                self.voices[u] = _Voice(Who(named[block]))
            elif voice == _Voice() and u:
                listed = self.layout.leads[u] and self.layout.ordinal[u] > 1
                if listed or self.folded.endswith(":", self.lefts[u - 1], self.rights[u - 1]):
                    self.voices[u] = self.voices[u - 1]  # 市水务局将办三件事:一是…

    def statements(self) -> list[Statement]:
        """The runs of units of one voice or doer."""
        firsts = [u for u, v in enumerate(self.voices) if u == 0 or v != self.voices[u - 1]]
        bodies = [voice.who.organisation for voice in self.voices]
        named = {self.folded[slice(*body)]: body for body in bodies if body}
        own = [name for name in named if not name.endswith(tuple(words("own_body")))]
        longer = re.compile(f"(?<=[\u4e00-\u9fff])(?:{'|'.join(map(re.escape, own)) or '(?!)'})")
        spans = [body_before(self.folded, m.end(), 0) for m in longer.finditer(self.folded)]
        known = {self.folded[slice(*span)]: span for span in spans if span} | named
        full = {
            short: [span for name, span in known.items() if is_short_for(short, name)]
            for short in named
        }
        made = []
        for first, last in zip(firsts, [*firsts[1:], len(self.voices)], strict=True):
            who, form = self.voices[first]
            body = who.organisation
            fuller = full[self.folded[slice(*body)]] if body else []
            name = fuller[0] if len(fuller) == 1 else body
            made.append(Statement(first, last, who, name, form))
        return made
