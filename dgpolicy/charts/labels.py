"""What a code is called on an axis, in a hover and in the text that stands for a chart."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

from dgpolicy.charts.words import number_of, word
from dgpolicy.codebook import SCHEMES
from dgpolicy.corpus import Corpus

LAST = ("none", "unstated")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
SHOWN = 3  # pledges that a hover quotes


def safe(text: str, most: int = 0) -> str:
    """Words of a document as plotly must get them, cut after ``most`` characters if that is given.

    Plotly reads a subset of HTML in every label, and MathJax between two dollar signs; marks
    that turn the direction of writing could make a label say what it does not.

    >>> safe("<b>$x$</b>"), safe("一是狠抓重大科技項目", 4)
    ('&lt;b&gt;&#36;x&#36;&lt;/b&gt;', '一是狠抓…')
    """
    text = _UNSEEN.sub("", text)
    if most and len(text) > most:
        text = text[:most].rstrip() + "…"
    return html.escape(text, quote=False).replace("$", "&#36;")


def chinese(corpus: Corpus) -> str:
    """The Chinese that stands beside English: ``zh-Hans`` where every document is Simplified."""
    if corpus.language != "en":
        return corpus.language
    scripts = set(corpus.documents["script"].dropna())
    return "zh-Hans" if scripts == {"hans"} else "zh"


def plain(corpus: Corpus, facet: str, code: str, language: str = "", *, short: bool = True) -> str:
    """The name of a code, as text that is not escaped."""
    language = language or corpus.language
    if facet == "document":
        titles = corpus.documents.set_index("document_id")["title"].dropna()
        return str(titles.get(code, code))
    if code == "none" and facet == "organisation":
        return word("no_body", language)
    if code == "none" and facet in SCHEMES:
        return word("no_scheme", language, word(facet, language))
    try:
        return corpus.codebook.label(facet, code, language, short=short)
    except ValueError:
        return code


def row(corpus: Corpus, facet: str, code: str, *, lines: int = 2, most: int = 20) -> str:
    """The label of a row or column: Chinese, and after it English where that is the language."""
    first = safe(plain(corpus, facet, code, chinese(corpus)), most)
    if corpus.language != "en":
        return first
    second = safe(plain(corpus, facet, code, "en"), 44)
    if second == first:
        return first
    return f"{first}{'<br>' if lines > 1 else '  '}{small(second)}"


def small(text: str) -> str:
    """English under or beside the Chinese that it stands for."""
    return f'<span style="font-size:11px">{text}</span>'


def names(corpus: Corpus, facet: str, code: str) -> str:
    """The full name of a code in both scripts and English, for a hover."""
    spoken = [plain(corpus, facet, code, each, short=False) for each in ("zh", "zh-Hans", "en")]
    return f"<b>{' · '.join(safe(name, 40) for name in dict.fromkeys(spoken))}</b>"


def hover(corpus: Corpus, heads: Iterable[str], count: str, cell: Any) -> str:
    """What a mark says when pointed at: its names, its count, the first words of its pledges.

    ``cell`` is a row of ``tally.gathered``.
    """
    words = [safe(headline, 14) for headline in cell.headlines]
    more = ["…"] if len(cell.ids) > len(words) else []
    return "<br>".join([*heads, number_of(int(cell.n), count, corpus.language), *words, *more])
