"""Charts as pictures, for the cards of a site and for hosts that run no scripts."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import plotly.io
from kaleido.errors import KaleidoError
from PIL import Image

from dgpolicy.charts.style import INK
from dgpolicy.look.colours import PAPERS
from dgpolicy.share.notebook import ShareError

_COLOURS = 32  # of a picture: bodies, shades and the edges of type


def drawn(
    charts: dict[str, dict[str, Any]], width: int, scale: float, tall: int = 0
) -> dict[str, bytes]:
    """Figures by name as PNG files on light paper, ``tall`` or taller; a chart has few colours.

    Needs a Chromium, and for Chinese a font that has it: without one each character would be a
    box. Raises ``ShareError`` where one of them is missing.
    """
    plain = [json.dumps({k: chart[k] for k in ("data", "layout")}) for chart in charts.values()]
    if not plain:
        return {}
    if any(re.search(r"\\u[4-9]", text) for text in plain) and not _has_chinese_font():
        raise ShareError("no pictures: this machine has no Chinese font; install Noto Sans CJK")
    # A picture follows no theme: ink and shades read on paper that is its own.
    light = PAPERS["light"]
    made = [plotly.io.from_json(INK.sub(light["ink"], text)) for text in plain]
    made = [figure.update_layout(paper_bgcolor=light["paper"]) for figure in made]
    with TemporaryDirectory() as folder:
        files = [Path(folder, f"{number}.png") for number in range(len(made))]
        heights = [max(figure.layout.height or 0, tall) or None for figure in made]
        try:
            plotly.io.write_images(made, files, width=width, height=heights, scale=scale)
        except (KaleidoError, RuntimeError) as error:
            raise ShareError(f"no pictures: {str(error).strip().splitlines()[0]}") from None
        for path in files:
            Image.open(path).convert("RGB").quantize(_COLOURS).save(path, optimize=True)
        return {name: path.read_bytes() for name, path in zip(charts, files, strict=True)}


def _has_chinese_font() -> bool:
    # Only on Linux is that not a matter of course.
    listed = shutil.which("fc-list")
    if not listed:
        return not sys.platform.startswith("linux")
    return bool(subprocess.run([listed, ":lang=zh"], capture_output=True, check=False).stdout)
