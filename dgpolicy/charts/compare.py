"""Two corpora side by side: shares under each code, and which codes of one the other takes up."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts import style
from dgpolicy.charts.dots import dotted
from dgpolicy.charts.matrix import SUM, drawn, either, numbers, ranked
from dgpolicy.charts.rows import LAST, Row, gathered, inside, rows_of
from dgpolicy.codebook import SCHEMES
from dgpolicy.compare import compare as shares
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import EITHER
from dgpolicy.look.words import word
from dgpolicy.parted import fetched

_MOST = 12  # rows, from which on what b alone names is only counted
_NAMED = 3  # more are counted, not named
_PRIORITIES = ("industry", "instrument", "programme")


@fetched
def compare(a: Corpus, b: Corpus, by: str = "industry", *, count: str = "pledges") -> go.Figure:
    """What share of the pledges (or actions) of each of two corpora stands under each value.

    An open dot is ``a``, a filled one ``b``; a note says which differences are beyond what chance
    could make (``dgpolicy.compare``). Where there are many codes, those that ``b`` alone has are
    only counted. Corpora of one document are called by their organisations, others by their
    documents. Raises ``ValueError`` that lists what is known where ``by`` or ``count`` is not.

    >>> import dgpolicy
    >>> corpus = dgpolicy.load("en")
    >>> leaders = corpus.filter(organisation=["committee", "secretary"])
    >>> bureaus = corpus.filter(organisation=["drc", "stb", "iitb", "ipb"])
    >>> compare(leaders, bureaus).layout.meta["alt"][:62]
    'Of 9 industries that Committee and Secretary name, 4 organisat'
    """
    language, table = a.language, shares(a, b, by, count=count)
    sizes = [word(f"n_{count}", language, n=len(each[count])) for each in (a, b)]
    facet, what = word(by, language), word(count, language)
    about = word("shares_of", language, what=what, facet=facet, a=sizes[0], b=sizes[1])
    if not (len(a[count]) and len(b[count])):
        return style.nothing(a, about)
    real = table[~table.index.isin(LAST)]
    beyond = real[(real["low"] > 0) | (real["high"] < 0)].index
    foot = [_said("chance", a, by, beyond)]
    names = _names(a, b)
    if by in SCHEMES:
        named = real[real["n_a"] > 0]
        left = named.index[named["n_b"] == 0]
        told = {"what": word(f"n_{by}", language, n=len(named)), "m": len(named) - len(left)}
        finding = word("taken", language, a=names[0], b=names[1], **told)
        foot.insert(0, _said("nobody", a, by, left))
        if len(table) > _MOST:
            alone = table.index[table["n_a"] == 0]
            foot.append(word("alone_b", language, b=names[1], n=len(alone)))
            table = table.drop(alone)
    else:
        top = real["difference"].abs().round(9).idxmax()
        one, two = (f"{real.loc[top, f'share_{x}']:.0%}" for x in "ab")
        finding = word("apart", language, who=inside(a, by, top), one=one, two=two)
    rows = rows_of(b, by, b.coded(by, count)) | rows_of(a, by, a.coded(by, count))
    table = table.loc[sorted(table.index, key=LAST.__contains__)]
    spans = zip(table["share_a"], table["share_b"], strict=True)
    shown = [rows[code]._replace(depth=0) for code in table.index]
    dots = {"a": table["share_a"], "b": table["share_b"]}
    plot = dotted(a, dots, spans, shown, "{:.0%}".format)
    key = [(sign, EITHER, name) for sign, name in zip("○●", names, strict=True)]
    return style.figure(a, plot._replace(finding=finding, about=about, foot=foot, key=key))


@fetched
def uptake(corpus: Corpus, leaders: list[str]) -> go.Figure:
    """Which priorities of some organisations each other one takes up, and which nobody.

    A priority is an industry, an instrument or a programme that a pledge of ``leaders`` names; a
    cell is how many pledges of another organisation name it too, ``Σ`` how many there are in all.
    ``customdata`` of a cell is the list of the pledges behind it. Raises ``ValueError`` that lists
    the known organisations where one is not.

    >>> import dgpolicy
    >>> uptake(dgpolicy.load("en"), ["committee", "secretary"]).layout.meta["alt"][:55]
    '7 of 20 priorities of Committee and Secretary are taken'
    """
    language, leading = corpus.language, corpus.filter(organisation=leaders)
    bodies = corpus.coded("organisation")
    speaks = bodies.set_index("pledge_id")["code"]
    over = rows_of(
        corpus, "organisation", bodies[~bodies["pledge_id"].isin(leading.pledges["pledge_id"])]
    )
    down: dict[str, Row] = {}
    parts = []
    for facet in _PRIORITIES:
        units = corpus.coded(facet).assign(column=lambda u: u["pledge_id"].map(speaks))
        first = leading.coded(facet)
        first = first[~first["code"].isin(LAST)]
        down |= rows_of(leading, facet, first)
        parts.append(units[units["code"].isin(first["code"]) & units["column"].isin([*over])])
    pairs = pd.concat(parts).rename(columns={"code": "row"})
    who = _called(leading, "organisation")
    about = word("uptake_of", language, a=who)
    if pairs.empty:
        return style.nothing(corpus, about)
    cells = gathered(corpus, pairs, ["row", "column"], "pledges")
    left = [code for code in down if code not in set(cells["row"])]
    finding = word("uptake", language, n=len(left), of=len(down), a=who)
    text = pairs.pivot_table("unit", "row", "column", "nunique", margins=True, margins_name=SUM)
    text = numbers(text.reindex(index=[*down, SUM], columns=[*over, SUM]))
    wide, narrow = drawn(cells, text, down, over), ranked(corpus, cells, down, over)
    names = word("comma", language).join(down[code].small or down[code].name for code in left)
    foot = [word("nobody", language, what=names)] if left else []
    return either(corpus, wide, narrow, foot, finding=finding, about=about)


def _said(key: str, corpus: Corpus, by: str, codes: pd.Index) -> str:
    """A note on codes by name, or that there are none of them."""
    language = corpus.language
    if codes.empty:
        return word(f"{key}_none", language)
    names = [inside(corpus, by, code) for code in codes]
    return word(key, language, what=word("comma", language).join(names))


def _names(a: Corpus, b: Corpus) -> list[str]:
    """What two corpora are called: by who speaks where they are parts of one document."""
    apart = set(a.documents["document_id"]).isdisjoint(b.documents["document_id"])
    return [_called(each, "document" if apart else "organisation") for each in (a, b)]


def _called(corpus: Corpus, facet: str) -> str:
    codes = corpus.values(facet)
    if len(codes) > _NAMED:
        return word(f"n_{facet}", corpus.language, n=len(codes))
    return word("and", corpus.language).join(corpus.label(facet, code) for code in codes)
