"""The notebooks as committed: nbval re-runs them all; here, that it would notice."""

import json
import re
import shutil
import sys
from pathlib import Path

import nbformat
import rerun

from dgpolicy.look.words import prose

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_one_changed_code_is_one_message_that_says_where_and_what_to_do(tmp_path):
    for folder in ("dgpolicy", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks/00_start_here.ipynb", tmp_path / "notebooks")
    for command in ("init -q", "add data", "-c user.name=a -c user.email=a@b.c commit -qm one"):
        assert rerun.run("git", "-C", tmp_path, *command.split()).returncode == 0
    assert rerun.report(tmp_path) == ""
    table = tmp_path / "data/mentions.csv"
    row = next(line for line in table.read_text("utf-8").splitlines() if ",talent," in line)
    table.write_text(
        table.read_text("utf-8").replace(row, row.replace("talent", "finance")), "utf-8"
    )
    first, *figures, last = rerun.report(tmp_path).splitlines()
    key = row.split(",")[0]
    assert first == f"data/mentions.csv, row '{key}', column code: 'talent' is now 'finance'"
    assert any("00_start_here.ipynb, cell 2: dgpolicy.table(corpus)" in line for line in figures)
    assert last.startswith("If the change is right: make notebooks")


def test_the_cells_of_a_notebook_stay_together_however_many_processes_run_them(tmp_path):
    cells = ["n = 0", *[f"n += 1\nassert n == {n}" for n in range(1, 6)]]
    for name in ("one", "two"):
        notebook = nbformat.v4.new_notebook(cells=[*map(nbformat.v4.new_code_cell, cells)])
        nbformat.write(notebook, tmp_path / f"{name}.ipynb")
    ours = ("-c", ROOT / "pyproject.toml", "--rootdir", tmp_path, "-p", "no:cacheprovider")
    done = rerun.run(sys.executable, "-m", "pytest", *ours, "-n", 2, tmp_path, cwd=tmp_path)
    assert "12 passed" in done.stdout


def test_every_pattern_of_the_sanitize_file_is_needed():
    stored = "".join(path.read_text(encoding="utf-8") for path in NOTEBOOKS)
    patterns = re.findall(r"^regex: (.*)$", rerun.SANITISED.read_text(encoding="utf-8"), re.M)
    assert [pattern for pattern in patterns if not re.search(pattern, stored)] == []


def test_every_cell_of_prose_has_a_translation_and_every_translation_a_cell():
    cells = {
        "".join(cell["source"])
        for path in NOTEBOOKS
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "markdown"
    }
    for language in ("zh", "zh-Hans"):
        said = prose(ROOT / "notebooks", language)
        assert sorted(cells - set(said)) == [], "no translation in notebooks/locale/zh_Hant.po"
        assert sorted(set(said) - cells) == [], "no such cell any more"
    assert not any(re.search("[們說發開]", text) for text in said.values())


def test_a_translation_keeps_the_code_and_the_links_of_its_cell():
    kept = re.compile(r"`[^`\n]+`|\]\([^)]+\)")
    turned = {'`dgpolicy.load(language="zh")`', '`language="en"`'}  # each says the other language
    for source, text in prose(ROOT / "notebooks", "zh").items():
        one, other = (sorted({*kept.findall(each)} - turned) for each in (source, text))
        assert one == other
