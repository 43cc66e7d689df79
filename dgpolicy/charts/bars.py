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


class Row(NamedTuple):
    """One row: its label, its name read aloud, its names in a hover, and its colour."""

    label: Label
    said: str
    heads: tuple[str, ...]
    colour: str


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
    what = about(corpus, (facet, by), units, count)
    if units.empty:
        return style.nothing(corpus, what)
    rows = rows_of(corpus, facet, depths(corpus, facet, units))
    of = units["unit"].nunique()
    if by:
        parts = coded(corpus, by, count).rename(columns={"code": "part"})[["unit", "part"]]
        units = units.merge(parts, on="unit")
        held = units.loc[units["part"] == findings.FIRM[by], "unit"].nunique()
        finding = findings.firm(corpus, by, held, of, count)
    else:
        counts = units.groupby("code")["unit"].nunique()
        finding = findings.most(corpus, facet, counts, of, count)
    return _drawn(corpus, units, rows, by, count, (finding, what))


def timeline(corpus: Corpus) -> go.Figure:
    """By when each body pledges: horizon classes from near to far, the basis as fill.

    A bar is solid where the time is stated, hatched where a cue implies it, and an outline
    where nothing is said; the years that are stated stand at its end. ``customdata`` of a bar
    is the list of the pledges behind it.

    >>> import dgpolicy
    >>> timeline(dgpolicy.load("en")).layout.meta["alt"][:34]
    'Only 1 of 30 pledges states a time'
    """
    pledges = corpus.pledges
    what = about(corpus, ("organisation", "horizon"), coded(corpus, "organisation"))
    if pledges.empty:
        return style.nothing(corpus, what)
    units = coded(corpus, "horizon").rename(columns={"code": "class"})
    for column, facet in (("body", "organisation"), ("part", "horizon_basis")):
        units[column] = units["unit"].map(coded(corpus, facet).set_index("unit")["code"])
    units["code"] = units["class"] + " " + units["body"]
    sums = units.assign(code=units["class"])
    bodies = rows_of(corpus, "organisation", dict.fromkeys(corpus.values("organisation"), 1))
    rows = {}
    for code in VARIABLES["horizon"]:
        head = rows_of(corpus, "horizon", {code: 0})[code]
        rows[code] = head._replace(label=head.label._replace(heads=True))
        inside = set(units.loc[units["class"] == code, "body"])
        for body in (body for body in bodies if body in inside):
            rows[f"{code} {body}"] = bodies[body]._replace(heads=head.heads + bodies[body].heads)
    found = int((pledges["horizon_basis"] == "stated").sum())
    finding = findings.firm(corpus, "horizon_basis", found, len(pledges))
    dated = units.merge(_years(pledges), left_on="unit", right_index=True)
    years = dated.groupby("code")["years"].agg(lambda found: ", ".join(sorted(set(found))))
    every = pd.concat([units, sums], ignore_index=True)
    return _drawn(corpus, every, rows, "horizon_basis", "pledges", (finding, what), years.to_dict())


def dumbbell(corpus: Corpus, facet: str) -> go.Figure:
    """How many pledges and how many actions stand under each value of a facet.

    An open dot is the pledges, a filled one the actions; the line between them is what is
    packed into a pledge. ``customdata`` of a dot is the list of the pledges behind it.

    >>> import dgpolicy
    >>> dumbbell(dgpolicy.load("en"), "organisation").layout.meta["alt"][:26]
    'Most actions to one pledge'
    """
    language = corpus.language
    units = {count: coded(corpus, facet, count) for count in ("pledges", "actions")}
    rows = rows_of(corpus, facet, depths(corpus, facet, units["pledges"]))
    what = about(corpus, (facet, None), units["pledges"], "pledges", "actions")
    if not rows:
        return style.nothing(corpus, what)
    n = {c: held.groupby("code")["unit"].nunique() for c, held in units.items()}
    few, many = n["pledges"][[*rows]], n["actions"].reindex([*rows], fill_value=0)
    x = [end for pair in zip(few, many, strict=True) for end in (*map(int, pair), None)]
    y = [place for i in range(len(rows)) for place in (i, i, None)]
    line = {"mode": "lines", "line": {"color": style.FAINT, "width": 4}, "hoverinfo": "skip"}
    traces = [{"type": "scatter", "x": x, "y": y, **line}]
    key = []
    for count, sign, symbol, side in (
        ("pledges", "○", "circle-open", "left"),
        ("actions", "●", "circle", "right"),
    ):
        marks = _marks(corpus, gathered(corpus, units[count], ["code"]), rows, count, ())
        colours = [[*rows.values()][place].colour for place in marks["y"]]
        marker = {"symbol": symbol, "size": 11, "color": colours, "line": {"width": 2}}
        numbers = style.text(zip(marks["x"], marks["y"], marks["x"], strict=True), f"middle {side}")
        traces.append(numbers | marks | {"marker": marker})
        key.append((sign, EITHER, word(count, language)))
    span = max(int(many.max()), 1)
    return style.figure(
        corpus,
        lambda _: _across(traces, rows, -0.06 * span, 1.08 * span),
        finding=findings.packed(corpus, facet, many / few),
        about=what,
        said=[(row.said, int(each)) for row, each in zip(rows.values(), many, strict=True)],
        key=key,
    )


def rows_of(corpus: Corpus, facet: str, deep: dict[str, int]) -> dict[str, Row]:
    """The row of each code of a facet; what is not named is grey."""
    bodies = body_colours(corpus.statements["organisation_id"]) if facet == "organisation" else {}
    return {
        code: Row(
            label(corpus, facet, code)._replace(depth=depth),
            plain(corpus, facet, code),
            (names(corpus, facet, code),),
            bodies.get(code, GREY if code in LAST else HUE),
        )
        for code, depth in deep.items()
    }


def about(corpus: Corpus, facets: tuple[str, str | None], units: pd.DataFrame, *counts: str) -> str:
    """What is counted by which facets, and of how many; ``units`` have codes of the first."""
    language, counts = corpus.language, counts or ("pledges",)
    comma, both = word("comma", language), word("and", language)
    real = units.loc[~units["code"].isin(LAST), "code"].nunique()
    of = [word(f"n_{count}", language, n=len(getattr(corpus, count))) for count in counts]
    of.append(word(f"n_{facets[0]}", language, n=real))
    what = both.join(word(count, language) for count in counts)
    by = both.join(word(facet, language) for facet in facets if facet)
    said = word("by", language, what=what, facet=by)
    return f"{said[0].upper()}{said[1:]} · {comma.join(of)}"


def listing(corpus: Corpus, cells: pd.DataFrame, rows: dict[str, Row], count: str) -> style.Plot:
    """Rows of bars that are not parted, with their numbers; ``cells`` are by ``code``."""
    marks = _marks(corpus, cells, rows, count, ())
    colours = [[*rows.values()][place].colour for place in marks["y"]]
    bar = {"type": "bar", "orientation": "h", "marker": {"color": style.one(colours)}}
    ends = dict(zip(cells["code"], cells["n"], strict=True))
    return _across([marks | bar, _ends(rows, ends)], rows, 0, 1.12 * max(marks["x"]))


def _drawn(
    corpus: Corpus,
    units: pd.DataFrame,
    rows: dict[str, Row],
    by: str | None,
    count: str,
    words: tuple[str, str],
    years: dict[str, str] | None = None,
) -> go.Figure:
    totals = units.groupby("code")["unit"].nunique().reindex([*rows], fill_value=0)
    key = []
    if by is None:
        plot = listing(corpus, gathered(corpus, units, ["code"]), rows, count)
    else:
        cells = gathered(corpus, units, ["code", "part"])
        widest, traces = (
            int(totals[[c for c, row in rows.items() if not row.label.heads]].max()),
            [],
        )
        for part in (p for p in VARIABLES[by] if p in set(cells["part"])):
            fill, head = style.FILLS[by][part], (names(corpus, by, part),)
            marks = _marks(corpus, cells[cells["part"] == part], rows, count, head)
            colours = [[*rows.values()][place].colour for place in marks["y"]]
            places = zip(marks["x"], marks["y"], strict=True)
            fits = [n if _THIN * widest <= n < totals.iloc[y] else "" for n, y in places]
            inside = {"text": fits, "textangle": 0, "constraintext": "none"}
            inside |= {"textposition": "inside", "insidetextanchor": "middle"}
            bar = {"type": "bar", "orientation": "h"} | style.filled(fill, colours)
            traces.append(marks | inside | bar)
            key.append((fill, EITHER, plain(corpus, by, part)))
        plot = _across([*traces, _ends(rows, totals.to_dict(), years)], rows, 0, 1.12 * widest)
    return style.figure(
        corpus,
        lambda _: plot,
        finding=words[0],
        about=words[1],
        said=[(row.said, int(n)) for row, n in zip(rows.values(), totals, strict=True)],
        key=key,
    )


def _marks(
    corpus: Corpus, cells: pd.DataFrame, rows: dict[str, Row], count: str, heads: tuple[str, ...]
) -> dict:
    """Where the marks of rows stand, what they say and which pledges they are."""
    places = {code: i for i, code in enumerate(rows)}
    cells = cells[[not rows[code].label.heads for code in cells["code"]]]
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


def _ends(rows: dict[str, Row], totals: dict[str, int], years: dict | None = None) -> dict:
    """The number of each row at the end of its bar, that of a heading beside it."""
    marks: list[tuple[float, float, str]] = []
    for y, (code, row) in enumerate(rows.items()):
        n, said = int(totals[code]), (years or {}).get(code)
        if row.label.heads:
            marks.append((0, y, f"<b>{n}</b>"))
        else:
            marks.append((n, y, " · ".join(filter(None, (str(n), said)))))
    return style.text(marks, "middle right")


def _across(traces: list[dict], rows: dict[str, Row], low: float, high: float) -> style.Plot:
    layout = {"xaxis": {"visible": False, "range": [low, high]}}
    return style.Plot(traces, [row.label for row in rows.values()], layout)


def _years(pledges: pd.DataFrame) -> pd.Series:
    """The years that pledges state, by pledge: ``2025``, ``2023-2027``."""
    dated = pledges.set_index("pledge_id")[["horizon_from", "horizon_to"]].dropna(how="all")
    years = [
        "-".join(dict.fromkeys(str(year) for year in pair if pd.notna(year)))
        for pair in dated.itertuples(index=False)
    ]
    return pd.Series(years, index=dated.index, name="years", dtype="object")
