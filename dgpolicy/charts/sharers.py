"""Who shares what: which bodies name each code of a scheme."""

from __future__ import annotations

import plotly.graph_objects as go

from dgpolicy.charts import grid, style
from dgpolicy.charts.labels import hover, names, plain
from dgpolicy.charts.tally import coded, gathered, known, named, ordered
from dgpolicy.charts.words import number_of, plural, scheme_noun, some, word
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import GREY, body_colours


def shared(corpus: Corpus, scheme: str) -> go.Figure:
    """Which bodies name each code of a scheme: those that many share first, then those of one.

    A dot says that the body names the code in a pledge; the number at the end is that of the
    bodies. ``customdata`` of a dot is the list of the pledges behind it.

    >>> import dgpolicy
    >>> shared(dgpolicy.load(), "industry").layout.yaxis.type
    'category'
    """
    language, noun = corpus.language, scheme_noun(scheme)
    rows = named(corpus, scheme)
    speakers = coded(corpus, "organisation")[["unit", "code"]].rename(columns={"code": "body"})
    cells = gathered(corpus, rows.merge(speakers, on="unit"), ["code", "body"])
    bodies = cells.groupby("code")["body"].nunique()
    codes = sorted(ordered(corpus, scheme, rows), key=lambda code: -bodies[code])
    only_one = int((bodies == 1).sum())
    title = style.titled(
        word("shared", language, plural(noun, language)),
        word(
            "only_one",
            language,
            number_of(len(codes), noun, language),
            some(only_one, noun, language),
        ),
    )
    if cells.empty:
        return style.nothing(corpus, title)
    speaking = [b for b in (*known(corpus, "organisation"), "none") if b in set(cells["body"])]
    colours = body_colours(corpus.statements["organisation_id"]) | {"none": GREY}
    place = {code: i for i, code in enumerate(codes)}
    cells = cells.sort_values("code", key=lambda found: found.map(place), kind="stable")
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": cells["body"].tolist(),
        "y": cells["code"].tolist(),
        "marker": {"size": 12, "color": [colours[body] for body in cells["body"]]},
        "hoverinfo": "text",
        "hovertext": [
            hover(
                corpus,
                [names(corpus, scheme, r.code), names(corpus, "organisation", r.body)],
                "pledges",
                r,
            )
            for r in cells.itertuples()
        ],
        "customdata": cells["ids"].tolist(),
        "cliponaxis": False,
    }
    totals = [int(bodies[code]) for code in codes]
    ends = grid.numbers([grid.SUM] * len(codes), codes, totals)
    filled = set(zip(cells["body"], cells["code"], strict=True))
    empty = grid.dots([(b, c) for c in codes for b in speaking if (b, c) not in filled])
    pairs = list(zip([plain(corpus, scheme, c) for c in codes], totals, strict=True))
    return grid.framed(
        corpus,
        [empty, dots, ends],
        {"row": codes, "column": [*speaking, grid.SUM]},
        {"row": scheme, "column": "organisation"},
        title=title,
        alt=style.alternative(corpus, title, pairs),
    )
