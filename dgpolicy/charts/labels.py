"""What a code is called on an axis, in a hover, in a sentence and in the text for a chart."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from dgpolicy.codebook import SCHEMES
from dgpolicy.corpus import Corpus
from dgpolicy.look.words import word

LAST = ("none", "unstated")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
SHOWN = 3  # pledges that a hover quotes


class Label(NamedTuple):
    """The name of a row: Chinese, English under or beside it, how deep, and whether it heads."""

    han: str
    english: str = ""
    depth: int = 0
    heads: bool = False

    @property
    def said(self) -> str:
        """The name that is read aloud."""
        return self.english or self.han


def safe(text: str, most: int = 0) -> str:
    """Words of a document as plotly must get them, cut after ``most`` characters if that is given.

    Plotly reads a subset of HTML in every label, and MathJax between two dollar signs; marks
    that turn the direction of writing could make a label say what it does not.

    >>> safe("<b>$x$</b>"), safe("一是狠抓重大科技項目", 4)
    ('&lt;b&gt;&#36;x&#36;&lt;/b&gt;', '一是狠抓…')
    """
    return html.escape(cut(text, most or len(text)), quote=False).replace("$", "&#36;")


def cut(text: str, most: int) -> str:
    """The first ``most`` characters of a text, with nothing in it that cannot be seen."""
    text = _UNSEEN.sub("", text)
    return text[:most].rstrip() + "…" if len(text) > most else text


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
    if code == "none" and facet in SCHEMES:
        said = word(f"none_{facet}", language)
        return said[0].upper() + said[1:]
    try:
        return corpus.codebook.label(facet, code, language, short=short)
    except ValueError:
        return code


def in_sentence(corpus: Corpus, facet: str, code: str) -> str:
    """The full name of a code in the middle of a sentence: ``new materials``, ``SAP``."""
    name = plain(corpus, facet, code, short=False)
    own = facet in ("organisation", "programme", "place", "document")
    return name if own or name[1:2].isupper() else name[:1].lower() + name[1:]


def label(corpus: Corpus, facet: str, code: str, *, most: int = 20) -> Label:
    """The label of a row: Chinese, and beside it English where that is the language."""
    first = plain(corpus, facet, code, chinese(corpus))
    second = plain(corpus, facet, code, "en") if corpus.language == "en" else first
    return Label(cut(first, most), "" if second == first else cut(second, 44))


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
    return "<br>".join([*heads, word(f"n_{count}", corpus.language, n=int(cell.n)), *words, *more])
