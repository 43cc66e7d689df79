import math

import pytest

from dgpolicy.extract.units import SI, counts_in_yuan, number
from dgpolicy.fold import fold


@pytest.mark.parametrize(
    "words, value",
    [
        ("6", 6), ("5.5", 5.5), ("1,200", 1200), ("2 100", 2100), ("1.2万", 12_000),
        ("1万2千", 12_000), ("3亿5000万", 350_000_000), ("1.5万亿", 1.5e12), ("4万多亿", 4e12),
        ("60多", 60), ("两", 2), ("十二", 12), ("二十", 20), ("三百", 300), ("两千", 2000),
        ("两万五千", 25_000), ("三千亿", 3e11), ("一百二十三点五万", 1_235_000), ("零点五", 0.5),
        ("千亿", 1e11), ("万亿", 1e12), ("百万", 1e6), ("1.5百万", 1.5e6), ("一千二百", 1200),
    ],
)  # fmt: skip
def test_a_numeral_has_this_value(words, value):
    assert math.isclose(number(words), value)


@pytest.mark.parametrize("words", ["十十", "三十百", "甲"])
def test_figures_in_a_row_that_are_no_number_raise(words):
    with pytest.raises(ValueError):
        number(words)


@pytest.mark.parametrize(
    "one, many, times",
    [
        ("公顷", "亩", 15), ("公顷", "平方米", 10_000), ("平方公里", "公顷", 100),
        ("吨", "公斤", 1000), ("公斤", "斤", 2), ("兆瓦", "千瓦", 1000), ("千瓦时", "度电", 1),
        ("坪", "平方米", 3.305785), ("海里", "米", 1852), ("平方米", "平方呎", 10.76391),
    ],
)  # fmt: skip
def test_a_unit_is_so_many_of_another(one, many, times):
    assert SI[one][0] == SI[many][0]
    assert math.isclose(SI[one][1] / SI[many][1], times, rel_tol=1e-6)


def test_no_currency_but_the_yuan_is_turned_into_yuan():
    assert [unit for unit, (si_unit, _) in SI.items() if si_unit == "CNY"] == ["元", "元人民币"]


@pytest.mark.parametrize(
    "words, yuan",
    [
        ("市财政安排10亿元", True),
        ("国务院支持香港特区政府、省委决定安排10亿元", True),
        ("財政司司長:政府會撥款10億元", False),
        ("行政院編列10億元", False),
    ],
)
def test_a_document_tells_by_its_offices_whether_it_counts_in_yuan(words, yuan):
    assert counts_in_yuan(fold(words)) is yuan
