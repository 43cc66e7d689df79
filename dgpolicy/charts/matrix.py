"""Two things held against each other: a matrix of two facets, or what is named together."""

from __future__ import annotations

from html import unescape
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts import findings, style
from dgpolicy.charts.bars import barred
from dgpolicy.charts.rows import LAST, Row, gathered, rows_of, safe
from dgpolicy.codebook import SCHEMES
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import GREY, HUE, SHADES, shade_of
from dgpolicy.look.words import word

_HEAD = 10  # the size of English over columns
_FIT, _MOST = 7, 30  # columns that a narrow and a wide page have room for
_FULL = 20  # pairs in a list, from which on those that meet once are only counted


class Grid(NamedTuple):
    """What a matrix counts: its rows and columns, its pairs of codes as cells, and its sums."""

    rows: dict[str, Row]
    columns: dict[str, Row]
    cells: pd.DataFrame  # a row a pair of codes: row, column, and what ``gathered`` says of it
    sums: list[pd.Series]  # of rows, of columns and of all, or none
    foot: list[str]


def matrix(corpus: Corpus, rows: str, columns: str, *, count: str = "pledges") -> go.Figure:
    """How many pledges (or actions) stand under each pair of values of two facets.

    A cell has its number and shade, an empty one a faint dot; ``Σ`` is how many there are in a
    row or column, each counted once however many cells it stands in. A facet against itself is
    a triangle of what is named together; what never is stands in a note. A page that has no room
    for the columns gets the pairs as a ranked list. ``customdata`` of a cell is the list of the
    pledges behind it. Raises ``ValueError`` that lists what is known where a facet or ``count``
    is not.

    >>> import dgpolicy
    >>> matrix(dgpolicy.load("en"), "instrument", "organisation").layout.meta["alt"][:60]
    '16 of 20 instruments are named by more than one organisation'
    """
    half, language, foot = rows == columns, corpus.language, []
    units, across = corpus.coded(rows, count), corpus.coded(columns, count)
    about = findings.about(corpus, (rows, None if half else columns), units, count)
    down, over = rows_of(corpus, rows, units), rows_of(corpus, columns, across)
    pairs = units.merge(across[["unit", "code"]], on="unit", suffixes=("", "_other"))
    pairs = pairs.rename(columns={"code": "row", "code_other": "column"})
    if half:
        place = {code: i for i, code in enumerate(over)}
        pairs = pairs[pairs["row"].map(place) > pairs["column"].map(place)]
        met = {code: over[code] for code in over if code in {*pairs["row"], *pairs["column"]}}
        if alone := len({*over} - {*met} - {*LAST}):
            foot.append(word("alone", language, what=word(f"n_{rows}", language, n=alone)))
        down = over = met
    if pairs.empty:
        return style.nothing(corpus, about)
    cells, of = gathered(corpus, pairs, ["row", "column"], count), units["unit"].nunique()
    heads = [
        f"{down[row].said}<br>{over[column].said}"
        for row, column in zip(cells["row"], cells["column"], strict=True)
    ]
    cells = cells.assign(code=cells["row"] + " " + cells["column"], heads=heads)
    if not half and cells["n"].sum() > of:
        foot.append(word("sums", language, what=word(count, language)))
    sums = [
        pairs.groupby(side)["unit"].nunique().reindex([*codes])
        for side, codes in (("row", down), ("column", over))
    ]
    grid = Grid(down, over, cells, [] if half else [*sums, pd.Series(of)], foot)
    ranked = _ranked(corpus, grid)
    return style.figure(
        corpus,
        lambda width: _drawn(grid, width) or ranked,
        finding=_finding(corpus, (rows, columns), pairs, cells, of),
        about=about,
        said=zip((row.name for row in ranked.rows), ranked.traces[-1]["text"], strict=True),
    )


def _finding(
    corpus: Corpus, facets: tuple[str, str], pairs: pd.DataFrame, cells: pd.DataFrame, of: int
) -> str:
    sides = dict(zip(facets, ("row", "column"), strict=True))
    scheme = next((f for f in sides if f in SCHEMES and f != "organisation"), None)
    if scheme and "organisation" in sides:
        code, body = sides[scheme], sides["organisation"]
        real = pairs[~pairs[code].isin(LAST)]
        if real[body].nunique() > 1:
            return findings.shared(corpus, scheme, real.groupby(code)[body].nunique())
    return findings.together(corpus, facets, cells, of)


def _ranked(corpus: Corpus, grid: Grid) -> style.Plot:
    """Pairs as bars, the fullest first, last what is not named; many single ones are counted."""
    cells, foot, language = grid.cells, grid.foot, corpus.language
    if len(cells) > _FULL and cells["n"].max() > 1:
        once = word("n_pairs", language, n=int((cells["n"] == 1).sum()))
        foot = [word("once", language, what=once), *foot]
        cells = cells[cells["n"] > 1]
    cells = cells.assign(last=cells["row"].isin(LAST) | cells["column"].isin(LAST))
    rows = {}
    for cell in cells.sort_values(["last", "n"], ascending=[True, False]).itertuples():
        pair = grid.rows[cell.row], grid.columns[cell.column]
        name = unescape(" × ".join(row.small or row.name for row in pair))
        short = safe(name, 46 if language == "en" else 25)
        rows[cell.code] = Row(short, said=cell.heads, colour=GREY if cell.last else HUE)
    return barred(corpus, cells, rows)[0]._replace(foot=foot)


def _drawn(grid: Grid, width: int) -> style.Plot | None:
    """The cells as one plot, or nothing where the page has no room for the columns."""
    narrow, half, n = width <= style.NARROW, not grid.sums, len(grid.columns)
    if n > (_MOST if not narrow else 0 if half else _FIT):
        return None
    heat, room = _cells(grid, 24 if narrow else 2), width - 2 * style.EDGE
    over = [*grid.columns.values()]
    if half:
        # A name stands at the end of its row, which is the top of its column.
        said = [f"{row.name} {style.sized(row.small, style.SMALL)}" for row in over]
        wide = [style.width_of(name) * style.LABEL for name in said]
        last = max(n, *(i / max(1 - each / room, 0.2) for i, each in enumerate(wide)))
        names = style.text((i - 0.5, i, each) for i, each in enumerate(said))
        rows = [Row("")] * n
        layout = {"xaxis": {"range": [-0.5, last - 0.5]}}
        return style.Plot([heat, names], rows, layout, foot=grid.foot)
    rows = [*grid.rows.values(), Row("Σ")]
    named, head, angle = _heads(over, (room - style.beside(rows, width)[1]) / (n + 1))
    axis = {"side": "top", "tickvals": [*range(n + 1)], "tickangle": angle, "showticklabels": True}
    axis |= {"ticktext": [*map(style.inked, [*named, "Σ"])], "range": [-0.5, n + 0.5]}
    axis |= {"ticklabelstandoff": 10 * narrow}
    return style.Plot([heat], rows, {"xaxis": axis}, head + 10 * narrow, grid.foot)


def _cells(grid: Grid, gap: int) -> dict:
    """The cells with their numbers in shades of what they count, faint dots in empty places."""
    found = {(cell.row, cell.column): cell for cell in grid.cells.itertuples()}
    dot = style.sized(f'<span style="color:{style.FAINT}">●</span>', 4)
    lines = [[found.get((row, column)) for column in grid.columns] for row in grid.rows]
    # The upper half of a triangle is where the names of its rows stand.
    text = [
        [str(cell.n) if cell else dot * (x < y or bool(grid.sums)) for x, cell in enumerate(line)]
        for y, line in enumerate(lines)
    ]
    if grid.sums:
        down, across, every = (map(str, sums.tolist()) for sums in grid.sums)
        text = [[*line, n] for line, n in zip(text, down, strict=True)] + [[*across, *every]]
        lines = [[*line, None] for line in [*lines, [None] * len(grid.columns)]]
    shades = [shade_of(1 << i) for i in range(len(SHADES))]
    ends = [[(i + side) / len(SHADES), shade] for i, shade in enumerate(shades) for side in (0, 1)]
    return {
        **{"type": "heatmap", "zmin": 0.5, "zmax": len(SHADES) + 0.5, "colorscale": ends},
        **{"showscale": False, "xgap": 2, "ygap": gap, "hoverongaps": False, "hoverinfo": "text"},
        **{"textfont": {"size": style.LABEL}, "texttemplate": style.inked("%{text}")},
        # The shade says how often the count was doubled.
        "z": [[min(c.n.bit_length(), len(SHADES)) if c else None for c in line] for line in lines],
        "text": text,
        "hovertext": [
            [f"{cell.heads}<br>{cell.said}" if cell else "" for cell in line] for line in lines
        ],
        "customdata": [[cell.ids if cell else [] for cell in line] for line in lines],
    }


def _heads(over: list[Row], cell: float) -> tuple[list[str], float, int]:
    """Names level over their columns where a cell of so many pixels has room, else on their side.

    Returns the labels, the height that they need, and their angle.
    """
    words = [word for row in over for word in unescape(row.small).split()]
    if max(map(style.width_of, words), default=0) * _HEAD > cell:
        labels = [f"{row.name} {style.sized(row.small, style.SMALL)}" for row in over]
        return labels, 12 + style.LABEL * max(map(style.width_of, labels)), -90
    labels, most = [], 0
    for row in over:
        # Where there is room for one character, Chinese is written from top to bottom.
        lines = style.wrapped(row.name, cell - 6)
        lines += [style.sized(each, _HEAD) for each in style.wrapped(row.small, cell, _HEAD)]
        labels.append("<br>".join(lines))
        most = max(most, len(lines))
    return labels, 8 + 18.0 * most, 0
