import re
from datetime import date
from pathlib import Path

import pytest

from dgpolicy.extract.forms import find, patterns
from dgpolicy.extract.horizons import cues
from dgpolicy.fold import fold

TODAY = date(2022, 11, 9)
# The forms with the words that they read; those of a name after "- " are no time to come.
LINES = (Path(__file__).parent / "cases" / "times.txt").read_text("utf-8").splitlines()
EXAMPLES = [
    (name.strip(), words)
    for name, _, said in (line.partition("|") for line in LINES if not line.startswith("#"))
    for words in said.split()
]


def test_every_form_has_examples_and_its_words_are_read_by_it():
    read = patterns("times").keys() - {"ahead"}
    assert {name.removeprefix("- ") for name, _ in EXAMPLES} - {"-"} == read
    for name, words in EXAMPLES:
        found = [form.name for form, _ in find("times", fold(f"將{words},"))]
        assert name == "-" or name.removeprefix("- ") in found, words


def test_these_words_are_a_time_to_come_or_none():
    for name, words in EXAMPLES:
        said = words if name == "-" else f"我們,{words},完成"
        found = cues(said, TODAY)
        assert len(found) == (not name.startswith("-")), words
        for time in found:
            # 計劃 and 於 say that a month is to come, but not when.
            bare = re.sub("^(?:計劃|預計|力爭|將?[於在](?=.{1,3}月))", "", words).strip("()")
            assert said[time.start : time.end].strip("()") == bare
            assert time.last is None or time.last >= TODAY


YEARS = (
    "118年完成开发 近120年 超120年 逾120年 滿120年 有120年 共120年 歷史長120年 達120年 約120年 "
    "歷時115年 120年代 120年多 120年來 "
    "120年間 120年餘 120年前 120年後 120年內 120年以來 120年以上 120年歷史 120年校慶 120年的歷史 "
    ""
    "逾120年底蘊"
)


@pytest.mark.parametrize("words", YEARS.split())
def test_three_figures_are_no_year_in_simplified_text_nor_where_they_count_years(words):
    assert cues(words if words.startswith("118") else f"國家,{words}", TODAY) == []


def test_a_title_holds_a_time_only_as_a_range_or_a_duration():
    assert cues("落實《2030年前行動方案》", TODAY) == []
    assert cues(f"《{'水' * 79}2030年前", TODAY) == []
    assert len(cues(f"《{'水' * 80}2030年前", TODAY)) == 1
    assert [t.last for t in cues("《三年行動計劃(2023—2025年)》", TODAY)] == [
        None,
        date(2025, 12, 31),
    ]


def test_a_day_without_a_year_that_was_just_before_is_background():
    assert cues("10月20日舉辦的會議", TODAY) == []


def test_what_ended_before_publication_is_background():
    assert cues("2021年印發實施意見,2022年10月開工", TODAY) == []


@pytest.mark.parametrize(
    "words, ahead", [("明年完成", 2), ("後年上半年完成", 2), ("後年7月底前完成", 3)]
)
def test_without_a_date_a_relative_time_has_no_years_and_counts_from_midsummer(words, ahead):
    (time,) = cues(words, None)
    assert (time.last, time.first, time.ahead) == (None, None, ahead)


@pytest.mark.parametrize(
    "words, last",
    [
        ("2023年上半年", date(2023, 6, 30)),
        ("明年二月底前", date(2023, 2, 28)),
        ("2024年2月", date(2024, 2, 29)),
        ("第四季度", date(2022, 12, 31)),
        ("上半年", date(2023, 6, 30)),
        ("三個月內", date(2023, 2, 9)),
        ("半年內", date(2023, 5, 9)),
        ("兩週內", date(2022, 11, 23)),
        ("100天內", date(2023, 2, 17)),
        ("下個月", date(2022, 12, 31)),
        ("下季度", date(2023, 3, 31)),
        ("春節前", date(2023, 2, 28)),
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
        ("1月5日", date(2023, 1, 5)),
        ("將於8日", date(2022, 12, 8)),
        ("114至117年度", date(2028, 12, 31)),
        ("25年底前", date(2025, 12, 31)),
        ("2025—2027三年", date(2027, 12, 31)),
        ("實現“十五五”良好開局", date(2026, 12, 31)),
    ],
)
def test_a_time_ends_on_its_last_day(words, last):
    assert [time.last for time in cues(words, TODAY)] == [last]


def test_a_month_is_no_longer_than_it_is():
    (time,) = cues("三個月內", date(2023, 11, 30))
    assert time.last == date(2024, 2, 29)


@pytest.mark.parametrize(
    "words, day, last",
    [
        ("未來一年", date(2026, 2, 9), 2026),
        ("未來三年", date(2026, 2, 9), 2028),
        ("未來三年", date(2026, 4, 9), 2029),
        ("未來三年", date(2022, 11, 9), 2025),
    ],
)
def test_in_spring_the_year_itself_is_the_first_of_years_ahead(words, day, last):
    assert [time.last.year for time in cues(words, day)] == [last]


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
    assert [time.first for time in cues(words, TODAY)] == [first]


def test_a_duration_does_not_begin_in_the_years_of_another():
    assert [time.years for time in cues("後三年是五年計劃的關鍵", TODAY)] == [5]


def test_the_plan_of_the_turn_of_the_century_is_no_fifteen():
    assert [time.last.year for time in cues("“十五”期间建成", date(2003, 3, 5))] == [2005]
