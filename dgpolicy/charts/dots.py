"""How far apart: two numbers of each row as an open and a filled dot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.agreement import agreement as figures
from dgpolicy.charts import findings, style
from dgpolicy.charts.rows import Row, gathered, marks, rows_of
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import EITHER, HUE
from dgpolicy.look.words import word, words

FLOOR = 0.8  # Krippendorff's usual floor
_ROOM = 0.15  # for the numbers on either side, as a share of all that is drawn


def dumbbell(corpus: Corpus, facet: str) -> go.Figure:
    """How many pledges and how many actions stand under each value of a facet.

    An open dot is the pledges, a filled one the actions; the line between them is what is
    packed into a pledge. ``customdata`` of a dot is the list of the pledges behind it.

    >>> import dgpolicy
    >>> dumbbell(dgpolicy.load("en"), "organisation").layout.meta["alt"][:26]
    'Most actions to one pledge'
    """
    units = {count: corpus.coded(facet, count) for count in ("pledges", "actions")}
    about = findings.about(corpus, [facet], units["pledges"], *units)
    if units["pledges"].empty:
        return style.nothing(corpus, about)
    rows = rows_of(corpus, facet, units["pledges"])
    counts = {
        count: held.groupby("code")["unit"].nunique().reindex([*rows], fill_value=0)
        for count, held in units.items()
    }
    line, *pair = _dots([*counts.values()], zip(*counts.values(), strict=True), str)
    for dots, (count, held) in zip(pair, units.items(), strict=True):
        dots |= marks(gathered(corpus, held, ["code"], count), rows)
        dots["marker"]["color"] = [row.colour for row in rows.values()]
    finding = findings.packed(corpus, facet, counts["actions"] / counts["pledges"])
    traces = [line, *pair]
    return _figure(corpus, traces, rows.values(), counts, finding=finding, about=about)


def agreement(a: Corpus, b: Corpus) -> go.Figure:
    """How far coding ``b`` agrees with coding ``a``: the F1 of each unit, the alpha of each code.

    An open dot is an F1, a filled one an alpha; a line leads to it from the usual floor of 0.80.
    Variables in which nothing differs are folded into one note. Raises ``ValueError`` where no
    text is common.

    >>> import dgpolicy
    >>> corpus = dgpolicy.load("en")
    >>> agreement(corpus, corpus).layout.meta["alt"][:17]
    'Lowest alpha 1.00'
    """
    language, table = a.language, figures(a, b)
    table["f1"] = table["f1"].where(table["measure"] == "span")
    table["value"], alpha = table["f1"].fillna(table["alpha"]), table["alpha"].dropna()
    shown = table[table["value"] < 1]
    coders = [style.coders(replace(each, language=language))[0] for each in (a, b)]
    lowest = {"n": f"{alpha.min():.2f}", "who": _variable(alpha.idxmin(), language)}
    folded = {"n": len(table) - len(shown), "of": len(table)}
    spans = ((FLOOR, value) for value in shown["value"])
    return _figure(
        a,
        _dots([shown["f1"], shown["alpha"]], spans, "{:.2f}".format),
        [Row(_variable(each, language)) for each in shown.index],
        ["f1", "alpha"],
        finding=word("lowest", language, **lowest),
        about=word("two_codings", language, a=coders[0], b=coders[1], n=f"{FLOOR:.2f}"),
        foot=[word("no_difference", language, **folded)],
    )


def scores(corpus: Corpus, table: pd.DataFrame) -> go.Figure:
    """The F1 of sentences of pledges by genre, each with its 95 % interval.

    ``table`` is ``data/model/scores.csv``: one row a genre, ``all`` first, with the columns
    genre, sentences, pledges, f1, low and high. Labels are in ``corpus.language``.

    >>> import dgpolicy
    >>> rows = [["all", 100, 40, 0.9, 0.8, 0.95], ["nation", 100, 40, 0.9, 0.8, 0.95]]
    >>> columns = ["genre", "sentences", "pledges", "f1", "low", "high"]
    >>> figure = scores(dgpolicy.load("en"), pd.DataFrame(rows, columns=columns))
    >>> figure.layout.meta["alt"][:28]
    'On texts of strangers, sente'
    """
    language, whole = corpus.language, table[table["genre"] == "all"].iloc[0]
    table = table.sort_values("pledges", ascending=False)
    named = zip(table["genre"], table["pledges"], strict=True)
    return _figure(
        corpus,
        _dots([table["f1"]], zip(table["low"], table["high"], strict=True), "{:.2f}".format),
        [Row(f"{words(language).get(f'genre_{each}', each)} · {n}") for each, n in named],
        finding=word("scores", language, n=f"{whole['f1']:.2f}"),
        about=word("scores_of", language, n=int(whole["sentences"]), of=int(whole["pledges"])),
        origin=word("labelled_source", language),
    )


def calibration(corpus: Corpus, table: pd.DataFrame) -> go.Figure:
    """What the machine says of a sentence against how often it is right, by tenth.

    ``table`` is ``data/model/calibration.csv``: one row a tenth of probability, with the columns
    sentences, probability and share. An open dot is what was said, a filled one what is true.

    >>> import dgpolicy
    >>> rows = pd.DataFrame([[90, 0.05, 0.06]], columns=["sentences", "probability", "share"])
    >>> calibration(dgpolicy.load("en"), rows).layout.meta["alt"][:32]
    'What it says is what is true, to'
    """
    language, pair = corpus.language, [table["probability"], table["share"]]
    gap = (table["probability"] - table["share"]).abs().max()
    return _figure(
        corpus,
        _dots(pair, zip(*pair, strict=True), "{:.0%}".format),
        [Row(f"{said:.0%}") for said in table["probability"]],
        ["said_probability", "said_share"],
        finding=word("calibrated", language, n=f"{100 * gap:.0f}"),
        about=word("calibrated_of", language, n=int(table["sentences"].sum())),
        origin=word("labelled_source", language),
    )


def _dots(
    kinds: Sequence[pd.Series],
    spans: Iterable[tuple[float, float]],
    said: Callable[[float], str],
) -> list[dict]:
    """A line in each row from end to end, and the dots of one or two kinds, the last filled.

    The number of a dot stands on the side that is turned away from the other one.
    """
    x = [end for low, high in spans for end in (float(low), float(high), None)]
    y = [place for i in range(len(x) // 3) for place in (i, i, None)]
    line = {"mode": "lines", "line": {"color": style.FAINT}, "hoverinfo": "skip"}
    traces: list[dict] = [{"type": "scatter", "x": x, "y": y, **line}]
    few, many = kinds[0], kinds[-1]
    dots = [(few, "circle-open", few.le(many)), (many, "circle", many.lt(few))]
    for values, symbol, left in dots[-len(kinds) :]:
        held = [(n, y, said(n)) for y, n in enumerate(values.tolist()) if pd.notna(n)]
        turned = left[values.notna()].tolist()
        sides = ["middle left" if each is True else "middle right" for each in turned]
        marker = {"symbol": symbol, "size": 11, "color": HUE, "line": {"width": 2}}
        traces.append(style.text(held, sides) | {"marker": marker})
    return traces


def _figure(
    corpus: Corpus,
    traces: list[dict],
    rows: Iterable[Row],
    kinds: Iterable[str] = (),
    foot: Sequence[str] = (),
    **said: Any,
) -> go.Figure:
    """Rows of dots with room on either side, and a key to the open and the filled kind."""
    x = [float(x) for trace in traces for x in trace["x"] if x is not None] or [0.0, 1.0]
    room = _ROOM * (max(x) - min(x))
    layout = {"xaxis": {"range": [min(x) - room, max(x) + room]}}
    signs = zip("○●", kinds, strict=False)
    key = [(sign, EITHER, word(kind, corpus.language)) for sign, kind in signs]
    return style.figure(corpus, style.Plot(traces, [*rows], layout, foot=foot), key=key, **said)


def _variable(variable: str, language: str) -> str:
    scheme, by, _ = variable.partition(", by pledge")
    name = words(language).get(scheme, scheme)
    return word("by_pledge", language, what=name) if by else name
