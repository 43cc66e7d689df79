"""Stretches of a text marked up as HTML: marks may nest and overlap."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

Mark = tuple[int, int, str, str]


def marked_up(text: str, marks: Iterable[Mark], offset: int = 0) -> str:
    """The text as HTML in which marks may nest and overlap; everything in it is escaped.

    A mark is its two offsets in the document, its scheme and code, and its title; ``offset`` is
    where ``text`` begins. Of two marks that begin together the longer is the outer; one that
    overlaps another is parted, and only its first part has the class ``b``.

    >>> marked_up("<新材料>", [(2, 3, "a", "A")])
    '&lt;新<mark class="b" data-m="a" title="A">材</mark>料&gt;'
    """
    spans = [(start - offset, end - offset, code, title) for start, end, code, title in marks]
    # Of those that stand at the same place the first is the innermost.
    waiting = sorted(reversed(spans), key=lambda span: (span[0], -span[1]))
    html, at = "", 0
    held: list[tuple[int, int, str, str]] = []  # the marks that are open, the outermost first
    for place in sorted({0, len(text)}.union(*(span[:2] for span in spans))):
        html, at = html + escape(text[at:place]), place
        first = next((n for n, span in enumerate(held) if span[1] == place), len(held))
        html += "</mark>" * (len(held) - first)
        opened = [span for span in held[first:] if span[1] > place]
        opened += [span for span in waiting if span[0] == place]
        del held[first:]
        for span in opened:
            held.append(span)
            begins = ' class="b"' if span[0] == place else ""
            html += f'<mark{begins} data-m="{escape(span[2])}" title="{escape(span[3])}">'
    return html
