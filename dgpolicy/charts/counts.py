"""How many: horizontal bars by any facet, and the cue words of time horizons."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts import fills, style
from dgpolicy.charts.labels import LAST, chinese, hover, names, plain, row, safe, small
from dgpolicy.charts.tally import coded, gathered, known, ordered
from dgpolicy.charts.words import meaning, number_of, word
from dgpolicy.codebook import nearest
from dgpolicy.corpus import Corpus
from dgpolicy.fold import fold
from dgpolicy.look.colours import EITHER, GREY, body_colours

PARTS = ("kind", "specificity", "horizon_basis", "organisation")


class Row(NamedTuple):
    """One row of bars: its axis label, its name in plain text, its names in a hover."""

    label: str
    said: str
    head: str
    colour: str


def bars(corpus: Corpus, facet: str, *, by: str | None = None, count: str = "pledges") -> go.Figure:
    """How many pledges (or actions, or mentions) stand under each value of a facet.

    ``by`` parts each bar by ``kind``, ``specificity``, ``horizon_basis`` or ``organisation``.
    Bodies stand in the order in which they speak, everything else by count; what is unstated
    or not named is grey and last. A pledge that names two industries counts under both.
    ``customdata`` of a bar is the list of the pledges behind it. Raises ``ValueError`` that
    lists what is known where ``facet``, ``by`` or ``count`` is not.

    >>> import dgpolicy
    >>> fig = bars(dgpolicy.load("en"), "organisation")
    >>> style.describe(fig)[:49]
    'Pledges by body · 30 pledges, 6 bodies. Committee'
    """
    if by is not None and by not in PARTS:
        raise ValueError(nearest(by, PARTS, "part of a bar"))
    units = coded(corpus, facet, count)
    codes = ordered(corpus, facet, units)
    language = corpus.language
    of = [number_of(units["unit"].nunique(), count, language)]
    if facet != "document" or len(codes) > 1:
        of.append(number_of(len([c for c in codes if c not in LAST]), facet, language))
    what = word("and", language).join(word(each, language) for each in (facet, by) if each)
    title = style.titled(
        word("by", language, what, word(count, language)), word("comma", language).join(of)
    )
    bodies = body_colours(corpus.statements["organisation_id"]) if facet == "organisation" else {}
    rows = {
        code: Row(
            row(corpus, facet, code),
            plain(corpus, facet, code),
            names(corpus, facet, code),
            bodies.get(code, fills.plain_colour(code)),
        )
        for code in codes
    }
    return _drawn(corpus, units, rows, by=by, count=count, title=title)


def cues(corpus: Corpus) -> go.Figure:
    """The words that the horizons rest on, with how many pledges rest on each, by basis.

    Spellings that differ by script alone count as one. Pledges with no cue come last.

    >>> import dgpolicy
    >>> style.describe(cues(dgpolicy.load())).split("。")[0]
    '按時間詞統計的承諾 · 30 項承諾，9 個時間詞'
    """
    language = corpus.language
    found = corpus.pledges[["pledge_id", "horizon_text"]]
    folded = found["horizon_text"].map(fold, na_action="ignore").astype("object")
    units = pd.DataFrame(
        {
            "unit": found["pledge_id"],
            "pledge_id": found["pledge_id"],
            "code": folded.where(folded.notna(), "none"),
        }
    )
    counts = units["code"].value_counts(sort=False)
    codes = sorted(counts.index, key=lambda cue: (cue in LAST, -counts[cue]))
    verbatim = dict(zip(folded[::-1], found["horizon_text"][::-1], strict=True))
    no_cue = [word("no_cue", each) for each in (chinese(corpus), language)]
    verbatim["none"] = no_cue[0]
    rows = {}
    for cue in codes:
        gloss = meaning(cue) if cue != "none" else no_cue[-1]
        first = safe(verbatim[cue], 20) if cue != "none" else no_cue[0]
        english = language == "en" and bool(gloss)
        label = f"{first}<br>{small(gloss)}" if english else first
        said = f"{verbatim[cue]} {gloss}".strip() if english else verbatim[cue]
        head = f"<b>{' · '.join(dict.fromkeys(each for each in (first, gloss) if each))}</b>"
        rows[cue] = Row(label, said, head, fills.plain_colour(cue))
    title = style.titled(
        word("by", language, word("cue", language), word("pledges", language)),
        number_of(len(found), "pledges", language)
        + word("comma", language)
        + number_of(len([cue for cue in codes if cue != "none"]), "cue", language),
    )
    return _drawn(corpus, units, rows, by="horizon_basis", count="pledges", title=title)


def _drawn(
    corpus: Corpus,
    units: pd.DataFrame,
    rows: dict[str, Row],
    *,
    by: str | None,
    count: str,
    title: str,
) -> go.Figure:
    if units.empty:
        return style.nothing(corpus, title)
    codes = list(rows)
    counts = units.groupby("code")["unit"].nunique()
    totals = [int(counts[code]) for code in codes]
    key: list[tuple[str, str, str]] = []
    if by is None:
        bar = _bar(corpus, gathered(corpus, units, ["code"]), rows, count, heads=[])
        colours = [rows[code].colour for code in bar["y"]]
        bar |= {"text": bar["x"], "textposition": "outside", "cliponaxis": False}
        traces = [bar | {"marker": {"color": fills.one(colours)}}]
    else:
        wholes = dict(zip(codes, totals, strict=True))
        traces, key = _parted(corpus, units, rows, by, count, wholes)
        traces.append(style.at_ends(totals, codes, totals))
    said = list(zip([rows[code].said for code in codes], totals, strict=True))
    one_line = not any("<br>" in each.label for each in rows.values())
    return style.figure(
        corpus,
        traces,
        title=title,
        alt=style.alternative(corpus, title, said),
        rows=len(codes) * (26 if one_line else 38),
        key=key,
        xaxis={"visible": False, "range": [0, 1.12 * max(totals)]},
        yaxis=style.down(codes, [each.label for each in rows.values()]),
        bargap=0.32 if one_line else 0.5,
    )


def _parted(
    corpus: Corpus,
    units: pd.DataFrame,
    rows: dict[str, Row],
    by: str,
    count: str,
    wholes: dict[str, int],
) -> tuple[list[dict], list[tuple[str, str, str]]]:
    """One trace for each part that there is, and the key to them."""
    parts = coded(corpus, by, count).rename(columns={"code": "part"})[["unit", "part"]]
    cells = gathered(corpus, units.merge(parts, on="unit"), ["code", "part"])
    bodies = body_colours(corpus.statements["organisation_id"]) | {"none": GREY}
    present = set(cells["part"])
    traces, key = [], []
    for part in dict.fromkeys((*known(corpus, by), "none")):
        if part not in present:
            continue
        fill = "solid" if by == "organisation" else fills.FILLS[by][part]
        bar = _bar(
            corpus, cells[cells["part"] == part], rows, count, heads=[names(corpus, by, part)]
        )
        speaks = by == "organisation"
        colours = [bodies[part] if speaks else rows[code].colour for code in bar["y"]]
        traces.append(fills.part(fill, colours, bar, wholes))
        shade = bodies[part] if speaks else EITHER
        key.append((fill, shade, safe(plain(corpus, by, part), 30)))
    return traces, key


def _bar(
    corpus: Corpus, cells: pd.DataFrame, rows: dict[str, Row], count: str, *, heads: list[str]
) -> dict:
    place = {code: i for i, code in enumerate(rows)}
    cells = cells.sort_values("code", key=lambda codes: codes.map(place))
    return {
        "type": "bar",
        "orientation": "h",
        "x": [int(n) for n in cells["n"]],
        "y": cells["code"].tolist(),
        "hoverinfo": "text",
        "hovertext": [
            hover(corpus, [rows[cell.code].head, *heads], count, cell)
            for cell in cells.itertuples()
        ],
        "customdata": cells["ids"].tolist(),
    }
