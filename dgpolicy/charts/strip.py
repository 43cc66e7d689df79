"""The article strip: where in the document the pledges stand."""

from __future__ import annotations

import plotly.graph_objects as go

from dgpolicy.charts import findings, style
from dgpolicy.charts.labels import label, names, plain, safe
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import BODIES, EITHER, GREY, body_colours
from dgpolicy.look.words import word

_BAND = 64  # pixels a document
_SIGNS = {"mentions": ("|", "line-ns", 0.24), "targets": ("◆", "diamond", -0.24)}


def strip(corpus: Corpus) -> go.Figure:
    """Each document as one thin band, from its first character to its last.

    A block is a pledge in the colour of its body, a tick under it a mention, a diamond over
    it a target, a bracket a statement. ``customdata`` of a block is its pledge.

    >>> import dgpolicy
    >>> strip(dgpolicy.load("en")).layout.meta["alt"][:35]
    'The 30 pledges fill 84% of the text'
    """
    language, documents, pledges = corpus.language, corpus.documents, corpus.pledges
    chars = {"n": int(documents["chars"].sum()), "m": len(pledges)}
    about = word("strip", language, t=word("n_document", language, n=len(documents)), **chars)
    if pledges.empty:
        return style.nothing(corpus, about)
    colours = body_colours(corpus.statements["organisation_id"]) | {"none": GREY}
    bodies = pledges["organisation_id"].astype("object").fillna("none").astype("str")
    place = {each: i for i, each in enumerate(documents["document_id"])}
    band = {"type": "bar", "orientation": "h", "width": 0.3, "hoverinfo": "text"}
    whole = {
        "x": documents["chars"].tolist(),
        "y": [*place.values()],
        "marker": {"color": style.FAINT},
        "hovertext": [safe(plain(corpus, "document", each), 40) for each in place],
    }
    blocks = {
        "base": pledges["start"].tolist(),
        "x": (pledges["end"] - pledges["start"]).tolist(),
        "y": pledges["document_id"].map(place).tolist(),
        "marker": {
            "color": [colours[body] for body in bodies],
            "line": {"width": 1, "color": style.PAPER},
        },
        "hovertext": [
            f"<b>{safe(pledge.headline, 30)}</b><br>{names(corpus, 'organisation', body)}"
            f"<br>{safe(pledge.pledge_id)}"
            for body, pledge in zip(bodies, pledges.itertuples(), strict=True)
        ],
        "customdata": [[each] for each in pledges["pledge_id"]],
    }
    spoken = [body for body in colours if body in set(bodies)]
    said = [(plain(corpus, "organisation", body), int((bodies == body).sum())) for body in spoken]
    key = [("solid", colours[b], name) for b, (name, _) in zip(spoken, said, strict=True)]
    key = key if len(key) <= len(BODIES) else []
    traces = [band | whole, _brackets(corpus, place), band | blocks]
    for name, (sign, symbol, shift) in _SIGNS.items():
        if len(found := getattr(corpus, name)):
            at = found["pledge_id"].map(pledges.set_index("pledge_id")["document_id"]).map(place)
            line = {"width": 1, "color": EITHER}
            marker = {"symbol": symbol, "size": 8, "color": EITHER, "line": line}
            middle = ((found["start"] + found["end"]) // 2).tolist()
            ticks = {"x": middle, "y": (at + shift).round(2).tolist(), "hoverinfo": "skip"}
            traces.append({"type": "scatter", "mode": "markers", "marker": marker, **ticks})
            key.append((sign, EITHER, word(name, language)))
    longest = int(documents["chars"].max())
    layout = {
        "barmode": "overlay",
        "xaxis": {"visible": False, "range": [-0.002 * longest, 1.002 * longest]},
    }
    rows = [label(corpus, "document", each) for each in place] if len(place) > 1 else []
    return style.figure(
        corpus,
        lambda _: style.Plot(traces, rows, layout, lines=len(place), row=_BAND),
        finding=findings.filling(corpus),
        about=about,
        said=said,
        key=key,
    )


def _brackets(corpus: Corpus, place: dict[str, int]) -> dict:
    x, y = [], []
    for statement in corpus.statements.itertuples():
        top = place[statement.document_id] - 0.4
        x += [statement.start, statement.start, statement.end, statement.end, None]
        y += [round(top + 0.08, 2), top, top, round(top + 0.08, 2), None]
    line = {"width": 1, "color": EITHER}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}
