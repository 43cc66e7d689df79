"""Saving and sharing, killed: what was said to be saved is there, whole, and no rest is left."""

import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from kill import killed, moments
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import dgpolicy

SAVE = """
import sys
from test_kill import numbered
for number in range(1, 10_000):
    numbered(number).save(sys.argv[1])
    print(number, flush=True)
"""


def numbered(number: int) -> dgpolicy.Corpus:
    corpus = dgpolicy.load()
    return replace(corpus, documents=corpus.documents.assign(title=f"{number}"))


def hidden(folder: Path) -> bool:
    return any(path.name.startswith(".") for path in folder.iterdir())


def number_of(path: Path) -> int:
    """The number of the corpus that stands there."""
    if path.suffix == ".xlsx":
        return int(pd.read_excel(path, sheet_name="documents")["title"].item())
    return int(dgpolicy.Corpus.read(path).check().documents["title"].item())


@pytest.mark.parametrize("name", ["out", "out.parquet", "out.xlsx"])
def test_a_corpus_that_was_saved_stands_whole_whenever_the_next_is_killed(tmp_path, name):
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n{SAVE}"
    for number, moment in enumerate(moments(1)):
        folder = tmp_path / f"{number}"
        numbered(0).save(out := folder / name)
        said = killed([sys.executable, "-c", code, out], partial(hidden, folder), moment)
        assert number_of(out) - len(said.split()) in (0, 1)
        numbered(0).save(out)
        assert number_of(out) == 0 and [*folder.iterdir()] == [out]


def test_a_corpus_that_was_killed_between_two_steps_is_still_read(tmp_path):
    numbered(1).save(tmp_path / "out")
    (tmp_path / ".out.killed.part").mkdir()
    (tmp_path / "out").rename(tmp_path / ".out.killed.part/old")
    assert number_of(tmp_path / "out") == 1


def test_a_site_is_whole_pages_whenever_the_next_is_killed_and_the_next_makes_it_again(tmp_path):
    cells = [new_markdown_cell("# T"), new_code_cell("1 + 1")]
    nbformat.write(new_notebook(cells=cells), tmp_path / "a.ipynb")
    site = tmp_path / "site"
    line = [sys.executable, "-m", "dgpolicy.cli", "share", tmp_path / "a.ipynb", "--out", site]

    def pages() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in site.glob("*") if path.name[0] != "."}

    subprocess.run(line, check=True, capture_output=True)
    wanted = pages()
    assert {*wanted} == {"a.html", "index.html"}
    for number, moment in enumerate(moments(1)):
        # By turns at any moment of a run, and once it writes into a site without a page.
        if number % 2 == 0:
            killed(line, lambda: True, 6 * moment)
            assert pages() == wanted
        else:
            for page in site.iterdir():
                page.unlink()
            killed(line, lambda: any(site.iterdir()), moment / 100)
            assert pages().items() <= wanted.items()
    subprocess.run(line, check=True, capture_output=True)
    assert pages() == wanted and len([*site.iterdir()]) == 2
