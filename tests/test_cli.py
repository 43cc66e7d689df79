"""What each command prints, writes and returns."""

import json
import subprocess
import sys

import pandas as pd
import pytest

import dgpolicy
from dgpolicy.cli import main

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


def test_a_date_that_is_none_is_refused(article, capsys):
    with pytest.raises(SystemExit):
        main(["extract", str(article), "--out", "out", "--published", "9.11.2022"])
    assert "--published" in capsys.readouterr().err


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


def test_where_no_file_can_be_read_nothing_is_written(tmp_path):
    assert main(["extract", str(tmp_path / "none.txt"), "--out", str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out").exists()


def test_a_folder_stands_for_the_files_in_it_and_names_may_repeat(tmp_path, capsys):
    for folder in ("in/2021", "in/2022"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "speech.txt").write_text(SPEECH, encoding="utf-8")
    assert main(["extract", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 0
    documents = dgpolicy.Corpus.read(tmp_path / "out").documents
    assert documents["document_id"].tolist() == ["speech", "speech-2"]
    assert "[2/2]" in capsys.readouterr().err


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


def test_lab_says_which_folder_is_missing(tmp_path, capsys):
    assert main(["lab", str(tmp_path / "none")]) == 1
    assert f"{tmp_path / 'none'}: no such folder" in capsys.readouterr().err


def test_share_says_which_notebook_is_missing(tmp_path, capsys):
    assert main(["share", str(tmp_path / "none.ipynb"), "--out", str(tmp_path / "site")]) == 1
    assert f"{tmp_path / 'none.ipynb'}: No such file" in capsys.readouterr().err


def test_the_command_line_says_what_each_command_is_for():
    told = subprocess.run(
        [sys.executable, "-m", "dgpolicy.cli", "--help"], capture_output=True, text=True, check=True
    )
    for command in ("extract", "check", "share", "lab"):
        assert command in told.stdout
