"""A document of one's own: dropped or pasted, coded, shown, and taken away as CSV."""

import base64
import io
import re
import zipfile
from pathlib import Path

import pytest

from dgpolicy.codebook import home
from dgpolicy.desk import Desk, document_of, download_link

ARTICLE = home() / "texts" / "dg2022.txt"
WORDS = "市水務局局長王江:\n我們將新建兩座水廠。"


def test_a_pasted_text_is_coded_and_shown():
    desk = Desk(WORDS, language="en")
    assert len(desk.corpus.check().pledges) == 1
    words = re.sub(r"<(sup|style).*?</\1>|<[^>]+>", "", desk.shown.children[-1].value)
    assert words == "The whole text" + WORDS


def test_a_dropped_file_is_coded_with_the_given_date():
    desk = Desk(published="2022-11-09")
    desk.take("article.txt", ARTICLE.read_text(encoding="utf-8").encode("big5-hkscs", "ignore"))
    assert len(desk.corpus.pledges) == 30
    assert str(desk.corpus.documents["published"].iloc[0].date()) == "2022-11-09"


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


def test_a_date_that_is_none_is_said_to_be_none():
    desk = Desk(WORDS, published="9 November")
    assert desk.corpus is None
    assert "9 November" in desk.shown.children[0].value


def test_the_download_holds_every_table():
    desk = Desk(WORDS)
    data = re.search(r"base64,([^\"]+)", download_link(desk.corpus, "CSV"))[1]
    names = {
        Path(name).name for name in zipfile.ZipFile(io.BytesIO(base64.b64decode(data))).namelist()
    }
    assert {"documents.csv", "pledges.csv", "mentions.csv", "datapackage.json"} <= names


def test_an_uploaded_name_that_climbs_folders_is_only_a_name():
    assert document_of("../../article.txt", ARTICLE.read_bytes()).document_id == "article"
