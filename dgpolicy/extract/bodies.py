"""Where a pledge names a body by its short form, resolved by the full names of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dgpolicy.extract.names import is_short_for

_SHORT = re.compile(r"[市省区县州国][\u4e00-\u9fff]{1,9}?(?:委员会|办公室|[局委办厅部署院])")


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
