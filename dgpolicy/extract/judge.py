"""Which units are pledges: the rules until a model has learnt it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dgpolicy.document import Document
from dgpolicy.extract.layout import Layout
from dgpolicy.extract.wording.commitment import stance

_CHANCES = {"commits": 0.9, "acts": 0.75, "announces": 0.2, "reports": 0.05, "apart": 0.05}


def judge(layout: Layout, document: Document) -> NDArray[np.float64]:
    """The probability of each unit that it is a pledge or part of one."""
    folded = document.folded
    lefts = layout.lefts.tolist()
    for item in layout.items:
        lefts[item.first] = max(item.words, lefts[item.first])
    spans = zip(lefts, layout.rights.tolist(), layout.tense.tolist(), strict=True)
    chances = np.array(
        [
            _CHANCES.get(stance(folded[a:b].rstrip(";"), ahead_of=t > 0, goals=t > 0), 0.3)
            * (0.3 if t < 0 else 1)
            for a, b, t in spans
        ]
    )
    return np.where(layout.heading & ~layout.leads, 0.05, chances)
