"""Notebooks read from disk and executed, never written; their outputs without widgets."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from dgpolicy.look.words import word

PLOTLY = "application/vnd.plotly.v1+json"
EXPLORER = "application/vnd.dgpolicy.explorer+json"
VIEW = "application/vnd.jupyter.widget-view+json"
Models = dict[str, Any]  # the widgets of a notebook by their id


class ShareError(ValueError):
    """A notebook that cannot be shared, or a place that holds something else."""


def read(path: Path) -> NotebookNode:
    """The notebook of a file; raises ``ShareError`` where there is none."""
    try:
        return nbformat.read(path, as_version=4)
    except OSError as error:
        raise ShareError(f"{path}: {error.strerror}") from None
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, AttributeError) as error:
        raise ShareError(f"{path}: is no notebook: {error}") from None


def execute(path: Path, notebooks: Sequence[NotebookNode]) -> Models:
    """Fill the outputs of notebooks of as many cells each, one after the other in one kernel.

    Each begins afresh. The result are the models of their widgets. Raises ``ShareError`` that
    names the notebook, and the cell where one fails.
    """
    whole, size = nbformat.from_dict(notebooks[0]), len(notebooks[0].cells) + 1
    again = new_code_cell("%reset -f")
    whole.cells = [cell for each in notebooks for cell in [*each.cells, again]]
    client = NotebookClient(
        whole,
        timeout=600,
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute(env=os.environ | {"PLOTLY_RENDERER": "plotly_mimetype"})
    except CellExecutionError as error:
        outputs = [cell.get("outputs", []) for cell in whole.cells]
        failed = [any(one.output_type == "error" for one in each) for each in outputs].index(True)
        said = f"cell {failed % size + 1}: {error.ename}: {error.evalue}"
        raise ShareError(f"{path}: {said}") from None
    except (CellTimeoutError, DeadKernelError, KeyError) as error:  # KeyError: no such kernel
        raise ShareError(f"{path}: {error}") from None
    return {
        name: model
        for states in whole.metadata.get("widgets", {}).values()
        for name, model in states["state"].items()
    }


def still(notebook: NotebookNode, models: Models, language: str, path: Path) -> None:
    """Put outputs without widgets in the place of those with; ``models`` are the notebook's.

    An explorer becomes its data, a ``FigureWidget`` the figure that it shows, a box what is in
    it; of any other control stands what it said, below a line that a kernel is needed for it.
    Raises ``ShareError`` that names ``path`` and the cell of what cannot be drawn.
    """
    for number, cell in enumerate(notebook.cells, 1):
        try:
            parts = [
                part
                for output in cell.get("outputs", [])
                for part in _still(output, models, language)
            ]
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise ShareError(f"{path}: cell {number}: cannot be drawn: {error!r}") from None
        if parts:
            cell.outputs = parts


def _still(output: NotebookNode, models: Models, language: str) -> Iterator[NotebookNode]:
    view = output.get("data", {}).get(VIEW, {}).get("model_id")
    if view not in models:
        yield output
        return
    parts = list(_shown(view, models, language))
    if any('class="frozen"' in part.data.get("text/html", "") for part in parts):
        yield _html(f'<p class="aside">{escape(word("frozen", language))}</p>')
    yield from parts


def _shown(view: str, models: Models, language: str) -> Iterator[NotebookNode]:
    model = models[view.removeprefix("IPY_MODEL_")]
    state, name = model["state"], model["model_name"].removesuffix("Model")
    kind = str(state.get("_anywidget_id"))
    if kind.endswith(".FigureWidget"):
        yield new_output("display_data", {PLOTLY: _figure(model)})
    elif kind.startswith("dgpolicy.") and "payload" in state:
        yield new_output("display_data", {EXPLORER: state})
    elif name == "Output":
        for output in state["outputs"]:
            yield from _still(NotebookNode(output), models, language)
    elif "children" in state:
        for child in state["children"]:
            yield from _shown(child, models, language)
    elif name in ("HTML", "HTMLMath", "Label"):
        yield _html(state["value"])
    else:
        said = [state.get("description"), state.get("value")]
        text = ": ".join(str(each) for each in said if each) or name
        yield _html(f'<p><span class="frozen">{escape(text)}</span></p>')


def _html(text: str) -> NotebookNode:
    return new_output("display_data", {"text/html": text})


def _figure(model: dict[str, Any]) -> dict[str, Any]:
    """A FigureWidget as a plain figure, its arrays in the form that plotly.js reads."""
    state = model["state"]
    for buffer in model.get("buffers") or []:
        if buffer["path"][0] != "_widget_data":  # of a message that the widget once sent
            continue
        place = state
        for step in buffer["path"][:-1]:
            place = place[step]
        kind, shape = np.dtype(place["dtype"]), ", ".join(map(str, place["shape"]))
        place |= {"dtype": f"{kind.kind}{kind.itemsize}", "bdata": buffer["data"], "shape": shape}
    for trace in state["_widget_data"]:
        trace.pop("uid", None)  # another one in each run
    return {"data": state["_widget_data"], "layout": state["_widget_layout"]}
