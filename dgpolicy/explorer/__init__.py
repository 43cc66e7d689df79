"""The explorer: facets, linked charts, the article strip and the pledges, in every host.

``module()`` is one ES module in the anywidget front-end module form and does all filtering,
counting and drawing; Python holds the corpus and the choice. Each count in a facet or a chart is
taken with the choices in all *other* facets applied, so a facet never hides its own
alternatives; beside it stands what there was with nothing chosen. The list of pledges, the strip
and the breadcrumb follow all choices.

A host calls ``render({model, el})``. The model has ``get(name)``, ``set(name, value)``,
``save_changes()``, ``on("change:" + name, callback)`` and ``off(…)`` for the names

- ``payload``: what ``payload(corpus, view)`` returns;
- ``selection``: the choice, as keyword arguments of ``Corpus.filter`` with lists of codes;
- ``pledge``: the id of the pledge that is open in its place, or ``""``;
- ``language``: ``zh``, ``zh-Hans`` or ``en``;
- ``address`` and ``fragment``, only where the choice can be linked to: what every link of this
  explorer starts with (``#name?``), and what comes after it.

Without ``globalThis.Plotly`` the module asks by ``model.send({want: "plotly"})`` for a message
``{have: "plotly"}`` with the gzipped script as its buffer. On a page with no kernel the script
stands in the page, and ``page_module()`` and ``page_data()`` give the rest.
"""

from __future__ import annotations

import gzip
import html
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from dgpolicy.codebook import LANGUAGES, nearest
from dgpolicy.corpus import Corpus
from dgpolicy.explorer.payload import VIEWS, facet_of, payload

# The parts of the module in an order in which each stands after what it imports.
PARTS = ("words", "data", "page", "figures", "charts", "facets", "strip", "cards", "explorer")
STYLESHEET = Path(__file__).with_name("explorer.css")
_FALLBACK_ROWS = 12

__all__ = [
    "STYLESHEET", "VIEWS", "Explorer", "explore", "module", "page_data", "page_module", "payload",
]  # fmt: skip


def module() -> str:
    """The text of the one ES module that every host runs: the parts, without their imports."""
    return "\n".join(_part(name) for name in PARTS)


def page_module() -> str:
    """The text of the one inline ES module of a page with explorers: the module and its host."""
    return f"{module()}\n{_part('host')}"


def _part(name: str) -> str:
    source = Path(__file__).with_name(f"{name}.mjs").read_text(encoding="utf-8")
    return re.sub(r"^(?:import [^;]*;\n|export (?!default))", "", source, flags=re.MULTILINE)


class Explorer(anywidget.AnyWidget):
    """One corpus to look through: ``corpus`` is what is chosen, ``selection`` how.

    ``selection`` is a plain dict of keyword arguments of ``Corpus.filter``; setting it moves
    the widget, choosing in the widget sets it, and ``observe(f, "selection")`` hears of both.
    A facet with no code left is dropped. ``pledge`` is the id of the pledge that is open in its
    place, or empty; ``language`` is ``zh``, ``zh-Hans`` or ``en``. A value that ``Corpus.filter``
    does not know raises the same ``ValueError`` here.

    >>> import dgpolicy
    >>> explorer = explore(dgpolicy.load(), "organisation", kind="lead")
    >>> explorer
    Explorer(organisation: 4 of 30 pledges)
    >>> explorer.selection = {"kind": "lead", "text": "制造业"}
    >>> len(explorer.corpus.pledges)
    1
    """

    _esm = module()
    _css = STYLESHEET.read_text(encoding="utf-8")
    payload = traitlets.Dict(read_only=True).tag(sync=True)
    selection = traitlets.Dict().tag(sync=True)
    pledge = traitlets.Unicode().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)

    def __init__(self, corpus: Corpus, view: str = "overview", **selection: Any) -> None:
        self._whole = corpus
        self.set_trait("payload", payload(corpus, view))
        super().__init__(selection=selection, language=corpus.language)
        self.on_msg(self._answer)

    @property
    def corpus(self) -> Corpus:
        """The chosen part of the corpus."""
        return self._whole.filter(**self.selection)

    @traitlets.validate("selection")
    def _known_choices(self, proposal: Any) -> dict[str, Any]:
        kept = {}
        for facet, choice in proposal["value"].items():
            if facet != "text" and choice is not None:
                choice = list(dict.fromkeys([choice] if isinstance(choice, str) else choice))
            if choice:
                kept[facet] = choice
        self._whole.filter(**{facet: None for facet in proposal["value"]} | kept)
        return kept

    @traitlets.validate("pledge")
    def _known_pledge(self, proposal: Any) -> str:
        known = self._whole.pledges["pledge_id"]
        if proposal["value"] and not known.eq(proposal["value"]).any():
            raise ValueError(nearest(proposal["value"], known, "pledge"))
        return proposal["value"]

    @traitlets.validate("language")
    def _known_language(self, proposal: Any) -> str:
        if proposal["value"] not in LANGUAGES:
            raise ValueError(nearest(proposal["value"], LANGUAGES, "language"))
        return proposal["value"]

    def _answer(self, _: Any, content: Any, buffers: Any) -> None:
        if content == {"want": "plotly"}:
            self.send({"have": "plotly"}, [_plotly()])

    def __repr__(self) -> str:
        left, whole = len(self.corpus.pledges), len(self._whole.pledges)
        return f"Explorer({self.payload['view']}: {left} of {whole} pledges)"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle:
            bundle[0]["text/plain"] = repr(self)
            bundle[0]["text/html"] = self._counts()
        return bundle

    def _counts(self) -> str:
        """The table that stands in for the explorer where only stored outputs are shown."""
        facet = next(f for f in self.payload["facets"] if f["id"] == facet_of(self.payload["view"]))
        at = LANGUAGES.index(self.language)
        rows = []
        for code, names in zip(facet["codes"], facet["names"], strict=True):
            left = self._whole.filter(**self.selection | {facet["id"]: code})
            rows.append((names[at] if names else "—", len(left.pledges)))
        body = "".join(
            f"<tr><th scope='row'>{html.escape(name)}</th><td>{count}</td></tr>"
            for name, count in rows[:_FALLBACK_ROWS]
        )
        if len(rows) > _FALLBACK_ROWS:
            body += f"<tr><td colspan='2'>… {len(rows) - _FALLBACK_ROWS}</td></tr>"
        return f"<table><caption>{html.escape(repr(self))}</caption><tbody>{body}</tbody></table>"


def explore(corpus: Corpus, view: str = "overview", **selection: Any) -> Explorer:
    """An explorer of a corpus, opened on one question.

    ``view`` is ``overview`` or any facet of ``Corpus.filter``; further keyword
    arguments are the first choice, as for ``Corpus.filter``. Raises ``ValueError`` that lists
    the known views or values.

    >>> import dgpolicy
    >>> explore(dgpolicy.load(), "industry", industry=["new_materials", "new_energy"]).selection
    {'industry': ['new_materials', 'new_energy']}
    """
    return Explorer(corpus, view, **selection)


def page_data(name: str, state: dict[str, Any]) -> str:
    """The data block of one explorer, as HTML that stands where the explorer is to appear.

    ``state`` holds ``payload`` and, where wanted, ``selection``, ``pledge`` and ``language``;
    a widget's stored state will do. ``name`` is unique on the page and heads its links.
    """
    names = ("payload", "selection", "pledge", "language")
    data = json.dumps({n: state[n] for n in names if n in state}, ensure_ascii=False)
    return (
        f'<script type="application/json" data-dgpolicy-explorer="{html.escape(name)}">'
        + data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        + "</script>"
    )


@cache
def _plotly() -> bytes:
    # A kernel may send a page about a megabyte a second: the plain script would be dropped.
    from plotly.offline import get_plotlyjs

    return gzip.compress(get_plotlyjs().encode("utf-8"), 6, mtime=0)
