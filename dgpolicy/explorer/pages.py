"""Explorers on pages that need no kernel and no network."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

from dgpolicy.look.words import LANG
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
