"""Notebooks: read, had in several languages, executed, without widgets, and of all one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import zip_longest
from operator import getitem
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from dgpolicy.codebook import LANGUAGES
from dgpolicy.errors import openable
from dgpolicy.fold import script_of
from dgpolicy.look.words import LANG, prose

PLOTLY = "application/vnd.plotly.v1+json"
EXPLORER = "application/vnd.dgpolicy.explorer+json"
FROZEN = "application/vnd.dgpolicy.frozen"  # the words of a control that needs a kernel
VIEW = "application/vnd.jupyter.widget-view+json"
Models = dict[str, Any]  # the widgets of a notebook by their id
HAN = re.compile(r"[㐀-鿿豈-﫿][㐀-鿿豈-﫿　-〿︰-﹏＀-￯]*")
_SAYS = re.compile(r"""(\blanguage\s*=\s*["'])(zh-Hans|zh|en)(?=["'])""")


class ShareError(ValueError):
    """A notebook that cannot be shared, or a place that holds something else."""


def read(path: Path) -> NotebookNode:
    """The notebook of a file; raises ``ShareError`` where there is none."""
    try:
        return nbformat.read(openable(path), as_version=4)
    except OSError as error:
        raise ShareError(f"{path}: {error.strerror}") from None
    except (ValueError, nbformat.ValidationError, AttributeError, RecursionError) as error:
        raise ShareError(f"{path}: is no notebook: {error}") from None


def versions(path: Path, notebook: NotebookNode, language: str | None) -> dict[str, NotebookNode]:
    """The notebook in each language that it is to be had in, nothing run; first the one to open.

    Those are ``language``, the notebook's own, and those that ``locale`` beside it holds its
    prose in. Where its code says ``language="en"`` each version says its own, so that the code
    shown is the code that ran.
    """
    sources = {cell.source for cell in notebook.cells if cell.cell_type == "markdown"}
    spoken = {each: prose(path.parent, each) for each in LANGUAGES}
    known = [each for each in LANGUAGES if sources & set(spoken[each])]
    own, made = _own(notebook), {}
    for each in dict.fromkeys([language or own, own, *known]):
        made[each] = nbformat.from_dict(notebook)
        for cell in made[each].cells:
            if cell.cell_type == "markdown":
                cell.source = spoken[each].get(cell.source, cell.source)
            else:
                cell.source = _SAYS.sub(rf"\g<1>{each}", cell.source)
    return made


def _own(notebook: NotebookNode) -> str:
    """The language that the code of a notebook asks for, else that of most of its words."""
    code, text = (
        "\n".join(cell.source for cell in notebook.cells if cell.cell_type == kind)
        for kind in ("code", "markdown")
    )
    if asked := _SAYS.search(code):
        return asked[2]
    if len("".join(HAN.findall(text))) <= len(re.findall("[A-Za-z]+", text)):
        return "en"
    return "zh-Hans" if lang_of(text) == "zh-Hans" else "zh"


def lang_of(text: str) -> str:
    """``zh-Hans`` where more characters are Simplified than Traditional, else ``zh-Hant``.

    >>> lang_of("國"), lang_of("国"), lang_of("人")
    ('zh-Hant', 'zh-Hans', 'zh-Hant')
    """
    # The one added character decides where the scripts do not differ.
    return "zh-Hans" if script_of("國" + text) == "hans" else "zh-Hant"


def execute(path: Path, notebooks: Sequence[NotebookNode]) -> Models:
    """Fill the outputs of notebooks of as many cells each, one after the other in one kernel.

    Each begins afresh. The result are the models of their widgets. Raises ``ShareError`` that
    names the notebook, and the cell where one fails.
    """
    whole, size = nbformat.from_dict(notebooks[0]), len(notebooks[0].cells) + 1
    again = new_code_cell("%reset -f")
    whole.cells = [cell for each in notebooks for cell in [*each.cells, again]]
    failed: list[int] = []
    client = NotebookClient(
        whole,
        record_timing=False,
        on_cell_error=lambda cell_index, **_: failed.append(cell_index),
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute(env=os.environ | {"PLOTLY_RENDERER": "plotly_mimetype"})
    except CellExecutionError as error:
        said = f"cell {failed[-1] % size + 1}: {error.ename}: {error.evalue}"
        raise ShareError(f"{path}: {said}") from None
    except (DeadKernelError, KeyError) as error:  # KeyError: no such kernel
        raise ShareError(f"{path}: {error}") from None
    widgets = whole.metadata.get("widgets", {}).values()
    return {name: model for kind in widgets for name, model in kind["state"].items()}


def still(notebook: NotebookNode, models: Models, path: Path) -> None:
    """Put outputs without widgets in the place of those with; ``models`` are the notebook's.

    An explorer becomes its data, a ``FigureWidget`` the figure that it shows, a box what is in
    it, any other control the HTML that its cell stores of it, else what it said. Raises
    ``ShareError`` that names ``path`` and the cell of what cannot be drawn.
    """
    for number, cell in enumerate(notebook.cells, 1):
        try:
            if cell.cell_type == "code":
                cell.outputs = [part for each in cell.outputs for part in _still(each, models)]
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise ShareError(f"{path}: cell {number}: cannot be drawn: {error!r}") from None


def _still(output: NotebookNode, models: Models) -> Iterator[NotebookNode]:
    data = output.get("data", {})
    view = data.get(VIEW, {}).get("model_id")
    if view in models:
        yield from _shown(models[view], models, data.get("text/html"))
    else:
        yield output


def _shown(
    model: dict[str, Any], models: Models, still: str | None = None
) -> Iterator[NotebookNode]:
    state, name = model["state"], model["model_name"].removesuffix("Model")
    kind = str(state.get("_anywidget_id"))
    if name == "Output":
        for output in state["outputs"]:
            yield from _still(NotebookNode(output), models)
    elif "children" in state:
        for child in state["children"]:
            yield from _shown(models[child.removeprefix("IPY_MODEL_")], models)
    elif kind.endswith(".FigureWidget"):
        yield new_output("display_data", {PLOTLY: _figure(model)})
    elif kind.startswith("dgpolicy.") and "payload" in state:
        yield new_output("display_data", {EXPLORER: state})
    elif name in ("HTML", "HTMLMath", "Label"):
        yield new_output("display_data", {"text/html": state["value"]})
    elif still:
        yield new_output("display_data", {"text/html": still})
    else:
        said = [str(state[key]) for key in ("description", "value") if state.get(key)]
        yield new_output("display_data", {FROZEN: ": ".join(said) or name})


def _figure(model: dict[str, Any]) -> dict[str, Any]:
    """A FigureWidget as a plain figure, its arrays where plotly.js looks for them."""
    state = model["state"]
    for buffer in model.get("buffers", []):
        *path, _ = buffer["path"]
        if path[0] == "_widget_data":  # else of a message that the widget once sent
            array = reduce(getitem, path, state)
            array |= {"bdata": buffer["data"], "shape": ",".join(map(str, array["shape"]))}
    for trace in state["_widget_data"]:
        trace.pop("uid", None)  # another one in each run
    return {"data": state["_widget_data"], "layout": state["_widget_layout"]}


def merged(versions: dict[str, NotebookNode]) -> NotebookNode:
    """One notebook that says in each cell what it says in each language, or once for all.

    ``metadata.said`` of a cell holds pairs of a language and its source; each output stands in
    the language of its ``said``, which is empty where all languages have the same, and of an
    explorer, which turns by itself.
    """

    def said(values: Any) -> list[tuple[str, Any]]:
        first, *others = (v.get("data", v) if isinstance(v, dict) else v for v in values)
        if EXPLORER in first or all(each == first for each in others):
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


def outputs(notebook: NotebookNode) -> list[NotebookNode]:
    """Every output of a notebook, in order."""
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def figures(notebook: NotebookNode) -> list[NotebookNode]:
    """The outputs of a notebook that are plotly figures, in order."""
    return [each for each in outputs(notebook) if PLOTLY in each.get("data", {})]


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; what a killed run leaves is hidden and ends in .part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
