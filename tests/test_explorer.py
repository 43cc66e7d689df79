"""The explorer's Python side: it holds the corpus and the choice, and hands over a payload."""

import json
import re

import pytest
import traitlets
from explorers import coded

import dgpolicy
from dgpolicy.codebook import LANGUAGES
from dgpolicy.explorer import explore, module, page_data, payload
from dgpolicy.fold import fold
from dgpolicy.look.words import words
from dgpolicy.share import source_of
from dgpolicy.share.page import first_page

CORPUS = dgpolicy.load()


def test_the_choice_in_python_is_a_filter_of_the_corpus():
    explorer, heard = explore(CORPUS, "organisation", kind="lead"), []
    explorer.observe(lambda change: heard.append(change["new"]), "selection")
    explorer.selection = {
        "industry": ("new_materials", "New materials"),
        "kind": [],
        "text": "项目",
    }
    assert explorer.selection == {"industry": ["new_materials"], "text": "项目"} == heard[0]
    expected = CORPUS.filter(industry="new_materials", text="项目").pledges
    assert explorer.corpus.pledges["pledge_id"].tolist() == expected["pledge_id"].tolist()


@pytest.mark.parametrize(
    "wrong", [{"industri": "x"}, {"industry": ["semiconductor"]}, {"kind": "x"}]
)
def test_an_unknown_choice_raises_as_the_filter_does(wrong):
    explorer = explore(CORPUS)
    with pytest.raises(ValueError) as expected:
        CORPUS.filter(**wrong)
    with pytest.raises(ValueError) as raised:
        explorer.selection = wrong
    assert str(raised.value) == str(expected.value)
    assert explorer.selection == {}


def test_an_unknown_view_pledge_language_or_chart_is_named():
    with pytest.raises(ValueError, match="unknown view 'organisatio': did you mean 'organisation'"):
        explore(CORPUS, "organisatio")
    for name, wrong in (("pledge", "dg2022-stb-99"), ("language", "fr"), ("chart", ["industries"])):
        with pytest.raises(ValueError, match=f"unknown {name}"):
            setattr(explore(CORPUS), name, wrong)


def test_a_chart_is_of_one_facet_or_two():
    with pytest.raises(traitlets.TraitError):
        explore(CORPUS).chart = ["industry", "organisation", "place"]


def test_the_chart_on_screen_is_handed_over_as_a_figure_of_the_chosen_pledges():
    explorer = explore(CORPUS, "industry", organisation="stb")
    figure = explorer.figure()
    assert (
        figure.to_json()
        == dgpolicy.charts.matrix(
            CORPUS.filter(organisation="stb"), "industry", "organisation"
        ).to_json()
    )
    explorer.chart, explorer.language = ["instrument"], "en"
    assert figure.to_json() != explorer.figure().to_json()


def test_hosts_that_only_show_stored_outputs_get_a_small_table():
    made = explore(CORPUS, "industry", organisation="stb")._repr_mimebundle_()[0]
    assert "application/vnd.jupyter.widget-view+json" in made
    assert made["text/plain"] == "Explorer(industry: 7 of 30 pledges)"
    assert re.search(r"<th>科技局</th>\s*<td>7</td>", made["text/html"])
    bad = "<script>alert(1)</script>"
    corpus = coded("新材料", [("新材料", "新材料")], headline=bad)
    assert bad not in explore(corpus)._repr_mimebundle_()[0]["text/html"]


def test_the_payload_is_json_with_each_text_once_only_codes_in_use_and_each_definition():
    made = payload(CORPUS)
    json.dumps(made, allow_nan=False)
    assert made["pledges"]["text"] == CORPUS.pledges["text"].tolist()
    for facet in made["facets"][:-1]:
        assert facet["codes"] == CORPUS.values(facet["id"])
        for code, about in zip(facet["codes"], facet["about"], strict=True):
            if code != "none" and facet["id"] != "document":
                assert about == [CORPUS.codebook.about(facet["id"], code, to) for to in LANGUAGES]


def test_the_folding_sent_along_is_that_of_the_corpus():
    short = dict(zip(*payload(CORPUS)["fold"], strict=True))
    for text in (CORPUS.documents["text"][0], "Science & Tech. 半導體"):
        assert "".join(short.get(char, char) for char in text) == fold(text)


def test_every_word_that_the_front_end_says_is_in_the_table():
    said = re.findall(r'(?:say|worded)\((?:app, )?"(\w+)"|button\("\w+", "(\w+)"', module())
    assert {a or b for a, b in said} <= set(words("en"))
    assert len(said) > 20


def test_the_page_is_small_and_cannot_be_broken_out_of_by_the_data():
    made = first_page(CORPUS, source_of(CORPUS), [], [])
    assert len(made.encode()) <= 400_000
    assert made.count("<script") == made.count("</script") == 4
    assert "plotly.js" not in made
    hostile = payload(CORPUS) | {"text": "</script><!--\u2028"}
    block = page_data('x"><script>', {"payload": hostile})
    assert block.count("<script") == 1 and "</script><!--" not in block
