"""Bodies in their short form are the bodies whose full name the document gives."""

import pytest

from dgpolicy.extract.bodies import is_short_for, short_forms

NAMES = ["东莞市科学技术局", "东莞市工业和信息化局", "上海市科学技术委员会"]


@pytest.mark.parametrize(
    ("words", "short", "full"),
    [
        ("市科技局将加大投入", "市科技局", NAMES[0]),
        ("今年,市工信局将抓好三件事", "市工信局", NAMES[1]),
        ("会同市科委推进", "市科委", NAMES[2]),
    ],
)
def test_a_short_form_is_found_where_it_stands(words, short, full):
    assert [(words[a:b], name) for a, b, name in short_forms(words, NAMES)] == [(short, full)]


def test_a_body_that_the_document_does_not_name_in_full_is_left_alone():
    assert list(short_forms("市财政局将加大投入", NAMES)) == []


def test_the_full_name_itself_is_no_short_form():
    assert list(short_forms("东莞市科学技术局将加大投入", NAMES)) == []


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("市科技局", "东莞市科学技术局"),
        ("上海市科委", "上海市科学技术委员会"),
        ("市发改委", "佛山市发展和改革委员会"),
        ("省工信厅", "广东省工业和信息化厅"),
        ("市人社局", "台州市人力资源和社会保障局"),
    ],
)
def test_an_abbreviation_keeps_the_order_of_the_characters(short, full):
    assert is_short_for(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("市科技局", "东莞市财政局"),
        ("省科技厅", "东莞市科学技术局"),
        ("市教育局", "广东省教育局"),
        ("市科技局", "市科技局"),
    ],
)
def test_another_body_is_no_abbreviation(short, full):
    assert not is_short_for(short, full)
