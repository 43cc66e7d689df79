"""The notebooks as committed: nbval re-runs them all; here, that it would notice."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from dgpolicy.look.prose import prose

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SANITISED = ROOT / "tests" / "nbval.cfg"


def rerun(notebook: Path, package: Path) -> str:
    """What nbval says of a notebook that imports the package from that folder."""
    command = [
        *(sys.executable, "-m", "pytest", "-c", os.devnull, "-p", "no:cacheprovider"),
        *("--rootdir", package, "--nbval", "--nbval-current-env"),
        *("--nbval-sanitize-with", SANITISED, notebook),
    ]
    environment = os.environ | {"PYTHONPATH": str(package)}
    done = subprocess.run(
        command, cwd=package, env=environment, capture_output=True, text=True, check=False
    )
    return f"{done.stdout}\nexit {done.returncode}"


def recode(table: Path, column: str, old: str, new: str) -> None:
    """Give the first row of the table that has the old code the new one."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if row[column] == old)[column] = new
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_one_changed_code_in_the_data_turns_the_run_red(tmp_path):
    for folder in ("dgpolicy", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    notebook = shutil.copy(ROOT / "notebooks" / "00_start_here.ipynb", tmp_path)
    recode(tmp_path / "data" / "pledges.csv", "specificity", "hard", "soft")
    report = rerun(Path(notebook), tmp_path)
    assert "exit 1" in report
    assert re.search(r"\d+ failed, \d+ passed", report), report
    assert "Cell outputs differ" in report


def test_every_pattern_of_the_sanitize_file_is_needed():
    stored = "".join(path.read_text(encoding="utf-8") for path in NOTEBOOKS)
    patterns = re.findall(r"^regex: (.*)$", SANITISED.read_text(encoding="utf-8"), re.M)
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
