"""The body that is itself the doer of a sentence: 教育局會…, 由市水務局…, (牵头单位:市林业局)."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from dgpolicy.extract.bodies import is_short_for
from dgpolicy.extract.layout import Layout
from dgpolicy.extract.names import NOBODY, Span, Who, body_at, clause_start
from dgpolicy.extract.numbering import among
from dgpolicy.extract.rows import rows
from dgpolicy.extract.words import any_of, words

_ENDS = "".join(sorted({word[-1] for word in words("body")} - set("会所行站队社办党程金")))
_BODY = re.compile(f"(?:{'|'.join([*words('place'), '[员金委]会', '基金', f'[{_ENDS}]'])})$")
_TIMES = rf"(?:{any_of('adverb')}|[ ,]?20\d\d年|[ ,])*"
_ACTS = re.compile(rf"{_TIMES}{any_of('modal', 'order')}(?!议)")
# 市水务局为解决内涝,明年将新建泵站: the body, what it acts for, and a clause without a subject.
_PREPARES = re.compile("为了?|针对|结合|围绕|按照|根据|通过|依托|立足|聚焦")
_LATER = re.compile(rf",{_TIMES}(?:将|会|拟|计划|预计|要)(?!议)")
_BEGINS = "".join(
    {word[0] for kind in ("adverb", "modal", "order") for word in words(kind)}
    | set(" ,2为针结围按根通依立聚")
)
_OWN = re.compile(
    rf"(?<![^,:;。\"\n])(?:此外|同时|另外|因此|所以|但|而|其实|今年|明年|未来)?,?{any_of('own')}"
)
_BY = re.compile(
    "(?<=[,将会;须应])由([\u4e00-\u9fff、]{2,16}?(?:局|部|厅|委|署|部门|中心|基金会|政府|院|司|委员会))"
    "(?:局长|部长|司长)?(?=[会按负牵统稍处依组实另])"
)
_TASKED = re.compile(r"\((?:牵头|责任|负责|主办|承办|落实)(?:单位|部门|处室):([^()]{2,60})\)")
_GENERAL = re.compile(any_of("general"))
_NEVER, _PLACES = frozenset(words("never")), frozenset(words("place"))
_FAR = 120  # characters from a body to what it does, at most
# Whoever speaks in office speaks for these: they are no other body of the same government.
NOT_ANOTHER = ("政府", "部门", "府", "公司", "集团", "银行", "大学", "医院", "机构")


def doers(folded: str, layout: Layout) -> tuple[dict[int, Span], dict[int, Span]]:
    """The bodies named as doing what a block says: the subject of its first unit, and by block
    the one that a bracket or a column of the table puts in charge.
    """
    subjects: dict[int, Span] = {}
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    ends = among(_ENDS + "会金" + "".join(sorted({word[-1] for word in words("place")})))
    places = np.flatnonzero(ends[codes[:-1]] & among(_BEGINS)[codes[1:]]) + 1
    for place, unit in zip(places.tolist(), _units(layout, places), strict=True):
        if unit in subjects or not _acts(folded, place, int(layout.rights[unit])):
            continue
        left = int(layout.lefts[unit])
        clause = clause_start(folded, left, place)
        if (
            _BODY.search(folded, max(clause, place - 4), place)
            and folded[place - 1 : place + 1] != "委会"
        ):
            body = (
                None
                if _OWN.search(folded, max(left, clause - _FAR), clause)
                else body_at(folded, clause, place)
            )
            if body:
                subjects[unit] = body
    by = {m.start(): m.span(1) for m in _BY.finditer(folded)}
    subjects = dict(zip(_units(layout, by), by.values(), strict=True)) | subjects
    tasked = {m.start(): m.span(1) for m in _TASKED.finditer(folded)}
    charged = dict(zip(_units(layout, tasked), tasked.values(), strict=True))
    charged |= {unit: row.charge for unit, row in rows(folded, layout).items() if row.charge}
    block, first = layout.block, np.diff(layout.block, prepend=-1) > 0
    return (
        {int(block[unit]): body for unit, body in subjects.items() if first[unit]},
        {int(block[unit]): body for unit, body in charged.items()},
    )


def _acts(folded: str, place: int, end: int) -> bool:
    """Whether what follows a body says that it acts."""
    prepares = _PREPARES.match(folded, place) and _LATER.search(
        folded, place, min(end, place + _FAR)
    )
    return bool(_ACTS.match(folded, place) or prepares)


def _units(layout: Layout, places: Iterable[int]) -> list[int]:
    at = np.fromiter(places, dtype=np.intp)
    return np.searchsorted(layout.ends, at, "right").tolist()


def doer(folded: str, body: Span, voice: Who) -> Who | None:
    """The body as the doer of a sentence, ``None`` where it is no other than who speaks."""
    name = folded[slice(*body)]
    if (name.startswith(("各", "每")) and not name.endswith("政府")) or name in _NEVER:
        return None
    if voice is NOBODY:
        return Who(body, None, None)
    other = name.endswith(NOT_ANOTHER) and len(name) < 6
    if other or name in _PLACES or _GENERAL.fullmatch(name):
        return None
    mine = folded[slice(*voice.organisation)] if voice.organisation else ""
    same = mine and (name in mine or mine in name or is_short_for(name, mine))
    return None if same else Who(body, None, None)


def carries(folded: str, doer: Who) -> bool:
    """Whether the sentences after a doer's may be its own: of a body, not of the government."""
    assert doer.organisation
    return not folded[slice(*doer.organisation)].endswith(NOT_ANOTHER)
