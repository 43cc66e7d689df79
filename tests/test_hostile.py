"""Whatever is given, the right tables come or one clear error: with file, place and remedy."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import docx
import pytest
from files import page

import dgpolicy
from dgpolicy import Document
from dgpolicy.errors import CheckError, ReadError

SAID = "市水務局局長王江:\n明年將新建兩座水廠。"
# What is made in a folder: what must come of it, how many pledges or the words of an error.
Case = tuple[Callable[[Path], object], int | str]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DTD = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 9}哈">' for n in range(1, 20))
LAUGHS = f'<!DOCTYPE x [<!ENTITY e0 "哈">{LAUGHS}]>'


def coded(data: bytes | str, folder: Path, name: str = "a.txt") -> dgpolicy.Corpus:
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return dgpolicy.extract(dgpolicy.read(folder / name)).check()


def text(given: str, comes: int | str, **about: str) -> Case:
    """A text that is a document already."""
    return lambda _: dgpolicy.extract(Document.from_text(given, **about)).check(), comes


def file(data: bytes | str, comes: int | str, name: str = "a.txt") -> Case:
    return partial(coded, data, name=name), comes


def html(body: str, comes: int | str) -> Case:
    return file(page(body, "<meta charset=utf-8>"), comes, "a.html")


def word(body: str, comes: int | str, before: str = "", **parts: str) -> Case:
    """A Word file with such a body, made when it is asked for; ``parts`` are others of its XML."""

    def make(folder: Path) -> object:
        filled, whole = io.BytesIO(), io.BytesIO()
        docx.Document().save(whole)
        every = parts | {"document": f"<w:body>{body}</w:body>"}
        own = {f"word/{of}.xml": f"<w:{of} {W}>{it}</w:{of}>" for of, it in every.items()}
        own["word/document.xml"] = before + own["word/document.xml"]
        with zipfile.ZipFile(whole) as old, zipfile.ZipFile(filled, "w", 8) as new:
            for name in old.namelist():
                new.writestr(name, own.get(name, old.read(name)))
        return coded(filled.getvalue(), folder, "a.docx")

    return make, comes


def p(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def cell(words: str, span: object = 1) -> str:
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{p(words)}</w:tc>'


def painted(operators: str, *more: str) -> bytes:
    """A PDF of one page with such content, without any library; ``more`` are other objects."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>/XObject<</X 7 0 R>>>>>>",
        f"<</Length {len(operators)}>>stream\n{operators}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        *more,
    ]
    whole = "".join(f"{n} 0 obj\n{held}\nendobj\n" for n, held in enumerate(objects, 1))
    return f"%PDF-1.7\n{whole}trailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF".encode()


SHOWN = "BT /F 9 Tf 50 700 Td (cab) Tj ET "
HALF = "3 beginbfchar <61> <D840> <62> <D842DFB7> <63> <6C34> endbfchar"
HALF = f"<</Length 150>>stream\nbegincmap {HALF:130} endcmap\nendstream"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)
NO_DOCUMENT = {
    b"": "no text",
    b"\xef\xbb\xbf \r\n": "no text",
    b"abc\0\0\0\x01\x02def": "not text",
    bytes(range(256)) * 9: "not text",
    SAID.encode("utf-32"): "not text in UTF-8.* save it as UTF-8",
    SAID.encode() * 9 + b"\xff" + SAID.encode(): "not text in .*save it as UTF-8",
    b"\x89PNG\r\n\x1a\n....": "picture",
    OLE + "WordDocument".encode("utf-16-le"): r"old Word file; save it as \.docx",
    OLE + "EncryptedPackage".encode("utf-16-le"): "locked Office file; save it .*without",
    OLE + "256_1ee0".encode("utf-16-le"): r"no document.*Thumbs\.db",
    b"{\\rtf1": r"Rich Text file; save it as \.docx",
    b"MIME-Version: 1.0": r"web archive; save the page as \.html",
    b"From: <Saved by Blink>": r"web archive; save the page as \.html",
    b"\x1f\x8b\x08": "compressed",
    b"Rar!\x1a": "compressed",
    b"7z\xbc\xaf'": "compressed",
    b"\xff\xd8\xff\xe0": "picture",
    b"GIF89a": "picture",
    b"\0\0\0\1Bud1": "not text",
    b"MZ\x90\0\x03\0\0\0": "not text",
    b"SQLite format 3\0": "not text",
    b"PK\x03\x04 xl/workbook.xml": r"not a \.docx",
    b"PK\x03\x04 word/document.xml": "damaged .*; open it in its program and save it again",
    b"%PDF-1.7\n%broken": "damaged",
    painted("[" * 9999): "damaged",
}


DOCUMENTS: dict[str, Case] = {
    **{f"{data[:16]!r}": file(data, f"a.txt: .*{says}") for data, says in NO_DOCUMENT.items()},
    "NUL in a text": text(SAID + "\0", 1),
    "line ends of every kind": text(SAID.replace("\n", "\r\n\x85\u2028\r"), 1),
    "half a character": text(SAID + "\ud840", r"document: character 21 .*surrogate\); take it out"),
    "half a character in a title": text(SAID, "document: character 2 of 'a", title="a\udfff"),
    "a variation selector in a mark": text(SAID.replace("局", "局\U000e0100"), 1),
    "what shows nothing": text(SAID.replace("將", "\u200b將\u202e\u200d"), 1),
    "a hundred thousand accents": text(SAID + "\u0301" * 100_000, 1),
    "a million 一是": (lambda at: coded("一是" * 1_000_000, at), r"2,000,000 char.* split it"),
    "a page of tags": (
        lambda at: coded("<html>" + "<" * 1_600_000, at),
        "too many elements.*; save its text",
    ),
    "a page of pictures": html(f"<img src='data:image/png;base64,{'A' * 9_000_000}'>{SAID}", 1),
    "50 levels of numbers": text(
        "\n".join(f"{'（' * n}一{'）' * n}新建水廠。" for n in range(1, 51)), 50
    ),
    "50 quotations in one another": text(f"{SAID}{'“‘' * 25}將新建水廠。{'’”' * 25}", 1),
    "a number of 5000 figures": text(f"序號\t任務\t責任單位\n{'1' * 5000}\t新建水廠\t水務局\n", 1),
    "a figure of 400 figures": text(f"{SAID}明年再投入{'9' * 400}元。", 2),
    "numerals without an end": text(f"{SAID}明年再投入{'一萬' * 99}元。", 2),
    "a date that is none": text(SAID, "9999-.* is in no year .* leave", published="9999-12-31"),
    "formulas in a table": text("任務\t責任單位\n=1+1 新建水廠\t=水務局\n@SUM(A1)\t-1\n", 2),
    "50 lists in one another": html("<ul><li>將新建水廠。" * 50, 50),
    "a cell over all rows": html(f"<p>{SAID}<table>{'<tr><td rowspan=9999>甲<td>乙' * 2000}", 1),
    "a row of many cells": html(f"<p>{SAID}<table>{'<tr><td>甲' + '<td>乙' * 9999}</table>", 1),
    "a script for a text": file("<html><script>將新建。", "a.html: there is no text", "a.html"),
    "an entity of a page": file(f"{DTD}<html><meta charset=utf-8><p>{SAID}&e;</html>", 1, "a.html"),
    "a control character in a page": html(f"<ol><li>{SAID}\x1a\x0c<li>乙</ol>", 1),
    "Markdown 50 deep": file("".join(f"{'  ' * n}- 將新建水廠。\n" for n in range(50)), 50, "a.md"),
    "Markdown without an end": file(">" * 9999 + SAID, "nested too deep.* save its text", "a.md"),
    "an entity of a Word file": word(p("&e;" + SAID), "a.docx: it declares entities.* save", DTD),
    "a billion laughs": word(p("&e19;"), "a.docx: .*entity nesting.* save it again", LAUGHS),
    "a cell too wide": word(f"<w:tbl><w:tr>{cell(SAID, 10**9)}</w:tr></w:tbl>", 1),
    "a cell of no width": word(f"<w:tbl><w:tr>{cell(SAID, -1)}</w:tr></w:tbl>", 1),
    "50 tables in one another": word(
        f"{'<w:tbl><w:tr><w:tc>' * 50}{p(SAID)}{'</w:tc></w:tr></w:tbl>' * 50}", 1
    ),
    "styles in a chain": word(
        p(SAID, '<w:pStyle w:val="s0"/>') * 200, 200,
        styles="".join(
            f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>'
            for n in range(5000)
        ),
    ),
    "a level that is no number": word(
        p(SAID, '<w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr>'),
        "a.docx: this file is damaged .*'x'.* save it again",
    ),
    "a PDF with half a character": file(painted(SHOWN, HALF), 0),
    "a PDF with operators of no sense": file(painted(f"1 m /A l 9 re f {SHOWN}", HALF), 0),
    "a PDF in a circle": file(
        painted(f"{SHOWN} /X Do", HALF, "<</Subtype/Form/Length 6>>stream\n/X Do \nendstream"), 0
    ),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(("make", "comes"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_of_a_document_come_the_right_tables_or_one_clear_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, make: Callable, comes: int | str
) -> None:
    if isinstance(comes, int):
        assert len(make(tmp_path)) == comes
    else:
        with pytest.raises((ReadError, CheckError, ValueError), match=comes) as caught:
            make(tmp_path)
        assert "\n" not in str(caught.value)
    assert not caplog.records


HIGHEST = """
import sys, warnings
from dgpolicy import Document, extract, read
def highest():
    return int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1000
warnings.simplefilter("ignore")
extract(Document.from_text("一是新建水廠。"))
before = highest()
try:
    print(len(extract(read(sys.argv[1]))))
except ValueError as error:
    print(error)
print(highest() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system counts otherwise")
@pytest.mark.parametrize(
    ("name", "made", "comes"),
    [
        ("a.txt", "將新建水廠。".encode() * 16_000, "16000"),
        ("a.txt", b"1" * 100_000_000, "100,000,000 characters"),
        ("a.docx", None, "its parts are too large"),
    ],
    ids=["a text of many pledges", "100 MB in a line", "a zip bomb"],
)
def test_memory_stays_in_proportion(tmp_path: Path, name: str, made: bytes, comes: str) -> None:
    path = tmp_path / name
    if made is None:
        with zipfile.ZipFile(path, "w", 8) as bomb, bomb.open("word/document.xml", "w") as part:
            for _ in range(100):
                part.write(bytes(1_000_000))
    else:
        path.write_bytes(made)
    command = [sys.executable, "-c", HIGHEST, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said, megabytes = done.stdout.splitlines()
    assert comes in said
    # Of the first text six hundred bytes a character, and what is there once.
    assert float(megabytes) < (100 if comes == "16000" else 500 + path.stat().st_size / 1e6)
