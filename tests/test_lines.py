"""Where lines, sentences and numbered items begin and end."""

from __future__ import annotations

import pytest

from dgpolicy.document import Document
from dgpolicy.extract.lines import Item, lines, lists, sentences, trimmed


def listed(text: str) -> list[list[Item]]:
    document = Document.from_text(text)
    return lists(document.text, document.folded, lines(document.text, 0, len(document.text)))


def shape(found: list[list[Item]]) -> list:
    """The values of the items, each with the lists inside it."""
    return [[(i.value, shape(i.inside)) if i.inside else i.value for i in items] for items in found]


def test_a_list_in_one_paragraph_ends_with_its_sentence() -> None:
    text = "要做两件事:一是修路;二是种树。以上就是全部工作。"
    (items,) = listed(text)
    assert [text[i.start : i.end] for i in items] == ["一是修路;", "二是种树。"]


def test_three_levels_of_numbering_stand_inside_one_another() -> None:
    text = "一、甲\n(一)乙\n1.丙。\n2.丁。\n(二)戊\n1.己。\n2.庚。\n二、辛\n(一)壬。\n(二)癸。"
    assert shape(listed(text)) == [
        [(1, [[(1, [[1, 2]]), (2, [[1, 2]])]]), (2, [[1, 2]])],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "将坚持第一时间响应、第一线解决问题。",
        "发展第一、第二、第三产业。",
        "人工智能是第一要务。统一是大势。",
        "增长3.5%,达到1.2亿元。",
        "一是修路。",
    ],
)
def test_a_number_in_the_words_is_no_list(text: str) -> None:
    assert listed(text) == []


def test_an_excerpt_may_begin_in_the_middle_of_a_list() -> None:
    assert shape(listed("(三)修路。\n(四)种树。")) == [[3, 4]]


def test_the_numbers_of_paragraphs_are_no_list() -> None:
    assert listed("45. 政府會注資。\n46. 政府會檢討。") == []


def test_a_line_end_inside_a_sentence_parts_nothing_where_blank_lines_part_paragraphs() -> None:
    text = "甲和\n乙都说好。\n\n丙。\n\n丁。"
    assert [text[a:b] for a, b in lines(text, 0, len(text))] == ["甲和\n乙都说好。", "丙。", "丁。"]


def test_a_sentence_ends_at_its_final_mark() -> None:
    text = "去年增长。今年呢?要干!"
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == [
        "去年增长。",
        "今年呢?",
        "要干!",
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("“要干。", "要干。"),
        ("“三农”工作要抓。", "“三农”工作要抓。"),
        ("要抓“三农”", "要抓“三农”"),
        ("——新建驿站。", "新建驿站。"),
        ("要抓(含水利)", "要抓(含水利)"),
        ("(含水利", "含水利"),
    ],
)
def test_only_a_mark_without_its_partner_is_trimmed(text: str, kept: str) -> None:
    start, end = trimmed(text, 0, len(text))
    assert text[start:end] == kept
