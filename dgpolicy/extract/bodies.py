"""Bodies that only the form of a text names: over a notice, a speech, as doers of a sentence."""

from __future__ import annotations

import re
from bisect import bisect_right

from dgpolicy.extract.layout import Layout
from dgpolicy.extract.names import NOBODY, Cast, Span, Who, body_at, clause_start
from dgpolicy.extract.words import any_of, is_short_for, words

SALUTE = re.compile(rf"{any_of('salute')}[^。]*$")
_BODY = r"[^,。;:<>\"\s\d]+?(?:政府|办公室|办公厅|委员会|管委会|[局委厅部院署司社会办])"
_CLOSED = r"[>\"]?(?:\([^()]*\))?$"
_TITLE = re.compile(
    rf"[<\"]?(?!关于)([^,。;:<>\"\d号]+?(?=(?:关于|印发)[^。]+?{any_of('document')}{_CLOSED})"
    rf"|{_BODY}(?=(?:[^,。]*?{any_of('plan')}|文件|公文|令){_CLOSED}))"
)
_UNSIGNED = re.compile(rf"[^,。:;!?\"]+(?:{any_of('plan')}|的{any_of('document')}){_CLOSED}")
_SIGNED = re.compile(r"^\s*([^,。:;\s]+)\s*\n+\s*(?:20\d\d|二[〇○零])\S+[日号]\s*$", re.M)
_ADDRESS = re.compile(
    r"[<\"]?([^,。;:<>\"\s]+?(?:政府|国务院))\s?[\d〇○零一二三四五六七八九十/年度财政-]*"
    rf"{any_of('address')}(?:演辞|摘要)?{_CLOSED}"
)
_SPEECH = re.compile(any_of("speech"))
_SENTENCE = re.compile('[。;!?"]')
_FOR = re.compile("我(?:谨|现)?代表([^,。;、向]+),?向")
_LOOSE = tuple("会所行站队社办党程金")  # end what is no body, too, so that more must stand before
_LONG = "|".join(w for w in words("body") if w.endswith(_LOOSE) and w not in _LOOSE)
_ENDS = {word[-1] for word in words("body") + words("place")} - set(_LOOSE)
_ACTS = re.compile(  # 市水务局为解决内涝,明年将…
    rf"(?:{_LONG}|[{''.join(sorted(_ENDS))}])"
    rf"(?=(?:{any_of('cites')}[^,。;:]+,)?"
    rf"(?:{any_of('adverb')}|[ ,])*{any_of('modal', 'order')}(?!议))"
)
_CHARGED = re.compile(r"\(..(?:单位|部门|处室):([^()]+)\)")
_NEVER = frozenset(words("never"))
# Whoever speaks in office speaks for these: they are no other body of the same government.
_SAME, _GENERAL = tuple(words("own_body")), frozenset(words("general") + words("place"))


def masthead(cast: Cast, lines: list[Span]) -> tuple[Who, str, int] | None:
    """Whose a notice, a plan or a speech is, its form, and the line that its words begin with.

    ``None`` where a text has several voices.

    >>> text = "惠州市人民政府关于促进产业发展的通知\\n新建两座水厂。"
    >>> masthead(Cast(text), [(0, 18), (19, 26)])
    (Who(organisation=(0, 7), title=None, name=None), 'notice', 0)
    """
    folded, who = cast.folded, NOBODY
    body: Span | None = None
    last: int | None = None
    for place, (start, end) in enumerate(lines):
        if "。" in folded[start:end]:  # the first sentence ends what stands over it
            break
        if place < len(lines) - 1 and (issuer := _issuer(folded, start, end)):
            return Who(issuer), "notice", place
        salute = SALUTE.match(folded, start, end)
        named = None if salute or _SENTENCE.search(folded, start, end) else cast.at(start, end)
        if named and (named[0].name or not who.name):
            who = named[0]
        address = _ADDRESS.match(folded, start, end)
        body = address.span(1) if address else body
        spoken = named and named[0].name and _SPEECH.search(folded[:end])
        last = place if salute or address or spoken else last
        if salute:
            break
    if last is None:
        return None
    spoken_for = _FOR.search(folded)
    body = who.organisation or body or (spoken_for.span(1) if spoken_for else None)
    return who._replace(organisation=body), "speech", last


def _issuer(folded: str, start: int, end: int) -> Span | None:
    """The body whose notice or plan begins at a line: by its title, else by its signature."""
    if title := _TITLE.match(folded, start, end):
        first, *_ = re.split(r"\s|、", title[1])
        return title.start(1), title.start(1) + len(first)
    signed = _UNSIGNED.match(folded, start, end) and _SIGNED.search(folded, end)
    return signed.span(1) if signed else None


def doers(folded: str, layout: Layout) -> dict[int, Span]:
    """By block the body that does what it says: that is put in charge of it, else its subject."""
    blocks, lefts, ends = layout.block.tolist(), layout.lefts.tolist(), layout.ends.tolist()
    found: dict[int, Span] = {}
    for m in _ACTS.finditer(folded):
        unit = bisect_right(ends, m.end())
        clause = clause_start(folded, lefts[unit], m.end())
        if blocks[unit] not in found and (body := body_at(folded, clause, m.end())):
            found[blocks[unit]] = body
    for m in _CHARGED.finditer(folded):
        found[blocks[bisect_right(ends, m.start(1))]] = m.span(1)
    return found | {blocks[u]: charge for u, charge in layout.tasks.items() if charge}


def is_another(folded: str, body: Span, speaker: Who) -> bool:
    """Whether a doer is another body than the one that speaks, and no government in general."""
    name = folded[slice(*body)]
    if name in _NEVER or (name.startswith(("各", "每")) and not name.endswith("政府")):
        return False
    general = name in _GENERAL or name.endswith(_SAME) or name.startswith("该")
    mine = folded[slice(*speaker.organisation)] if speaker.organisation else ""
    same = mine and (name in mine or mine in name or is_short_for(name, mine))
    return not any(speaker) or not (general or same)
