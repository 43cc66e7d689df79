import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgpolicy.extract import forms as module
from dgpolicy.extract.forms import Form, Forms, forms, patterns, spans_of
from dgpolicy.extract.horizons import horizon
from dgpolicy.extract.targets import targets
from dgpolicy.fold import fold

with Path(module.__file__).with_name("forms.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))
TABLES = ("times", "aims", "events", "cues", "yuan", "multiples")
# Texts of the characters that the tables are about, in any order.
GENRE = "".join(sorted({char for row in ROWS for char in row["pattern"]}))
texts = st.text(st.sampled_from(GENRE + "0123456789,。“”《》〇亩個萬"), max_size=60)


def _read(table, text):
    return [(form.name, match[0]) for form, match in table.find(text)]


def test_of_two_forms_that_fit_at_a_place_the_first_wins():
    table = Forms([Form("name", "第[0-9]+"), Form("number", "[0-9]+")])
    assert _read(table, "第3屆5人") == [("name", "第3"), ("number", "5")]


def test_a_form_keeps_its_groups_though_others_use_their_names():
    table = Forms([Form("a", "甲(?P<n>[0-9])"), Form("b", "乙(?P<n>[0-9])")])
    assert [match["n"] for _, match in table.find("乙2甲1")] == ["2", "1"]


def test_the_rows_have_names_of_their_own_and_are_folded_as_the_texts_are():
    keys = [(row["table"], row["name"]) for row in ROWS]
    assert len(set(keys)) == len(keys)
    spelt = [han for row in ROWS for han in re.findall("[\u4e00-\u9ffe]+", row["pattern"])]
    assert [han for han in spelt if fold(han) != han] == []


@pytest.mark.parametrize("name", TABLES)
@given(texts)
def test_what_is_asked_ahead_of_the_forms_leaves_nothing_out(name, text):
    rows = [form for key, form in patterns(name).items() if key != "ahead"]
    assert _read(forms(name), fold(text)) == _read(Forms(rows), fold(text))


@given(texts)
def test_no_words_of_the_genre_raise_and_every_cue_lies_in_the_text(text):
    judged = horizon(text, None)
    spans = [(target.start, target.end) for target in targets(text)]
    spans += [judged.cue] if judged.cue else []
    spans += [*spans_of("aims", fold(text)), *spans_of("events", fold(text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
