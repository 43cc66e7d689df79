"""The README, the commands and the docstrings against what there is, both ways."""

import importlib
import inspect
import pkgutil
import re
import runpy
import shlex
from pathlib import Path

import pandas as pd
import pytest

import dgpolicy
from dgpolicy import cli
from dgpolicy.look.words import prose

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LABELLED = ROOT.parent / "shared" / "labelled" / "README.md"
SECOND_READER = ("60", "0.99")  # passages, and kappa: what the labelled texts say of themselves
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
PYTHON = [code for language, code in BLOCKS if language == "python"]
SHELL = [
    line.split("#")[0].strip()
    for language, code in BLOCKS
    if language == "sh"
    for line in code.splitlines()
    if line.strip()
]
MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(dgpolicy.__path__, "dgpolicy.")
    if not found.name.endswith("__main__")
]


def test_every_public_name_stands_in_the_readme_or_in_a_notebook():
    notebooks = "".join(p.read_text(encoding="utf-8") for p in ROOT.glob("notebooks/*.ipynb"))
    for name in dgpolicy.__all__:
        assert re.search(rf"\b{name}\b", README + notebooks), name


def test_every_name_that_the_readme_uses_exists():
    for name in re.findall(r"dgpolicy\.(\w+)(?=[(.])", "".join(PYTHON)):
        assert name in dgpolicy.__all__
        assert getattr(dgpolicy, name)


def run(code: str, folder: Path) -> dict:
    """The names that some lines make."""
    (folder / "lines.py").write_text(code, "utf-8")
    return runpy.run_path(str(folder / "lines.py"))


def test_the_first_look_runs(tmp_path):
    space = run(PYTHON[0], tmp_path)
    assert set(space["materials"].pledges["organisation_id"]) == {"secretary", "drc", "stb"}


def test_the_lines_for_a_document_of_ones_own_run(tmp_path, monkeypatch):
    from docx import Document

    monkeypatch.chdir(tmp_path)
    paper = Document()
    paper.add_paragraph("市水務局局長王江:")
    paper.add_paragraph("我們將新建兩座水廠。")
    paper.save("article.docx")
    space = run(PYTHON[1], tmp_path)
    assert dgpolicy.Corpus.read("article-tables").pledges.equals(space["corpus"].pledges)


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("dgpolicy ")])
def test_every_command_of_the_readme_is_understood(line):
    assert cli._parser().parse_args(shlex.split(line)[1:]).run


def test_every_command_stands_in_the_readme():
    commands = next(action.choices for action in cli._parser()._actions if action.dest == "command")
    for command in commands:
        assert f"dgpolicy {command}" in README, command


def test_every_make_target_of_the_readme_exists():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"lab", "test"} <= set(re.findall(r"\bmake (\w+)", README)) <= targets


def test_every_notebook_stands_in_the_readme():
    names = {path.stem for path in ROOT.glob("notebooks/*.ipynb")}
    assert set(re.findall(r"`(\d\d_\w+)`", README)) == names


def test_every_file_that_the_readme_links_to_exists():
    for place in re.findall(r"\]\((?!http)([^)]+)\)", README):
        assert (ROOT / place).exists(), place


def test_every_number_of_the_readme_is_that_of_the_data():
    corpus = dgpolicy.load()
    basis = corpus.pledges["horizon_basis"].value_counts()
    figures = {
        f"{len(corpus.statements)} statements and {len(corpus.pledges)} pledges",
        f"{basis['stated']} of the {len(corpus.pledges)} pledges states a time, "
        f"{basis['implied']} only hurry or go on, {basis['none']} say nothing of time at all, "
        f"and {len(corpus.targets)} targets stand in them, "
        f"{corpus.targets['text'].eq('全覆蓋').sum()} of them full coverage",
    }
    said = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", "", README, flags=re.DOTALL)
    for figure in figures:
        assert figure in said
        said = said.replace(figure, "")
    said = re.sub(r"9 November 2022|2022 年 11 月 9 日|Python 3.11|UTF-\d+|GB18030|Big5", "", said)
    assert re.findall(r"\d+", said) == []


def test_every_number_and_claim_of_the_notebooks_prose_is_that_of_the_data():
    corpus = dgpolicy.load()
    pledges, organisations = corpus.pledges, corpus.statements["organisation"]
    cues = pledges["horizon_text"].value_counts()
    stated = pledges[pledges["horizon_basis"] == "stated"]
    mu = corpus.targets[corpus.targets["unit"] == "畝"]
    trio = corpus.filter(industry="new_energy").filter(industry="new_materials")
    assert organisations.str.endswith("局").sum() == 4  # four bureaus
    assert stated["horizon_years"].tolist() == [3] and stated["horizon_to"].isna().all()
    assert cues.idxmax() == "加快"
    assert (mu["value"] / mu["hectares"]).round(2).unique().tolist() == [15]
    assert (
        trio.filter(industry="biomedicine")
        .pledges["text"]
        .str.count("新能源[^。]{0,20}生物醫藥|生物醫藥[^。]{0,20}新能源")
        .min()
        == 1
    )
    first, second = (dgpolicy.Corpus.read(ROOT / f"data/{n}_coding") for n in ("first", "second"))
    table = dgpolicy.agreement(first, second)
    assert (table.loc[["horizon", "aim", "specificity", "strength"], "percent"] == 100).all()
    scores = pd.read_csv(ROOT / "data" / "model" / "scores.csv", index_col="genre")
    known = {"2022", "11", "20", "15", "0.80", "1", "2025", "2026"}  # 11: a month; 20: the congress
    known |= {str(scores.loc["all", "passages"]), *SECOND_READER}
    if LABELLED.exists():
        said = " ".join(LABELLED.read_text(encoding="utf-8").split())
        assert re.search(r"on {} passages a second coder .* kappa {}".format(*SECOND_READER), said)
    cells = [*prose(ROOT / "notebooks", "zh").items()]
    for said in (text for cell in cells for text in cell):
        said = re.sub(r"```.*?```|`[^`]*`|\[[^]]*\]\([^)]*\)|^\d\. ", "", said, flags=re.S | re.M)
        assert {*re.findall(r"(?<![\w.])\d[\d.]*\d|(?<![\w.])\d", said)} <= known, said


def test_every_public_object_says_what_it_is():
    bare = [module.__name__ for module in MODULES if not module.__doc__]
    for module in MODULES:
        bare += [
            f"{module.__name__}.{name}"
            for name, thing in vars(module).items()
            if not name.startswith("_") and getattr(thing, "__module__", None) == module.__name__
            if inspect.isfunction(thing) or inspect.isclass(thing)
            if not inspect.getdoc(thing)
        ]
    assert bare == []


def test_every_public_name_has_an_example_that_runs():
    public = {name: getattr(dgpolicy, name) for name in dgpolicy.__all__ if name != "charts"}
    assert [n for n, thing in public.items() if ">>> " not in (inspect.getdoc(thing) or "")] == []
