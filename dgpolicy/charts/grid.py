"""The grid that a matrix and its kin are drawn on: its axes, its empty places, its sums."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dgpolicy.charts import style
from dgpolicy.charts.labels import row
from dgpolicy.corpus import Corpus

SUM = "Σ"
_MANY = 8  # more columns than this stand upright in one small line each


def framed(
    corpus: Corpus,
    traces: list[dict],
    codes: dict[str, list[str]],
    facets: dict[str, str],
    *,
    title: str,
    alt: str,
    foot: Sequence[str] = (),
) -> go.Figure:
    """The figure of a grid: names of columns over it, of rows beside it, ``foot`` under it.

    ``codes`` and ``facets`` have the sides ``row`` and ``column``.
    """
    in_english = corpus.language == "en"
    many = len(codes["column"]) > _MANY
    labels = {
        side: [
            SUM
            if code == SUM
            else row(corpus, facets[side], code, lines=1 if side == "column" else 2)
            for code in codes[side]
        ]
        for side in codes
    }
    widest = max(max(style.width_of(t) for t in _lines(label)) for label in labels["column"])
    stands = many or in_english
    two = any("<br>" in label for label in labels["row"])
    return style.figure(
        corpus,
        traces,
        title=title,
        alt=alt,
        rows=len(codes["row"]) * (36 if two else 28),
        head=(11.5 if stands else 13) * widest + 12,
        foot=4 + 18 * len(foot) if foot else 0,
        xaxis={
            "type": "category",
            "side": "top",
            "categoryorder": "array",
            "categoryarray": codes["column"],
            "range": [-0.5, len(codes["column"]) - 0.5],
            "tickvals": codes["column"],
            "ticktext": labels["column"],
            "tickfont": {"size": 11 if many else style.LABEL_SIZE},
            **({"tickangle": -90} if stands else {"autotickangles": [0, -90]}),
        },
        yaxis=style.down(codes["row"], labels["row"]),
        annotations=[
            style.note(line, shift=-14 - 18 * i) | {"x": 1, "xanchor": "right"}
            for i, line in enumerate(foot)
        ],
    )


def _lines(label: str) -> list[str]:
    bare = label.replace('<span style="font-size:11px">', "").replace("</span>", "")
    return bare.split("<br>")


def dots(places: list[tuple[str, str]]) -> dict:
    """A faint dot in each empty place, given as column and row."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "marker": {"size": 3, "color": style.LIGHT["faint"]},
        "hoverinfo": "skip",
    }


def numbers(x: list[str], y: list[str], numbers: list[int]) -> dict:
    """Numbers at the edges, such as sums."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": y,
        "text": numbers,
        "textfont": {"color": style.LIGHT["quiet"]},
        "hoverinfo": "skip",
    }
