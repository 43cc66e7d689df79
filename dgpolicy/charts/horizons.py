"""By when: the classes of time horizon by body, and the years that are really stated."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts import fills, style
from dgpolicy.charts.labels import hover, names, plain, row, safe
from dgpolicy.charts.tally import coded, gathered, known
from dgpolicy.charts.words import number_of, some, word
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import BASIS, EITHER, GREY, body_colours
from dgpolicy.tables.frames import VARIABLES

_FACETS = ("horizon", "organisation", "horizon_basis")
_ROW, _GAP, _YEARS = 25, 46, 22


def timeline(corpus: Corpus) -> go.Figure:
    """By when each body pledges: horizon classes from near to far, the basis as fill.

    A bar is solid where the time is stated, hatched where a cue implies it, and an outline
    where nothing is said. Under the classes, pledges with stated years lie as spans on a
    scale of years. The title says how many pledges state no time. ``customdata`` of a bar is
    the list of the pledges behind it.

    >>> import dgpolicy
    >>> "without a stated time" in timeline(dgpolicy.load("en")).layout.title.text
    True
    """
    language = corpus.language
    pledges = corpus.pledges
    undated = int((pledges["horizon_basis"] != "stated").sum())
    title = style.titled(
        word("by", language, word("horizon", language), word("pledges", language)),
        word(
            "undated",
            language,
            number_of(len(pledges), "pledges", language),
            some(undated, "pledges", language),
        ),
    )
    if pledges.empty:
        return style.nothing(corpus, title)
    counts = pledges["horizon"].value_counts()
    pairs = [(plain(corpus, "horizon", c), int(counts[c])) for c in VARIABLES["horizon"]]
    alt = style.alternative(corpus, title, pairs)
    traces, layout = _classes(corpus)
    height = _ROW * len(layout["yaxis"]["tickvals"])
    foot = 0
    spans = _spans(corpus)
    if not spans.empty:
        below = _ROW * len(spans)
        whole = height + _GAP + below
        traces.append(_span_bars(spans))
        layout["yaxis"]["domain"] = [1 - height / whole, 1]
        layout |= _span_axes(spans, below / whole)
        layout["annotations"] = [style.note(word("years", language), below / whole, 12)]
        height, foot = whole, _YEARS
        alt += f" {word('years', language)}: " + word("comma", language).join(spans["said"])
    key = [(BASIS[b], EITHER, safe(plain(corpus, "horizon_basis", b), 30)) for b in BASIS]
    return style.figure(
        corpus,
        traces,
        title=title,
        alt=alt,
        rows=height,
        key=key,
        foot=foot,
        **layout,
    )


def _classes(corpus: Corpus) -> tuple[list[dict], dict]:
    """Bars of each class and body, a heading with its sum over each class, and their axes."""
    units = coded(corpus, "horizon").rename(columns={"code": "horizon"})
    for facet in _FACETS[1:]:
        units[facet] = units["unit"].map(coded(corpus, facet).set_index("unit")["code"])
    cells = gathered(corpus, units, [*_FACETS])
    colours = body_colours(corpus.statements["organisation_id"]) | {"none": GREY}
    bodies = (*known(corpus, "organisation"), "none")
    ticks, sums = {}, {}
    for horizon in VARIABLES["horizon"]:
        inside = cells[cells["horizon"] == horizon]
        ticks[horizon] = f"<b>{row(corpus, 'horizon', horizon, lines=1)}</b>"
        sums[horizon] = int(inside["n"].sum())
        totals = inside.groupby("organisation")["n"].sum()
        for body in (body for body in bodies if body in totals):
            ticks[f"{horizon} {body}"] = row(corpus, "organisation", body, lines=1)
            sums[f"{horizon} {body}"] = int(totals[body])
    traces = []
    for basis in VARIABLES["horizon_basis"]:
        chosen = cells[cells["horizon_basis"] == basis]
        if chosen.empty:
            continue
        heads = [
            [names(corpus, facet, getattr(r, facet)) for facet in _FACETS]
            for r in chosen.itertuples()
        ]
        bar = {
            "type": "bar",
            "orientation": "h",
            "x": [int(n) for n in chosen["n"]],
            "y": [f"{r.horizon} {r.organisation}" for r in chosen.itertuples()],
            "hoverinfo": "text",
            "hovertext": [
                hover(corpus, head, "pledges", r)
                for head, r in zip(heads, chosen.itertuples(), strict=True)
            ],
            "customdata": chosen["ids"].tolist(),
        }
        shades = [colours[body] for body in chosen["organisation"]]
        traces.append(fills.part(BASIS[basis], shades, bar, sums))
    headings = [code in VARIABLES["horizon"] for code in ticks]
    places = [0 if heading else sums[code] for code, heading in zip(ticks, headings, strict=True)]
    said = [
        f"<b>{sums[code]}</b>" if heading else str(sums[code])
        for code, heading in zip(ticks, headings, strict=True)
    ]
    traces.append(style.at_ends(places, list(ticks), said))
    return traces, {
        "xaxis": {"visible": False, "range": [0, 1.12 * max(places)]},
        "yaxis": style.down(list(ticks), list(ticks.values())),
        "bargap": 0.35,
    }


def _spans(corpus: Corpus) -> pd.DataFrame:
    """Pledges with a stated last year, by body and years; from publication where no first is."""
    pledges = corpus.pledges
    dated = pledges[pledges["horizon_to"].notna() | pledges["horizon_from"].notna()]
    if dated.empty:
        return dated
    published = corpus.documents.set_index("document_id")["published"].dt.year
    last = dated["horizon_to"].fillna(dated["horizon_from"])
    first = dated["horizon_from"].fillna(dated["document_id"].map(published)).fillna(last)
    units = pd.DataFrame(
        {
            "unit": dated["pledge_id"],
            "pledge_id": dated["pledge_id"],
            "body": dated["organisation_id"].astype("object").fillna("none").astype("str"),
            "first": first.clip(upper=last).astype("int"),
            "last": last.astype("int"),
        }
    )
    colours = body_colours(corpus.statements["organisation_id"]) | {"none": GREY}
    spans = gathered(corpus, units, ["body", "first", "last"])
    spans = spans.sort_values(["last", "first"], kind="stable", ignore_index=True)
    rows = list(spans.itertuples())
    years = [str(r.last) if r.first == r.last else f"{r.first}-{r.last}" for r in rows]
    heads = [[names(corpus, "organisation", r.body), y] for r, y in zip(rows, years, strict=True)]
    return spans.assign(
        colour=spans["body"].map(colours),
        label=[row(corpus, "organisation", r.body, lines=1) for r in rows],
        said=[
            f"{plain(corpus, 'organisation', r.body)} {y} ({r.n})"
            for r, y in zip(rows, years, strict=True)
        ],
        hover=[hover(corpus, head, "pledges", r) for head, r in zip(heads, rows, strict=True)],
    )


def _span_bars(spans: pd.DataFrame) -> dict:
    return {
        "type": "bar",
        "orientation": "h",
        "xaxis": "x2",
        "yaxis": "y2",
        "base": (spans["first"] - 0.5).tolist(),
        "x": (spans["last"] - spans["first"] + 1).tolist(),
        "y": spans.index.astype("str").tolist(),
        "marker": {"color": spans["colour"].tolist()},
        "text": spans["n"].tolist(),
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": spans["hover"].tolist(),
        "customdata": spans["ids"].tolist(),
    }


def _span_axes(spans: pd.DataFrame, height: float) -> dict:
    first, last = int(spans["first"].min()), int(spans["last"].max())
    rows = style.down(spans.index.astype("str").tolist(), spans["label"].tolist())
    return {
        "yaxis2": rows | {"domain": [0, height], "anchor": "x2"},
        "xaxis2": {
            "anchor": "y2",
            "range": [first - 0.5, last + 0.5 + 0.06 * (last - first + 1)],
            "tickformat": "d",
            "dtick": max(1, round((last - first) / 6)),
        },
    }
