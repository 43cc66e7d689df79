"""Which pledges and actions have which code: the numbers behind every chart."""

from __future__ import annotations

import pandas as pd

from dgpolicy.charts.labels import LAST, SHOWN
from dgpolicy.codebook import SCHEMES, nearest
from dgpolicy.corpus import FACETS, Corpus

UNITS = {"pledges": "pledge_id", "actions": "action_id"}
_COLUMNS = {"organisation": "organisation_id", "document": "document_id"}


def coded(corpus: Corpus, facet: str, count: str = "pledges") -> pd.DataFrame:
    """Every unit with each of its codes: columns ``unit``, ``pledge_id``, ``code``.

    The units are pledges or actions. A scheme gives a unit the codes that its own words name,
    or ``none``; every other facet gives it the code of its pledge, and ``organisation`` is the
    body that speaks. Raises ``ValueError`` that lists the known facets or counts.
    """
    if facet not in FACETS:
        raise ValueError(nearest(facet, FACETS, "facet"))
    if count not in UNITS:
        raise ValueError(nearest(count, UNITS, "count"))
    frame = getattr(corpus, count)
    units = frame[["pledge_id"]].assign(unit=frame[UNITS[count]])[["unit", "pledge_id"]]
    if facet in SCHEMES and facet != "organisation":
        named = corpus.mentions[corpus.mentions["scheme"] == facet]
        named = named.assign(unit=named[UNITS[count]], code=named["code"].astype("str"))
        named = named.dropna(subset="unit")[["unit", "pledge_id", "code"]].drop_duplicates()
        bare = units[~units["unit"].isin(named["unit"])].assign(code="none")
        return pd.concat([named, bare], ignore_index=True)
    values = corpus.pledges.set_index("pledge_id")[_COLUMNS.get(facet, facet)]
    codes = units["pledge_id"].map(values.astype("object").where(values.notna(), "none"))
    return units.assign(code=codes.astype("str")).reset_index(drop=True)


def depths(corpus: Corpus, facet: str, units: pd.DataFrame) -> dict[str, int]:
    """The codes of coded units in the order of ``Corpus.values``, each with its depth.

    A code of a scheme stands as deep as there are codes over it; what is unstated or not
    named comes last.

    >>> import dgpolicy
    >>> corpus = dgpolicy.load()
    >>> list(depths(corpus, "industry", coded(corpus, "industry")).items())[:3]
    [('emerging', 0), ('strategic_emerging', 1), ('new_energy', 2)]
    """
    present = set(units["code"])
    codes = [code for code in corpus.values(facet) if code in present]
    deep = dict.fromkeys(codes, 0)
    if facet in SCHEMES and facet != "organisation":
        known = corpus.codebook.schemes[facet].index
        for code in (code for code in codes if code in known):
            deep[code] = len(present.intersection(corpus.codebook.path(facet, code))) - 1
    return dict(sorted(deep.items(), key=lambda item: item[0] in LAST))


def gathered(corpus: Corpus, units: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Coded units by their keys, with three columns more.

    ``n`` is how many units they are, ``ids`` the pledges of these in order, ``headlines`` those
    of the first pledges.
    """
    headlines = dict(zip(corpus.pledges["pledge_id"], corpus.pledges["headline"], strict=True))
    place = {each: i for i, each in enumerate(headlines)}
    groups = units.groupby(keys, sort=False)
    ids = groups["pledge_id"].agg(lambda found: sorted(set(found), key=place.__getitem__))
    first = ids.map(lambda found: [headlines[each] for each in found[:SHOWN]])
    counts = {"n": groups["unit"].nunique(), "ids": ids, "headlines": first}
    return pd.DataFrame(counts).reset_index()
