"""Of a Word file, what stands on its pages."""

from __future__ import annotations

import re

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from files import LINES, word

from dgpolicy.read import read


def text(folder, body: str, styles: str = "", numbering: str = "") -> list[str]:
    """The lines read from a Word file with this body; ``w:p`` and such may go without prefix."""

    def elements(xml: str) -> list:
        xml = re.sub(r" (\w+)=", r" w:\1=", re.sub(r"<(/?)(\w)", r"<\1w:\2", xml))
        return list(parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"))

    def fill(file):
        for element in elements(body):
            file.element.body.append(element)
        file.styles.element.extend(elements(styles))
        root = file.part.numbering_part.element
        for element in elements(numbering):
            first = root.find(qn("w:num"))
            root.append(element) if element.tag == qn("w:num") else first.addprevious(element)

    return read(word(folder / "a.docx", fill)).text.split("\n")


def p(words: str, properties: str = "") -> str:
    return f"<p><pPr>{properties}</pPr>{run(words)}</p>"


def run(words: str, properties: str = "") -> str:
    return f"<r><rPr>{properties}</rPr><t>{words}</t></r>"


def item(words: str, level: int = 0, number: int = 90) -> str:
    return p(words, f'<numPr><ilvl val="{level}"/><numId val="{number}"/></numPr>')


def levels(*made: tuple[str, str] | tuple[str, str, str]) -> str:
    """The levels of a list: format, text and what else each has."""
    return "".join(
        f'<lvl ilvl="{i}"><start val="1"/><numFmt val="{form}"/>{"".join(more)}'
        f'<lvlText val="{words}"/></lvl>'
        for i, (form, words, *more) in enumerate(made)
    )


def numbers(made: str, more: str = "", number: int = 90) -> str:
    return (
        f'<abstractNum abstractNumId="{number}">{made}</abstractNum>'
        f'<num numId="{number}"><abstractNumId val="{number}"/>{more}</num>'
    )


def test_the_article_as_a_word_file_reads_as_the_article(tmp_path):
    def fill(file):
        file.core_properties.title = "東莞如何立市"
        for line in LINES:
            paragraph = file.add_paragraph(line[:4])
            paragraph.add_run(line[4:]).bold = True

    found = read(word(tmp_path / "a.docx", fill))
    assert (found.text.split("\n"), found.title) == (LINES, "東莞如何立市")


# What stands on the page


@pytest.mark.parametrize(
    "hidden",
    [
        run("甲", "<vanish/>"),
        run("甲", '<rStyle val="Unseen"/>'),
        run("甲", '<rStyle val="Heir"/>'),
        "<del><r><delText>甲</delText><br/></r></del>",
        "<moveFrom><r><t>甲</t></r></moveFrom>",
    ],
    ids=["run", "style", "style of a style", "deleted", "moved away"],
)
def test_what_is_hidden_or_deleted_is_not_read(tmp_path, hidden):
    styles = (
        '<style type="character" styleId="Unseen"><rPr><vanish/></rPr></style>'
        '<style type="character" styleId="Heir"><basedOn val="Unseen"/></style>'
    )
    assert text(tmp_path, f"<p>{run('一是')}{hidden}{run('乙')}</p>", styles) == ["一是乙"]


def test_a_paragraph_of_a_hidden_style_shows_what_is_set_to_be_seen(tmp_path):
    styles = '<style type="paragraph" styleId="Note"><rPr><vanish/></rPr></style>'
    shown = "".join(run("乙", f'<vanish val="{off}"/>') for off in ("0", "false"))
    body = f'<p><pPr><pStyle val="Note"/></pPr>{run("甲")}{shown}</p>'
    assert text(tmp_path, body, styles) == ["乙乙"]


@pytest.mark.parametrize("gone", ["<del/>", "<vanish/>"])
def test_a_paragraph_mark_that_is_deleted_or_hidden_does_not_cut(tmp_path, gone):
    body = p("新建", f"<rPr>{gone}</rPr>") + p("學校。") + p("乙。") + p("丙", f"<rPr>{gone}</rPr>")
    assert text(tmp_path, body) == ["新建學校。", "乙。", "丙"]


def test_what_was_inserted_and_what_a_control_or_a_text_box_holds_is_read(tmp_path):
    box = f"<pict><txbxContent>{p('丙')}</txbxContent></pict>"
    body = (
        f"<p><ins>{run('甲')}</ins></p><sdt><sdtContent>{p('乙')}</sdtContent></sdt>"
        f"<p><r>{box}</r>{run('丁')}</p>"
    )
    assert text(tmp_path, body) == ["甲", "乙", "丁", "丙"]


def test_breaks_and_tabs_in_a_line_are_kept_and_a_table_of_contents_is_not(tmp_path):
    styles = '<style type="paragraph" styleId="a1"><name val="toc 1"/></style>'
    body = p("一、總體 1", '<pStyle val="a1"/>') + (
        "<p><pPr><tabs><tab val='left' pos='1'/></tabs></pPr><r><t>甲</t><br/><t>乙</t><cr/>"
        "<t>丙</t><tab/><t>丁</t><noBreakHyphen/><t>戊</t></r></p>"
    )
    assert text(tmp_path, body, styles) == ["甲", "乙", "丙\t丁-戊"]


def test_what_stands_a_second_time_for_old_programs_is_read_once(tmp_path):
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"

    def fill(file):
        box = "<w:pict><w:txbxContent><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:txbxContent></w:pict>"
        file.element.body.append(
            parse_xml(
                f"<w:p {nsdecls('w')} xmlns:mc='{space}'><w:r><mc:AlternateContent><mc:Choice>{box}"
                f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
            )
        )

    assert read(word(tmp_path / "a.docx", fill)).text.split() == ["甲"]


# Tables


def table(*rows: str) -> str:
    return "<tbl>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</tbl>"


def cell(*words: str, properties: str = "") -> str:
    return f"<tc><tcPr>{properties}</tcPr>{''.join(map(p, words))}</tc>"


def test_a_table_gives_a_line_a_row_and_a_merged_cell_its_words_to_each(tmp_path):
    begins, goes_on = '<vMerge val="restart"/>', "<vMerge/>"
    body = p("分工：") + table(
        cell("重點任務", properties='<gridSpan val="3"/>'),
        cell("任務") + cell("責任單位") + cell("完成時限"),
        cell("新建水廠") + cell("市水務局", properties=begins) + cell("2023年", "底前"),
        cell("改造管網") + cell("", properties=goes_on) + cell("2024年"),
        "<trPr><del/></trPr>" + cell("刪去") + cell("刪去") + cell("刪去"),
        cell("合計", properties='<gridSpan val="2"/>') + cell("2024年"),
    )
    assert text(tmp_path, body + p("請落實。")) == [
        "分工：", "重點任務", "任務\t責任單位\t完成時限", "新建水廠\t市水務局\t2023年 底前",
        "改造管網\t市水務局\t2024年", "合計\t合計\t2024年", "請落實。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [cell("甲", "乙")],
        [cell("甲") + cell("乙")],
        [cell("甲"), cell("乙")],
        [f"<tc>{table(cell('甲') + cell('乙'))}</tc>" + cell(), cell() + cell()],
    ],
    ids=["one cell", "one row", "one column", "a table in a cell"],
)
def test_a_table_that_only_lays_out_stays_plain_text(tmp_path, rows):
    assert [line for line in text(tmp_path, table(*rows)) if line] == ["甲", "乙"]


# The numbers of lists


def test_the_numbers_that_word_draws_stand_before_their_paragraphs(tmp_path):
    made = levels(("chineseCounting", "%1、"), ("decimal", "（%2）"), ("decimal", "%3."))
    body = "".join(
        item(words, level)
        for level, words in [
            (0, "總體"), (0, "任務"), (1, "甲"), (2, "子"), (1, "乙"), (0, "保障"), (1, "丙"),
        ]
    )  # fmt: skip
    assert text(tmp_path, body, numbering=numbers(made)) == [
        "一、總體", "二、任務", "（1）甲", "1. 子", "（2）乙", "三、保障", "（1）丙",
    ]  # fmt: skip


def test_a_list_by_style_is_numbered_and_a_bullet_is_not(tmp_path):
    def fill(file):
        for words in ("甲", "乙"):
            file.add_paragraph(words, style="List Number")
        file.add_paragraph("丙", style="List Bullet")

    assert read(word(tmp_path / "a.docx", fill)).text == "1. 甲\n2. 乙\n丙"


def test_the_number_of_a_heading_comes_from_its_style_or_from_one_that_this_is_based_on(tmp_path):
    styles = "".join(
        f'<style type="paragraph" styleId="{name}">{more}</style>'
        for name, more in [
            ("Part", '<pPr><numPr><numId val="90"/></numPr></pPr>'),
            (
                "Step",
                '<basedOn val="Part"/><pPr><numPr><ilvl val="1"/><numId val="90"/></numPr></pPr>',
            ),
            ("Late", '<basedOn val="Step"/>'),
        ]
    )
    made = levels(
        ("chineseCounting", "第%1章"),
        ("decimal", "%1.%2", "<isLgl/>"),
    )
    body = "".join(p(name, f'<pStyle val="{name}"/>') for name in ("Part", "Step", "Late"))
    assert text(tmp_path, body, styles, numbers(made)) == ["第一章 Part", "1.1 Step", "1.2 Late"]


@pytest.mark.parametrize(
    "drawn", ["一、甲", "（1）甲", "①甲", "1. 甲", "(1) 甲", "[1] 甲", "1 甲", "第1條 甲"]
)
def test_a_number_stands_apart_where_it_would_run_into_the_words(tmp_path, drawn):
    mark = drawn.removesuffix("甲").rstrip()
    form = {"一": "chineseCounting", "①": "decimalEnclosedCircle"}.get(mark[0], "decimal")
    made = numbers(levels((form, re.sub("[1一①]", "%1", mark))))
    assert text(tmp_path, item("甲"), numbering=made) == [drawn]


def test_a_list_may_begin_again(tmp_path):
    again = '<lvlOverride ilvl="0"><startOverride val="5"/></lvlOverride>'
    lists = numbers(levels(("decimal", "%1."))) + (
        f'<num numId="91"><abstractNumId val="90"/>{again}</num>'
    )
    body = item("甲") + item("乙", number=91) + item("丙", number=91)
    assert text(tmp_path, body, numbering=lists) == ["1. 甲", "5. 乙", "6. 丙"]


def test_a_paragraph_may_step_out_of_the_list_of_its_style(tmp_path):
    styles = (
        '<style type="paragraph" styleId="S"><pPr><numPr><numId val="90"/></numPr></pPr></style>'
    )
    out = '<pStyle val="S"/><numPr><numId val="0"/></numPr>'
    body = p("甲", '<pStyle val="S"/>') + p("乙", out)
    assert text(tmp_path, body, styles, numbers(levels(("decimal", "%1、")))) == ["1、甲", "乙"]
