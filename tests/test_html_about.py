"""What a web page says of itself, and Markdown, which is read as a page."""

from datetime import date

import pytest
from files import ARTICLE, LINES, page

from dgpolicy.read import read


@pytest.mark.parametrize(
    ("head", "name", "value"),
    [
        (
            "<meta name='ArticleTitle' content='製造業立市'><title>別題</title>",
            "title",
            "製造業立市",
        ),
        ("<meta property='og:title' content='製造業立市 | 東莞'>", "title", "製造業立市"),
        ("<title>\n製造業立市_東莞市人民政府</title>", "title", "製造業立市"),
        ("<title>製造業立市--東莞</title>", "title", "製造業立市"),
        ("<meta name='ContentSource' content='東莞發布'>", "publisher", "東莞發布"),
        ("<meta name='SiteName' content='東莞發布'>", "publisher", "東莞發布"),
        ("<meta property='og:site_name' content='東莞發布'>", "publisher", "東莞發布"),
        ("<link rel='canonical' href='https://www.dg.gov.cn/a.html'>", "url", None),
        ("<meta property='og:url' content='https://www.dg.gov.cn/a.html'>", "url", None),
        ("<!-- saved from url=(0029)https://www.dg.gov.cn/a.html -->", "url", None),
        ("<meta name='PubDate' content='2022-11-09 10:20'>", "published", None),
        ("<meta name='firstpublishedtime' content='2022-11-09-10:20:30'>", "published", None),
        ("<meta name='publishdate' content='2022/11/9'>", "published", None),
        ("<meta name='article:published_time' content='2022-11-09T10:20'>", "published", None),
        ("<meta name='DC.Date' content='2022-11-09'>", "published", None),
        ("<meta name='date' content='2022年11月9日'>", "published", None),
        ("<meta itemprop='datePublished' content='2022-11-09'>", "published", None),
        ('<script>var ct = "1667923800";</script>', "published", None),  # 00:10 in China
        ('<script>var ct = "1668009000";</script>', "published", None),  # 23:50
    ],
)
def test_title_publisher_date_and_address_come_from_the_metadata_of_a_page(
    tmp_path, head, name, value
):
    path = tmp_path / "a.html"
    path.write_text(page("<p>一是推進甲。</p>", head), encoding="utf-8")
    usual = {"url": "https://www.dg.gov.cn/a.html", "published": date(2022, 11, 9)}
    assert getattr(read(path), name) == (value or usual[name])


def test_a_page_with_one_heading_of_the_first_order_is_named_by_it(tmp_path):
    path = tmp_path / "a.html"
    for body, title in (("<h1>甲</h1><p>乙。</p>", "甲"), ("<h1>甲</h1>乙。<h1>丙</h1>丁。", "網")):
        path.write_text(page(body, "<title>網</title>"), encoding="utf-8")
        assert read(path).title == title


def test_a_date_of_a_page_that_is_a_deadline_is_not_its_publication(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(page("<p>市科技局表示：</p><p>到2025年3月1日，建成甲。</p>"), encoding="utf-8")
    assert read(path).published is None


def test_markdown_is_read_without_its_marks_and_with_its_numbers(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: 東莞如何立市\ndate: 2022-11-09\nsource: 東莞發布\nurl: 'https://a.cn/b'\n---\n"
        "## 一、**總體**要求\n"
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
    assert (found.publisher, found.url) == ("東莞發布", "https://a.cn/b")


def test_the_article_as_markdown_reads_as_the_article(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(ARTICLE, encoding="utf-8")
    assert read(path).text.split("\n") == LINES


def test_markdown_has_its_title_from_its_heading_and_no_lists_that_only_lead_elsewhere(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        "- [首頁](/)\n- [政務公開](/x)\n\n# 東莞如何立市\n\n一是甲。\n", encoding="utf-8"
    )
    assert (read(path).title, read(path).text) == ("東莞如何立市", "東莞如何立市\n一是甲。")
