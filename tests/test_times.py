from datetime import date

import pytest

from dgpolicy.extract.times import FORMS, times
from dgpolicy.fold import fold

NO_TIME_TO_COME = {
    "gone by": "去年年底 上年度 今年以來 過去五年 近三年 五年來 每年年底前 截至2022年10月底 "
    "2018年以來 成立於2010年 2021年獲批的",
    "base year": "比2020年 以2015年為基期 2020年水平 在今年供水的基础上",
    "name": "2035年遠景 2030年可持續發展議程 2023年版 2023-24年度財政預算案 “香港2030年願景” "
    "“十四五”規劃 《“十四五”就業促進規劃》 第十四個五年規劃 “十五五”碳达峰实施方案 2023年度“新人”",
}
TIMES = {
    "range of years": "2023—2025年 2022-23年度 2023/24學年 二○二六／二七年度 二零二五至二六年度 "
    "2025—2027三年 (2025—2027)",
    "range of years of the Republic": "114至117年度 114-117年",
    "school year of the Republic": "112學年度",
    "year of the Republic": "民國112年 民國一一三年底",
    "bare year of the Republic": "112年底前 於113年 114年第2季 115年度",
    "year of the Republic in Traditional text": "119年",
    "year": "到2025年 二〇三五年 2023年上半年 2024年6月30日前",
    "year in two figures": "25年底前 到26年上半年",
    "day in figures": "2025-06-30前 2025.12.31",
    "plan period": "“十四五”期間 到「十五五」末 十五五時期 第十四個五年規劃期末",
    "years ahead": "未來五年 今後3至5年 用三年左右時間 通過三到五年的努力 下一個五年 用两个月时间 "
    "未來兩、三年 未來數月",
    "within years": "五年內 3-5年內 半年內 兩年時間",
    "duration in a name": "三年行動計劃 五年規劃 三年質量提升行動 兩年攻堅",
    "year counted from this": "今年 明年底前 後年 年內 本年度 下一財政年度 今明兩年 全年",
    "part of this year": "年底前 下半年 第四季度 第三季 首季",
    "term of office": "本屆政府任期內 任期內 本屆特區政府任期",
    "month": "計劃3月 將於12月底",
    "month by which": "6月底前 九月前",
    "day": "12月5日 於28日",
    "this or next": "本季 下季度 本月內 下個月 月底前 月內 本週內 下星期",
    "days or months": "100天內 三個月內 兩周內 百日內",
    "feast": "春節前 國慶節前 元旦前夕 國慶節前後 “五一”假期",
    "mid-century": "到本世紀中葉",
}
TODAY = date(2022, 11, 9)


def _each(examples):
    return [(name, words) for name, texts in examples.items() for words in texts.split()]


def test_every_form_has_examples():
    assert [form.name for form in FORMS if form.name not in NO_TIME_TO_COME | TIMES] == []
    assert {form.name for form in FORMS if form.reading} == set(TIMES)


@pytest.mark.parametrize("name, words", _each(TIMES | NO_TIME_TO_COME))
def test_these_words_are_read_by_this_form(name, words):
    assert [form.name for form, _ in FORMS.find(fold(f"將{words},")) if form.name == name] == [name]


@pytest.mark.parametrize("words", [words for _, words in _each(TIMES)])
def test_these_words_are_a_time_to_come(words):
    (time,) = times(f"我們,{words},完成", TODAY)
    assert words[time.start - 3 : time.end - 3].strip("()") == words.strip("()")
    assert time.last is None or time.last >= TODAY


@pytest.mark.parametrize("words", [words for _, words in _each(NO_TIME_TO_COME)])
def test_these_words_are_no_time_to_come(words):
    assert list(times(f"我們,{words},完成", TODAY)) == []


@pytest.mark.parametrize("words", ["118年完成开发", "有120年歷史", "歷時115年", "逾120年"])
def test_three_figures_are_no_year_in_simplified_text_nor_where_they_count_years(words):
    assert list(times(words, TODAY)) == []


def test_a_title_holds_a_time_only_as_a_range_or_a_duration():
    assert list(times("落實《2030年前行動方案》", TODAY)) == []
    assert [t.last for t in times("《三年行動計劃(2023—2025年)》", TODAY)] == [
        None,
        date(2025, 12, 31),
    ]


def test_a_day_without_a_year_that_was_just_before_is_background():
    assert list(times("10月20日舉辦的會議", TODAY)) == []


@pytest.mark.parametrize("words", ["4/5G", "(2024)某字第23号", "本周期", "25年底蕴", "按5月价格"])
def test_these_words_are_no_time(words):
    assert list(times(words, TODAY)) == []


def test_what_ended_before_publication_is_background():
    assert list(times("2021年印發實施意見,2022年10月開工", TODAY)) == []


def test_without_a_date_a_relative_time_has_no_years():
    (time,) = times("明年完成", None)
    assert (time.last, time.first, time.ahead) == (None, None, 2)
