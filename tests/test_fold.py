"""Folding brings spellings together and leaves every offset where it was."""

from __future__ import annotations

from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgpolicy.fold import fold, script_of, table

ROOT = Path(__file__).parents[1]
ARTICLE = (ROOT / "data/texts/dg2022.txt").read_text(encoding="utf-8")


def test_every_character_folds_to_one_character_that_folds_no_further():
    assert all(isinstance(to, str) and len(to) == 1 for to in table().values())
    assert [chr(code) for code, to in table().items() if fold(to) != to] == []
    assert fold("\U0010ffff") == "\U0010ffff"  # the last there is


@given(st.text())
def test_the_folded_text_has_the_length_of_the_text(text):
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    "spellings",
    [
        "製造 制造",
        "後勁 后勁 后劲",
        "平臺 平台",
        "並聯 并聯 并联",
        "依託 依托",
        "著力 着力",
        "覆蓋 復蓋 覆盖",
        "週期 周期",
        "裡 裏 里",
        "為 爲 为",
        "啟動 啓動 启动",
        "匯聚 彙聚 汇聚",
        "產業鏈 产业链",
    ],
)
def test_spellings_of_one_word_fold_alike(spellings):
    assert len({fold(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize("config", ["t2s", "t2tw", "t2hk"])
def test_the_article_converted_by_machine_folds_as_the_article(config):
    assert fold(opencc.OpenCC(config).convert(ARTICLE)) == fold(ARTICLE)


@pytest.mark.parametrize(
    ("alike", "folded"),
    [
        ("⽼旧⼩区⼈⼯智能", "老旧小区人工智能"),
        ("⺠⻓⾰⻄⻢⻋⾞", "民长革西马车车"),
        ("\uf92f\U0002f81a", "劳冬"),
        ("㑳", "㑇"),
    ],
    ids=["kangxi", "supplement", "compatibility", "extension"],
)
def test_characters_that_only_look_like_others_fold_to_them(alike, folded):
    assert fold(alike) == folded


def test_width_case_and_quotation_marks_do_not_matter():
    assert fold("GDP，㎡") == "gdp,㎡"
    assert fold("“１號”「１號」『１號』＂1號＂") == fold('"1號"' * 4)
    assert fold("ＧＤＰ（5％）") == fold("gdp(5%)")
    assert fold("《甲》〈乙〉【丙】〔丁〕") == "<甲><乙>[丙][丁]"
    assert fold("甲\xa0乙　丙｡") == "甲 乙 丙。"
    assert fold("—–−·・‧•") == "---····"


def test_the_end_of_a_sentence_stays_apart_from_a_comma_and_a_line():
    assert len(set(fold("。，、；：！？\n"))) == 8


def test_the_script_of_a_text_is_told_and_mixed_text_goes_to_the_majority():
    assert script_of(ARTICLE) == "hant"
    assert script_of(opencc.OpenCC("t2s").convert(ARTICLE)) == "hans"
    assert script_of("发展为先，東莞") == "hans"
    assert [script_of(text) for text in ("發", "一", "發发", "發發发")] == [
        "hant",
        "hans",
        "hans",
        "hant",
    ]
