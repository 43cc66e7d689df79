"""How far apart: two numbers of each row as an open and a filled dot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.agreement import agreement as figures
from dgpolicy.charts import findings, style
from dgpolicy.charts.rows import Row, gathered, marks, rows_of, safe
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import EITHER, HUE
from dgpolicy.look.words import word, words

_SIDES = ("middle right", "middle left")
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
    about = findings.about(corpus, (facet, None), units["pledges"], *units)
    if units["pledges"].empty:
        return style.nothing(corpus, about)
    rows = rows_of(corpus, facet, units["pledges"])
    few, many = (
        held.groupby("code")["unit"].nunique().reindex([*rows], fill_value=0)
        for held in units.values()
    )
    line, *pair = _pair([few, many], zip(few, many, strict=True), str)
    for dots, (count, held) in zip(pair, units.items(), strict=True):
        dots |= marks(gathered(corpus, held, ["code"], count), rows)
        dots["marker"]["color"] = [row.colour for row in rows.values()]
    return _figure(
        corpus,
        [line, *pair],
        [*rows.values()],
        finding=findings.packed(corpus, facet, many / few),
        about=about,
        key=_key(corpus, units),
    )


def agreement(a: Corpus, b: Corpus) -> go.Figure:
    """How far coding ``b`` agrees with coding ``a``: the F1 of each unit, the alpha of each code.

    An open dot is an F1, a filled one an alpha; the line is the usual floor of 0.80. Variables
    in which nothing differs are folded into one note. Raises ``ValueError`` where no text is
    common.

    >>> import dgpolicy
    >>> corpus = dgpolicy.load("en")
    >>> agreement(corpus, corpus).layout.meta["alt"][:17]
    'Lowest alpha 1.00'
    """
    language, table = a.language, figures(a, b)
    table["f1"] = table["f1"].where(table["measure"] == "span")
    table["value"], alpha = table["f1"].fillna(table["alpha"]), table["alpha"].dropna()
    shown = table[table["value"] < 1]
    folded = {"n": len(table) - len(shown), "of": len(table)}
    rows = [Row(safe(_variable(each, language))) for each in shown.index]
    coders = [style.coders(replace(each, language=language))[0] for each in (a, b)]
    lowest = {"n": f"{alpha.min():.2f}", "who": _variable(alpha.idxmin(), language)}
    floor = {"x": [FLOOR] * 2, "y": [-0.5, len(rows) - 0.5], "line": {"color": style.FAINT}}
    _, *pair = _pair([shown["f1"], shown["alpha"]], (), "{:.2f}".format)
    return _figure(
        a,
        [{"type": "scatter", "mode": "lines", "hoverinfo": "skip"} | floor, *pair],
        rows,
        finding=word("lowest", language, **lowest),
        about=word("two_codings", language, a=coders[0], b=coders[1]),
        key=_key(a, ("f1", "alpha")),
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
    spans = zip(table["low"], table["high"], strict=True)
    named = zip(table["genre"], table["pledges"], strict=True)
    rows = [Row(f"{safe(_called(f'genre_{each}', each, language))} · {n}") for each, n in named]
    return _figure(
        corpus,
        _pair([table["f1"]], spans, "{:.2f}".format),
        rows,
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
    rows = [Row(f"{said:.0%}") for said in table["probability"]]
    spans = zip(*pair, strict=True)
    return _figure(
        corpus,
        _pair(pair, spans, "{:.0%}".format),
        rows,
        finding=word("calibrated", language, n=f"{100 * gap:.0f}"),
        about=word("calibrated_of", language, n=int(table["sentences"].sum())),
        key=_key(corpus, ("said_probability", "said_share")),
        origin=word("labelled_source", language),
    )


def _pair(
    pair: list[pd.Series],
    spans: Iterable[tuple[float, float]],
    said: Callable[[float], str],
) -> list[dict]:
    """A line in each row that has a span, and the dots of one or two kinds, the last filled.

    The number of a dot stands on the side that is turned away from the other one.
    """
    x = [end for low, high in spans for end in (float(low), float(high), None)]
    y = [place for i in range(len(x) // 3) for place in (i, i, None)]
    line = {"mode": "lines", "line": {"color": style.FAINT}, "hoverinfo": "skip"}
    traces = [{"type": "scatter", "x": x, "y": y, **line}]
    few, many = pair[0], pair[-1]
    dots = (few, "circle-open", few.le(many)), (many, "circle", many.lt(few))
    for values, symbol, left in dots[-len(pair) :]:
        held = [(n, y, said(n)) for y, n in enumerate(values.tolist()) if pd.notna(n)]
        turned = left[values.notna()].tolist()
        marker = {"symbol": symbol, "size": 11, "color": HUE, "line": {"width": 2}}
        traces.append(
            style.text(held, [_SIDES[each is True] for each in turned]) | {"marker": marker}
        )
    return traces


def _figure(
    corpus: Corpus, traces: list[dict], rows: list[Row], foot: Sequence[str] = (), **said: Any
) -> go.Figure:
    x = [float(x) for trace in traces for x in trace["x"] if x is not None]
    room = _ROOM * (max(x) - min(x))
    layout = {"xaxis": {"range": [min(x) - room, max(x) + room]}}
    return style.figure(corpus, style.Plot(traces, rows, layout, foot=foot), **said)


def _key(corpus: Corpus, kinds: Iterable[str]) -> list[tuple[str, str, str]]:
    names = [word(kind, corpus.language) for kind in kinds]
    return [(sign, EITHER, name) for sign, name in zip("○●", names, strict=True)]


def _variable(variable: str, language: str) -> str:
    scheme, by, _ = variable.partition(", by pledge")
    name = _called(scheme, scheme, language)
    return word("by_pledge", language, what=name) if by else name


def _called(key: str, otherwise: str, language: str) -> str:
    return word(key, language) if key in words(language) else otherwise
