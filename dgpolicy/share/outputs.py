"""The outputs of an executed notebook with no widget in them: what a page can show."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

import numpy as np
from nbformat import NotebookNode
from nbformat.v4 import new_output

from dgpolicy.look.words import word
from dgpolicy.share.run import ShareError

PLOTLY = "application/vnd.plotly.v1+json"
EXPLORER = "application/vnd.dgpolicy.explorer+json"
VIEW = "application/vnd.jupyter.widget-view+json"
_FIGURE = "plotly.graph_objs._figurewidget.FigureWidget"


def still(notebook: NotebookNode, models: dict[str, Any], language: str, path: Path) -> None:
    """Put outputs without widgets in the place of those with; ``models`` are the notebook's.

    An explorer becomes its data, a ``FigureWidget`` the figure that it shows, a box what is in
    it; of any other control stands what it said, below a line that a kernel is needed for it.
    Raises ``ShareError`` that names ``path`` and the cell of what cannot be drawn.
    """
    for number, cell in enumerate(notebook.cells, 1):
        try:
            every = [_still(output, models, language) for output in cell.get("outputs", [])]
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise ShareError(f"{path}: cell {number}: cannot be drawn: {error!r}") from None
        if every:
            cell.outputs = list(chain.from_iterable(every))


def _still(output: NotebookNode, models: dict[str, Any], language: str) -> list[NotebookNode]:
    view = output.get("data", {}).get(VIEW, {}).get("model_id")
    if view not in models:
        return [output]
    parts = list(_shown(view, models, language))
    if any('class="frozen"' in part.data.get("text/html", "") for part in parts):
        parts.insert(0, _html(f'<p class="aside">{escape(word("frozen", language))}</p>'))
    return parts


def _shown(view: str, models: dict[str, Any], language: str) -> Iterator[NotebookNode]:
    model = models[view.removeprefix("IPY_MODEL_")]
    state, name = model["state"], model["model_name"].removesuffix("Model")
    kind = str(state.get("_anywidget_id"))
    if kind == _FIGURE:
        yield new_output("display_data", {PLOTLY: _figure(model)})
    elif kind.startswith("dgpolicy.") and "payload" in state:
        yield new_output("display_data", {EXPLORER: state})
    elif name == "Output":
        for output in state["outputs"]:
            yield from _still(NotebookNode(output), models, language)
    elif "children" in state:
        for title, child in zip_longest(state.get("titles", []), state["children"]):
            if title:
                yield _html(f"<h4>{escape(title)}</h4>")
            if child:
                yield from _shown(child, models, language)
    elif name in ("HTML", "HTMLMath", "Label"):
        value = state.get("value", "")
        yield _html(escape(value) if name == "Label" else value)
    else:
        labels, at = state.get("_options_labels", []), state.get("index")
        chosen = [labels[i] for i in ([at] if isinstance(at, int) else at or []) if i < len(labels)]
        said = ", ".join(map(str, chosen)) or str(state.get("value") or "")
        named = state.get("description") or state.get("label")
        text = ": ".join(str(part) for part in (named, said) if part)
        yield _html(f'<p><span class="frozen">{escape(text or name)}</span></p>')


def _html(text: str) -> NotebookNode:
    return new_output("display_data", {"text/html": text})


def _figure(model: dict[str, Any]) -> dict[str, Any]:
    """A FigureWidget as a plain figure, its arrays in the form that plotly.js reads.

    Buffers of messages that the widget sent once, beside those of what it shows, are left out.
    """
    state = model["state"]
    shown = {"_widget_data", "_widget_layout"}
    for buffer in model.get("buffers") or []:
        if buffer["path"][0] in shown:
            place = state
            for step in buffer["path"][:-1]:
                place = place[step]
            kind = np.dtype(place["dtype"])
            place |= {"dtype": f"{kind.kind}{kind.itemsize}", "bdata": buffer["data"]}
            place["shape"] = ", ".join(map(str, place["shape"]))
    for trace in state["_widget_data"]:
        trace.pop("uid", None)
    return {"data": state["_widget_data"], "layout": state["_widget_layout"]}
