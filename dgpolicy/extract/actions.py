"""Pledge to actions: the clauses that each commit to one thing.

The rules, after the quasi-sentence of the Manifesto Project's coding handbook:

1. An action is one clause with a verb of doing and its object; marks (,;:。!?) part clauses, and
   neither the mark at its end nor the number before it is in it.
2. A clause that only prepares (以…為抓手, 圍繞…, 依託…, 在…方面, 根據…) joins the clause after it.
3. A clause without a verb of doing (a slogan, a figure, a part of a list) joins the one before it,
   or the one after it where it opens the sentence.
4. Within a clause, 並 or 同時 before a verb of doing begins another action; verbs that share one
   object (培育壯大, 遴選認定) are one.
5. The verb is the one after the adverbs at the head of the clause, else after its modal
   (市水務局將進一步強化: 強化), else the first of doing; an adverb is itself the verb where no
   other follows (加快互聯互通: 加快).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind
from numpy.typing import NDArray

from dgpolicy.document import Document
from dgpolicy.extract.layout import Ints, among
from dgpolicy.extract.names import Span
from dgpolicy.extract.words import words
from dgpolicy.fold import points

_PREPOSITIONS = (
    "以 围绕 聚焦 依托 依据 根据 按照 针对 结合 立足 瞄准 紧扣 紧盯 锚定 面向 借助 通过 随着 凭借 "
    "在 对 自 从 由 到 至 每 今年 明年 下一步 未来 接下来 20 为"
)
# What prepares though something is done in it.
_FRAME = re.compile("以.*为.{,14}$|.*等.*(?:方面|维度|领域|产业|环节|重点|行业|层面|任务|工作)$")
_BRACKETS = re.compile(r'\([^()\n]*\)|"[^"\n]{,40}"|<[^<>\n]*>')
_MARKS, _FINAL, _SPACES = ",;:。!?\n\t", "。!?;\n\t ", " \u3000\xa0"
_MODAL = re.compile("(?:将(?<!即将)|要(?<![重主需只概纲摘]要)(?![求素点务])|拟|力争|确保)把?")


class Action(NamedTuple):
    """A clause that commits to one thing, and its verb."""

    start: int
    end: int
    verb: Span


def actions(document: Document, spans: Sequence[Span]) -> list[Action]:
    """The actions of all pledges, in the order of the text; they never overlap.

    The words of a pledge begin after its number.

    >>> said = Document.from_text("以节水为抓手,加快建设两座水厂,推进管网互联互通。")
    >>> [said.text[action.start : action.end] for action in actions(said, [(0, 25)])]
    ['以节水为抓手,加快建设两座水厂', '推进管网互联互通']
    """
    if not spans:
        return []
    reading = _Reading(document.folded)
    starts, ends = np.array(spans).T
    lefts, rights, owner, opens = reading.clauses(starts, ends)
    at, stop = reading.verbs(lefts, rights)
    waits = reading.prepare(lefts, rights) & (rights < ends[owner])
    waits &= ~among(_FINAL)[reading.codes[rights]]
    acts = (stop > 0) & ~waits
    first = np.append(True, np.diff(owner) > 0)  # of its pledge
    # What follows a clause that acts joins it; what follows one that waits waits with it.
    settles = acts | waits | opens | first
    waiting = ~acts[np.maximum.accumulate(np.where(settles, np.arange(len(acts)), 0))]
    begins = first | ~np.append(True, waiting[:-1]) & (acts | waiting)
    begins &= first | (np.add.reduceat(acts, np.flatnonzero(begins)) > 0)[np.cumsum(begins) - 1]
    heads = np.flatnonzero(begins)
    verb = np.minimum(np.searchsorted(np.flatnonzero(acts), heads), max(acts.sum() - 1, 0))
    verb = np.flatnonzero(acts)[verb] if acts.any() else heads
    lasts = np.append(heads[1:], len(acts)) - 1
    none = ~acts[verb] | (verb < heads) | (verb > lasts)
    at = np.where(none, lefts[heads], at[verb])
    stop = np.where(none, np.minimum(lefts[heads] + 2, rights[lasts]), stop[verb])
    verbs = zip(at.tolist(), stop.tolist(), strict=True)
    return [*map(Action, lefts[heads].tolist(), rights[lasts].tolist(), verbs)]


@cache
def _lexicon() -> tuple[AhoCorasick, NDArray, NDArray, NDArray]:
    """All verbs and adverbs, and of each whether it is a verb, an adverb, more often a noun."""
    kinds = [frozenset(words(kind)) for kind in ("verb", "before_verb", "noun")]
    every = sorted(kinds[0] | kinds[1])
    verb, adverb, noun = (np.array([word in kind for word in every]) for kind in kinds)
    return AhoCorasick(every, matchkind=MatchKind.LeftmostLongest), verb, adverb, noun


class _Reading:
    """The words of one folded text that clauses turn on, found once."""

    def __init__(self, folded: str) -> None:
        self.masked = _BRACKETS.sub(lambda m: "\0" * len(m[0]), folded)
        self.codes = np.append(points(self.masked), (0, 0))
        automaton, verb, adverb, noun = _lexicon()
        size = len(folded)
        # The last word is none: it stands after the text, so that there is always one.
        matches = [*automaton.find_matches_as_indexes(self.masked), (0, size, size + 1)]
        tokens = np.fromiter(chain.from_iterable(matches), np.intp, 3 * len(matches))
        kind, self.starts, self.ends = tokens.reshape(-1, 3).T
        self.is_verb, self.is_adverb = verb[kind], adverb[kind]
        self.is_verb[-1] = self.is_adverb[-1] = False
        self.firm = np.append(np.flatnonzero(self.is_verb & ~noun[kind]), len(kind) - 1)
        self.at = np.full(len(self.codes), -1)  # the word that begins at each place
        self.at[self.starts] = np.arange(len(kind))

    def clauses(self, starts: Ints, ends: Ints) -> tuple[Ints, Ints, Ints, NDArray[np.bool_]]:
        """The clauses of the pledges between marks: span, pledge, and whether a sentence begins.

        What stands in brackets is not parted.
        """
        mark = among(_MARKS)[self.codes]
        marks, joins = np.flatnonzero(mark), self._joins()
        cuts = np.unique(np.concatenate((starts, marks + 1, joins)))
        cuts = cuts[~mark[cuts]]
        stops = np.sort(np.concatenate((marks, joins, ends)))
        stops = stops[np.minimum(np.searchsorted(stops, cuts, "right"), len(stops) - 1)]
        solid = np.flatnonzero(~among(_MARKS + _SPACES)[self.codes])
        lefts = solid[np.searchsorted(solid, cuts)]
        rights = solid[np.searchsorted(solid, stops) - 1] + 1
        owner = np.searchsorted(starts, lefts, "right") - 1
        inside = (owner >= 0) & (lefts < rights) & (rights <= ends[owner])
        opens = among(_FINAL)[self.codes[cuts - 1]]
        return lefts[inside], rights[inside], owner[inside], opens[inside]

    def _joins(self) -> Ints:
        """Where 並 or 同時 begins another action: before a verb of doing."""
        here = self.codes[:-1] == ord("并")
        here |= (self.codes[:-1] == ord("同")) & (self.codes[1:] == ord("时"))
        places = np.flatnonzero(here)
        return places[self._heads(places, np.full(len(places), len(self.masked))) >= 0]

    def _heads(self, lefts: Ints, rights: Ints) -> Ints:
        """The verb that each clause opens with after its adverbs, -1 without one.

        Where no verb follows, the last adverb that can itself be the verb is the verb.
        """
        at, own, more = lefts, np.full(len(lefts), -1), np.ones(len(lefts), dtype=bool)
        while more.any():
            token = self.at[at]
            fits = (token >= 0) & (self.ends[token] <= rights)
            own = np.where(fits & self.is_verb[token], token, own)
            more = fits & self.is_adverb[token]
            at = np.where(more, self.ends[token], at)
            at += more & (self.codes[at] == ord("地"))
        return own

    def verbs(self, lefts: Ints, rights: Ints) -> tuple[Ints, Ints]:
        """The verb of each clause: of its head, after its modal, of doing, else its last word."""
        token = self._heads(lefts, rights)
        modals = np.array([m.end() for m in _MODAL.finditer(self.masked)] + [len(self.masked)])
        modal = modals[np.searchsorted(modals[:-1], lefts)]
        token = np.where(token < 0, self._heads(modal, rights), token)
        firm = self.firm[np.searchsorted(self.starts[self.firm[:-1]], lefts)]
        firm = self._heads(self.starts[firm], rights)
        token = np.where(token < 0, firm, token)
        last = np.maximum(np.searchsorted(self.ends, rights, "right") - 1, 0)
        closes = self.is_verb[last] & (self.ends[last] == rights) & (self.starts[last] >= lefts)
        token = np.where((token < 0) & closes, last, token)
        return self.starts[token], np.where(token >= 0, self.ends[token], 0)

    def prepare(self, lefts: Ints, rights: Ints) -> NDArray[np.bool_]:
        """Whether each clause only prepares the next: after its preposition nothing is done."""
        firm = self.firm[np.searchsorted(self.starts[self.firm[:-1]], lefts + 3)]
        does = self.ends[firm] <= rights
        prepares = np.zeros(len(lefts), dtype=bool)
        openers = tuple(_PREPOSITIONS.split())
        begins = among("".join(word[0] for word in openers))[self.codes[lefts]]
        for place in np.flatnonzero(begins).tolist():
            left, right = int(lefts[place]), int(rights[place])
            if self.masked.startswith(openers, left):
                prepares[place] = not does[place] or bool(_FRAME.match(self.masked, left, right))
        return prepares
