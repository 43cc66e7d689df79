"""Two things held against each other: a matrix of two facets, or what is named together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts import style
from dgpolicy.charts.bars import barred
from dgpolicy.charts.rows import LAST, MOST, Row, counted, gathered, inside, rows_of, safe
from dgpolicy.codebook import SCHEMES
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import GREY, HUE, SHADES, shade_of
from dgpolicy.look.words import word
from dgpolicy.parted import fetched

_SIZES = style.LABEL, style.SMALL  # of a name, and of English below it
_HEAD = 10  # the size of English over columns
_GAP = 4  # between the longest name and the cells
_LINE = 18  # pixels of a line over a column
_ROW = 26  # pixels of a row of cells
_ROOM = style.WIDE - 2 * style.EDGE
_FULL = 20  # pairs in a list, from which on those that meet once are only counted
SUM = "Σ"

Rows = dict[str, Row]


@fetched
def matrix(corpus: Corpus, rows: str, columns: str, *, count: str = "pledges") -> go.Figure:
    """How many pledges (or actions) stand under each pair of values of two facets.

    A cell has its number and shade, an empty one a dot; ``Σ`` is how many there are in a row or
    column, each counted once however many cells it stands in; a note says how many pairs never
    meet. A facet against itself is a triangle of what is named together, without what never is. A
    narrow page, or one that has no room for the columns, gets the pairs as a ranked list.
    ``customdata`` of a cell is the list of the pledges behind it. Raises ``ValueError`` that lists
    what is known where a facet or ``count`` is not.

    >>> import dgpolicy
    >>> matrix(dgpolicy.load("en"), "instrument", "organisation").layout.meta["alt"][:42]
    '6 of 8 pledges under investment attraction'
    """
    half, language = rows == columns, corpus.language
    units, across = corpus.coded(rows, count), corpus.coded(columns, count)
    about = counted(corpus, [rows] if half else [rows, columns], units, count)
    down, over = rows_of(corpus, rows, units), rows_of(corpus, columns, across)
    pairs = units.merge(across[["unit", "code"]], on="unit", suffixes=("", "_other"))
    every = pairs = pairs.rename(columns={"code": "row", "code_other": "column"})
    foot: list[str] = []
    if half:
        place = {code: i for i, code in enumerate(over)}
        pairs = pairs[pairs["row"].map(place) > pairs["column"].map(place)]
        met = {code: over[code] for code in over if code in {*pairs["row"], *pairs["column"]}}
        if alone := len({*over} - {*met} - {*LAST}):
            foot.append(word("alone", language, what=word(f"n_{rows}", language, n=alone)))
        down = over = met
    if pairs.empty:
        return style.nothing(corpus, about)
    cells = gathered(corpus, pairs, ["row", "column"], count)
    cells["said"] = [
        "<br>".join([down[cell.row].said, over[cell.column].said, cell.said])
        for cell in cells.itertuples()
    ]
    finding = _fullest(corpus, (rows, columns), every, count)
    narrow = ranked(corpus, cells, down, over)
    ends = [SUM] * (not half)
    sizes = pairs.pivot_table(
        "unit", "row", "column", "nunique", margins=not half, margins_name=SUM
    )
    text = numbers(sizes.reindex(index=[*down, *ends], columns=[*over, *ends]))
    wide = _triangle(cells, text, over) if half else drawn(cells, text, down, over)
    if wide and not half and cells["n"].sum() > units["unit"].nunique():
        wide = wide._replace(foot=[word("sums", language, what=word(count, language))])
    if not half and {rows, columns} <= {*SCHEMES}:
        named = [sum(code not in LAST for code in codes) for codes in (down, over)]
        met = len(cells) - cells[["row", "column"]].isin(LAST).any(axis=1).sum()
        apart = {"n": named[0] * named[1] - int(met), "of": named[0] * named[1]}
        foot.append(word("never", language, **apart))
    return either(corpus, wide, narrow, foot, finding=finding, about=about)


def numbers(sizes: pd.DataFrame) -> pd.DataFrame:
    """What stands in the cells of a matrix: a dot where there is nothing."""
    return sizes.map(lambda n: "·" if pd.isna(n) else f"{n:.0f}")


def either(
    corpus: Corpus,
    wide: style.Plot | None,
    narrow: style.Plot,
    foot: Sequence[str] = (),
    **said: Any,
) -> go.Figure:
    """The figure of a matrix and its ranked list, which takes its place where it has no room."""
    wide, narrow = (
        each._replace(foot=[*each.foot, *foot], **said) for each in (wide or narrow, narrow)
    )
    return style.figure(corpus, wide, narrow)


def _fullest(corpus: Corpus, facets: tuple[str, str], pairs: pd.DataFrame, count: str) -> str:
    """How much of its row the fullest cell holds; of equals the one with the largest share."""
    unnamed = pairs[["row", "column"]].isin(LAST).any(axis=1)
    real = pairs[~unnamed & ((pairs["row"] != pairs["column"]) | (facets[0] != facets[1]))]
    if real.empty:
        return word("within_none", corpus.language)
    cells = real.groupby(["row", "column"], sort=False)["unit"].nunique().rename("n").reset_index()
    cells["of"] = cells["row"].map(pairs.groupby("row")["unit"].nunique())
    top = cells.sort_values(["n", "of"], ascending=[False, True], kind="stable").iloc[0]
    row, column = (inside(corpus, f, top[at]) for f, at in zip(facets, top.index, strict=False))
    what, numbers = word(count, corpus.language), {"n": int(top["n"]), "of": int(top["of"])}
    return word("within", corpus.language, row=row, column=column, what=what, **numbers)


def ranked(corpus: Corpus, cells: pd.DataFrame, down: Rows, over: Rows) -> style.Plot:
    """Pairs as bars, the fullest first, last what is not named; many single ones are counted."""
    foot = []
    if len(cells) > _FULL and cells["n"].max() > 1:
        once = word("n_pairs", corpus.language, n=int((cells["n"] == 1).sum()))
        foot.append(word("once", corpus.language, what=once))
        cells = cells[cells["n"] > 1]
    cells = cells.assign(last=cells[["row", "column"]].isin(LAST).any(axis=1), code=cells.index)
    rows = {}
    for cell in cells.sort_values(["last", "n"], ascending=[True, False]).itertuples():
        pair = down[cell.row], over[cell.column]
        name = " × ".join(row.small or row.name for row in pair)
        rows[cell.Index] = Row(name, colour=GREY if cell.last else HUE)
    return barred(corpus, cells, rows)._replace(foot=foot)


def _triangle(cells: pd.DataFrame, text: pd.DataFrame, over: Rows) -> style.Plot | None:
    """The cells below the diagonal; a name ends its row, where its column begins."""
    names = [style.label(row._replace(depth=0)) for row in over.values()]
    # As wide as leaves room for the name that needs most.
    cell = min(
        (_ROOM - style.LABEL * style.width_of(each)) / (i + 1) for i, each in enumerate(names)
    )
    if cell < style.LABEL:
        return None
    text = text.where(np.tri(len(text), k=-1).astype(bool), "")
    named = style.text((i - 0.5, i, name) for i, name in enumerate(names))
    axis = {"range": [-0.5, _ROOM / cell - 0.5]}
    return style.Plot([_cells(cells, text), named], [Row("")] * len(over), axis=axis, row=_ROW)


def drawn(cells: pd.DataFrame, text: pd.DataFrame, down: Rows, over: Rows) -> style.Plot | None:
    """The cells with their sums, beside the names of their rows and under those of columns."""
    side = _GAP + max(
        size * style.width_of(name)
        for row in down.values()
        for size, name in zip(_SIZES, style.label(row, beside=True).split("<br>"), strict=False)
    )
    cell = (_ROOM - side) / len(text.columns)
    if cell < style.LABEL:
        return None
    heads, angle = [style.label(row._replace(depth=0)) for row in over.values()], -90
    head = style.LABEL * max(map(style.width_of, heads))
    words = [word for row in over.values() for word in row.small.split()]
    if _HEAD * max(map(style.width_of, words), default=0) <= cell:
        # Where there is room for one character, Chinese is written from top to bottom.
        lines = [
            style.wrapped(safe(row.name, MOST), cell)
            + [style.sized(each, _HEAD) for each in style.wrapped(safe(row.small), cell, _HEAD)]
            for row in over.values()
        ]
        heads, angle = ["<br>".join(each) for each in lines], 0
        head = _LINE * max(map(len, lines))
    axis = {
        "side": "top",
        "showticklabels": True,
        "tickvals": [*range(len(text.columns))],
        "ticktext": [*map(style.inked, [*heads, SUM])],
        "tickangle": angle,
        "range": [-0.5 - side / cell, len(over) + 0.5],
    }
    rows = [*down.values(), Row(SUM)]
    height = _ROW + style.LABEL * any(row.small for row in rows)
    return style.Plot([_cells(cells, text)], rows, axis=axis, head=head, row=height, beside=True)


def _cells(cells: pd.DataFrame, text: pd.DataFrame) -> dict:
    """What stands in each place of a matrix as ``text``, the cells in shades of what they count."""
    held = {(cell.row, cell.column): cell for cell in cells.itertuples()}
    grid = [[held.get((row, column)) for column in text.columns] for row in text.index]
    # The shade says how often the count was doubled.
    steps = len(SHADES)
    z = [[one and min(one.n.bit_length(), steps) for one in line] for line in grid]
    ends = [[(step + end) / steps, shade_of(1 << step)] for step in range(steps) for end in (0, 1)]
    return {
        **{"type": "heatmap", "zmin": 0.5, "zmax": steps + 0.5, "colorscale": ends},
        **{"texttemplate": style.inked("%{text}"), "text": text.to_numpy().tolist(), "z": z},
        "hovertext": [[one.said if one else "" for one in line] for line in grid],
        "customdata": [[one.ids if one else [] for one in line] for line in grid],
    }
