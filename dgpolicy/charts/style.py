"""How every figure looks: one small template, a title, a height, and a text that stands for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from unicodedata import east_asian_width

import plotly.graph_objects as go

from dgpolicy.charts.labels import LAST
from dgpolicy.charts.words import word
from dgpolicy.colours import BASIS, GREY, PAPERS, RAMP, SPECIFICITY
from dgpolicy.corpus import Corpus

LIGHT = PAPERS["light"]
ACCENT = RAMP[3]
CLEAR = "rgba(0,0,0,0)"
TITLE_SIZE, LABEL_SIZE = 15, 13
FONTS = {
    "zh": "Noto Sans CJK TC, PingFang TC, Microsoft JhengHei, system-ui, sans-serif",
    "zh-Hans": "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, system-ui, sans-serif",
}
FONTS["en"] = FONTS["zh"]

_WEIGHTS = {"filled": "solid", "open": "outline"}
# How each code of a closed variable is filled; kinds differ by pattern, so that a bar keeps
# the colour of its body.
FILLS = {
    "horizon_basis": BASIS,
    "specificity": {
        code: {"filled": "solid", "open": "outline"}[w] for code, w in SPECIFICITY.items()
    },
    "kind": {"numbered": "solid", "lead": "hatched", "unnumbered": "lined", "directive": "crossed"},
}
_PATTERNS = {"hatched": "/", "lined": "-", "crossed": "x"}
_SQUARES = {"solid": "■", "hatched": "▨", "outline": "□", "lined": "▤", "crossed": "▩"}
_KEY_WIDTH = 28  # em: what fits a screen of 380 pixels


def width_of(text: str) -> float:
    """About how wide a text is, in em: a Han character is one, any other a little over a half.

    >>> width_of("產業AB")
    3.1
    """
    return round(sum(1 if east_asian_width(c) in "WF" else 0.55 for c in text), 2)


def filled(style: str, colour: str | list[str]) -> dict:
    """The plotly marker of a bar that is ``solid``, ``hatched``, ``outline`` …

    >>> filled("solid", "#000000")
    {'color': '#000000', 'line': {'width': 1, 'color': '#ffffff'}}
    """
    if style == "solid":
        return {"color": colour, "line": {"width": 1, "color": LIGHT["paper"]}}
    if style == "outline":
        return {"color": CLEAR, "line": {"width": 1.5, "color": colour}}
    pattern = {"shape": _PATTERNS[style], "fillmode": "replace", "size": 6, "solidity": 0.35}
    return {"color": colour, "pattern": pattern, "line": {"width": 1, "color": colour}}


def plain_colour(code: str) -> str:
    """Grey for what is unstated or not named, else the one colour of counts."""
    return GREY if code in LAST else ACCENT


def titled(what: str, of: str) -> str:
    """A title that says what is counted, and of how many; in two lines where one is too long.

    >>> titled("Pledges by body", "30 pledges, 6 bodies")
    'Pledges by body · 30 pledges, 6 bodies'
    """
    line = f"{what} · {of}"
    return line if width_of(line) <= 24 else f"{what} ·<br>{of}"


def figure(
    corpus: Corpus,
    traces: Iterable[dict],
    *,
    title: str,
    alt: str,
    rows: float,
    key: str = "",
    head: float = 0,
    foot: float = 0,
    **layout: Any,
) -> go.Figure:
    """A figure with our template and nothing else.

    ``rows`` is the height of the plot in pixels, ``head`` and ``foot`` that of what stands
    above and below it; ``key`` stands under the title;
    ``alt`` is the text for those who do not see it.
    """
    family = FONTS[corpus.language]
    still = {"fixedrange": True, "showgrid": False, "zeroline": False, "ticks": ""}
    axis = still | {"automargin": True}
    template = {
        "layout": {
            "font": {"family": family, "size": LABEL_SIZE, "color": LIGHT["ink"]},
            "paper_bgcolor": LIGHT["paper"],
            "plot_bgcolor": CLEAR,
            "xaxis": axis,
            "yaxis": axis,
            "hoverlabel": {"align": "left", "bgcolor": LIGHT["paper"], "font": {"family": family}},
        }
    }
    top = 14 + 20 * (1 + title.count("<br>")) + 8 + head
    if key:
        top += 16 + 18 * (1 + key.count("<br>"))
    titles = {"text": title, "font": {"size": TITLE_SIZE}, "x": 0, "xanchor": "left", "y": 1}
    titles |= {
        "xref": "container",
        "yref": "container",
        "yanchor": "top",
        "pad": {"t": 12 + 20 * title.count("<br>"), "l": 10},
    }
    if key:
        titles["subtitle"] = {"text": key, "font": {"size": LABEL_SIZE}}
    return go.Figure(
        data=list(traces),
        layout={
            "template": template,
            "title": titles,
            "height": round(top + rows + foot + 10),
            "margin": {"l": 10, "r": 14, "t": round(top), "b": round(foot + 10)},
            "dragmode": False,
            "showlegend": False,
            "barmode": "stack",
            "meta": {"alt": alt},
        }
        | layout,
    )


def key(entries: Iterable[tuple[str, str, str]]) -> str:
    """A key as one short text under the title: a square of each style and colour, and its name.

    >>> key([("solid", "#000000", "市委")])
    '<span style="color:#000000">■</span>\\xa0市委'
    """
    lines, width = [""], 0.0
    for style, colour, name in entries:
        entry = f'<span style="color:{colour}">{_SQUARES[style]}</span>\xa0{name}'
        wide = width_of(name) + 3.2
        if width and width + wide > _KEY_WIDTH:
            lines, width = [*lines, ""], 0.0
        lines[-1] += ("\xa0\xa0 " if width else "") + entry
        width += wide
    return "<br>".join(lines)


def down(codes: list[str], labels: list[str]) -> dict:
    """The axis of rows, the first code on top."""
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": codes,
        "range": [len(codes) - 0.5, -0.5],
        "tickvals": codes,
        "ticktext": labels,
        "ticklabelstandoff": 6,
    }


def at_ends(x: list[int], y: list[str], text: list) -> dict:
    """The numbers at the ends of bars that are made of several parts."""
    return {
        "type": "scatter",
        "mode": "markers+text",
        "marker": {"size": 8, "color": CLEAR},
        "x": x,
        "y": y,
        "text": text,
        "textposition": "middle right",
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def note(text: str, y: float = 0, shift: float = -14) -> dict:
    """A quiet line under the plot, or in it."""
    return {
        "text": text,
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": y,
        "xanchor": "left",
        "yanchor": "middle",
        "yshift": shift,
        "font": {"size": 12, "color": LIGHT["quiet"]},
    }


def nothing(corpus: Corpus, title: str) -> go.Figure:
    """The figure of a corpus in which there is nothing to count: it says so."""
    text = word("nothing", corpus.language)
    hidden = {"visible": False}
    return figure(
        corpus,
        [],
        title=title,
        alt=f"{title.replace('<br>', ' ')}. {text}",
        rows=40,
        annotations=[note(text, 0.5, 0)],
        xaxis=hidden,
        yaxis=hidden,
    )


def describe(fig: go.Figure) -> str:
    """The text that stands for a figure: what it counts, and the numbers that matter most.

    It is plain text in the language of the corpus; escape it where it becomes HTML.
    """
    return fig.layout.meta["alt"]


def alternative(corpus: Corpus, title: str, pairs: list[tuple[str, int]], most: int = 7) -> str:
    """The text that stands for a chart: its title, and the first ``most`` names and numbers."""
    comma, stop = word("comma", corpus.language), word("stop", corpus.language)
    said = comma.join(f"{name} {number}" for name, number in pairs[:most])
    end = "…" if len(pairs) > most else stop.strip()
    return f"{title.replace('<br>', ' ')}{stop}{said}{end}"
