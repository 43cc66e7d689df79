"""Pages as HTML: one template, scripts that the page's own policy names, nothing from outside."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from dgpolicy.explorer import STYLESHEET, page_module
from dgpolicy.look.colours import PAPERS, RAMP
from dgpolicy.share.cells import Page
from dgpolicy.share.words import LANG, WORDS

HERE = Path(__file__).parent
MARK = '<meta name="generator" content="dgpolicy">'


def script(name: str) -> str:
    """The text of a script: ``plotly.js``, ``page.js`` or ``explorer.js``.

    The explorer is an ES module, which a page from disk may hold but not load; as a file it is
    the same text as a classic script.
    """
    if name == "plotly.js":
        from plotly.offline import get_plotlyjs

        return get_plotlyjs()
    if name == "explorer.js":
        exports = "export default { render };"
        text = page_module()
        if text.count(exports) != 1:
            raise ValueError(f"the explorer: expected one line {exports!r}")
        return f'(() => {{ "use strict";\n{text.replace(exports, "")}\n}})();\n'
    return (HERE / name).read_text(encoding="utf-8")


def style(name: str) -> str:
    """The text of a stylesheet: ``page.css`` or ``explorer.css``."""
    if name == "explorer.css":
        return STYLESHEET.read_text(encoding="utf-8")
    return _variables() + (HERE / name).read_text(encoding="utf-8")


def _variables() -> str:
    papers = {
        "light": PAPERS["light"] | {"accent": RAMP[4], "tint": "#f6f6f4", "string": "#8a3d00"},
        "dark": PAPERS["dark"] | {"accent": RAMP[1], "tint": "#1c1c1b", "string": "#f0b38a"},
    }
    light, dark = ("".join(f"--{k}: {v}; " for k, v in papers[name].items()) for name in papers)
    return (
        f":root {{ {light}--dg-paper: var(--paper); --papers: {json.dumps(PAPERS)}; }}\n"
        "@media screen and (prefers-color-scheme: dark) "
        f"{{ :root:not(.printing) {{ {dark}}} }}\n"
    )


def page(
    shown: Page, *, single_file: bool, before: Page | None, after: Page | None, **source: Any
) -> str:
    """The HTML of a page: its scripts and styles in it, or beside it in ``assets/``."""
    live, explorer = bool(shown.charts or shown.explorers), bool(shown.explorers)
    return _made(
        "page.html.j2",
        shown.language,
        scripts=["plotly.js"] * live + ["page.js"] + ["explorer.js"] * explorer,
        styles=["page.css"] + ["explorer.css"] * explorer,
        single_file=single_file,
        page=shown,
        body=Markup(shown.body),
        before=before,
        after=after,
        **source,
    )


def index(pages: list[Page], pictures: dict[str, str], language: str, **source: Any) -> str:
    """The HTML of a site's first page: title, picture and first sentence of each page."""
    return _made(
        "index.html.j2",
        language,
        scripts=["page.js"],
        styles=["page.css"],
        single_file=False,
        pages=pages,
        pictures=pictures,
        **source,
    )


def _made(
    template: str,
    language: str,
    *,
    scripts: list[str],
    styles: list[str],
    single_file: bool,
    **values: Any,
) -> str:
    inline = [_inline(name) for name in scripts] if single_file else []
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(f"'sha256-{_hash(text)}'" for text, _ in inline) or "'self'",
        # plotly.js writes styles into the elements that it makes.
        "style-src": "'unsafe-inline'" if single_file else "'self' 'unsafe-inline'",
        "img-src": "data: blob:" if single_file else "'self' data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return (
        _templates()
        .get_template(template)
        .render(
            lang=LANG[language],
            words=WORDS[language],
            mark=Markup(MARK),
            policy=Markup("; ".join(f"{key} {value}" for key, value in policy.items())),
            inline=[(Markup(text), kind) for text, kind in inline],
            css=Markup("\n".join(map(style, styles))) if single_file else "",
            scripts=scripts,
            styles=styles,
            single_file=single_file,
            **values,
        )
    )


def _inline(name: str) -> tuple[str, str]:
    if name == "explorer.js":
        return _fit(page_module()), "module"
    return _fit(script(name)), ""


def _fit(text: str) -> str:
    """A script as it can stand in HTML: nothing in it ends the element, line ends are one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"<(?=/script|!--)", r"\\x3c", text, flags=re.IGNORECASE)


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
