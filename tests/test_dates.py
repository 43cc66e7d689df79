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
        ("三五年內", date(2027, 11, 9)),
        ("十五年內", date(2037, 11, 9)),
        ("“十五五”時期編制規劃", date(2030, 12, 31)),
        ("“十五五”期間編制規劃", date(2030, 12, 31)),
        ("“十五五”末完成規劃", date(2030, 12, 31)),
        ("用兩個月時間", date(2023, 1, 9)),
        ("本週內", date(2022, 11, 13)),
        ("下星期", date(2022, 11, 20)),
        ("12月5日", date(2022, 12, 5)),
        ("將於8日", date(2022, 12, 8)),
        ("114至117年度", date(2028, 12, 31)),
        ("25年底前", date(2025, 12, 31)),
        ("2025—2027三年", date(2027, 12, 31)),
        ("實現“十五五”良好開局", date(2026, 12, 31)),
    ],
)
def test_a_time_ends_on_its_last_day(words, last):
    assert [time.last for time in times(words, TODAY)] == [last]


def test_a_month_is_no_longer_than_it_is():
    (time,) = times("三個月內", date(2023, 11, 30))
    assert time.last == date(2024, 2, 29)


@pytest.mark.parametrize(
    "day, last", [(date(2026, 2, 9), 2028), (date(2026, 4, 9), 2029), (date(2022, 11, 9), 2025)]
)
def test_in_spring_the_year_itself_is_the_first_of_years_ahead(day, last):
    assert [time.last.year for time in times("未來三年", day)] == [last]


@pytest.mark.parametrize(
    "words, first",
    [
        ("到2025年", None),
        ("2025年", 2025),
        ("年底前", None),
        ("今年", 2022),
        ("今明兩年", 2022),
        ("今冬明春", 2022),
        ("國慶節前", None),
        ("2025年底", None),
        ("2025年末", None),
        ("“十五五”前", None),
        ("“十五五”收官", None),
        ("“十五五”", 2026),
        ("2025年左右", None),
        ("2025年內", None),
        ("國慶節前後", 2023),
    ],
)
def test_a_period_has_a_first_year_and_a_deadline_has_none(words, first):
    assert [time.first for time in times(words, TODAY)] == [first]


def test_a_duration_does_not_begin_in_the_years_of_another():
    assert [time.years for time in times("後三年是五年計劃的關鍵", TODAY)] == [5]


def test_the_plan_of_the_turn_of_the_century_is_no_fifteen():
    assert [time.last.year for time in times("“十五”期间建成", date(2003, 3, 5))] == [2005]
