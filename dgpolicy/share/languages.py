"""A notebook in several languages: apart while it runs, one on its page."""

from __future__ import annotations

import re
from html import escape
from itertools import zip_longest
from pathlib import Path
from typing import Any

import nbformat
from bs4 import BeautifulSoup
from nbformat import NotebookNode

from dgpolicy.codebook import LANGUAGES
from dgpolicy.fold import script_of
from dgpolicy.look.words import LANG, prose

_SAYS = re.compile(r"""(\blanguage\s*=\s*["'])(zh-Hans|zh|en)(?=["'])""")
_HAN = re.compile(r"[㐀-鿿豈-﫿][㐀-鿿豈-﫿　-〿︰-﹏＀-￯]*")


def versions(path: Path, notebook: NotebookNode, language: str | None) -> dict[str, NotebookNode]:
    """The notebook in each language that it is to be had in, nothing run; first the one to open.

    It is had in the language of its own and in those that ``locale`` beside it holds its prose
    in; ``language``, where given, is one of them and the first. Where its code says
    ``language="en"`` each version says its own, so that the code shown is the code that ran.
    """
    own = _own(notebook)
    sources = {cell.source for cell in notebook.cells if cell.cell_type == "markdown"}
    spoken = {each: prose(path.parent, each) for each in LANGUAGES}
    known = [each for each in LANGUAGES if each == own or sources & set(spoken[each])]
    order = dict.fromkeys([*([language] if language else []), own, *known])
    made = {}
    for each in order if not language or language in known else [language]:
        made[each] = nbformat.from_dict(notebook)
        for cell in made[each].cells:
            if cell.cell_type == "markdown":
                cell.source = spoken[each].get(cell.source, cell.source)
            else:
                cell.source = _SAYS.sub(rf"\g<1>{each}", cell.source)
    return made


def _own(notebook: NotebookNode) -> str:
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    if said := _SAYS.search(code):
        return said[2]
    text = "".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    if 2 * len("".join(_HAN.findall(text))) < len(text):
        return "en"
    return "zh-Hans" if lang_of(text) == "zh-Hans" else "zh"


def merged(versions: dict[str, NotebookNode], once: str) -> NotebookNode:
    """One notebook that says in each cell what it says in each language, or once for all.

    ``metadata.said`` of a cell holds pairs of a language and its source; each output stands in
    the language of its ``said``, which is empty where all languages have the same, as they do
    of outputs of the kind ``once``.
    """

    def said(values: Any) -> list[tuple[str, Any]]:
        first, *others = map(_shown, values)
        if once in first or all(each == first for each in others):
            return [("", values[0])]
        return [(LANG[language], value) for language, value in zip(versions, values, strict=True)]

    made, cells = NotebookNode(next(iter(versions.values()))), []
    for alike in zip(*(notebook.cells for notebook in versions.values()), strict=True):
        cell = NotebookNode(alike[0] | {"metadata": NotebookNode()})
        cell.metadata.said = said([each.source for each in alike])
        if cell.cell_type == "code":
            cell.outputs = [
                NotebookNode(output | {"said": language, "execution_count": None})
                for row in zip_longest(*(each.outputs for each in alike))
                for language, output in said(row)
                if output
            ]
        cells.append(cell)
    made.cells = cells
    return made


def _shown(value: Any) -> Any:
    """What a page shows of an output, without its words for those who see no HTML."""
    data = value.get("data", {}) if isinstance(value, dict) else {}
    return {kind: data[kind] for kind in data if kind != "text/plain"} or data or value


def lang_of(text: str) -> str:
    """``zh-Hans`` where more characters are Simplified than Traditional, else ``zh-Hant``.

    >>> lang_of("國"), lang_of("国"), lang_of("人")
    ('zh-Hant', 'zh-Hans', 'zh-Hant')
    """
    # The one added character decides where the scripts do not differ.
    return "zh-Hans" if script_of("國" + text) == "hans" else "zh-Hant"


def mark_chinese(soup: BeautifulSoup) -> None:
    """Chinese words in what is in another language, or in none, carry their own ``lang``.

    They are then read out as Chinese, and their glyphs are the right ones.
    """
    turns = soup.select_one(".switch[lang]")
    for text in soup.find_all(string=_HAN):
        spoken = text.find_parent(lang=True)
        if text.find_parent(["title", "script", "style", "math", "pre", "code"]):
            continue
        if not spoken or spoken["lang"] == "en" or (turns and spoken.name == "html"):
            marked = _HAN.sub(
                lambda run: f'<span lang="{lang_of(run[0])}">{run[0]}</span>',
                escape(text, quote=False),
            )
            text.replace_with(BeautifulSoup(marked, "html.parser"))
