"""Widgets on a page with no kernel: what can live there lives, the rest is shown as it stood."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import numpy as np

from dgpolicy.share.clean import cleaned

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
FIGURE = "plotly.graph_objs._figurewidget.FigureWidget"
_BOXES = {"BoxModel", "HBoxModel", "VBoxModel", "GridBoxModel"}
_TITLED = {"AccordionModel", "TabModel", "StackModel"}


class Widgets:
    """The widgets of an executed notebook, to be shown one view at a time.

    ``live`` makes the HTML of an explorer from its name and state, ``figure`` that of a plotly
    figure from its JSON, ``output`` that of an output; ``frozen`` is true once a control was
    shown that needs a kernel.
    """

    def __init__(
        self,
        models: dict[str, Any],
        live: Callable[[str, dict], str],
        figure: Callable[[dict], str],
        output: Callable[[Any], str],
    ) -> None:
        self._models, self._live, self._figure, self._output = models, live, figure, output
        self.frozen = False

    def html(self, identifier: str) -> str:
        """The widget with everything in it; empty where the notebook has no such widget."""
        model = self._models.get(identifier.removeprefix("IPY_MODEL_"))
        if model is None:
            return ""
        name, state = model["model_name"], model["state"]
        match state.get("_anywidget_id"), name:
            case str(kind), _ if kind.startswith("dgpolicy.") and "payload" in state:
                return self._live(f"explorer-{identifier[:6]}", state)
            case str(kind), _ if kind == FIGURE:
                return self._figure(_figure_of(model))
            case _, "HTMLModel" | "HTMLMathModel":
                return str(cleaned(state.get("value", "")))
            case _, "LabelModel":
                return f"<p>{escape(state.get('value', ''))}</p>"
            case _, "OutputModel":
                return "".join(map(self._output, state.get("outputs", [])))
            case _, "ImageModel":
                return _picture(model)
            case _, _ if name in _BOXES:
                inner = "".join(map(self.html, state.get("children", [])))
                row = " row" if name == "HBoxModel" else ""
                return f'<div class="box{row}">{inner}</div>'
            case _, _ if name in _TITLED:
                titles = [*state.get("titles", []), *[""] * len(state["children"])]
                return "".join(
                    f"<section><h4>{escape(title or '')}</h4>{self.html(child)}</section>"
                    for title, child in zip(titles, state["children"], strict=False)
                )
        self.frozen = True
        return _as_it_stood(name.removesuffix("Model"), state)


def _as_it_stood(kind: str, state: dict[str, Any]) -> str:
    labels = state.get("_options_labels", [])
    at = state.get("index")
    chosen = [labels[i] for i in ([at] if isinstance(at, int) else at or []) if i < len(labels)]
    value = state.get("value")
    said = ", ".join(map(str, chosen)) or ("" if value in (None, [], ()) else str(value))
    name = state.get("description") or state.get("label")
    parts = [part for part in (name, said) if part]
    return f'<span class="frozen">{escape(": ".join(parts) or kind)}</span>'


def _picture(model: dict[str, Any]) -> str:
    data = next((b["data"] for b in model.get("buffers", []) if b["path"] == ["value"]), "")
    kind = escape(model["state"].get("format", "png"))
    return f'<img alt="" src="data:image/{kind};base64,{escape(data)}">' if data else ""


def _figure_of(model: dict[str, Any]) -> dict[str, Any]:
    """A FigureWidget as a plain figure, its arrays in the form that plotly.js reads."""
    state = model["state"]
    for buffer in model.get("buffers", []):
        place = state
        for step in buffer["path"][:-1]:
            place = place[step]
        kind, shape = np.dtype(place["dtype"]), place.get("shape", [])
        place |= {"dtype": f"{kind.kind}{kind.itemsize}", "bdata": buffer["data"]}
        place["shape"] = ", ".join(map(str, shape))
    return {"data": state["_widget_data"], "layout": state["_widget_layout"]}
