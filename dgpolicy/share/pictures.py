"""Charts as pictures: beside each chart in a notebook, for hosts that run no scripts.

``python -m dgpolicy.share.pictures NOTEBOOK…`` executes notebooks in place. A chart whose figure
did not change keeps its picture, so that the diff shows what changed and nothing else.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbformat import NotebookNode

from dgpolicy.look.colours import PAPERS
from dgpolicy.share.run import PLOTLY, VIEW, ShareError, execute, figures, outputs, read, write

PNG = "image/png"
WIDTH, SCALE = 760, 1.5
_INK = re.compile(r"var\(--jp-content-font-color1,[^)]*\)")  # what follows the page's theme


def refresh(path: str | Path) -> int:
    """Execute a notebook in place, with a PNG beside each figure; how many were drawn anew.

    State of widgets is not stored. Raises ``ShareError`` where a cell fails or nothing can be
    drawn; the file is then as it was.
    """
    path = Path(path)
    notebook = read(path)
    kept = {_text(each): each.data[PNG] for each in figures(notebook) if PNG in each.data}
    execute(path, [notebook])
    notebook.metadata = NotebookNode(
        kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"},
        language_info={"name": "python"},
    )
    missing = {_text(each): each.data[PLOTLY] for each in figures(notebook)}
    for text in kept:
        missing.pop(text, None)
    pictures = drawn(list(missing.values()), WIDTH, SCALE)
    for text, picture in zip(missing, pictures, strict=True):
        kept[text] = base64.b64encode(picture).decode() + "\n"
    for output in figures(notebook):
        output.data[PNG] = kept[_text(output)]
        output.metadata = nbformat.from_dict({PNG: {"width": WIDTH}})
    for output in outputs(notebook):
        # A view of a widget whose state is not stored shows as an error wherever it is opened.
        output.get("data", {}).pop(VIEW, None)
    write(path, f"{nbformat.writes(notebook)}\n".encode())
    return len(missing)


def _text(output: NotebookNode) -> str:
    return json.dumps(output.data[PLOTLY], sort_keys=True)


def drawn(
    figures: Sequence[dict[str, Any]], width: int, scale: float, tall: int = 0
) -> list[bytes]:
    """Figures as PNG files on light paper, ``tall`` or taller; a chart has few colours.

    Needs kaleido, Pillow, a Chromium, and for Chinese a font that has it: without one each
    character would be a box. Raises ``ShareError`` where one of them is missing.
    """
    plain = [json.dumps({k: figure[k] for k in ("data", "layout")}) for figure in figures]
    if not plain:
        return []
    if any(re.search(r"\\u[4-9]", text) for text in plain) and not _has_chinese_font():
        raise ShareError("no pictures: this machine has no Chinese font; install Noto Sans CJK")
    try:
        import plotly.io
        from kaleido.errors import KaleidoError
        from PIL import Image
    except ImportError as error:
        raise ShareError(f"no pictures: {error.name} is missing") from None
    # A picture follows no theme: ink and shades read on paper that is its own.
    light = PAPERS["light"]
    made = [plotly.io.from_json(_INK.sub(light["ink"], text)) for text in plain]
    with TemporaryDirectory() as folder:
        files = [Path(folder, f"{number}.png") for number in range(len(made))]
        for figure in made:
            figure.layout.paper_bgcolor = light["paper"]
        heights = [max(figure.layout.height or 0, tall) or None for figure in made]
        try:
            plotly.io.write_images(made, files, width=width, height=heights, scale=scale)
        except (KaleidoError, RuntimeError) as error:
            raise ShareError(f"no pictures: {str(error).strip().splitlines()[0]}") from None
        for path in files:
            Image.open(path).convert("RGB").quantize().save(path, optimize=True)
        return [path.read_bytes() for path in files]


def _has_chinese_font() -> bool:
    # Only on Linux is that not a matter of course.
    listed = shutil.which("fc-list")
    if not listed:
        return not sys.platform.startswith("linux")
    return bool(subprocess.run([listed, ":lang=zh"], capture_output=True, check=False).stdout)


if __name__ == "__main__":
    try:
        for name in sys.argv[1:]:
            print(f"{name}: {refresh(name)} pictures drawn", file=sys.stderr)
    except ShareError as error:
        sys.exit(str(error))
