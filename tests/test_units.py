import csv
import math
from pathlib import Path

import pytest

from dgpolicy.extract import units
from dgpolicy.extract.targets import targets
from dgpolicy.extract.units import SI


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


def test_every_unit_of_the_table_is_read_whole():
    with (Path(units.__file__).with_name("units.csv")).open(encoding="utf-8") as file:
        words = [row["unit"] for row in csv.DictReader(file)]
    assert {w: [t.unit for t in targets(f"新增3{w},")] for w in words} == {w: [w] for w in words}


NO_COUNT = (
    "5部门 5条件 3名录 4家庭 2所有 6处理 7套餐 3台湾 3批准 3次产业 4场地 5班子 3支持 5人才 3位居 "
    "3户籍 3门峡 4款项 3类似 5种植 3片区 3块链 3层次 4对口 5组织 3列入 3单位 2个毫不 3个代表 "
    "5位一体 3倍增 5厘米 四个意识 十项任务 三条基本原则"
)


def test_a_unit_does_not_count_before_words_that_it_opens():
    assert [words for words in NO_COUNT.split() if targets(f"推进{words}工作")] == []


def test_no_currency_but_the_yuan_is_turned_into_yuan():
    assert [unit for unit, (si_unit, _) in SI.items() if si_unit == "CNY"] == ["元人民币", "元"]
