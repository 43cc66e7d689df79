"""Other governments beside ours, out of counts: by industry, by time, and word by word."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from textwrap import shorten

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts import style
from dgpolicy.charts.dots import dotted
from dgpolicy.charts.matrix import SUM, drawn, either, numbers, ranked
from dgpolicy.charts.rows import Row, inside, safe
from dgpolicy.corpus import Corpus
from dgpolicy.errors import require
from dgpolicy.fold import fold, simplified
from dgpolicy.look.colours import EITHER, GREY, HUE
from dgpolicy.look.words import word

_FACETS = ("industry", "instrument")
_SHOWN = 10  # codes that have a column
_LISTED = 20  # pairs on a narrow page
_RATE = 10_000  # characters
_SIZES = 5, 26  # pixels of a mark: of none, of the highest rate
_BEFORE = 4  # years before the first mark
_HEAD, _ROW = 22, 56  # pixels over the rows, and of a row with its marks
_CELL = ["row", "column", "n", "low", "high"]
_CUT = 18  # characters of an English name over a column


def places(corpus: Corpus, counts: pd.DataFrame, by: str = "industry") -> go.Figure:
    """How many sentences of pledges of each government name each industry, or instrument.

    ``counts`` is ``data/reference/counts.csv``; of the codes those named most are shown. A hover
    has the 95 % interval; ``Σ`` is how many sentences of pledges there are, and how many name the
    code. Labels and codes are those of ``corpus``. Raises ``ValueError`` that lists the known
    facets.

    >>> import dgpolicy
    >>> counts = pd.read_csv(dgpolicy.codebook.home() / "reference" / "counts.csv")
    >>> places(dgpolicy.load("en"), counts).layout.meta["alt"][:38]
    'Most for one industry: Heilongjiang, a'
    """
    language, comma = corpus.language, word("comma", corpus.language)
    require(by, _FACETS, "facet")
    named = counts[counts["facet"] == by]
    many = named.groupby("code")["n"].sum().sort_values(ascending=False, kind="stable")
    whole = counts[counts["facet"] == "all"].set_index("report")["n"]
    order = whole.sort_values(ascending=False, kind="stable").index
    down = {report: Row(*_place(corpus, report)) for report in order}
    over = {code: _column(corpus, by, code) for code in many.index[:_SHOWN]}
    cells = named[named["code"].isin([*over])].rename(columns={"report": "row", "code": "column"})
    cells["said"] = [
        comma.join(safe(_called(each)) for each in (down[row], over[column]))
        + f"<br>{word('n_bounded', language, n=n, low=low, high=high, of=int(whole[row]))}"
        for row, column, n, low, high in cells[_CELL].itertuples(index=False)
    ]
    cells["ids"] = [[] for _ in range(len(cells))]
    text = cells.pivot(index="row", columns="column", values="n")
    text = text.reindex(index=[*down], columns=[*over])
    text[SUM] = whole
    text.loc[SUM] = [*many[: len(over)], whole.sum()]
    text = numbers(text)
    top = cells.sort_values("n", ascending=False, kind="stable").iloc[0]
    most = {"n": int(top["n"]), "of": int(whole[top["row"]])}
    what = inside(corpus, by, top["column"])
    finding = word(f"places_{by}", language, who=_called(down[top["row"]]), what=what, **most)
    about = word("places_of", language, n=len(down), m=word(f"n_{by}", language, n=len(over)))
    fullest = cells.nlargest(_LISTED, "n").reset_index(drop=True)
    narrow = ranked(corpus, fullest, down, over)
    narrow = narrow._replace(foot=[word("unfit", language, n=len(cells) - len(fullest))])
    wide = drawn(cells, text, down, over)
    origin = _source(corpus, counts)
    return either(corpus, wide, narrow, finding=finding, about=about, origin=origin)


def dated(corpus: Corpus, counts: pd.DataFrame) -> go.Figure:
    """What share of the sentences of pledges of each government states a time.

    ``counts`` is ``data/reference/counts.csv``; a line is the 95 % interval of the count over the
    sentences that were found.

    >>> import dgpolicy
    >>> counts = pd.read_csv(dgpolicy.codebook.home() / "reference" / "counts.csv")
    >>> dated(dgpolicy.load("en"), counts).layout.meta["alt"][:41]
    '3% of sentences of pledges state a time; '
    """
    language = corpus.language
    whole = counts[counts["facet"] == "all"].set_index("report")["n"]
    stated = counts[counts["code"] == "stated"].set_index("report")[["n", "low", "high"]]
    table = stated.reindex(whole.index, fill_value=0).div(whole, axis=0)
    table = table.sort_values("n", ascending=False, kind="stable")
    rows = [Row(*_place(corpus, report)) for report in table.index]
    spans = zip(table["low"], table["high"], strict=True)
    share = stated["n"].sum() / whole.sum()
    who, top = _called(rows[0]), table["n"].iloc[0]
    plot = dotted(corpus, {"dated": table["n"]}, spans, rows, "{:.1%}".format)._replace(
        finding=word("dated", language, share=f"{share:.0%}", who=who, top=f"{top:.0%}"),
        about=word("dated_of", language, n=len(table), of=int(whole.sum())),
        origin=_source(corpus, counts),
    )
    return style.figure(corpus, plot)


def firsts(corpus: Corpus, table: pd.DataFrame) -> go.Figure:
    """When words first stand in the report of each year, and how often per 10,000 characters.

    ``table`` is ``data/reference/words.csv``. A mark is a report, as large as the word is frequent
    in it and faint where it is not; a diamond is the same of the texts of ``corpus``.

    >>> import dgpolicy
    >>> table = pd.read_csv(dgpolicy.codebook.home() / "reference" / "words.csv")
    >>> firsts(dgpolicy.load("en"), table).layout.meta["alt"][:47]
    'The State Council first says “smart” in 2010, “'
    """
    language = corpus.language
    table = table.assign(
        year=table["report"].str[-4:].astype(int), rate=_RATE * table["n"] / table["chars"]
    )
    said = fold("".join(corpus.documents["text"]).replace("\n", ""))
    year = corpus.documents["published"].min().year
    own = {each: _RATE * said.count(fold(each)) / len(said) for each in table["word"].unique()}
    first = table[table["n"] > 0].groupby("word")["year"].min().sort_values(kind="stable")
    place = {each: y for y, each in enumerate(first.index)}
    english = dict(zip(table["word"], table["word_en"], strict=True))
    most = max([table["rate"].max(), *own.values()])
    shown = table[table["year"] >= first.min() - _BEFORE]
    held = shown["n"] > 0
    years = sorted(shown["year"].unique())
    article = pd.DataFrame({"word": [*own], "year": year, "rate": own.values()})
    traces = [
        _marked(shown[~held], place, most, "circle", GREY),
        _marked(shown[held], place, most, "circle", HUE),
        _marked(article, place, most, "diamond-open", EITHER),
    ]
    rows = []
    for each, began in first.items():
        name, small = _twice(language, partial(_term, str(each), english[each]))
        rows.append(Row(name, " · ".join(filter(None, [small, str(began)])), after=str(began)))
    ends = first.index[[0, -1]]
    terms = [_term(str(each), english[each], language) for each in ends]
    began = {"first": str(first.iloc[0]), "last": str(first.iloc[-1])}
    every = table["year"].unique()
    gaps = [str(gap) for a, b in pairwise(years) for gap in range(a + 1, b)]
    ticks = years[::2]
    plot = style.Plot(
        traces,
        rows,
        word("firsts", language, a=terms[0], b=terms[1], **began),
        word("firsts_of", language, n=len(every), a=str(every.min()), b=str(every.max())),
        [
            ("●", HUE, word("nation_report", language)),
            ("◇", EITHER, word("here", language, year=str(year))),
        ],
        [word("gaps", language, what=word("comma", language).join(gaps))] if gaps else [],
        word("nation_source", language),
        {
            "side": "top",
            "showticklabels": True,
            "range": [years[0] - 1, years[-1] + 1],
            "tickvals": ticks,
            "ticktext": [style.inked(str(tick)) for tick in ticks],
        },
        head=_HEAD,
        row=_ROW,
    )
    return style.figure(corpus, plot)


def _marked(
    table: pd.DataFrame, place: dict[str, int], most: float, symbol: str, colour: str
) -> dict:
    least, largest = _SIZES
    sizes = least + (largest - least) * (table["rate"] / most) ** 0.5
    return {
        "mode": "markers",
        "x": table["year"].tolist(),
        "y": table["word"].map(place).tolist(),
        "marker": {"symbol": symbol, "size": sizes.round(1).tolist(), "color": colour},
        "hoverinfo": "text",
        "hovertext": [
            f"{year}: {rate:.1f}" for year, rate in zip(table["year"], table["rate"], strict=True)
        ],
    }


def _label(corpus: Corpus, facet: str, code: str) -> tuple[str, str]:
    """A code as a row is named: in Chinese, and in the language of the corpus if that differs."""
    return _twice(corpus.language, lambda language: corpus.label(facet, code, language))


def _column(corpus: Corpus, by: str, code: str) -> Row:
    name, small = _label(corpus, by, code)
    return Row(name, shorten(small, _CUT, placeholder="…"))


def _called(row: Row) -> str:
    return row.small or row.name


def _place(corpus: Corpus, report: str) -> tuple[str, str]:
    """The government whose report it is, as a row is named; that of the nation with its year."""
    place, _, year = report.partition("-")
    if place != "nation":
        return _label(corpus, "place", place)
    return _twice(corpus.language, lambda language: word("nation", language, year=year))


def _twice(language: str, named: Callable[[str], str]) -> tuple[str, str]:
    chinese, own = named(language if language != "en" else "zh"), named(language)
    return chinese, own if own != chinese else ""


def _term(term: str, english: str, language: str) -> str:
    return english if language == "en" else simplified(term) if language == "zh-Hans" else term


def _source(corpus: Corpus, counts: pd.DataFrame) -> str:
    return word("reference_source", corpus.language, model=counts["model"].iloc[0])
