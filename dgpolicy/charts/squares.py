"""How large: areas as squares, all on one scale."""

from __future__ import annotations

from math import ceil, sqrt

import plotly.graph_objects as go

from dgpolicy.charts import style
from dgpolicy.charts.rows import MOST, Row, rows_of, safe
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import EITHER
from dgpolicy.look.words import word
from dgpolicy.parted import fetched

_SIDE = 8  # rows that the largest square is high, so that its name fits into it
_LINE = 0.6  # rows of a line of type
_GAP = 0.3  # rows between two squares, and between a square and its name


@fetched
def areas(corpus: Corpus, *, beside: tuple[str, float] | None = None) -> go.Figure:
    """The areas that pledges set or rely on as squares to scale, the largest first.

    ``beside`` is what they are held against, an outline: its name and its square kilometres.
    ``customdata`` of a square is the pledge behind it.

    >>> import dgpolicy
    >>> areas(dgpolicy.load("en"), beside=("Dongguan", 2460)).layout.meta["alt"][:37]
    '4300畝 is 2.87 km²: 0.12% of Dongguan.'
    """
    language = corpus.language
    held = corpus.targets[corpus.targets["si_unit"] == "m2"].sort_values("si_value")[::-1]
    about = word("areas_of", language, what=word("n_areas", language, n=len(held)))
    if held.empty:
        return style.nothing(corpus, about)
    first = held.iloc[0]
    km2 = held["si_value"] / 1e6
    finding = word("area", language, who=first["text"], n=f"{km2.iloc[0]:.3g}")
    spoken = corpus.coded("organisation")
    bodies, speaks = rows_of(corpus, "organisation", spoken), spoken.set_index("pledge_id")["code"]
    drawn = []
    if beside:
        name, size = beside
        drawn.append(
            (
                size,
                f"{safe(name, MOST)} {size:,g} km²",
                {"mode": "lines", "line": {"color": EITHER}},
            )
        )
        share = f"{km2.iloc[0] / size:.2%}"
        finding = word("area_share", language, what=finding, n=share, who=name)
    for size, row in zip(km2, held.itertuples(), strict=True):
        body = bodies[speaks[row.pledge_id]]
        said = f"{body.said}<br>{safe(corpus.label('role', row.role))}<br>{safe(row.pledge_id)}"
        mark = {"fill": "toself", "mode": "lines", "fillcolor": body.colour, "line": {"width": 0}}
        over = {"hoveron": "fills", "hoverinfo": "text", "text": said}
        ids = {"customdata": [row.pledge_id]}
        drawn.append((size, f"{safe(row.text, MOST)} {size:,.3g} km²", mark | over | ids))
    drawn.sort(key=lambda square: -square[0])
    top, traces, names = -0.5, [], []
    for size, label, mark in drawn:
        side = _SIDE * sqrt(size / drawn[0][0])
        middle = top + max(side, _LINE) / 2
        low, high = middle + side / 2, middle - side / 2
        traces.append(mark | {"x": [0, side, side, 0, 0], "y": [low, low, high, high, low]})
        names.append((_GAP + side * (side < _SIDE), middle, label))
        top = middle + max(side, _LINE) / 2 + _GAP
    # However wide the page, a unit across is a row: plotly adds room at the right.
    axis = {"range": [0, _SIDE], "scaleanchor": "y", "constraintoward": "left"}
    rows = [Row("")] * ceil(top)
    plot = style.Plot([*traces, style.text(names)], rows, finding, about, axis=axis)
    return style.figure(corpus, plot)
