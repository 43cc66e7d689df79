"""Pledge to actions: the clauses that each commit to one thing.

The rules, after the quasi-sentence of the Manifesto Project's coding handbook:

1. An action is one clause with a verb of doing and its object; marks (,;:。!?) part clauses, and
   the mark at its end, the number before it and quotation marks without a partner are not in it.
2. A clause that only prepares (以…為抓手, 圍繞…, 依託…, 在…方面, 根據…) joins the clause after it.
3. A clause without a verb of doing (a slogan, a figure, a part of a list) joins the one before it,
   or the one after it where it opens the sentence.
4. Within a clause, 並 or 同時 before a verb of doing begins another action; verbs that share one
   object (培育壯大, 遴選認定) are one.
5. The verb is the first verb of doing after subject, modal and adverbs (將進一步強化: 強化); an
   adverb is itself the verb where no other follows (加快基礎設施互聯互通: 加快).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind

from dgpolicy.document import Document
from dgpolicy.extract.layout import Ints
from dgpolicy.extract.names import Span
from dgpolicy.extract.numbering import among
from dgpolicy.extract.pledges import HEADS, TAILS, trimmed
from dgpolicy.extract.words import words


class Action(NamedTuple):
    """One clause that commits to one thing: its pledge, its span, and the span of its verb."""

    pledge: int
    start: int
    end: int
    verb: Span


# Each begins with the character that it turns on and looks behind from there: a search then
# skips from one such character to the next.
_MODAL = re.compile(
    r"将(?<!即将)|要(?<![重主需只概纲摘]要)(?![求素点务])|会(?<=[府局方署们我并亦也部院]会)|拟"
    r"|计划(?<![行动工作划年]计划)(?!的)|力争|确保|争取|致力于?"
)
_BA = re.compile(
    r"(?:把|将)[^,;:。]{1,40}?(?P<verb>放在|放到|摆在|摆到|作为|纳入|列入|列为|落实到|转化为"
    r"|打造成|打造为|建成|建设成|做成|做大|做强|抓在|融入|贯穿|提高到|提升到|扩大到|延长|提高"
    r"|提升|扩大|降低|用于|用在|变成|变为)"
)
_PREPARES = re.compile(
    r"(?:以[^,;。]*为[^,;。]{0,14}|(?:围绕|聚焦|依托|依据|根据|按照|针对|结合|立足|瞄准|紧扣|紧盯"
    r"|锚定|面向|借助|通过|随着|凭借|在|对|对于|自|从|由|到|至|每|今年|明年|下一步|未来|接下来"
    r"|20\d\d年|为)[^,;。]*)$"
)
_DOMAINS = re.compile(r"等[^,;。]{0,6}(?:方面|维度|领域|产业|环节|重点|行业|层面|任务|工作)$")
_BRACKETS = re.compile(r'\([^()\n]*\)|"[^"\n]{0,40}"|<[^<>\n]*>')
_MARKS, _FINAL = ",;:。!?\n\t", "。!?;\n\t "
_PREPARING = "以围聚依根按针结立瞄紧锚面借通随凭在对自从由到至每今明下未接2为"
_NEAR, _ADVERBS = 24, 6  # characters to a modal, adverbs before a verb, at most
_OPENERS = " \"'([\u200b\ufeff-·•●■◆▪"


def actions(document: Document, spans: Sequence[Span]) -> list[Action]:
    """The actions of all pledges, in the order of the text; they never overlap.

    The words of a pledge begin after its number.

    >>> said = Document.from_text("以节水为抓手,加快建设两座水厂,推进管网互联互通。")
    >>> [(said.text[a.start : a.end], said.text[slice(*a.verb)]) for a in actions(said, [(0, 25)])]
    [('以节水为抓手,加快建设两座水厂', '建设'), ('推进管网互联互通', '推进')]
    """
    if not spans:
        return []
    reading = _Reading(document)
    starts, ends = np.array(spans).T
    lefts, rights = reading.clauses(starts, ends)
    owner = np.searchsorted(starts, lefts, "right") - 1
    last = np.append(np.diff(owner) > 0, True)  # the last clause of its pledge
    prepares = reading.prepare(lefts, rights, ends[owner])
    columns = (lefts, rights, owner, *reading.verbs(lefts, rights), prepares, last)
    found: list[Action] = []
    waiting = -1  # where clauses that prepare the next one begin
    for left, right, pledge, at, stop, waits, closes in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        if stop and not waits:
            found.append(Action(pledge, left if waiting < 0 else waiting, right, (at, stop)))
            waiting = -1
            continue
        mine = bool(found) and found[-1].pledge == pledge
        if not waits and waiting < 0 and mine and not reading.opens(left):
            found[-1] = found[-1]._replace(end=right)
        elif waiting < 0:
            waiting = left
        if closes and waiting >= 0:
            end = waiting + len(reading.folded[waiting : int(ends[pledge])].rstrip(_FINAL + ",:"))
            if mine:
                found[-1] = found[-1]._replace(end=end)
            else:
                verb = (at, stop) if stop else (waiting, min(waiting + 2, end))
                found.append(Action(pledge, waiting, end, verb))
            waiting = -1
    raw = np.frombuffer(document.text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    firsts, lasts = ([a.start for a in found], [a.end - 1 for a in found])
    edges = among(HEADS)[raw[firsts]] | among(TAILS)[raw[lasts]]
    for place in np.flatnonzero(edges).tolist():
        action = found[place]
        left, right = trimmed(document.text, action.start, action.end)
        if left <= action.verb[0] < action.verb[1] <= right:
            found[place] = action._replace(start=left, end=right)
    return found


@cache
def _lexicon() -> tuple[AhoCorasick, np.ndarray, np.ndarray, np.ndarray]:
    """All verbs and adverbs, and of each whether it is a verb, an adverb, more often a noun."""
    kinds = [frozenset(words(kind)) for kind in ("verb", "before_verb", "noun")]
    every = sorted(kinds[0] | kinds[1])
    verb, adverb, noun = (np.array([word in kind for word in every]) for kind in kinds)
    return AhoCorasick(every, matchkind=MatchKind.LeftmostLongest), verb, adverb, noun


class _Reading:
    """The words of one document that clauses turn on, found once."""

    def __init__(self, document: Document) -> None:
        self.folded = document.folded
        self.masked = _BRACKETS.sub(lambda m: "\0" * len(m[0]), self.folded)
        codes = np.frombuffer(self.masked.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        self.codes = np.append(codes, (0, 0))
        automaton, verb, adverb, noun = _lexicon()
        size = len(self.folded)
        # The last word is none: it stands after the text, so that there is always one.
        matches = [*automaton.find_matches_as_indexes(self.folded), (0, size, size + 1)]
        tokens = np.fromiter(chain.from_iterable(matches), np.intp, 3 * len(matches))
        kind, self.starts, self.ends = tokens.reshape(-1, 3).T
        self.is_verb, self.is_adverb = verb[kind], adverb[kind]
        self.is_verb[-1] = self.is_adverb[-1] = False
        firm = self.is_verb & ~noun[kind] & (self.codes[self.starts] != 0)
        self.firm = self.starts[firm], self.ends[firm]
        self.at = np.full(len(self.codes), -1)  # the word that begins at each place
        self.at[self.starts] = np.arange(len(kind))

    def clauses(self, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
        """The clauses of the pledges between marks; what stands in brackets is not parted."""
        mark = among(_MARKS)[self.codes]
        marks, joins = np.flatnonzero(mark), self._joins()
        cuts = np.unique(np.concatenate((starts, marks + 1, joins)))
        owner = np.searchsorted(starts, cuts, "right") - 1
        inside = (owner >= 0) & (cuts < ends[owner]) & ~mark[cuts]
        cuts, owner = cuts[inside], owner[inside]
        stops = np.sort(np.concatenate((marks, joins, ends)))
        rights = np.minimum(stops[np.searchsorted(stops, cuts, "right")], ends[owner])
        solid = np.cumsum(np.append(False, ~among(_MARKS + " \u3000")[self.codes]))
        keep = solid[rights] > solid[cuts]
        return cuts[keep], rights[keep]

    def _joins(self) -> Ints:
        """Where 並 or 同時 begins another action: before a verb of doing."""
        here = (self.codes[:-1] == ord("并")) | (
            (self.codes[:-1] == ord("同")) & (self.codes[1:] == ord("时"))
        )
        here[1:] &= ~among(_MARKS + " ")[self.codes[:-2]]
        places = np.flatnonzero(here)
        _, stops = self._heads(places, np.full(len(places), len(self.folded)))
        return places[stops > 0]

    def _heads(self, lefts: Ints, rights: Ints) -> tuple[Ints, Ints]:
        """The verb that each clause opens with, after its adverbs: its span, (0, 0) without one.

        Where no verb follows, the last adverb that can itself be the verb is the verb.
        """
        closed = np.flatnonzero(~among(_OPENERS)[self.codes])
        at = closed[np.searchsorted(closed, lefts)]
        own = np.full(len(at), -1)
        for _ in range(_ADVERBS):
            token = self.at[at]
            more = (token >= 0) & self.is_adverb[token] & (self.ends[token] <= rights)
            if not more.any():
                break
            own = np.where(more & self.is_verb[token], token, own)
            stop = self.ends[token]
            at = np.where(more, stop + (self.codes[stop] == ord("地")), at)
        token = self.at[at]
        found = (token >= 0) & self.is_verb[token] & (self.ends[token] <= rights)
        token = np.where(found, token, own)
        stop = self.ends[token]
        stop = stop + (found & (self.codes[stop] == ord("好")) & (stop < rights))
        return np.where(token >= 0, self.starts[token], 0), np.where(token >= 0, stop, 0)

    def verbs(self, lefts: Ints, rights: Ints) -> tuple[Ints, Ints]:
        """The verb of each clause: after 把, at its head, after a modal, else the first of doing.

        After a preposition (為加快實現 … 探索經驗) the last verb is the one that commits.
        """
        at, stop = self._heads(lefts, rights)
        modals = np.array([m.span() for m in _MODAL.finditer(self.folded)] or [(0, 0)]).T
        modal, inside = _first(modals, lefts, np.minimum(rights, lefts + _NEAR))
        after = np.where(inside, modals[1][modal], lefts)
        later = self._heads(after, rights)
        here = (stop == 0) & inside & (later[1] > 0)
        at, stop = np.where(here, later[0], at), np.where(here, later[1], stop)
        if len(self.firm[0]):
            token, within = _first(self.firm, after, rights)
            final = np.maximum(np.searchsorted(self.firm[1], rights, "right") - 1, 0)
            token = np.where(among("为以按")[self.codes[after]] & within, final, token)
            here = (stop == 0) & within
            at = np.where(here, self.firm[0][token], at)
            stop = np.where(here, self.firm[1][token], stop)
        here = (stop == 0) & inside & (after + 2 <= rights)
        at, stop = np.where(here, after, at), np.where(here, after + 2, stop)
        token = np.maximum(np.searchsorted(self.ends, rights, "right") - 1, 0)
        if len(self.starts):
            here = (stop == 0) & self.is_verb[token] & (self.ends[token] == rights)
            here &= self.starts[token] >= after
            at = np.where(here, self.starts[token], at)
            stop = np.where(here, self.ends[token], stop)
        turned = np.array([m.span("verb") for m in _BA.finditer(self.folded)] or [(0, 0)]).T
        verb, here = _first(turned, lefts, rights)
        return np.where(here, turned[0][verb], at), np.where(here, turned[1][verb], stop)

    def prepare(self, lefts: Ints, rights: Ints, ends: Ints) -> np.ndarray:
        """Whether each clause only prepares the next: after its preposition nothing is done."""
        waits = among(_PREPARING)[self.codes[lefts]] & (rights < ends)
        waits &= ~among(_FINAL)[self.codes[rights]]
        for place in np.flatnonzero(waits).tolist():
            left, right = int(lefts[place]), int(rights[place])
            clause = self.masked[left:right].strip()
            named = (clause.startswith("以") and "为" in clause) or _DOMAINS.search(clause)
            first = np.searchsorted(self.firm[0], left + 3)
            does = first < len(self.firm[0]) and self.firm[1][first] <= right
            waits[place] = bool(_PREPARES.match(clause)) and bool(named or not does)
        return waits

    def opens(self, place: int) -> bool:
        """Whether a sentence begins at a place."""
        return self.folded[place - 1 : place] in tuple(_FINAL)


def _first(
    spans: Sequence[np.ndarray] | np.ndarray, lefts: Ints, rights: Ints
) -> tuple[Ints, np.ndarray]:
    """Of spans in order the first that begins in each stretch, and whether it ends there too."""
    place = np.minimum(np.searchsorted(spans[0], lefts), len(spans[0]) - 1)
    inside = (spans[0][place] >= lefts) & (spans[1][place] <= rights)
    return place, inside & (spans[1][place] > spans[0][place])
