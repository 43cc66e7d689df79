"""Two things held against each other: a matrix of two facets, or what is named together."""

from __future__ import annotations

from textwrap import wrap
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts import findings, style
from dgpolicy.charts.bars import Row, about, plotted, rows_of
from dgpolicy.charts.labels import LAST, Label, cut, hover, label, names, plain, safe
from dgpolicy.charts.tally import coded, depths, gathered
from dgpolicy.codebook import SCHEMES
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import GREY, HUE, shade_of
from dgpolicy.look.words import word

_HEAD = 10  # the size of English over columns
_FIT, _MOST = 7, 30  # columns that a narrow and a wide page have room for
_FULL = 20  # pairs in a list, from which on those that meet once are only counted


class Grid(NamedTuple):
    """What a matrix counts: pairs of codes of units, what they come to, its rows and columns."""

    corpus: Corpus
    facets: tuple[str, str]
    counted: str
    pairs: pd.DataFrame  # a row a unit and pair of codes: unit, pledge_id, row, column
    cells: pd.DataFrame  # a row a pair of codes, as ``tally.gathered`` has them
    rows: dict[str, Row]
    columns: list[str]
    foot: list[str]

    @property
    def half(self) -> bool:
        """Whether it is a triangle."""
        return self.facets[0] == self.facets[1]


def matrix(corpus: Corpus, rows: str, columns: str, *, count: str = "pledges") -> go.Figure:
    """How many pledges (or actions) stand under each pair of values of two facets.

    A cell has its number and shade, an empty one a faint dot; ``Σ`` is how many there are in a
    row or column, each counted once however many cells it stands in. A facet against itself is
    a triangle of what is named together; what never is stands in a note. A narrow page gets the
    pairs as a ranked list where their columns have no room. ``customdata`` of a cell is the list
    of the pledges behind it. Raises ``ValueError`` that lists what is known where a facet or
    ``count`` is not.

    >>> import dgpolicy
    >>> matrix(dgpolicy.load("en"), "instrument", "organisation").layout.meta["alt"][:60]
    '16 of 20 instruments are named by more than one organisation'
    """
    half, foot = rows == columns, []
    units, across = coded(corpus, rows, count), coded(corpus, columns, count)
    what = about(corpus, (rows, None if half else columns), units, count)
    deep, side = depths(corpus, rows, units), [*depths(corpus, columns, across)]
    pairs = units.merge(across[["unit", "code"]], on="unit", suffixes=("", "_other"))
    pairs = pairs.rename(columns={"code": "row", "code_other": "column"})
    if half:
        place = {code: i for i, code in enumerate(side)}
        pairs = pairs[pairs["row"].map(place) > pairs["column"].map(place)]
        met = [code for code in side if code in {*pairs["row"], *pairs["column"]}]
        if alone := len({*side} - {*met} - {*LAST}):
            things = word(f"n_{rows}", corpus.language, n=alone)
            foot.append(word("alone", corpus.language, what=things))
        deep, side = dict.fromkeys(met, 0), met
    if pairs.empty:
        return style.nothing(corpus, what)
    cells = gathered(corpus, pairs, ["row", "column"])
    place = {code: i for i, code in enumerate((*deep, *side))}
    cells = cells.sort_values(["row", "column"], key=lambda codes: codes.map(place))
    if not half and cells["n"].sum() > units["unit"].nunique():
        foot.append(word("sums", corpus.language, what=word(count, corpus.language)))
    beside = rows_of(corpus, rows, deep)
    grid = Grid(corpus, (rows, columns), count, pairs, cells, beside, side, foot)
    single = cells.sort_values("n", ascending=False, kind="stable")
    return style.figure(
        corpus,
        lambda width: _drawn(grid, width),
        finding=_finding(grid, units["unit"].nunique()),
        about=what,
        said=[(_pair(grid, cell), int(cell.n)) for cell in single.head(8).itertuples()],
    )


def _finding(grid: Grid, of: int) -> str:
    sides = dict(zip(grid.facets, ("row", "column"), strict=True))
    scheme = next((f for f in sides if f in SCHEMES and f != "organisation"), None)
    if scheme and "organisation" in sides:
        code, body = sides[scheme], sides["organisation"]
        real = grid.pairs[~grid.pairs[code].isin(LAST)]
        if real[body].nunique() > 1:
            return findings.shared(grid.corpus, scheme, real.groupby(code)[body].nunique())
    return findings.together(grid.corpus, grid.facets, grid.cells, of)


def _drawn(grid: Grid, width: int) -> style.Plot:
    narrow, rows = width <= style.NARROW, [row.label for row in grid.rows.values()]
    if len(grid.columns) > (_MOST if not narrow else 0 if grid.half else _FIT):
        return _ranked(grid)
    n, over = len(grid.columns), [label(grid.corpus, grid.facets[1], c) for c in grid.columns]
    traces, room = _cells(grid, 24 if narrow else 2), width - 2 * style.EDGE
    if grid.half:
        # A name stands at the end of its row, which is the top of its column.
        said = [" ".join(filter(None, (safe(name.han), style.second(name)))) for name in over]
        wide = [style.width_of(f"{name.han} {name.english}") * style.LABEL for name in over]
        ends = [i / max(1 - each / room, 0.2) for i, each in enumerate(wide)]
        layout = {"xaxis": {"visible": False, "range": [-0.5, max(n, *ends) - 0.5]}}
        heads = style.text(((i - 0.5, i, each) for i, each in enumerate(said)), "middle right")
        return style.Plot([*traces, heads], [], layout, 0, grid.foot, n)
    room -= style.beside(rows, width)[1]
    named, head, angle = _heads(over, room / (n + 1))
    axis = {"side": "top", "tickvals": [*range(n + 1)], "tickangle": angle, "automargin": False}
    axis |= {"ticktext": [*map(style.inked, [*named, "Σ"])], "range": [-0.5, n + 0.5]}
    return style.Plot(traces, [*rows, Label("Σ")], {"xaxis": axis}, head + 10 * narrow, grid.foot)


def _cells(grid: Grid, gap: int) -> list[dict]:
    """The cells in shades of what they count, faint dots in empty places, and all numbers."""
    rows, columns = [*grid.rows], grid.columns
    found = {(cell.row, cell.column): cell for cell in grid.cells.itertuples()}
    lines = [[found.get((row, column)) for column in columns] for row in rows]
    numbers: list[tuple[float, float, object]] = []
    bare: list[tuple[float, float, object]] = []
    for y, line in enumerate(lines):
        for x, cell in enumerate(line):
            if cell:
                numbers.append((x, y, int(cell.n)))
            elif x < y or not grid.half:
                bare.append((x, y, ""))

    def shade(cell: Any) -> int:
        return 0 if {cell.row, cell.column} & {*LAST} else int(cell.n)

    def said(cell: Any) -> str:
        codes = zip(grid.facets, (cell.row, cell.column), strict=True)
        heads = [names(grid.corpus, *each) for each in codes]
        return hover(grid.corpus, heads, grid.counted, cell)

    full = max(map(shade, found.values()))
    # 0 is grey: what is not named. Each edge of a step stands twice, so that no shade is between.
    steps = [style.FAINT, *(shade_of(n) for n in range(1, full + 1))]
    scale = [[at / len(steps), each] for i, each in enumerate(steps) for at in (i, i + 1)]
    if not grid.half:
        right, under = (grid.pairs.groupby(side)["unit"].nunique() for side in ("row", "column"))
        numbers += [(len(columns), y, int(right[code])) for y, code in enumerate(rows)]
        numbers += [(x, len(rows), int(under[code])) for x, code in enumerate(columns)]
        numbers.append((len(columns), len(rows), grid.pairs["unit"].nunique()))
    heat = {
        **{"type": "heatmap", "zmin": -0.5, "zmax": full + 0.5, "colorscale": scale},
        **{"showscale": False, "xgap": 2, "ygap": gap, "hoverongaps": False, "hoverinfo": "text"},
        "z": [[shade(cell) if cell else None for cell in line] for line in lines],
        "hovertext": [[said(cell) if cell else "" for cell in line] for line in lines],
        "customdata": [[cell.ids if cell else [] for cell in line] for line in lines],
    }
    dots = {"mode": "markers", "marker": {"size": 3, "color": style.FAINT}}
    return [heat, style.text(bare) | dots, style.text(numbers)]


def _ranked(grid: Grid) -> style.Plot:
    """Every pair as a bar, the fullest first, what is not named last; many single ones folded."""
    cells, foot = grid.cells, grid.foot
    if len(cells) > _FULL and cells["n"].max() > 1:
        once = word("n_pairs", grid.corpus.language, n=int((cells["n"] == 1).sum()))
        foot = [word("once", grid.corpus.language, what=once), *foot]
        cells = cells[cells["n"] > 1]
    last = cells["row"].isin(LAST) | cells["column"].isin(LAST)
    ranked = cells.assign(last=last, code=cells["row"] + " " + cells["column"])
    ranked = ranked.sort_values(["last", "n"], ascending=[True, False], kind="stable")
    rows = {}
    for cell in ranked.itertuples():
        codes = [*zip(grid.facets, (cell.row, cell.column), strict=True)]
        heads = tuple(names(grid.corpus, *each) for each in codes)
        pair = _pair(grid, cell)
        short = cut(pair, 46 if grid.corpus.language == "en" else 25)
        rows[cell.code] = Row(Label(short), heads, GREY if cell.last else HUE)
    return plotted(grid.corpus, ranked, rows, None, grid.counted)[0]._replace(foot=foot)


def _pair(grid: Grid, cell: Any) -> str:
    codes = zip(grid.facets, (cell.row, cell.column), strict=True)
    return " × ".join(plain(grid.corpus, *each) for each in codes)


def _heads(over: list[Label], cell: float) -> tuple[list[str], float, int]:
    """Names level over their columns, in lines as wide as a cell of so many pixels.

    Where a cell is too narrow, Chinese is written from top to bottom, and English stands on
    its side. Returns the labels, the height that they need, and their angle.
    """
    letters = int(cell / (0.53 * _HEAD))
    # A no-break space: no line is a lone "&" or ends in one.
    english = [each.english.replace("& ", "&\xa0") for each in over]
    if max(len(part) for each in english for part in each.split(" ")) > letters:
        labels = [f"{safe(each.han)} {style.second(each)}" for each in over]
        ems = max(style.width_of(each.han + each.english) + 1 for each in over)
        return labels, 12 + style.LABEL * ems, -90
    lines = []
    for each, said in zip(over, english, strict=True):
        han = style.wrapped(safe(each.han), cell - 4)
        small = [style.sized(safe(line), _HEAD) for line in wrap(said, max(letters, 1))]
        lines.append(han + small)
    return ["<br>".join(each) for each in lines], 8 + 18.0 * max(map(len, lines)), 0
