"""A document cut into units: lines, list items, sentences, clauses, rows of tables."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgpolicy.document import Document
from dgpolicy.extract.layout import Layout, layout
from dgpolicy.extract.numbering import Item, numbered
from dgpolicy.fold import fold

LABELLED = Path(__file__).parents[2] / "shared" / "labelled" / "passages.jsonl"


def laid(text: str) -> Layout:
    return layout(Document("document", text))


def units(text: str) -> list[str]:
    made = laid(text)
    return [text[a:b] for a, b in zip(made.lefts.tolist(), made.rights.tolist(), strict=True)]


def shape(text: str) -> list:
    """The values of the items of the outermost list, each with the list that stands inside it."""
    items = numbered(fold(text), [0, *(m.end() for m in re.finditer("\n", text))])

    def lists(inside: list[Item]) -> list:
        own = [n for n, item in enumerate(inside) if item.list_id == inside[0].list_id]
        parts = [inside[start:end] for start, end in pairwise([*own, len(inside)])]
        told = [(first.value, lists(rest)) if rest else first.value for first, *rest in parts]
        return [told] if told else []

    return lists(items)


@given(st.text("。；！…”“一二是要第其,：\n\t\r (a)1.、字局", min_size=1, max_size=60))
def test_every_character_is_in_exactly_one_unit(text: str) -> None:
    if not text.strip():
        return
    made = laid(text)
    assert made.starts[0] == 0
    assert made.ends[-1] == len(text)
    assert (made.ends[:-1] == made.starts[1:]).all()
    assert (made.starts <= made.lefts).all()
    assert (made.lefts < made.rights).all()
    assert (made.rights <= made.ends).all()
    assert (made.marks <= made.words).all()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("去年增长。今年呢?要干!", ["去年增长。", "今年呢?", "要干!"]),
        ("推进改革；扩大开放。", ["推进改革；", "扩大开放。"]),
        ("他说：“要干。”大家鼓掌。", ["他说：“要干。”", "大家鼓掌。"]),
        ("建三类公园（社区公园……），年底开放。", ["建三类公园（社区公园……），年底开放。"]),
        ("增长。\u3000\u3000推进。", ["增长。", "推进。"]),
        ("他说：“一是修路；二是种树。”", ["他说：“一是修路；", "二是种树。”"]),
        ("今年做好两方面：一是修路，二是种树。", ["今年做好两方面：", "一是修路，", "二是种树。"]),
        ("会议要求，一要修路；二要种树。", ["会议要求，一要修路；", "二要种树。"]),
        ("一、总体要求\n坚持。 \n \n推进。", ["一、总体要求", "坚持。", "推进。"]),
        ("坚持第一时间响应。", ["坚持第一时间响应。"]),
    ],
)
def test_a_unit_ends_with_its_sentence_its_clause_or_its_line(text: str, parts: list[str]) -> None:
    assert units(text) == parts


def test_a_list_in_one_paragraph_ends_with_its_sentence() -> None:
    made = laid("要做两件事:一是修路;二是种树。以上就是全部工作。")
    assert made.ordinal.tolist() == [0, 1, 2, 0]
    assert made.list_id.tolist() == [-1, 6, 6, -1]
    assert laid("一是修路。二是种树。完。").ordinal.tolist() == [1, 2, 0]
    assert laid("一、修路。\n二、种树。养树。").ordinal.tolist() == [1, 2, 2]


def test_the_last_item_of_a_line_ends_with_its_line_if_another_has_two_sentences() -> None:
    assert laid("一要甲。乙。二要丙。三要丁。完。").ordinal.tolist() == [1, 1, 2, 3, 3]


def test_figures_count_on_through_the_sections_of_a_plan() -> None:
    text = "一、甲\n1.乙。\n2.丙。\n二、丁\n3.戊。\n4.己。"
    assert shape(text) == [[(1, [[1, 2]]), (2, [[3, 4]])]]


def test_a_number_that_counts_on_from_before_an_excerpt_is_an_item() -> None:
    assert shape("（二）发展社会事业。办好民生实事。\n保障就业。") == [[2]]
    assert shape("九是修路。十是种树。十一是建桥。十二是清淤。") == [[9, 10, 11, 12]]


def test_three_levels_of_numbering_stand_inside_one_another() -> None:
    text = "一、甲\n(一)乙\n1.丙。\n2.丁。\n(二)戊\n1.己。\n2.庚。\n二、辛\n(一)壬。\n(二)癸。"
    assert shape(text) == [[(1, [[(1, [[1, 2]]), (2, [[1, 2]])]]), (2, [[1, 2]])]]
    assert shape("壹、甲\n一、乙。\n二、丙。\n贰、丁") == [[(1, [[1, 2]]), 2]]


@pytest.mark.parametrize(
    "text",
    [
        "1. 甲\n(a) 乙；\n(b) 丙：\n(i) 丁；\n(ii) 戊；\n(iii) 己。\n(c) 庚。\n2. 辛。",
        "(1) 甲\n(a) 乙；\n(b) 丙：\n(i) 丁；\n(ii) 戊；\n(iii) 己。\n(c) 庚。\n(2) 辛。",
    ],
)
def test_letters_and_small_roman_figures_number_as_well(text: str) -> None:
    assert shape(text) == [[(1, [[1, (2, [[1, 2, 3]]), 3]]), 2]]


@pytest.mark.parametrize(
    "marks",
    [
        " ".join(f"{number}." for number in range(1, 102)),
        " ".join(f"({number})" for number in range(1, 102)),
        "(a) (b) (c) (d) (e) (f) (g) (h) (i) (j)",
        "(i) (ii) (iii) (iv) (v) (vi) (vii) (viii) (ix) (x) (xi) (xii)",
        "(甲) (乙) (丙) (丁) (戊) (己) (庚) (辛) (壬) (癸)",
        "① ② ③ ④ ⑤ ⑥ ⑦ ⑧ ⑨ ⑩ ⑪ ⑫ ⑬ ⑭ ⑮ ⑯ ⑰ ⑱ ⑲ ⑳",
        "⒈ ⒉ ⒊ ⒋ ⒌ ⒍ ⒎ ⒏ ⒐ ⒑ ⒒ ⒓ ⒔ ⒕ ⒖ ⒗ ⒘ ⒙ ⒚ ⒛",
        "㈠ ㈡ ㈢ ㈣ ㈤ ㈥ ㈦ ㈧ ㈨ ㈩",
        "壹、 贰、 叁、 肆、 伍、 陆、 柒、 捌、 玖、 拾、",
        "1) 2) 3)",
        "首先 其次 再次 最后",
        "首先, 第二, 第三,",
        "第一个方面, 第二个方面,",
        "第一步, 第二步,",
        "第一点: 第二点:",
    ],
)  # fmt: skip
def test_every_way_of_numbering_counts_on_to_its_last_sign(marks: str) -> None:
    signs = marks.split()
    text = "\n".join(f"{sign}修路。" for sign in signs)
    assert shape(text) == [list(range(1, len(signs) + 1))]


def test_an_item_with_words_of_its_own_holds_figures_below_it() -> None:
    text = "一是新建学校10所：\n1.城东3所；\n2.城西7所。\n二是新建医院两所。"
    assert shape(text) == [[(1, [[1, 2]]), 2]]


@pytest.mark.parametrize(
    "text",
    [
        "将坚持第一时间响应、第一线解决问题。",
        "发展第一、第二、第三产业。",
        "人工智能是第一要务。统一是大势。",
        "1.5万人脱贫,2.3万人就业。",
        "一是修路。",
        "⒜修路。\n⒝种树。",
        "㈪修路。\n㈫种树。",
        "45. 政府會注資。\n46. 政府會檢討。",
        "(2025)預算執行。\n(2026)預算安排。",
    ],
)
def test_a_number_in_the_words_is_no_list(text: str) -> None:
    assert not laid(text).leads.any()


def test_an_excerpt_may_begin_in_the_middle_of_a_list() -> None:
    assert shape("(三)修路。\n(四)种树。") == [[3, 4]]


def test_a_section_has_the_tense_of_its_heading() -> None:
    text = (
        "一、过去一年工作回顾\n增长。\n（一）工业\n增长。\n"
        "二、今年工作建议\n（一）农业\n增长。\n三、附录\n增长。\n"
        "“十四五”成就和“十五五”目标\n增长。"
    )
    assert laid(text).tense.tolist() == [-1, -1, -1, -1, 1, 1, 1, 0, 0, 0, 0]


def test_a_heading_without_a_number_and_a_tense_stands_in_the_section_above_it() -> None:
    assert laid("序。\n下一步目标\n修路。\n农业\n种树。").tense.tolist() == [0, 1, 1, 1, 1]


def test_a_row_of_a_table_with_named_columns_is_one_unit() -> None:
    rows = [
        "任务\t责任单位\t完成时限",
        "建两座水厂。改造管网。\t市水务局\t2026年底前",
        "种树。养树。\t市园林局\t长期",
    ]
    lines = ["附表。", *rows, "完。"]
    assert units("\n".join(lines)) == lines


def test_a_task_has_its_number_its_words_and_who_is_in_charge_where_cells_say_so() -> None:
    rows = ["1\t市水务局\t建水厂。改管网。", "12\t\t种树", "\t市交通局\t修路", "14\t市园林局\t"]
    text = "\n".join(["序号\t工作牵头单位\t重点任务", *rows])
    made = laid(text)
    charges = [charge and text[slice(*charge)] for charge in made.tasks.values()]
    assert (list(made.tasks), charges) == ([1, 2, 3], ["市水务局", None, "市交通局"])
    assert made.ordinal.tolist() == [0, 1, 12, 0, 0]
    assert made.marks[1:4].tolist() == [text.index(word) for word in ("建水厂", "种树", "修路")]


def test_a_table_of_tasks_and_who_does_them_has_two_columns_at_least() -> None:
    text = "任务\t责任单位\n一、修路\t市交通局\n二、种树\t市园林局"
    made = laid(text)
    assert (list(made.tasks), made.ordinal.tolist()) == ([1, 2], [0, 1, 2])
    assert made.words[1:].tolist() == [text.index("修路"), text.index("种树")]
    assert not laid("重点任务完成时限\n修路\n种树\n甲\t乙").tasks


def test_a_table_of_figures_or_of_what_was_done_holds_no_tasks() -> None:
    assert not laid("工作时间\n修路。\n甲\t乙").tasks
    assert not laid("项目\t单位\t2025年\n公路\t公里\t100").tasks
    assert not laid("任务\t责任单位\t完成情况\n修路\t市交通局\t已修").tasks


@pytest.mark.skipif(not LABELLED.is_file(), reason="the passages lie beside the repository")
def test_the_units_are_those_that_the_coders_saw() -> None:
    same = theirs = ours = 0
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        made = laid(passage["text"])
        mine = set(zip(made.lefts.tolist(), made.rights.tolist(), strict=True))
        seen = {(start, end) for start, end, _ in passage["units"]}
        same, theirs, ours = same + len(mine & seen), theirs + len(seen), ours + len(mine)
    assert same / theirs >= 0.99
    assert same / ours >= 0.99


def test_a_line_that_a_link_broke_off_goes_on():
    linked = "《\n纲要（草案）\n》提出，要扩大就业，\n健全社会保障体系\n。"
    others = ["去年建成两座水厂", "“新建三座”"]
    assert units("\n".join([linked, *others])) == [linked, *others]
