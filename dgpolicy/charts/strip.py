"""The article strip: where in the document the pledges stand."""

from __future__ import annotations

import plotly.graph_objects as go

from dgpolicy.charts import style
from dgpolicy.charts.rows import MOST, Row, rows_of, safe
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import BODIES, EITHER
from dgpolicy.look.words import word

_SIGNS = {"mentions": ("|", "line-ns", 0.3), "targets": ("◆", "diamond", -0.3)}


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
