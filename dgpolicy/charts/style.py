"""How every figure looks: one small template, a title, a height, and a text that stands for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import unescape
from typing import Any
from unicodedata import east_asian_width

import plotly.graph_objects as go

from dgpolicy.charts.fills import CLEAR, PAPER, TINTS, inked
from dgpolicy.charts.words import word
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import EITHER, tint

TITLE_SIZE, LABEL_SIZE, SMALL = 15, 13, 11
WIDE, NARROW = 700, 360  # pixels of a notebook's column and of a small screen
FONTS = {
    "zh": "Noto Sans CJK TC, PingFang TC, Microsoft JhengHei, system-ui, sans-serif",
    "zh-Hans": "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, system-ui, sans-serif",
}
FONTS["en"] = FONTS["zh"]

_SQUARES = {"hatched": "▨", "outline": "□"}


def width_of(text: str) -> float:
    """About how wide a text is, in em: a Han character is one, any other about a half.

    >>> width_of("產業AB")
    3.0
    """
    return round(sum(1 if east_asian_width(c) in "WF" else 0.5 for c in text), 2)


def pixels(label: str) -> float:
    """About how wide a label is, in pixels: Chinese, and under it English in a smaller size."""
    bare = unescape(label.replace('<span style="font-size:11px">', "").replace("</span>", ""))
    sizes = (LABEL_SIZE, SMALL)
    return max(width_of(line) * size for line, size in zip(bare.split("<br>"), sizes, strict=False))


def titled(what: str, of: str) -> str:
    """A title that says what is counted, and of how many.

    >>> titled("Pledges by body", "30 pledges, 6 bodies")
    'Pledges by body · 30 pledges, 6 bodies'
    """
    return f"{what}{_DOT}{of}"


_DOT = " · "


def figure(
    corpus: Corpus,
    traces: Iterable[dict],
    *,
    title: str,
    alt: str,
    rows: float,
    key: Sequence[tuple[str, str, str]] = (),
    head: float = 0,
    small_head: float | None = None,
    foot: float = 0,
    narrow: dict[str, Any] | None = None,
    **layout: Any,
) -> go.Figure:
    """A figure with our template and nothing else.

    ``rows`` is the height of the plot in pixels, ``head`` and ``foot`` that of what stands
    above and below it; ``key`` stands under the title: a fill, colour and name for each entry;
    ``alt`` is the text for those who do not see it. ``meta.narrow`` of the layout is what a
    page of less than 480 pixels gives to ``Plotly.relayout``, with ``narrow`` added;
    ``small_head`` is the ``head`` there.
    """
    family = FONTS[corpus.language]
    still = {"fixedrange": True, "showgrid": False, "zeroline": False, "ticks": ""}
    axis = still | {"automargin": True}
    template = {
        "layout": {
            "font": {"family": family, "size": LABEL_SIZE, "color": EITHER},
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "xaxis": axis,
            "yaxis": axis,
            "hoverlabel": {"align": "left", "bgcolor": PAPER, "font": {"family": family}},
        }
    }
    under = rows + foot + 10
    wide = _head(title, key, WIDE, head, under)
    small = _head(title, key, NARROW, head if small_head is None else small_head, under)
    small = {k: v for k, v in (small | (narrow or {})).items() if v != wide.get(k)}
    titles = {"text": wide["title.text"], "font": {"size": TITLE_SIZE}, "x": 0, "xanchor": "left"}
    titles |= {
        "y": 1,
        "xref": "container",
        "yref": "container",
        "yanchor": "top",
        "pad": {"t": wide["title.pad.t"], "l": 10},
    }
    if key:
        titles["subtitle"] = {
            "text": wide["title.subtitle.text"],
            "font": {"size": LABEL_SIZE},
        }
    margin = {"l": 10, "r": 14, "t": wide["margin.t"], "b": round(foot + 10)}
    return go.Figure(
        data=[_in_ink(trace) for trace in traces],
        layout={
            "template": template,
            "title": titles,
            "height": wide["height"],
            "margin": margin,
            "dragmode": False,
            "showlegend": False,
            "barmode": "stack",
            "meta": {"alt": alt, **({"narrow": small} if small else {})},
        }
        | {name: _labels_in_ink(name, part) for name, part in layout.items()},
    )


def _head(
    title: str, key: Sequence[tuple[str, str, str]], width: int, head: float, under: float
) -> dict[str, Any]:
    """What stands over a plot, for a page of a width, by the names that plotly gives them."""
    one_line = width_of(title) * TITLE_SIZE <= width
    shown = title if one_line else title.replace(_DOT, "<br>")
    more = 20 * shown.count("<br>")
    top = 42 + more + head
    made: dict[str, Any] = {"title.text": inked(shown), "title.pad.t": 12 + more}
    if key:
        lines = _key(key, width)
        made["title.subtitle.text"] = inked(lines)
        top += 30 + 18 * lines.count("<br>")
    return made | {"margin.t": round(top), "height": round(top + under)}


def _in_ink(trace: dict) -> dict:
    """Numbers and words that stand beside marks."""
    words = trace["type"] in ("bar", "scatter") and "text" in trace
    plain_ink = words and not {"texttemplate", "textfont"} & set(trace)
    return trace | {"texttemplate": inked("%{text}")} if plain_ink else trace


def _labels_in_ink(name: str, part: Any) -> Any:
    if name == "annotations":
        return [
            each if "color" in each.get("font", ()) else each | {"text": inked(each["text"])}
            for each in part
        ]
    if isinstance(part, dict) and "ticktext" in part:
        return part | {"ticktext": [inked(label) for label in part["ticktext"]]}
    return part


def _key(entries: Sequence[tuple[str, str, str]], width: int) -> str:
    """The key as one short text: a square of each fill and colour, or a sign, and its name."""
    lines, done = [""], 0.0
    for style, colour, name in entries:
        sign = _SQUARES.get(style, style if len(style) == 1 else "■")
        look = f"color:{tint(colour, TINTS.get(style, 0))}"
        if style in TINTS:
            look += f";stroke:{colour};stroke-width:1px"
        wide = (width_of(unescape(name)) + 2.2) * LABEL_SIZE
        if done and done + wide > width:
            lines, done = [*lines, ""], 0.0
        gap = "\xa0\xa0 " if done else ""
        lines[-1] += f'{gap}<span style="{look}">{sign}</span>\xa0{name}'
        done += wide
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
        "font": {"size": 12, "color": EITHER},
    }


def nothing(corpus: Corpus, title: str) -> go.Figure:
    """The figure of a corpus in which there is nothing to count: it says so."""
    text = word("nothing", corpus.language)
    hidden = {"visible": False}
    return figure(
        corpus,
        [],
        title=title,
        alt=f"{title}. {text}",
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
    return f"{title}{stop}{said}{end}"
