"""The house rules that a machine can hold."""

import ast
import json
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent

# Each room may import those before it, and no other.
ROOMS = (
    *("errors", "fold", "numerals", "document", "tables", "codebook", "look", "read"),
    *(
        "parted",
        "facets",
        "export",
        "corpus",
        "quote",
        "language",
        "extract",
        "agreement",
        "compare",
    ),
    *("sources", "parts", "follow", "charts", "explorer", "desk", "review", "share", "cli"),
)
TOP = {
    *("notebooks", "dgpolicy", "data", "tests", "README.md", "LICENSE", "CITATION.cff", "Makefile"),
    *("pyproject.toml", "requirements.txt", "environment.yml", ".ci", ".github", ".gitignore"),
    *(".gitattributes", ".pre-commit-config.yaml"),
}
NO_TEST_OF_ITS_OWN: dict[str, str] = {}  # room: why
LONGER: dict[str, str] = {  # file of more than 300 lines: why it is one thing
    "tests/test_charts.py": "one test a chart and rule, over the same corpora",
    "tests/test_explorer_in_browser.py": "one browser serves them all",
}
# Notebooks over 400 kB, and why.
HEAVIER = {"08_compare": "of eight charts two have a row for each province"}
LONGER_CELL: dict[tuple[str, int], str] = {}  # (notebook, cell) of more than 8 lines: why

TRACKED = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    if name and (ROOT / name).is_file()
]
MODULES = [path for path in TRACKED if path.suffix == ".py"]
PACKAGE = [path for path in MODULES if path.is_relative_to(ROOT / "dgpolicy")]
NOTEBOOKS = [path for path in TRACKED if path.suffix == ".ipynb"]


def room(path: Path) -> str:
    """The room that a file of the package belongs to; ``codes/targets.py`` is in ``codes``."""
    return path.relative_to(ROOT / "dgpolicy").with_suffix("").parts[0]


def imported_rooms(path: Path) -> set[str]:
    """The rooms that a file imports when it runs; what only a type checker reads is left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = []
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    parts = [name.split(".") for name in names]
    return {part[1] for part in parts if part[0] == "dgpolicy" and part[1:2]}


def cells(path: Path, kind: str) -> list[tuple[int, dict]]:
    """The cells of one kind with their place in the notebook, from 0."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [(i, cell) for i, cell in enumerate(notebook["cells"]) if cell["cell_type"] == kind]


def test_every_room_has_its_place():
    assert {room(path) for path in PACKAGE} - {"__init__", "__main__"} <= set(ROOMS)


def test_imports_run_one_way():
    against = {}
    for path in PACKAGE:
        if room(path) in ROOMS:
            before = ROOMS[: ROOMS.index(room(path)) + 1]
            against[str(path.relative_to(ROOT))] = sorted(imported_rooms(path) - set(before))
    assert {path: rooms for path, rooms in against.items() if rooms} == {}


def test_no_room_is_a_box_for_odds_and_ends():
    odds = {"utils", "util", "helpers", "helper", "common", "types", "misc"}
    assert [path for path in MODULES if path.stem in odds] == []


def test_every_room_has_a_test_of_its_name():
    tested = {path.stem.removeprefix("test_") for path in MODULES if path.stem.startswith("test_")}
    tested |= {"__init__", "__main__", *NO_TEST_OF_ITS_OWN}
    assert [path for path in PACKAGE if not {path.stem, room(path)} & tested] == []


def test_no_file_is_two_things():
    parts = [path for path in TRACKED if path.suffix in (".py", ".js", ".mjs", ".css")]
    long = {
        str(path.relative_to(ROOT))
        for path in parts
        if len(path.read_text(encoding="utf-8").splitlines()) > 300
    }
    assert sorted(long) == sorted(LONGER)


def test_the_top_holds_nothing_else():
    assert {path.relative_to(ROOT).parts[0] for path in TRACKED} - TOP == set()


def test_no_file_names_a_registry_host_or_a_place_on_a_machine():
    banned = re.compile(
        r"(?:pypi|pythonhosted|npmjs|npmmirror)[.](?:org|com|python)"
        r"|(?:deb|security|ftp|archive)[.](?:debian|ubuntu)[.]"
        r"|(?<![\w.])/(?:work|tmp|root|home|Users)/\w"
    )
    found = {}
    for path in TRACKED:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a picture, or a text in the encoding that a test is about
            continue
        if match := banned.search(text):
            found[str(path.relative_to(ROOT))] = match[0]
    assert found == {}


def test_a_notebook_defines_no_function():
    defined = [
        (path.stem, number)
        for path in NOTEBOOKS
        for number, cell in cells(path, "code")
        for node in ast.walk(ast.parse("".join(cell["source"])))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    assert defined == []


def test_a_cell_is_a_few_lines():
    long = {
        (path.stem, number)
        for path in NOTEBOOKS
        for number, cell in cells(path, "code")
        if len("".join(cell["source"]).splitlines()) > 8
    }
    assert long == set(LONGER_CELL)


def test_a_notebook_is_committed_whole_and_light():
    for path in NOTEBOOKS:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        most = 600_000 if path.stem in HEAVIER else 400_000
        assert path.stat().st_size < most, path.stem
        assert "widgets" not in notebook["metadata"], f"{path.stem}: run make notebooks"
        counts = [cell["execution_count"] for _, cell in cells(path, "code")]
        assert counts == list(range(1, len(counts) + 1)), f"{path.stem}: not run from the top"


def test_a_notebook_shows_no_warning_and_no_error():
    shown = [
        (path.stem, number)
        for path in NOTEBOOKS
        for number, cell in cells(path, "code")
        for output in cell["outputs"]
        if output["output_type"] == "error" or output.get("name") == "stderr"
    ]
    assert shown == []
