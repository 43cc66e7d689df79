import math
from pathlib import Path

import pytest

from dgpolicy.extract.targets import FORMS, targets
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


# One example for each form: what it takes as a figure, and what it keeps from being one.
FIGURES = {
    "time that a service takes": "縮短至30分鐘",
    "time limit of a service": "不超過5個工作日",
    "time within which a service answers": "7个工作日内",
    "range": "3%—5%",
    "share": "百分之五",
    "multiple": "翻兩番",
    "figure": "4300畝",
    "round figure": "千億元",
    "bounded round figure": "超百家",
    "figure without a unit": "增至4萬",
    "level reached": "達到85",
}
NO_FIGURES = {
    "year before": "2022年增長3.4%,今年加力",
    "so far": "目前已有50座",
    "starting point": "由3萬個增至",
    "ordinal": "第14屆",
    "rank": "全國前十名",
    "forecast": "預計全年經濟將增長2.5%至3.5%",
    "name": "世界500強",
    "time": "2025年",
}


def test_every_form_has_an_example():
    assert [form.name for form in FORMS if form.name not in FIGURES | NO_FIGURES] == []
    assert {form.name for form in FORMS if form.reading} == set(FIGURES)


@pytest.mark.parametrize("name, words", (FIGURES | NO_FIGURES).items())
def test_these_words_are_read_by_this_form(name, words):
    assert name in [form.name for form, _ in FORMS.find(fold(words))]
    assert len(targets(words)) == (name in FIGURES)


def test_the_noun_that_is_counted_is_kept_where_it_ends_in_sight():
    assert [target.object for target in targets("6個掛榜地塊和5個鎮街1730畝用地")] == [
        "掛榜地塊",
        "鎮街",
        "用地",
    ]


def test_yuan_of_hong_kong_macao_and_taiwan_have_no_si_value():
    (target,) = targets("編列10億元", yuan=False)
    assert (target.value, target.unit, target.si_value) == (1e9, "元", None)
    (target,) = targets("投資10億元人民幣", yuan=False)
    assert (target.si_value, target.si_unit) == (1e9, "CNY")


def test_an_area_has_its_hectares():
    (target,) = targets("4300畝")
    assert math.isclose(target.hectares, 4300 / 15)
