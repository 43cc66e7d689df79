"""A corpus: what it holds, and that its verbs keep its frames in step."""

from dataclasses import replace

import pandas as pd
import pytest

import dgpolicy
from dgpolicy.codebook import Codebook, default, home
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


def test_text_is_found_in_the_names_of_codes_in_every_language(corpus):
    named = corpus.filter(industry="semiconductors").pledges["pledge_id"]
    for words in ("Semiconductor", "半导体", "半導體"):
        assert set(named) <= set(corpus.filter(text=words).pledges["pledge_id"])
    assert set(corpus.filter(text="Science & Tech.").pledges["organisation_id"]) == {"stb"}


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


def test_a_pledge_is_sure_from_nine_tenths_on(corpus):
    judged = corpus.pledges.assign(confidence=pd.array([0.89, *[0.9] * 29], "Float64"))
    doubt = replace(corpus, pledges=judged).coded("doubt")["code"].tolist()
    assert doubt == ["doubtful", *["sure"] * 29]


def test_a_filter_after_a_filter_knows_the_bodies_of_the_first(corpus):
    assert len(corpus.filter(organisation="drc").filter(organisation="stb").pledges) == 0


def test_what_names_nothing_comes_last(corpus):
    assert corpus.values("industry")[-1] == "none"
    assert corpus.values("horizon_basis") == ["stated", "implied", "none"]


def moon(folder):
    """The folder with a codebook of one place."""
    head = "code,parent,name_hant,name_hans,name_en,definition,terms\n"
    (folder / "place.csv").write_text(head + "moon,,月球,月球,Moon,Moon.,月球\n", encoding="utf-8")
    return folder


def test_load_is_unchanged_by_codes_that_the_article_does_not_use(corpus, tmp_path):
    book = Codebook.read(moon(tmp_path), extends=default())
    assert dgpolicy.Corpus.read(home(), codebook=book) == corpus


def test_a_language_that_no_label_is_written_in_is_refused():
    with pytest.raises(ValueError, match="unknown language 'fr'"):
        dgpolicy.load(language="fr")


def test_its_length_is_that_of_its_pledges_and_its_items_are_its_frames(corpus):
    assert len(corpus) == 30
    assert corpus["pledges"] is corpus.pledges
    with pytest.raises(KeyError, match="unknown table 'pledge': did you mean 'pledges'"):
        corpus["pledge"]


def test_a_notebook_shows_it_as_a_table(corpus):
    html = corpus.filter(organisation="stb")._repr_html_()
    assert html.count("<tr") == 1 + 7
    assert "狠抓重大科技項目" in html and "1 document, 1 statement, 7 pledges" in html


def test_it_equals_what_has_the_same_rows(corpus, tmp_path):
    corpus.save(tmp_path / "out")
    read = dgpolicy.Corpus.read(tmp_path / "out")
    assert read == corpus and hash(read) == hash(corpus)
    changed = corpus.pledges.assign(ordinal=None)
    assert replace(corpus, pledges=changed) != corpus
    assert corpus.filter(organisation="stb") != corpus
    assert corpus != "corpus"


@pytest.mark.parametrize(
    ("facet", "names"),
    [
        ("industry", ["new_materials", "新材料", "New materials"]),
        ("organisation", ["stb", "科技局", "东莞市科学技术局"]),
        ("specificity", ["hard", "Hard"]),
        ("horizon", ["unstated", "Unstated"]),
        ("document", ["dg2022", "東莞:堅持制造業立市不動搖!"]),
    ],
)
def test_a_value_is_known_by_any_of_its_names(corpus, facet, names):
    found = [corpus.filter(**{facet: name}) for name in names]
    assert all(one == found[0] for one in found) and not found[0].pledges.empty


@pytest.mark.parametrize("value", [3, 3.5, "", ["new_materials", None]])
def test_what_names_no_value_is_unknown(corpus, value):
    for facet in ("industry", "organisation", "document"):
        with pytest.raises(ValueError, match=f"unknown {facet} '"):
            corpus.filter(**{facet: value})


def test_one_pledge_is_kept_by_its_id_alone(corpus):
    assert corpus.keep("dg2022-stb-2") == corpus.keep(["dg2022-stb-2"])
    assert corpus.keep(corpus.pledges["pledge_id"]).pledges.equals(corpus.pledges)


def renamed(corpus, name):
    """The corpus as that of another document: every id with another start."""
    return replace(
        corpus,
        **{
            frame: rows.assign(
                **{c: rows[c].str.replace("dg2022", name) for c in rows if c in KEYS.values()}
            )
            for frame, rows in corpus.frames.items()
        },
    )


def test_corpora_are_put_together(corpus):
    other = renamed(corpus.filter(organisation=["ipb", "stb"]), "dg2023")
    both = dgpolicy.Corpus.concat([other, corpus]).check()
    assert [len(both.pledges), len(both.documents)] == [43, 2]
    assert both.values("organisation")[:2] == ["stb", "ipb"]
    assert both.filter(document="dg2022") == corpus
    assert dgpolicy.Corpus.concat(iter([corpus])) == corpus


def test_corpora_that_share_a_document_are_not_put_together(corpus):
    with pytest.raises(ValueError, match="document 'dg2022' stands in two of the corpora"):
        dgpolicy.Corpus.concat([corpus, corpus])
    with pytest.raises(ValueError, match="no corpus"):
        dgpolicy.Corpus.concat([])


def test_corpora_of_two_codebooks_are_not_put_together(corpus, tmp_path):
    own = Codebook.read(moon(tmp_path), extends=default())
    other = replace(renamed(corpus, "dg2023"), codebook=own)
    with pytest.raises(ValueError, match="different codebooks"):
        dgpolicy.Corpus.concat([corpus, other])
