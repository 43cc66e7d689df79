"""The notebooks run anew, wherever pytest is called, and what a changed row changes in them."""

import csv
import json
import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SANITISED = ROOT / "tests/nbval.cfg"


def pytest_configure(config: pytest.Config) -> None:
    """Name the file of patterns by its whole path: on a command line it would be a relative one."""
    config.option.nbval_sanitize_with = str(SANITISED)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the notebooks out where the data changed: one test says which, where and what to do."""
    if changed(ROOT):
        stale = pytest.mark.skip(reason="the data changed, see tests/test_datapackage.py")
        for item in items:
            if type(item).__module__.startswith("nbval") and item.path.is_relative_to(ROOT):
                item.add_marker(stale)


def changed(root: Path) -> list[str]:
    """The files of the data that are not those that its description was made of."""
    resources = json.loads((root / "data/datapackage.json").read_text("utf-8"))["resources"]
    told = {resource["path"]: resource.get("hash") for resource in resources}
    found = {
        path.relative_to(
            root / "data"
        ).as_posix(): f"sha256:{sha256(path.read_bytes()).hexdigest()}"
        for path in (root / "data").rglob("*")
        if path.suffix in (".csv", ".txt")
    }
    return sorted(name for name in told.keys() | found.keys() if told.get(name) != found.get(name))


def report(root: Path) -> str:
    """One message on what changed, which figures show it, and what to do; empty for nothing."""
    if not (names := changed(root)):
        return ""
    rows = [line for name in names for line in differences(root, f"data/{name}")]
    more = [f"… and {len(rows) - 20} changes more"] if len(rows) > 20 else []
    figures = [
        line for path in sorted(root.glob("notebooks/*.ipynb")) for line in stale(path, root)
    ]
    return "\n".join(
        [
            *rows[:20],
            *more,
            "These outputs of notebooks show what the data were before:" if figures else "",
            *figures,
            "If the change is right: make notebooks, then commit the data with the notebooks.",
        ]
    )


def differences(root: Path, name: str) -> list[str]:
    """Each cell that is not what it was when the data were last described, by row and column."""
    git = ("git", "-C", str(root))
    last = run(*git, "log", "-1", "--format=%H", "--", "data/datapackage.json").stdout.strip()
    before, path = run(*git, "show", f"{last}:{name}"), root / name
    if before.returncode or not path.exists() or path.suffix != ".csv":
        return [f"{name} is new, gone, or not what the notebooks were made of"]
    old, new = keyed(before.stdout), keyed(path.read_text("utf-8-sig"))
    lines = [f"{name}, row {key!r} is new" for key in new.keys() - old.keys()]
    lines += [f"{name}, row {key!r} is gone" for key in old.keys() - new.keys()]
    return sorted(lines) + [
        f"{name}, row {key!r}, column {column}: {old[key].get(column)!r} is now {value!r}"
        for key in new.keys() & old.keys()
        for column, value in new[key].items()
        if value != old[key].get(column)
    ]


def keyed(text: str) -> dict[str, dict[str, str]]:
    """The rows of a table by their first cell, or by their number where that stands twice."""
    rows = list(csv.DictReader(text.removeprefix("\ufeff").splitlines(keepends=True)))
    first = [next(iter(row.values())) for row in rows]
    keys = first if len(set(first)) == len(first) else [str(n) for n in range(2, len(rows) + 2)]
    return dict(zip(keys, rows, strict=True))


def stale(notebook: Path, root: Path) -> list[str]:
    """The cells whose stored output is not what they give now, each by its title or code."""
    said = again(notebook, root).stdout
    numbers = sorted({int(n) for n in re.findall(r"^FAILED .*::Cell (\d+)", said, re.M)})
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    name = notebook.relative_to(root)
    return [f"  {name}, cell {n + 1}: {title(code[n])}" for n in numbers]


def title(cell: dict) -> str:
    """The title of the figure that a cell shows, else its last line of code."""
    for output in cell["outputs"]:
        figure = output.get("data", {}).get("application/vnd.plotly.v1+json", {})
        if text := figure.get("layout", {}).get("title", {}).get("text"):
            return re.sub(r"<[^>]*>", " ", text).strip()
    return "".join(cell["source"]).strip().splitlines()[-1]


def again(notebook: Path, package: Path) -> subprocess.CompletedProcess:
    """What nbval says of a notebook that imports the package from that folder."""
    command = [
        *(sys.executable, "-m", "pytest", "-c", os.devnull, "-p", "no:cacheprovider"),
        *("--rootdir", package, "--nbval", "--nbval-current-env"),
        *("--nbval-sanitize-with", SANITISED, notebook),
    ]
    return run(*command, cwd=package, env=os.environ | {"PYTHONPATH": str(package)})


def run(*command: object, **how: object) -> subprocess.CompletedProcess:
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, **how
    )
