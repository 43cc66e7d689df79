from datetime import date

import pytest

from dgpolicy.extract.times import times

TODAY = date(2022, 11, 9)


@pytest.mark.parametrize(
    "words, last",
    [
        ("2023年上半年", date(2023, 6, 30)),
        ("明年二月底前", date(2023, 2, 28)),
        ("2024年2月", date(2024, 2, 29)),
        ("第四季度", date(2022, 12, 31)),
        ("上半年", date(2023, 6, 30)),
        ("三個月內", date(2023, 2, 9)),
        ("100天內", date(2023, 2, 17)),
        ("下個月", date(2022, 12, 31)),
        ("下季度", date(2023, 3, 31)),
        ("春節前", date(2023, 2, 20)),
        ("112學年度", date(2024, 7, 31)),
        ("“十四五”期間", date(2025, 12, 31)),
        ("五年內", date(2027, 11, 9)),
    ],
)
def test_a_time_ends_on_its_last_day(words, last):
    assert [time.last for time in times(words, TODAY)] == [last]


def test_a_leap_day_counts_on_to_a_common_year():
    (time,) = times("三年內", date(2024, 2, 29))
    assert time.last == date(2027, 2, 28)


@pytest.mark.parametrize(
    "words, first",
    [("到2025年", None), ("2025年", 2025), ("年底前", None), ("今年", 2022), ("今明兩年", 2022)],
)
def test_a_period_has_a_first_year_and_a_deadline_has_none(words, first):
    assert [time.first for time in times(words, TODAY)] == [first]
