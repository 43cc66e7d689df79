"""A quote shows a pledge in its place, with its marks, and never runs what it shows."""

import re
from dataclasses import replace
from html import unescape

import pytest
from explorers import coded

import dgpolicy
from dgpolicy.look.marks import marked_up
from dgpolicy.quote import in_full

CORPUS = dgpolicy.load()


def plain(html):
    """The words of a marked-up text, without tags."""
    return unescape(re.sub(r"<style.*?</style>|<[^>]+>", "", html, flags=re.DOTALL))


def words(html):
    """What stands in the words of a card."""
    return plain(re.search(r'<p class="words".*?</p>', html, re.DOTALL)[0])


def test_every_quote_is_the_article_to_the_letter():
    text = CORPUS.documents["text"].iloc[0]
    for row in CORPUS.pledges.itertuples():
        shown = words(dgpolicy.quote(CORPUS, row.pledge_id, context=5))
        assert shown == "…" + text[row.start - 5 : row.end + 5] + "…"


def test_sixty_characters_stand_around_a_pledge_unless_others_are_asked_for():
    whole = dgpolicy.quote(CORPUS, "dg2022-drc-1", context=60)
    assert dgpolicy.quote(CORPUS, "dg2022-drc-1") == whole


def test_the_card_says_who_how_and_by_when_and_no_more():
    pledges = CORPUS.pledges.drop(columns=["headline_en", "text_en"])
    card = plain(dgpolicy.quote(replace(CORPUS, pledges=pledges), "dg2022-ipb-lead", context=0))
    assert re.sub(r"\s", "", card.replace(CORPUS.pledges["text"].iloc[24], "")) == (
        "投促局局長陳順嬌市投資促進局將堅持制造業當家……兩至五年三年行動計劃原則性dg2022-ipb-lead"
    )


def test_each_mention_is_marked_and_titled_in_the_language_of_the_corpus():
    html = dgpolicy.quote(CORPUS, "dg2022-stb-2")
    assert 'data-m="industry:new_materials" title="產業: 新材料">新材料</mark>' in html
    assert dgpolicy.quote(CORPUS.filter(organisation="stb"), "dg2022-stb-2") == html
    english = dgpolicy.quote(replace(CORPUS, language="en"), "dg2022-stb-2")
    assert 'title="Industry: New materials"' in english
    assert '<span data-f="organisation" data-c="stb">Science &amp; Tech.</span>' in english


def test_marks_that_nest_and_overlap_keep_every_character_and_begin_once():
    spans = [(0, 4, "industry"), (2, 6, "programme"), (3, 4, "place")]
    html = marked_up("新能源汽車城", [(*span, "title") for span in spans])
    assert plain(html) == "新能源汽車城"
    assert html.count('<mark class="b"') == 3


def test_a_term_of_the_glossary_has_its_line_inside_what_it_is_coded_as():
    html = dgpolicy.quote(dgpolicy.load("en"), "dg2022-iitb-5")
    whole = re.search(
        r"<mark[^>]*programme:government_enterprise_express.*?</mark>.*?</mark>", html
    )
    line = "Government–enterprise express: A direct line on which firms bring their wants to"
    assert f'“<mark class="b" data-m="term:政企直通車" title="{line}' in whole[0]
    assert plain(whole[0]).startswith("“政企直通車”")


def test_what_a_document_says_is_escaped_everywhere():
    bad = '<script>alert(1)</script>" onerror="x'
    corpus = coded(f"開場。\n{bad}新材料。", [(f"{bad}新材料", "新材料")], headline=bad)
    for html in (
        dgpolicy.quote(corpus, "d-s-1"),
        in_full(corpus, "d"),
        dgpolicy.table(corpus).partition("<script>(// Rows")[0],
    ):
        assert "<script" not in html and '" onerror' not in html
        assert bad in plain(html)


def test_the_language_of_the_words_and_of_the_card_is_declared():
    html = dgpolicy.quote(replace(CORPUS, language="zh-Hans"), "dg2022-drc-1")
    assert '<div class="dg quote" lang="zh-Hans">' in html
    assert '<p class="words" lang="zh-Hant">' in html


def test_an_unknown_pledge_names_the_nearest():
    with pytest.raises(ValueError, match="did you mean 'dg2022-drc-1'"):
        dgpolicy.quote(CORPUS, "dg2022-drc-11")


def test_a_large_target_is_written_out_with_its_si_value():
    html = dgpolicy.quote(CORPUS, "dg2022-ipb-1")
    assert 'title="等於: 4,300 畝"' in html and "e+" not in plain(html)
    assert "4300畝 = 2,867,000 m²" in plain(html)
    text = "市水務局局長王江:\n到2025年,我們將使產業規模突破10億元,再投入100萬元,另補助99萬元。"
    document = dgpolicy.Document.from_text(text, published="2023-01-15")
    html = dgpolicy.quote(dgpolicy.extract(document), "document-s01-1")
    assert "10億元 ≥ 1 bn CNY" in plain(html)
    assert "100萬元 = 1 m CNY" in plain(html)
    assert "99萬元 = 990,000 CNY" in plain(html)


def test_the_reviewed_translation_stands_where_there_is_one():
    pledges = CORPUS.pledges.drop(columns=["headline_en", "text_en"], errors="ignore")
    english = replace(CORPUS, language="en", pledges=pledges)
    assert 'class="gloss"' not in dgpolicy.quote(english, "dg2022-stb-2")
    pledges = pledges.assign(headline_en="Build the system", text_en="Second, build <it>.")
    html = dgpolicy.quote(replace(english, pledges=pledges), "dg2022-stb-2")
    assert '<span class="gloss" lang="en">Build the system</span>' in html
    assert '<span class="gloss" lang="en">Second, build &lt;it&gt;.</span>' in html
