"""How many: horizontal bars by any facet, pledges beside actions, and by when each body pledges."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts import findings, style
from dgpolicy.charts.labels import LAST, Label, hover, label, names, plain
from dgpolicy.charts.tally import coded, depths, gathered
from dgpolicy.codebook import nearest
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import EITHER, GREY, HUE, body_colours
from dgpolicy.look.words import word
from dgpolicy.tables.frames import VARIABLES

_THIN = 0.04  # a part of less than this share of the widest bar has no room for its number
_BAR = {"type": "bar", "orientation": "h", "textangle": 0, "constraintext": "none"}
_INSIDE = {"textposition": "inside", "insidetextanchor": "middle"}


class Row(NamedTuple):
    """One row: its label, its names in a hover, its colour, and what stands after its number."""

    label: Label
    heads: tuple[str, ...]
    colour: str
    after: str = ""


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
    units = coded(corpus, facet, count)
    said = about(corpus, (facet, by), units, count)
    if units.empty:
        return style.nothing(corpus, said)
    if by:
        parts = coded(corpus, by, count).rename(columns={"code": "part"})[["unit", "part"]]
        units = units.merge(parts, on="unit")
        finding = findings.firm(corpus, by, parts["part"], count)
    else:
        counts = units.groupby("code")["unit"].nunique()
        finding = findings.most(corpus, facet, counts, units["unit"].nunique(), count)
    cells = gathered(corpus, units, ["code", "part"] if by else ["code"])
    rows = rows_of(corpus, facet, depths(corpus, facet, units))
    return drawn(corpus, cells, rows, by, count, finding=finding, about=said)


def timeline(corpus: Corpus) -> go.Figure:
    """By when each body pledges: horizon classes from near to far, the basis as fill.

    A bar is solid where the time is stated, hatched where a cue implies it, and an outline
    where nothing is said; the years that are stated stand at its end. ``customdata`` of a bar
    is the list of the pledges behind it.

    >>> import dgpolicy
    >>> timeline(dgpolicy.load("en")).layout.meta["alt"][:34]
    'Only 1 of 30 pledges states a time'
    """
    units = coded(corpus, "organisation").rename(columns={"code": "body"})
    said = about(corpus, ("organisation", "horizon"), units.rename(columns={"body": "code"}))
    if units.empty:
        return style.nothing(corpus, said)
    for column, facet in (("class", "horizon"), ("part", "horizon_basis")):
        units[column] = units["unit"].map(coded(corpus, facet).set_index("unit")["code"])
    units["years"] = units["unit"].map(_years(corpus.pledges))
    units["code"] = units["class"] + " " + units["body"]
    bodies = rows_of(corpus, "organisation", dict.fromkeys(corpus.values("organisation"), 1))
    rows = {}
    for code, head in rows_of(corpus, "horizon", dict.fromkeys(VARIABLES["horizon"], 0)).items():
        rows[code] = head._replace(label=head.label._replace(heads=True))
        for body, row in bodies.items():
            if (here := units["code"] == f"{code} {body}").any():
                years = _listed(sorted(set(units.loc[here, "years"].dropna())))
                rows[f"{code} {body}"] = row._replace(heads=head.heads + row.heads, after=years)
    every = pd.concat([units, units.assign(code=units["class"])], ignore_index=True)
    cells = gathered(corpus, every, ["code", "part"])
    finding = findings.firm(corpus, "horizon_basis", units["part"], "pledges")
    return drawn(corpus, cells, rows, "horizon_basis", "pledges", finding=finding, about=said)


def dumbbell(corpus: Corpus, facet: str) -> go.Figure:
    """How many pledges and how many actions stand under each value of a facet.

    An open dot is the pledges, a filled one the actions; the line between them is what is
    packed into a pledge. ``customdata`` of a dot is the list of the pledges behind it.

    >>> import dgpolicy
    >>> dumbbell(dgpolicy.load("en"), "organisation").layout.meta["alt"][:26]
    'Most actions to one pledge'
    """
    units = {count: coded(corpus, facet, count) for count in ("pledges", "actions")}
    rows = rows_of(corpus, facet, depths(corpus, facet, units["pledges"]))
    said = about(corpus, (facet, None), units["pledges"], *units)
    if not rows:
        return style.nothing(corpus, said)
    few, many = (
        held.groupby("code")["unit"].nunique().reindex([*rows], fill_value=0)
        for held in units.values()
    )
    x = [end for pair in zip(few, many, strict=True) for end in (*map(int, pair), None)]
    y = [place for i in range(len(rows)) for place in (i, i, None)]
    line = {"mode": "lines", "line": {"color": style.FAINT, "width": 4}, "hoverinfo": "skip"}
    traces, key, widest = [{"type": "scatter", "x": x, "y": y, **line}], [], max(*few, *many)
    for count, (sign, symbol, side) in zip(units, style.DOTS, strict=True):
        marks = _marks(corpus, gathered(corpus, units[count], ["code"]), rows, count)
        traces.append(
            style.text(zip(marks["x"], marks["y"], marks["x"], strict=True), f"middle {side}")
            | marks
            | {"marker": style.dot(symbol, [row.colour for row in rows.values()])}
        )
        key.append((sign, EITHER, word(count, corpus.language)))
    return style.figure(
        corpus,
        lambda _: _across(traces, rows, -0.06 * widest, 1.08 * widest),
        finding=findings.packed(corpus, facet, many / few),
        about=said,
        said=zip((row.label.said for row in rows.values()), many, strict=True),
        key=key,
    )


def rows_of(corpus: Corpus, facet: str, deep: dict[str, int]) -> dict[str, Row]:
    """The row of each code of a facet; what is not named is grey."""
    bodies = body_colours(corpus.statements["organisation_id"]) if facet == "organisation" else {}
    return {
        code: Row(
            label(corpus, facet, code)._replace(depth=depth),
            (names(corpus, facet, code),),
            bodies.get(code, GREY if code in LAST else HUE),
        )
        for code, depth in deep.items()
    }


def about(corpus: Corpus, facets: tuple[str, str | None], units: pd.DataFrame, *counts: str) -> str:
    """What is counted by which facets, and of how many; ``units`` have codes of the first."""
    language, counts = corpus.language, counts or ("pledges",)
    both = word("and", language)
    real = units.loc[~units["code"].isin(LAST), "code"].nunique()
    of = [word(f"n_{count}", language, n=len(getattr(corpus, count))) for count in counts]
    of.append(word(f"n_{facets[0]}", language, n=real))
    what = both.join(word(count, language) for count in counts)
    by = both.join(word(facet, language) for facet in facets if facet)
    said = word("by", language, what=what, facet=by)
    return f"{said[0].upper()}{said[1:]} · {word('comma', language).join(of)}"


def drawn(
    corpus: Corpus,
    cells: pd.DataFrame,
    rows: dict[str, Row],
    by: str | None,
    count: str,
    **said: str,
) -> go.Figure:
    """The figure of rows of bars; ``cells`` are by ``code``, and by ``part`` if parted ``by``."""
    plot, key, totals = plotted(corpus, cells, rows, by, count)
    numbers = zip((row.label.said for row in rows.values()), totals, strict=True)
    return style.figure(corpus, lambda _: plot, said=numbers, key=key, **said)


def plotted(
    corpus: Corpus, cells: pd.DataFrame, rows: dict[str, Row], by: str | None, count: str
) -> tuple[style.Plot, list[tuple[str, str, str]], pd.Series]:
    """The plot of rows of bars, the key to their parts, and the number of each row."""
    totals = cells.groupby("code")["n"].sum().reindex([*rows], fill_value=0)
    widest = totals[[code for code, row in rows.items() if not row.label.heads]].max()
    traces, key = [], []
    for part in VARIABLES[by] if by else [""]:
        here = cells[cells["part"] == part] if by else cells
        if here.empty:
            continue
        heads = (names(corpus, by, part),) if by else ()
        marks = _marks(corpus, here, rows, count, heads)
        colours = [[*rows.values()][place].colour for place in marks["y"]]
        places = zip(marks["x"], marks["y"], strict=True)
        text = [n if _THIN * widest <= n < totals.iloc[y] else "" for n, y in places]
        fill = style.FILLS[by][part] if by else "solid"
        traces.append(_BAR | _INSIDE | marks | {"text": text} | style.filled(fill, colours))
        if by:
            key.append((fill, EITHER, plain(corpus, by, part)))
    ends: list[tuple[float, float, object]] = []
    for y, (row, n) in enumerate(zip(rows.values(), totals, strict=True)):
        said = " · ".join(filter(None, (str(n), row.after)))
        ends.append((0, y, f"<b>{n}</b>") if row.label.heads else (int(n), y, said))
    room = 1.12 + 0.02 * max(len(row.after) for row in rows.values())
    return _across([*traces, style.text(ends, "middle right")], rows, 0, room * widest), key, totals


def _marks(
    corpus: Corpus,
    cells: pd.DataFrame,
    rows: dict[str, Row],
    count: str,
    heads: tuple[str, ...] = (),
) -> dict:
    """Where the marks of rows stand, what they say and which pledges they are."""
    places = {code: i for i, (code, row) in enumerate(rows.items()) if not row.label.heads}
    cells = cells[cells["code"].isin(places)]
    cells = cells.sort_values("code", key=lambda codes: codes.map(places))
    return {
        "x": [int(n) for n in cells["n"]],
        "y": [places[code] for code in cells["code"]],
        "hoverinfo": "text",
        "hovertext": [
            hover(corpus, (*rows[cell.code].heads, *heads), count, cell)
            for cell in cells.itertuples()
        ],
        "customdata": cells["ids"].tolist(),
    }


def _across(traces: list[dict], rows: dict[str, Row], low: float, high: float) -> style.Plot:
    layout = {"xaxis": {"visible": False, "range": [float(low), float(high)]}}
    return style.Plot(traces, [row.label for row in rows.values()], layout)


def _listed(years: list[str]) -> str:
    if len(years) <= 3:
        return ", ".join(years)
    every = [year for span in years for year in span.split("-")]
    return f"{min(every)}-{max(every)}"


def _years(pledges: pd.DataFrame) -> pd.Series:
    """The years that pledges state, by pledge: ``2025``, ``2023-2027``."""
    dated = pledges.set_index("pledge_id")[["horizon_from", "horizon_to"]].astype("string")
    same = dated["horizon_from"].eq(dated["horizon_to"]).fillna(False)
    both = dated["horizon_from"].mask(same) + "-" + dated["horizon_to"]
    return both.fillna(dated["horizon_to"]).fillna(dated["horizon_from"])
