"""The one stylesheet of the suite, with its colours."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from dgpolicy.look.colours import HUE, SHADES, shade_of


@cache
def css() -> str:
    """The stylesheet, for a light and a dark page: the page's ``color-scheme`` decides.

    Everything stands below the class ``dg``. ``--counts`` is the hue of bars, ``--step-0`` … its
    shades over the paper, on which the page's own ink reads.

    >>> "--counts:#2f7d9b;--step-0:rgba(47,125,155,0.2)" in css()
    True
    """
    shades = ";".join(f"--step-{at}:{shade_of(1 << at)}" for at in range(len(SHADES)))
    written = files("dgpolicy.look").joinpath("look.css").read_text(encoding="utf-8")
    return f".dg{{--counts:{HUE};{shades}}}{tight(written)}"


def tight(text: str) -> str:
    """A stylesheet without its comments and line ends."""
    return re.sub(r"/\*.*?\*/|\n\s*", "", text, flags=re.DOTALL)
