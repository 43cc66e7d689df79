"""What stands in a page: the one stylesheet, with the colours of the suite, and scripts."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from dgpolicy.fold import simplified
from dgpolicy.look.colours import HUE, SCHEMES, SHADES, shade_of
from dgpolicy.look.words import LANG


@cache
def css() -> str:
    """The stylesheet, for a light and a dark page: the page's ``color-scheme`` decides.

    Everything stands below the class ``dg``. ``--counts`` is the hue of bars, ``--step-0`` … its
    shades over the paper, on which the page's own ink reads; ``mark[data-m]`` begins with its
    scheme.

    >>> "--counts:#2f7d9b;--step-0:rgba(47,125,155,0.2)" in css()
    True
    """
    shades = ";".join(f"--step-{at}:{shade_of(2**at)}" for at in range(len(SHADES)))
    marks = "".join(map(_mark, SCHEMES))
    written = files("dgpolicy.look").joinpath("look.css").read_text(encoding="utf-8")
    return f".dg{{--counts:{HUE};{shades}}}{marks}{tight(written)}"


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


def _mark(scheme: str) -> str:
    mark, selector = SCHEMES[scheme], f'[data-m^="{scheme}"]'
    letters = "".join(
        f'.dg:lang({lang}) {selector}{{--letter:"{letter}"}}'
        for lang, letter in zip(
            LANG.values(), (mark.hant, simplified(mark.hant), mark.en), strict=True
        )
    )
    return (
        f".dg {selector}{{--hue:light-dark({mark.hue},{mark.hue_dark})}}.dg mark{selector}"
        f"{{text-decoration:underline {mark.underline} var(--hue);"
        f"text-underline-offset:{mark.offset}}}{letters}"
    )
