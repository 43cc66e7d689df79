"""Two codings held against each other: figures, and the words behind them."""

from dataclasses import replace

import pandas as pd
import pytest
from test_corpus import renamed

import dgpolicy
from dgpolicy import disagreements


@pytest.fixture(scope="module")
def corpus():
    return dgpolicy.load()


def test_a_coding_agrees_with_itself(corpus):
    table = dgpolicy.agreement(corpus, corpus)
    assert (table["f1"].dropna() == 1).all()
    assert (table["alpha"].dropna() == 1).all()
    assert disagreements(corpus, corpus).empty


def test_one_changed_code_is_one_disagreement_with_its_words(corpus):
    changed = corpus.actions.copy()
    row = changed.index[changed["pledge_id"] == "dg2022-stb-3"][0]
    changed.loc[row, "aim"] = "outcome"
    other = replace(corpus, actions=changed)
    table, rows = dgpolicy.agreement(corpus, other), disagreements(corpus, other)
    assert table.loc["aim", "percent"] == pytest.approx(100 * 136 / 137)
    assert 0.8 < table.loc["aim", "alpha"] < 1
    assert rows.values.tolist() == [["aim", "dg2022-stb-3", "", "code", "action", "outcome"]]


def test_words_of_one_code_that_are_cut_otherwise_stand_in_one_row(corpus):
    mentions = corpus.mentions.copy()
    row = mentions.index[mentions["text"] == "科技招商"][0]
    mentions.loc[row, ["start", "text"]] = [mentions.loc[row, "start"] + 2, "招商"]
    rows = disagreements(corpus, replace(corpus, mentions=mentions))
    assert rows[["code", "difference", "a", "b"]].values.tolist() == [
        ["investment_attraction", "cut", "科技招商", "招商"]
    ]


def test_alpha_is_that_of_the_published_example():
    """Krippendorff (2011), nominal data, two observers: alpha 0.095 for his example A."""
    from dgpolicy.agreement import reliability

    one, two = "0100000000", "1110010001"
    assert reliability(list(zip(one, two, strict=True)))[2] == pytest.approx(0.095, abs=0.001)


def test_one_of_four_codes_that_differs_agrees_no_better_than_chance(corpus):
    four = corpus.keep(corpus.pledges["pledge_id"][:4])
    kinds = pd.Categorical(["lead", *four.pledges["kind"][1:]], four.pledges["kind"].cat.categories)
    other = replace(four, pledges=four.pledges.assign(kind=kinds))
    row = dgpolicy.agreement(four, other).loc["kind"]
    assert (row["units"], row["percent"], row["alpha"]) == (4, 75, 0)


def test_what_cannot_be_computed_is_missing(corpus):
    four = corpus.keep(corpus.pledges["pledge_id"][:4])
    row = dgpolicy.agreement(four, four).loc["kind"]
    assert (row["percent"], row["alpha"]) == (100, pd.NA)
    none = {name: frame[:0] for name, frame in corpus.frames.items() if name != "documents"}
    bare = replace(corpus, **none)
    table = dgpolicy.agreement(bare, bare)
    assert (table[["n_a", "n_b", "units"]].stack() == 0).all()
    figures = table[["precision", "recall", "f1", "percent", "alpha"]]
    assert all(value is pd.NA for value in figures.to_numpy(object).ravel())


def test_a_coding_may_find_no_pledge(corpus):
    bare = replace(corpus, **{n: f[:0] for n, f in corpus.frames.items() if n != "documents"})
    table = dgpolicy.agreement(corpus, bare)
    assert table.loc["pledges", ["n_a", "n_b", "recall", "f1"]].tolist() == [30, 0, 0, 0]
    assert table.loc["pledges", "precision"] is pd.NA and table.loc["kind", "units"] == 0
    rows = disagreements(corpus, bare)
    assert rows["variable"].value_counts()["pledges"] == 30
    assert set(rows["b"]) == {""}
    assert disagreements(bare, corpus)["b"].tolist() == rows["a"].tolist()


def test_a_text_that_stands_twice_is_compared_once(corpus):
    twice = dgpolicy.Corpus.concat([corpus, renamed(corpus, "dg2023")])
    assert dgpolicy.agreement(twice, corpus).loc["pledges", ["n_a", "f1"]].tolist() == [30, 1]
    assert disagreements(twice, corpus).empty


def test_a_mention_that_one_coding_lacks_costs_recall(corpus):
    other = replace(corpus, mentions=corpus.mentions[corpus.mentions["scheme"] != "place"])
    table = dgpolicy.agreement(corpus, other)
    assert table.loc["place", "recall"] == 0
    assert table.loc["industry", "f1"] == 1


def test_documents_are_matched_by_their_text_and_not_by_their_name(corpus):
    renamed = {
        name: frame.assign(document_id="other") if "document_id" in frame else frame
        for name, frame in corpus.frames.items()
    }
    assert dgpolicy.agreement(corpus, replace(corpus, **renamed)).loc["pledges", "f1"] == 1


def test_codings_of_different_texts_are_refused(corpus):
    other = replace(corpus, documents=corpus.documents.assign(sha256="0"))
    with pytest.raises(ValueError, match="no document with the same text"):
        dgpolicy.agreement(corpus, other)


def test_every_difference_is_of_one_kind(corpus):
    other = replace(corpus, mentions=corpus.mentions[corpus.mentions["scheme"] != "place"])
    assert set(disagreements(corpus, other)["difference"]) == {"missing"}
    assert set(disagreements(other, corpus)["difference"]) == {"added"}
