"""Every colour of the suite, what stands beside each so that no meaning rests on it alone, and the
one stylesheet that has them."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain, repeat
from pathlib import Path

import pandas as pd

# Bodies in the order in which they speak. Found by search among sRGB colours with at least
# 3 : 1 contrast on both papers, for the largest smallest distance (OKLab) to ordinary eyes and
# under the three dichromacies of Machado, Oliveira and Fernandes (2009); see tests/test_colours.py.
BODIES = ("#c0480c", "#e460b4", "#4854cc", "#009ce4", "#a89000", "#9c3c84")
# From the seventh body on: one colour for all, because a repeated one would claim sameness.
OTHERS = "#666c54"
# Unstated, or nothing named.
GREY = "#808080"

# Counts, few to many: one hue laid over the paper. The ink of the page reads on each step at
# 4.5 : 1, on light and on dark paper.
HUE = "#2f7d9b"
SHADES = (0.2, 0.36, 0.5, 0.62, 0.7, 0.78)

# Whatever does not depend on data, on light and on dark paper.
PAPERS = {
    "light": {"paper": "#ffffff", "ink": "#1f1f1f", "quiet": "#5f5f5f", "faint": "#d0d0d0"},
    "dark": {"paper": "#111111", "ink": "#e8e8e8", "quiet": "#a6a6a6", "faint": "#4a4a4a"},
}

# The basis of a horizon is how a mark is filled.
BASIS = {"stated": "solid", "implied": "hatched", "none": "outline"}

# On paper whose colour nobody knows, as that of a picture: 4.6 : 1 on white, 4.1 : 1 on #111111.
EITHER = "#757575"


def body_colours(organisation_id: pd.Series) -> dict[str, str]:
    """Each body of a categorical column with its colour, by the order of the categories.

    A corpus keeps the categories of the document it was filtered from, in order of speech, so
    a body has the same colour in every part of it.

    >>> body_colours(pd.Series(pd.Categorical(["b"], categories=["a", "b"])))
    {'a': '#c0480c', 'b': '#e460b4'}
    """
    bodies = organisation_id.astype("category").cat.categories
    return dict(zip(bodies, chain(BODIES, repeat(OTHERS)), strict=False))


def shade_of(count: int) -> str:
    """The shade of a cell that holds ``count``, for any paper: a step more for each doubling.

    >>> shade_of(1), shade_of(32) == shade_of(1000)
    ('rgba(47,125,155,0.2)', True)
    """
    step = min(count.bit_length(), len(SHADES)) - 1
    return f"rgba({','.join(map(str, bytes.fromhex(HUE[1:])))},{SHADES[step]})"


def ink_on(colour: str) -> str:
    """Black or white ink, whichever reads better on a colour.

    >>> ink_on("#ffffff"), ink_on(BODIES[2])
    ('black', 'white')
    """
    # About the relative luminance of WCAG 2; below 0.18 of white's, white reads better.
    return "white" if _light(colour) < 0.18 * _light("#ffffff") else "black"


def _light(colour: str) -> float:
    weights = zip((0.21, 0.72, 0.07), bytes.fromhex(colour[1:]), strict=True)
    return sum(weight * channel**2.2 for weight, channel in weights)


@cache
def css() -> str:
    """The stylesheet, for a light and a dark page: the page's ``color-scheme`` decides.

    Everything stands below the class ``dg``. ``--counts`` is the hue of bars, ``--step-0`` … its
    shades over the paper, on which the page's own ink reads.

    >>> "--counts:#2f7d9b;--step-0:rgba(47,125,155,0.2)" in css()
    True
    """
    shades = ";".join(f"--step-{at}:{shade_of(1 << at)}" for at in range(len(SHADES)))
    written = Path(__file__).with_name("look.css").read_text(encoding="utf-8")
    return f".dg{{--counts:{HUE};{shades}}}{tight(written)}"


def tight(text: str) -> str:
    """A stylesheet without its comments and line ends."""
    return re.sub(r"/\*.*?\*/|\n\s*", "", text, flags=re.DOTALL)
