"""The one stylesheet of quotes, answer tables and explorers, with the colours of the suite."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from dgpolicy.look.colours import RAMP, SCHEMES, ink_on
from dgpolicy.look.words import LANG


@cache
def css() -> str:
    """The stylesheet, for a light and a dark page: the page's ``color-scheme`` decides.

    Everything stands below the class ``dg``. ``--step-0`` … are the ramp and ``--on-0`` … the
    inks on it, from the paper outwards; ``mark[data-m]`` begins with its scheme.

    >>> "--step-5:light-dark(#174a5e,#d9e9ef)" in css()
    True
    """
    ramp = "".join(
        f"--step-{at}:light-dark({light},{dark});--on-{at}:light-dark({ink_on(light)},{ink_on(dark)});"
        for at, (light, dark) in enumerate(zip(RAMP, reversed(RAMP), strict=True))
    )
    marks = "".join(map(_mark, SCHEMES))
    written = files("dgpolicy.look").joinpath("look.css").read_text(encoding="utf-8")
    return f".dg{{{ramp}}}{marks}{tight(written)}"


def tight(text: str) -> str:
    """A stylesheet without its comments and line ends."""
    return re.sub(r"/\*.*?\*/|\n\s*", "", text, flags=re.DOTALL)


def _mark(scheme: str) -> str:
    mark, selector = SCHEMES[scheme], f'[data-m^="{scheme}"]'
    letters = "".join(
        f'.dg:lang({lang}) {selector}{{--letter:"{mark.letter(language)}"}}'
        for language, lang in LANG.items()
    )
    return (
        f".dg {selector}{{--hue:light-dark({mark.hue},{mark.hue_dark})}}.dg mark{selector}"
        f"{{text-decoration:underline {mark.underline} var(--hue);"
        f"text-underline-offset:{mark.offset}}}{letters}"
    )
