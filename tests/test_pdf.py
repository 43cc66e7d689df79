"""The lines of a PDF become paragraphs again."""

from __future__ import annotations

import io

import pypdf
import pytest
from files import LINES, pdf

from dgpolicy.read import ReadError, read


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


def test_ligatures_of_a_pdf_become_letters_and_radicals_stay_as_published():
    from dgpolicy.read.pdf import _plain

    assert _plain("⼈⺠ﬁ") == "⼈⺠fi"


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
