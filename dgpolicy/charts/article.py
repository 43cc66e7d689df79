"""The article strip: where in the document the pledges stand."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts import fills, style
from dgpolicy.charts.labels import names, plain, row, safe
from dgpolicy.charts.words import number_of, some, word
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import BODIES, EITHER, GREY, body_colours

_BAND = 84
_PALE = 0.25
_LABELLED = 12  # more statements than this and their names collide


def strip(corpus: Corpus, *, within: Corpus | None = None) -> go.Figure:
    """Each document as one thin band, from its first character to its last.

    A block is a pledge in the colour of its body, a tick under it a mention, a diamond over
    it a target, a bracket a statement. ``within`` is the corpus that ``corpus`` was filtered
    from: what it holds beside is pale. ``customdata`` of a block is its pledge.

    >>> import dgpolicy
    >>> corpus = dgpolicy.load()
    >>> style.describe(strip(corpus.filter(kind="lead"), within=corpus))[:24]
    '承諾在原文中的位置 · 30 項承諾中的 4 項'
    """
    whole = within or corpus
    language = corpus.language
    ids = set(corpus.pledges["pledge_id"])
    chosen = whole.pledges["pledge_id"].isin(ids)
    total = number_of(len(whole.pledges), "pledges", language)
    of = word("chosen", language, some(int(chosen.sum()), "pledges", language), total)
    title = style.titled(word("strip", language), total if chosen.all() else of)
    if whole.documents.empty:
        return style.nothing(corpus, title)
    place = {each: -float(i) for i, each in enumerate(whole.documents["document_id"])}
    pledges = whole.pledges.assign(y=whole.pledges["document_id"].map(place))
    longest = int(whole.documents["chars"].max())
    traces = [_bands(whole, place), _brackets(whole, place)]
    for part, opacity in ((pledges[~chosen], _PALE), (pledges[chosen], 1)):
        if len(part):
            traces.append(_blocks(whole, part) | {"opacity": opacity})
    for frame, symbol, shift in (
        (whole.mentions, "line-ns", -0.24),
        (whole.targets, "diamond", 0.23),
    ):
        found = frame.merge(pledges[["pledge_id", "y"]], on="pledge_id")
        full = found["pledge_id"].isin(ids)
        for part, opacity in ((found[~full], _PALE), (found[full], 1)):
            if len(part):
                traces.append(_ticks(part, symbol, shift) | {"opacity": opacity})
    labels = _speakers(whole, place)
    wide, narrow = (_raised(labels, longest, width) for width in (style.WIDE, style.NARROW))
    line = 31 if language == "en" else 17
    return style.figure(
        corpus,
        traces,
        title=title,
        alt=_said(corpus, whole, title),
        rows=_BAND * len(place),
        head=line * len(set(wide)) if labels else 0,
        small_head=line * len(set(narrow)) if labels else 0,
        key=_key(whole, labelled=bool(labels)),
        narrow={f"annotations[{i}].yshift": 2 + line * up for i, up in enumerate(narrow)},
        barmode="overlay",
        xaxis={"visible": False, "range": [-0.002 * longest, 1.002 * longest]},
        yaxis={
            "visible": len(place) > 1,
            "range": [0.6 - len(place), 0.4],
            "tickvals": list(place.values()),
            "ticktext": [row(whole, "document", each, most=16) for each in place],
        },
        annotations=[
            label | {"yshift": 2 + line * up} for label, up in zip(labels, wide, strict=True)
        ],
    )


def _said(corpus: Corpus, whole: Corpus, title: str) -> str:
    bodies = corpus.pledges["organisation_id"].astype("object").fillna("none").astype("str")
    counts = bodies.value_counts(sort=False)
    pairs = [(plain(whole, "organisation", body), int(n)) for body, n in counts.items()]
    return style.alternative(corpus, title, pairs)


def _bands(whole: Corpus, place: dict[str, float]) -> dict:
    return {
        "type": "bar",
        "orientation": "h",
        "x": whole.documents["chars"].tolist(),
        "y": list(place.values()),
        "width": 0.3,
        "marker": {"color": fills.FAINT},
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{safe(plain(whole, 'document', each), 40)}</b><br>"
            + number_of(int(chars), "characters", whole.language)
            for each, chars in zip(place, whole.documents["chars"], strict=True)
        ],
    }


def _blocks(whole: Corpus, pledges: pd.DataFrame) -> dict:
    colours = body_colours(whole.statements["organisation_id"])
    bodies = pledges["organisation_id"].astype("object").fillna("none").astype("str")
    return {
        "type": "bar",
        "orientation": "h",
        "base": pledges["start"].tolist(),
        "x": (pledges["end"] - pledges["start"]).tolist(),
        "y": pledges["y"].tolist(),
        "width": 0.3,
        "marker": {
            "color": [colours.get(body, GREY) for body in bodies],
            "line": {"width": 1, "color": fills.PAPER},
        },
        "hoverinfo": "text",
        "hovertext": [
            "<br>".join(
                (
                    f"<b>{safe(pledge.headline, 30)}</b>",
                    names(whole, "organisation", body),
                    safe(pledge.pledge_id),
                )
            )
            for body, pledge in zip(bodies, pledges.itertuples(), strict=True)
        ],
        "customdata": [[each] for each in pledges["pledge_id"]],
    }


def _ticks(found: pd.DataFrame, symbol: str, shift: float) -> dict:
    middle = (found["start"] + found["end"]) // 2
    said = [safe(text, 20) for text in found["text"]] if symbol == "diamond" else None
    return {
        "type": "scatter",
        "mode": "markers",
        "x": middle.tolist(),
        "y": (found["y"] + shift).round(2).tolist(),
        "marker": {
            "symbol": symbol,
            "size": 8,
            "color": EITHER,
            "line": {"width": 1, "color": EITHER},
        },
        **({"hoverinfo": "text", "hovertext": said} if said else {"hoverinfo": "skip"}),
    }


def _brackets(whole: Corpus, place: dict[str, float]) -> dict:
    x, y = [], []
    for statement in whole.statements.itertuples():
        top = place[statement.document_id] + 0.36
        x += [statement.start, statement.start, statement.end, statement.end, None]
        y += [round(top - 0.06, 2), top, top, round(top - 0.06, 2), None]
    line = {"width": 1, "color": EITHER}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _speakers(whole: Corpus, place: dict[str, float]) -> list[dict]:
    """The name of each body over its bracket; short where long names would collide."""
    if len(whole.statements) > _LABELLED or len(place) > 1:
        return []
    bodies = whole.statements["organisation_id"].astype("object").fillna("none").astype("str")
    longest = int(whole.documents["chars"].max())
    labels: list[dict] = []
    for most in (20, 8):
        labels = [
            {
                "text": row(whole, "organisation", body, most=most),
                "x": (statement.start + statement.end) / 2,
                "y": place[statement.document_id] + 0.36,
                "yanchor": "bottom",
                "showarrow": False,
                "font": {"size": 12},
            }
            for body, statement in zip(bodies, whole.statements.itertuples(), strict=True)
        ]
        if max(_raised(labels, longest, style.WIDE), default=0) < 2:
            break
    return labels


def _raised(labels: list[dict], longest: int, width: int) -> list[int]:
    """The level of each label: the lowest on which there is room for it."""
    levels: list[int] = []
    last: list[dict] = []
    for label in labels:
        up = next((i for i, a in enumerate(last) if not _collide(a, label, longest, width)), None)
        levels.append(len(last) if up is None else up)
        last[levels[-1] : levels[-1] + 1] = [label]
    return levels


def _collide(a: dict, b: dict, longest: int, width: int) -> bool:
    apart = (b["x"] - a["x"]) / longest * width
    return apart < (style.pixels(a["text"]) + style.pixels(b["text"])) / 2 + 4


def _key(whole: Corpus, *, labelled: bool) -> list[tuple[str, str, str]]:
    """What the signs over and under the band are, and, with no names over it, the colours."""
    language = whole.language
    frames = (("◆", "target", whole.targets), ("|", "mention", whole.mentions))
    key = [(sign, EITHER, word(name, language)) for sign, name, frame in frames if len(frame)]
    colours = body_colours(whole.statements["organisation_id"])
    if labelled or not 0 < len(colours) <= len(BODIES):
        return key
    named = [
        ("solid", colour, safe(plain(whole, "organisation", body), 30))
        for body, colour in colours.items()
    ]
    return named + key
