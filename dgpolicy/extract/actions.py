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
from dataclasses import dataclass

from dgpolicy.document import Document
from dgpolicy.extract.lines import trimmed
from dgpolicy.extract.pledges import Pledge
from dgpolicy.extract.wording.verbs import NOUNS, first_verbs, head

Offsets = tuple[int, int]


@dataclass(frozen=True)
class Action:
    """One clause that commits to one thing: its span, and the span of its verb inside it."""

    start: int
    end: int
    verb: Offsets


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
_SPLIT = re.compile(r"[,;:。!?]+|(?=(?:并|同时)(?<![,;:。!?\s]))")
_MARKED = re.compile(r'[("<]')
_BRACKETS = re.compile(r'\([^()]*\)|"[^"]{0,40}"|<[^<>]*>')


def actions(document: Document, pledge: Pledge) -> list[Action]:
    """The actions of a pledge in the order of the text; they never overlap.

    >>> from dgpolicy.extract.statements import statements
    >>> from dgpolicy.extract.pledges import pledges
    >>> said = Document.from_text("市水务局:\\n以节水为抓手,加快建设两座水厂,推进管网互联互通。")
    >>> pledge = pledges(said, statements(said)[0])[0]
    >>> [(said.text[a.start : a.end], said.text[slice(*a.verb)]) for a in actions(said, pledge)]
    [('以节水为抓手,加快建设两座水厂', '建设'), ('推进管网互联互通', '推进')]
    """
    text, folded = document.text, document.folded
    found: list[Action] = []
    waiting: int | None = None  # where clauses that prepare the next one begin
    for start, end, final in _clauses(folded, pledge.headline[0], pledge.end):
        verb = _verb(folded, start, end)
        if not final and _prepares(folded, start, end):
            waiting = start if waiting is None else waiting
            continue
        if verb is None:
            if waiting is None and found and not _opens(folded, start):
                found[-1] = Action(found[-1].start, end, found[-1].verb)
            else:
                waiting = start if waiting is None else waiting
            continue
        found.append(Action(start if waiting is None else waiting, end, verb))
        waiting = None
    if waiting is not None:
        found = _left_over(folded, found, waiting, pledge.end)
    return [_tidy(text, action) for action in found]


def _clauses(folded: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """The clauses between marks, and whether a sentence ends with each; brackets are not parted."""
    masked = _masked(folded[start:end])
    spans, at = [], 0
    for m in _SPLIT.finditer(masked):
        if not m[0] and not _coordinates(masked, m.end()):
            continue
        if masked[at : m.start()].strip():
            spans.append((start + at, start + m.start(), m[0][:1] in tuple("。!?;")))
        at = m.end()
    if masked[at:].strip():
        spans.append((start + at, end, True))
    return spans


def _masked(words: str) -> str:
    """The words with what stands in brackets and quotation marks blotted out."""
    if not _MARKED.search(words):
        return words
    return _BRACKETS.sub(lambda m: "\0" * len(m[0]), words)


def _coordinates(words: str, at: int) -> bool:
    """Whether 並 or 同時 opens another verb of doing."""
    after, verb, own = head(words, at, len(words))
    return after > at and bool(verb or own)


def _opens(folded: str, start: int) -> bool:
    return folded[start - 1 : start] in "。!?;\n"


def _prepares(folded: str, start: int, end: int) -> bool:
    """Whether a clause only prepares the next: its preposition is followed by no verb of doing."""
    clause = _masked(folded[start:end].strip())
    if not _PREPARES.match(clause):
        return False
    if (clause.startswith("以") and "为" in clause) or _DOMAINS.search(clause):
        return True
    return not any(
        at > 2 and clause[at:stop] not in NOUNS for at, stop in first_verbs(clause, 0, len(clause))
    )


def _verb(folded: str, start: int, end: int) -> Offsets | None:
    if ba := _BA.search(folded, start, end):
        return ba.span("verb")
    if verb := _at_head(folded, start, end):
        return verb
    modal = _MODAL.search(folded, start, min(end, start + 24))
    at = modal.end() if modal else start
    if modal and (verb := _at_head(folded, at, end)):
        return verb
    masked = _masked(folded[at:end])
    verbs = first_verbs(masked, 0, len(masked))
    within = [(left, right) for left, right in verbs if masked[left:right] not in NOUNS]
    if within:
        # 為加快實現 … 探索經驗: after a preposition the last verb is the one that commits.
        left, right = within[-1 if masked[0] in "为以按" else 0]
        return at + left, at + right
    if modal and at + 2 <= end:
        return at, at + 2
    if verbs and verbs[-1][1] == len(masked.rstrip()):
        return at + verbs[-1][0], at + verbs[-1][1]
    return None


def _at_head(folded: str, start: int, end: int) -> Offsets | None:
    """The verb that a clause opens with, after its adverbs; an adverb where no verb follows."""
    at, stop, own = head(folded, start, end)
    if stop:
        return at, stop + 1 if folded[stop : stop + 1] == "好" and stop < end else stop
    return own


def _left_over(folded: str, found: list[Action], waiting: int, end: int) -> list[Action]:
    """Clauses that prepare nothing that follows: part of the last action, or the only one."""
    stop = end
    while stop > waiting and folded[stop - 1] in ",;:。!? \n":
        stop -= 1
    if found:
        return [*found[:-1], Action(found[-1].start, stop, found[-1].verb)]
    verb = _verb(folded, waiting, stop) or (waiting, min(waiting + 2, stop))
    return [Action(waiting, stop, verb)]


def _tidy(text: str, action: Action) -> Action:
    start, end = trimmed(text, action.start, action.end)
    if not start <= action.verb[0] < action.verb[1] <= end:
        return action
    return Action(start, end, action.verb)
