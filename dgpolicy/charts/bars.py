"""How many: horizontal bars by any facet, and by when each body pledges."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts import findings, style
from dgpolicy.charts.rows import Row, gathered, marks, rows_of
from dgpolicy.codebook import nearest
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import EITHER
from dgpolicy.tables.frames import VARIABLES

_PART = 0.04  # the share of the longest bar from which a part has room for its number
_ROOM = 1.25  # the width of a plot by that of its longest bar, which a number follows


def bars(corpus: Corpus, facet: str, *, by: str | None = None, count: str = "pledges") -> go.Figure:
    """How many pledges (or actions) stand under each value of a facet.

    ``by`` parts each bar by ``specificity`` or ``horizon_basis``. Bodies stand in the order in
    which they speak, everything else by count; what is unstated or not named is grey and last.
    A pledge that names two industries counts under both, and each stands under its parent.
    ``customdata`` of a bar is the list of the pledges behind it. Raises ``ValueError`` that
    lists what is known where ``facet``, ``by`` or ``count`` is not.

    >>> import dgpolicy
    >>> bars(dgpolicy.load("en"), "instrument").layout.meta["alt"][:53]
    'Named most: investment attraction, in 8 of 30 pledges'
    """
    if by is not None and by not in findings.FIRM:
        raise ValueError(nearest(by, findings.FIRM, "part of a bar"))
    units = corpus.coded(facet, count)
    about = findings.about(corpus, (facet, by), units, count)
    if units.empty:
        return style.nothing(corpus, about)
    if by:
        parts = corpus.coded(by, count).set_index("unit")["code"]
        units["part"] = units["unit"].map(parts)
        finding = findings.firm(corpus, by, parts, count)
    else:
        counts = units.groupby("code")["unit"].nunique()
        finding = findings.most(corpus, facet, counts, units["unit"].nunique(), count)
    cells = gathered(corpus, units, ["code", "part"] if by else ["code"], count)
    plot, key = barred(corpus, cells, rows_of(corpus, facet, units), by)
    return style.figure(corpus, plot, finding=finding, about=about, key=key)


def timeline(corpus: Corpus) -> go.Figure:
    """By when each body pledges: horizon classes from near to far, the basis as fill.

    A bar is solid where the time is stated, hatched where a cue implies it, and an outline
    where nothing is said; the first and the last year that are stated stand at its end.
    ``customdata`` of a bar is the list of the pledges behind it.

    >>> import dgpolicy
    >>> timeline(dgpolicy.load("en")).layout.meta["alt"][:34]
    'Only 1 of 30 pledges states a time'
    """
    units = corpus.coded("organisation")
    about = findings.about(corpus, ("organisation", "horizon"), units)
    if units.empty:
        return style.nothing(corpus, about)
    bodies, classes = rows_of(corpus, "organisation", units), corpus.coded("horizon")
    units["part"], units["class"] = corpus.coded("horizon_basis")["code"], classes["code"]
    every = classes.iloc[:0].assign(code=VARIABLES["horizon"])
    rows: dict[str, Row] = {}
    for code, head in rows_of(corpus, "horizon", every).items():
        here = units[units["class"] == code]
        rows[code] = head._replace(heads=True, after=str(len(here)))
        for body, row in bodies.items():
            if (spoken := here["code"] == body).any():
                years = corpus.pledges.loc[spoken.index[spoken], ["horizon_from", "horizon_to"]]
                rows[f"{code} {body}"] = row._replace(
                    depth=1, said=f"{head.said}<br>{row.said}", after=_span(years)
                )
    units["code"] = units["class"] + " " + units["code"]
    cells = gathered(corpus, units, ["code", "part"], "pledges")
    finding = findings.firm(corpus, "horizon_basis", units["part"], "pledges")
    plot, key = barred(corpus, cells, rows, "horizon_basis")
    return style.figure(corpus, plot, finding=finding, about=about, key=key)


def _span(years: pd.DataFrame) -> str:
    held = years.stack().dropna()
    return "-".join(str(year) for year in sorted({held.min(), held.max()})) if len(held) else ""


def barred(
    corpus: Corpus, cells: pd.DataFrame, rows: dict[str, Row], by: str | None = None
) -> tuple[style.Plot, list[tuple[str, str, str]]]:
    """The plot of rows of bars, and the key to their parts.

    ``cells`` are gathered by ``code``, and by ``part`` if the bars are parted ``by`` a variable.
    """
    totals = cells.groupby("code")["n"].sum().reindex([*rows], fill_value=0)
    traces, key = [], []
    colours = [row.colour for row in rows.values()]
    for part in VARIABLES[by] if by else ("",):
        here = cells[cells["part"] == part] if by else cells
        if here.empty:
            continue
        name = corpus.label(by, part) if by else ""
        bar = marks(here, rows, name)
        places = zip(bar["x"], bar["y"], strict=True)
        text = [n if _PART * max(totals) <= n < totals.iloc[y] else "" for n, y in places]
        fill = style.FILLS[by][part] if by else "solid"
        traces.append(bar | style.bar(fill, [colours[y] for y in bar["y"]]) | {"text": text})
        if by:
            key.append((fill, EITHER, name))
    ends = [
        (n, y, " · ".join(filter(None, [str(n), row.after])))
        for y, (row, n) in enumerate(zip(rows.values(), totals.tolist(), strict=True))
        if not row.heads
    ]
    layout = {"xaxis": {"range": [0, _ROOM * int(totals.max())]}}
    return style.Plot([*traces, style.text(ends)], [*rows.values()], layout), key
