"""One notebook in all its languages as one page, by nbconvert's exporter and one template."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from latex2mathml.converter import convert as mathml
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from traitlets.config import Config

from dgpolicy import explorer
from dgpolicy.codebook import LANGUAGES
from dgpolicy.corpus import Corpus
from dgpolicy.look import style
from dgpolicy.look.colours import PAPERS
from dgpolicy.look.words import LANG, word, words
from dgpolicy.share.languages import merged, with_languages
from dgpolicy.share.outputs import EXPLORER, PLOTLY
from dgpolicy.share.safe import safe

PAPER = (
    ":root{"
    + "".join(f"--{k}:light-dark({v},{PAPERS['dark'][k]});" for k, v in PAPERS["light"].items())
    + "}"
)
_SHOWN = [PLOTLY, EXPLORER, "text/html", "text/markdown", "text/latex", "image/svg+xml"]
_SHOWN += ["image/png", "image/jpeg", "text/plain"]


@dataclass(frozen=True)
class Page:
    """A notebook in all its languages: the first is the one that its page opens in.

    ``versions`` are the notebooks by language, executed and without widgets; ``names`` those of
    the notebooks that are shared together: links between them lead to their pages.
    """

    name: str
    versions: dict[str, NotebookNode]
    folder: Path = Path()
    names: frozenset[str] = frozenset()

    @property
    def titles(self) -> dict[str, str]:
        """What the page is called in each language: its first heading, or the file's name."""
        return {
            language: next(_headings(notebook, 1), (0, self.name.replace("_", " ")))[1]
            for language, notebook in self.versions.items()
        }

    @property
    def card(self) -> dict[str, Any]:
        """What other pages say of it, by language: title and question, and room for pictures."""
        questions = {language: _question(each) for language, each in self.versions.items()}
        return {"name": self.name, "titles": self.titles, "questions": questions, "pictures": {}}

    @property
    def figures(self) -> dict[str, dict[str, Any] | None]:
        """The first chart in each language."""
        return {language: next(_data(nb, PLOTLY), None) for language, nb in self.versions.items()}


def html_of(page: Page, source: dict[str, str], *, single_file: bool = True, **beside: Any) -> str:
    """The page as HTML with everything in it; plotly.js alone, where there is a chart and this is
    no ``single_file``, stands beside it in ``assets/``.

    ``source`` is what the footer says of the data, ``beside`` what the template needs of a site.
    """
    resources = _resources(page.titles, source) | beside
    first = page.versions[resources["languages"][0]]
    resources["titled"] = any(True for _ in _headings(first, 1))
    resources["contents"] = list(_contents(page))
    notebook = merged(page.versions, once=(EXPLORER,))
    made, _ = _exporter(page).from_notebook_node(notebook, resources=resources)
    return _filled(_with_languages(made, turns=len(page.versions) > 1), single_file)


def first_page(corpus: Corpus, source: dict[str, str], chapters: list[dict[str, Any]]) -> str:
    """The first page of a site: the explorer of a corpus, and under it the cards of the pages."""
    titles = {each: word("site", each) for each in dict.fromkeys([corpus.language, *LANGUAGES])}
    below = _exporter(Page("index", {})).environment.get_template("below.html.j2")
    html = below.render(resources=_resources(titles, source) | {"chapters": chapters})
    head = f"<style>{PAPER}{_own('below.css')}</style>"
    return explorer.page(
        corpus, head=head, below=_with_languages(html, turns=True), script=_own("page.js")
    )


def _resources(titles: dict[str, str], source: dict[str, str]) -> dict[str, Any]:
    """What every template needs: what is said in each of the languages of ``titles``."""
    return {
        "titles": titles,
        "languages": list(titles),
        "words": {key: {each: words(each)[key] for each in titles} for key in words("en")},
        "cited": {each: word("cite_as", each, title=titles[each], **source) for each in titles},
        "source": source,
        **{"LANG": LANG, "PLOTLY": PLOTLY, "EXPLORER": EXPLORER},
    }


def _with_languages(html: str, *, turns: bool) -> str:
    soup = BeautifulSoup(html, "html.parser")
    with_languages(soup, turns=turns)
    return str(soup)


def is_ours(path: Path) -> bool:
    """Whether a page may be written there: nothing is, or a page of ours."""
    if not path.exists():
        return True
    return 'content="dgpolicy"' in path.read_text("utf-8", errors="replace")[:4000]


def _data(notebook: NotebookNode, kind: str) -> Iterator[dict[str, Any]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if kind in output.get("data", {}):
                yield output.data[kind]


def _headings(notebook: NotebookNode, level: int) -> Iterator[tuple[int, str]]:
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type == "markdown":
            text = re.sub(r"^```.*?^```", "", cell.source, flags=re.MULTILINE | re.DOTALL)
            for line in re.findall(rf"^#{{{level}}} +(.+)$", text, re.MULTILINE):
                yield number, _text(line)


def _contents(page: Page) -> Iterator[tuple[int, dict[str, str]]]:
    """The parts of a page: the number of the cell where each begins, and what it is called."""
    for row in zip(*(_headings(notebook, 2) for notebook in page.versions.values()), strict=False):
        yield row[0][0], dict(zip(page.versions, (text for _, text in row), strict=True))


def _question(notebook: NotebookNode) -> str:
    for cell in notebook.cells:
        for block in cell.source.split("\n\n") if cell.cell_type == "markdown" else []:
            if block.strip() and not block.startswith("#"):
                said = re.findall(r".+?(?:[。！？]|[.!?](?=\s|$)|$)", _text(block), re.DOTALL)
                return next((one for one in said if one[-1] in "?？"), said[0]).strip()
    return ""


def _text(markdown: str) -> str:
    made = MarkdownWithMath(IPythonRenderer(escape=False)).render(markdown)
    return " ".join(BeautifulSoup(made, "html.parser").get_text().split()).removesuffix("¶")


class _Renderer(IPythonRenderer):
    """Markdown in which maths is drawn, and links between notebooks lead to their pages."""

    names: frozenset[str] = frozenset()

    def inline_math(self, body: str) -> str:
        return mathml(body.strip(), display="inline")

    def block_math(self, body: str) -> str:
        return f'<div class="maths" tabindex="0">{mathml(body.strip(), display="block")}</div>'

    def latex_environment(self, name: str, body: str) -> str:
        return self.block_math(rf"\begin{{{name}}}{body}\end{{{name}}}")

    def link(self, text: str, url: str, title: str | None = None) -> str:
        name, dot, rest = url.partition(".ipynb")
        return super().link(
            text, f"{name}.html{rest}" if dot and name in self.names else url, title
        )


def _markdown(page: Page, source: str) -> str:
    renderer = _Renderer(
        escape=False, embed_images=True, exclude_anchor_links=True, path=str(page.folder)
    )
    renderer.names = page.names
    return MarkdownWithMath(renderer).render(source)


def _exporter(page: Page) -> HTMLExporter:
    numbers = iter(range(1, 1000))
    return HTMLExporter(
        config=Config(NbConvertBase={"display_data_priority": _SHOWN}),
        template_name="base",
        template_file=str(Path(__file__).with_name("page.html.j2")),
        sanitize_html=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        filters={
            "clean_html": safe,
            "apart": lambda html: safe(html, f"o{next(numbers)}-"),
            "markdown2html": partial(_markdown, page),
            "figure": _figure,
            "told": told,
            "illustrated": _illustrated,
            "explorer": lambda state: explorer.page_data(f"e{next(numbers)}", state),
        },
    )


def _figure(figure: dict[str, Any]) -> str:
    """A plotly figure as the place where it is drawn, with its words and its data."""
    layout = figure.get("layout", {})
    meta = layout.get("meta")
    title = (layout.get("title") or {}).get("text") or "plotly"
    alt = meta.get("alt") if isinstance(meta, dict) else None
    label = alt or BeautifulSoup(title.replace("<br>", " "), "html.parser").get_text()
    shown = {"data": figure["data"], "layout": layout}
    held = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
    held = held.replace("<", "\\u003c")  # nothing in it ends the element or begins another
    return (
        f'<figure class="chart"><div class="plot" role="img" aria-label="{escape(label)}" '
        f'style="min-height:{layout.get("height") or 420:g}px"></div>'
        f'<script type="application/json">{held}</script></figure>'
    )


def _filled(html: str, single_file: bool) -> str:
    """The page with its scripts, its styles, and the policy that names them and no others."""
    explorers = "data-dgpolicy-explorer=" in html
    charts = '<figure class="chart">' in html
    beside = '<script src="assets/plotly.js"></script>\n' if charts and not single_file else ""
    scripts = [(plotly_js(), "")] if charts and single_file else []
    scripts += [(_own("page.js"), "")]
    scripts += [(explorer.page_module(), ' type="module"')] if explorers else []
    fit = [(_fit(text), kind) for text, kind in scripts]
    css = PAPER + _own("below.css") + _own("page.css")
    css += explorer.stylesheet() if explorers else style.css()
    hashes = [base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t, _ in fit]
    allowed = ["'self'"] * bool(beside) + [f"'sha256-{each}'" for each in hashes]
    # plotly.js writes styles into the elements that it makes.
    policy = (
        f"default-src 'none'; script-src {' '.join(allowed)}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    for place, text in {
        "<!--policy-->": f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        "<!--styles-->": f"<style>{css}</style>",
        "<!--scripts-->": beside
        + "\n".join(f"<script{kind}>{text}</script>" for text, kind in fit),
    }.items():
        html = html.replace(place, text, 1)
    return html


@cache
def plotly_js() -> str:
    """The text of plotly.js."""
    from plotly.offline import get_plotlyjs

    return get_plotlyjs()


def _own(name: str) -> str:
    text = files("dgpolicy.share").joinpath(name).read_text(encoding="utf-8")
    return style.tight(text) if name.endswith(".css") else text


def _fit(text: str) -> str:
    """A script as it can stand in HTML: nothing in it ends the element, line ends are one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"<(?=/script|!--)", r"\\x3c", text, flags=re.IGNORECASE)


def told(by_language: dict[str, str]) -> str:
    """What is said in each language, as HTML of which a page shows what is in its own.

    >>> told({"en": "a", "zh": "b"})
    '<span data-each><span lang="en">a</span><span lang="zh-Hant">b</span></span>'
    """
    if len(by_language) == 1:
        return escape(next(iter(by_language.values())))
    said = (f'<span lang="{LANG[k]}">{escape(text)}</span>' for k, text in by_language.items())
    return f"<span data-each>{''.join(said)}</span>"


def _illustrated(pictures: dict[str, str]) -> str:
    shown = (
        f'<img lang="{LANG[k]}" src="{escape(url)}" alt="" loading="lazy">'
        for k, url in pictures.items()
    )
    return f"<span data-each>{''.join(shown)}</span>"
