"""A quote shows a pledge in its place, with its marks, and never runs what it shows."""

import re
from dataclasses import replace
from html import unescape

import pytest

import dgpolicy
from dgpolicy.look.colours import SCHEMES
from dgpolicy.quote import Marked, marked_up
from dgpolicy.share.clean import cleaned


def plain(html):
    """The words of a marked-up text, without tags and without the letters of its marks."""
    return unescape(re.sub(r"<(sup|style).*?</\1>|<[^>]+>", "", html))


@pytest.fixture(scope="module")
def corpus():
    return dgpolicy.load()


def test_every_quote_is_the_article_to_the_letter(corpus):
    text = corpus.documents["text"].iloc[0]
    for row in corpus.pledges.itertuples():
        words = plain(corpus.quote(row.pledge_id, context=5))
        assert words == "…" + text[row.start - 5 : row.end + 5] + "…"


def test_each_mention_is_marked_and_titled(corpus):
    html = corpus.quote("dg2022-stb-2")
    assert 'title="產業: 新材料"' in html
    assert corpus.filter(organisation="stb").quote("dg2022-stb-2") == html


def test_titles_follow_the_language(corpus):
    assert 'title="Industry: New materials"' in replace(corpus, language="en").quote("dg2022-stb-2")


def test_marks_that_nest_and_overlap_keep_every_character():
    found = [
        Marked(0, 4, "industry", "a"),
        Marked(2, 6, "programme", "b"),
        Marked(3, 4, "place", "c"),
    ]
    html = marked_up("新能源汽車城", found)
    assert plain(html) == "新能源汽車城"
    assert html.count("<sup") == 3


def test_text_of_a_document_is_escaped_in_words_and_titles():
    hostile = '<script>alert(1)</script>" onerror="x'
    html = marked_up(hostile, [Marked(0, 8, "industry", '"><script>')])
    assert "<script" not in html
    assert plain(html) == hostile


def test_the_language_of_the_words_is_declared(corpus):
    assert 'lang="zh-Hant"' in corpus.quote("dg2022-drc-1")


def test_an_unknown_pledge_names_the_nearest(corpus):
    with pytest.raises(ValueError, match="did you mean 'dg2022-drc-1'"):
        corpus.quote("dg2022-drc-11")


def test_the_letter_of_a_scheme_stands_before_its_words_and_on_their_line():
    html = marked_up("新材料", [Marked(0, 3, "industry", "a")], language="en")
    assert re.search(r"<sup[^>]*>I&#8288;</sup><mark[^>]*>新材料</mark>", html)


def test_a_quote_has_the_hues_of_a_dark_theme_and_keeps_its_own_where_styles_are_dropped(corpus):
    html = corpus.quote("dg2022-stb-2")
    look = SCHEMES["industry"]
    assert f"--dg-industry:{look.hue_dark}" in html
    assert f"var(--dg-industry,{look.hue})" in html
    assert f"--dg-industry:{look.hue_dark}" in str(cleaned(html))


def test_a_large_target_is_written_out(corpus):
    titles = " ".join(corpus.quote(each) for each in corpus.targets["pledge_id"])
    assert "e+" not in titles
    assert 'title="等於: 4,300 畝"' in titles
