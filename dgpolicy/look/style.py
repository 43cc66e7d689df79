"""What stands in a page: the one stylesheet, with the colours of the suite, and scripts."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
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


def inline(scripts: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Scripts as elements, and as the sources that let them run and no others.

    ``scripts`` are pairs of a text and the attributes of its element, with a blank before them.
    Nothing in a text ends its element, and line ends are one, as browsers read them.

    >>> inline([("let a;", ' type="module"')])[0]
    '<script type="module">let a;</script>'
    """
    elements, sources = [], []
    for text, attributes in scripts:
        fit = re.sub(r"\r\n?", "\n", text)
        fit = re.sub(r"<(?=/script|!--)", r"\\x3c", fit, flags=re.IGNORECASE)
        elements.append(f"<script{attributes}>{fit}</script>")
        digest = base64.b64encode(hashlib.sha256(fit.encode()).digest()).decode()
        sources.append(f"'sha256-{digest}'")
    return "\n".join(elements), " ".join(sources)
