"""An executed notebook as the parts of a page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from latex2mathml.converter import convert as mathml
from nbconvert.filters import ansi2html
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from dgpolicy.explorer import page_data
from dgpolicy.share.clean import cleaned, language_of, with_languages, with_tables
from dgpolicy.share.widgets import STATE, VIEW, Widgets
from dgpolicy.share.words import LANG, WORDS

PLOTLY = "application/vnd.plotly.v1+json"
_SENTENCE = re.compile(r".+?(?:[。！？]|[.!?](?=\s|$)|$)", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass
class Page:
    """What a page shows: its title, first sentence, headings (id and text) and body as HTML."""

    name: str
    language: str
    title: str = ""
    first_sentence: str = ""
    headings: list[tuple[str, str]] = field(default_factory=list)
    body: str = ""
    charts: int = 0
    explorers: int = 0
    picture: bytes = b""

    @property
    def lang(self) -> str:
        """The language as HTML names it."""
        return LANG[self.language]


def page_of(
    notebook: NotebookNode, name: str, folder: Path, pages: set[str], language: str | None = None
) -> Page:
    """The page of an executed notebook that lies in ``folder``.

    ``pages`` are the names of the notebooks that are shared together: links between them are
    kept. Without ``language`` the page is in the one in which its text is written.
    """
    spoken = language or _written_in(notebook)
    reader = _Reader(Page(name, spoken), notebook, folder, pages)
    blocks = [reader.cell(cell) for cell in notebook.cells]
    page = reader.page
    page.title = page.title or name.replace("_", " ")
    heading = "" if reader.titled else f"<h1>{escape(page.title)}</h1>"
    page.body = heading + "\n".join(blocks)
    return page


class _Renderer(IPythonRenderer):
    def inline_math(self, body: str) -> str:
        return _maths(body, "inline")

    def block_math(self, body: str) -> str:
        return _maths(body, "block")

    def latex_environment(self, name: str, body: str) -> str:
        return _maths(rf"\begin{{{name}}}{body}\end{{{name}}}", "block")


class _Reader:
    def __init__(self, page: Page, notebook: NotebookNode, folder: Path, pages: set[str]) -> None:
        self.page, self.folder, self.pages, self.titled = page, folder, pages, False
        self.words = WORDS[page.language]
        models = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
        self.widgets = Widgets(models, self._explorer, self._figure, self._output)

    def cell(self, cell: NotebookNode) -> str:
        if cell.cell_type == "markdown":
            return self._prose(cell)
        if cell.cell_type != "code" or not cell.source.strip():
            return ""
        code = highlight(cell.source, PythonLexer(), HtmlFormatter(nowrap=True))
        outputs = "\n".join(map(self._output, cell.outputs))
        return (
            f'<details class="code"><summary>{self.words["code"]}</summary>'
            f'<pre tabindex="0"><code>{code}</code></pre></details>\n{outputs}'
        )

    def _prose(self, cell: NotebookNode) -> str:
        renderer = _Renderer(
            escape=False,
            allow_harmful_protocols=False,
            embed_images=True,
            exclude_anchor_links=True,
            path=str(self.folder),
            attachments=cell.get("attachments", {}),
        )
        soup = cleaned(MarkdownWithMath(renderer).render(cell.source))
        self._link(soup)
        self._name_headings(soup)
        if not self.page.first_sentence and (first := soup.find("p")):
            said = _SENTENCE.match(_words(first))
            self.page.first_sentence = said[0].strip() if said else ""
        return f'<div class="prose">{self._dressed(soup)}</div>'

    def _dressed(self, soup: BeautifulSoup) -> str:
        soup = with_tables(soup, self.words["table"])
        return str(soup if self.page.language.startswith("zh") else with_languages(soup))

    def _link(self, soup: BeautifulSoup) -> None:
        for link in soup.find_all("a", href=True):
            name, dot, rest = str(link["href"]).partition(".ipynb")
            if dot and name in self.pages:
                link["href"] = f"{name}.html{rest}"

    def _name_headings(self, soup: BeautifulSoup) -> None:
        for heading in soup.find_all(["h1", "h2"]):
            text = _words(heading)
            if heading.name == "h1" and not self.page.title:
                self.page.title, self.titled = text, True
            elif heading.name == "h2":
                heading["id"] = f"section-{len(self.page.headings) + 1}"
                self.page.headings.append((str(heading["id"]), text))

    def _output(self, output: Any) -> str:
        if output["output_type"] == "stream":
            return f'<pre class="output {output["name"]}">{ansi2html(output["text"])}</pre>'
        if output["output_type"] == "error":
            said = f"{output['ename']}: {output['evalue']}"
            return f'<pre class="output stderr">{escape(said)}</pre>'
        data = output.get("data", {})
        for kind, shown in self._kinds():
            if kind in data and (made := shown(data[kind])):
                return made
        return ""

    def _kinds(self) -> tuple[tuple[str, Callable[[Any], str]], ...]:
        picture = '<img class="still" alt="" src="data:{};base64,{}">'
        return (
            (PLOTLY, self._figure),
            (VIEW, self._widget),
            ("text/html", lambda text: f'<div class="result">{self._dressed(cleaned(text))}</div>'),
            ("text/markdown", lambda text: self._prose(NotebookNode(source=text))),
            ("text/latex", lambda text: _maths(text.strip("$ \n"), "block")),
            ("image/png", partial(picture.format, "image/png")),
            ("image/jpeg", partial(picture.format, "image/jpeg")),
            ("text/plain", lambda text: f'<pre class="output">{escape(text)}</pre>'),
        )

    def _widget(self, view: dict[str, Any]) -> str:
        self.widgets.frozen = False
        made = self.widgets.html(view["model_id"])
        note = f'<p class="aside">{self.words["frozen"]}</p>' if self.widgets.frozen else ""
        return f'<div class="widget">{note}{made}</div>' if made else ""

    def _explorer(self, name: str, state: dict[str, Any]) -> str:
        self.page.explorers += 1
        return page_data(f"e{self.page.explorers}", state)

    def _figure(self, figure: dict[str, Any]) -> str:
        self.page.charts += 1
        layout = figure.get("layout", {})
        meta = layout.get("meta")
        title = (layout.get("title") or {}).get("text") or self.words["chart"]
        alt = meta.get("alt") if isinstance(meta, dict) else None
        label = escape(alt or BeautifulSoup(title.replace("<br>", " "), "html.parser").get_text())
        held = json_in_html({"data": figure["data"], "layout": layout})
        return (
            f'<figure class="chart"><div class="plot" role="img" aria-label="{label}" '
            f'style="min-height:{layout.get("height") or 420:g}px"></div>'
            f'<script type="application/json">{held}</script></figure>'
        )


def json_in_html(held: Any) -> str:
    """JSON for a script element: nothing in it can end the element or begin another.

    >>> json_in_html({"a": "</script><!--"})
    '{"a":"\\\\u003c/script>\\\\u003c!--"}'
    """
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _maths(source: str, display: str) -> str:
    made = mathml(source.strip(), display=display)
    return f'<div class="maths" tabindex="0">{made}</div>' if display == "block" else made


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def _written_in(notebook: NotebookNode) -> str:
    text = "".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    if len(_HAN.findall(text)) <= 0.4 * len(re.sub(r"\s", "", text)):
        return "en"
    return "zh" if language_of(text) == "zh-Hant" else "zh-Hans"
