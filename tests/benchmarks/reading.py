"""Seconds for a million characters, from ten thousand to ten million of them, in every format."""

from __future__ import annotations

import io
import sys
import tempfile
import time
from pathlib import Path

import docx
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from dgpolicy.read import read

LINE = "一是加快推進重大科技項目建設,力爭到2025年底前建成學校三所,投資1億元。"
MOST = {"pdf": 10**6}  # one page of PDF takes as long as a hundred of text


def made(kind: str, chars: int) -> bytes:
    """A file of so many characters, a line a paragraph."""
    count, file = chars // len(LINE), io.BytesIO()
    if kind == "docx":
        document = docx.Document()
        paragraph = document.add_paragraph(LINE)._p
        for _ in range(count - 1):
            paragraph.addnext(paragraph.__copy__())
        document.save(file)
    elif kind == "pdf":
        pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))
        canvas = Canvas(file)
        for i in range(count):
            if i % 40 == 0:
                canvas.showPage() if i else None
                canvas.setFont("MSung-Light", 12)
            canvas.drawString(60, 800 - i % 40 * 18, LINE)
        canvas.save()
    else:
        text = "\n".join([LINE] * count)
        page = f"<body><div id=zoom><p>{text.replace(chr(10), '</p><p>')}</p></div>"
        file.write((page if kind == "html" else text).encode())
    return file.getvalue()


with tempfile.TemporaryDirectory() as folder:
    for kind in sys.argv[1:] or ("txt", "md", "html", "docx", "pdf"):
        path, took = Path(folder, f"a.{kind}"), []
        for chars in (10**4, 10**5, 10**6, 10**7):
            if chars <= MOST.get(kind, chars):
                path.write_bytes(made(kind, chars))
                begun = time.perf_counter()
                read(path)
                took.append(f"{chars:,}: {(time.perf_counter() - begun) * 10**6 / chars:.2f} s")
        print(f"{kind:5}", *took, sep="  ")
