"""Two things held against each other: a matrix of two facets, or what is named together."""

from __future__ import annotations

from html import unescape
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts import findings, style
from dgpolicy.charts.bars import barred
from dgpolicy.charts.rows import LAST, MOST, Row, gathered, rows_of, safe
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import GREY, HUE, SHADES, shade_of
from dgpolicy.look.words import word

_HEAD = 10  # the size of English over columns
_MOST = 30  # columns that a page has room for
_LINE = 18  # pixels of a line over a column
_ASIDE = 1.7  # the width of a triangle with the names at its side, by that of its cells
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

    A cell has its number and shade, an empty one a dot; ``Σ`` is how many there are in a row or
    column, each counted once however many cells it stands in. A facet against itself is a
    triangle of what is named together; what never is stands in a note. A narrow page, or one
    that has no room for the columns, gets the pairs as a ranked list. ``customdata`` of a cell
    is the list of the pledges behind it. Raises ``ValueError`` that lists what is known where a
    facet or ``count`` is not.

    >>> import dgpolicy
    >>> matrix(dgpolicy.load("en"), "instrument", "organisation").layout.meta["alt"][:42]
    'Most often together: investment attraction'
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
        ranked if len(over) > _MOST else _triangle(grid) if half else _drawn(grid),
        finding=findings.together(corpus, (rows, columns), cells, of),
        about=about,
        narrow=ranked,
    )


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
        rows[cell.code] = Row(safe(name, MOST), said=cell.heads, colour=GREY if cell.last else HUE)
    return barred(corpus, cells, rows)[0]._replace(foot=foot)


def _triangle(grid: Grid) -> style.Plot:
    """The cells below the diagonal; a name ends its row, where its column begins."""
    heat, over = _cells(grid), grid.columns.values()
    names = [f"{row.name} {style.sized(row.small, style.SMALL)}" for row in over]
    named = style.text((i - 0.5, i, name) for i, name in enumerate(names))
    layout = {"xaxis": {"range": [-0.5, _ASIDE * len(over)]}}
    return style.Plot([heat, named], [Row("")] * len(over), layout, foot=grid.foot)


def _drawn(grid: Grid) -> style.Plot:
    """The cells with their sums, under the names of their columns."""
    rows, over = [*grid.rows.values(), Row("Σ")], [*grid.columns.values()]
    room = style.WIDE - 2 * style.EDGE - style.beside(rows)[1]
    named, head, angle = _heads(over, room / (len(over) + 1))
    axis = {"side": "top", "tickvals": [*range(len(over) + 1)], "tickangle": angle}
    axis |= {"ticktext": [*map(style.inked, [*named, "Σ"])], "showticklabels": True}
    axis |= {"range": [-0.5, len(over) + 0.5]}
    return style.Plot([_cells(grid)], rows, {"xaxis": axis}, head, grid.foot)


def _cells(grid: Grid) -> dict:
    """The cells with their numbers in shades of what they count, dots in empty places."""
    found = {(cell.row, cell.column): cell for cell in grid.cells.itertuples()}
    lines = [[found.get((row, column)) for column in grid.columns] for row in grid.rows]
    # The upper half of a triangle is where the names of its rows stand.
    text = [
        [str(cell.n) if cell else "·" * (x < y or bool(grid.sums)) for x, cell in enumerate(line)]
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
        **{"showscale": False, "xgap": 2, "ygap": 2, "hoverongaps": False, "hoverinfo": "text"},
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
        return labels, style.LABEL * max(map(style.width_of, labels)), -90
    # Where there is room for one character, Chinese is written from top to bottom.
    lines = [
        style.wrapped(row.name, cell)
        + [style.sized(each, _HEAD) for each in style.wrapped(row.small, cell, _HEAD)]
        for row in over
    ]
    return ["<br>".join(each) for each in lines], _LINE * max(map(len, lines)), 0
