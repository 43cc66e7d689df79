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
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from dgpolicy.document import Document
from dgpolicy.extract.names import Span
from dgpolicy.extract.words import words

_PREPOSITIONS = (
    *("以", "围绕", "聚焦", "依托", "依据", "根据", "按照", "针对", "结合", "立足", "瞄准", "紧扣"),
    *("紧盯", "锚定", "面向", "借助", "通过", "随着", "凭借", "在", "对", "自", "从", "由", "到"),
    *("至", "每", "今年", "明年", "下一步", "未来", "接下来", "20", "为"),
)
# What prepares though something is done in it.
_FRAME = re.compile("以.*为.{,14}$|.*等.*(?:方面|维度|领域|产业|环节|重点|行业|层面|任务|工作)$")
_BRACKETS = re.compile(r'\([^()\n]*\)|"[^"\n]{,40}"|<[^<>\n]*>')
_MODAL = re.compile("(?:将(?<!即将)|要(?<![重主需只概纲摘]要)(?![求素点务])|拟|力争|确保)把?")
# Over a text with the capitals of ``_Reading`` for its verbs and adverbs.
_HEAD = re.compile("(?:[JABM]O*+地?)*(?P<verb>[VNBM]O*+)")
_FIRM = re.compile("[VB]")
_CLOSING = re.compile("(?P<verb>[VNBM]O*)$")
_WORDS = r"[^,;:。!?\n\t ]"
_LEAD = "(?:[JA]O*+地?)++"  # what joins begins another clause before a verb
_CLAUSE = re.compile(rf"(?:{_LEAD}|{_WORDS})(?: *(?:(?!J){_WORDS}|(?!{_LEAD}[VNBM]){_LEAD}))*")
_FINAL = re.compile(r"[。!?;\n\t]")
# Over the clauses of a pledge, a letter each: what waits for one that acts, and what joins it.
_ACTION = re.compile("[wj]*+aj*+(?:[wj]++$)?|.+")


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
    reading = _Reading(document.folded)
    return [*chain.from_iterable(reading.actions(*span) for span in spans)]


@cache
def _lexicon() -> tuple[AhoCorasick, list[str]]:
    """All verbs and adverbs, and each in capitals, which no folded text has.

    V is a verb, N one that is more often a noun, A an adverb, J one that joins, B and M what is
    both V or N and an adverb; O stands for each further character.
    """
    verbs, adverbs, nouns = (frozenset(words(kind)) for kind in ("verb", "before_verb", "noun"))
    every, told = sorted(verbs | adverbs), []
    for word in every:
        first = "J" if word.startswith(("并", "同时")) else "A"
        if word in verbs and word in adverbs:
            first = "M" if word in nouns else "B"
        elif word in verbs:
            first = "N" if word in nouns else "V"
        told.append(first.ljust(len(word), "O"))
    return AhoCorasick(every, matchkind=MatchKind.LeftmostLongest), told


class _Reading:
    """One folded text without what stands in brackets, and the same in words told by capitals."""

    def __init__(self, folded: str) -> None:
        self.plain = _BRACKETS.sub(lambda m: "\0" * len(m[0]), folded)
        automaton, capitals = _lexicon()
        told = [*self.plain]
        for word, start, end in automaton.find_matches_as_indexes(self.plain):
            told[start:end] = capitals[word]
        self.told = "".join(told)

    def actions(self, start: int, end: int) -> Iterator[Action]:
        """The actions of one pledge."""
        clauses, verbs, letters, before = [], [], "", start
        for m in _CLAUSE.finditer(self.told, start, end):
            left, right = m.span()
            opens = not letters or _FINAL.search(self.told, before, left)
            waits = right < end and self._prepares(left, right)
            verb = None if waits else self._verb(left, right)
            letters += "a" if verb else "w" if waits or opens else "j"
            clauses.append((left, right))
            verbs.append(verb)
            before = right
        for m in _ACTION.finditer(letters):
            own = slice(*m.span())
            (left, _), (_, right) = clauses[own][0], clauses[own][-1]
            verb = next(filter(None, verbs[own]), (left, min(left + 2, right)))
            yield Action(left, right, verb)

    def _prepares(self, left: int, right: int) -> bool:
        """Whether a clause only prepares the next: after its preposition nothing is done."""
        if self.plain[right] in "。!?;\n\t " or not self.plain.startswith(_PREPOSITIONS, left):
            return False
        done = _FIRM.search(self.told, left + 3, right)
        return not done or _FRAME.match(self.plain, left, right) is not None

    def _verb(self, left: int, right: int) -> Span | None:
        """The verb of a clause: of its head, after its modal, of doing, else its last word."""
        verb = _HEAD.match(self.told, left, right)
        if not verb and (modal := _MODAL.search(self.plain, left, right)):
            verb = _HEAD.match(self.told, modal.end(), right)
        if not verb and (firm := _FIRM.search(self.told, left, right)):
            verb = _HEAD.match(self.told, firm.start(), right)
        verb = verb or _CLOSING.search(self.told, left, right)
        return verb.span("verb") if verb else None
