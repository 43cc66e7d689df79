import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgpolicy.extract import judgements, targets, times
from dgpolicy.extract.forms import Form, Forms
from dgpolicy.extract.horizons import horizon
from dgpolicy.fold import fold

TABLES = {
    "times": times.FORMS,
    "targets": targets.FORMS,
    "aims": judgements.AIMS,
    "events": judgements.EVENTS,
}
# Texts of the characters that the tables are about, in any order.
PATTERNS = [form.pattern for table in TABLES.values() for form in table]
GENRE = "".join(sorted(set("".join(PATTERNS))))
texts = st.text(st.sampled_from(GENRE + "0123456789,。“”《》〇亩個萬"), max_size=60)


def _read(table, text):
    return [(form.name, match[0]) for form, match in table.find(text)]


def test_of_two_forms_that_fit_at_a_place_the_first_wins():
    table = Forms([Form("name", "第[0-9]+"), Form("number", "[0-9]+")])
    assert _read(table, "第3屆5人") == [("name", "第3"), ("number", "5")]


def test_a_form_keeps_its_groups_though_others_use_their_names():
    table = Forms([Form("a", "甲(?P<n>[0-9])"), Form("b", "乙(?P<n>[0-9])")])
    assert [match["n"] for _, match in table.find("乙2甲1")] == ["2", "1"]


def test_a_pattern_may_spell_a_character_that_folding_merges():
    assert _read(Forms([Form("cover", "全覆盖")]), "全复盖") == [("cover", "全复盖")]


@pytest.mark.parametrize("name", TABLES)
def test_the_names_in_a_table_are_unique(name):
    names = [form.name for form in TABLES[name]]
    assert sorted(set(names)) == sorted(names)


@given(texts)
def test_anchors_leave_nothing_out(text):
    assert _read(times.FORMS, text) == _read(Forms(list(times.FORMS)), text)


@given(texts)
def test_no_words_of_the_genre_raise_and_every_cue_lies_in_the_text(text):
    found = targets.targets(text)
    judged = horizon(text, None)
    spans = [(target.start, target.end) for target in found]
    spans += [judged.cue] if judged.cue else []
    spans += [*judgements.results(fold(text)), *judgements.events(fold(text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(texts)
def test_the_first_words_that_fit_any_form_are_found(text):
    folded = fold(text)
    for table in (judgements.AIMS, judgements.EVENTS):
        alone = [m.start() for form in table if (m := re.search(form.pattern, folded))]
        assert [m.start() for _, m in table.find(folded)][:1] == sorted(alone)[:1]
