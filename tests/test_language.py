"""What is a word, which words set a body apart, words in their places, and shared wording."""

import logging
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from math import log, sqrt

import jieba
import pandas as pd
import pytest
from explorers import coded
from hypothesis import given
from hypothesis import strategies as st

import dgpolicy
from dgpolicy import charts, language
from dgpolicy.fold import fold

CORPUS = dgpolicy.load()
ARTICLE = CORPUS.documents["text"].iloc[0]


def spoken(*said: tuple[str, str]):
    """A corpus of pledges, each its body and its words."""
    text = "\n".join(words for _, words in said)
    corpus = coded(text, [(words, words[:1]) for _, words in said], headline="甲")
    bodies = pd.Categorical([body for body, _ in said])
    return replace(corpus, pledges=corpus.pledges.assign(organisation_id=bodies))


def plain(html: str) -> str:
    return unescape(re.sub(r"<style.*?</style>|<[^>]+>", "", html, flags=re.DOTALL))


def test_every_word_stands_at_its_place_and_no_letter_is_lost():
    found = language.words(CORPUS)
    places = zip(found["start"], found["end"], strict=True)
    assert [ARTICLE[a:b] for a, b in places] == found["text"].tolist()
    assert found["text"].map(fold).equals(found["word"])
    kept, whole = "".join(found["text"]), "".join(CORPUS.pledges["text"])
    assert re.sub(r"\W", "", kept) == re.sub(r"\W", "", whole)


def test_a_name_of_the_codebook_is_one_word_that_jieba_alone_cuts():
    assert "北部都會區" not in jieba.Tokenizer().lcut("加快建設北部都會區")
    found = language.words(spoken(("甲", "加快建設北部都會區")))
    assert found["text"].tolist() == ["加快", "建設", "北部都會區"]


def test_both_scripts_are_cut_alike():
    hant, hans = (language.words(spoken(("甲", text))) for text in ("發展鏈主企業", "发展链主企业"))
    assert hant["word"].tolist() == hans["word"].tolist() == ["发展", "链主", "企业"]
    assert hant["text"].tolist() == ["發展", "鏈主", "企業"]


def test_the_jieba_of_others_is_left_alone_and_nothing_is_said(caplog):
    with caplog.at_level(logging.DEBUG):
        language._cutter.__wrapped__(CORPUS.codebook)
    assert caplog.text == "" and not jieba.dt.user_word_tag_tab
    code = "import sys, dgpolicy.language; print('jieba' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"


def test_log_odds_are_those_of_monroe_colaresi_and_quinn():
    corpus = spoken(("甲", "建設，建設，建設，發展"), ("乙", "發展，發展，建設"))
    found = language.distinctive(corpus).set_index(["code", "text"])
    build = found.loc[("甲", "建設")]
    # 建設 3 of the 4 words of 甲, 1 of the 3 of 乙; the prior is the whole corpus: 4 of 7.
    a, b = 3 + 4, 1 + 4
    delta = log(a / (4 + 7 - a)) - log(b / (3 + 7 - b))
    reach = 1.96 * sqrt(1 / a + 1 / b)
    assert (build["n"], build["others"]) == (3, 1)
    assert [*build[["log_odds", "low", "high"]]] == pytest.approx(
        [delta, delta - reach, delta + reach]
    )


def test_two_bureaus_have_words_of_their_own_and_the_chart_says_who_has_none():
    found = language.distinctive(CORPUS)
    own = found[found["low"] > 0].groupby("code")["text"].agg(list).to_dict()
    assert own == {"ipb": ["招商", "突出"], "stb": ["狠抓"]}
    figure = charts.distinctive(dgpolicy.load("en"))
    assert figure.layout.meta["alt"].startswith(
        "Set apart by words of their own: Science & Tech. (狠抓), Investment (招商, 突出)"
    )
    [note] = figure.layout.annotations
    assert "No word sets apart: Committee, Secretary, Development &amp; Reform, Indus" in note.text


@pytest.mark.parametrize("said", ["發展", "建設，發展"])
def test_where_nothing_is_significant_the_title_says_so(said):
    corpus = replace(spoken(("甲", said), ("乙", said)), language="en")
    assert charts.distinctive(corpus).layout.meta["alt"].startswith("No word sets any of the 2")


def test_a_dot_knows_the_pledges_that_use_its_word():
    for trace in charts.distinctive(CORPUS).data[1:]:
        for said, pledges in zip(trace.hovertext, trace.customdata, strict=True):
            used = said.split("<br>")[1]
            texts = CORPUS.pledges.set_index("pledge_id").loc[[*pledges], "text"]
            assert texts.str.contains(used, regex=False).all()


def test_a_word_is_found_in_either_script_with_what_stands_around():
    found = language.contexts(CORPUS, "链主", width=4)
    assert found["text"].tolist() == ["鏈主"] * 3
    joined = found["left"] + found["text"] + found["right"]
    assert all(words in ARTICLE for words in joined)
    assert [ARTICLE[a:b] for a, b in zip(found["start"], found["end"], strict=True)] == ["鏈主"] * 3


def test_a_code_is_found_where_its_words_stand():
    talent = language.contexts(CORPUS, instrument="talent")
    mentions = CORPUS.mentions[CORPUS.mentions["code"].eq("talent")]
    assert talent["start"].tolist() == sorted(mentions["start"])
    lasting = language.contexts(CORPUS, horizon="continuing")["text"]
    assert {"不斷", "始終", "持續"} <= set(lasting)


@pytest.mark.parametrize(
    "text, code, message",
    [
        ("", {}, "name a text or one code"),
        ("加快", {"instrument": "talent"}, "name a text or one code"),
        ("", {"instrument": "talents"}, "unknown instrument 'talents': did you mean 'talent'"),
        ("", {"kind": "lead"}, "unknown code that rests on words 'kind'"),
    ],
)
def test_what_cannot_be_looked_up_is_named(text, code, message):
    with pytest.raises(ValueError, match=message):
        language.contexts(CORPUS, text, **code)


def test_a_concordance_can_be_sorted_by_either_side_and_opens_each_pledge_once():
    html = dgpolicy.concordance(CORPUS, "加快")
    found = language.contexts(CORPUS, "加快")
    ranks = [[*map(int, k.split(","))] for k in re.findall(r'data-k="\[([^]]+)\]"', html)]
    for column, key in ((1, found["left"].str[::-1]), (3, found["right"])):
        order = sorted(range(len(found)), key=lambda row, column=column: ranks[row][column])
        keys = [fold(key.iloc[row]) for row in order]
        assert keys == sorted(keys)
    assert html.count("<div popover") == found["pledge_id"].nunique() == 12
    assert "「加快」：18 處，見於 30 項承諾中的 12 項" in plain(html)


def test_what_a_document_says_is_escaped():
    bad = '<script>alert(1)</script>" onerror="x'
    html = dgpolicy.concordance(spoken(("甲", f"新材料{bad}")), bad)
    shown = html.partition("<script>(// Rows")[0]
    assert "<script" not in shown and '" onerror' not in shown


def test_nothing_found_is_an_empty_frame_and_a_table_that_says_so():
    assert language.contexts(CORPUS, "火星").empty
    assert "「火星」：0 處" in plain(dgpolicy.concordance(CORPUS, "火星"))


def test_who_repeats_the_notice_and_what_the_article_quotes_of_the_party_report():
    notice = CORPUS.filter(organisation="committee").pledges["text"].str.cat(sep="\n")
    report = ARTICLE.partition("黨的二十大報告")[2].partition("為我們指明")[0]
    said = {
        name: language.echoes(CORPUS, text).groupby("pledge_id")["text"].agg(list).to_dict()
        for name, text in {"notice": notice, "report": report}.items()
    }
    assert said["notice"] == {
        "dg2022-secretary-1": ["推動高質量發展"],
        "dg2022-secretary-2": ["科技自立自強"],
        "dg2022-stb-6": ["科技自立自強"],
        "dg2022-iitb-lead": ["聚焦“科技創新+先進制造", "建設現代化產業體系"],
    }
    assert said["report"] == {
        "dg2022-committee-3": ["不斷塑造發展新動能新優勢"],
        "dg2022-committee-4": ["新領域新賽道"],
        "dg2022-stb-lead": ["科教興國戰略", "人才強國戰略", "創新驅動發展戰略"],
    }


words_ = st.text("甲乙丙,", max_size=30)


@given(words_, words_)
def test_a_stretch_is_in_both_texts_is_as_long_as_can_be_and_none_is_missed(one, other):
    found = [*language.stretches(one, other, 3)]
    for a, b, n in found:
        assert one[a : a + n] == other[b : b + n] and n >= 3
        assert one[a] != "," and one[a + n - 1] != ","
    for at in range(len(one) - 2):
        gram = one[at : at + 3]
        if gram in other and "," not in gram:
            assert any(a <= at and at + 3 <= a + n for a, _, n in found)
