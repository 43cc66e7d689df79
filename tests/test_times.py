from datetime import date

import pytest

from dgpolicy.extract.times import FORMS, times
from dgpolicy.fold import fold

NO_TIME_TO_COME = {
    "gone by": "去年年底 前年 上年度 今年以來 本年以來 過去五年 近三年 前三年 上一年 這幾年 "
    "這三年 過去三個季度 "
    "五年來 五年以來 三年前 每年年底前 截至2022年10月底 截止今年10月 2018年以來 成立於2010年 "
    "始於2010年 "
    "建於2010年 2022年成立的 2022年獲批的 2022年印發的 2022年出臺的 2022年發布的 2022年11月召開的 "
    "從2022年的 由2022年的",
    "base year": "比2022年 較2022年 以2022年為基期 與2022年相比 在今年供水的基础上 2022年水平 "
    "2022年同期",
    "name": "2035年遠景 2035年願景 2030年議程 2030年可持續發展議程 2023年版 2023-24年度財政預算案 "
    "2023年預算 "
    "2022年施政報告 2022年政府工作報告 2022年中央一號文件 “香港2030年願景” “十四五”規劃 "
    "“十四五”綱要 "
    "“十四五”就業促進計劃 十四五規劃 《“十四五”就業促進規劃》 第十四個五年規劃 第十四個五年計劃 "
    "“十五五”碳达峰实施方案 2023年度“新人”",
}
TIMES = {
    "range of years": "2023—2025年 2023--2025年 2023~2025年 2023至2025年 2023年到2025年 "
    "從2023年到2025年 "
    "自2023年起至2025年 由2023年度至2025年度 2022-23年度 2022-23財政年度 2022-23財年 2023/24學年 "
    "二○二六／二七年度 二零二五至二六年度 2025—2027三年 (2025—2027) 2023年上半年至2025年6月",
    "range of years of the Republic": "114至117年度 114-117年 114年度到117年度",
    "school year of the Republic": "112學年度 112學年 112學年度第1學期 112學年第二學期 "
    "112學年上學期 112學年度第一學期 112學年下學期 112學年起",
    "year of the Republic": "民國112年 民國一一三年底 到民國113年底前 至民國113年",
    "bare year of the Republic": "112年底前 於113年 到113年 至113年 自113年 在113年 114年第2季 "
    "115年度 113年起",
    "year of the Republic in Traditional text": "119年",
    "year": "二〇三四年 二〇四八年 二〇四九年 二零四一年 二零三零年 2023年第一季度 2023年四季度 "
    "到2025年 至2025年底 二〇三五年 二零三五年 二○三五年 2023年上半年 2023年下半年 "
    "2023年首季 2023年第二季度 "
    "2023年春季 2023年夏季 2023年秋季 2023年冬季 2023年5月份 2023年5月底 2023年5月末 2023年5月初 "
    "2023年5月上旬 "
    "2023年5月中旬 2023年5月下旬 2024年6月30日前 2023年年底 2023年末 2023年初 2023年年終 "
    "2023年年中 2023年內 "
    "2025年之前 2025年以前 2025年起 2025年左右 2025年度",
    "year in two figures": "25年底前 到26年上半年 至25年10月",
    "day in figures": "2025-06-30前 2025.12.31 2025/6/30之前",
    "plan period": "“十四五”期間 到「十五五」末 至“十五五”期末 十五五時期 第十四個五年規劃期末 "
    "第十五個五年計劃期末 "
    "“十五五”中期 “十五五”中後期 “十五五”前 “十四五”收官 “十五五”開局 “十五五”開好局",
    "years ahead": "未來五年 今後3至5年 接下來三年 下一個五年 下個三年 再過三年 用三年左右時間 "
    "通過三到五年的努力 "
    "經過三年努力 經過三年時間 用两个月时间 用半年時間 未來兩、三年 未來數月 未來幾個月 "
    "未来十二个月内",
    "within years": "一年內 六年內 七年內 八年內 九年內 五年內 3-5年內 半年內 兩年時間 五年之內 "
    "五年以內 十五年內 三年努力",
    "duration in a name": "三年行動計劃 五年規劃 三年質量提升行動 兩年攻堅 三年行動方案 "
    "三年實施方案 三年倍增 "
    "五年過渡期 三年期的計劃",
    "year counted from this": "今年 明年底前 後年 來年 年內 本年度 下年度 下一年度 下一財政年度 "
    "下一個財年 今明兩年 今冬明春 "
    "今冬 明春 明夏 明年夏季 明秋 全年 到明年 至明年",
    "part of this year": "年底前 到年底 至年底 年末 年終前 上半年 下半年 第一季度 第二季 第四季度 "
    "第三季 第4季 一季度 二季度 三季度 四季度 首季",
    "this or next": "本季 下季度 今季 本月內 本月底 下月初 下月末 下月上旬 下個月中旬 本月下旬 "
    "下個月 月底前 月底之前 月內 "
    "本週內 下週 下星期",
    "term of office": "本屆政府任期內 任期內 任期之內 本屆特區政府任期 屆內",
    "month": "計劃3月 預計3月份 力爭3月底 將於12月底 於3月末 到3月初 至3月上旬 在3月中旬 "
    "將於3月下旬 將於3月20日",
    "month by which": "6月底前 一月前 二月前 三月前 四月前 五月前 六月前 七月前 八月前 九月前 "
    "十月前 十一月前 十二月前 6月之前 6月以前 6月起 6月上旬前 "
    "6月中旬前 6月下旬前 "
    "6月20日前 6月底之前 6月末",
    "day": "12月5日 於28日 至28日 到28日",
    "days or months": "100天內 三個月內 兩周內 百日內 兩星期內 兩個星期內 20日之內 30天以內 "
    "三個月時間",
    "feast": "春節前 國慶節前 國慶之前 國慶以前 元旦前夕 國慶節前後 “五一”假期 春節期間 國慶期間 "
    "中秋前 春節長假 "
    "農曆新年前 清明前 "
    "勞動節前 端午前 七一前 寒假前 暑假期間 開學前 中秋節前 聖誕前",
    "mid-century": "到本世紀中葉 至本世紀中葉",
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


YEARS = (
    "118年完成开发 近120年 超120年 逾120年 滿120年 有120年 共120年 歷史長120年 達120年 約120年 "
    "歷時115年 120年代 120年多 120年來 "
    "120年間 120年餘 120年前 120年後 120年內 120年以來 120年以上 120年歷史 120年校慶 120年的歷史 "
    ""
    "逾120年底蘊"
)


@pytest.mark.parametrize("words", YEARS.split())
def test_three_figures_are_no_year_in_simplified_text_nor_where_they_count_years(words):
    assert list(times(words if words.startswith("118") else f"國家,{words}", TODAY)) == []


def test_a_title_holds_a_time_only_as_a_range_or_a_duration():
    assert list(times("落實《2030年前行動方案》", TODAY)) == []
    assert [t.last for t in times("《三年行動計劃(2023—2025年)》", TODAY)] == [
        None,
        date(2025, 12, 31),
    ]


def test_a_day_without_a_year_that_was_just_before_is_background():
    assert list(times("10月20日舉辦的會議", TODAY)) == []


NO_TIME = (
    "4/5G (2024)某字第23号 按5月价格 本周期 本周年 本周边 本周围 本周岁 25年底蕴 30年初中 年中国 "
    "年中央 年中期 年中心 "
    "年中小 年中医 年中考 全年无休 全年开放 全年营业 全年免费 全年候 全年龄 全年运行 全年服务 "
    "全年供应 2030年代 2030年级 一九五七年内 一九八一年底 "
    "第三年计划 两个五年计划"
)


@pytest.mark.parametrize("words", NO_TIME.split())
def test_these_words_are_no_time(words):
    assert list(times(words, TODAY)) == []


def test_what_ended_before_publication_is_background():
    assert list(times("2021年印發實施意見,2022年10月開工", TODAY)) == []


def test_without_a_date_a_relative_time_has_no_years():
    (time,) = times("明年完成", None)
    assert (time.last, time.first, time.ahead) == (None, None, 2)
