"""Stored outputs keep a picture of each chart, and say when it is of another chart."""

import base64
import re
from io import BytesIO
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from pictures import PNG, SCALE, WIDTH, refresh, undrawn
from PIL import Image

from dgpolicy.share.notebook import PLOTLY, ShareError, figures
from dgpolicy.share.pictures import drawn

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
CELLS = [
    "import dgpolicy, ipywidgets\ncorpus = dgpolicy.load()",
    "dgpolicy.charts.bars(corpus, 'organisation', by='specificity')",
    "dgpolicy.explore(corpus)",
    "ipywidgets.IntSlider()",
]


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "a.ipynb"
    cells = [new_markdown_cell("# A"), *map(new_code_cell, CELLS)]
    nbformat.write(new_notebook(cells=cells), path)
    assert refresh(path) == 1
    return path


def test_every_stored_chart_has_the_picture_that_was_drawn_of_it():
    assert [place for path in NOTEBOOKS for place in undrawn(path)] == [], "run make notebooks"


def test_what_is_stored_tells_nothing_of_where_a_table_lay_in_memory():
    stored = " ".join(path.read_text(encoding="utf-8") for path in NOTEBOOKS)
    assert set(re.findall(r"Styler at (\w+)", stored)) == {"0x000000"}, "run make notebooks"


def test_a_chart_is_stored_as_a_figure_and_as_a_picture_of_its_size(refreshed):
    (output,) = figures(nbformat.read(refreshed, 4))
    with Image.open(BytesIO(base64.b64decode(output.data[PNG]))) as picture:
        assert picture.height == int(SCALE * output.data[PLOTLY]["layout"]["height"])
        assert picture.width == SCALE * WIDTH


def test_a_picture_is_small_enough_for_a_notebook_of_six(refreshed):
    (output,) = figures(nbformat.read(refreshed, 4))
    assert len(output.data[PNG]) < 60_000


def test_an_explorer_is_stored_as_a_table_and_without_its_state(refreshed):
    notebook = nbformat.read(refreshed, 4)
    assert "<table" in notebook.cells[3].outputs[0].data["text/html"]
    assert "widgets" not in notebook.metadata


def test_a_chart_that_did_not_change_keeps_its_picture(refreshed):
    before = refreshed.read_text("utf-8")
    assert refresh(refreshed) == 0
    assert refreshed.read_text("utf-8") == before


def test_a_chart_that_changed_is_drawn_anew(refreshed):
    before, notebook = refreshed.read_text("utf-8"), nbformat.read(refreshed, 4)
    (figure,) = figures(notebook)
    figure.data[PLOTLY]["data"][0]["x"][0] += 1
    nbformat.write(notebook, refreshed)
    assert refresh(refreshed) == 1
    assert refreshed.read_text("utf-8") == before


def test_without_a_chinese_font_no_boxes_are_drawn_and_one_line_says_so(monkeypatch):
    monkeypatch.setenv("PATH", "")  # no list of fonts is to be had
    monkeypatch.setattr("sys.platform", "linux")
    figure = {"data": [{"type": "bar", "x": ["東莞"], "y": [1]}], "layout": {}}
    with pytest.raises(ShareError, match=r"^no pictures: .* no Chinese font[^\n]*$"):
        drawn({"a": figure}, 480, 1)
