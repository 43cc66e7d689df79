"""Explorers on pages that need no kernel and no network."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from dgpolicy.codebook import LANGUAGES
from dgpolicy.corpus import Corpus
from dgpolicy.explorer.front import page_module, stylesheet
from dgpolicy.explorer.payload import downloads, payload
from dgpolicy.look.colours import PAPERS
from dgpolicy.look.scripts import inline
from dgpolicy.look.words import LANG, word
from dgpolicy.quote import framed

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag


def page_data(name: str, state: dict[str, Any]) -> str:
    """One explorer as HTML: the answer table, and the data that make an explorer of it.

    ``state`` holds ``payload`` and, where wanted, ``selection``, ``pledge``, ``language`` and
    ``chart``; a widget's stored state will do. ``name`` is unique on the page and heads its
    links. Without a script the table is all that there is, and it says all.
    """
    held = {n: state[n] for n in ("selection", "pledge", "language", "chart") if n in state}
    made = dict(state["payload"])
    table = framed(made["columns"], made.pop("rows"), made["language"])
    data = json.dumps(held | {"payload": made}, ensure_ascii=False, separators=(",", ":"))
    data = re.sub("[<\u2028\u2029]", lambda char: f"\\u{ord(char[0]):04x}", data)
    return (
        f'<div class="dg dg-answers" lang="{LANG[made["language"]]}">{table}</div>'
        f'<script type="application/json" data-dgpolicy-explorer="{escape(name)}">{data}</script>'
    )


def carry_once(soup: BeautifulSoup) -> None:
    """Empty the table of an explorer whose pledges stand in an English answer table of the page.

    The explorer takes the rows from there, and a reader without scripts reads them there.
    """
    alone = '.dg-answers[lang="en"]:not(:has(+ script[data-dgpolicy-explorer]))'
    there = [_pledges(table) for table in soup.select(alone)]
    for table in soup.select(".dg-answers:has(+ script[data-dgpolicy-explorer])"):
        if _pledges(table) in there:
            for row in table.select("tbody tr"):
                row.decompose()


def _pledges(table: Tag) -> list[Any]:
    return [row.get("data-p") for row in table.select("tbody tr")]


def page(
    corpus: Corpus, *, title: str = "", head: str = "", below: str = "", script: str = ""
) -> str:
    """The explorer as a page of its own: one HTML file that asks the network for nothing.

    Without a script it is the title, a finding and the answer table. ``head`` is HTML for its
    head, ``below`` HTML that stands under the explorer, ``script`` runs before it. In an element
    with ``data-each``, only the child in the language of the page is shown; the finding is such
    an element.

    >>> import dgpolicy
    >>> made = page(dgpolicy.load("en"))
    >>> made.count("<h1"), "http:" in made.partition("</head>")[0]
    (1, False)
    """
    from dgpolicy.charts.findings import firm

    scripts, sources = inline([*[(script, "")] * bool(script), (page_module(), ' type="module"')])
    policy = (
        "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        f"script-src {sources}; base-uri 'none'; form-action 'none'"
    )
    titles = {each: title or word("site", each) for each in LANGUAGES}
    basis = corpus.pledges["horizon_basis"]
    findings = {
        each: firm(replace(corpus, language=each), "horizon_basis", basis, "pledges")
        for each in LANGUAGES
    }
    papers = "".join(
        f"--dg-{part}:light-dark({PAPERS['light'][part]},{PAPERS['dark'][part]});"
        for part in ("paper", "ink")
    )
    state = {"payload": payload(corpus) | {"files": downloads(corpus)}}
    return (
        f'<!doctype html>\n<html lang="{LANG[corpus.language]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="generator" content="dgpolicy">\n'
        f"<title>{escape(titles[corpus.language])}</title>\n"
        f"<style>:root{{color-scheme:light dark;{papers}}}{stylesheet()}</style>\n{head}</head>\n"
        f'<body class="dg-page">\n<main id="text">\n<header>{_each("h1", titles)}'
        f"{_each('p', findings)}</header>\n{page_data('explorer', state)}\n</main>\n{below}\n"
        f"{scripts}\n</body>\n</html>\n"
    )


def _each(tag: str, texts: dict[str, str]) -> str:
    spans = (f'<span lang="{LANG[each]}">{escape(text)}</span>' for each, text in texts.items())
    return f"<{tag} data-each>{''.join(spans)}</{tag}>"
