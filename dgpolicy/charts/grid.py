"""The grid that a matrix and its kin are drawn on: its axes, its empty places, its sums."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from textwrap import wrap

import plotly.graph_objects as go

from dgpolicy.charts import fills, style
from dgpolicy.charts.labels import chinese, plain, row, safe, small
from dgpolicy.corpus import Corpus

SUM = "Σ"
_LINES = 4  # a name over a column takes no more lines than this, or it stands upright


def framed(
    corpus: Corpus,
    traces: list[dict],
    codes: dict[str, list[str]],
    facets: dict[str, str],
    *,
    title: str,
    alt: str,
    foot: Sequence[str] = (),
    diagonal: bool = False,
) -> go.Figure:
    """The figure of a grid: names of columns over it, of rows beside it, ``foot`` under it.

    ``codes`` and ``facets`` have the sides ``row`` and ``column``. With ``diagonal`` only the
    places under the diagonal are filled, and the name of a column stands on top of it, where
    the row of the same name has its free end.
    """
    beside = [SUM if code == SUM else row(corpus, facets["row"], code) for code in codes["row"]]
    names = [_name(corpus, facets["column"], code) for code in codes["column"]]
    side = max(map(style.pixels, beside))
    room = style.WIDE - side
    columns: float = len(names)
    xaxis: dict = {"showticklabels": False}
    head = small_head = 0.0
    narrow: dict = {}
    if diagonal:
        labels = [safe(english or han) for han, english in names]
        # So many columns that each name ends within the plot.
        ends = [
            (i + 0.5) / max(1 - 1.1 * style.pixels(label) / room, 0.1)
            for i, label in enumerate(labels)
        ]
        narrow = {"xaxis.range": [-0.5, columns - 0.5]}
        columns = max(columns, min(max(ends), 1.6 * columns))
        traces = [*traces, _on_top(codes["column"], labels)]
    else:
        labels, head, look = _heads(names, room / columns)
        upright, small_head, turned = _heads(names, (style.NARROW - side) / columns)
        if upright != labels:
            narrow = {"xaxis.ticktext": [*map(fills.inked, upright)]}
            narrow |= {f"xaxis.{name}": value for name, value in turned.items()}
        xaxis = {"side": "top", "tickvals": codes["column"], "ticktext": labels, **look}
    two = any("<br>" in label for label in beside)
    return style.figure(
        corpus,
        traces,
        title=title,
        alt=alt,
        rows=len(beside) * (36 if two else 28),
        head=head,
        small_head=small_head,
        narrow=narrow,
        foot=4 + 18 * len(foot) if foot else 0,
        xaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": codes["column"],
            "range": [-0.5, round(columns - 0.5, 2)],
            **xaxis,
        },
        yaxis=style.down(codes["row"], beside),
        annotations=[
            style.note(line, shift=-14 - 18 * i) | {"x": 1, "xanchor": "right"}
            for i, line in enumerate(foot)
        ],
    )


def _name(corpus: Corpus, facet: str, code: str) -> tuple[str, str]:
    """The Chinese name of a column, and the English one where that is the language; not escaped."""
    if code == SUM:
        return SUM, ""
    han = plain(corpus, facet, code, chinese(corpus))
    english = plain(corpus, facet, code, "en") if corpus.language == "en" else ""
    return han[:20], english[:44] if english != han else ""


def _heads(names: list[tuple[str, str]], cell: float) -> tuple[list[str], float, dict]:
    """Names level over their columns, in lines as wide as a cell of so many pixels.

    Where a cell is too narrow, Chinese is written from top to bottom, and English stands on
    its side. Returns the labels, the height that they need, and how the axis draws them.
    """
    fits = int((cell - 4) / style.LABEL_SIZE)
    letters = int((cell - 2) / (0.5 * style.SMALL))
    # A no-break space: no line is a lone "&" or ends in one.
    heads = [
        (_even(han, fits), wrap(english.replace("& ", "&\xa0"), max(letters, 1)))
        for han, english in names
    ]
    words = [word for _, english in names for word in english.replace("& ", "&\xa0").split(" ")]
    level = fits > 2 and max(map(len, words)) <= letters
    if level and all(max(len(han), len(english)) <= _LINES for han, english in heads):
        labels = [
            "<br>".join((*map(safe, han), *(small(safe(line)) for line in english)))
            for han, english in heads
        ]
        tall = max(18 * len(han) + 17 * len(english) for han, english in heads)
        return labels, tall + 6, {"autotickangles": [0, -90]}
    down = not any(english for _, english in names)
    look = {"tickangle": 0 if down else -90, "tickfont": {"size": style.SMALL}}
    if down:
        labels = ["<br>".join(map(safe, han)) for han, _ in names]
        return labels, 12 + 1.3 * style.SMALL * max(len(han) for han, _ in names), look
    labels = [safe(f"{han}  {english}".rstrip()) for han, english in names]
    ems = max(style.width_of(han + english) + 2 for han, english in names)
    return labels, 12 + style.SMALL * ems, look


def _even(text: str, most: int) -> list[str]:
    """A name in Chinese in as few lines as it needs, of about the same length."""
    each = ceil(len(text) / ceil(len(text) / max(most, 1)))
    return [text[i : i + each] for i in range(0, len(text), each)]


def _on_top(columns: list[str], labels: list[str]) -> dict:
    return {
        "type": "scatter",
        "mode": "text",
        "x": columns,
        "y": columns,
        "text": labels,
        "textposition": "middle right",
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def dots(places: list[tuple[str, str]]) -> dict:
    """A faint dot in each empty place, given as column and row."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "marker": {"size": 3, "color": fills.FAINT},
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
        "hoverinfo": "skip",
    }
