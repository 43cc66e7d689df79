"""The ruled tables of a printed page give a line a row."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from files import pdf
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table, TableStyle

from dgpolicy.read import read

CELL = ParagraphStyle("cell", fontName="MSung-Light", fontSize=12, leading=18, wordWrap="CJK")


def ruled(rows: list[list[str]], columns: list[int], *style: tuple, **more: object) -> Table:
    cells = [[Paragraph(words, CELL) for words in row] for row in rows]
    made = Table(cells, colWidths=columns, **more)
    made.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), *style]))
    return made


HEADING = ["任務", "責任單位", "完成時限"]


def test_a_ruled_table_gives_a_line_a_row_and_a_merged_cell_its_words_to_each(tmp_path):
    rows = [
        ["重點任務分工", "", ""],
        HEADING,
        ["新建水廠兩座，改造老舊管網一百公里，並建立平台", "市水務局", "2023年6月底前"],
        ["改造管網", "市住建局、市財政局、各鎮街", "2023年底前"],
        ["建設學校", "", "2025年"],
        ["保障", "市發改局<br/>市財政局", "長期"],
    ]
    merged = ("SPAN", (1, 3), (1, 4)), ("SPAN", (0, 0), (2, 0)), ("VALIGN", (0, 0), (-1, -1), "TOP")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(["分工如下：", ruled(rows, [200, 120, 100], *merged), "請各單位落實。"]))
    assert read(path).text.split("\n")[1:] == [
        "分工如下：", "重點任務分工", "任務\t責任單位\t完成時限",
        "新建水廠兩座，改造老舊管網一百公里，並建立平台\t市水務局\t2023年6月底前",
        "改造管網\t市住建局、市財政局、各鎮街\t2023年底前",
        "建設學校\t市住建局、市財政局、各鎮街\t2025年",
        "保障\t市發改局 市財政局\t長期", "請各單位落實。",
    ]  # fmt: skip


@pytest.mark.parametrize("repeat", [0, 1], ids=["heading once", "heading on each page"])
def test_a_table_goes_on_over_the_page_and_its_heading_is_said_once(tmp_path, repeat):
    rows = [HEADING, *([f"任務{i}", "市水務局", f"20{i}年"] for i in range(26, 53))]
    path = tmp_path / "a.pdf"
    table = ruled(rows, [200, 120, 100], repeatRows=repeat)
    path.write_bytes(pdf(["分工如下：", table, "請落實。"]))
    found = read(path).text.split("\n")
    assert found == ["分工如下：", *("\t".join(row) for row in rows), "請落實。"]
    assert len(pypdf.PdfReader(path).pages) == 2


def test_a_table_under_two_rows_of_headings_goes_on_over_the_page(tmp_path):
    rows = [
        ["任務", "時限", ""],
        ["", "起", "止"],
        *([f"任務{i}", "明年", "後年"] for i in range(30)),
    ]
    merged = ("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0))
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([ruled(rows, [200, 120, 100], *merged)]))
    found = read(path).text.split("\n")
    assert found[:2] == ["任務\t時限\t時限", "任務\t起\t止"]
    assert found[2:] == ["\t".join(row) for row in rows[2:]]


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (ruled([["一是新建水廠。"]], [300]), "一是新建水廠。"),
        (ruled([["一是新建水廠。", "二是造林。"]], [150, 150]), "一是新建水廠。\n二是造林。"),
    ],
    ids=["one cell", "one row"],
)
def test_what_is_ruled_and_no_table_stays_plain_text(tmp_path, table, text):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([table]))
    assert read(path).text == "東莞發布\n" + text


def crossed(path, upright: list[float], level: list[float], *words: tuple) -> str:
    """The text of a page with these lines across it, and words at places of their own."""
    canvas = Canvas(str(path))
    canvas.grid(upright, level)
    for said, x, y, *size in words:
        canvas.setFont("MSung-Light", *(size or [12]))
        canvas.drawString(x, y, said)
    canvas.save()
    return read(path).text


FOUR = ("甲", 110, 660), ("乙", 210, 660), ("丙", 110, 610), ("丁", 210, 610)


@pytest.mark.parametrize(("gap", "between"), [(2.9, "\t"), (3.1, "\t\t")])
def test_double_lines_are_one_where_nothing_could_stand_between_them(tmp_path, gap, between):
    level = [600, 650, 650 + 2.9, 700]
    found = crossed(tmp_path / "a.pdf", [100, 200, 200 + gap, 300], level, *FOUR)
    assert found == f"甲{between}乙\n丙{between}丁"


def test_a_number_that_is_set_low_stays_in_its_line(tmp_path):
    carbon = ("CO", 110, 660), ("2", 127, 657, 7), ("減排", 132, 660)
    found = crossed(tmp_path / "a.pdf", [100, 200, 300], [600, 650, 700], *carbon, *FOUR[1:])
    assert found == "CO2減排\t乙\n丙\t丁"


@pytest.mark.parametrize(("right", "words"), [(161, "新建 水廠"), (159, "新建水廠")])
def test_a_line_of_a_cell_goes_on_where_it_had_no_room_for_more(tmp_path, right, words):
    """Two characters and the margins of a cell are as wide as three."""
    lines = ("新建", 110, 680), ("水廠", 110, 660), ("乙", 200, 660), ("丙", 110, 610)
    found = crossed(tmp_path / "a.pdf", [100, right, 300], [600, 650, 700], *lines, FOUR[3])
    assert found == f"{words}\t乙\n丙\t丁"


def test_what_stands_between_two_lines_too_near_for_words_is_read_all_the_same(tmp_path):
    """The page after a table may hold a drawing of fine lines."""
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    for upright, level, words in (
        ([100, 200, 300], [600, 650, 700], FOUR),
        ([100, 200], [500, 600, 602.5], [("戊", 110, 600)]),
    ):
        canvas.setFont("MSung-Light", 12)
        canvas.grid(upright, level)
        for said, x, y in words:
            canvas.drawString(x, y, said)
        canvas.showPage()
    canvas.save()
    assert read(path).text == "甲\t乙\n丙\t丁\n戊"


def test_lines_whose_boxes_lie_over_each_other_lose_no_words(tmp_path):
    """A frame with a stroke in it that is shorter than the frame is wide."""
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    canvas.grid([100, 200, 300], [600, 650, 700])
    canvas.line(100, 680, 150, 680)
    canvas.setFont("MSung-Light", 12)
    for said, x, y in (("戊", 110, 685), ("己", 160, 660), *FOUR):
        canvas.drawString(x, y, said)
    canvas.save()
    assert sorted(re.sub(r"\s", "", read(path).text)) == sorted("戊己甲乙丙丁")


@pytest.mark.parametrize("filled", [True, False], ids=["as boxes", "as nothing"])
def test_a_line_may_be_painted_as_a_thin_box(tmp_path, filled):
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    for at in (0, 50, 100):
        canvas.rect(100, 600 + at, 200, 0.5, stroke=0, fill=filled)
        canvas.rect(100 + 2 * at, 600, 0.5, 100, stroke=0, fill=filled)
    canvas.setFont("MSung-Light", 12)
    for words, x, y in FOUR:
        canvas.drawString(x, y, words)
    canvas.save()
    assert ("\t" in read(path).text) is filled


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_table_on_a_turned_page_is_read_as_the_page_is_shown(tmp_path, turn):
    path = tmp_path / "a.pdf"
    rows = [HEADING, ["新建水廠", "市水務局", "2023年"]]
    writer = pypdf.PdfWriter(io.BytesIO(pdf([ruled(rows, [200, 120, 100]), "請落實。"])))
    for page in writer.pages:
        page.rotate(-turn)
        page.transfer_rotation_to_content()
        page.rotate(turn)
    writer.write(path)
    assert read(path).text.split("\n")[1:] == [*("\t".join(row) for row in rows), "請落實。"]
