"""A corpus: what it holds, and that its verbs keep its frames in step."""

from dataclasses import replace

import pandas as pd
import pytest

import dgpolicy
from dgpolicy.codebook import Codebook, default
from dgpolicy.tables.frames import FRAMES, KEYS, typed


@pytest.fixture(scope="module")
def corpus():
    return dgpolicy.load()


def test_the_article_holds_six_statements_and_thirty_pledges_of_four_kinds(corpus):
    assert len(corpus.statements) == 6
    kinds = corpus.pledges["kind"].value_counts().to_dict()
    assert kinds == {"directive": 4, "unnumbered": 2, "lead": 4, "numbered": 20}
    numbered = corpus.pledges[corpus.pledges["kind"] == "numbered"]
    assert numbered["organisation_id"].value_counts().loc[
        ["drc", "stb", "iitb", "ipb"]
    ].tolist() == [4, 6, 5, 5]


def test_every_frame_has_its_columns_and_types(corpus):
    for name, frame in corpus.frames.items():
        assert list(frame.columns)[: len(FRAMES[name])] == list(FRAMES[name])
        for column, spec in FRAMES[name].items():
            assert str(frame.dtypes[column]) == spec.dtype, f"{name}.{column}"


def test_the_reviewed_corpus_holds_every_invariant(corpus):
    assert corpus.check() is corpus


@pytest.mark.parametrize(
    "choice",
    [
        {"organisation": "stb"},
        {"industry": ["new_materials", "new_energy"]},
        {"industry": "none"},
        {"instrument": "finance", "kind": "numbered"},
        {"horizon": "continuing", "horizon_basis": "implied"},
        {"specificity": "hard", "text": "招商"},
    ],
)
def test_a_filtered_corpus_is_a_whole_corpus(corpus, choice):
    part = corpus.filter(**choice)
    assert 0 < len(part.pledges) < 30
    part.check()
    assert set(part.statements["statement_id"]) == set(part.pledges["statement_id"])
    for name in ("actions", "mentions", "targets"):
        whole = getattr(corpus, name)
        expected = whole[whole["pledge_id"].isin(part.pledges["pledge_id"])]
        assert getattr(part, name)[KEYS[name]].tolist() == expected[KEYS[name]].tolist()


def test_what_was_refused_stays_with_its_statement(corpus):
    rows = {
        "sentence_id": ["drc", "stb", "kept", "gone"],
        "document_id": "dg2022",
        "statement_id": ["dg2022-drc", "dg2022-stb", "dg2022-stb", "dg2022-stb"],
        "pledge_id": [None, None, "dg2022-stb-2", "dg2022-stb-1"],
        "probability": [0.1, 0.2, 0.9, 0.8],
        "start": 0,
        "end": 1,
    }
    judged = replace(corpus, sentences=typed("sentences", pd.DataFrame(rows)))
    assert judged.keep(["dg2022-stb-2"]).sentences["sentence_id"].tolist() == ["stb", "kept"]


def test_several_values_of_one_facet_widen_and_several_facets_narrow(corpus):
    both = corpus.filter(industry=["new_materials", "new_energy"])
    one = corpus.filter(industry="new_materials")
    assert set(one.pledges["pledge_id"]) <= set(both.pledges["pledge_id"])
    narrow = corpus.filter(industry="new_materials", organisation="stb")
    assert set(narrow.pledges["organisation_id"]) == {"stb"}


def test_text_is_found_in_either_script_and_in_the_mixed_spelling(corpus):
    found = [
        corpus.filter(text=words).pledges["pledge_id"].tolist()
        for words in ("制造业", "製造業", "制造業")
    ]
    assert found[0] == found[1] == found[2] != []


def test_a_choice_that_nothing_matches_gives_an_empty_corpus_that_still_checks(corpus):
    empty = corpus.filter(text="沒有這句話")
    assert [len(frame) for frame in empty.frames.values()] == [0] * 7
    empty.check()


def test_an_unknown_value_names_the_nearest_and_all_the_known_ones(corpus):
    with pytest.raises(ValueError, match=r"did you mean 'new_materials'\? Known: real_economy, "):
        corpus.filter(industry="new_material")
    with pytest.raises(ValueError, match=r"unknown filter 'bureau'.*organisation"):
        corpus.filter(bureau="stb")
    with pytest.raises(ValueError, match=r"did you mean 'dg2022-drc-1'"):
        corpus.keep(["dg2022-drc1"])


def test_bodies_stand_in_the_order_in_which_they_speak(corpus):
    assert corpus.values("organisation") == ["committee", "secretary", "drc", "stb", "iitb", "ipb"]
    assert corpus.filter(organisation=["ipb", "drc"]).values("organisation") == ["drc", "ipb"]


def test_a_filter_after_a_filter_knows_the_bodies_of_the_first(corpus):
    assert len(corpus.filter(organisation="drc").filter(organisation="stb").pledges) == 0


def test_what_names_nothing_comes_last(corpus):
    assert corpus.values("industry")[-1] == "none"


def test_load_is_unchanged_by_codes_that_the_article_does_not_use(corpus, tmp_path):
    head = "code,parent,name_hant,name_hans,name_en,definition,terms\n"
    (tmp_path / "place.csv").write_text(
        head + "moon,,月球,月球,Moon,Moon.,月球\n", encoding="utf-8"
    )
    longer = dgpolicy.Corpus.read(
        dgpolicy.codebook.home(), codebook=Codebook.read(tmp_path, extends=default())
    )
    for name, frame in corpus.frames.items():
        assert frame.equals(getattr(longer, name)), name


def test_a_language_that_no_label_is_written_in_is_refused():
    with pytest.raises(ValueError, match="unknown language 'fr'"):
        dgpolicy.load(language="fr")
