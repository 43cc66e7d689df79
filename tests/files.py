"""Files as analysts have them, made of the real article."""

from __future__ import annotations

import html
import io
from pathlib import Path

import docx
import opencc
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

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


pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))


def pdf(lines: list, **style: object) -> bytes:
    """A PDF of lines, and of what else reportlab puts on pages, with a head and page numbers."""
    look = ParagraphStyle("p", fontName="MSung-Light", fontSize=14, leading=22, wordWrap="CJK")
    for name, value in style.items():
        setattr(look, name, value)
    file = io.BytesIO()

    def number(canvas, template):
        canvas.setFont("MSung-Light", 10)
        canvas.drawString(280, 800, "東莞發布")
        canvas.drawString(280, 40, f"- {template.page} -")

    story = [Paragraph(html.escape(x), look) if isinstance(x, str) else x for x in lines]
    SimpleDocTemplate(file).build(story, onFirstPage=number, onLaterPages=number)
    return file.getvalue()


def word(path: Path, fill) -> Path:
    file = docx.Document()
    fill(file)
    file.save(str(path))
    return path


def paragraphs(tag: str, split: bool = False) -> str:
    def inner(line: str) -> str:
        words = html.escape(line)
        return f"<span>{line[:5]}<b>{line[5:9]}</b></span>{line[9:]}" if split else words

    return "".join(f"<{tag}>　　{inner(line)}</{tag}>" for line in LINES)
