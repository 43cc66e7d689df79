"""A file of any kind becomes a document, or is refused by name with the reason."""

from __future__ import annotations

import os
import re
import sys
from datetime import date

import pytest
from files import ARTICLE, LINES, ROOT, page, paragraphs, pdf

from dgpolicy.document import Document
from dgpolicy.read import ReadError, document_id, read


def test_a_plain_text_is_kept_as_it_stands_but_for_its_line_ends(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("　　一是 推進\r\n甲。\r\r二是乙。  \n".encode())
    assert read(path).text == "　　一是 推進\n甲。\n\n二是乙。  \n"


def test_of_bytes_the_name_is_only_a_name():
    for name in ("../../a.txt", "https://x.cn/a.txt"):
        assert read(name, content="一是推進甲。".encode("big5")) == Document("a", "一是推進甲。")
    with pytest.raises(ReadError, match=r"^none/a\.txt: there is no text in it$"):
        read("none/a.txt", content=b"")


def test_what_the_caller_says_goes_before_what_the_file_says(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("東莞如何立市\n發布時間：2022-11-09\n一是推進甲。", encoding="utf-8")
    found = read(path)
    assert (found.title, found.published) == ("東莞如何立市", date(2022, 11, 9))
    given = read(
        path, title="題", publisher="東莞發布", published="2023-01-02", url="https://a.cn/b"
    )
    assert given == Document("a", found.text, "題", "東莞發布", date(2023, 1, 2), "https://a.cn/b")


@pytest.mark.parametrize("given", ["9.11.2022", "15/1/2023", "2022", 2023, ""])
def test_a_date_that_is_no_date_is_refused_with_the_name_of_the_file(tmp_path, given):
    path = tmp_path / "a.txt"
    path.write_text("一是推進甲。", encoding="utf-8")
    with pytest.raises(ReadError, match=rf"a\.txt: {given!r} is no date; .*2022-11-09"):
        read(path, published=given)


def test_the_article_has_no_title_and_no_date_so_none_is_invented():
    found = read(ROOT / "data/texts/dg2022.txt")
    assert (found.document_id, found.title, found.published) == ("dg2022", None, None)


@pytest.mark.parametrize(
    "first",
    [
        "一是推進甲",
        "各位代表：\u200d",
        "东府〔2022〕11号",
        "市科技局局長卓慶:",
        "2022年11月9日",
        "推進甲。",
        "附件",
        "東" * 51,
    ],
)
def test_a_first_line_that_is_no_title_is_not_taken_for_one(tmp_path, first):
    path = tmp_path / "a.txt"
    path.write_text(f"{first}\n二是推進乙。", encoding="utf-8")
    assert read(path).title is None


@pytest.mark.parametrize("first", ["立市篇", "東" * 50])
def test_a_short_first_line_before_others_is_the_title(tmp_path, first):
    path = tmp_path / "a.txt"
    path.write_text(f"\n　{first}\n一是推進甲。", encoding="utf-8")
    assert read(path).title == first


def test_the_content_counts_and_not_the_extension(tmp_path):
    for name, data in {
        "page.txt": page(paragraphs("p"), "<meta charset=utf-8>").encode(),
        "paper": pdf(LINES, firstLineIndent=28),
        "text.docx": ARTICLE.encode("gbk"),
        "plain.html": ARTICLE.encode(),
        "text.pdf": ARTICLE.encode("utf-16"),
    }.items():
        path = tmp_path / name
        path.write_bytes(data)
        assert read(path).text.strip().replace(" ", "") == ARTICLE.strip().replace(" ", ""), name


def test_what_is_no_file_is_refused_by_name_and_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path, says in {
        tmp_path: "a folder; name a file in it",
        tmp_path / "pipe": "no file but a pipe or a device",
        tmp_path / "gone.txt": "No such file",
        tmp_path / "a.txt" / "b.txt": "No such file",
        "https://www.dg.gov.cn/a.html": "an address; save the page as .html",
        "a\0b.txt": "null byte",
    }.items():
        with pytest.raises(ReadError, match=re.escape(str(path)) + f": .*{says}"):
            read(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_named(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("一是甲。", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(ReadError, match=r"a\.txt: Permission denied"):
        read(path)


def test_a_missing_library_is_named_with_the_way_to_get_it(tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    monkeypatch.setitem(sys.modules, "pypdf", None)
    monkeypatch.delitem(sys.modules, "dgpolicy.read.pdf", raising=False)
    with pytest.raises(ReadError, match=r"a\.pdf: .*pip install 'dgpolicy\[files\]'"):
        read(path)


def test_a_plain_text_needs_no_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "lxml", None)
    monkeypatch.delitem(sys.modules, "dgpolicy.read.html", raising=False)
    assert read("a.txt", content="一是甲。".encode()).text == "一是甲。"
    with pytest.raises(ReadError, match=r"a\.md: lxml is missing"):
        read("a.md", content=b"# a")


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("東莞 (2022) v1.2", "東莞-2022-v1-2"),
        ("../<b>", "b"),
        ("！", "document"),
        ("a_b-c", "a_b-c"),
        ("東" * 61, "東" * 60),
    ],
)
def test_identifiers_are_readable_and_safe_in_names_of_files_and_elements(name, made):
    assert document_id(name) == made
