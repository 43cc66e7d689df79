"""The government that an official heads, where the text itself names it."""

from __future__ import annotations

import re

_HAN = "[\u4e00-\u9fff]"
# An office, and the names of its government from the fullest to the barest.
_SEATS = (
    (
        re.compile("行政长官|特首"),
        (f"{_HAN}{{2}}特别行政区政府", "特区政府", f"(?<!{_HAN})政府(?=[会将亦也])"),
    ),
    (re.compile("总理"), ("国务院",)),
    *(
        (re.compile(f"{level}长"), (f"{level}人民政府", f"{level}政府|{level}府(?!邸)"))
        for level in "省市县区州"
    ),
)


def seat(folded: str, title: str) -> tuple[int, int] | None:
    """Where a text names the government that an office heads.

    >>> seat("市长何勇来到港区。他表示,市政府将扩建码头。", "市长")
    (13, 16)
    """
    for office, names in _SEATS:
        if office.search(title):
            for name in names:
                if m := re.search(name, folded):
                    return m.span()
    return None
