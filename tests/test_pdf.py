"""The lines of a PDF become paragraphs again."""

from __future__ import annotations

import io

import pypdf
import pytest
from files import LINES, pdf
from reportlab.pdfgen.canvas import Canvas

from dgpolicy.read import ReadError, read
from dgpolicy.read.pdf import _figures


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


@pytest.mark.parametrize("small", ["附表從略", "2022年數據", "10月數據", "5%以上", "100家企業"])
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
        ("和學校", 12, 0),
        ("2", 9.5, 1),
        ("3", 10, 5),  # too large for a pointer
        ("所，廣10m", 12, 0),
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
    assert read(path).text == "建水廠和學校3所，廣10m2。"


def test_a_number_that_typesetting_parted_is_whole_again():
    for set_, said in {
        "新建1 00 座": "新建100 座",
        "投入3 .5 亿元": "投入3.5 亿元",
        "投入3. 5亿元": "投入3.5亿元",
        "投入3． 5亿元": "投入3．5亿元",
        "1 9 9 3 年": "1993 年",
        "20 25年": "2025年",
        "增长1 5 ．3 ％": "增长15．3 ％",
        "派出1 100名人員": "派出1100名人員",
        "共3 900 500項": "共3900500項",
        "达5 0%": "达50%",
        "达12 00％": "达1200％",
        "降5 0‰": "降50‰",
        "19 98年": "1998年",
        "到202 5 年": "到2025 年",
    }.items():
        assert _figures(set_) == said


def test_numbers_that_stand_beside_each_other_stay_apart():
    apart = (
        "附件1 2023年計劃|年份2002 2003 2004 2005年|12 34 56個|3. 5家企業入選|電話 2810 3838"
        "|2810 38 號|增長3.45 600個|共12,345 600個|（1 2）"
    )
    for text in apart.split("|"):
        assert _figures(text) == text


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


def test_what_repeats_on_fewer_than_half_of_the_pages_is_no_running_head(tmp_path):
    path = tmp_path / "a.pdf"
    heads = ["甲局負責。", "甲局負責。", "乙縣負責。", "丙鎮負責。", "丁村負責。"]
    pages = zip(heads, BODY[:5], strict=True)
    path.write_bytes(drawn(*([(line, 12.0) for line in page] for page in pages)))
    assert read(path).text.count("甲局負責。") == 2


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
