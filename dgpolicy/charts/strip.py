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
    place = {each: i for i, each in enumerate(documents["document_id"])}
    titles = rows_of(corpus, "document", corpus.coded("document"))
    band = {"type": "bar", "orientation": "h", "hoverinfo": "text"}
    hover = [titles[each].said for each in place]
    bands = {"x": documents["chars"].tolist(), "y": [*place.values()], "hovertext": hover}
    bands["marker"] = {"color": style.FAINT}
    blocks = {
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
    traces = [band | bands, band | blocks]
    for name, (sign, symbol, shift) in _SIGNS.items():
        if len(found := corpus[name]):
            at = found["pledge_id"].map(pledges.set_index("pledge_id")["document_id"]).map(place)
            marker = {"symbol": symbol, "color": EITHER, "line": {"width": 1, "color": EITHER}}
            middle = ((found["start"] + found["end"]) // 2).tolist()
            ticks = {"x": middle, "y": (at + shift).tolist(), "hoverinfo": "skip"}
            traces.append({"type": "scatter", "mode": "markers", "marker": marker, **ticks})
            key.append((sign, EITHER, word(name, language)))
    layout = {"barmode": "overlay", "xaxis": {"range": [0, int(documents["chars"].max())]}}
    rows = [Row(titles[each].name if len(place) > 1 else "") for each in place]
    share = pledges["text"].str.len().sum() / documents["chars"].sum()
    finding = word("filling", language, n=len(pledges), share=f"{share:.0%}")
    plot = style.Plot(traces, rows, layout, row=60)
    return style.figure(corpus, plot, finding=finding, about=about, key=key)
