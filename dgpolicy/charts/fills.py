"""What marks and words are drawn in: fills, tints, and ink that follows the page."""

from __future__ import annotations

from dgpolicy.charts.labels import LAST
from dgpolicy.look.colours import BASIS, EITHER, GREY, PAPERS, RAMP, SPECIFICITY, ink_on, tint

PAPER = PAPERS["light"]["paper"]
ACCENT = RAMP[3]
CLEAR = "rgba(0,0,0,0)"
FAINT = "rgba(128,128,128,0.35)"
_LONGEST = 180  # pixels of the longest bar on a narrow page

# How each code of a closed variable is filled. Hatching is for the basis of a horizon alone;
# kinds are tints, so that a bar keeps the colour of its body.
FILLS = {
    "horizon_basis": BASIS,
    "specificity": {
        code: {"filled": "solid", "open": "outline"}[w] for code, w in SPECIFICITY.items()
    },
    "kind": {"numbered": "solid", "lead": "tint", "unnumbered": "pale tint", "directive": "faint"},
}
TINTS = {"tint": 0.4, "pale tint": 0.65, "faint": 0.85}


def inked(text: str) -> str:
    """Text in the ink of the page that shows it; where a page names none, in one for any paper.

    Plotly hands the style of a ``span`` on to the browser, so that a stored figure follows the
    light and the dark theme of a notebook with no script.
    """
    return f'<span style="color:var(--jp-content-font-color1,{EITHER})">{text}</span>'


def _haloed(text: str) -> str:
    """Text in ink that reads on hatching."""
    return (
        f'<span style="color:var(--jp-content-font-color1,{EITHER});paint-order:stroke;'
        f'stroke:var(--jp-layout-color0,{PAPER});stroke-width:5px">{text}</span>'
    )


def filled(style: str, colour: str | list[str]) -> dict:
    """The plotly marker of a bar that is ``solid``, ``hatched``, ``outline`` or a tint.

    >>> filled("solid", "#000000"), filled("tint", "#000000")["color"]
    ({'color': '#000000'}, '#666666')
    """
    if style == "solid":
        return {"color": colour}
    # An even width: the edges of an odd one fall between pixels, and some are drawn twice as thick.
    line = {"width": 2, "color": colour}
    if style == "outline":
        return {"color": CLEAR, "line": line}
    if style == "hatched":
        pattern = {"shape": "/", "fillmode": "replace", "size": 6, "solidity": 0.35}
        return {"color": colour, "pattern": pattern, "line": line}
    white = TINTS[style]
    shade = tint(colour, white) if isinstance(colour, str) else [tint(c, white) for c in colour]
    return {"color": shade, "line": line}


def part(style: str, colours: list[str], bar: dict, wholes: dict[str, int]) -> dict:
    """One part of stacked bars: its fill, and its number in each bar that has other parts, too.

    ``wholes`` has the number of each bar, by its place. A number that would not fit a narrow
    page is left out.
    """
    pixel = max(wholes.values()) / _LONGEST
    numbers = [
        n if 9 * len(str(n)) * pixel <= n < wholes[y] else ""
        for n, y in zip(bar["x"], bar["y"], strict=True)
    ]
    made = bar | {"marker": filled(style, one(colours))}
    if not any(numbers):
        return made
    made |= {"text": numbers, "textposition": "inside", "insidetextanchor": "middle"}
    made |= {"constraintext": "none", "textangle": 0}
    if style in ("outline", "hatched"):
        return made | {"texttemplate": (inked if style == "outline" else _haloed)("%{text}")}
    shades = [tint(c, TINTS.get(style, 0)) for c in colours]
    return made | {"texttemplate": "%{text}", "textfont": {"color": one([*map(ink_on, shades)])}}


def one(colours: list[str]) -> str | list[str]:
    """A list of colours, or the colour that all of them are."""
    return colours[0] if len(set(colours)) == 1 else colours


def plain_colour(code: str) -> str:
    """Grey for what is unstated or not named, else the one colour of counts."""
    return GREY if code in LAST else ACCENT
