"""One notebook in all its languages as one page, by nbconvert's exporter and one template."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from latex2mathml.converter import convert as mathml
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from plotly.offline import get_plotlyjs
from traitlets.config import Config

from dgpolicy.charts.rows import firm
from dgpolicy.charts.style import INK, WIDE
from dgpolicy.codebook import LANGUAGES
from dgpolicy.corpus import Corpus
from dgpolicy.explorer import downloads, module, page_data, payload, stylesheet
from dgpolicy.look import colours
from dgpolicy.look.words import LANG, word
from dgpolicy.quote import SORT
from dgpolicy.share.notebook import EXPLORER, FROZEN, HAN, PLOTLY, figures, lang_of, merged
from dgpolicy.share.safe import safe

_SHOWN = [PLOTLY, EXPLORER, FROZEN, "text/html", "text/markdown", "text/latex", "image/svg+xml"]
_SHOWN += ["image/png", "image/jpeg", "text/plain"]
_PIECES = re.compile(r'(?=<)|(?<=>)|(?<="[,}\]])')
_ENGLISH = re.compile(r"[a-z]+,? [a-z]+,? [a-z]+ ")  # more than a name
_ENDS = re.compile(r"(?<=[。！？])|(?<=[.!?])\s")


@dataclass(frozen=True)
class Page:
    """A notebook in all its languages: the first is the one that its page opens in.

    ``versions`` are the notebooks by language, executed and without widgets; ``folder`` is where
    the pictures lie that their Markdown names.
    """

    name: str
    versions: dict[str, NotebookNode]
    folder: Path = Path()

    @cached_property
    def prose(self) -> dict[str, BeautifulSoup]:
        """The Markdown of each language as it is shown, each cell in a section with its place."""
        return {
            language: BeautifulSoup(
                "".join(
                    f'<section id="step-{number}">{_markdown(self.folder, cell.source)}</section>'
                    for number, cell in enumerate(notebook.cells, 1)
                    if cell.cell_type == "markdown"
                ),
                "html.parser",
            )
            for language, notebook in self.versions.items()
        }

    @property
    def titles(self) -> dict[str, str]:
        """What the page is called in each language: its first heading, or the file's name."""
        return {k: _words(soup.h1) or self.name for k, soup in self.prose.items()}

    @property
    def questions(self) -> dict[str, str]:
        """The first question of the first words in each language, else their first sentence."""
        said = {k: _ENDS.split(_words(soup.p)) for k, soup in self.prose.items()}
        return {
            k: next((s for s in all_ if s.endswith(("?", "？"))), all_[0])
            for k, all_ in said.items()
        }

    @property
    def figures(self) -> dict[str, dict[str, Any]]:
        """The first chart in each language, as it is on a small screen."""
        found = {language: figures(notebook) for language, notebook in self.versions.items()}
        return {
            language: _small(first[0].data[PLOTLY]) for language, first in found.items() if first
        }


def _words(tag: Tag | None) -> str:
    return " ".join(tag.get_text().split()) if tag else ""


def html_of(page: Page, source: dict[str, str], *, single_file: bool = True, **beside: Any) -> str:
    """The page as HTML with everything in it; plotly.js alone, where there is a chart and this is
    no ``single_file``, stands beside it in ``assets/``. Of what outputs say in other languages than
    the first each piece stands once, and ``page.js`` puts them together.

    ``source`` is what the footer says of the data, ``beside`` what the template needs of a site.
    """
    resources = _resources(page.titles, source) | {"page": page} | beside
    exporter = _exporter(page.folder, page.titles)
    body, _ = exporter.from_notebook_node(merged(page.versions), resources=resources)
    return _framed(body, exporter, resources, single_file)


def first_page(
    corpus: Corpus, source: dict[str, str], pages: Iterable[Page], pictures: Iterable[str]
) -> str:
    """The first page of a site: the explorer of a corpus, and under it the cards of the pages.

    ``pictures`` are the places of those that there are. Without a script the page is its title,
    a finding and the answer table.
    """
    spoken = {k: replace(corpus, language=k) for k in [corpus.language, *LANGUAGES]}
    basis, titles = corpus.pledges["horizon_basis"], {k: word("site", k) for k in spoken}
    found = {k: firm(each, "horizon_basis", basis, "pledges") for k, each in spoken.items()}
    state = {"payload": payload(corpus) | {"files": downloads(corpus)}}
    body = (
        f'<main id="text"><header><h1>{told(titles)}</h1><p>{told(found)}</p></header>'
        f"{page_data('explorer', state)}</main>"
    )
    resources = _resources(titles, source) | {"pages": pages, "pictures": pictures}
    return _framed(body, _exporter(Path(), titles), resources, single_file=False)


def _framed(body: str, exporter: HTMLExporter, resources: dict[str, Any], single_file: bool) -> str:
    """A page with its head, its stylesheets and the scripts that it needs, and no other."""
    explorers, charts = "data-dgpolicy-explorer=" in body, '<figure class="chart">' in body
    scripts = {
        "plotly": get_plotlyjs() if charts and single_file else "",
        "own": f"const wide = {WIDE}, sortable = {SORT};{_own('page.js')}",
        "explorer": module() if explorers else "",
    }
    hashes = [hashlib.sha256(text.encode()).digest() for text in scripts.values() if text]
    sources = [f"'sha256-{base64.b64encode(each).decode()}'" for each in hashes]
    css = _paper() + _own("frame.css") + _own("page.css") * ("page" in resources)
    css += stylesheet() if explorers else colours.css()
    packed = base64.b64encode(gzip.compress(scripts["plotly"].encode(), mtime=0)).decode()
    held = scripts | {"body": body, "css": css, "sources": sources, "packed": packed}
    frame = exporter.environment.get_template("frame.html.j2")
    return _finished(frame.render(r=resources, beside=charts and not single_file, **held))


def _resources(titles: dict[str, str], source: dict[str, str]) -> dict[str, Any]:
    cited = {each: word("cite_as", each, title=titles[each], **source) for each in titles}
    kinds = {"LANG": LANG, "PLOTLY": PLOTLY, "EXPLORER": EXPLORER, "FROZEN": FROZEN}
    return {"titles": titles, "cited": cited, "source": source} | kinds


def _exporter(folder: Path, languages: Any) -> HTMLExporter:
    return HTMLExporter(
        config=Config(NbConvertBase={"display_data_priority": _SHOWN}),
        template_name="base",
        template_file=str(Path(__file__).with_name("page.html.j2")),
        filters={
            "safe_html": safe,
            "markdown2html": lambda source: safe(_markdown(folder, source)),
            "figure": _figure,
            "explorer": lambda state: page_data("explorer", state),
            "told": told,
            "lang": lambda text: lang_of(text) if HAN.search(text) else "",
            "said": lambda key: told({each: word(key, each) for each in languages}),
        },
    )


def _finished(html: str) -> str:
    """The page with its Chinese marked, its tables in frames, each id its own, no piece twice."""
    soup = BeautifulSoup(html, "html.parser")
    # An explorer takes its rows from an answer table that has the very same.
    tables = [(table, table.find_next_sibling("script")) for table in soup.select(".dg-answers")]
    there = {str(table.tbody): table for table, data in tables if not data}
    for number, (table, data) in enumerate(tables):
        if data and (same := there.get(str(table.tbody))):
            data["data-rows"] = same["data-rows"] = str(number)
            table.decompose()
        elif data:  # an explorer explains its marks itself
            for mark in table("mark"):
                del mark["title"]
    for number, result in enumerate(soup.select(".result, [data-dgpolicy-explorer]"), 1):
        if result.name == "script":
            result["data-dgpolicy-explorer"] = f"e{number}"
            continue
        for name in ("id", "popovertarget"):
            for tag in result.select(f"[{name}]:not([id^=T_])"):  # pandas has its own way
                tag[name] = f"o{number}-{tag[name]}"
    # A table scrolls by itself where the page is too narrow for it.
    for table in soup.select("table:not(.dg table)"):
        heads = table("caption") or (table.tr or table)("th")
        label = ", ".join(filter(None, (each.get_text(" ", strip=True) for each in heads))) or "–"
        frame = {"class": "table", "role": "region", "tabindex": "0", "aria-label": label}
        table.wrap(soup.new_tag("div", attrs=frame))
        # On a phone a row is a paragraph in which each cell says its head.
        heads = table.select("thead > tr:only-child > th")
        for cells in (row(["th", "td"]) for row in table.select("tbody > tr")):
            for head, cell in zip(heads, cells, strict=False):
                cell["data-head"] = head.get_text(" ", strip=True)
                if _ENGLISH.search(cell.text):
                    cell["lang"] = "en"
    _mark_chinese(soup)
    pieces: dict[str, int] = {}
    root, held = soup.select("html, script#pieces")
    for result in soup.select(f"[data-each] > .result[lang]:not([lang={root['lang']}])"):
        said = filter(None, _PIECES.split(result.decode_contents()))
        places = " ".join(str(pieces.setdefault(each, len(pieces))) for each in said)
        result.clear()
        result.append(soup.new_tag("script", attrs={"type": "text/pieces"}, string=places))
    held.string = _json([*pieces])
    return str(soup)


def _mark_chinese(soup: BeautifulSoup) -> None:
    """Chinese words in what is in another language, or in none, carry their own ``lang``.

    They are then read out as Chinese, and their glyphs are the right ones.
    """
    turns = soup.select_one(".switch[lang]")
    for text in soup.find_all(string=HAN):
        spoken = text.find_parent(lang=True)
        if text.find_parent(["title", "script", "style", "math", "pre", "code"]):
            continue
        if not spoken or spoken["lang"] == "en" or (turns and spoken.name == "html"):
            marked = HAN.sub(
                lambda run: f'<span lang="{lang_of(run[0])}">{run[0]}</span>',
                escape(text, quote=False),
            )
            text.replace_with(BeautifulSoup(marked, "html.parser"))


class _Renderer(IPythonRenderer):
    """Markdown in which maths is drawn, and links to notebooks lead to their pages."""

    def inline_math(self, body: str) -> str:
        return mathml(body.strip(), display="inline")

    def block_math(self, body: str) -> str:
        return f'<div class="maths" tabindex="0">{mathml(body.strip(), display="block")}</div>'

    def latex_environment(self, name: str, body: str) -> str:
        return self.block_math(rf"\begin{{{name}}}{body}\end{{{name}}}")

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return super().link(text, re.sub(r"^([^:]+)\.ipynb(?=#|$)", r"\1.html", url), title)


def _markdown(folder: Path, source: str) -> str:
    shown: dict[str, Any] = dict(escape=False, embed_images=True, exclude_anchor_links=True)
    return MarkdownWithMath(_Renderer(**shown, path=str(folder))).render(source)


def _figure(figure: dict[str, Any]) -> str:
    """A plotly figure as the place where it is drawn, with its words and its data."""
    layout = figure.get("layout", {})
    meta, title = layout.get("meta"), (layout.get("title") or {}).get("text") or "plotly"
    alt = meta.get("alt") if isinstance(meta, dict) else None
    label = alt or BeautifulSoup(title.replace("<br>", " "), "html.parser").get_text()
    shown = INK.sub("currentColor", _json({"data": figure["data"], "layout": layout}))
    return (
        f'<figure class="chart"><div class="plot" role="img" aria-label="{escape(label)}" '
        f'style="min-height:{layout.get("height") or 0:g}px"></div>'
        f'<script type="application/json">{shown}</script></figure>'
    )


def _small(figure: dict[str, Any]) -> dict[str, Any]:
    layout, narrow = figure["layout"], (figure["layout"].get("meta") or {}).get("narrow", {})
    data = narrow.get("data", figure["data"])
    return {"data": data, "layout": layout | narrow.get("layout", {})}


def _json(held: Any) -> str:
    """Data as text in a script, where nothing in it ends the element or begins another."""
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _paper() -> str:
    light, dark = colours.PAPERS["light"], colours.PAPERS["dark"]
    return f":root{{{''.join(f'--{k}:light-dark({light[k]},{dark[k]});' for k in light)}}}"


def _own(name: str) -> str:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return colours.tight(text) if name.endswith(".css") else text


def told(by_language: dict[str, str]) -> str:
    """What is said in each language, as HTML of which a page shows what is in its own.

    >>> told({"en": "a", "zh": "b"})
    '<span data-each><span lang="en">a</span><span lang="zh-Hant">b</span></span>'
    """
    if len(by_language) == 1:
        return escape(next(iter(by_language.values())))
    said = (f'<span lang="{LANG[k]}">{escape(text)}</span>' for k, text in by_language.items())
    return f"<span data-each>{''.join(said)}</span>"
