"""The lines of a PDF become paragraphs again."""

from __future__ import annotations

import io

import pypdf
import pytest
from files import LINES, pdf
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from dgpolicy.read import ReadError, read
from dgpolicy.read.pdf import _figures, _plain


@pytest.mark.parametrize(
    "style", [{"firstLineIndent": 28}, {"spaceAfter": 9}, {}], ids=["indents", "gaps", "neither"]
)
def test_the_lines_of_a_pdf_are_put_together_as_the_article_has_them(tmp_path, style):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(LINES, **style))
    found = read(path)
    # The space of 〔2022〕11 號 is lost where a line of the page ends at it.
    assert [line.replace(" ", "") for line in found.text.split("\n")] == [
        line.replace(" ", "") for line in LINES
    ]
    assert (found.title, found.published) == (None, None)


# Tables


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


def test_a_table_on_a_framed_page_is_no_wider_than_itself(tmp_path):
    def frame(canvas, template):
        canvas.rect(30, 30, 535, 780)

    path = tmp_path / "a.pdf"
    story = [Paragraph(words, CELL) for words in ("分工如下：", "請落實。")]
    story.insert(1, ruled([HEADING, ["新建水廠", "市水務局", "2023年"]], [200, 120, 100]))
    SimpleDocTemplate(str(path)).build(story, onFirstPage=frame)
    assert read(path).text.split("\n") == [
        "分工如下：", "任務\t責任單位\t完成時限", "新建水廠\t市水務局\t2023年", "請落實。",
    ]  # fmt: skip


def test_a_page_with_thousands_of_lines_is_a_drawing_and_not_searched_for_tables(tmp_path):
    path = tmp_path / "a.pdf"
    for lines, found in ((1990, "甲\t乙\n丙\t丁"), (2001, "甲\n乙丙\n丁")):
        file = io.BytesIO()
        canvas = Canvas(file)
        canvas.setFont("MSung-Light", 12)
        canvas.grid([100, 200, 202, 300], [600, 650, 652, 700])  # with double lines
        for words, x, y in (("甲", 110, 660), ("乙", 210, 660), ("丙", 110, 610), ("丁", 210, 610)):
            canvas.drawString(x, y, words)
        for i in range(lines):
            canvas.line(
                100 + i % 100 * 4, 100 + i // 100 * 4, 104 + i % 100 * 4, 100 + i // 100 * 4
            )
        canvas.save()
        path.write_bytes(file.getvalue())
        assert read(path).text == found


# Footnotes and figures


def drawn(*pages: list[tuple[str, float]]) -> bytes:
    """A PDF of pages with lines one below the other, each in its size."""
    file = io.BytesIO()
    canvas = Canvas(file)
    for lines in pages:
        y = 800.0
        for words, size in lines:
            y -= 2 * size
            canvas.setFont("MSung-Light", size)
            canvas.drawString(80, y, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


BODY = [
    f"{c}區將加快推進各項重點工程，新建水廠兩座，改造老舊管網一百" for c in "東西南北中前後左右"
]


@pytest.mark.parametrize("mark", ["①", "1", "12. ", "[1]", "〔1〕", *"*＊※†", "注：", "注2:"])
def test_a_footnote_stays_out_of_the_sentence_that_it_cuts(tmp_path, mark):
    path = tmp_path / "a.pdf"
    note = [(mark + "水廠指日處理十萬噸的水廠，由市財", 9.0), ("政局出資。", 9.0)]
    path.write_bytes(drawn([*((line, 12.0) for line in BODY), *note], [("公里。", 12.0)]))
    note = f"{mark}水廠指日處理十萬噸的水廠，由市財政局出資。"
    assert read(path).text.split("\n") == ["".join(BODY) + "公里。", note]


@pytest.mark.parametrize("small", ["附表從略", "2022年數據", "10月數據", "5%以上"])
def test_small_lines_that_are_no_notes_stay_where_they_are(tmp_path, small):
    path = tmp_path / "a.pdf"
    lines = [*((line, 12.0) for line in BODY), (small, 9.0)]
    path.write_bytes(drawn(lines, [("公里。", 12.0)]))
    assert read(path).text.split("\n") == ["".join(BODY), small, "公里。"]


def test_a_raised_number_points_to_a_note_and_that_of_a_unit_stays(tmp_path):
    file = io.BytesIO()
    canvas = Canvas(file)
    text = canvas.beginText(80, 700)
    for words, size, rise in [
        ("建水廠", 12, 0),
        ("1", 7, 5),
        ("，廣10m", 12, 0),
        ("2", 7, 5),
        ("。", 12, 0),
    ]:
        text.setFont("MSung-Light", size)
        text.setTextOrigin(text.getX(), 700 + rise)
        text.textOut(words)
    canvas.drawText(text)
    canvas.save()
    path = tmp_path / "a.pdf"
    path.write_bytes(file.getvalue())
    assert read(path).text == "建水廠，廣10m2。"


@pytest.mark.parametrize(
    ("set_", "said"),
    [
        ("新建1 00 座", "新建100 座"),
        ("投入3 .5 亿元", "投入3.5 亿元"),
        ("投入3. 5亿元", "投入3.5亿元"),
        ("投入3． 5亿元", "投入3．5亿元"),
        ("1 9 9 3 年", "1993 年"),
        ("20 25年", "2025年"),
        ("增长1 5 ．3 ％", "增长15．3 ％"),
        ("增长1 5.3％", "增长15.3％"),
        ("派出1 100名人員", "派出1100名人員"),
        ("共3 900 500項", "共3900500項"),
        ("达5 0%", "达50%"),
        ("达12 00％", "达1200％"),
        ("降5 0‰", "降50‰"),
        ("19 98年", "1998年"),
        ("到202 5 年", "到2025 年"),
    ],
)
def test_a_number_that_typesetting_parted_is_whole_again(set_, said):
    assert _figures(set_) == said


@pytest.mark.parametrize(
    "text",
    [
        "附件1 2023年計劃",
        "年份2002 2003 2004 2005年",
        "12 34 56個",
        "3. 5家企業入選",
        "電話 2810 3838",
        "2810 38 號",
        "增長3.45 600個",
        "共12,345 600個",
        "（1 2）",
    ],
)
def test_numbers_that_stand_beside_each_other_stay_apart(text):
    assert _figures(text) == text


def test_ligatures_of_a_pdf_become_letters_and_radicals_stay_as_published():
    assert _plain("⼈⺠ﬁ") == "⼈⺠fi"


def test_what_repeats_on_every_page_is_a_running_head_at_its_head_and_foot_alone(tmp_path):
    path = tmp_path / "a.pdf"
    body = [f"{line}。" for line in BODY]
    repeated = "責任單位：市水務局。"
    for lines, kept in (
        ([body[0], body[1], repeated, body[2], body[3], body[4]], 2),
        ([repeated, *body[:5]], 0),
        ([body[0], repeated, *body[1:5]], 0),
        ([*body[:4], repeated, body[4]], 0),
    ):
        other = [line.replace("區", "縣") if line != repeated else line for line in lines]
        path.write_bytes(drawn(*([(line, 12.0) for line in page] for page in (lines, other))))
        assert read(path).text.count(repeated) == kept


@pytest.mark.parametrize("number", ["1", "- 12 -", "— 3 —", "·4·"])
def test_the_number_of_a_page_is_not_read(tmp_path, number):
    path = tmp_path / "a.pdf"
    path.write_bytes(drawn([("東莞如何立市", 12), ("一是新建水廠。", 12), (number, 12)]))
    assert read(path).text == "東莞如何立市\n一是新建水廠。"


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("東莞如何立市", "東莞如何立市"),
        ("", None),
        ("(anonymous)", None),
        ("Microsoft Word - 稿", None),
        ("Untitled", None),
        ("about:blank", None),
        ("无标题", None),
        ("東莞.docx", None),
    ],
)
def test_the_title_of_a_pdf_is_taken_where_a_program_did_not_make_it(tmp_path, given, title):
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.setTitle(given)
    canvas.setFont("MSung-Light", 12)
    canvas.drawString(80, 700, "一是新建水廠。")
    canvas.save()
    path = tmp_path / "a.pdf"
    path.write_bytes(file.getvalue())
    assert read(path).title == title


def test_a_scanned_pdf_says_that_it_holds_pictures(tmp_path):
    path = tmp_path / "scan.pdf"
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(path)
    with pytest.raises(ReadError, match=r"scan\.pdf: .*pictures.*OCR"):
        read(path)


def test_a_pdf_with_a_password_says_so(tmp_path):
    path = tmp_path / "locked.pdf"
    writer = pypdf.PdfWriter(io.BytesIO(pdf(["一是推進甲。"])))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(path)
    with pytest.raises(ReadError, match=r"locked\.pdf: .*password"):
        read(path)
