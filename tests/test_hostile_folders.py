"""Whatever stands in a folder or in the way of a command: one clear error, and nothing left."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

import dgpolicy
from dgpolicy.cli import main
from dgpolicy.codebook import COLUMNS, Codebook, default
from dgpolicy.errors import CheckError, ReadError

SAID = "市水務局局長王江:\n明年將新建兩座水廠。"
Edit = Callable[[Path], object]


def put(name: str, data: bytes) -> Edit:
    """Other bytes in a file."""
    return lambda folder: (folder / name).write_bytes(data)


def instead(name: str, make: Edit) -> Edit:
    """Another thing in the place of a file, or of none."""
    return lambda folder: ((folder / name).unlink(missing_ok=True), make(folder / name))


def swap(name: str, old: str, new: str) -> Edit:
    """Other words in a table."""

    def edit(folder: Path) -> None:
        held = (folder / name).read_text("utf-8-sig")
        assert old in held
        (folder / name).write_text(held.replace(old, new, 1), "utf-8")

    return edit


def circle(path: Path) -> None:
    path.symlink_to(path)


ROW, HEAD = "w,,水,水,Water,Plants.,水廠\n", ",".join(COLUMNS) + "\n"
NO_CSV = "not a CSV file in UTF-8 .*; save it as one"
# What stands as industry.csv in a folder of codes: what must be said of it.
CODEBOOKS: dict[str, tuple[str | bytes | Edit, str]] = {
    "nothing": ("", "column missing: code, parent"),
    "semicolons": ((HEAD + ROW).replace(",", ";"), "column missing: code, parent"),
    "another encoding": ((HEAD + ROW).encode("big5"), NO_CSV),
    "half a character": (HEAD.encode() + b"\xed\xa0\x80", NO_CSV),
    "an open quotation": (HEAD + ROW.replace("Water", '"Water'), NO_CSV),
    "a column twice": (HEAD.replace("parent", "code") + ROW, "two columns are called 'code'"),
    "NUL in a code": (HEAD + ROW.replace("w", "w\0"), r"code 'w\\x00': use a-z, 0-9 and _"),
    "a row cut off": (HEAD + "w,,水", "line 2: 3 cells where .* has 7; check its commas"),
    "a folder": (Path.mkdir, "Is a directory"),
    "a pipe": (os.mkfifo, "no file but a pipe or a device; save what it gives to a file"),
}  # fmt: skip


@pytest.mark.parametrize(("holds", "says"), CODEBOOKS.values(), ids=CODEBOOKS)
def test_a_broken_codebook_is_named_with_its_file(
    tmp_path: Path, holds: str | bytes | Edit, says: str
) -> None:
    path = tmp_path / "industry.csv"
    if callable(holds):
        holds(path)
    else:
        path.write_bytes(holds.encode() if isinstance(holds, str) else holds)
    with pytest.raises((ReadError, CheckError), match=f"industry.csv: .*{says}"):
        Codebook.read(tmp_path, extends=default())


TEXT, NAMED = "texts/dg2022.txt", "; .*documents.csv names it"
# What is done to the folder of the reviewed corpus: what must be said of it.
CORPORA: dict[str, tuple[Edit, str]] = {
    "a table of bytes": (put("pledges.csv", bytes(range(256))), f"pledges.csv: {NO_CSV}"),
    "a table of nothing": (put("actions.csv", b""), "actions: column missing: action_id"),
    "a pipe for a table": (instead("pledges.csv", os.mkfifo), "pledges.csv: .*a pipe .*; save"),
    "a folder for a table": (instead("pledges.csv", Path.mkdir), "pledges.csv: Is a directory"),
    "a table in a circle": (instead("pledges.csv", circle), "pledges.csv: Too many levels"),
    "a pipe for a text": (instead(TEXT, os.mkfifo), f"dg2022.txt: .*a pipe .*{NAMED}"),
    "a text in a circle": (instead(TEXT, circle), f"dg2022.txt: Too many levels .*{NAMED}"),
    "a text of bytes": (put(TEXT, b"\xff"), f"dg2022.txt: 'utf-8' .*{NAMED}"),
    "another text": (put(TEXT, "東莞".encode()), "statements, row 'dg2022-.*is not what stands"),
    "a text elsewhere": (
        instead(TEXT, lambda at: at.symlink_to("/etc/hostname")), f"dg2022.txt: leads out .*{NAMED}"
    ),
    "a text of no name": (swap("documents.csv", TEXT, "\0"), f"embedded null byte{NAMED}"),
    "a place beyond all": (swap("pledges.csv", ",124,", ",1e30,"), "'1e30' is not a whole number"),
    "a place of 64 bits": (swap("pledges.csv", ",124,", f",{2**63},"), "8' is not a whole number"),
    "a place without end": (swap("pledges.csv", ",124,", ",inf,"), "'inf' is not a whole number"),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "says"), CORPORA.values(), ids=CORPORA)
def test_a_broken_corpus_is_named_with_its_file_or_row(
    tmp_path: Path, edit: Edit, says: str
) -> None:
    dgpolicy.load().save(tmp_path)
    edit(tmp_path)
    with pytest.raises((ReadError, CheckError), match=says):
        dgpolicy.Corpus.read(tmp_path).check()


# What stands beside water.txt, and a command: the last line that it must say.
COMMANDS: dict[str, tuple[Edit, str, str]] = {
    "to a pipe": (instead("o", os.mkfifo), "extract water.txt --out o", "o is a file; choose"),
    "to a circle": (instead("o", circle), "extract water.txt --out o", "is a link to itself; choo"),
    "in a circle": (instead("o", circle), "extract water.txt --out o/p", "o/p: .*levels.*; choose"),
    "a workbook to a pipe": (
        instead("o.xlsx", os.mkfifo), "extract water.txt --out o.xlsx", "o.xlsx: is a pipe .*; choo"
    ),
    "to a name too long": (
        put("o", b""), f"extract water.txt --out {'o' * 300}", "ooo: File name too long"
    ),
    "to the root": (put("o", b""), "extract water.txt --out /", "/: holds .*; choose another"),
    "by codes of a pipe": (
        instead("industry.csv", os.mkfifo), "extract water.txt --out o --codebook .",
        "industry.csv: this is no file but a pipe .*; save",
    ),
    "rows without an end": (
        put("a.jsonl", b"[" * 99_999), "extract a.jsonl --out o",
        'a.jsonl:1: is no JSON object with a "text"; write one document a line',
    ),
    "half a character": (
        put("a.jsonl", b'{"text": "a", "title": "\\ud840"}'), "extract a.jsonl --out o",
        "a.jsonl:1: character 1 of .*surrogate.; take it out",
    ),
    "a name that steers": (
        put("a\n\x1b[2J.txt", b"\0\1\2"), "extract a\n\x1b[2J.txt --out o",
        r"failed: a\\n\\x1b\[2J.txt: not text",
    ),
    "a notebook of a pipe": (
        instead("a.ipynb", os.mkfifo), "share a.ipynb", "a.ipynb: this is no file but a pipe .*; sa"
    ),
    "a notebook without an end": (
        put("a.ipynb", b"[" * 99_999), "share a.ipynb", "a.ipynb: is no notebook: "
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "command", "says"), COMMANDS.values(), ids=COMMANDS)
def test_a_command_that_cannot_be_done_says_why_in_a_line_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: Edit, command: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    put("water.txt", SAID.encode())(tmp_path)
    edit(tmp_path)
    before = sorted(tmp_path.iterdir())
    with redirect_stderr(io.StringIO()) as said, redirect_stdout(io.StringIO()):
        assert main(command.split(" ")) == 1
    assert re.search(says, said.getvalue().splitlines()[-1])
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("torn", ["documents", "pledges"])
def test_what_is_torn_of_a_corpus_is_coded_again(tmp_path: Path, torn: str) -> None:
    put("water.txt", SAID.encode())(tmp_path)
    command = ["extract", str(tmp_path / "water.txt"), "--out", str(tmp_path / "o.parquet")]
    assert main(command) == 0
    table = tmp_path / f"o.parquet/{torn}.parquet"
    table.write_bytes(table.read_bytes()[:-9])
    assert main([*command, "--resume"]) == 0
    assert len(dgpolicy.Corpus.read(tmp_path / "o.parquet").check()) == 1
