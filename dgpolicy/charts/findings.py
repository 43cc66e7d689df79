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


def about(corpus: Corpus, facets: tuple[str, str | None], units: pd.DataFrame, *counts: str) -> str:
    """What is counted by which facets, and of how many; ``units`` have codes of the first."""
    language, counts = corpus.language, counts or ("pledges",)
    both = word("and", language)
    real = units.loc[~units["code"].isin(LAST), "code"].nunique()
    of = [word(f"n_{count}", language, n=len(corpus[count])) for count in counts]
    of.append(word(f"n_{facets[0]}", language, n=real))
    what = both.join(word(count, language) for count in counts)
    by = both.join(word(facet, language) for facet in facets if facet)
    said = word("by", language, what=what, facet=by)
    return f"{said[0].upper()}{said[1:]} · {word('comma', language).join(of)}"


def most(corpus: Corpus, facet: str, counts: pd.Series, of: int, count: str) -> str:
    """Which value of a facet has the most; ``counts`` is by code, ``of`` all that is counted."""
    language, what = corpus.language, word(count, corpus.language)
    kind = facet if facet == "organisation" else "named" if facet in SCHEMES else "value"
    none = int(counts.get("none", 0)) if kind != "value" else 0
    if kind == "named" and none * 2 >= of:
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


def together(corpus: Corpus, facets: tuple[str, str], cells: pd.DataFrame, of: int) -> str:
    """Which pair has the most pledges; ``cells`` has ``row``, ``column`` and ``n``."""
    language = corpus.language
    real = cells[~cells["row"].isin(LAST) & ~cells["column"].isin(LAST)]
    if real.empty:
        return word("together_none", language)
    first = real[real["n"] == real["n"].max()]
    pairs = [
        " + ".join(_inside(corpus, f, c) for f, c in zip(facets, pair, strict=True))
        for pair in zip(first["row"], first["column"], strict=True)
    ]
    who = word("comma", language).join(pairs)
    if len(pairs) > _NAMED:
        who = word("n_pairs", language, n=len(pairs))
    key = "together_each" if len(pairs) > 1 else "together"
    return word(key, language, who=who, n=int(real["n"].max()), of=of)


def _listed(corpus: Corpus, facet: str, codes: Sequence[str] | pd.Index) -> str:
    if len(codes) > _NAMED:
        return word(f"n_{facet}", corpus.language, n=len(codes))
    return word("and", corpus.language).join(_inside(corpus, facet, code) for code in codes)


def _inside(corpus: Corpus, facet: str, code: str) -> str:
    """The full name of a code in the middle of a sentence: ``new materials``, ``SAP``."""
    name = corpus.label(facet, code, short=False)
    own = facet in ("organisation", "programme", "place", "document")
    return name if own or name[1:2].isupper() else name[:1].lower() + name[1:]
