"""Files as analysts have them, made here of the real article, and read back."""

from __future__ import annotations

import html
import io
import random
import re
import sys
from datetime import date
from pathlib import Path

import docx
import opencc
import pypdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from dgpolicy.document import Document
from dgpolicy.read import ReadError, document_id, publication_date, read
from dgpolicy.read.decode import decode

ROOT = Path(__file__).parents[1]
ARTICLE = (ROOT / "data/texts/dg2022.txt").read_text(encoding="utf-8")
LINES = ARTICLE.strip("\n").split("\n")
REPORTS = sorted((ROOT.parent / "shared/corpus").glob("gwr-*.txt"))
SIMPLIFIED = opencc.OpenCC("t2s").convert(ARTICLE)
# The article's own spelling is mixed; Big5 has the Traditional of it only.
TRADITIONAL = opencc.OpenCC("s2tw").convert(SIMPLIFIED)


def page(body: str, head: str = "") -> str:
    menu = (
        "<div class='nav'><ul><li><a href='/'>首页</a></li><li><a href='/x'>政务公开</a></li></ul>"
    )
    return (
        f"<!DOCTYPE html><html><head>{head}<script>var a = '一是脚本。';</script></head>"
        f"<body>{menu}</div>{body}<div class='footer'>版权所有 粤ICP备1号</div></body></html>"
    )


def pdf(lines: list[str], **style: object) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))
    look = ParagraphStyle("p", fontName="MSung-Light", fontSize=14, leading=22, wordWrap="CJK")
    for name, value in style.items():
        setattr(look, name, value)
    file = io.BytesIO()

    def number(canvas, template):
        canvas.setFont("MSung-Light", 10)
        canvas.drawString(280, 800, "東莞發布")
        canvas.drawString(280, 40, f"- {template.page} -")

    story = [Paragraph(html.escape(line), look) for line in lines]
    SimpleDocTemplate(file).build(story, onFirstPage=number, onLaterPages=number)
    return file.getvalue()


def word(path: Path, fill) -> Path:
    file = docx.Document()
    fill(file)
    file.save(str(path))
    return path


# Encodings


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ARTICLE, "utf-8"),
        (ARTICLE, "utf-8-sig"),
        (ARTICLE, "utf-16"),
        (ARTICLE, "utf-16-le"),
        (ARTICLE, "utf-16-be"),
        (ARTICLE, "gb18030"),
        (ARTICLE, "gbk"),
        (SIMPLIFIED, "gb2312"),
        (TRADITIONAL, "big5hkscs"),
        (TRADITIONAL.replace("\xb7", "."), "cp950"),
    ],
)
def test_the_article_is_read_the_same_from_every_encoding(tmp_path, text, encoding):
    path = tmp_path / "article.txt"
    path.write_bytes(text.encode(encoding, "strict"))
    assert read(path).text == text


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "big5", "big5hkscs", "cp950", "utf-16-le"])
@pytest.mark.parametrize("length", [10, 20, 60])
def test_a_short_text_is_enough_to_tell_the_encodings_apart(encoding, length):
    texts = [SIMPLIFIED, TRADITIONAL] if encoding.startswith(("gb", "utf")) else [TRADITIONAL]
    chance = random.Random(length)
    wrong = []
    for text in texts:
        for _ in range(60):
            start = chance.randrange(len(text) - length)
            words = text[start : start + length].replace("\n", "")
            try:
                data = words.encode(encoding)
            except UnicodeEncodeError:
                continue
            if decode(data) != words:
                wrong.append(words)
    assert wrong == []


@pytest.mark.skipif(not REPORTS, reason="the shared work reports are not here")
def test_reports_of_seventy_years_are_told_apart_in_every_encoding():
    for path in REPORTS[::7]:
        text = path.read_text(encoding="utf-8")
        for words in (text[3000:3060], text[4000:4012]):
            assert decode(words.encode("gb18030")) == words, path.name
            assert decode(words.encode("utf-16-be")) == words, path.name
            hant = opencc.OpenCC("s2hk").convert(words)
            data = hant.encode("big5hkscs", "ignore")
            assert decode(data) == data.decode("big5hkscs"), path.name


def test_big5_symbols_are_read_as_windows_and_hong_kong_write_them():
    assert decode("3～5年推進甲".encode("cp950")) == "3～5年推進甲"
    assert decode("①推進甲項目".encode("big5hkscs")) == "①推進甲項目"


# Plain text


def test_a_plain_text_is_kept_as_it_stands_but_for_its_line_ends(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("　　一是 推進\r\n甲。\r\r二是乙。  \n".encode())
    assert read(path).text == "　　一是 推進\n甲。\n\n二是乙。  \n"


def test_what_the_caller_says_goes_before_what_the_file_says(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("東莞如何立市\n發布時間：2022-11-09\n一是推進甲。", encoding="utf-8")
    found = read(path)
    assert (found.title, found.published) == ("東莞如何立市", date(2022, 11, 9))
    given = read(
        path, title="題", publisher="東莞發布", published="2023-01-02", url="https://a.cn/b"
    )
    assert given == Document("a", found.text, "題", "東莞發布", date(2023, 1, 2), "https://a.cn/b")


def test_a_date_that_is_no_date_is_refused_with_the_name_of_the_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("一是推進甲。", encoding="utf-8")
    with pytest.raises(ReadError, match=r"a\.txt: .*9\.11\.2022"):
        read(path, published="9.11.2022")


def test_the_article_has_no_title_and_no_date_so_none_is_invented():
    found = read(ROOT / "data/texts/dg2022.txt")
    assert (found.document_id, found.title, found.published) == ("dg2022", None, None)


@pytest.mark.parametrize(
    "first",
    [
        "一是推進甲",
        "各位代表：\u200d",
        "东府〔2022〕11号",
        "市科技局局長卓慶:",
        "2022年11月9日",
        "推進甲。",
    ],
)
def test_a_first_line_that_is_no_title_is_not_taken_for_one(tmp_path, first):
    path = tmp_path / "a.txt"
    path.write_text(f"{first}\n二是推進乙。", encoding="utf-8")
    assert read(path).title is None


# Markdown


def test_markdown_is_read_without_its_marks_and_with_its_numbers(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: 東莞如何立市\ndate: 2022-11-09\n---\n## 一、**總體**要求\n"
        "市科技局局長卓慶：\n[落實](https://a.cn)好*戰略*。\n\n1. **狠抓**項目。\n2. 狠抓體系。\n\n"
        "- 甲_b_c\n- 乙\n",
        encoding="utf-8",
    )
    found = read(path)
    assert found.text.split("\n") == [
        "一、總體要求", "市科技局局長卓慶：", "落實好戰略。", "1. 狠抓項目。", "2. 狠抓體系。",
        "甲_b_c", "乙",
    ]  # fmt: skip
    assert (found.title, found.published) == ("東莞如何立市", date(2022, 11, 9))


def test_the_article_as_markdown_reads_as_the_article(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(ARTICLE, encoding="utf-8")
    assert read(path).text.split("\n") == LINES


# Web pages


def paragraphs(tag: str, split: bool = False) -> str:
    def inner(line: str) -> str:
        words = html.escape(line)
        return f"<span>{line[:5]}<b>{line[5:9]}</b></span>{line[9:]}" if split else words

    return "".join(f"<{tag}>　　{inner(line)}</{tag}>" for line in LINES)


@pytest.mark.parametrize(
    "body",
    [
        f"<div id='zoom'>{paragraphs('p')}</div>",
        f"<article>{paragraphs('div')}</article>",
        "<div>" + "<br>".join(map(html.escape, LINES)) + "</div>",
        f"<table><tr><td>{paragraphs('p')}</td></tr></table>",
        "<table><tr><td>"
        + "<br/>".join(f"&nbsp;&nbsp;{line}" for line in LINES)
        + "</td></tr></table>",
        f"<div id='js_content' style='visibility: hidden'>{paragraphs('section', True)}</div>",
        f"<form id='aspnetForm'><div>{paragraphs('p', True)}</div></form>",
        f"<pre>{html.escape(ARTICLE)}</pre>",
    ],
    ids=["p", "div", "br", "table", "table-br", "section-span", "form", "pre"],
)
def test_every_line_of_the_article_comes_out_of_a_page_and_nothing_else(tmp_path, body):
    path = tmp_path / "a.html"
    path.write_text(page(body, "<meta charset=utf-8>"), encoding="utf-8")
    assert read(path).text.split("\n") == LINES


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("gb18030", "<meta charset='gb2312'>"),
        ("gb18030", "<meta http-equiv='Content-Type' content='text/html; charset=GBK'>"),
        ("gb18030", ""),
        ("utf-8", "<meta charset='utf-8'>"),
        ("utf-8", "<meta charset='gb2312'>"),
        ("utf-16", "<meta charset='utf-16'>"),
    ],
)
def test_a_page_is_read_by_its_own_declaration(tmp_path, encoding, head):
    path = tmp_path / "a.htm"
    path.write_bytes(page(paragraphs("p"), head).encode(encoding))
    assert read(path).text.split("\n") == LINES


def test_an_xhtml_page_in_big5_is_read_by_its_xml_declaration(tmp_path):
    path = tmp_path / "a.html"
    source = '<?xml version="1.0" encoding="Big5"?>' + page(
        "<p>一是推進甲項目。</p><p>二是乙。</p>"
    )
    path.write_bytes(re.sub("<div class.*?</div>", "", source).encode("big5", "ignore"))
    assert read(path).text == "一是推進甲項目。\n二是乙。"


def test_a_page_of_three_short_lines_keeps_them_and_loses_its_menu(tmp_path):
    path = tmp_path / "a.html"
    body = "<p>市科技局局長卓慶表示:</p><ol><li>加快甲。</li><li><p>推進乙。</p></li></ol>"
    path.write_text(page(body), encoding="utf-8")
    assert read(path).text == "市科技局局長卓慶表示:\n1. 加快甲。\n2. 推進乙。"


def test_what_a_page_hides_is_not_read(tmp_path):
    path = tmp_path / "a.html"
    body = (
        "<p>一是甲。</p><p style='display:none'>二是乙。</p><!-- 三是丙。 --><p hidden>四是丁。</p>"
    )
    path.write_text(page(body), encoding="utf-8")
    assert read(path).text == "一是甲。"


def test_a_page_nested_beyond_reason_is_read_or_refused_but_never_crashes(tmp_path):
    path = tmp_path / "deep.html"
    path.write_text("<div>" * 5000 + "一是推進甲。" + "</div>" * 5000, encoding="utf-8")
    try:
        assert read(path).text == "一是推進甲。"
    except ReadError as error:
        assert "deep.html" in str(error)


def test_title_publisher_date_and_address_come_from_the_metadata_of_a_page(tmp_path):
    path = tmp_path / "a.html"
    head = (
        "<title>制造业立市_东莞市人民政府</title><meta name='ArticleTitle' content='制造业立市'>"
        "<meta name='PubDate' content='2022-11-09 10:20'>"
        "<meta name='ContentSource' content='东莞发布'>"
        "<link rel='canonical' href='https://www.dg.gov.cn/a.html'>"
    )
    path.write_text(page(paragraphs("p"), head), encoding="utf-8")
    found = read(path)
    assert (found.title, found.publisher) == ("制造业立市", "东莞发布")
    assert (found.published, found.url) == (date(2022, 11, 9), "https://www.dg.gov.cn/a.html")


def test_a_date_of_a_page_that_is_a_deadline_is_not_its_publication(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(page("<p>市科技局表示：</p><p>到2025年3月1日，建成甲。</p>"), encoding="utf-8")
    assert read(path).published is None


# Word


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


# PDF


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


def test_look_alike_radicals_of_a_pdf_become_the_characters_they_stand_for():
    from dgpolicy.read.pdf import _plain

    assert _plain("⼈⺠政府⻓⾰ﬁ") == "人民政府长革fi"


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


# Names, kinds, faults


def test_the_content_counts_and_not_the_extension(tmp_path):
    for name, data in {
        "page.txt": page(paragraphs("p"), "<meta charset=utf-8>").encode(),
        "paper": pdf(LINES, firstLineIndent=28),
        "text.docx": ARTICLE.encode("gbk"),
        "plain.html": ARTICLE.encode(),
        "text.pdf": ARTICLE.encode("utf-16"),
    }.items():
        path = tmp_path / name
        path.write_bytes(data)
        assert read(path).text.strip().replace(" ", "") == ARTICLE.strip().replace(" ", ""), name


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "no text"),
        (b"abc\0\0\0\x01\x02def", "not text"),
        (bytes(range(256)) * 9, "not text"),
        (ARTICLE.encode()[:301] + b"\xff" + ARTICLE.encode()[301:], "byte 301, in line 2.*UTF-8"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", r"save it as \.docx"),
        (b"PK\x03\x04 xl/workbook.xml", r"not a \.docx"),
        (b"PK\x03\x04 word/document.xml", "damaged"),
        (b"%PDF-1.7\n%broken", "damaged"),
    ],
)
def test_a_file_that_is_no_document_is_refused_by_name_with_the_reason(tmp_path, data, says):
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=rf"(?s)bad\.txt: .*{says}"):
        read(path)


def test_a_folder_and_a_missing_file_are_refused_by_name(tmp_path):
    with pytest.raises(ReadError, match=re.escape(str(tmp_path))):
        read(tmp_path)
    with pytest.raises(ReadError, match=r"gone\.txt: No such file"):
        read(tmp_path / "gone.txt")


def test_a_missing_library_is_named_with_the_way_to_get_it(tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(ReadError, match=r"a\.pdf: .*pip install 'dgpolicy\[files\]'"):
        read(path)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("東莞 (2022) v1.2", "東莞-2022-v1-2"),
        ("../<b>", "b"),
        ("！", "document"),
        ("a_b-c", "a_b-c"),
    ],
)
def test_identifiers_are_readable_and_safe_in_names_of_files_and_elements(name, made):
    assert document_id(name) == made


# Dates


@pytest.mark.parametrize(
    "text",
    [
        "通知\n发布时间：2022-11-09 10:20 来源：东莞发布\n各单位：",
        "通知\n發布日期:2022/11/9\n各單位",
        "通知\n來源:東莞發布 發佈時間:2022年11月9日\n各單位",
        "通知\n2022年11月9日 星期三\n各单位",
        "通知\n東莞發布　2022-11-09 10:20\n各單位",
        "通知\n成文日期：2022年11月9日　发布机构：市府办\n各单位",
        "通知\n成文日期：2022年11月7日\n发布日期：2022年11月9日\n各单位",
        "政府工作报告\n——2022年11月9日在东莞市第十七届人民代表大会第三次会议上\n市长",
        "条例\n（2022年11月9日东莞市第十七届人民代表大会常务委员会第六次会议通过）\n第一条",
        "通知\n各单位:\n请于12月1日前上报。\n东莞市人民政府\n二〇二二年十一月九日",
        "通知\n各单位:\n请上报。\n东莞市人民政府办公室　2022年11月9日印发",
        "通知\n各單位:\n請上報。\n東莞市人民政府\n二○二二年十一月九日\n(此件公開發布)",
        "新聞稿\n發布日期：民國111年11月9日\n行政院",
        "新聞稿\n行政院表示,將推動甲。\n中華民國一百一十一年十一月九日",
        "新聞稿\n發布日期:111-11-09\n行政院",
        "施政報告\n市民：\n將推動甲。\n完\n2022年11月9日（星期三）\n香港時間15時30分",
        "新华社广州２０２２年１１月９日电 市长表示，将推动甲。",
    ],
)
def test_a_text_that_gives_its_date_of_publication_is_dated(text):
    assert publication_date(text) == date(2022, 11, 9)


@pytest.mark.parametrize(
    "text",
    [
        "東莞市將於2022年11月9日召開會議。\n一是推進甲。",
        "11月9日，市长主持召开会议。",
        "新华社广州11月9日电 市长表示，将推动甲。",
        "到2025年12月31日，建成甲。",
        "行动方案(2022年1月1日-2025年12月31日)\n一、目标",
        "会议通知\n时间：2022年11月9日 地点：市府\n各单位",
        "方案\n任务\n完成时限: 2023年6月30日",
        "要闻\n甲新闻 2022-11-08\n乙新闻 2022-11-09",
        "通知\n2022年13月40日\n各单位",
        "本办法\n自2022年12月1日起施行",
    ],
)
def test_a_date_that_is_something_else_or_not_certain_is_not_taken(text):
    assert publication_date(text) is None


def test_the_year_of_a_date_without_one_comes_from_what_is_known(tmp_path):
    text = "新华社广州11月9日电 市长表示，将推动甲。"
    assert publication_date(text, hint="dongguan-2022") == date(2022, 11, 9)
    assert publication_date(text, hint="到2025年的目标") is None
    assert publication_date(text, hint="2021-2025") is None
    path = tmp_path / "東莞2022.txt"
    path.write_text(text, encoding="utf-8")
    assert read(path).published == date(2022, 11, 9)
