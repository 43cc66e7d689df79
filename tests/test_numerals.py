"""Numerals in Arabic, Chinese and mixed figures."""

import re

import pytest

from dgpolicy.numerals import NUMERAL, number, precision

VALUES = {
    "6": 6, "5.5": 5.5, "1,200": 1200, "8 700": 8700, "1.2万": 12_000, "1万2千": 12_000,
    "3亿5000万": 350_000_000, "1.5万亿": 1.5e12, "4万多亿": 4e12, "60": 60, "两": 2, "十二": 12,
    "二十": 20, "三百": 300, "两千": 2000, "两万五千": 25_000, "三千亿": 3e11, "千亿": 1e11,
    "万亿": 1e12, "一百二十三点五万": 1_235_000, "百万": 1e6, "1.5百万": 1.5e6, "一千二百": 1200,
    "二〇二五": 2025, "一万零十二": 10_012, "一百九十万零三千九百七十一": 1_903_971,
    "一万五千亿": 1.5e12, "1兆": 1e12,
    # what one writes in short, formally, or about
    "3万4000": 34_000, "25万6千": 256_000, "三万五": 35_000, "两百五": 250, "一万零五": 10_005,
    "伍仟": 5000, "叁拾贰万": 320_000, "两三": 2, "一两万": 10_000, "一二十万": 100_000,
    "三五百": 300, "三十几万": 300_000, "二百余万": 2_000_000, "一千多万": 1e7, "10多万": 100_000,
    "十来万": 100_000, "一千十": 1010,
    # in binary these have a tail: 110090000000.00002
    "1,100.9亿": 110_090_000_000, "5028.04万": 50_280_400, "0.07万": 700, "八十四点零一": 84.01,
    "9" * 39: 10**39 - 1,  # longer ones are none
}  # fmt: skip


@pytest.mark.parametrize("words, value", VALUES.items())
def test_a_numeral_is_found_whole_and_has_this_value(words, value):
    assert re.search(NUMERAL, f"约{words}元")[0] == words
    assert number(words) == value
    assert repr(number(words)) == repr(int(value) if value == int(value) else value)


@pytest.mark.parametrize("words", ["十十", "三十百", "三百千", "甲", "", "9" * 40])
def test_figures_in_a_row_that_are_no_number_raise(words):
    with pytest.raises(ValueError, match="is no number"):
        number(words)


def test_two_digits_side_by_side_are_a_range_and_a_year_is_none():
    said = [precision(words) for words in ("三五百", "二〇二五", "一九四九")]
    assert said == ["at_least", "equal", "equal"]


@pytest.mark.parametrize(
    "words, numeral",
    [
        ("两千千瓦", "两千"),
        ("3千米", "3"),
        ("5百分点", "5"),
        ("三百分之一", "三百"),
        ("队伍5人", "5"),
        ("2,0000", "2"),
        ("2022,500家", "2022"),
    ],
)
def test_the_word_of_a_unit_is_no_part_of_a_numeral(words, numeral):
    assert re.search(NUMERAL, words)[0] == numeral
