import csv
import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgpolicy.extract import forms as module
from dgpolicy.extract.forms import SI, find, patterns, spans_of
from dgpolicy.extract.horizons import cues, horizon
from dgpolicy.extract.targets import targets
from dgpolicy.fold import fold

with Path(module.__file__).with_name("forms.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))
TABLES = ("times", "months", "aims", "events", "yuan", "targets", "background")
# Texts of the characters that the tables are about, in any order.
GENRE = "".join(sorted({char for row in ROWS for char in row["pattern"]}))
texts = st.text(st.sampled_from(GENRE + "0123456789,。“”《》〇亩個萬"), max_size=60)


def _read(table, text):
    return [(form.name, match[0]) for form, match in find(table, fold(text))]


def test_of_two_forms_that_fit_at_a_place_the_first_wins():
    assert _read("times", "長期以來長期") == [("continuity", "长期")]
    assert _read("times", "近三年,三年内") == [("gone by", "近三年"), ("within years", "三年内")]


def test_the_rows_have_names_of_their_own_and_are_folded_as_the_texts_are():
    keys = [(row["table"], row["name"]) for row in ROWS]
    assert len(set(keys)) == len(keys)
    spelt = [han for row in ROWS for han in re.findall("[\u4e00-\u9ffe]+", row["pattern"])]
    assert [han for han in spelt if fold(han) != han] == []


@pytest.mark.parametrize("name", TABLES)
@given(texts)
def test_what_is_asked_ahead_of_the_forms_leaves_nothing_out(name, text):
    ahead, *forms = [form.pattern for form in patterns(name).values()]
    places = {at for at in range(len(text)) for form in forms if form.match(fold(text), at)}
    assert [at for at in places if not ahead.match(fold(text), at)] == []


@given(texts)
def test_no_words_of_the_genre_raise_and_every_cue_lies_in_the_text(text):
    judged = horizon(cues(text, None))
    spans = [(target.start, target.end) for target in targets(text)]
    spans += [judged.cue] if judged.cue else []
    spans += [*spans_of("aims", fold(text)), *spans_of("events", fold(text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)


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
    with Path(module.__file__).with_name("units.csv").open(encoding="utf-8") as file:
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
