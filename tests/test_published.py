"""The date of publication is the one that a text gives itself, or none."""

from __future__ import annotations

from datetime import date

import pytest

from dgpolicy.read import publication_date, read


@pytest.mark.parametrize(
    "text",
    [
        "通知\n发布时间：2022-11-09 10:20 来源：东莞发布\n各单位：",
        "通知\n發布日期:2022/11/9\n各單位",
        "通知\n來源:東莞發布 發佈時間:2022年11月9日\n各單位",
        "通知\n2022年11月9日 星期三\n各单位",
        "通知\n東莞發布　2022-11-09 10:20\n各單位",
        "通知\n成文日期：2022年11月9日　发布机构：市府办\n各单位",
        "通知\n成文日期：2022年11月7日\n发布日期：2022年11月9日\n各单位",
        "政府工作报告\n——2022年11月9日在东莞市第十七届人民代表大会第三次会议上\n市长",
        "条例\n（2022年11月9日东莞市第十七届人民代表大会常务委员会第六次会议通过）\n第一条",
        "通知\n各单位:\n请于12月1日前上报。\n东莞市人民政府\n二〇二二年十一月九日",
        "通知\n各单位:\n请上报。\n东莞市人民政府办公室　2022年11月9日印发",
        "通知\n各單位:\n請上報。\n東莞市人民政府\n二○二二年十一月九日\n(此件公開發布)",
        "新聞稿\n發布日期：民國111年11月9日\n行政院",
        "新聞稿\n行政院表示,將推動甲。\n中華民國一百一十一年十一月九日",
        "新聞稿\n發布日期:111-11-09\n行政院",
        "施政報告\n市民：\n將推動甲。\n完\n2022年11月9日（星期三）\n香港時間15時30分",
        "新华社广州２０２２年１１月９日电 市长表示，将推动甲。",
    ],
)
def test_a_text_that_gives_its_date_of_publication_is_dated(text):
    assert publication_date(text) == date(2022, 11, 9)


@pytest.mark.parametrize(
    "text",
    [
        "東莞市將於2022年11月9日召開會議。\n一是推進甲。",
        "11月9日，市长主持召开会议。",
        "新华社广州11月9日电 市长表示，将推动甲。",
        "到2025年12月31日，建成甲。",
        "行动方案(2022年1月1日-2025年12月31日)\n一、目标",
        "会议通知\n时间：2022年11月9日 地点：市府\n各单位",
        "方案\n任务\n完成时限: 2023年6月30日",
        "要闻\n甲新闻 2022-11-08\n乙新闻 2022-11-09",
        "通知\n2022年13月40日\n各单位",
        "本办法\n自2022年12月1日起施行",
    ],
)
def test_a_date_that_is_something_else_or_not_certain_is_not_taken(text):
    assert publication_date(text) is None


def test_the_year_of_a_date_without_one_comes_from_what_is_known(tmp_path):
    text = "新华社广州11月9日电 市长表示，将推动甲。"
    assert publication_date(text, hint="dongguan-2022") == date(2022, 11, 9)
    assert publication_date(text, hint="到2025年的目标") is None
    assert publication_date(text, hint="2021-2025") is None
    path = tmp_path / "東莞2022.txt"
    path.write_text(text, encoding="utf-8")
    assert read(path).published == date(2022, 11, 9)
