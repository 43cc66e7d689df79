"""How many: horizontal bars by any facet, and by when each body pledges."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts import findings, style
from dgpolicy.charts.rows import Row, gathered, marks, rows_of
from dgpolicy.corpus import Corpus
from dgpolicy.errors import require
from dgpolicy.look.colours import EITHER
from dgpolicy.look.words import word
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
    if by is not None:
        require(by, findings.FIRM, "part of a bar")
    units = corpus.coded(facet, count)
    about = findings.about(corpus, [facet, by] if by else [facet], units, count)
    if units.empty:
        return style.nothing(corpus, about)
    if by:
        parts = corpus.coded(by, count).set_index("unit")["code"]
        units["part"] = units["unit"].map(parts)
        finding = findings.firm(corpus, by, parts, count)
    else:
        finding = findings.most(corpus, facet, units, count)
    cells = gathered(corpus, units, ["code", "part"] if by else ["code"], count)
    plot = barred(corpus, cells, rows_of(corpus, facet, units), by)
    return style.figure(corpus, plot._replace(finding=finding, about=about))


def timeline(corpus: Corpus) -> go.Figure:
    """By when each body pledges: horizon classes from near to far, the basis as fill.

    A bar is solid where the time is stated, hatched where a cue implies it, and an outline
    where nothing is said; the first and the last year that are stated stand at its end.
    ``customdata`` of a bar is the list of the pledges behind it.

    >>> import dgpolicy
    >>> timeline(dgpolicy.load("en")).layout.meta["alt"][:34]
    'Only 1 of 30 pledges states a time'
    """
    units, language = corpus.coded("organisation"), corpus.language
    about = findings.about(corpus, ["organisation", "horizon"], units, "pledges")
    if units.empty:
        return style.nothing(corpus, about)
    bodies, classes = rows_of(corpus, "organisation", units), corpus.coded("horizon")
    units["part"], units["class"] = corpus.coded("horizon_basis")["code"], classes["code"]
    rows: dict[str, Row] = {}
    for code, head in rows_of(corpus, "horizon", classes).items():
        here = units[units["class"] == code]
        rows[code] = head._replace(heads=True, after=str(len(here)))
        for body in (body for body in bodies if body in set(here["code"])):
            years = corpus.pledges.loc[here.index[here["code"] == body]]
            held = years[["horizon_from", "horizon_to"]].stack().dropna()
            ends = map(str, sorted({held.min(), held.max()}) if len(held) else [])
            said = f"{head.said}<br>{bodies[body].said}"
            rows[f"{code} {body}"] = bodies[body]._replace(depth=1, said=said, after="-".join(ends))
    units["code"] = units["class"] + " " + units["code"]
    finding = findings.firm(corpus, "horizon_basis", units["part"], "pledges")
    empty = [corpus.label("horizon", each) for each in VARIABLES["horizon"] if each not in rows]
    foot = [word("no_pledge", language, what=word("comma", language).join(empty))] if empty else []
    cells = gathered(corpus, units, ["code", "part"], "pledges")
    plot = barred(corpus, cells, rows, "horizon_basis")
    return style.figure(corpus, plot._replace(finding=finding, about=about, foot=foot))


def barred(
    corpus: Corpus, cells: pd.DataFrame, rows: dict[str, Row], by: str | None = None
) -> style.Plot:
    """Rows of bars: cells gathered by ``code``, and by ``part`` where a variable parts them."""
    totals = cells.groupby("code")["n"].sum().reindex([*rows], fill_value=0).tolist()
    shown, traces, key = [*rows.values()], [], []
    for part, fill in (style.FILLS[by] if by else {"": "solid"}).items():
        here = cells[cells["part"] == part] if by else cells
        if here.empty:
            continue
        name = corpus.label(by, part) if by else ""
        bar = marks(here, rows, name)
        text = [
            n if _PART * max(totals) <= n < totals[y] else ""
            for n, y in zip(bar["x"], bar["y"], strict=True)
        ]
        colours = [shown[y].colour for y in bar["y"]]
        traces.append(bar | style.bar(fill, colours) | {"text": text})
        key += [(fill, EITHER, name)] * bool(by)
    ends = [
        (n, y, " · ".join(filter(None, [str(n), row.after])))
        for y, (row, n) in enumerate(zip(shown, totals, strict=True))
        if not row.heads
    ]
    axis = {"range": [0, _ROOM * max(totals)]}
    return style.Plot([*traces, style.text(ends)], shown, key=key, axis=axis)
