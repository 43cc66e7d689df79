"""Of a Word file, what stands on its pages."""

from __future__ import annotations

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from files import LINES, word

from dgpolicy.read import read


def test_the_article_as_a_word_file_reads_as_the_article(tmp_path):
    def fill(file):
        file.core_properties.title = "東莞如何立市"
        for line in LINES:
            paragraph = file.add_paragraph(line[:4])
            paragraph.add_run(line[4:]).bold = True

    found = read(word(tmp_path / "a.docx", fill))
    assert (found.text.split("\n"), found.title) == (LINES, "東莞如何立市")


def test_paragraphs_and_tables_of_a_word_file_keep_their_order(tmp_path):
    def fill(file):
        file.add_paragraph("甲")
        table = file.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "乙\n丙", "丁"
        file.add_paragraph("戊")

    assert read(word(tmp_path / "a.docx", fill)).text == "甲\n乙\n丙\n丁\n戊"


def test_the_numbers_that_word_draws_stand_before_their_paragraphs(tmp_path):
    levels = [("chineseCounting", "%1、", "nothing"), ("decimal", "（%2）", "tab"),
              ("decimal", "%3.", "tab")]  # fmt: skip

    def fill(file):
        numbering = file.part.numbering_part.element
        made = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for i, (form, text, suffix) in enumerate(levels)
        )
        ns = nsdecls("w")
        first = numbering.find(f"{{{numbering.nsmap['w']}}}num")
        first.addprevious(
            parse_xml(f'<w:abstractNum {ns} w:abstractNumId="90">{made}</w:abstractNum>')
        )
        numbering.append(
            parse_xml(f'<w:num {ns} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
        )
        for level, text in [
            (0, "總體"),
            (0, "任務"),
            (1, "甲"),
            (2, "子"),
            (1, "乙"),
            (0, "保障"),
            (1, "丙"),
        ]:
            properties = file.add_paragraph(text)._p.get_or_add_pPr()
            properties.append(
                parse_xml(f'<w:numPr {ns}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>')
            )

    assert read(word(tmp_path / "a.docx", fill)).text.split("\n") == [
        "一、總體", "二、任務", "（1）甲", "1. 子", "（2）乙", "三、保障", "（1）丙",
    ]  # fmt: skip


def test_a_list_by_style_is_numbered_and_a_bullet_is_not(tmp_path):
    def fill(file):
        for text in ("甲", "乙"):
            file.add_paragraph(text, style="List Number")
        file.add_paragraph("丙", style="List Bullet")

    assert read(word(tmp_path / "a.docx", fill)).text == "1. 甲\n2. 乙\n丙"


def test_what_was_deleted_in_a_word_file_is_not_read_and_what_was_inserted_is(tmp_path):
    def fill(file):
        paragraph, ns = file.add_paragraph("一是")._p, nsdecls("w")
        paragraph.append(parse_xml(f"<w:del {ns}><w:r><w:delText>甲</w:delText></w:r></w:del>"))
        paragraph.append(parse_xml(f"<w:ins {ns}><w:r><w:t>乙</w:t></w:r></w:ins>"))

    assert read(word(tmp_path / "a.docx", fill)).text == "一是乙"
