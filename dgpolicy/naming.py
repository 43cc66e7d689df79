"""How an industry is named: with a project, by itself, or as one of a list."""

from __future__ import annotations

import pandas as pd

from dgpolicy.corpus import Corpus

WAYS = ("project", "itself", "list")
LIST = 3


def ways_of_naming(corpus: Corpus) -> pd.DataFrame:
    """For each industry, in how many actions it is named in each way; one row a code.

    ``project``: the same action names a programme. ``list``: it names none, and at least three
    industries. ``itself``: neither. Mentions outside an action are left out. Rows stand by
    their sum, ties in codebook order.

    >>> import dgpolicy
    >>> ways_of_naming(dgpolicy.load()).loc["biomedicine"].tolist()
    [0, 0, 4]
    """
    inside = corpus.mentions.dropna(subset="action_id")
    programmes = inside.loc[inside["scheme"] == "programme", "action_id"]
    named = inside[inside["scheme"] == "industry"].astype({"code": "str"})
    named = named.drop_duplicates(["action_id", "code"])
    together = named.groupby("action_id")["code"].transform("nunique")
    way = pd.Series("itself", named.index).mask(together >= LIST, "list")
    way = way.mask(named["action_id"].isin(programmes), "project")
    table = pd.crosstab(named["code"], way).reindex(columns=list(WAYS), fill_value=0)
    order = [code for code in corpus.codebook.codes("industry") if code in table.index]
    table = table.loc[order].rename_axis(columns=None)
    return table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]
