"""Of a web page or of Markdown, what a reader sees of its text."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from files import ARTICLE, LINES, page, paragraphs

from dgpolicy.read import ReadError, read


@pytest.mark.parametrize(
    "body",
    [
        f"<div id='zoom'>{paragraphs('p')}</div>",
        f"<article>{paragraphs('div')}</article>",
        "<div>" + "<br>".join(map(html.escape, LINES)) + "</div>",
        f"<table><tr><td>{paragraphs('p')}</td></tr></table>",
        "<table><tr><td>"
        + "<br/>".join(f"&nbsp;&nbsp;{line}" for line in LINES)
        + "</td></tr></table>",
        f"<div id='js_content' style='visibility: hidden'>{paragraphs('section', True)}</div>",
        f"<form id='aspnetForm'><div>{paragraphs('p', True)}</div></form>",
        f"<pre>{html.escape(ARTICLE)}</pre>",
    ],
    ids=["p", "div", "br", "table", "table-br", "section-span", "form", "pre"],
)
def test_every_line_of_the_article_comes_out_of_a_page_and_nothing_else(tmp_path, body):
    path = tmp_path / "a.html"
    path.write_text(page(body, "<meta charset=utf-8>"), encoding="utf-8")
    assert read(path).text.split("\n") == LINES


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("gb18030", "<meta charset='gb2312'>"),
        ("gb18030", "<meta http-equiv='Content-Type' content='text/html; charset=GBK'>"),
        ("gb18030", ""),
        ("utf-8", "<meta charset='utf-8'>"),
        ("utf-8", "<meta charset='gb2312'>"),
        ("utf-16", "<meta charset='utf-16'>"),
    ],
)
def test_a_page_is_read_by_its_own_declaration(tmp_path, encoding, head):
    path = tmp_path / "a.htm"
    path.write_bytes(page(paragraphs("p"), head).encode(encoding))
    assert read(path).text.split("\n") == LINES


def test_an_xhtml_page_in_big5_is_read_by_its_xml_declaration(tmp_path):
    path = tmp_path / "a.html"
    source = '<?xml version="1.0" encoding="Big5"?>' + page(
        "<p>一是推進甲項目。</p><p>二是乙。</p>"
    )
    path.write_bytes(re.sub("<div class.*?</div>", "", source).encode("big5", "ignore"))
    assert read(path).text == "一是推進甲項目。\n二是乙。"


def test_a_page_of_three_short_lines_keeps_them_and_loses_its_menu(tmp_path):
    path = tmp_path / "a.html"
    body = "<p>市科技局局長卓慶表示:</p><ol><li>加快甲。</li><li><p>推進乙。</p></li></ol>"
    path.write_text(page(body), encoding="utf-8")
    assert read(path).text == "市科技局局長卓慶表示:\n1. 加快甲。\n2. 推進乙。"


def test_what_a_page_hides_is_not_read(tmp_path):
    path = tmp_path / "a.html"
    body = (
        "<p>一是甲。</p><p style='display:none'>二是乙。</p><!-- 三是丙。 --><p hidden>四是丁。</p>"
    )
    path.write_text(page(body), encoding="utf-8")
    assert read(path).text == "一是甲。"


def test_a_page_nested_beyond_reason_is_read_or_refused_but_never_crashes(tmp_path):
    path = tmp_path / "deep.html"
    path.write_text("<div>" * 5000 + "一是推進甲。" + "</div>" * 5000, encoding="utf-8")
    try:
        assert read(path).text == "一是推進甲。"
    except ReadError as error:
        assert "deep.html" in str(error)


def test_title_publisher_date_and_address_come_from_the_metadata_of_a_page(tmp_path):
    path = tmp_path / "a.html"
    head = (
        "<title>制造业立市_东莞市人民政府</title><meta name='ArticleTitle' content='制造业立市'>"
        "<meta name='PubDate' content='2022-11-09 10:20'>"
        "<meta name='ContentSource' content='东莞发布'>"
        "<link rel='canonical' href='https://www.dg.gov.cn/a.html'>"
    )
    path.write_text(page(paragraphs("p"), head), encoding="utf-8")
    found = read(path)
    assert (found.title, found.publisher) == ("制造业立市", "东莞发布")
    assert (found.published, found.url) == (date(2022, 11, 9), "https://www.dg.gov.cn/a.html")


def test_a_date_of_a_page_that_is_a_deadline_is_not_its_publication(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(page("<p>市科技局表示：</p><p>到2025年3月1日，建成甲。</p>"), encoding="utf-8")
    assert read(path).published is None


def test_markdown_is_read_without_its_marks_and_with_its_numbers(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: 東莞如何立市\ndate: 2022-11-09\n---\n## 一、**總體**要求\n"
        "市科技局局長卓慶：\n[落實](https://a.cn)好*戰略*。\n\n1. **狠抓**項目。\n2. 狠抓體系。\n\n"
        "- 甲_b_c\n- 乙\n",
        encoding="utf-8",
    )
    found = read(path)
    assert found.text.split("\n") == [
        "一、總體要求", "市科技局局長卓慶：", "落實好戰略。", "1. 狠抓項目。", "2. 狠抓體系。",
        "甲_b_c", "乙",
    ]  # fmt: skip
    assert (found.title, found.published) == ("東莞如何立市", date(2022, 11, 9))


def test_the_article_as_markdown_reads_as_the_article(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(ARTICLE, encoding="utf-8")
    assert read(path).text.split("\n") == LINES
