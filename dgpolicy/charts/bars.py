"""How many, by when and where: bars by any facet, by horizon, and along the text."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts import style
from dgpolicy.charts.rows import MOST, Row, counted, firm, gathered, listed, marks, rows_of, safe
from dgpolicy.codebook import SCHEMES
from dgpolicy.corpus import Corpus
from dgpolicy.errors import require
from dgpolicy.look.colours import BODIES, EITHER
from dgpolicy.look.words import word
from dgpolicy.parted import fetched
from dgpolicy.tables.frames import VARIABLES

_PART = 0.04  # the share of the longest bar from which a part has room for its number
_ROOM = 1.25  # the width of a plot by that of its longest bar, which a number follows
_SIGNS = {"mentions": ("|", "line-ns", 0.3), "targets": ("◆", "diamond", -0.3)}


@fetched
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
        require(by, style.FILLS, "part of a bar")
    units = corpus.coded(facet, count)
    about = counted(corpus, [facet, by] if by else [facet], units, count)
    if units.empty:
        return style.nothing(corpus, about)
    if by:
        parts = corpus.coded(by, count).set_index("unit")["code"]
        units["part"] = units["unit"].map(parts)
        finding = firm(corpus, by, parts, count)
    else:
        finding = _most(corpus, facet, units, count)
    cells = gathered(corpus, units, ["code", "part"] if by else ["code"], count)
    plot = barred(corpus, cells, rows_of(corpus, facet, units), by)
    return style.figure(corpus, plot._replace(finding=finding, about=about))


def _most(corpus: Corpus, facet: str, units: pd.DataFrame, count: str) -> str:
    """Which value of a facet has the most, or that most of all have none."""
    language, what = corpus.language, word(count, corpus.language)
    counts, of = units.groupby("code")["unit"].nunique(), units["unit"].nunique()
    kind = facet if facet == "organisation" else "named" if facet in SCHEMES else "value"
    none = int(counts.get("none", 0)) if kind != "value" else 0
    if kind == "named" and none >= of - none:
        return word("most_none", language, what=what, n=none, of=of, facet=word(facet, language))
    real = counts.drop("none") if none else counts
    top = real.index[real == real.max()]
    key = f"most_{kind}_each" if len(top) > 1 else f"most_{kind}"
    who = listed(corpus, facet, top)
    return word(key, language, who=who, n=int(real.max()), of=of, what=what)


@fetched
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
    about = counted(corpus, ["organisation", "horizon"], units, "pledges")
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
    finding = firm(corpus, "horizon_basis", units["part"], "pledges")
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


@fetched
def strip(corpus: Corpus) -> go.Figure:
    """Each document as one thin band, from its first character to its last.

    A block is a pledge in the colour of its body, a tick under it a mention, a diamond over
    it a target. ``customdata`` of a block is its pledge.

    >>> import dgpolicy
    >>> strip(dgpolicy.load("en")).layout.meta["alt"][:35]
    'The 30 pledges fill 84% of the text'
    """
    language, documents, pledges = corpus.language, corpus.documents, corpus.pledges
    whole = {"n": int(documents["chars"].sum()), "m": len(pledges)}
    about = word("strip", language, t=word("n_document", language, n=len(documents)), **whole)
    if pledges.empty:
        return style.nothing(corpus, about)
    spoken = corpus.coded("organisation")
    bodies = rows_of(corpus, "organisation", spoken)
    titles = rows_of(corpus, "document", documents.assign(code=documents["document_id"]))
    place = {document: y for y, document in enumerate(titles)}
    bands = {
        "type": "bar",
        "x": documents["chars"].tolist(),
        "y": [*place.values()],
        "marker": {"color": style.FAINT},
        "hovertext": [title.said for title in titles.values()],
    }
    blocks = {
        "type": "bar",
        "base": pledges["start"].tolist(),
        "x": (pledges["end"] - pledges["start"]).tolist(),
        "y": pledges["document_id"].map(place).tolist(),
        "marker": {
            "color": [bodies[body].colour for body in spoken["code"]],
            "line": {"width": 1, "color": style.PAPER},
        },
        "hovertext": [
            f"<b>{safe(row.headline, MOST)}</b><br>{bodies[body].said}<br>{safe(row.pledge_id)}"
            for body, row in zip(spoken["code"], pledges.itertuples(), strict=True)
        ],
        "customdata": [[each] for each in pledges["pledge_id"]],
    }
    told = bodies.values() if len(bodies) <= len(BODIES) else []
    key = [("solid", row.colour, row.small or row.name) for row in told]
    traces = [bands, blocks]
    at = pledges.set_index("pledge_id")["document_id"].map(place)
    for name, (sign, symbol, shift) in _SIGNS.items():
        if len(found := corpus[name]):
            middle = (found["start"] + found["end"]) // 2
            y = found["pledge_id"].map(at) + shift
            marker = {"symbol": symbol, "color": EITHER, "line": {"width": 1, "color": EITHER}}
            ticks = {"mode": "markers", "marker": marker, "x": middle.tolist(), "y": y.tolist()}
            traces.append(ticks)
            key.append((sign, EITHER, word(name, language)))
    share = pledges["text"].str.len().sum() / whole["n"]
    plot = style.Plot(
        traces,
        [Row(title.name if len(place) > 1 else "") for title in titles.values()],
        word("filling", language, n=len(pledges), share=f"{share:.0%}"),
        about,
        key,
        axis={"range": [0, int(documents["chars"].max())]},
        row=60,
    )
    return style.figure(corpus, plot)
