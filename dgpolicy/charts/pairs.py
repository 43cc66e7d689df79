"""Two things held against each other: a matrix of two facets, and what is named together."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts import grid, style
from dgpolicy.charts.labels import LAST, hover, names, plain
from dgpolicy.charts.tally import coded, gathered, known, named, ordered
from dgpolicy.charts.words import number_of, plural, scheme_noun, some, word
from dgpolicy.codebook import SCHEMES
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import ramp_colour

_GREY_CELL = "#e6e6e6"


def matrix(corpus: Corpus, rows: str, columns: str, *, count: str = "pledges") -> go.Figure:
    """How many pledges (or actions, or mentions) stand under each pair of values of two facets.

    The facet with more values reads best as ``rows``: more than eight columns need a wide page.
    A cell has its number and shade, an empty one a faint dot; ``Σ`` is how many there are in a
    row or column, each counted once however many cells it stands in. Rows and columns with
    nothing in them are folded into one line that says how many they are.
    ``customdata`` of a cell is the list of the pledges behind it. Raises ``ValueError`` that
    lists what is known where a facet or ``count`` is not, and where ``count`` is ``mentions``
    and both facets are schemes, since one mention has one code.

    >>> import dgpolicy
    >>> fig = matrix(dgpolicy.load("en"), "organisation", "instrument")
    >>> style.describe(fig)[:53]
    'Pledges by body and instrument · 30 pledges, 6 bodies'
    """
    if count == "mentions" and {rows, columns} <= set(SCHEMES) - {"organisation"}:
        raise ValueError(
            f"a mention has one code: count pledges or actions by {rows} and {columns}"
        )
    across = coded(corpus, columns, count)
    units = coded(corpus, rows, count).merge(
        across[["unit", "code"]], on="unit", suffixes=("_row", "_column")
    )
    units = units.rename(columns={"code_row": "row", "code_column": "column"})
    language = corpus.language
    facets = {"row": rows, "column": columns}
    codes = {
        side: ordered(corpus, facet, units.rename(columns={side: "code"}))
        for side, facet in facets.items()
    }
    real = [code for code in codes["row"] if code not in LAST]
    title = style.titled(
        word(
            "by",
            language,
            word("and", language).join(word(facet, language) for facet in (rows, columns)),
            word(count, language),
        ),
        number_of(units["unit"].nunique(), count, language)
        + word("comma", language)
        + number_of(len(real), rows, language),
    )
    if units.empty:
        return style.nothing(corpus, title)
    cells = gathered(corpus, units, ["row", "column"])
    folded = [
        number_of(n, facet, language)
        for side, facet in facets.items()
        if (n := len([code for code in known(corpus, facet) if code not in codes[side]]))
    ]
    foot = []
    if cells["n"].sum() > units["unit"].nunique():
        foot.append(word("sums", language, word(count, language).lower()))
    if folded:
        foot.append(word("folded", language, word("comma", language).join(folded)))
    edges = {side: units.groupby(side)["unit"].nunique() for side in ("row", "column")}
    sums = grid.numbers(
        [grid.SUM] * len(codes["row"]) + codes["column"] + [grid.SUM],
        codes["row"] + [grid.SUM] * len(codes["column"]) + [grid.SUM],
        [
            *(int(edges[side][code]) for side in ("row", "column") for code in codes[side]),
            units["unit"].nunique(),
        ],
    )
    traces, alt = _cells(corpus, cells, codes, facets, count=count, title=title)
    shown = {side: [*codes[side], grid.SUM] for side in codes}
    return grid.framed(corpus, [*traces, sums], shown, facets, title=title, alt=alt, foot=foot)


def cooccurrence(corpus: Corpus, scheme: str) -> go.Figure:
    """Which codes of a scheme are named in the same pledge, as a triangle of counts.

    Codes that are never named with another are folded into one line. ``customdata`` of a cell
    is the list of the pledges that name both.

    >>> import dgpolicy
    >>> cooccurrence(dgpolicy.load(), "industry").data[0].type
    'heatmap'
    """
    language, noun = corpus.language, scheme_noun(scheme)
    rows = named(corpus, scheme)
    order = ordered(corpus, scheme, rows)
    place = {code: i for i, code in enumerate(order)}
    pairs = rows.merge(rows[["unit", "code"]], on="unit", suffixes=("", "_other"))
    pairs = pairs.rename(columns={"code": "row", "code_other": "column"})
    pairs = pairs[pairs["row"].map(place) > pairs["column"].map(place)]
    paired = [c for c in order if c in {*pairs["row"], *pairs["column"]}]
    title = style.titled(
        word("together", language, plural(noun, language)),
        word(
            "chosen",
            language,
            some(pairs["unit"].nunique(), "pledges", language),
            number_of(len(corpus.pledges), "pledges", language),
        ),
    )
    if pairs.empty:
        return style.nothing(corpus, title)
    alone = [code for code in order if code not in paired]
    foot = [word("alone", language, number_of(len(alone), noun, language))] if alone else []
    codes = {"row": paired, "column": paired[:-1]}
    facets = {"row": scheme, "column": scheme}
    cells = gathered(corpus, pairs, ["row", "column"])
    traces, alt = _cells(corpus, cells, codes, facets, count="pledges", title=title, half=True)
    return grid.framed(
        corpus, traces, codes, facets, title=title, alt=alt, foot=foot, diagonal=True
    )


def _cells(
    corpus: Corpus,
    cells: pd.DataFrame,
    codes: dict[str, list[str]],
    facets: dict[str, str],
    *,
    count: str,
    title: str,
    half: bool = False,
) -> tuple[list[dict], str]:
    """The cells and the dots in empty places, under the diagonal alone if ``half``; their text."""
    found = {(r.row, r.column): r for r in cells.itertuples()}
    lines = [[found.get((r, c)) for c in codes["column"]] for r in codes["row"]]
    bare = cells["row"].isin(LAST) | cells["column"].isin(LAST)
    most = int(cells.loc[~bare, "n"].max()) if not bare.all() else 0

    def said(cell: Any) -> str:
        sides = [names(corpus, facets[side], getattr(cell, side)) for side in ("row", "column")]
        return hover(corpus, sides, count, cell)

    def shade(cell: Any) -> int:
        return 0 if cell.row in LAST or cell.column in LAST else int(cell.n)

    heat = {
        "type": "heatmap",
        "x": codes["column"],
        "y": codes["row"],
        "z": [[shade(cell) if cell else None for cell in line] for line in lines],
        "zmin": -0.5,
        "zmax": most + 0.5,
        "colorscale": _steps(most),
        "showscale": False,
        "text": [[int(cell.n) if cell else "" for cell in line] for line in lines],
        "texttemplate": "%{text}",
        "xgap": 2,
        "ygap": 2,
        "hoverongaps": False,
        "hoverinfo": "text",
        "hovertext": [[said(cell) if cell else "" for cell in line] for line in lines],
        "customdata": [[cell.ids if cell else [] for cell in line] for line in lines],
    }
    place = {code: i for i, code in enumerate(codes["row"])}
    empty = [
        (c, r)
        for r in codes["row"]
        for i, c in enumerate(codes["column"])
        if (r, c) not in found and (i < place[r] or not half)
    ]
    fullest = cells.sort_values("n", ascending=False, kind="stable").head(6)
    pairs = [
        (" × ".join(plain(corpus, facets[s], getattr(r, s)) for s in ("row", "column")), int(r.n))
        for r in fullest.itertuples()
    ]
    return [heat, grid.dots(empty)], style.alternative(corpus, title, pairs, 5)


def _steps(most: int) -> list[list]:
    """A colour scale in which 0 is grey and every other count has the colour of the ramp."""
    scale: list[list] = []
    for n in range(most + 1):
        colour = ramp_colour(n, most)[0] if n else _GREY_CELL
        if scale and scale[-1][1] == colour:
            scale[-1][0] = round((n + 1) / (most + 1), 4)
        else:
            ends = (round(edge / (most + 1), 4) for edge in (n, n + 1))
            scale += [[edge, colour] for edge in ends]
    return scale
