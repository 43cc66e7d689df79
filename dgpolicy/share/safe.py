"""HTML from a notebook as it may stand in a page: nothing in it runs or loads."""

from __future__ import annotations

import re

from bleach.css_sanitizer import CSSSanitizer
from bleach.sanitizer import Cleaner
from bs4 import BeautifulSoup

# The words of these are no words of the page, which has the stylesheets of the suite itself.
_GONE = (
    "script, template, iframe, object, noscript, textarea, select, title, .dg style, style[scoped]"
)
_TAGS = """
    a abbr article aside b bdi bdo blockquote br button caption cite code col colgroup dd del dfn
    details div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark
    ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th
    thead time tr u ul var wbr math menclose merror mfenced mfrac mi mmultiscripts mn mo mover
    mpadded mphantom mprescripts mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext
    mtr munder munderover none
    """
_LOADS = re.compile(r"url\s*\(|@import|expression\s*\(|image-set|\\", re.IGNORECASE)
_RUNS = re.compile(
    r"on|srcset|action|formaction|ping|srcdoc|xlink|background|border|align", re.IGNORECASE
)


class _Styles(CSSSanitizer):
    def sanitize_css(self, style: str) -> str:
        return "" if _LOADS.search(style) else style


def _harmless(tag: str, name: str, value: str) -> bool:
    if name == "src":
        return value.startswith("data:image/")
    if value.strip().lower().startswith("data:"):
        return tag == "a" and value.startswith(("data:text/csv", "data:application/"))
    return not _RUNS.match(name)


_CLEANER = Cleaner(
    tags=_TAGS.split(),
    attributes=_harmless,
    protocols=["http", "https", "mailto", "data"],
    css_sanitizer=_Styles(),
    strip=True,
)


def safe(html: str) -> str:
    """The HTML without scripts, forms, handlers, and without anything that loads or runs.

    Links to the web, to mail, to neighbours and to tables in the page stay; a picture stays
    where its data stand in the page, and of any other stands its description.

    >>> safe("<p onclick='x()'>一<script>x()</script><a href='javascript:x()'>b</a></p>")
    '<p>一<a>b</a></p>'
    """
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.select(_GONE):
        tag.decompose()
    styles = [each.extract().get_text() for each in soup("style")]
    kept = [f"<style>{each}</style>" for each in styles if not _LOADS.search(each)]
    return "".join(kept) + _CLEANER.clean(str(soup))
