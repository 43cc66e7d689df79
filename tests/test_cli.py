"""What each command prints, writes and returns."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from unittest.mock import Mock

import pandas as pd
import pytest

import dgpolicy
from dgpolicy import cli
from dgpolicy.cli import main
from dgpolicy.codebook import home

SPEECH = "市水務局局長王江:\n明年將新建兩座水廠。\n"


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "water.txt"
    path.write_text(SPEECH, encoding="utf-8")
    return path


def test_extract_writes_the_tables_of_a_document(tmp_path, article, capsys):
    assert main(["extract", str(article), "--out", str(tmp_path / "out")]) == 0
    assert "1 pledge" in capsys.readouterr().out
    sheet = pd.read_csv(tmp_path / "out/pledges.csv")
    assert sheet["text"].tolist() == ["明年將新建兩座水廠。"]
    assert (tmp_path / "out/pledges.parquet").exists()
    package = json.loads((tmp_path / "out/datapackage.json").read_text("utf-8"))
    assert "pledges.csv" in [resource["path"] for resource in package["resources"]]


def test_what_extract_wrote_is_read_back_equal(tmp_path, article):
    main(["extract", str(article), "--out", str(tmp_path / "out")])
    made = dgpolicy.extract([dgpolicy.read(article)])
    for name, frame in dgpolicy.Corpus.read(tmp_path / "out").frames.items():
        pd.testing.assert_frame_equal(frame, made.frames[name])


def test_a_date_is_that_of_every_document(tmp_path, article):
    main(["extract", str(article), "--out", str(tmp_path / "out"), "--published", "2022-11-09"])
    corpus = dgpolicy.Corpus.read(tmp_path / "out")
    assert corpus.pledges["horizon_to"].tolist() == [2023]


def test_a_bad_file_is_listed_at_the_end_and_the_rest_is_coded(tmp_path, article, capsys):
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 nothing")
    out = tmp_path / "out"
    assert (
        main(["extract", str(bad), str(tmp_path / "none.txt"), str(article), "--out", str(out)])
        == 1
    )
    assert len(dgpolicy.Corpus.read(out).pledges) == 1
    *_, first, last = capsys.readouterr().err.splitlines()
    assert first.startswith(f"failed: {bad}: ")
    assert last.startswith(f"failed: {tmp_path / 'none.txt'}: ")


def test_codes_of_your_own_are_used_beside_ours(tmp_path, article):
    (tmp_path / "codes").mkdir()
    row = "waterworks,,水廠,水厂,Waterworks,Plants that make drinking water.,水廠\n"
    head = "code,parent,name_hant,name_hans,name_en,definition,terms\n"
    (tmp_path / "codes/industry.csv").write_text(head + row, encoding="utf-8")
    own = ["--codebook", str(tmp_path / "codes")]
    assert main(["extract", str(article), "--out", str(tmp_path / "out"), *own]) == 0
    assert "waterworks" in pd.read_csv(tmp_path / "out/mentions.csv")["code"].tolist()
    assert main(["check", str(tmp_path / "out"), *own]) == 0


def test_a_folder_that_holds_something_else_is_not_overwritten(tmp_path, article, capsys):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/notes.md").write_text("mine")
    assert main(["extract", str(article), "--out", str(tmp_path / "out")]) == 1
    assert "notes.md" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["notes.md"]


def test_check_says_that_a_corpus_holds(tmp_path, capsys):
    dgpolicy.load().save(tmp_path / "out")
    assert main(["check", str(tmp_path / "out")]) == 0
    assert "30 pledges" in capsys.readouterr().out


def test_check_names_the_table_the_row_and_the_rule(tmp_path, capsys):
    dgpolicy.load().save(tmp_path / "out")
    table = tmp_path / "out/pledges.csv"
    table.write_text(table.read_text("utf-8-sig").replace(",124,144,", ",125,144,"), "utf-8")
    assert main(["check", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert "row 'dg2022-committee-1" in said and "its pledge" in said


def test_share_says_which_notebook_is_missing(tmp_path, capsys):
    assert main(["share", str(tmp_path / "none.ipynb"), "--out", str(tmp_path / "site")]) == 1
    assert f"{tmp_path / 'none.ipynb'}: No such file" in capsys.readouterr().err


def test_the_command_line_says_what_each_command_is_for():
    told = subprocess.run(
        [sys.executable, "-m", "dgpolicy.cli", "--help"], capture_output=True, text=True, check=True
    )
    for command in ("extract", "check", "share", "lab"):
        assert command in told.stdout


def said(capsys, *arguments: object) -> tuple[int, str]:
    """The exit code of a command, and what it says of faults."""
    code = main([str(argument) for argument in arguments])
    return code, capsys.readouterr().err


def test_the_input_may_come_through_a_pipe(tmp_path):
    command = [sys.executable, "-m", "dgpolicy.cli", "extract", "-", "--out", tmp_path / "out"]
    subprocess.run(command, input=SPEECH.encode("gbk"), check=True, capture_output=True)
    assert len(dgpolicy.Corpus.read(tmp_path / "out").pledges) == 1
    done = subprocess.run(command, input=b"", capture_output=True, check=False)
    assert done.stderr.endswith(b"failed: -: there is no text in it\n")


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("The city will build two plants.", "warning: {}: no Chinese found in it"),
        ('{{"text": "\\u5c07\\u5efa"}}', "warning: {}: no Chinese found in it"),
        ("今天天氣很好。", "warning: odd: no pledge found"),
        (
            "市水務局局長王江:\n我們將在2033年建成兩座水廠。\n",
            "warning: odd: without a date of publication",
        ),
    ],
)
def test_what_may_be_no_policy_is_doubted(tmp_path, article, capsys, text, doubt):
    (tmp_path / "odd.txt").write_text(text, encoding="utf-8")
    code, errors = said(capsys, "extract", tmp_path, "--out", tmp_path / "out")
    assert code == 0 and doubt.format(tmp_path / "odd.txt") in errors
    assert "water: no" not in errors


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["extract", "{}/none", "--out", "{}/out"], "failed: {}/none: No such file"),
        (["extract", "{}/empty", "--out", "{}/out"], "{}/empty: no file to read"),
        (
            ["extract", "https://x.cn/a.html", "--out", "{}/out"],
            "this is an address; save the page",
        ),
        (
            ["extract", "{}/water.txt", "--out", "{}/water.txt"],
            "{}/water.txt: water.txt is a file; choose",
        ),
        (["extract", "{}/water.txt", "--out", "{}/water.txt/out"], "water.txt is a file; choose"),
        (["extract", "{}/water.txt", "--out", "/proc/out"], "/proc/out: cannot be written"),
        (["extract", "{}/water.txt", "--out", "/dev/shm"], "/dev/shm: cannot be written"),
        (["extract", "{}/water.txt", "--out", "{}/o", "--codebook", "{}/empty"], "no codebook"),
        (["check", "{}/none"], "{}/none: no such folder"),
        (["check", "{}/empty"], "{}/empty/documents.csv: No such file"),
        (["lab", "{}/none"], "{}/none: no such folder"),
    ],
)
def test_what_a_system_refuses_is_said_in_a_line(tmp_path, article, capsys, arguments, words):
    (tmp_path / "empty").mkdir()
    if "/dev/shm" in arguments and (not os.path.ismount("/dev/shm") or os.listdir("/dev/shm")):
        pytest.skip("no empty mount point")
    code, errors = said(capsys, *[part.format(tmp_path) for part in arguments])
    assert code == 1
    assert words.format(tmp_path) in errors.splitlines()[-1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "water.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system sets no limits")
def test_a_full_disk_leaves_what_was_there(tmp_path, article):
    main(["extract", str(article), "--out", str(tmp_path / "out")])
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000));"
        "from dgpolicy.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "extract", article, "--out", tmp_path / "out"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("File too large); choose another place")
    assert len(dgpolicy.Corpus.read(tmp_path / "out").pledges) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "water.txt"]


@pytest.mark.parametrize("words", ["15/1/2023", "2023", "tomorrow"])
def test_a_date_is_asked_for_as_it_is_written(tmp_path, article, capsys, words):
    code, errors = said(capsys, "extract", article, "--out", tmp_path / "out", "--published", words)
    assert (code, errors) == (1, f"dgpolicy extract: '{words}' is no date; give it as 2022-11-09\n")


def test_check_names_what_is_wrong_with_the_codebook_of_the_folder(tmp_path, capsys):
    folder = shutil.copytree(home(), tmp_path / "data")
    assert main(["check", str(folder)]) == 0
    path = folder / "codebook/place.csv"
    rows = path.read_text("utf-8").splitlines()
    for broken, words in (
        ([*rows, rows[-1]], "stands twice"),
        ([*rows, rows[-1].replace(",", "x,sun", 1)], "its parent 'sun' is no code here"),
        ([*rows, "moon,,月,月,Moon"], f"line {len(rows) + 1}: 5 cells where the first line has"),
    ):
        path.write_text("\n".join(broken), "utf-8")
        code, errors = said(capsys, "check", folder)
        assert code == 1 and f"{path}: " in errors and words in errors


def test_the_lab_lets_others_in_only_where_it_is_asked(monkeypatch):
    asked = []
    monkeypatch.setattr(cli.signal, "signal", lambda *_: None)
    monkeypatch.setattr(
        cli.subprocess, "run", lambda command, check: asked.append(command) or Mock(returncode=0)
    )
    for more in ([], ["--port", "80", "--ip", "0.0.0.0"]):
        assert main(["lab", str(home()), *more]) == 0
    own, team = (command[3:] for command in asked)
    assert own == ["--ip=localhost", "--allow-root", str(home())]
    assert team == ["--ip=0.0.0.0", "--port=80", "--allow-root", str(home())]


def test_stopping_while_it_starts_prints_no_traceback(tmp_path, article):
    command = [sys.executable, "-m", "dgpolicy.cli", "extract", article, "--out", tmp_path / "out"]
    for library in ("numpy", "pandas", "pyarrow", "opencc"):
        running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        maps = Path(f"/proc/{running.pid}/maps")
        while running.poll() is None and library not in maps.read_text():
            time.sleep(0.001)
        running.send_signal(signal.SIGINT)
        assert "Traceback" not in running.communicate()[1]
        assert running.returncode in (0, 130)  # it may be done before it is stopped
