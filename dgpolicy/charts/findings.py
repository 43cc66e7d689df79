"""What each chart found, as its title: a sentence computed from the numbers that are drawn."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dgpolicy.charts.labels import LAST, in_sentence
from dgpolicy.codebook import SCHEMES
from dgpolicy.corpus import Corpus
from dgpolicy.look.words import word

FIRM = {"specificity": "hard", "horizon_basis": "stated"}
_FEW = 0.25  # less than this share is "only"
_NAMED = 3  # more ties than this are counted, not named


def most(corpus: Corpus, facet: str, counts: pd.Series, of: int, count: str) -> str:
    """Which value of a facet has the most; ``counts`` is by code, ``of`` all that is counted."""
    language, what = corpus.language, word(count, corpus.language)
    if facet in SCHEMES and facet != "organisation" and counts.get("none", 0) * 2 >= of:
        none = {"n": int(counts["none"]), "of": of, "facet": word(facet, language)}
        return word("most_none", language, what=what, **none)
    real = counts.drop("none", errors="ignore") if facet in SCHEMES else counts
    top = real.index[real == real.max()]
    kind = facet if facet == "organisation" else "named" if facet in SCHEMES else "value"
    key = f"most_{kind}_each" if len(top) > 1 else f"most_{kind}"
    who = listed(corpus, facet, top)
    return word(key, language, who=who, n=int(real.max()), of=of, what=what)


def firm(corpus: Corpus, by: str, parts: pd.Series, count: str) -> str:
    """How many are hard, or state a time; ``parts`` is what each is."""
    of, found = len(parts), int((parts == FIRM[by]).sum())
    share = {0: "none", of: "all"}.get(found, "few" if found < _FEW * of else "some")
    what = word(count, corpus.language)
    return word(f"found_{FIRM[by]}_{share}", corpus.language, n=found, of=of, what=what)


def packed(corpus: Corpus, facet: str, per: pd.Series) -> str:
    """Where a pledge holds the most actions; ``per`` is actions to a pledge, by code."""
    who = listed(corpus, facet, per.index[per == per.max()])
    return word("packed", corpus.language, who=who, n=f"{per.max():.1f}".removesuffix(".0"))


def shared(corpus: Corpus, scheme: str, bodies: pd.Series) -> str:
    """How many codes of a scheme are named by several bodies; ``bodies`` is how many, by code."""
    language, several = corpus.language, int((bodies > 1).sum())
    things, some = (word(f"n_{scheme}", language, n=n) for n in (len(bodies), several))
    some = f"{several:,}" if language == "en" else some.removesuffix(word(scheme, language))
    return word("shared", language, things=things, some=some)


def together(corpus: Corpus, facets: tuple[str, str], cells: pd.DataFrame, of: int) -> str:
    """Which pair has the most pledges; ``cells`` has ``row``, ``column`` and ``n``."""
    language = corpus.language
    real = cells[~cells["row"].isin(LAST) & ~cells["column"].isin(LAST)]
    if real.empty:
        return word("together_none", language)
    first = real[real["n"] == real["n"].max()]
    pairs = [
        " + ".join(in_sentence(corpus, f, c) for f, c in zip(facets, pair, strict=True))
        for pair in zip(first["row"], first["column"], strict=True)
    ]
    who = word("comma", language).join(pairs)
    if len(pairs) > _NAMED:
        who = word("n_pairs", language, n=len(pairs))
    key = "together_each" if len(pairs) > 1 else "together"
    return word(key, language, who=who, n=int(real["n"].max()), of=of)


def filling(corpus: Corpus) -> str:
    """How much of the text the pledges are."""
    spoken, whole = corpus.pledges["text"].str.len().sum(), corpus.documents["chars"].sum()
    n = len(corpus.pledges)
    return word("filling", corpus.language, n=n, share=f"{spoken / whole:.0%}")


def listed(corpus: Corpus, facet: str, codes: Sequence[str] | pd.Index) -> str:
    """The names of a few codes, or the number of many."""
    if len(codes) > _NAMED:
        return word(f"n_{facet}", corpus.language, n=len(codes))
    names = [in_sentence(corpus, facet, code) for code in codes]
    return word("and", corpus.language).join(names)
