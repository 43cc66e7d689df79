"""What each chart found, as its title: a sentence computed from the numbers that are drawn."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dgpolicy.charts.rows import LAST
from dgpolicy.codebook import SCHEMES
from dgpolicy.corpus import Corpus
from dgpolicy.look.words import word

FIRM = {"specificity": "hard", "horizon_basis": "stated"}
_FEW = 0.25  # less than this share is "only"
_NAMED = 3  # more ties than this are counted, not named


def about(corpus: Corpus, facets: Sequence[str], units: pd.DataFrame, *counts: str) -> str:
    """What is counted by which facets, and of how many; ``units`` have codes of the first."""
    language, both = corpus.language, word("and", corpus.language)
    real = units.loc[~units["code"].isin(LAST), "code"].nunique()
    of = [word(f"n_{count}", language, n=len(corpus[count])) for count in counts]
    of.append(word(f"n_{facets[0]}", language, n=real))
    what, by = (both.join(word(each, language) for each in named) for named in (counts, facets))
    said = word("by", language, what=what, facet=by)
    return f"{said[0].upper()}{said[1:]} · {word('comma', language).join(of)}"


def most(corpus: Corpus, facet: str, units: pd.DataFrame, count: str) -> str:
    """Which value of a facet has the most, or that most of all have none."""
    language, what = corpus.language, word(count, corpus.language)
    counts, of = units.groupby("code")["unit"].nunique(), units["unit"].nunique()
    kind = facet if facet == "organisation" else "named" if facet in SCHEMES else "value"
    none = int(counts.get("none", 0)) if kind != "value" else 0
    if kind == "named" and none >= of - none:
        return word("most_none", language, what=what, n=none, of=of, facet=word(facet, language))
    real = counts.drop("none") if none else counts
    top = real.index[real == real.max()]
    key = f"most_{kind}_each" if len(top) > 1 else f"most_{kind}"
    who = _listed(corpus, facet, top)
    return word(key, language, who=who, n=int(real.max()), of=of, what=what)


def firm(corpus: Corpus, by: str, parts: pd.Series, count: str) -> str:
    """How many are hard, or state a time; ``parts`` is what each is."""
    of, found = len(parts), int((parts == FIRM[by]).sum())
    share = {0: "none", of: "all"}.get(found, "few" if found < _FEW * of else "some")
    what = word(count, corpus.language)
    return word(f"found_{FIRM[by]}_{share}", corpus.language, n=found, of=of, what=what)


def packed(corpus: Corpus, facet: str, per: pd.Series) -> str:
    """Where a pledge holds the most actions; ``per`` is actions to a pledge, by code."""
    who = _listed(corpus, facet, per.index[per == per.max()])
    return word("packed", corpus.language, who=who, n=f"{per.max():.1f}".removesuffix(".0"))


def within(corpus: Corpus, facets: tuple[str, str], pairs: pd.DataFrame, count: str) -> str:
    """How much of its row the fullest cell holds; of equals the one with the largest share."""
    unnamed = pairs[["row", "column"]].isin(LAST).any(axis=1)
    real = pairs[~unnamed & ((pairs["row"] != pairs["column"]) | (facets[0] != facets[1]))]
    if real.empty:
        return word("within_none", corpus.language)
    cells = real.groupby(["row", "column"], sort=False)["unit"].nunique().rename("n").reset_index()
    cells["of"] = cells["row"].map(pairs.groupby("row")["unit"].nunique())
    top = cells.sort_values(["n", "of"], ascending=[False, True], kind="stable").iloc[0]
    row, column = (_inside(corpus, f, top[at]) for f, at in zip(facets, top.index, strict=False))
    what, numbers = word(count, corpus.language), {"n": int(top["n"]), "of": int(top["of"])}
    return word("within", corpus.language, row=row, column=column, what=what, **numbers)


def _listed(corpus: Corpus, facet: str, codes: pd.Index) -> str:
    if len(codes) > _NAMED:
        return word(f"n_{facet}", corpus.language, n=len(codes))
    named = (_inside(corpus, facet, code) for code in corpus.values(facet) if code in codes)
    return word("and", corpus.language).join(named)


def _inside(corpus: Corpus, facet: str, code: str) -> str:
    """The full name of a code in the middle of a sentence: ``new materials``, ``SAP``."""
    name = corpus.label(facet, code, short=False)
    first, own = name.split(" ")[0], facet in ("organisation", "programme", "place", "document")
    return name if own or first != first.capitalize() else name[:1].lower() + name[1:]
