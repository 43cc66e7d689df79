"""The same text comes out of every encoding in use for Chinese."""

from __future__ import annotations

import random

import opencc
import pytest
from files import ARTICLE, REPORTS, SIMPLIFIED, TRADITIONAL

from dgpolicy.read import read
from dgpolicy.read.decode import decode


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ARTICLE, "utf-8"),
        (ARTICLE, "utf-8-sig"),
        (ARTICLE, "utf-16"),
        (ARTICLE, "utf-16-le"),
        (ARTICLE, "utf-16-be"),
        (ARTICLE, "gb18030"),
        (ARTICLE, "gbk"),
        (SIMPLIFIED, "gb2312"),
        (TRADITIONAL, "big5hkscs"),
        (TRADITIONAL.replace("\xb7", "."), "cp950"),
    ],
)
def test_the_article_is_read_the_same_from_every_encoding(tmp_path, text, encoding):
    path = tmp_path / "article.txt"
    path.write_bytes(text.encode(encoding, "strict"))
    assert read(path).text == text


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "big5", "big5hkscs", "cp950", "utf-16-le"])
@pytest.mark.parametrize("length", [10, 20, 60])
def test_a_short_text_is_enough_to_tell_the_encodings_apart(encoding, length):
    texts = [SIMPLIFIED, TRADITIONAL] if encoding.startswith(("gb", "utf")) else [TRADITIONAL]
    chance = random.Random(length)
    wrong = []
    for text in texts:
        for _ in range(60):
            start = chance.randrange(len(text) - length)
            words = text[start : start + length].replace("\n", "")
            try:
                data = words.encode(encoding)
            except UnicodeEncodeError:
                continue
            if decode(data) != words:
                wrong.append(words)
    assert wrong == []


@pytest.mark.skipif(not REPORTS, reason="the shared work reports are not here")
def test_reports_of_seventy_years_are_told_apart_in_every_encoding():
    for path in REPORTS[::7]:
        text = path.read_text(encoding="utf-8")
        for words in (text[3000:3060], text[4000:4012]):
            assert decode(words.encode("gb18030")) == words, path.name
            assert decode(words.encode("utf-16-be")) == words, path.name
            hant = opencc.OpenCC("s2hk").convert(words)
            data = hant.encode("big5hkscs", "ignore")
            assert decode(data) == data.decode("big5hkscs"), path.name


def test_big5_symbols_are_read_as_windows_and_hong_kong_write_them():
    assert decode("3～5年推進甲".encode("cp950")) == "3～5年推進甲"
    assert decode("①推進甲項目".encode("big5hkscs")) == "①推進甲項目"
