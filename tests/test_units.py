import math

import pytest

from dgpolicy.extract.units import SI, counts_in_yuan
from dgpolicy.fold import fold


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
    assert [unit for unit, (si_unit, _) in SI.items() if si_unit == "CNY"] == ["元人民币", "元"]


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
