"""The explorer: facets, strip, answer table and the pledge being read, in every host.

``module()`` is one ES module in the anywidget front-end module form and does all filtering and
counting; Python holds the corpus and the choice, and makes the rows, those of ``dgpolicy.table``.
A count in a facet is taken with the choices in all *other* facets applied, so a facet never hides
its own alternatives, and says of what it is a part; all else is of the chosen pledges.

A host calls ``render({model, el})``. The model has ``get(name)``, ``set(name, value)``,
``save_changes()``, ``on("change:" + name, callback)`` and ``off(…)`` for the traits of
``Explorer``, and where there is a kernel ``send``, which asks for ``{files}``, the data package
and the codebook. On a page made of ``module()``, ``page_data()`` and ``stylesheet()`` two
more: ``address``, what every link to this explorer starts with (``#name?``), and ``turned``, true
where the page has a switch of languages of its own; explorers speak the language of its root.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import anywidget
import pandas as pd
import plotly.graph_objects as go
import traitlets

from dgpolicy import charts
from dgpolicy.codebook import LANGUAGES
from dgpolicy.corpus import Corpus
from dgpolicy.errors import require
from dgpolicy.explorer.payload import downloads, module, page, page_data, payload, stylesheet
from dgpolicy.facets import FACETS
from dgpolicy.parted import lazy

__all__ = ["Explorer", "downloads", "explore", "module", "page_data", "payload", "stylesheet"]


class Explorer(anywidget.AnyWidget):
    """One corpus to look through: ``corpus`` is what is chosen, ``selection`` how.

    ``selection`` is a plain dict of keyword arguments of ``Corpus.filter``; setting it moves
    the widget, choosing in the widget sets it, and ``observe(f, "selection")`` hears of both.
    A facet with no code left is dropped. ``view`` is the question it opens on, ``overview`` or
    any facet of ``Corpus.filter``; ``pledge`` is the id of the pledge that is read, or empty for
    the first; ``language`` is ``zh``, ``zh-Hans`` or ``en``; ``chart`` is one facet or two. A
    view or value that is not known raises a ``ValueError`` that lists those that are. Of a corpus
    in parts an explorer counts everything and lists the first pledges of a choice; it has no
    charts and no downloads.

    >>> import dgpolicy
    >>> explorer = explore(dgpolicy.load(), "organisation", kind="lead")
    >>> explorer
    Explorer(organisation: 4 of 30 pledges)
    >>> explorer.selection = {"kind": "lead", "text": "制造业当家"}
    >>> len(explorer.corpus.pledges)
    1
    """

    _esm = module()
    _css = stylesheet()
    payload = traitlets.Dict(read_only=True).tag(sync=True)
    selection = traitlets.Dict().tag(sync=True)
    pledge = traitlets.Unicode().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    chart = traitlets.List(traitlets.Unicode(), minlen=1, maxlen=2).tag(sync=True)

    def __init__(self, corpus: Corpus, view: str = "overview", **selection: Any) -> None:
        self._whole = corpus
        made = page(corpus, view, selection) if lazy(corpus.frames) else payload(corpus, view)
        self.set_trait("payload", made)
        super().__init__(selection=selection, language=corpus.language, chart=made["chart"])
        if lazy(corpus.frames):
            self.observe(self._turn, "selection")
        self.on_msg(lambda _, asked, buffers: self.send({"files": downloads(corpus)}))

    def _turn(self, change: Any) -> None:
        self.set_trait("payload", page(self._whole, self.payload["view"], change["new"]))

    @property
    def corpus(self) -> Corpus:
        """The chosen part of the corpus, in the language of the explorer."""
        return replace(self._whole.filter(**self.selection), language=self.language)

    def figure(self) -> go.Figure:
        """The chart on screen as a plotly figure of the chosen pledges.

        >>> import dgpolicy
        >>> len(explore(dgpolicy.load(), "horizon").figure().data) > 0
        True
        """
        if len(self.chart) == 2:
            return charts.matrix(self.corpus, *self.chart)
        by = "horizon_basis" if self.chart[0] == "horizon" else None
        return charts.bars(self.corpus, self.chart[0], by=by)

    @traitlets.validate("selection")
    def _known_choices(self, proposal: Any) -> dict[str, Any]:
        self._whole.counts("kind", **dict.fromkeys(proposal["value"]))  # knows its filters
        kept: dict[str, Any] = {}
        for facet, choice in proposal["value"].items():
            if facet != "text":
                values = [choice] if isinstance(choice, str) else choice or []
                codes = [code for value in values for code in self._whole.codes(facet, value)]
                choice = list(dict.fromkeys(codes))
            kept |= {facet: choice} if choice else {}
        return kept

    @traitlets.validate("pledge", "language", "chart")
    def _known(self, proposal: Any) -> Any:
        name, value = proposal["trait"].name, proposal["value"]
        ids = ["", *self.payload["pledges"]["id"]]
        known = {"language": LANGUAGES, "chart": FACETS, "pledge": ids}[name]
        for one in value if name == "chart" else [value]:
            require(one, known, name)
        return value

    def __repr__(self) -> str:
        left = self._whole.counts("kind", **self.selection).sum()
        return f"Explorer({self.payload['view']}: {left} of {len(self._whole)} pledges)"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle, corpus, facet = super()._repr_mimebundle_(**kwargs), self._whole, self.chart[-1]
        if bundle:
            # Where only stored outputs are shown stands a small table.
            counts = corpus.counts(facet, **self.selection)
            codes, language = [c for c in corpus.values(facet) if c in counts], self.language
            named = {corpus.label(facet, code, language): counts[code] for code in codes}
            small = pd.Series(named, name=repr(self)).to_frame().to_html()
            bundle[0].update({"text/plain": repr(self), "text/html": small})
        return bundle


explore = Explorer  # as an analyst says it
