"""One changed datum turns ``make test`` red, with a message that says where it is."""

import base64
import random
import re
import shutil
from pathlib import Path

import nbformat
import numpy as np
import pytest
import rerun
import translations
from pictures import PNG, figures, undrawn

import dgpolicy
from dgpolicy.errors import CheckError

ROOT = Path(__file__).parent.parent
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "data").rglob("*")
    if path.suffix in (".csv", ".txt")
)
MODEL = "data/model/judge.npz"


@pytest.fixture(scope="module")
def described(tmp_path_factory) -> Path:
    """A copy of the data, committed as they were described."""
    root = tmp_path_factory.mktemp("described")
    shutil.copytree(ROOT / "data", root / "data")
    for command in ("init -q", "add data", "-c user.name=a -c user.email=a@b.c commit -qm one"):
        assert rerun.run("git", "-C", root, *command.split()).returncode == 0
    assert rerun.report(root) == ""
    return root


@pytest.fixture
def data(described) -> Path:
    """That copy, which is as it was once a test is over."""
    yield described
    rerun.run("git", "-C", described, "checkout", "-q", ".")


def changed(path: Path, old: str, new: str) -> None:
    """The first of some words in a file becomes others."""
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


@pytest.mark.parametrize("name", FILES)
def test_one_character_of_any_file_is_told_with_its_row_or_line(data, name):
    text = (data / name).read_bytes().decode()
    start = text.index("\n") if name.endswith(".csv") else 0
    places = [match.start() for match in re.finditer(r"\w", text[start:])]
    at = start + random.Random(name).choice(places)
    (data / name).write_bytes(
        f"{text[:at]}{'永' if text[at] != '永' else '遠'}{text[at + 1 :]}".encode()
    )
    first, *_, last = rerun.report(data).splitlines()
    assert re.match(rf"{name}, (row|line) .+: .+ is now .+|{name}, row .+ is (new|gone)", first)
    assert last.startswith("If the change is right: ")


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "texts/dg2022.txt",
            "制造業立市",
            "制造业立市",
            r"line \d+, text: '.*業立.*' is now '.*业立.*'",
        ),
        (
            "mentions.csv",
            ",talent,",
            ",finance,",
            "row '.+', column code: 'talent' is now 'finance'",
        ),
        (
            "pledges.csv",
            ",124,",
            ",125,",
            "row 'dg2022-committee-1', column start: '124' is now '125'",
        ),
        (
            "codebook/industry.csv",
            "新材料",
            "新料",
            "row 'new_materials', column .+ is now '.*新料.*'",
        ),
        (
            "pledges.csv",
            "manufacturing",
            "farming",
            "row '.+', column headline_en: .+ is now .+farming",
        ),
    ],
    ids=["article", "code", "offset", "codebook", "translation"],
)
def test_what_was_and_what_is_stand_in_the_message(data, name, old, new, told):
    changed(data / "data" / name, old, new)
    assert re.match(f"data/{name}, {told}", rerun.report(data))


def test_one_weight_of_the_model_is_told_with_its_place(data):
    held = dict(np.load(data / MODEL))
    place = int(np.flatnonzero(held["weights"] == 5)[0])
    held["weights"][place] = 6
    np.savez_compressed(data / MODEL, **held)
    told = f"{MODEL}, array weights, places from {place // 16 * 16}: .*5.* is now .*6"
    assert re.match(told, rerun.report(data))


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("texts/dg2022.txt", "。", "，", "documents, row 'dg2022': sha256 is not that of the text"),
        ("mentions.csv", ",talent,", ",talant,", "mentions, row '.+': unknown instrument 'talant'"),
        ("pledges.csv", ",124,", ",125,", "actions, row 'dg2022-committee-1.01': does not lie"),
        (
            "codebook/instrument.csv",
            "\ntalent,",
            "\ntalents,",
            "mentions, row .+: unknown .+ 'talent'",
        ),
    ],
    ids=["article", "code", "offset", "codebook"],
)
def test_what_breaks_a_rule_is_told_however_it_is_described(data, name, old, new, told):
    changed(data / "data" / name, old, new)
    codes = dgpolicy.Codebook.read(data / "data/codebook")
    with pytest.raises(CheckError, match=f"^{told}"):
        dgpolicy.Corpus.read(data / "data", codebook=codes).check()


def test_one_stored_output_is_told_with_its_cell(tmp_path):
    notebook = nbformat.read(ROOT / "notebooks/00_start_here.ipynb", 4)
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"][:2]
    shown = notebook.cells[1].outputs[0].data
    shown["text/html"] = shown["text/html"].replace("Land and premises", "Land or premises")
    for folder in ("dgpolicy", "data"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    nbformat.write(notebook, tmp_path / "short.ipynb")
    said = rerun.again(tmp_path / "short.ipynb", tmp_path).stdout
    assert "FAILED short.ipynb::Cell 1" in said
    assert "mismatch 'text/html'" in said and "Land and premises" in said


def test_one_byte_of_a_stored_picture_or_its_figure_is_told_with_its_cell(tmp_path):
    path = shutil.copy(ROOT / "notebooks/01_by_bureau.ipynb", tmp_path)
    assert undrawn(Path(path)) == []
    notebook = nbformat.read(path, 4)
    (number, output) = next(
        (number, output)
        for number, cell in enumerate(c for c in notebook.cells if c.cell_type == "code")
        for output in cell.outputs
        if output in figures(notebook)
    )
    picture = bytearray(base64.b64decode(output.data[PNG]))
    picture[-20] ^= 1
    output.data[PNG] = base64.b64encode(picture).decode()
    nbformat.write(notebook, path)
    (told,) = undrawn(Path(path))
    assert told.startswith(f"01_by_bureau.ipynb, cell {number + 1}: the picture of a chart")


def test_the_translations_are_those_that_were_reviewed():
    assert translations.unreviewed(ROOT) == [], "if it is right: python tests/translations.py"


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("WORDS", "pledges,承諾", "pledges,承诺", "row 'pledges'"),
        ("PROSE", "東莞承諾了什麼", "東莞承諾了甚麼", "line \\d+, '# What Dongguan promised'"),
    ],
)
def test_one_character_of_a_translation_is_told_with_its_place(tmp_path, name, old, new, told):
    for each in (translations.WORDS, translations.PROSE, translations.REVIEWED):
        (tmp_path / each).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / each, tmp_path / each)
    changed(tmp_path / getattr(translations, name), old, new)
    (place,) = translations.unreviewed(tmp_path)
    assert re.fullmatch(f"{getattr(translations, name)}, {told}", place)
