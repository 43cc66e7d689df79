"""The set-up: lock, environments, the built wheel, and what an import brings with it."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest
from environment import environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ASKED = [*PROJECT["dependencies"], *chain(*PROJECT["optional-dependencies"].values())]
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
LOCKED = [Requirement(line.rstrip("\\ ")) for line in LOCK.splitlines() if "==" in line[:80]]
BIN = Path(sys.executable).parent


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_lock_holds_only_names_versions_and_hashes():
    pin = re.compile(
        r"[a-z0-9-]+==[0-9a-z.+]+( ; [a-z_]+ [^/]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?"
    )
    assert [line for line in LOCK.splitlines() if not pin.fullmatch(line)] == []


def test_the_lock_satisfies_what_the_project_asks_for():
    versions = {canonicalize_name(r.name): str(r.specifier).removeprefix("==") for r in LOCKED}
    for wanted in map(Requirement, ASKED):
        assert Version(versions[canonicalize_name(wanted.name)]) in wanted.specifier, wanted


def test_this_environment_is_the_locked_one():
    installed = run(BIN / "uv", "pip", "freeze", "--python", sys.executable, cwd=ROOT).split()
    here = [r for r in LOCKED if not r.marker or r.marker.evaluate()]
    assert {f"{r.name}{r.specifier}" for r in here} <= set(installed)


def test_conda_and_binder_get_the_same_environment():
    written = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert written == environment(), "run make lock"


def test_what_is_imported_is_asked_for():
    trees = [ast.parse(p.read_text(encoding="utf-8")) for p in (ROOT / "dgpolicy").rglob("*.py")]
    nodes = list(chain.from_iterable(map(ast.walk, trees)))
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    tops = {name.split(".")[0] for name in named} - sys.stdlib_module_names - {"dgpolicy"}
    homes = packages_distributions()
    asked = {canonicalize_name(Requirement(wanted).name) for wanted in ASKED}
    assert {top for top in tops if canonicalize_name(homes[top][0]) not in asked} == set()


def test_every_dependency_says_what_it_is_for():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    stated = [line for line in lines if re.match(r'    "[][\w-]+>=', line)]
    assert len(stated) == len(ASKED)
    assert [line for line in stated if "  # " not in line] == []


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A Python with nothing but the built wheel and what the wheel asks for."""
    place, lock = tmp_path_factory.mktemp("installed"), ROOT / "requirements.txt"
    uv, python = BIN / "uv", place / "venv" / "bin" / "python"
    build = ("build", "-q", "--wheel", "--no-build-isolation", "--python", sys.executable)
    run(uv, *build, ROOT, "--out-dir", place, cwd=place)
    run(uv, "venv", "-q", "--python", sys.executable, place / "venv", cwd=place)
    install = ("pip", "install", "-q", "--python", python)
    locked = ("--constraint", lock, "--build-constraint", lock)
    run(uv, *install, *locked, next(place.glob("*.whl")), cwd=place)
    return python


def test_the_wheel_loads_the_corpus_from_any_folder(installed, tmp_path):
    code = "import dgpolicy; print(dgpolicy.load().check())"
    printed = run(installed, "-I", "-c", code, cwd=tmp_path)
    assert printed.strip() == "<Corpus: 1 document, 6 statements, 30 pledges>"


def test_the_wheel_reads_and_codes_a_text_without_extras(installed, tmp_path):
    source = ROOT / "data" / "texts" / "dg2022.txt"
    code = (
        "import sys, dgpolicy; document = dgpolicy.read(sys.argv[1], published='2022-11-09');"
        "print(len(dgpolicy.extract([document]).pledges))"
    )
    assert run(installed, "-I", "-c", code, source, cwd=tmp_path).strip() == "30"


def test_the_wheel_draws_and_explores_without_extras(installed, tmp_path):
    code = (
        "import dgpolicy; c = dgpolicy.load(); dgpolicy.explore(c); print(dgpolicy.charts.__name__)"
    )
    assert run(installed, "-I", "-c", code, cwd=tmp_path).strip() == "dgpolicy.charts"


def test_loading_imports_nothing_heavy():
    heavy = {"jieba", "plotly", "pandera", "ipywidgets", "opencc", "IPython"}
    code = "import sys, dgpolicy; dgpolicy.load(); print(*sys.modules)"
    assert heavy & set(run(sys.executable, "-c", code, cwd=ROOT).split()) == set()
