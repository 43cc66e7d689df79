"""A document of one's own: dropped or pasted, coded, shown, and taken away as CSV."""

import re

import pytest

from dgpolicy.desk import Desk

WORDS = "市水務局局長王江:\n我們將新建兩座水廠,年內開工。"


def shown(desk):
    return re.sub(
        r"<(sup|style|script).*?</\1>|<[^>]+>",
        "",
        "".join(getattr(each, "value", "") for each in desk.shown.children),
    )


def test_a_pasted_text_is_coded_and_shown():
    desk = Desk(WORDS, language="en")
    assert len(desk.corpus.check().pledges) == 1
    assert shown(desk).endswith("The whole text" + WORDS)


def test_a_dropped_file_keeps_its_own_date_and_title_and_nothing_of_the_example():
    desk = Desk(WORDS, published="2021-01-15", language="en")
    article = "築路新聞\n發布時間:2022年11月9日\n市交通局局長李河:\n我們將新建三條路,年內通車。"
    desk.take("roads.txt", article.encode())
    document, pledge = desk.corpus.documents.iloc[0], desk.corpus.pledges.iloc[0]
    assert (document["title"], f"{document['published']:%Y-%m-%d}") == ("築路新聞", "2022-11-09")
    assert pledge["horizon_to"] == 2022
    assert (desk.text.value, desk.published.value) == ("", "")
    assert "水廠" not in shown(desk) + str(desk.shown.children[1].payload)
    assert shown(desk).startswith("roads.txt · Traditional · dated 2022-11-09 (found in the text)")


def test_a_date_typed_for_a_file_is_used_and_said_to_be_given():
    desk = Desk(language="en")
    desk.take("article.txt", WORDS.encode("big5"))
    assert shown(desk).startswith("article.txt · Traditional · no date found")
    desk.published.value = "2022-11-09"
    desk.button.click()
    assert shown(desk).startswith("article.txt · Traditional · dated 2022-11-09 (given by you)")
    assert desk.corpus.pledges["horizon_to"].item() == 2022


def test_another_text_starts_without_the_date_of_the_last_and_an_amended_one_keeps_it():
    desk = Desk(WORDS, published="2021-01-15")
    for amended in (WORDS.replace("兩座", "三座"), WORDS + "\n縣教育局將建成九所學校。" * 3):
        desk.text.value = amended
        assert desk.published.value == "2021-01-15"
    desk.text.value = "縣教育局將建成九所學校。"
    assert desk.published.value == ""


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("", "Drop a file or paste a text first."),
        ("We will build two waterworks.", "This text holds no Chinese"),
        ("去年,全市新建了兩座水廠。", "No pledge was found."),
    ],
)
def test_a_text_without_a_pledge_gets_a_sentence_of_help(text, help):
    desk = Desk(WORDS, language="en")
    desk.text.value = text
    desk.button.click()
    assert 'role="alert"' in desk.shown.children[0].value
    assert help in shown(desk)
    assert "水廠" not in shown(desk).replace(text, "").replace("市水務局將新建兩座水廠。", "")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("scan.pdf", b"%PDF-1.4 broken", "scan.pdf"), ("<b>.txt", b"", "&lt;b&gt;.txt")],
)
def test_a_file_that_cannot_be_read_says_why_and_leaves_no_corpus(name, content, words):
    desk = Desk(WORDS)
    desk.take(name, content)
    assert desk.corpus is None
    assert 'role="alert"' in desk.shown.children[0].value
    assert words in desk.shown.children[0].value
    assert "/" not in shown(desk)


def test_a_date_that_is_none_is_said_to_be_none():
    desk = Desk(WORDS, published="9 November")
    assert desk.corpus is None
    assert "9 November" in desk.shown.children[0].value
