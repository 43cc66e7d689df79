"""HTML from a notebook as it may stand in a page: nothing in it runs or loads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag

from dgpolicy.fold import script_of

_RUNS = ["script", "iframe", "frame", "object", "embed", "link", "meta", "base", "form", "template"]
_LEAVES = ("http:", "https:", "mailto:")
_TABLES = ("data:text/csv", "data:application/zip")
_LOADS = re.compile(r"url\s*\(|@import|expression\s*\(", re.IGNORECASE)
_SCHEME = re.compile(r"[\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.\-]*:)")
_NUMBER = re.compile(r"[-+−]?[\d,]*\.?\d+(e[-+]?\d+)?\s?%?|–|", re.IGNORECASE)
_MISSING = re.compile(r"^(?:nan|<na>|nat|none)$", re.IGNORECASE)
_HAN = re.compile(
    r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff]*"
)
_AS_IT_IS = {"script", "style", "math", "svg", "pre", "code", "textarea"}


def cleaned(html: str) -> BeautifulSoup:
    """The HTML without scripts, forms, handlers, and without anything that loads or runs.

    Links to the web, to mail, to neighbours and to tables in the page stay; a picture stays
    where its data stand in the page, and any other becomes its description.

    >>> str(cleaned("<p onclick='x()'>一<script>x()</script><a href='javascript:x()'>b</a></p>"))
    '<p>一<a>b</a></p>'
    """
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(_RUNS):
        tag.decompose()
    for style in soup.find_all("style"):
        if _LOADS.search(style.text) or style.has_attr("scoped"):
            style.decompose()
    for tag in soup.find_all(True):
        for name in list(tag.attrs):
            if not _harmless(name.lower(), str(tag[name])):
                del tag[name]
        if tag.name in ("img", "source", "video", "audio") and not tag.get("src"):
            tag.replace_with(str(tag.get("alt") or ""))
        elif tag.name == "img" and not tag.has_attr("alt"):
            tag["alt"] = ""
    return soup


def _harmless(name: str, value: str) -> bool:
    if name.startswith("on") or name in ("srcdoc", "srcset", "action", "formaction", "ping"):
        return False
    if name == "style":
        return not _LOADS.search(value)
    if name in ("src", "poster", "background", "data"):
        return value.lower().startswith("data:image/")
    if name.endswith("href"):
        if value.startswith(_TABLES):
            return True
        scheme = _SCHEME.match(value)
        return not scheme or scheme[1].lower() in _LEAVES
    return True


def with_tables(soup: BeautifulSoup, label: str) -> BeautifulSoup:
    """The tables made ready for readers: numbers at the right, heads told from cells."""
    for number, table in enumerate(soup.find_all("table"), 1):
        table.attrs.pop("border", None)
        _one_head(table)
        for head in table.select("thead th"):
            head["scope"] = "col"
            head.attrs.pop("style", None)
        for row in table.select("thead tr"):
            row.attrs.pop("style", None)
        for head in table.select("tbody th"):
            head["scope"] = "row"
        for cell in table.find_all("td", string=_MISSING):
            cell.string = "–"
            _add_class(cell, "missing")
        _right_aligned(table)
        caption = table.find("caption")
        named = caption.get_text(" ", strip=True) if caption else f"{label} {number}"
        frame = soup.new_tag("div")
        frame.attrs |= {"class": "table", "role": "region", "tabindex": "0", "aria-label": named}
        table.wrap(frame)
    return soup


def _one_head(table: Tag) -> None:
    # pandas writes the names of an index into a row of their own; they belong over their column.
    rows = [row.find_all("th") for row in table.select("thead tr")]
    if len(rows) == 2 and all(
        not (a.get_text() and b.get_text()) for a, b in zip(*rows, strict=False)
    ):
        for above, below in zip(*rows, strict=False):
            above.string = above.get_text() or below.get_text()
        rows[1][0].find_parent("tr").decompose()  # type: ignore[union-attr]


def _add_class(tag: Tag, name: str) -> None:
    tag["class"] = f"{' '.join(map(str, tag.get_attribute_list('class')))} {name}".removeprefix(
        "None "
    )


def _right_aligned(table: Tag) -> None:
    rows = [row.find_all(["td", "th"], recursive=False) for row in table.select("tr")]
    for column in zip_longest(*rows):
        cells = [cell for cell in column if cell is not None]
        values = [cell.get_text(strip=True) for cell in cells if cell.name == "td"]
        if any(values) and all(_NUMBER.fullmatch(value) for value in values):
            for cell in cells:
                _add_class(cell, "number")


def with_languages(soup: BeautifulSoup) -> BeautifulSoup:
    """Chinese words in a page of another language carry their own ``lang``.

    Screen readers then read them as Chinese, and the right variants of glyphs are shown.

    >>> str(with_languages(cleaned("<p>The 國 of</p>")))
    '<p>The <span lang="zh-Hant">國</span> of</p>'
    """
    for text in list(soup.find_all(string=_HAN)):
        parent = text.parent
        if parent is None or any(t.name in _AS_IT_IS or t.has_attr("lang") for t in text.parents):
            continue
        if parent.name in ("td", "th") and _HAN.fullmatch(text.strip()):
            parent["lang"] = language_of(text)
        else:
            text.replace_with(*_pieces(soup, str(text)))
    return soup


def _pieces(soup: BeautifulSoup, text: str) -> Iterator[PageElement]:
    done = 0
    for run in _HAN.finditer(text):
        yield NavigableString(text[done : run.start()])
        span = soup.new_tag("span", lang=language_of(run[0]))
        span.string = run[0]
        yield span
        done = run.end()
    yield NavigableString(text[done:])


def language_of(text: str) -> str:
    """``zh-Hans`` where more characters are Simplified than Traditional, else ``zh-Hant``.

    >>> language_of("國"), language_of("国"), language_of("人")
    ('zh-Hant', 'zh-Hans', 'zh-Hant')
    """
    # The one added character decides where the scripts do not differ.
    return "zh-Hans" if script_of("國" + text) == "hans" else "zh-Hant"
