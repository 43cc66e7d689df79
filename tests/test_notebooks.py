"""The notebooks as committed: nbval re-runs them all; here, that it would notice."""

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

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
