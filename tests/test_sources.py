"""Which documents a command reads, and what they are called."""

import json
import os

import pytest

import dgpolicy
from dgpolicy.cli import main

SPEECH = "市水務局局長王江:\n明年將新建兩座水廠。\n"


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "water.txt"
    path.write_text(SPEECH, encoding="utf-8")
    return path


def test_a_folder_is_read_without_litter_and_without_tables(tmp_path, capsys):
    (tmp_path / "in/deep/.git").mkdir(parents=True)
    for name in ("Thumbs.db", "desktop.ini", "~$water.docx", ".hidden", "deep/.git/config"):
        (tmp_path / "in" / name).write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "in/deep/water.txt").write_text(SPEECH, encoding="utf-8")
    for _ in range(2):  # the second time its own tables stand in the folder
        code = main(["extract", str(tmp_path / "in"), "--out", str(tmp_path / "in/tables")])
        assert code == 0
    errors = capsys.readouterr().err
    assert "left out: " in errors and "[1/1]" in errors
    assert len(dgpolicy.Corpus.read(tmp_path / "in/tables").pledges) == 1


def test_a_folder_in_a_circle_is_read_once(tmp_path, article):
    (article.parent / "again").symlink_to(article.parent)
    (tmp_path / "other").symlink_to(article.parent)
    assert main(["extract", str(tmp_path), "--out", str(tmp_path / "out")]) == 0
    assert len(dgpolicy.Corpus.read(tmp_path / "out").documents) == 1


def test_a_folder_stands_for_the_files_in_it_and_names_may_repeat(tmp_path, capsys):
    for folder in ("in/2021", "in/2022"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "speech.txt").write_text(SPEECH, encoding="utf-8")
    assert main(["extract", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 0
    documents = dgpolicy.Corpus.read(tmp_path / "out").documents
    assert documents["document_id"].tolist() == ["speech", "speech-2"]
    assert "[2/2]" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")
def test_what_is_no_file_is_named_and_the_rest_is_coded(tmp_path, article, capsys):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    code = main(["extract", str(tmp_path), "--out", str(tmp_path / "out")])
    errors = capsys.readouterr().err
    assert code == 1 and len(dgpolicy.Corpus.read(tmp_path / "out").pledges) == 1
    for name, reason in (
        ("pipe", "this is no file"),
        ("gone.txt", "No such"),
        ("loop.txt", "Too many"),
    ):
        assert f"failed: {tmp_path / name}: {reason}" in errors


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="all is open to root")
def test_what_may_not_be_seen_is_named_and_the_rest_is_coded(tmp_path, article, capsys):
    (tmp_path / "closed").mkdir(mode=0)
    (tmp_path / "closed.txt").touch(mode=0)
    code = main(["extract", str(tmp_path), "--out", str(tmp_path / "out")])
    errors = capsys.readouterr().err
    assert code == 1 and len(dgpolicy.Corpus.read(tmp_path / "out").pledges) == 1
    for name in ("closed", "closed.txt"):
        assert f"failed: {tmp_path / name}: Permission denied" in errors


def test_rows_of_json_lines_and_patterns_are_documents(tmp_path, capsys):
    rows = [
        {"text": "明年將新建兩座水廠。", "document_id": "water", "published": "2022-11-09"},
        {"text": "明年將新建兩座水廠。", "document_id": "water", "publisher": "市水務局"},
        {"title": "無文"},
        "[1]",
    ]
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/said.jsonl").write_text("\n\n".join(lines), "utf-8")
    out = tmp_path / "out"
    assert main(["extract", str(tmp_path / "**/*.jsonl"), "--out", str(out)]) == 1
    corpus = dgpolicy.Corpus.read(out)
    assert corpus.documents["document_id"].tolist() == ["water", "water-2"]
    assert corpus.pledges["horizon_to"].tolist()[0] == 2023
    assert corpus.documents["publisher"].tolist()[1] == "市水務局"
    errors = capsys.readouterr().err
    for line in (5, 7):
        assert f'said.jsonl:{line}: is no JSON object with a "text"' in errors
