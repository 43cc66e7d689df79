"""Explorers on pages that need no kernel and no network."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import escape
from typing import Any

from dgpolicy.corpus import Corpus
from dgpolicy.explorer.payload import downloads, page_module, payload, stylesheet
from dgpolicy.look.colours import PAPERS
from dgpolicy.look.style import inline
from dgpolicy.look.words import LANG, word
from dgpolicy.quote import framed


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
    basis, titles, findings = corpus.pledges["horizon_basis"], "", ""
    for each, lang in LANG.items():
        found = firm(replace(corpus, language=each), "horizon_basis", basis, "pledges")
        titles += f'<span lang="{lang}">{escape(title or word("site", each))}</span>'
        findings += f'<span lang="{lang}">{escape(found)}</span>'
    papers = "".join(
        f"--dg-{part}:light-dark({PAPERS['light'][part]},{PAPERS['dark'][part]});"
        for part in ("paper", "ink")
    )
    state = {"payload": payload(corpus) | {"files": downloads(corpus)}}
    return f"""<!doctype html>
<html lang="{LANG[corpus.language]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {sources}; \
style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="dgpolicy">
<title>{escape(title or word("site", corpus.language))}</title>
<style>:root{{color-scheme:light dark;{papers}}}{stylesheet()}</style>
{head}</head>
<body class="dg-page">
<main id="text">
<header><h1 data-each>{titles}</h1><p data-each>{findings}</p></header>
{page_data("explorer", state)}
</main>
{below}
{scripts}
</body>
</html>
"""
