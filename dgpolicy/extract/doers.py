"""The body that is itself the doer of a sentence: 教育局會…, (牵头单位:市林业局)."""

from __future__ import annotations

import re

import numpy as np

from dgpolicy.extract.layout import Layout
from dgpolicy.extract.names import Span, Who, body_at, clause_start
from dgpolicy.extract.words import any_of, is_short_for, words

_ENDS = {word[-1] for word in words("body")} - set("会所行站队社办党程金")
_ENDS |= {word[-1] for word in words("place")}
_ACTS = re.compile(  # 市水务局为解决内涝,明年将…
    rf"(?:[{''.join(sorted(_ENDS))}]|[员金]会|基金)"
    rf"(?=(?:{any_of('cites')}[^,。;:]+,)?"
    rf"(?:{any_of('adverb')}|[ ,])*{any_of('modal', 'order')}(?!议))"
)
_CHARGED = re.compile(r"\(..(?:单位|部门|处室):([^()]+)\)")
_NEVER = frozenset(words("never"))
# Whoever speaks in office speaks for these: they are no other body of the same government.
_SAME, _GENERAL = tuple(words("own_body")), frozenset(words("general") + words("place"))


def doers(folded: str, layout: Layout) -> dict[int, Span]:
    """By block the body that does what it says: that is put in charge of it, else its subject."""
    blocks = layout.block.tolist()
    found: dict[int, Span] = {}
    ends = [m.end() for m in _ACTS.finditer(folded)]
    for unit, end in zip(_units(layout, ends), ends, strict=True):
        clause = clause_start(folded, int(layout.lefts[unit]), end)
        if blocks[unit] not in found and (body := body_at(folded, clause, end)):
            found[blocks[unit]] = body
    charged = [m.span(1) for m in _CHARGED.finditer(folded)]
    for unit, body in zip(_units(layout, [start for start, _ in charged]), charged, strict=True):
        found[blocks[unit]] = body
    return found | {blocks[u]: charge for u, charge in layout.tasks.items() if charge}


def _units(layout: Layout, places: list[int]) -> list[int]:
    return np.searchsorted(layout.ends, places, "right").tolist()


def is_another(folded: str, body: Span, speaker: Who) -> bool:
    """Whether a doer is another body than the one that speaks, and no government in general."""
    name = folded[slice(*body)]
    if name in _NEVER or (name[0] in "各每" and not name.endswith("政府")):
        return False
    general = name in _GENERAL or name.endswith(_SAME)
    mine = folded[slice(*speaker.organisation)] if speaker.organisation else ""
    same = mine and (name in mine or mine in name or is_short_for(name, mine))
    return not any(speaker) or not (general or same)
