"""HTML from a notebook as it may stand in a page: nothing in it runs or loads."""

from __future__ import annotations

import re

import bleach
from bleach.css_sanitizer import CSSSanitizer
from bs4 import BeautifulSoup

# The words of these are no words of the page.
_GONE = ["script", "template", "iframe", "object", "noscript", "textarea", "select", "title"]
_TAGS = re.findall(
    r"\w+",
    """
    a abbr article aside b bdi bdo blockquote br button caption cite code col colgroup dd del dfn
    details div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark
    ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th
    thead time tr u ul var wbr math menclose merror mfenced mfrac mi mmultiscripts mn mo mover
    mpadded mphantom mprescripts mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext
    mtr munder munderover none
    """,
)
_LOADS = re.compile(r"url\s*\(|@import|expression\s*\(|image-set|\\", re.IGNORECASE)
_RUNS = re.compile(
    r"on|srcset|action|formaction|ping|srcdoc|xlink|background|border|align", re.IGNORECASE
)
_SAVED = ("data:text/csv", "data:application/")


class _Styles(CSSSanitizer):
    def sanitize_css(self, style: str) -> str:
        return "" if _LOADS.search(style) else style


def safe(html: str, apart: str = "") -> str:
    """The HTML without scripts, forms, handlers, and without anything that loads or runs.

    Links to the web, to mail, to neighbours and to tables in the page stay; a picture stays
    where its data stand in the page, and any other becomes its description. A table scrolls by
    itself where the page is too narrow for it. Ids begin with ``apart``. The stylesheet of the
    suite, which every page has, is left out.

    >>> safe("<p onclick='x()'>一<script>x()</script><a href='javascript:x()'>b</a></p>")
    '<p>一<a>b</a></p>'
    """
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup(_GONE):
        tag.decompose()
    styles = [s.extract().get_text() for s in soup("style") if not s.has_attr("scoped")]
    for picture in soup("img"):
        if not str(picture.get("src", "")).startswith("data:image/"):
            picture.replace_with(str(picture.get("alt", "")))
    clean = bleach.clean(
        str(soup),
        tags=frozenset(_TAGS),
        attributes=_harmless,
        protocols=frozenset(["http", "https", "mailto", "data"]),
        css_sanitizer=_Styles(),
        strip=True,
    )
    soup = BeautifulSoup(clean, "html.parser")
    for name in ("id", "popovertarget") if apart else ():
        for tag in soup.select(f"[{name}]:not([{name}^=T_])"):  # pandas has its own way
            tag[name] = apart + str(tag[name])
    for table in soup.select("table:not(.dg table)"):
        named = [each.get_text(" ", strip=True) for each in table("caption") or table("th")]
        frame = soup.new_tag("div")
        frame.attrs |= {"class": "table", "role": "region", "tabindex": "0"}
        frame["aria-label"] = ", ".join(filter(None, named[:3])) or "–"
        table.wrap(frame)
    return "".join(f"<style>{each}</style>" for each in styles if not _LOADS.search(each)) + str(
        soup
    )


def _harmless(tag: str, name: str, value: str) -> bool:
    if value.strip().lower().startswith("data:") and tag != "img":
        return tag == "a" and name == "href" and value.startswith(_SAVED)
    return not _RUNS.match(name)
