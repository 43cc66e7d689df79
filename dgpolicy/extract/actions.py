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
from dataclasses import dataclass
from functools import cache

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind

from dgpolicy.document import Document
from dgpolicy.extract.layout import Ints
from dgpolicy.extract.names import Span, words
from dgpolicy.extract.numbering import among
from dgpolicy.extract.pledges import trimmed


@dataclass(frozen=True)
class Action:
    """One clause that commits to one thing: its span, and the span of its verb inside it."""

    start: int
    end: int
    verb: Span


_MODAL = re.compile(
    r"(?<!即)将|(?<![重主需只概纲摘])要(?![求素点务])|(?<=[府局方署们我并亦也部院])会|拟"
    r"|(?<![行动工作划年])计划(?!的)|力争|确保|争取|致力于?"
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
_MARKS, _FINAL = ",;:。!?\n\t", frozenset("。!?;\n\t")
_OPENERS = " \"'([\u200b\ufeff-·•●■◆▪"


def actions(document: Document, spans: Sequence[Span]) -> list[list[Action]]:
    """The actions of each pledge, in the order of the text; they never overlap.

    The words of a pledge begin after its number.

    >>> said = Document.from_text("以节水为抓手,加快建设两座水厂,推进管网互联互通。")
    >>> (found,) = actions(said, [(0, 25)])
    >>> [(said.text[a.start : a.end], said.text[slice(*a.verb)]) for a in found]
    [('以节水为抓手,加快建设两座水厂', '建设'), ('推进管网互联互通', '推进')]
    """
    if not spans:
        return []
    reading = _Reading(document)
    made: list[list[Action]] = [[] for _ in spans]
    starts, ends = np.array(spans).T
    lefts, rights = reading.clauses(starts, ends)
    owner = (np.searchsorted(starts, lefts, "right") - 1).tolist()
    verbs, stops = (found.tolist() for found in reading.heads(lefts, rights))
    odd = among("以围聚依根按针结立瞄紧锚面借通随凭在对自从由到至每今明下未接2为")
    turns = np.isin(lefts, lefts[odd[reading.codes[lefts]]])
    turns |= reading.counts("把将", lefts, rights)
    waiting: int | None = None  # where clauses that prepare the next one begin
    rows = zip(lefts.tolist(), rights.tolist(), owner, verbs, stops, turns.tolist(), strict=True)
    for place, (left, right, pledge, at, stop, turn) in enumerate(rows):
        found = made[pledge]
        verb = (at, stop) if stop else None
        if turn or not verb:
            verb = reading.verb(left, right, verb)
            if turn and reading.goes_on(right, int(ends[pledge])) and reading.prepares(left, right):
                waiting = left if waiting is None else waiting
                verb = None
            elif verb is None and waiting is None and found and not reading.opens(left):
                found[-1] = Action(found[-1].start, right, found[-1].verb)
            elif verb is None:
                waiting = left if waiting is None else waiting
        if verb:
            found.append(Action(left if waiting is None else waiting, right, verb))
            waiting = None
        if waiting is not None and (place + 1 == len(owner) or owner[place + 1] != pledge):
            reading.leave(found, waiting, int(ends[pledge]))
            waiting = None
    return [[reading.tidy(action) for action in found] for found in made]


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
        self.text, self.folded = document.text, document.folded
        self.masked = _BRACKETS.sub(lambda m: "\0" * len(m[0]), self.folded)
        self.codes = np.frombuffer(self.masked.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        automaton, verb, adverb, noun = _lexicon()
        matches = automaton.find_matches_as_indexes(self.folded)
        kind, self.starts, self.ends = np.array(matches, dtype=np.intp).reshape(-1, 3).T
        self.is_verb, self.is_adverb = verb[kind], adverb[kind]
        self.firm = self.is_verb & ~noun[kind] & (self.codes[self.starts] != 0)
        self.at = np.full(len(self.folded) + 2, -1)
        self.at[self.starts] = np.arange(len(kind))

    def clauses(self, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
        """The clauses of the pledges between marks; what stands in brackets is not parted."""
        mark = among(_MARKS)[self.codes]
        marks, joins = np.flatnonzero(mark), np.flatnonzero(self._joins())
        cuts = np.unique(np.concatenate((starts, marks + 1, joins)))
        owner = np.searchsorted(starts, cuts, "right") - 1
        inside = (owner >= 0) & (cuts < ends[owner]) & ~np.append(mark, True)[cuts]
        cuts, owner = cuts[inside], owner[inside]
        stops = np.sort(np.concatenate((marks, joins, ends)))
        rights = np.minimum(stops[np.searchsorted(stops, cuts, "right")], ends[owner])
        solid = np.cumsum(np.append(False, ~among(_MARKS + " \u3000")[self.codes]))
        keep = solid[rights] > solid[cuts]
        return cuts[keep], rights[keep]

    def _joins(self) -> np.ndarray:
        """Where 並 or 同時 begins another action: before a verb of doing."""
        after = np.append(self.codes[1:], 0)
        here = (self.codes == ord("并")) | ((self.codes == ord("同")) & (after == ord("时")))
        before = np.append(ord(","), self.codes[:-1])
        here &= ~among(_MARKS + " ")[before]
        places = np.flatnonzero(here)
        _, stops = self.heads(places, np.full(len(places), len(self.folded)))
        joins = np.zeros(len(here), dtype=bool)
        joins[places[stops > 0]] = True
        return joins

    def heads(self, lefts: Ints, rights: Ints) -> tuple[Ints, Ints]:
        """The verb that each clause opens with, after its adverbs: its span, (0, 0) without one.

        Where no verb follows, the last adverb that can itself be the verb is the verb.
        """
        closed = np.flatnonzero(~among(_OPENERS)[self.codes])
        at = np.append(closed, len(self.folded))[np.searchsorted(closed, lefts)]
        own = np.full(len(at), -1)
        for _ in range(6):
            token = self.at[at]
            more = (token >= 0) & self.is_adverb[token] & (self.ends[token] <= rights)
            if not len(token) or not more.any():
                break
            own = np.where(more & self.is_verb[token], token, own)
            stop = self.ends[token]
            stop += np.append(self.codes, (0, 0))[stop] == ord("地")
            at = np.where(more, stop, at)
        token = self.at[at]
        found = (token >= 0) & self.is_verb[token] & (self.ends[token] <= rights)
        token = np.where(found, token, own)
        stop = self.ends[token] + (np.append(self.codes, 0)[self.ends[token]] == ord("好")) * found
        return np.where(token >= 0, self.starts[token], 0), np.where(token >= 0, stop, 0)

    def counts(self, chars: str, lefts: Ints, rights: Ints) -> np.ndarray:
        """Whether one of the characters stands in each clause."""
        there = np.cumsum(np.append(False, among(chars)[self.codes]))
        return there[rights] > there[lefts]

    def verb(self, start: int, end: int, head: Span | None) -> Span | None:
        """The verb of a clause: after 把, at its head, after a modal, else the first of doing."""
        if ba := _BA.search(self.folded, start, end):
            return ba.span("verb")
        if head:
            return head
        modal = _MODAL.search(self.folded, start, min(end, start + 24))
        at = modal.end() if modal else start
        if modal:
            (left,), (stop,) = self.heads(np.array([at]), np.array([end]))
            if stop:
                return int(left), int(stop)
        first, last = np.searchsorted(self.starts, (at, end))
        inside = np.arange(first, last)[self.ends[first:last] <= end]
        if len(firm := inside[self.firm[inside]]):
            # 為加快實現 … 探索經驗: after a preposition the last verb is the one that commits.
            token = firm[-1 if self.folded[at] in "为以按" else 0]
            return int(self.starts[token]), int(self.ends[token])
        if modal and at + 2 <= end:
            return at, at + 2
        verbs = inside[self.is_verb[inside]]
        if len(verbs) and self.ends[verbs[-1]] == start + len(self.folded[start:end].rstrip()):
            return int(self.starts[verbs[-1]]), int(self.ends[verbs[-1]])
        return None

    def goes_on(self, place: int, end: int) -> bool:
        """Whether the sentence goes on after a clause."""
        return place < end and self.folded[place] not in _FINAL

    def opens(self, place: int) -> bool:
        return self.folded[place - 1 : place] in _FINAL

    def prepares(self, start: int, end: int) -> bool:
        """Whether a clause only prepares the next: after its preposition nothing is done."""
        clause = self.masked[start:end].strip()
        if not _PREPARES.match(clause):
            return False
        if (clause.startswith("以") and "为" in clause) or _DOMAINS.search(clause):
            return True
        first, last = np.searchsorted(self.starts, (start + 3, end))
        return not self.firm[first:last].any()

    def leave(self, found: list[Action], waiting: int, end: int) -> None:
        """Clauses that prepare nothing that follows: part of the last action, or the only one."""
        stop = waiting + len(self.folded[waiting:end].rstrip(",;:。!? \n"))
        if found:
            found[-1] = Action(found[-1].start, stop, found[-1].verb)
        else:
            verb = self.verb(waiting, stop, None) or (waiting, min(waiting + 2, stop))
            found.append(Action(waiting, stop, verb))

    def tidy(self, action: Action) -> Action:
        start, end = trimmed(self.text, action.start, action.end)
        fits = start <= action.verb[0] < action.verb[1] <= end
        return Action(start, end, action.verb) if fits else action
