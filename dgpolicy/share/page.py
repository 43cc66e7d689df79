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
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from latex2mathml.converter import convert as mathml
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from traitlets.config import Config

from dgpolicy.explorer import page_data, page_module, stylesheet
from dgpolicy.look.colours import PAPERS
from dgpolicy.look.words import LANG, word, words
from dgpolicy.share.languages import merged, with_languages
from dgpolicy.share.outputs import EXPLORER, PLOTLY
from dgpolicy.share.safe import safe

HERE = Path(__file__).parent
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
    languages = list(page.versions)
    resources = beside | {
        "titles": page.titles,
        "titled": any(True for _ in _headings(page.versions[languages[0]], 1)),
        "contents": list(_contents(page)),
        "languages": languages,
        "LANG": LANG,
        "PLOTLY": PLOTLY,
        "EXPLORER": EXPLORER,
        "words": {key: {each: words(each)[key] for each in languages} for key in words("en")},
        "source": source,
        "cited": {
            each: word("cite_as", each, title=title, **source)
            for each, title in page.titles.items()
        },
    }
    made, _ = _exporter(page).from_notebook_node(
        merged(page.versions, once=(EXPLORER,)), resources=resources
    )
    soup = BeautifulSoup(made, "html.parser")
    with_languages(soup, turns=len(languages) > 1)
    return _filled(str(soup), single_file)


def is_ours(path: Path) -> bool:
    """Whether a page may be written there: nothing is, or a page of ours."""
    if not path.exists():
        return True
    return 'content="dgpolicy" name="generator"' in path.read_text("utf-8", errors="replace")[:4000]


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
        template_file=str(HERE / "page.html.j2"),
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
            "explorer": lambda state: page_data(f"e{next(numbers)}", state),
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
    scripts += [((HERE / "page.js").read_text("utf-8"), "")]
    scripts += [(page_module(), ' type="module"')] if explorers else []
    fit = [(_fit(text), kind) for text, kind in scripts]
    css = PAPER + (HERE / "page.css").read_text("utf-8")
    css += stylesheet() if explorers else ""
    hashes = [base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t, _ in fit]
    allowed = ["'self'"] * bool(beside) + [f"'sha256-{each}'" for each in hashes]
    # plotly.js writes styles into the elements that it makes.
    policy = (
        f"default-src 'none'; script-src {' '.join(allowed)}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    for place, text in {
        "<!--policy-->": f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        "<!--styles-->": f"<style>\n{css}</style>",
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
    shown = (f'<img lang="{LANG[k]}" src="{url}" alt="">' for k, url in pictures.items())
    return f"<span data-each>{''.join(shown)}</span>"
