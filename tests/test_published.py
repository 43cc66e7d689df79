"""The date of publication is the one that a text gives itself, or none."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from files import ROOT

from dgpolicy.read import publication_date, read

PROVINCES = ROOT.parent / "shared/corpus/provinces-2026"


@pytest.mark.parametrize(
    "date_",
    [
        "2022年11月9日", "2022年11月09号", "2022 年 11 月 9 日", "２０２２年１１月９日",
        "2022-11-09",
        "2022-11-9", "2022/11/9", "2022.11.9", "20221109", "二〇二二年十一月九日",
        "二零二二年十一月九日",
        "二○二二年11月9日", "二O二二年11月9日", "民國111年11月9日",
        "中華民國一百一十一年十一月九日",
        "111年11月9日", "111-11-09",
        "111/11/9", "2022年11月9", "2022-11-09 10:20", "2022-11-09T10:20:30+08:00",
        "2022年11月9日10時20分", "2022年11月9日 星期三", "2022年11月9日（周三）",
        "2022年11月9日(禮拜三)",
    ],
)  # fmt: skip
@pytest.mark.parametrize("line", ["{}", "發布日期：{}", "（{}）", "{} 來源：某網"])
def test_a_date_is_read_however_it_is_written(date_, line):
    assert publication_date(f"通知\n{line.format(date_)}\n各單位：") == date(2022, 11, 9)


@pytest.mark.parametrize(
    ("numeral", "day"),
    [("十", 10), ("廿九", 29), ("二十", 20), ("卅", 30), ("三十一", 31), ("01", 1)],
)
def test_a_day_is_read_in_every_numeral(numeral, day):
    assert publication_date(f"通知\n二〇二二年十月{numeral}日") == date(2022, 10, day)


def test_eight_digits_are_a_date_of_this_century_or_the_last():
    assert publication_date("通知\n19980209") == date(1998, 2, 9)
    assert publication_date("通知\n20221231") == date(2022, 12, 31)
    assert publication_date("通知\n21221231") is None
    assert publication_date("通知\n2100-01-01") is None
    assert publication_date("通知\n1899-12-31") is None


def test_a_year_of_three_figures_is_one_of_the_republic():
    assert publication_date("通知\n100年1月1日") == date(2011, 1, 1)
    assert publication_date("通知\n99年1月1日") is None  # 1999 or 2010
    assert publication_date("通知\n民國99年1月1日") == date(2010, 1, 1)


@pytest.mark.parametrize(
    ("near", "far"),
    [
        ("标题\n\n" * 24 + "{}" + "\n标题" * 8, "标题\n\n" * 25 + "{}" + "\n标题" * 8),
        ("标题\n" * 30 + "{}" + "\n标题" * 7, "标题\n" * 30 + "{}" + "\n标题" * 8),
        ("发布时间：{}" + "市" * 65, "发布时间：{}" + "市" * 66),
        ("市" * 49 + "{}电", "市" * 50 + "{}电"),
        ("标题\n{}电 " + "市" * 80, "标题\n" + "市" * 81 + "\n{}电 " + "市" * 80),
    ],
)
def test_a_date_is_sought_near_the_ends_of_a_text_and_of_its_lines(near, far):
    day = date(2022, 11, 9)
    assert publication_date(near.format("2022年11月9日")) == day
    assert publication_date(far.format("2022年11月9日")) is None


@pytest.mark.parametrize(
    "line",
    [
        # a label
        "发布时间：{} 10:20 来源：东莞发布", "公布日期：{}", "发文日期：{}", "发稿时间：{}",
        "公开日期: {}",
        "发表于{}", "刊登：{}", "刊載日期：{}", "张贴日期：{}", "新聞日期：{}", "印发日期：{}",
        "出版日期：{}",
        "首发：{}", "發布日 : {}", "来源：某网 发布时间：{}", "【发布时间】{}", "日期：{}",
        "[日期]{}",
        "成文日期：{}　发布机构：市府办", "制发日期：{}", "更新日期：{}", "更新时间：{}",
        "录入时间：{}",
        # the date, its hour, its source, and no more
        "{}", "——{}", "（{}）", "【{}】", "[{}]", "東莞發布　{} 10:20", "東莞發布|{}",
        "東莞發布·{}", "東莞發布({})", "東莞發布[{}]", "{}·某网",
        "{}10:20", "{}来源：某网", "{}稿源：某网", "{}作者：张三", "{}记者 张三", "{}编辑：张三",
        "{} 浏览：12",
        "{}阅读：12", "{}点击：12", "{}字号：大 中 小", "{}字体：大 中 小", "{}第03版", "{}｜某网",
        "{}/某网",
        "{}发布", "{}刊登", "{}刊载", "{}印发", "{}公布",
        "来源：东莞日报{}", "来源：东莞发布，{}", "稿源：某网({})", "出处：某网{}", "作者：张三{}",
        "编辑：张三{}",
        # where and when it was said
        "——{}在东莞市第十七届人民代表大会第三次会议上", "（{}市人大常委会第六次会议通过）",
        "{}公布",
        "（{}市政府令第3号发布）", "{}市政府办印发", "新华社广州{}电 市长表示，将推动甲。",
        "本报{}讯",
        "东莞{}10时电",
    ],
)  # fmt: skip
def test_the_head_of_a_text_dates_it(line):
    text = f"通知\n{line.format('2022年11月9日')}\n各单位：\n请落实。"
    assert publication_date(text) == date(2022, 11, 9)


@pytest.mark.parametrize(
    "text",
    [
        "2011年10月11来源：某网",
        "下载\n打印\n全屏\n收藏\n【字号：\n加大\n还原\n减小\n】\n报告\n来源：某报\n时间：2011-10-11\n代表：",
        "报告\n发表时间：\n2011-10-11 09:45\n来源：\n某报\n2011年2月3日在第四次会议上\n代表：",
        "报告\n——2011年10月11日在某省第十四届\n人民代表大会第五次会议上\n代表：",
        "省长作报告。 张三 摄\n报告\n（2011年10月11日在第四次会议上）\n各位代表：",
        "通知\n各单位:\n请于12月1日前上报。\n东莞市人民政府\n二〇一一年十月十一日",
        "通知\n各单位:\n请上报。\n东莞市人民政府办公室　2011年10月11日印发",
        "通知\n各單位:\n請上報。\n東莞市人民政府\n二○一一年十月十一日\n(此件公開發布)",
        "施政報告\n市民：\n將推動甲。\n完\n2011年10月11日（星期二）\n香港時間15時30分",
        "方案\n一、建成甲。\n三、建成丙。\n东莞市人民政府2011年10月11日",
    ],
)
def test_a_text_that_gives_its_date_at_head_or_foot_is_dated(text):
    assert publication_date(text) == date(2011, 10, 11)


@pytest.mark.parametrize(
    "text",
    [
        "東莞市將於2022年11月9日召開會議。\n一是推進甲。",
        "11月9日，市长主持召开会议。",
        "2022年11月9日,市长主持召开会议\n会议指出",
        "新华社广州11月9日电 市长表示，将推动甲。",
        "到2025年12月31日，建成甲。",
        "行动方案(2022年1月1日-2025年12月31日)\n一、目标",
        "会议通知\n时间：2022年11月9日 地点：市府\n各单位",
        "会议通知\n时间：2022-11-09 地点：市府\n各单位",
        "方案\n任务\n完成时限: 2023年6月30日",
        "2022年11月9日发布会实录\n主持人",
        "要闻\n甲新闻 2022-11-08\n乙新闻 2022-11-09",
        "通知\n2022年13月40日\n各单位",
        "通知\n1822年11月9日\n各单位",
        "本办法\n自2022年12月1日起施行",
        "方案\n建成甲。\n2022年12月1日\n建成乙。" + "\n建成丙。" * 9,
        "方案" + "\n甲" * 24 + "\n2022年12月1日" + "\n乙" * 9,
        "方案\n建成甲。\n2022年12月1日" + "\n附件" * 8,
        "方案\n2022年12月1日 " + "甲" * 70,
        "市长表示，将推动甲。\n据" + "新" * 49 + "2022年11月9日电",
    ],
)
def test_a_date_that_is_something_else_or_not_certain_is_not_taken(text):
    assert publication_date(text) is None


def test_the_year_of_a_date_without_one_comes_from_what_is_known(tmp_path):
    text = "新华社广州11月9日电 市长表示，将推动甲。"
    assert publication_date(text, hint="dongguan-2022") == date(2022, 11, 9)
    assert publication_date(text, hint="dongguan-20221109") == date(2022, 11, 9)
    assert publication_date(text, hint="到2025年的目标") is None
    assert publication_date(text, hint="2021-2025") is None
    path = tmp_path / "東莞2022.txt"
    path.write_text(text, encoding="utf-8")
    assert read(path).published == date(2022, 11, 9)


@pytest.mark.skipif(not PROVINCES.exists(), reason="the shared reports are not here")
def test_the_reports_of_the_provinces_have_the_date_of_their_page():
    with (PROVINCES / "index.csv").open(encoding="utf-8") as file:
        dated = {row["file"]: row["published"] for row in csv.DictReader(file)}
    found = {
        name: str(publication_date((PROVINCES / f"{name}.txt").read_text(encoding="utf-8")))
        for name in dated
    }
    wrong = {name for name in dated if found[name] != dated[name]}
    # Three give only the day they were delivered, one gives another day than the data set.
    assert wrong == {"guangdong", "guizhou", "hainan", "sichuan"}
