"""Web pages and Markdown: what a reader sees of them, one line a paragraph."""

from __future__ import annotations

import re
from datetime import date

from dgpolicy.read.content import Content
from dgpolicy.read.published import publication_date

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.I)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_DROPPED = ("script", "style", "noscript", "template", "nav", "footer", "aside", "iframe",
            "button", "select", "svg")  # fmt: skip
_INLINE = ("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins",
           "kbd", "label", "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup",
           "tt", "u", "wbr")  # fmt: skip
_BOXES = ("section", "table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "ul", "ol",
          "li", "dl", "dt", "dd", "center", "pre", "blockquote")  # fmt: skip
_BLOCKS = {*_BOXES, "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "article", "main", "header",
           "form", "figure", "hr", "body"}  # fmt: skip
_CHROME = re.compile(r"(?:main|site|page|top)?[-_]?(?:nav|navbar|menu|foot|footer|bread-?crumbs?"
                     r"|crumbs?|sidebar|share|related|comments?)", re.I)  # fmt: skip
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.S)
_FIELD = re.compile(r"^(\w+):[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.M)
_PAGE_META = {"title": ("ArticleTitle",), "publisher": ("ContentSource", "SiteName")}


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page declares for itself, in ``meta`` or in its XML declaration."""
    found = _DECLARED.search(data[:4096])
    return found[1].decode("ascii") if found else None


def read_html(source: str) -> Content:
    """The main text of a page, without menus and scripts, and what its metadata say.

    Title, publisher and date are those of the page's ``meta`` elements (of China's government
    sites: ArticleTitle, ContentSource, PubDate), its heading or its JSON-LD.
    """
    import trafilatura
    from htmldate import find_date
    from trafilatura.metadata import extract_metadata

    tree = _parse(source)
    about = extract_metadata(_parse(source))
    saved = _SAVED_FROM.search(source[:2000])
    url = about.url or (saved[1] if saved else "")
    stamp = find_date(_parse(source), extensive_search=False, original_date=True)
    meta = {e.get("name", "").lower(): e.get("content", "").strip() for e in tree.iter("meta")}
    named = {
        key: next((meta[n.lower()] for n in names if meta.get(n.lower())), None)
        for key, names in _PAGE_META.items()
    }
    site = about.sitename if about.sitename and about.sitename != about.hostname else None
    _flatten(tree)
    whole = _lines(tree)
    main = trafilatura.bare_extraction(
        tree, favor_recall=True, fast=True, include_comments=False, deduplicate=False
    )
    text = getattr(main, "text", None) or whole
    text = "\n".join(line.strip() for line in text.split("\n"))
    published = date.fromisoformat(stamp) if stamp else publication_date(whole, about.title)
    return Content(
        text,
        named["title"] or about.title,
        named["publisher"] or site,
        published,
        url if url.startswith(("http://", "https://")) else None,
    )


def read_markdown(source: str) -> Content:
    """The text of a Markdown file as it is rendered: no markup, list numbers kept, line by line."""
    from markdown_it import MarkdownIt

    source = re.sub(r"\r\n?", "\n", source)
    front = _FRONT_MATTER.match(source)
    about = dict(_FIELD.findall(front[1])) if front else {}
    body = source[front.end() :] if front else source
    renderer = MarkdownIt("commonmark", {"breaks": True}).enable(["table", "strikethrough"])
    page = renderer.render(body)
    tree = _parse(f"<body>{page}</body>")
    _flatten(tree)
    return Content(
        _lines(tree),
        about.get("title") or None,
        about.get("publisher") or about.get("source") or None,
        publication_date(f"发布日期：{about['date']}") if about.get("date") else None,
        about.get("url") or None,
    )


def _parse(source: str):  # type: ignore[no-untyped-def]
    from lxml import html  # type: ignore[import-untyped]

    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    return html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)


def _flatten(tree) -> None:  # type: ignore[no-untyped-def]
    """Every block of text a ``p``: extraction loses text in tables, sections and split spans."""
    from lxml import etree  # type: ignore[import-untyped]

    etree.strip_elements(tree, *_DROPPED, with_tail=False)
    for unseen in tree.xpath("//body//*[@hidden or contains(@style, 'display:none')]"):
        unseen.drop_tree()
    for box in list(tree.iter("div", "ul", "ol", "table")):
        names = f"{box.get('class', '')} {box.get('id', '')}".split()
        said = len(re.sub(r"\s", "", box.text_content()))
        linked = sum(len(re.sub(r"\s", "", a.text_content())) for a in box.iter("a"))
        if any(map(_CHROME.fullmatch, names)) or linked > 0.8 * said:
            box.drop_tree()
    etree.strip_tags(tree, *_INLINE)
    for items in tree.iter("ol"):
        start = items.get("start", "1")
        for number, item in enumerate(items.findall("li"), int(start) if start.isdigit() else 1):
            first = item
            while not (first.text or "").strip() and len(first) and first[0].tag in _BLOCKS:
                first = first[0]
            first.text = f"{number}. {(first.text or '').lstrip()}"
    for box in list(tree.iter("div", *_BOXES)):
        if box.tag == "pre":
            _keep_breaks(box)
        box.tag = "div" if any(child.tag in _BLOCKS for child in box) else "p"


def _keep_breaks(element) -> None:  # type: ignore[no-untyped-def]
    from lxml import etree  # type: ignore[import-untyped]

    first, *rest = (element.text or "").strip("\n").split("\n")
    element.text = first
    for i, line in enumerate(rest):
        br = etree.Element("br")
        br.tail = line
        element.insert(i, br)


def _lines(tree) -> str:  # type: ignore[no-untyped-def]
    from lxml import etree

    lines = [""]
    for event, element in etree.iterwalk(tree.find("body"), events=("start", "end")):
        if element.tag in _BLOCKS or (element.tag == "br" and event == "start"):
            lines.append("")
        words = element.text if event == "start" else element.tail
        lines[-1] += re.sub(r"[ \t\n\r]+", " ", words or "")
    return "\n".join(line.strip() for line in lines if line.strip())
