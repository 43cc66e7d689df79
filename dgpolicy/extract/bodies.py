"""Where a pledge names a body by its short form, resolved by the full names of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dgpolicy.codebook import Codebook
from dgpolicy.extract.mentions import Mention
from dgpolicy.fold import fold

_SHORT = re.compile(r"[市省区县州国][\u4e00-\u9fff]{1,9}?(?:委员会|办公室|[局委办厅部署院])")

_LEVELS = "省市县区州"
_KIND = (
    ("委员会", "委"),
    ("办公室", "办"),
    ("管理委员会", "管委会"),
    ("人民政府", "政府"),
)


def is_short_for(short: str, full: str) -> bool:
    """Whether a folded name of a body is an abbreviation of another folded name.

    The characters of the short one stand in the same order in the full one, both begin at the
    same level (市, 省 …) and both end in the same kind of body (局, 委 for 委员会 …).

    >>> is_short_for("市科技局", "东莞市科学技术局"), is_short_for("省发改委", "省发展和改革委员会")
    (True, True)
    >>> is_short_for("市科技局", "东莞市财政局"), is_short_for("省科技厅", "东莞市科学技术局")
    (False, False)
    """
    if len(short) >= len(full) or len(short) < 2:
        return False
    for long, brief in _KIND:
        if full.endswith(long) and short.endswith(brief) and not short.endswith(long):
            full = full[: -len(long)] + brief
            break
    if short[-1] != full[-1]:
        return False
    at = -1
    for char in short:
        at = full.find(char, at + 1)
        if at < 0:
            return False
    level = next((char for char in short[:-1] if char in _LEVELS), None)
    if level and short[0] == level:
        return level in full
    own = next((char for char in full[:-1] if char in _LEVELS), None)
    return level == own or (level is None and short[0] == full[0])


def short_forms(folded: str, full_names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """The short forms in a folded text as (start, end, folded full name).

    >>> list(short_forms("市科技局将加大投入", ["东莞市科学技术局"]))
    [(0, 4, '东莞市科学技术局')]
    """
    names = list(full_names)
    for match in _SHORT.finditer(folded):
        full = max((n for n in names if is_short_for(match[0], n)), key=len, default=None)
        if full and not folded.endswith(full, 0, match.end()):
            yield match.start(), match.end(), full


@lru_cache(maxsize=4)
def known(codebook: Codebook) -> dict[str, str]:
    """The codes of the bodies that a codebook knows, by their folded names."""
    rows = codebook.terms[codebook.terms["scheme"] == "organisation"]
    return {fold(term): code for term, code in zip(rows["term"], rows["code"], strict=True)}


def with_short_forms(
    mentions: list[Mention], folded: str, names: Iterable[str], codes: dict[str, str]
) -> list[Mention]:
    """Mentions with bodies that stand in the short form of their names, and none inside these."""
    named = [
        ("organisation", codes[name], start, end)
        for start, end, name in short_forms(folded, names)
        if name in codes
    ]
    covered = {place for *_, start, end in named for place in range(start, end)}
    kept = [m for m in mentions if m[2] not in covered or m[3] - 1 not in covered]
    return sorted([*kept, *named], key=lambda mention: mention[2:])
