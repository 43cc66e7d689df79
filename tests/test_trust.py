"""What the README says is trusted and what is not, each sentence held by a test."""

import ast
import re
from pathlib import Path

import licences
import pytest
from test_house import MODULES, NOTEBOOKS, PACKAGE, ROOT, cells

SECTION = re.search(
    r"^## What is trusted\n(.*?)^## ", (ROOT / "README.md").read_text(), re.M | re.S
)
# Words of that section: the tests that hold them.
HELD = {
    "with its hash": "test_setup.py test_the_lock_holds_only_names_versions_and_hashes",
    "`make` insists": "test_trust.py test_nothing_is_installed_without_its_hash",
    "licence of each": "test_trust.py test_every_package_that_is_brought_has_a_known_licence",
    "no pickle": "test_trust.py test_nothing_is_run_that_was_read",
    "sends nothing anywhere": "test_trust.py test_no_room_opens_a_connection",
    "entities": "test_hostile.py test_of_a_document_come_the_right_tables_or_one_clear_error",
    "weights as bare numbers": "test_judge.py test_the_shipped_model_is_small_and_holds_no_objects",
    "runs none of them": "test_share_in_browser.py test_hostile_words_are_shown_and_never_run",
    "by their hash": "test_share_in_browser.py test_the_policy_of_a_page_holds",
    "loads nothing": "test_share_in_browser.py test_a_page_asks_for_nothing_but_its_own_files",
    "an apostrophe": "test_store.py test_no_cell_of_a_sheet_begins_as_a_formula_does",
    "this machine alone": "test_cli.py test_the_lab_lets_others_in_only_where_it_is_asked",
    "a token": "test_trust.py test_no_lab_of_ours_does_without_a_token",
}
RUN = {"eval", "exec", "compile", "__import__", "os.system", "os.popen"}
PICKLED = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "xml", "xmlrpc"}
NETWORK = {"socket", "ssl", "urllib.request", "http", "ftplib", "smtplib", "asyncio"}
NETWORK |= {"requests", "httpx", "aiohttp", "urllib3", "tornado"}
KNOWN = r"0?BSD|MIT|Apache|ISC|PSF|Zlib|CC0-1.0"
WHY = {
    "certifi": "MPL-2.0: a list of certificates, used as it is",
    "fqdn": "MPL-2.0: used as it is, by what checks Jupyter's events",
    "tqdm": "MPL-2.0: used as it is",
}


def trees(paths: list[Path]) -> dict[str, ast.AST]:
    return {str(p.relative_to(ROOT)): ast.parse(p.read_text(encoding="utf-8")) for p in paths}


def imported(tree: ast.AST) -> set[str]:
    """Every module that is imported anywhere, and every package that it is in."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    parts = [name.split(".") for name in names]
    return {".".join(part[:n]) for part in parts for n in range(1, len(part) + 1)}


def runs(call: ast.Call) -> bool:
    """Whether a call runs text as code or by a shell, or makes objects of bytes."""
    name = ast.unparse(call.func)
    loud = [each.arg for each in call.keywords if ast.unparse(each.value) != "False"]
    return (
        name in RUN
        or name.startswith(("os.exec", "os.spawn"))
        or "pickle" in name
        or bool({"shell", "allow_pickle"} & {*loud})
    )


def test_nothing_is_run_that_was_read():
    code = trees(MODULES)
    for path in NOTEBOOKS:
        for number, cell in cells(path, "code"):
            code[f"{path.stem}, cell {number}"] = ast.parse("".join(cell["source"]))
    found = [
        f"{name}, line {node.lineno}: {ast.unparse(node)}"
        for name, tree in code.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and runs(node)
    ]
    assert found == []
    assert [name for name, tree in code.items() if PICKLED & imported(tree)] == []


@pytest.mark.parametrize(
    "line",
    ["eval(x)", "os.system(x)", "pd.read_pickle(x)", "run(x, shell=True)", "load(allow_pickle=a)"],
)
def test_a_line_that_would_run_what_was_read_is_found(line):
    assert runs(ast.parse(line, mode="eval").body)


def test_no_room_opens_a_connection():
    assert [name for name, tree in trees(PACKAGE).items() if NETWORK & imported(tree)] == []


def test_no_lab_of_ours_does_without_a_token():
    source = "".join(path.read_text("utf-8") for path in [*PACKAGE, ROOT / "Makefile"])
    assert not re.search(r"(token|password)\s*=\s*[\"']{2}|--no-token|disable_check_xsrf", source)


def test_nothing_is_installed_without_its_hash():
    made = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    bare = [
        line
        for line in re.findall(r"^\t.*pip (?:install|sync) .*", made, re.M)
        if "--require-hashes" not in line and "--no-deps --no-build-isolation" not in line
    ]
    assert bare == []


def test_every_package_that_is_brought_has_a_known_licence():
    listed = licences.LISTED.read_text("utf-8").splitlines()
    assert {*licences.lines()} <= {*listed}, "run python tests/licences.py"
    for name, licence in (line.split(",", 1) for line in listed[1:]):
        assert re.search(KNOWN, licence) or name in WHY, name
        assert "GPL" not in licence and ("MPL" not in licence or name in WHY), name


@pytest.mark.parametrize(("words", "held"), HELD.items())
def test_what_the_readme_says_of_trust_is_held_by_a_test(words, held):
    file, test = held.split()
    assert words in SECTION[1]
    assert f"def {test}(" in (ROOT / "tests" / file).read_text("utf-8")


def test_every_line_on_trust_is_held():
    lines = [line for line in SECTION[1].splitlines() if line]
    assert len(lines) <= 12
    assert [line for line in lines if not any(words in line for words in HELD)] == []
