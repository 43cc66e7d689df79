"""Lines that an editor broke are put back together; lines that a writer ended are left."""

from __future__ import annotations

import pytest
from files import ARTICLE, LINES, REPORTS, ROOT

from dgpolicy.read import read
from dgpolicy.read.content import Line, paragraphs, unwrapped, width


def wrapped(lines: list[str], columns: int, indent: str = "") -> list[str]:
    """Lines broken at so many half-widths, as an editor does."""
    made = []
    for line in lines:
        row = indent
        for char in line:
            if width(row + char) > columns:
                made.append(row)
                row = ""
            row += char
        made.append(row)
    return made


@pytest.mark.parametrize("columns", [56, 72])
@pytest.mark.parametrize("indent", ["", "　　"], ids=["flush", "indented"])
def test_a_text_broken_at_one_width_has_its_paragraphs_back(tmp_path, columns, indent):
    path = tmp_path / "a.txt"
    path.write_text("\n".join(wrapped(LINES, columns, indent)), encoding="utf-8")
    assert read(path).text.split("\n") == [indent + line for line in LINES]


FULL = "市水務局將新建水廠兩座並改造老舊管網"
MARKS = (
    "一、 十二、 （一） (一) 一） 一) 1、 12. 1． （1） (12) 1) 第八, 第九: 一是 二要 十一是 "
    "第一， 第二、 第三： 第一条 第二條 第二百三十一条 第三章 第四节 第五節 第六项 第七項 ① ⑴ ㈠ "
    "● • ■ ◆ 首先， 其次, 再次， 最后， 最後，"
)


def test_a_numbered_line_begins_a_paragraph_though_the_line_before_is_full():
    for mark in MARKS.split():
        assert paragraphs([Line(FULL), Line(mark + FULL)]) == [FULL, mark + FULL]


def test_a_line_that_only_begins_with_a_number_goes_on():
    for begin in ("2023年", "3.5億元", "一個", "123、", "第三產業"):
        assert paragraphs([Line(FULL), Line(begin + FULL)]) == [FULL + begin + FULL]


def test_the_end_of_a_sentence_ends_a_paragraph_where_nothing_else_does():
    for stop in [*"。！？!?；;：:", *(f"。{mark}" for mark in "”’」』）)'"), '。"']:
        assert paragraphs([Line(FULL + stop), Line(FULL + stop)]) == [FULL + stop] * 2


@pytest.mark.parametrize(
    ("x", "y", "size", "count"),
    [
        (0, 15, 10, 1),
        (9, 15, 10, 2),  # indented
        (7, 15, 10, 1),
        (0, 19, 10, 2),  # set off
        (0, 18, 10, 1),
        (0, 15, 13, 2),  # larger
        (0, 15, 12, 1),
    ],
)
def test_an_indent_a_gap_and_another_size_begin_a_paragraph(x, y, size, count):
    lines = [Line(FULL, y=-15.0 * i, size=10) for i in range(9)]
    assert len(paragraphs([*lines, Line(FULL, x, -120.0 - y, size)])) == count


@pytest.mark.parametrize(("gaps", "count"), [(1, 51), (2, 3)])
def test_one_gap_on_pages_of_text_is_no_layout(gaps, count):
    """Where nothing but the end of a sentence tells paragraphs apart, it does."""
    lines = [Line(FULL + "。", y=-15.0 * i - 15 * min(i // 20, gaps)) for i in range(51)]
    assert len(paragraphs(lines)) == count


@pytest.mark.parametrize(("x", "count"), [(9, 20), (7, 10)])
def test_a_full_line_that_is_a_paragraph_goes_on_in_no_other_of_the_same_indent(x, count):
    lines = []
    for i in range(0, 90, 9):
        lines += [Line(FULL + "。", x, -15.0 * i, 10), Line(FULL + "在", x, -15.0 * (i + 1), 10)]
        lines.append(Line("各地。", 0, -15.0 * (i + 2), 10))
    assert len(paragraphs(lines)) == count


WIDE = "市水務局將在各地新建水廠並改造老舊管網和泵站"


@pytest.mark.parametrize(
    ("lines", "broken"),
    [
        ([WIDE[:-2]] * 3 + ["完。"], True),
        ([WIDE[:-2]] * 2 + ["完。"], False),  # few
        ([WIDE, WIDE[:-2]] * 2, True),  # ragged by two characters
        ([WIDE[:-3] + "1"] * 4 + ["完。"], False),  # a list of names
        ([WIDE + "1"] + [WIDE[:-2]] * 9, False),  # of many widths
        ([WIDE] * 4 + ["完。"] * 12, False),  # most are short
        ([WIDE] * 3 + [WIDE[:-1] + "。"] * 5, False),  # most end sentences
    ],
)
def test_lines_of_one_width_that_end_amid_words_were_broken_by_an_editor(lines, broken):
    text = "\n".join(lines)
    assert (unwrapped(text) != text) is broken


def test_blank_lines_between_broken_paragraphs_part_them():
    lines = [line for line in LINES if len(line) > 60][:5]
    text = "\n\n".join("\n".join(wrapped([line], 60)) for line in lines)
    assert unwrapped(text).split("\n") == lines


@pytest.mark.skipif(not REPORTS, reason="the shared work reports are not here")
def test_texts_whose_line_ends_are_real_are_kept_byte_for_byte():
    for path in [
        *(ROOT.parent / "shared/corpus").rglob("*.txt"),
        *(ROOT / "tests/cases").iterdir(),
    ]:
        text = path.read_text(encoding="utf-8")
        assert unwrapped(text) == text, path.name


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        "白日依山盡，\n黃河入海流。\n欲窮千里目，\n更上一層樓。",
        "新建學校\n改造管網\n加固水庫\n整治河道",
        "市水務局將新建水廠兩座並且改造全市老舊管網一百公里到二〇二五\n年底前完成。",
        "".join(
            f"{c}區今年將完成工業投資一百億元並引進企業二十家建成廠房三十座。\n" for c in "甲乙丙丁"
        ),
    ],
    ids=["article", "poem", "list", "one broken line", "sentences of one length"],
)
def test_a_text_that_is_not_clearly_broken_is_kept(text):
    assert unwrapped(text) == text
