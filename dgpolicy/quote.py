"""A pledge in its place in the document, as HTML with its words marked up."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dgpolicy.codebook import nearest
from dgpolicy.look.colours import GREY, SCHEMES, body_colours

if TYPE_CHECKING:
    from dgpolicy.corpus import Corpus

FONTS = (
    "'Noto Sans CJK TC','PingFang TC','Microsoft JhengHei','Noto Sans CJK SC',system-ui,sans-serif"
)
# The hues of the dark theme; in a light one, and where styles are dropped, each mark has its own.
_DARK = ";".join(f"--dg-{scheme}:{look.hue_dark}" for scheme, look in SCHEMES.items())
_THEME = (
    "<style>@media screen and (prefers-color-scheme:dark){"
    'body:not([data-jp-theme-light="true"],.vscode-light) :is(.dgpolicy-quote,.dgpolicy-text)'
    f"{{{_DARK}}}}}"
    ':is([data-jp-theme-light="false"],.vscode-dark) :is(.dgpolicy-quote,.dgpolicy-text)'
    f"{{{_DARK}}}</style>"
)
LANG = {"hant": "zh-Hant", "hans": "zh-Hans"}


class Marked(NamedTuple):
    """A stretch of a document that carries a code: its offsets, scheme, and what its title says."""

    start: int
    end: int
    scheme: str
    title: str


class Quote(str):
    """HTML that notebooks show as such; as a string it is the HTML itself."""

    def _repr_html_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"<Quote: {len(self)} characters of HTML>"


def quote(corpus: Corpus, pledge_id: str, *, context: int = 60) -> Quote:
    """The pledge with ``context`` characters on either side; see ``Corpus.quote``.

    >>> import dgpolicy
    >>> "<mark" in quote(dgpolicy.load(), "dg2022-drc-2")
    True
    """
    pledges = corpus.pledges.set_index("pledge_id")
    if pledge_id not in pledges.index:
        raise ValueError(nearest(pledge_id, pledges.index, "pledge"))
    pledge = pledges.loc[pledge_id]
    document = corpus.documents.set_index("document_id").loc[pledge["document_id"]]
    text, start, end = document["text"], int(pledge["start"]), int(pledge["end"])
    before, after = text[max(0, start - context) : start], text[end : end + context]
    before = ("…" if start > context else "") + before
    after += "…" if end + context < len(text) else ""
    return Quote(
        f'<blockquote class="dgpolicy-quote" lang="{LANG[document["script"]]}" '
        f'style="font-family:{FONTS};line-height:2.1;max-width:40em;white-space:pre-wrap">'
        f'{_THEME}<span style="opacity:.66">{escape(before)}</span>'
        f"{marked_up(text[start:end], marks(corpus, pledge_id), start, corpus.language)}"
        f'<span style="opacity:.66">{escape(after)}</span></blockquote>'
    )


def in_full(corpus: Corpus, document_id: str) -> Quote:
    """A whole document with its pledges set off in the colour of their body and marked up.

    Raises ``ValueError`` where the corpus has no such document.
    """
    documents = corpus.documents.set_index("document_id")
    if document_id not in documents.index:
        raise ValueError(nearest(document_id, documents.index, "document"))
    document = documents.loc[document_id]
    text, at, parts = document["text"], 0, []
    colours = body_colours(corpus.statements["organisation_id"])
    for row in corpus.pledges[corpus.pledges["document_id"] == document_id].itertuples():
        words = marked_up(
            text[row.start : row.end], marks(corpus, row.pledge_id), row.start, corpus.language
        )
        colour = colours.get(row.organisation_id, GREY)
        parts += [
            escape(text[at : row.start]),
            f'<span id="{escape(row.pledge_id)}" title="{escape(row.pledge_id)}" '
            f'style="border-left:4px solid {colour};padding-left:.4em">{words}</span>',
        ]
        at = row.end
    parts.append(escape(text[at:]))
    return Quote(
        f'<div class="dgpolicy-text" lang="{LANG[document["script"]]}" style="font-family:{FONTS};'
        f'line-height:2.1;max-width:40em;white-space:pre-wrap">{_THEME}{"".join(parts)}</div>'
    )


def marks(corpus: Corpus, pledge_id: str) -> list[Marked]:
    """Everything in a pledge that carries a code: mentions, targets and the cue of its horizon."""
    book, language, found = corpus.codebook, corpus.language, []
    scheme_name = {s: book.label("scheme", s, language) for s in book.schemes}
    for row in corpus.mentions[corpus.mentions["pledge_id"] == pledge_id].itertuples():
        title = f"{scheme_name[row.scheme]}: {book.label(row.scheme, row.code, language)}"
        found.append(Marked(row.start, row.end, row.scheme, title))
    for row in corpus.targets[corpus.targets["pledge_id"] == pledge_id].itertuples():
        bound = book.label("bound", row.bound, language)
        found.append(Marked(row.start, row.end, "target", f"{bound}: {row.value:,.12g} {row.unit}"))
    pledge = corpus.pledges.set_index("pledge_id").loc[pledge_id]
    if pledge["horizon_basis"] != "none":
        named = (book.label(v, pledge[v], language) for v in ("horizon", "horizon_basis"))
        start, end = int(pledge["horizon_start"]), int(pledge["horizon_end"])
        found.append(Marked(start, end, "horizon", ", ".join(named)))
    return sorted(found, key=lambda mark: (mark.start, -mark.end))


def marked_up(text: str, found: list[Marked], offset: int = 0, language: str = "zh") -> str:
    """The text as HTML in which marks may nest and overlap; everything in it is escaped.

    ``found`` counts in the document and ``offset`` is where ``text`` begins in it.

    >>> marked_up("<新材料>", [])
    '&lt;新材料&gt;'
    """
    cuts = {0, len(text)}
    for mark in found:
        cuts |= {mark.start - offset, mark.end - offset}
    edges = sorted(cuts)
    parts = []
    for a, b in pairwise(edges):
        piece = escape(text[a:b])
        over = [m for m in found if m.start - offset <= a and b <= m.end - offset]
        for mark in reversed(over):
            piece = _mark(piece, mark, language, first=mark.start - offset == a)
        parts.append(piece)
    return "".join(parts)


def _mark(piece: str, mark: Marked, language: str, *, first: bool) -> str:
    look = SCHEMES[mark.scheme]
    hue = f"var(--dg-{mark.scheme},{look.hue})"
    style = (
        f"background:none;color:inherit;text-decoration:underline {look.underline} {hue};"
        f"text-underline-offset:{look.offset};text-decoration-skip-ink:none"
    )
    marked = f'<mark style="{style}" title="{escape(mark.title)}">{piece}</mark>'
    if not first:
        return marked
    # The word joiner keeps the letter on the line of the words that it stands before.
    return (
        f'<sup aria-hidden="true" style="font:600 10px/1 sans-serif;color:{hue};margin-inline:1px;'
        f'user-select:none">{look.letter(language)}&#8288;</sup>{marked}'
    )
