"""Stored outputs for hosts that run no scripts: a picture beside each chart, and how to renew it.

``python -m dgpolicy.share.pictures NOTEBOOK…`` executes notebooks in place. A chart whose figure
did not change keeps its picture, so that the diff shows what changed and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

from dgpolicy.share.run import executed, read
from dgpolicy.share.widgets import VIEW

PLOTLY, PNG = "application/vnd.plotly.v1+json", "image/png"
FIGURE = "figure_sha256"
WIDTH, SCALE, COLOURS = 760, 1.5, 128


def refresh(path: str | Path) -> int:
    """Execute a notebook in place, with a PNG beside each figure; how many were drawn anew.

    The SHA-256 of the figure stands in the output's metadata. State of widgets is not stored.
    Needs kaleido, Pillow and a Chromium; raises ``ShareError`` where a cell fails.
    """
    path = Path(path)
    stored = read(path)
    kept = {_held(output): output.data[PNG] for output in figures(stored) if PNG in output.data}
    notebook = executed(path, stored, widgets=False)
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    shown = list(figures(notebook))
    missing = [output for output in shown if fingerprint(output) not in kept]
    kept |= dict(zip(map(fingerprint, missing), _drawn(missing), strict=True))
    for output in shown:
        mark = fingerprint(output)
        output.data[PNG] = kept[mark]
        output.metadata = nbformat.from_dict({PNG: {"width": WIDTH, FIGURE: mark}})
    for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
        # A view of a widget whose state is not stored shows as an error wherever it is opened.
        output.get("data", {}).pop(VIEW, None)
    nbformat.write(notebook, path)
    return len(missing)


def stale(path: str | Path) -> list[int]:
    """The numbers of the cells, from 1, with a figure whose stored picture is not of it.

    Nothing is run or drawn: the SHA-256 beside a picture is held against the stored figure.
    """
    return [
        number
        for number, cell in enumerate(read(Path(path)).cells, 1)
        for output in _figures(cell)
        if PNG not in output.data or _held(output) != fingerprint(output)
    ]


def figures(notebook: nbformat.NotebookNode) -> Iterator[nbformat.NotebookNode]:
    """The outputs of a notebook that are plotly figures, in order."""
    for cell in notebook.cells:
        yield from _figures(cell)


def fingerprint(output: nbformat.NotebookNode) -> str:
    """The SHA-256 of the figure that an output holds."""
    figure = json.dumps(output.data[PLOTLY], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(figure.encode()).hexdigest()


def _figures(cell: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [output for output in cell.get("outputs", []) if PLOTLY in output.get("data", {})]


def _held(output: nbformat.NotebookNode) -> str | None:
    return output.metadata.get(PNG, {}).get(FIGURE)


def _drawn(outputs: list[nbformat.NotebookNode]) -> list[str]:
    import plotly.io
    from PIL import Image

    made = [
        plotly.io.from_json(json.dumps({k: output.data[PLOTLY][k] for k in ("data", "layout")}))
        for output in outputs
    ]
    if not made:
        return []
    with TemporaryDirectory() as folder:
        files = [Path(folder, f"{number}.png") for number in range(len(made))]
        heights = [figure.layout.height for figure in made]
        plotly.io.write_images(made, files, width=WIDTH, height=heights, scale=SCALE)
        for file in files:
            # A chart has few colours: with a palette it takes a fifth of the bytes. The paper
            # is transparent, which only this method keeps.
            drawn = Image.open(file).convert("RGBA")
            drawn.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(file, optimize=True)
        return [base64.b64encode(file.read_bytes()).decode() + "\n" for file in files]


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(f"{name}: {refresh(name)} pictures drawn", file=sys.stderr)
