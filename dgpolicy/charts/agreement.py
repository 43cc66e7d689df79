"""How far two codings agree, as one dot a variable."""

from __future__ import annotations

import plotly.graph_objects as go

from dgpolicy.agreement import agreement as figures
from dgpolicy.charts import style
from dgpolicy.charts.labels import Label
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import EITHER, HUE
from dgpolicy.look.words import word, words

FLOOR = 0.8  # Krippendorff's usual floor


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
    table["value"] = table["f1"].where(table["measure"] == "span", table["alpha"])
    alpha = table["alpha"].dropna()
    same = table["value"].eq(1) | table["value"].isna()
    table, foot = table[~same], word("no_difference", language, n=int(same.sum()), of=len(table))
    rows = [Label(_name(each, language)) for each in table.index]
    floor = {"x": [FLOOR] * 2, "y": [-0.5, len(rows) - 0.5], "line": {"color": style.FAINT}}
    traces = [floor | {"type": "scatter", "mode": "lines", "hoverinfo": "skip"}]
    key = []
    for kind, (sign, symbol, _) in zip(("f1", "alpha"), style.DOTS, strict=True):
        places = [y for y, found in enumerate(table[kind].notna()) if found]
        marks = [
            (float(table["value"].iloc[y]), y, f"{table['value'].iloc[y]:.2f}") for y in places
        ]
        traces.append(style.text(marks, "middle right") | {"marker": style.dot(symbol, HUE)})
        key.append((sign, EITHER, word(kind, language)))
    low = min([FLOOR, *map(float, table["value"])]) - 0.02
    layout = {"xaxis": {"visible": False, "range": [low, 1.02]}}
    coders = [str(each.pledges["coder"].iloc[0]) for each in (a, b)]
    lowest = {"n": f"{alpha.min():.2f}", "who": _name(alpha.idxmin(), language)}
    return style.figure(
        a,
        lambda _: style.Plot(traces, rows, layout, foot=[foot]),
        finding=word("lowest", language, **lowest),
        about=word("two_codings", language, a=coders[0], b=coders[1]),
        said=[(row.han, f"{each:.2f}") for row, each in zip(rows, table["value"], strict=True)],
        key=key,
    )


def _name(variable: str, language: str) -> str:
    scheme, by, _ = variable.partition(", by pledge")
    name = word(scheme, language) if scheme in words(language) else scheme
    return word("by_pledge", language, what=name) if by else name
