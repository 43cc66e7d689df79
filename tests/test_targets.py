import math
from pathlib import Path

import pytest

from dgpolicy.extract.forms import find, patterns
from dgpolicy.extract.targets import counts_in_yuan, targets
from dgpolicy.fold import fold


def _cases():
    lines = (Path(__file__).parent / "cases" / "targets.txt").read_text("utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            text, _, expected = (part.strip() for part in line.partition("|"))
            yield pytest.param(text, [e.strip() for e in expected.split(";") if e.strip()], id=text)


@pytest.mark.parametrize("text, expected", list(_cases()))
def test_the_words_aim_at_these_figures(text, expected):
    found = targets(text)
    assert [text[t.start : t.end] for t in found] == [e.partition("=")[0] for e in expected]
    for target, words in zip(found, expected, strict=True):
        value, unit, bound, *si = words.partition("=")[2].split()
        assert math.isclose(target.value, float(value), rel_tol=1e-6)
        assert (target.unit or "_", target.bound) == (unit, bound)
        if si:
            assert math.isclose(target.si_value, float(si[0]), rel_tol=1e-6)
            assert target.si_unit == si[1]
        else:
            assert target.si_value is None


# One example for each form of the table; what is aimed at and what not stands in the cases.
EXAMPLES = {
    "title": "《500強名錄》",
    "quotation": "“4+5”",
    "no figure": "第3",
    "vague": "一個",
    "time changed": "縮短至30分鐘",
    "time bound": "約3小時",
    "time limit": "不超過3天",
    "time within": "3個工作日內",
    "when": "3年",
    "range": "3-5萬個",
    "percent": "百分之五",
    "per mille": "千分之五",
    "share": "三分之一",
    "tenths": "九成五",
    "figure": "4300畝",
    "tolerance": "24±1%",
    "score": "達到98.5分",
    "full coverage": "全覆蓋",
    "people": "人口1000萬",
    "great": "增至4萬",
    "great grade": "千億級",
    "level": "增至85",
    "doubling": "翻兩番",
    "double": "翻倍",
    "half": "減半",
}


def test_every_form_has_an_example():
    read = {form: [f.name for f, _ in find("targets", fold(w))] for form, w in EXAMPLES.items()}
    assert read == {name: [name] for name in patterns("targets") if name != "ahead"}


def test_the_noun_that_is_counted_is_kept_where_it_ends_in_sight():
    found = targets("6個掛榜地塊和5個鎮街1730畝用地,3家國家企業技術中心,2個新型儲能產業示範園")
    assert [target.object for target in found] == [
        "掛榜地塊",
        "鎮街",
        "用地",
        "國家企業技術中心",
        None,
    ]


BEHIND = (
    "打造 建设 建成 开展 实施 推进 推动 实现 达到 进行 参与 完成 培育 落户 落地 投产 以上 左右 "
    "和 及 与 并 等"
)


def test_the_noun_ends_before_these_words():
    nouns = {words: targets(f"3家企业{words}成")[0].object for words in BEHIND.split()}
    assert nouns == dict.fromkeys(BEHIND.split(), "企业")


def test_yuan_of_hong_kong_macao_and_taiwan_have_no_si_value():
    (target,) = targets("編列10億元", yuan=False)
    assert (target.value, target.unit, target.si_value) == (1e9, "元", None)
    (target,) = targets("投資10億元人民幣", yuan=False)
    assert (target.si_value, target.si_unit) == (1e9, "CNY")


def test_an_area_has_its_hectares():
    (target,) = targets("4300畝")
    assert math.isclose(target.hectares, 4300 / 15)


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


ELSEWHERE = (
    "港元 港幣 新台幣 台幣 澳門元 澳門幣 立法會 立法院 行政院 行政長官 特首 特區政府 財政司 民國 "
    "經濟部 國科會 國發會 數發部 金管會 台北市 台中市 台南市 新北市 桃園市 高雄市"
)
MAINLAND = (
    "国务院 党中央 总书记 省委 市委 县委 区委 人民政府 人民币 自治区 全国人大 发展改革 发改委 "
    "十一五 十二五 十三五 十四五 十五五"
)


def test_each_office_and_money_tells_whose_yuan_it_is():
    assert [words for words in ELSEWHERE.split() if counts_in_yuan(fold(words))] == []
    assert [w for w in MAINLAND.split() if not counts_in_yuan(fold(f"民國{w}"))] == []
    assert counts_in_yuan(fold("民國經濟部门、经济部分、经济部署,国务院"))


@pytest.mark.parametrize(
    "words, role",
    [("依托4300畝土地", "input"), ("投入10億元", "input"), ("新增產值10億元", "aim")],
)
def test_what_is_brought_in_is_an_input_and_what_is_to_be_reached_an_aim(words, role):
    assert [target.role for target in targets(words)] == [role]
