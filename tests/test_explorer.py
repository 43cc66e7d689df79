"""The explorer's Python side: it holds the corpus and the choice, and hands over a payload."""

import html
import json

import pytest
from explorers import coded

import dgpolicy
from dgpolicy.explorer import VIEWS, explore, page_data, payload
from dgpolicy.fold import fold

CORPUS = dgpolicy.load()


def test_the_choice_in_python_is_a_filter_of_the_corpus():
    explorer, heard = explore(CORPUS, "organisation", kind="lead"), []
    explorer.observe(lambda change: heard.append(change["new"]), "selection")
    explorer.selection = {
        "industry": ("new_materials", "new_materials"),
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


def test_an_unknown_view_pledge_or_language_is_named():
    with pytest.raises(ValueError, match="unknown view 'organisatio': did you mean 'organisation'"):
        explore(CORPUS, "organisatio")
    with pytest.raises(ValueError, match="unknown pledge"):
        explore(CORPUS).pledge = "dg2022-stb-99"
    with pytest.raises(ValueError, match="unknown language"):
        explore(CORPUS).language = "fr"


@pytest.mark.parametrize("view", VIEWS)
def test_hosts_that_only_show_stored_outputs_get_the_same_small_table_each_time(view):
    first, second = (explore(CORPUS, view)._repr_mimebundle_()[0] for _ in range(2))
    assert "application/vnd.jupyter.widget-view+json" in first
    assert first["text/plain"] == f"Explorer({view}: 30 of 30 pledges)"
    assert first["text/html"] == second["text/html"] and len(first["text/html"]) < 2000


def test_the_stored_table_escapes_what_documents_say():
    bad = "<script>alert(1)</script>"
    made = explore(coded("新材料", [("新材料", "新材料")], headline=bad))._repr_mimebundle_()[0]
    assert html.escape(bad) in made["text/html"] and bad not in made["text/html"]


def test_the_payload_is_json_and_holds_each_text_once_and_only_codes_in_use():
    made = payload(CORPUS)
    text = json.dumps(made, ensure_ascii=False, allow_nan=False)
    assert text.count(CORPUS.documents["text"][0].split("\n")[0]) == 1
    for facet in made["facets"]:
        assert facet["codes"] == CORPUS.values(facet["id"])


def test_the_folding_sent_along_is_that_of_the_corpus():
    short = dict(zip(*payload(CORPUS)["fold"], strict=True))
    text = CORPUS.documents["text"][0]
    assert "".join(short.get(char, char) for char in text) == fold(text)


def test_a_page_cannot_be_broken_out_of_by_the_data():
    block = page_data('x"><script>', {"payload": {"text": "</script><!--\u2028"}})
    assert block.count("<script") == 1 and "</script><!--" not in block
