"""How far apart: two numbers of each row as an open and a filled dot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from dgpolicy import language as speech
from dgpolicy.agreement import agreement as figures
from dgpolicy.charts import style
from dgpolicy.charts.rows import Row, counted, gathered, listed, marks, rows_of, safe
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import EITHER, HUE
from dgpolicy.look.words import word, words
from dgpolicy.parted import fetched

FLOOR = 0.8  # Krippendorff's usual floor
_ROOM = 0.15  # for the numbers on either side, as a share of all that is drawn


@fetched
def dumbbell(corpus: Corpus, facet: str) -> go.Figure:
    """How many pledges and how many actions stand under each value of a facet.

    An open dot is the pledges, a filled one the actions; the line between them is what is
    packed into a pledge. ``customdata`` of a dot is the list of the pledges behind it.

    >>> import dgpolicy
    >>> dumbbell(dgpolicy.load("en"), "organisation").layout.meta["alt"][:26]
    'Most actions to one pledge'
    """
    units = {count: corpus.coded(facet, count) for count in ("pledges", "actions")}
    about = counted(corpus, [facet], units["pledges"], *units)
    if units["pledges"].empty:
        return style.nothing(corpus, about)
    rows = rows_of(corpus, facet, pd.concat(units.values()))
    counts = {
        count: held.groupby("code")["unit"].nunique().reindex([*rows])
        for count, held in units.items()
    }
    spans, shown = zip(*counts.values(), strict=True), [*rows.values()]
    plot = dotted(corpus, counts, spans, shown, "{:.0f}".format)
    for dots, (count, held) in zip(plot.traces[1:], units.items(), strict=True):
        dots |= marks(gathered(corpus, held, ["code"], count), rows)
        dots["marker"]["color"] = [shown[y].colour for y in dots["y"]]
    per = counts["actions"] / counts["pledges"]
    who = listed(corpus, facet, per.index[per == per.max()])
    most = f"{per.max():.1f}".removesuffix(".0")
    finding = word("packed", corpus.language, who=who, n=most)
    return style.figure(corpus, plot._replace(finding=finding, about=about))


@fetched
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
    f1, alpha = table["f1"].where(table["measure"] == "span"), table["alpha"]
    values = f1.fillna(alpha)
    shown = values.index[values < 1]
    lowest = {"n": f"{alpha.min():.2f}", "who": _variable(alpha.dropna().idxmin(), language)}
    coders = [style.coders(replace(each, language=language))[0] for each in (a, b)]
    folded = word("no_difference", language, n=len(table) - len(shown), of=len(table))
    kinds = {"f1": f1[shown], "alpha": alpha[shown]}
    spans = ((FLOOR, value) for value in values[shown])
    rows = [Row(_variable(each, language)) for each in shown]
    plot = dotted(a, kinds, spans, rows, "{:.2f}".format)._replace(
        finding=word("lowest", language, **lowest),
        about=word("two_codings", language, a=coders[0], b=coders[1], n=f"{FLOOR:.2f}"),
        foot=[folded],
    )
    return style.figure(a, plot)


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
    rows = [Row(f"{words(language).get(f'genre_{each}', each)} · {n}") for each, n in named]
    spans = zip(table["low"], table["high"], strict=True)
    plot = dotted(corpus, {"f1": table["f1"]}, spans, rows, "{:.2f}".format)._replace(
        finding=word("scores", language, n=f"{whole['f1']:.2f}"),
        about=word("scores_of", language, n=int(whole["sentences"]), of=int(whole["pledges"])),
        origin=word("labelled_source", language),
    )
    return style.figure(corpus, plot)


def calibration(corpus: Corpus, table: pd.DataFrame) -> go.Figure:
    """What the machine says of a sentence against how often it is right, by tenth.

    ``table`` is ``data/model/calibration.csv``: one row a tenth of probability, with the columns
    sentences, probability and share. An open dot is what was said, a filled one what is true.

    >>> import dgpolicy
    >>> rows = pd.DataFrame([[90, 0.05, 0.06]], columns=["sentences", "probability", "share"])
    >>> calibration(dgpolicy.load("en"), rows).layout.meta["alt"][:32]
    'What it says is what is true, to'
    """
    language, said, true = corpus.language, table["probability"], table["share"]
    kinds, spans = {"said_probability": said, "said_share": true}, zip(said, true, strict=True)
    rows = [Row(f"{each:.0%}") for each in said]
    gap = f"{(said - true).abs().max():.0%}".removesuffix("%")
    plot = dotted(corpus, kinds, spans, rows, "{:.0%}".format)._replace(
        finding=word("calibrated", language, n=gap),
        about=word("calibrated_of", language, n=int(table["sentences"].sum())),
        origin=word("labelled_source", language),
    )
    return style.figure(corpus, plot)


@fetched
def distinctive(corpus: Corpus, facet: str = "organisation", *, most: int = 3) -> go.Figure:
    """The words that set each value of a facet furthest apart from the rest, with their intervals.

    A filled dot is a word that sets it apart; where the interval reaches across the line of no
    difference, the dot is open. Beside a word stand the times there and elsewhere. ``most`` is
    how many words a value has; ``customdata`` of a dot is the list of the pledges that use it.

    >>> import dgpolicy
    >>> distinctive(dgpolicy.load("en")).layout.meta["alt"][:35]
    'Set apart by words of their own: Sc'
    """
    language, used = corpus.language, speech.words(corpus)
    counts = {"n": len(used), "m": used["word"].nunique(), "facet": word(facet, language)}
    about = word("own_words_of", language, **counts)
    if used.empty:
        return style.nothing(corpus, about)
    heads = rows_of(corpus, facet, units := corpus.coded(facet))
    found = speech.distinctive(corpus, facet).assign(
        key=lambda row: row["code"] + " " + row["word"]
    )
    shown = found.groupby("code", sort=False).head(most).set_index("key")
    rows, in_use = dict[str, Row](), used.merge(units)
    for one in shown.itertuples():
        head = heads[one.code]._replace(heads=True, after=str(in_use["code"].eq(one.code).sum()))
        rows.setdefault(one.code, head)
        name, said = f"{one.text} {one.n} : {one.others}", f"{head.said}<br>{safe(one.text)}"
        rows[one.Index] = Row(name, "", 1, said, head.colour)
    table, own = shown.reindex([*rows]), found[found["low"] > 0]
    apart = table["low"] > 0
    kinds = {
        "by_chance": table["log_odds"].mask(apart),
        "sets_apart": table["log_odds"].where(apart),
    }
    spans = zip(table["low"], table["high"], strict=True)
    plot = dotted(corpus, kinds, spans, [*rows.values()], "{:.1f}".format)
    in_use = in_use.assign(code=in_use["code"] + " " + in_use["word"])
    in_use = in_use[in_use["code"].isin(shown.index)]
    behind = marks(gathered(corpus, in_use, ["code"], "pledges"), rows)
    for dots in plot.traces[1:]:
        at = [behind["y"].index(y) for y in dots["y"]]
        dots |= {name: [behind[name][k] for k in at] for name in ("hovertext", "customdata")}
        dots["hoverinfo"] = "text"
        dots["marker"]["color"] = [plot.rows[y].colour for y in dots["y"]]
    plot.traces[0]["x"] += [0, 0]
    plot.traces[0]["y"] += [-0.5, len(rows) - 0.5]
    words_of = own.groupby("code", sort=False)["text"].agg(word("comma", language).join)
    named = [(corpus.label(facet, code), said) for code, said in words_of.items()]
    who = [word("bracketed", language, what=what, said=said) for what, said in named]
    finding = word("own_words", language, who=word("comma", language).join(who))
    if not who:
        finding = word("own_words_none", language, n=len(heads))
    others = [corpus.label(facet, code) for code in heads if code not in words_of]
    foot = [word("own_words_no", language, who=word("comma", language).join(others))]
    plot = plot._replace(finding=finding, about=about, foot=foot if who and others else [])
    return style.figure(corpus, plot)


def dotted(
    corpus: Corpus,
    kinds: Mapping[str, pd.Series],
    spans: Iterable[tuple[float, float]],
    rows: list[Row],
    number: Callable[[float], str],
) -> style.Plot:
    """A line in each row from end to end, and the dots of one or two kinds, the last filled.

    The number of a dot stands on the side that is turned away from the other one.
    """
    x = [end for low, high in spans for end in (float(low), float(high), None)]
    y = [at for row in range(len(rows)) for at in (row, row, None)]
    traces: list[dict] = [{"mode": "lines", "line": {"color": style.FAINT}, "x": x, "y": y}]
    shown = [*kinds.values()]
    few, many = shown[0], shown[-1]
    dots = [(few, "circle-open", few.le(many)), (many, "circle", many.lt(few))]
    for values, symbol, left in dots[-len(kinds) :]:
        held = [(n, y, number(n)) for y, n in enumerate(values.tolist()) if pd.notna(n)]
        turned = left[values.notna()].tolist()
        sides = ["middle left" if each is True else "middle right" for each in turned]
        marker = {"symbol": symbol, "size": 11, "color": HUE, "line": {"width": 2}}
        over = {"texttemplate": style.haloed("%{text}"), "marker": marker}
        traces.append(style.text(held, sides) | over)
    ends = [each for each in x if each is not None and pd.notna(each)] or [0.0, 1.0]
    room = _ROOM * (max(ends) - min(ends))
    signs = zip("○●", kinds, strict=True) if len(kinds) > 1 else ()
    key = [(sign, EITHER, word(kind, corpus.language)) for sign, kind in signs]
    return style.Plot(traces, rows, key=key, axis={"range": [min(ends) - room, max(ends) + room]})


def _variable(variable: str, language: str) -> str:
    scheme, by, _ = variable.partition(", by pledge")
    name = words(language).get(scheme, scheme)
    return word("by_pledge", language, what=name) if by else name
