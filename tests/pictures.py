"""``make notebooks``: each notebook executed in place, with a picture beside each chart.

For hosts that run no scripts. A chart that did not change keeps its picture, so that a diff shows
what changed and nothing else.
"""

import base64
import hashlib
import json
import re
import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from dgpolicy.share.notebook import PLOTLY, VIEW, ShareError, execute, figures, outputs, read, write
from dgpolicy.share.pictures import drawn

PNG = "image/png"
WIDTH, SCALE = 760, 1.5


def refresh(path: Path) -> int:
    """Execute a notebook in place, with a PNG beside each figure; how many were drawn anew.

    State of widgets is not stored. Raises ``ShareError`` where a cell fails or nothing can be
    drawn; the file is then as it was.
    """
    notebook = read(path)
    kept = {text(each): each.data[PNG] for each in figures(notebook) if drawn_of(each)}
    execute(path, [notebook])
    notebook.metadata = NotebookNode(
        kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"},
        language_info={"name": "python"},
    )
    shown = {text(each): each.data[PLOTLY] for each in figures(notebook)}
    new = drawn({key: shown[key] for key in shown if key not in kept}, WIDTH, SCALE)
    kept |= {key: f"{base64.b64encode(picture).decode()}\n" for key, picture in new.items()}
    for output in figures(notebook):
        output.data[PNG] = kept[text(output)]
        output.metadata = nbformat.from_dict({PNG: {"width": WIDTH, "sha256": digest(output)}})
    for output in outputs(notebook):
        # A view of a widget whose state is not stored shows as an error wherever it is opened.
        output.get("data", {}).pop(VIEW, None)
    stored = re.sub(r"\b0x[0-9a-f]{6,}\b", "0x000000", nbformat.writes(notebook))
    write(path, f"{stored}\n".encode())
    return len(new)


def text(output: NotebookNode) -> str:
    """A figure as a key."""
    return json.dumps(output.data[PLOTLY], sort_keys=True)


def digest(output: NotebookNode) -> str:
    """What is stored beside a picture, to tell that it and its figure are as they were drawn."""
    return hashlib.sha256((text(output) + output.data[PNG].strip()).encode()).hexdigest()


def drawn_of(output: NotebookNode) -> bool:
    """Whether a figure has its picture, and neither was touched since."""
    said = output.metadata.get(PNG, {}).get("sha256")
    return PNG in output.data and said == digest(output)


def undrawn(path: Path) -> list[str]:
    """The charts of a notebook whose picture is missing, or not the one that was drawn of it."""
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    return [
        f"{path.name}, cell {number}: the picture of a chart is not the one that was drawn of it"
        for number, cell in enumerate(cells, 1)
        for output in cell.outputs
        if PLOTLY in output.get("data", {}) and not drawn_of(output)
    ]


if __name__ == "__main__":
    try:
        for name in sys.argv[1:]:
            print(f"{name}: {refresh(Path(name))} pictures drawn", file=sys.stderr)
    except ShareError as error:
        sys.exit(str(error))
