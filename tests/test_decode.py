"""The same text comes out of every encoding in use for Chinese."""

from __future__ import annotations

import codecs
import math
import random
import warnings
from collections import Counter
from importlib.resources import files

import opencc
import pytest
from files import ARTICLE, REPORTS, SIMPLIFIED, TRADITIONAL

from dgpolicy.fold import fold
from dgpolicy.read import read
from dgpolicy.read.decode import common, decode, doubt

# 市科技局將加快建設重大科學裝置，培育高新技術企業，推動製造業轉型升級。
EUC_TW = bytes.fromhex(
    "c6cbd2efcac0c9fdd9f2c5fbcab8d0faddc3d3ecc4cbd2eff0d0e6d2e5f4a1a2d9dbcbbfd8ede4bbcac0ddb4c7"
    "bae4c6a1a2dae4d9afeafbdddfe4c6f7cbd0cec5aad7c8a1a4"
)


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


def test_a_mark_of_utf_16_is_believed(tmp_path):
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        assert decode(mark + "Plan 2025".encode(encoding)) == "Plan 2025"


def test_a_stray_control_character_is_let_pass_and_many_are_not():
    assert decode(("\x0e\x0e" + "乙" * 198).encode())
    with pytest.raises(ValueError, match="not text"):
        decode(("\x0e\x0e" + "乙" * 197).encode())


def test_big5_symbols_are_read_as_windows_and_hong_kong_write_them():
    assert decode("3～5年推進甲".encode("cp950")) == "3～5年推進甲"
    assert decode("①推進甲項目".encode("big5hkscs")) == "①推進甲項目"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"The city will build two schools by 2025.", "no Chinese"),
        (SIMPLIFIED.encode("hz", "replace"), "no Chinese"),
        (b'{"text": "\\u5236\\u9020\\u696d"}', "no Chinese"),
        (EUC_TW, "encoding is doubtful"),
        ("政府は来年、学校を新設する予定である。".encode("euc-jp") * 3, "encoding is doubtful"),
        ("정부는 내년에 학교를 새로 지을 계획이다.".encode("euc-kr") * 3, "encoding is doubtful"),
        (SIMPLIFIED.encode().decode("gbk", "ignore").encode(), "encoding is doubtful"),
        (
            TRADITIONAL.encode("big5", "ignore").decode("gbk", "ignore").encode(),
            "encoding is doubtful",
        ),
    ],
    ids=[
        "English",
        "HZ",
        "escaped JSON",
        "EUC-TW",
        "Japanese",
        "Korean",
        "UTF-8 as GBK",
        "Big5 as GBK",
    ],
)
def test_what_is_not_chinese_or_not_surely_decoded_is_read_with_a_warning(tmp_path, data, says):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.warns(UserWarning, match=rf"a\.txt: .*{says}") as warned:
        read(path)
    assert warned[0].filename == __file__  # where the reader called


@pytest.mark.parametrize(
    "text", [ARTICLE, SIMPLIFIED, "一是甲。", "鏐鑫鋐犇焱淼垚喆", "GDP 5%、RMB 3亿元 " * 9]
)
def test_a_chinese_text_is_read_without_a_warning(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read(path)


def test_names_of_rare_characters_make_no_text_doubtful_before_there_are_twenty():
    names = "鏐鑫鋐犇焱淼垚喆" * 3
    assert doubt(names[:19]) is None
    assert "doubtful" in doubt(names[:20])


def test_how_common_a_character_is_comes_from_the_word_counts_of_jieba():
    counts: Counter[str] = Counter()
    lines = (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
    for word, count, *_ in map(str.split, lines):
        for char in fold(word):
            counts[char] += int(count)
    total = counts.total()
    shares = {char: math.log(count / total) for char, count in counts.items() if count}
    wanted = {
        char: round(share)
        for char, share in shares.items()
        if "一" <= char <= "鿿" and share > -15.5
    }
    assert common() == wanted
