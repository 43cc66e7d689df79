"""How an industry is named, counted in the actions that name it."""

import dgpolicy
from dgpolicy.naming import ways_of_naming


def test_every_action_that_names_an_industry_counts_once_for_it():
    corpus = dgpolicy.load()
    named = corpus.mentions[corpus.mentions["scheme"] == "industry"].dropna(subset="action_id")
    expected = named.drop_duplicates(["action_id", "code"])["code"].value_counts()
    table = ways_of_naming(corpus)
    assert table.sum(axis=1).to_dict() == {c: n for c, n in expected.items() if n}


def test_an_industry_beside_a_programme_has_a_project():
    part = dgpolicy.load().keep(["dg2022-iitb-3"])
    table = ways_of_naming(part)
    assert table.loc["digital_economy"].tolist() == [2, 0, 0]
    assert table.loc["industrial_internet"].tolist() == [0, 1, 0]


def test_a_corpus_that_names_no_industry_has_an_empty_table():
    part = dgpolicy.load().filter(industry="none")
    assert list(ways_of_naming(part).columns) == ["project", "itself", "list"]
    assert ways_of_naming(part).empty
