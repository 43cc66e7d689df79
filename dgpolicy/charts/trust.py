"""How far the machine can be trusted on texts of strangers: its scores, and its own doubt."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts import style
from dgpolicy.charts.labels import Label
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import EITHER, HUE
from dgpolicy.look.words import word, words


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
    ranked = table.sort_values("pledges", ascending=False)
    rows = [Label(_genre(genre, language)) for genre in ranked["genre"]]
    spans, numbers = [], []
    for y, row in enumerate(ranked.itertuples()):
        spans += [(row.low, y), (row.high, y), (None, None)]
        numbers.append((1.02, y, f"{row.f1:.2f} · {row.pledges}"))
    dots = [(f1, y, "") for y, f1 in enumerate(ranked["f1"])]
    line = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": {"color": HUE}}
    traces = [
        line | {"x": [x for x, _ in spans], "y": [y for _, y in spans]},
        style.text(dots) | {"marker": style.dot("circle", HUE)},
        style.text(numbers, "middle right"),
    ]
    layout = {"xaxis": {"range": [-0.02, 1.24], "visible": False}}
    return style.figure(
        corpus,
        lambda _: style.Plot(traces, rows, layout),
        finding=word("scores", language, n=f"{whole['f1']:.2f}"),
        about=word("scores_of", language, n=int(whole["sentences"]), of=int(whole["pledges"])),
        said=[(row.han, f"{f1:.2f}") for row, f1 in zip(rows, ranked["f1"], strict=True)],
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
    language, gap = corpus.language, (table["probability"] - table["share"]).abs().max()
    rows = [Label(f"{said:.0%}") for said in table["probability"]]
    traces, key = [], []
    for name, (sign, symbol, _) in zip(("probability", "share"), style.DOTS, strict=True):
        marks = [(float(x), y, "") for y, x in enumerate(table[name])]
        traces.append(style.text(marks) | {"marker": style.dot(symbol, HUE)})
        key.append((sign, EITHER, word(f"said_{name}", language)))
    ends = table[["probability", "share"]].max(axis=1)
    numbers = [
        (x + 0.02, y, f"{n:.0%}") for y, (x, n) in enumerate(zip(ends, table["share"], strict=True))
    ]
    traces.append(style.text(numbers, "middle right"))
    layout = {"xaxis": {"visible": False, "range": [-0.02, 1.1]}}
    return style.figure(
        corpus,
        lambda _: style.Plot(traces, rows, layout),
        finding=word("calibrated", language, n=f"{100 * gap:.0f}"),
        about=word("calibrated_of", language, n=int(table["sentences"].sum())),
        said=[(r.han, f"{x:.0%}") for r, x in zip(rows, table["share"], strict=True)],
        key=key,
        origin=word("labelled_source", language),
    )


def _genre(genre: str, language: str) -> str:
    key = f"genre_{genre}"
    return word(key, language) if key in words(language) else genre
