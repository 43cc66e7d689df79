"""Which pledges, actions and mentions have which code: the numbers behind every chart."""

from __future__ import annotations

import pandas as pd

from dgpolicy.charts.labels import LAST, SHOWN
from dgpolicy.codebook import SCHEMES, nearest
from dgpolicy.corpus import FACETS, Corpus
from dgpolicy.tables.frames import VARIABLES

UNITS = {"pledges": "pledge_id", "actions": "action_id", "mentions": "mention_id"}
_COLUMNS = {"organisation": "organisation_id", "document": "document_id"}


def named(corpus: Corpus, scheme: str, count: str = "pledges") -> pd.DataFrame:
    """The units in which a code of a scheme is named: columns ``unit``, ``pledge_id``, ``code``."""
    if scheme not in SCHEMES:
        raise ValueError(nearest(scheme, SCHEMES, "scheme"))
    rows = corpus.mentions[corpus.mentions["scheme"] == scheme]
    rows = rows.assign(unit=rows[UNITS[count]], code=rows["code"].astype("str"))
    return rows.dropna(subset="unit")[["unit", "pledge_id", "code"]].drop_duplicates()


def coded(corpus: Corpus, facet: str, count: str = "pledges") -> pd.DataFrame:
    """Every unit with each of its codes: columns ``unit``, ``pledge_id``, ``code``.

    The units are pledges, actions or mentions. A scheme gives a pledge or an action the codes
    that its own words name, or ``none``; a mention has the code of its scheme alone. Every
    other facet gives a unit the code of its pledge; ``organisation`` is the body that speaks.
    Raises ``ValueError`` that lists the known facets or counts.
    """
    if facet not in FACETS:
        raise ValueError(nearest(facet, FACETS, "facet"))
    if count not in UNITS:
        raise ValueError(nearest(count, UNITS, "count"))
    frame = getattr(corpus, count)
    units = frame[["pledge_id"]].assign(unit=frame[UNITS[count]])[["unit", "pledge_id"]]
    if facet in SCHEMES and facet != "organisation":
        rows = named(corpus, facet, count)
        bare = units[~units["unit"].isin(rows["unit"])].assign(code="none")
        return rows if count == "mentions" else pd.concat([rows, bare], ignore_index=True)
    values = corpus.pledges.set_index("pledge_id")[_COLUMNS.get(facet, facet)]
    codes = units["pledge_id"].map(values.astype("object").where(values.notna(), "none"))
    return units.assign(code=codes.astype("str")).reset_index(drop=True)


def known(corpus: Corpus, facet: str) -> list[str]:
    """Every code that the corpus, or the one it was filtered from, holds; in codebook order.

    Bodies stand in the order in which they speak.
    """
    if facet == "document":
        return corpus.documents["document_id"].tolist()
    if facet == "organisation":
        return [str(body) for body in corpus.statements["organisation_id"].cat.categories]
    if facet in VARIABLES:
        return list(VARIABLES[facet])
    used = set(corpus.mentions["code"].cat.categories)
    return [code for code in corpus.codebook.codes(facet) if code in used]


def ordered(corpus: Corpus, facet: str, rows: pd.DataFrame) -> list[str]:
    """The codes of coded rows as they are shown.

    Bodies and documents keep their order, the rest goes by count, ties in codebook order;
    what is unstated or not named comes last.
    """
    counts = rows["code"].value_counts()
    codes = [code for code in known(corpus, facet) if code in counts]
    if facet not in _COLUMNS:
        codes.sort(key=lambda code: -counts[code])
    codes += sorted(code for code in counts.index if code not in codes)
    return sorted(codes, key=lambda code: code in LAST)


def gathered(corpus: Corpus, rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Coded rows by their keys, with three columns more.

    ``n`` is how many units they are, ``ids`` the pledges of these in order, ``headlines`` those
    of the first pledges.
    """
    headlines = dict(zip(corpus.pledges["pledge_id"], corpus.pledges["headline"], strict=True))
    place = {each: i for i, each in enumerate(headlines)}
    groups = rows.groupby(keys, sort=False)
    ids = groups["pledge_id"].agg(lambda found: sorted(set(found), key=place.__getitem__))
    first = ids.map(lambda found: [headlines[each] for each in found[:SHOWN]])
    counts = {"n": groups["unit"].nunique(), "ids": ids, "headlines": first}
    return pd.DataFrame(counts).reset_index()
