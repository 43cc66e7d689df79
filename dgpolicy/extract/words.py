"""The words on which reading turns, and the bodies that a codebook knows, in full and in short."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from dgpolicy.codebook import Codebook
from dgpolicy.extract.forms import rows_of
from dgpolicy.extract.mentions import Mention
from dgpolicy.fold import fold

_LEVELS = "省市县区州"
_SHORT = re.compile(rf"[{_LEVELS}]\w[^\W{_LEVELS}]*?(?:委员会|办公室|[局委办厅部署院])")


@cache
def _lexicon() -> dict[str, list[str]]:
    return {row["kind"]: row["words"].split("|") for row in rows_of("words.csv")}


def words(kind: str) -> list[str]:
    """The words of one kind in ``words.csv``, the longest first.

    >>> words("paper")[:2]
    ['规划纲要', '白皮书']
    """
    return sorted(_lexicon()[kind], key=len, reverse=True)


def any_of(*kinds: str) -> str:
    """An alternation of all words of the kinds, the longest first."""
    return "(?:" + "|".join(sorted({w for k in kinds for w in words(k)}, key=len)[::-1]) + ")"


@lru_cache  # a handful of codebooks
def known(codebook: Codebook) -> dict[str, str]:
    """The codes of the bodies that a codebook knows, by their folded names."""
    rows = codebook.terms[codebook.terms["scheme"] == "organisation"]
    return {fold(term): code for term, code in zip(rows["term"], rows["code"], strict=True)}


def is_short_for(short: str, full: str) -> bool:
    """Whether a folded name of a body is an abbreviation of another folded name.

    The characters of the short one stand in the same order in the full one, it begins with a
    level (市, 省 …) or as the full one does, and both end in the same kind of body (委 for 委员会).

    >>> is_short_for("市科技局", "东莞市科学技术局"), is_short_for("省发改委", "省发展和改革委员会")
    (True, True)
    >>> is_short_for("市科技局", "东莞市财政局"), is_short_for("省科技厅", "东莞市科学技术局")
    (False, False)
    """
    short, full = (n.replace("委员会", "委").replace("办公室", "办") for n in (short, full))
    rest = iter(full)
    inside = short[0] in _LEVELS + full[0] and all(char in rest for char in short)
    return len(short) < len(full) and (full.endswith(short) or (inside and short[-1] == full[-1]))


def with_short_forms(
    mentions: list[Mention], folded: str, names: Iterable[str], codes: dict[str, str]
) -> list[Mention]:
    """Mentions with bodies that stand in the short form of their names, and none inside these.

    >>> with_short_forms([], "市科技局将加大投入", ["东莞市科技局"], {"东莞市科技局": "stb"})
    [('organisation', 'stb', 0, 4)]
    """
    full_names, named = [name for name in names if name in codes], []
    for m in _SHORT.finditer(folded):
        full = max((n for n in full_names if is_short_for(m[0], n)), key=len, default=None)
        if full and not folded.endswith(full, 0, m.end()):
            named.append(("organisation", codes[full], *m.span()))
    covered = {place for *_, start, end in named for place in range(start, end)}
    kept = [one for one in mentions if not covered.issuperset(range(*one[2:]))]
    return sorted([*kept, *named], key=lambda one: one[2:])
