"""Web pages and Markdown: what a reader sees of them, one line a paragraph or row."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from html import escape
from typing import Any

from lxml import etree, html
from markdown_it import MarkdownIt

from dgpolicy.errors import ReadError
from dgpolicy.read.content import Content, rows_of, table_lines
from dgpolicy.read.published import publication_date

_NAMES = {row["kind"]: row["names"].split() for row in rows_of("names.csv")}
_BEFORE = f"preceding::*[self::{'|self::'.join(_NAMES['heading'])}]"
_HIDDEN = re.compile(r"display\s*:\s*none|font-size\s*:\s*0(?![.\d])", re.I)
_POINTER = re.compile(r"\s*[\[(〔【（]\s*\d{1,2}\s*[\])〕】）]\s*|[①-⑳※*]")
_CHROME, _MAIN = (re.compile(_NAMES[kind][0], re.I) for kind in ("chrome", "text"))
_SENTENCE = re.compile(r"[。！？；]")
_WRAPPED = re.compile(r"(?<=[^\x00-\xff])[ \t]*[\r\n][ \t\r\n]*(?=[^\x00-\xff])")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what no tree may hold
_BLANK = re.compile(r"[ \t\r\n]+")
_SITE = re.compile(r"\s*(?:_|\||--).*")  # what a page's title says of the site
_IN_SOURCE = {
    "address": re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->"),  # a browser's copy
    "seconds": re.compile(r'\bvar ct\s*=\s*"(\d{10})"'),  # WeChat
}
_DEEP = "its elements are nested too deep to be read whole; save its text as .txt"
_DEEPEST = 200  # of Markdown, where a list in a list is two deeper
_LARGEST = 200_000  # places in a table; one with more only lays out
_FRONT_MATTER = re.compile(r"(?s)\A(?:---\n(.*?)\n---\n)?(.*)")
_FIELD = re.compile(r"^(\w+):[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.M)


def read_html(source: str) -> Content:
    """The text of a page, without menus and scripts, and what its metadata say."""
    tree = _parse(source)
    body = tree if tree.find("body") is None else tree.find("body")
    said = {name: found[1] for name, form in _IN_SOURCE.items() if (found := form.search(source))}
    for element in tree.iter("meta", "link"):
        value = element.get("content") or element.get("href") or ""
        for key in ("name", "property", "itemprop", "rel"):
            said.setdefault(element.get(key, "").lower(), value.strip())
    about = {key: next(filter(None, map(said.get, names)), "") for key, names in _NAMES.items()}
    headings = [_words(h1) for h1 in tree.iter("h1")]
    page = " ".join((tree.findtext(".//title") or "").split())
    title = about["title"] or (headings[0] if len(headings) == 1 else page)
    title = _SITE.sub("", " ".join(title.split())) or None
    _clean(body)
    _lay_out(body)
    return Content(
        "\n".join(_main(body, f"{page} {title}")),
        title,
        about["publisher"] or None,
        _day(about["published"]) or publication_date("\n".join(_lines(body)), title),
        about["url"] if about["url"].startswith(("http://", "https://")) else None,
    )


def _day(stamp: str) -> date | None:
    """The day of a time stamp: 2022-11-09T10:20, 2022/11/9, or seconds since 1970, in China."""
    if re.fullmatch(r"\d{10}", stamp):
        return datetime.fromtimestamp(int(stamp), timezone(timedelta(hours=8))).date()
    return publication_date(f"发布日期：{stamp}")


def read_markdown(source: str) -> Content:
    """The text of a Markdown file as it is rendered: no markup, list numbers kept, line by line."""
    ((front, text),) = _FRONT_MATTER.findall(re.sub(r"\r\n?", "\n", source))
    said = "".join(f'<meta name="{x}" content="{escape(y)}">' for x, y in _FIELD.findall(front))
    markdown = MarkdownIt("commonmark", {"breaks": True, "maxNesting": _DEEPEST})
    tokens = markdown.enable(["table", "strikethrough"]).parse(text)
    if any(token.level > _DEEPEST - 2 for token in tokens):  # what is deeper is left out
        raise ReadError(_DEEP)
    page = markdown.renderer.render(tokens, markdown.options, {})
    return read_html(f"<head>{said}</head><body>{page}</body>")


def _parse(source: str) -> Any:
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    source = _NO_XML.sub("", source)
    tree = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    if any("depth" in error.message for error in parser.error_log):
        raise ReadError(_DEEP)
    return tree


def _clean(body: Any) -> None:
    """Takes out of a page what is hidden, and the boxes that only lead elsewhere."""
    etree.strip_elements(body, *_NAMES["dropped"], with_tail=False)
    for element in list(body.iterdescendants()):
        hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style", ""))
        pointer = element.tag == "sup" and _POINTER.fullmatch(element.text_content())
        if hidden or pointer or any(map(_CHROME.fullmatch, _names(element))):
            element.drop_tree()
    for box in list(body.iter("div", "ul", "ol", "table")):
        said, links = _words(box), sum(len(_words(link)) for link in box.iter("a"))
        if links > 0.8 * len(said) and not _SENTENCE.search(said):
            box.drop_tree()


def _main(body: Any, title: str) -> list[str]:
    """The lines of the smallest element that is named like a text and has each sentence.

    Where a heading before it is not the title, it is none: what only looks like the frame of a
    page may be a section. Without one, the lines of the whole page.
    """
    whole = _lines(body)
    sentences = {line for line in whole if _SENTENCE.search(line)}
    named = [e for e in body.iterdescendants() if any(map(_MAIN.fullmatch, _names(e)))]
    for element in sorted(named, key=lambda e: len(e.text_content())):
        lines = _lines(element)
        if lines and sentences <= {*lines}:
            before = map(_words, element.xpath(_BEFORE))
            if all(heading in title or heading in lines for heading in before):
                return lines
    return whole


def _names(element: Any) -> list[str]:
    return [element.tag, *f"{element.get('class', '')} {element.get('id', '')}".split()]


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _lines(element: Any) -> list[str]:
    lines = element.text_content().split("\n")
    return [line if "\t" in line else line.strip() for line in lines if line.strip()]


def _lay_out(body: Any) -> None:
    """Ends lines where blocks do, and puts numbers before items and rows in place of tables."""
    kept = {element for pre in body.iter("pre") for element in pre.iter()}
    for element in body.iter():
        element.text = element.text if element in kept else _blank(element.text)
        element.tail = element.tail if element.getparent() in kept else _blank(element.tail)
    for box in body.iter("ol"):
        for n, item in enumerate(box.iterchildren("li"), _number(box.get("start"))):
            for words in item.xpath("(.//text()[normalize-space()])[1]"):
                place = "text" if words.is_text else "tail"
                setattr(words.getparent(), place, f"{n}. {words.lstrip()}")
    for block in body.iter(*_NAMES["block"]):
        block.text = f"\n{block.text or ''}"
        block.tail = f"\n{block.tail or ''}"
    for table in list(body.iter("table")):
        if table.find(".//table") is None and (rows := table_lines(_cells(table))):
            caption = [line for each in table.iter("caption") for line in _lines(each)]
            table.clear(keep_tail=True)
            table.text = "\n".join(["", *caption, *rows, ""])


def _blank(words: str | None) -> str:
    return _BLANK.sub(" ", _WRAPPED.sub("", words or ""))


def _cells(table: Any) -> list[list[str]]:
    """The rows of a table, the words of a merged cell in each place that it covers."""
    rows = list(table.iter("tr"))
    width = max(map(len, rows), default=0)
    grid: list[dict[int, str]] = [{} for _ in rows]
    places = 0
    for y, row in enumerate(rows):
        left = 0
        for cell in row.iterchildren("td", "th"):
            while left in grid[y]:
                left += 1
            across = range(left, left + min(_number(cell.get("colspan")), width))
            down = grid[y : y + _number(cell.get("rowspan"))]
            places += len(across) * len(down)
            if places > _LARGEST:
                return []
            for covered in down:
                covered |= dict.fromkeys(across, " ".join(_lines(cell)))
    return [[row[x] for x in sorted(row)] for row in grid]


def _number(said: str | None) -> int:
    return int(said) if said and re.fullmatch("[0-9]{1,4}", said) else 1
