"""The notebooks run anew, wherever pytest is called, and what a changed row changes in them."""

import csv
import json
import os
import re
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
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
        if path.suffix in (".csv", ".npz", ".txt")
    }
    return sorted(name for name in told.keys() | found.keys() if told.get(name) != found.get(name))


def report(root: Path) -> str:
    """One message on what changed, which figures show it, and what to do; empty for nothing."""
    if not (names := changed(root)):
        return ""
    cells = [line for name in names for line in differences(root, f"data/{name}")]
    more = [f"… and {len(cells) - 20} changes more"] if len(cells) > 20 else []
    figures = [
        line for path in sorted(root.glob("notebooks/*.ipynb")) for line in stale(path, root)
    ]
    return "\n".join(
        [
            *cells[:20],
            *more,
            "These outputs of notebooks show what the data were before:" if figures else "",
            *figures,
            "If the change is right: make notebooks, then commit the data with the notebooks.",
        ]
    )


def differences(root: Path, name: str) -> list[str]:
    """Each cell that is not what it was when the data were last described, by row and column.

    Of a text it is a line, of arrays a number.
    """
    git = ("git", "-C", str(root))
    last = run(*git, "log", "-1", "--format=%H", "--", "data/datapackage.json").stdout.strip()
    before, path = run(*git, "show", f"{last}:{name}", text=False), root / name
    if before.returncode or not path.exists():
        return [f"{name} is new, gone, or not what the notebooks were made of"]
    old, new = (PARTS[path.suffix](held) for held in (before.stdout, path.read_bytes()))
    whole = [f"{name}, {key} is new" for key in new.keys() - old.keys()]
    whole += [f"{name}, {key} is gone" for key in old.keys() - new.keys()]
    return sorted(whole) + [
        f"{name}, {key}, {part}: {told(str(old[key].get(part)), str(new[key].get(part)))}"
        for key in sorted(new.keys() & old.keys())
        for part in old[key] | new[key]
        if old[key].get(part) != new[key].get(part)
    ]


def told(old: str, new: str) -> str:
    """A change in a few words around where it begins."""
    apart = (n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other)
    first = max(next(apart, 0) - 8, 0)
    return f"{old[first : first + 40]!r} is now {new[first : first + 40]!r}"


def rows(table: bytes) -> dict[str, dict[str, str]]:
    """The rows of a table by their first cell, or by their number where that stands twice."""
    found = list(csv.DictReader(table.decode("utf-8-sig").splitlines(keepends=True)))
    first = [next(iter(row.values())) for row in found]
    keys = first if len(set(first)) == len(first) else range(2, len(found) + 2)
    return {
        f"row {str(key)!r}": {f"column {name}": cell for name, cell in row.items()}
        for key, row in zip(keys, found, strict=True)
    }


def lines(text: bytes) -> dict[str, dict[str, str]]:
    """The lines of a text by their number."""
    return {f"line {n}": {"text": line} for n, line in enumerate(text.decode().split("\n"), 1)}


def numbers(arrays: bytes) -> dict[str, dict[str, list]]:
    """The numbers of arrays, sixteen together, by the name of each array and their place in it."""
    with np.load(BytesIO(arrays), allow_pickle=False) as held:
        values = {name: held[name].ravel().tolist() for name in held}
    return {
        f"array {name}": {f"places from {n}": own[n : n + 16] for n in range(0, len(own), 16)}
        for name, own in values.items()
    }


PARTS = {".csv": rows, ".txt": lines, ".npz": numbers}


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
    how = {"capture_output": True, "text": True, "check": False} | how
    return subprocess.run([str(part) for part in command], **how)
