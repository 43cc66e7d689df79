"""Frames to a folder and back: nothing lost, nothing run, nothing half written."""

import csv
import hashlib
import os
import signal
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dgpolicy
from dgpolicy.codebook import home
from dgpolicy.errors import ReadError
from dgpolicy.tables import store
from dgpolicy.tables.frames import FRAMES, typed

TEXT = "東莞市科技局局長卓慶:\n一是狠抓重大科技項目。\n二是建設松山湖科學城4300畝。🏭𠮷\n"
REPORTS = sorted((home().parents[1] / "shared/corpus").rglob("*.txt"))
FORMULAS = [
    "=HYPERLINK(1)",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "\t=1",
    "\r=1",
    "\n=1",
    "'=1",
    "''",
    "'",
]


def rows(frame: str, *given: dict) -> pd.DataFrame:
    columns = {column: [row.get(column, pd.NA) for row in given] for column in FRAMES[frame]}
    return typed(frame, pd.DataFrame(columns, dtype="object"))


@pytest.fixture
def frames() -> dict[str, pd.DataFrame]:
    pledge = dict(document_id="dg", statement_id="dg-s", kind="numbered", aim="action")
    pledge |= dict(horizon="unstated", horizon_basis="none", specificity="soft", coder="reviewed")
    pledge |= dict(pledge_id="dg-s-1", headline="狠抓", text="狠抓", start=14, end=16)
    target = dict(target_id="dg-s-1.1", pledge_id="dg-s-1", text="4300畝", value=4300, unit="畝")
    judged = dict(sentence_id="dg.1", document_id="dg", statement_id="dg-s", start=11, end=21)
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    document = dict(document_id="dg", title="=東莞", published="2022-11-09", script="hant")
    statement = dict(statement_id="dg-s", document_id="dg", organisation_id="=1+1 局", start=0)
    return {
        "documents": rows("documents", document | dict(chars=len(TEXT), sha256=digest, text=TEXT)),
        "statements": rows("statements", statement | dict(end=len(TEXT))),
        "pledges": rows("pledges", pledge),
        "actions": rows("actions"),
        "mentions": rows("mentions"),
        "targets": rows(
            "targets", target | dict(bound="equal", role="aim", si_value=1 / 3, start=37, end=42)
        ),
        "sentences": rows("sentences", judged | dict(probability=1 / 3)),
    }


def same(one: dict[str, pd.DataFrame], other: dict[str, pd.DataFrame]) -> None:
    for name in FRAMES:
        pd.testing.assert_frame_equal(one[name], other[name], check_categorical=False)


@pytest.mark.skipif(not REPORTS, reason="the reports are not part of the product")
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_every_report_comes_back_as_it_was_coded(tmp_path):
    made = dgpolicy.extract(map(dgpolicy.read, REPORTS)).check()
    made.save(tmp_path / "out")
    read = dgpolicy.Corpus.read(tmp_path / "out").check()
    same(read.frames, made.frames)
    assert len(read.documents) == len(REPORTS)


def test_frames_come_back_equal_from_the_csv(tmp_path, frames):
    store.write(tmp_path / "out", frames)
    same(store.read(tmp_path / "out"), frames)


def test_frames_come_back_equal_from_the_parquet(tmp_path, frames):
    store.write(tmp_path / "out", frames)
    same({n: typed(n, pd.read_parquet(tmp_path / "out" / f"{n}.parquet")) for n in FRAMES}, frames)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1))
def test_any_words_come_back_as_they_were(tmp_path, frames, words):
    said = [dict(document_id=f"d{n}", script="hans", title=w, text=w) for n, w in enumerate(words)]
    said = [row | dict(chars=len(row["text"]), sha256="") for row in said]
    held = frames | {"documents": rows("documents", *said).assign(sha256="0" * 64)}
    held["documents"]["sha256"] = held["documents"]["sha256"].astype("string")
    store.write(tmp_path / "out", held)
    same(store.read(tmp_path / "out"), held)


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_sheet_begins_as_a_formula_does(tmp_path, frames, formula):
    frames["pledges"].loc[0, "headline"] = formula
    store.write(tmp_path / "out", frames)
    with (tmp_path / "out/pledges.csv").open(encoding="utf-8-sig", newline="") as file:
        cell = next(iter(csv.DictReader(file)))["headline"]
    assert cell == "'" + formula
    assert store.read(tmp_path / "out")["pledges"].loc[0, "headline"] == formula


def test_a_body_named_like_a_formula_is_guarded_too(tmp_path, frames):
    store.write(tmp_path / "out", frames)
    assert "'=1+1 局" in (tmp_path / "out/statements.csv").read_text("utf-8-sig")


def test_a_spreadsheet_sees_the_mark_that_says_utf_8(tmp_path, frames):
    store.write(tmp_path / "out", frames)
    for name in FRAMES:
        assert (tmp_path / f"out/{name}.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_corpus_is_replaced_by_the_next(tmp_path, frames):
    store.write(tmp_path / "out", frames)
    store.write(tmp_path / "out", frames | {"targets": rows("targets")})
    assert store.read(tmp_path / "out")["targets"].empty
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("name", ["notes.md", "codebook/industry.csv", "texts/photo.png"])
def test_a_folder_that_holds_anything_else_is_left_alone(tmp_path, frames, name):
    store.write(tmp_path / "out", frames)
    kept = tmp_path / "out" / name
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("mine")
    with pytest.raises(FileExistsError, match=name):
        store.write(tmp_path / "out", frames)
    assert kept.read_text() == "mine"


def test_the_folders_above_are_made(tmp_path, frames):
    store.write(tmp_path / "a/b/out", frames)
    same(store.read(tmp_path / "a/b/out"), frames)


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="this system has no such folder")
def test_what_the_system_refuses_names_the_folder(frames):
    with pytest.raises(OSError, match=r"cannot be written \(.*\); choose another") as caught:
        store.write("/proc/out", frames)
    assert caught.value.filename == "/proc/out"


def test_a_file_in_the_way_is_left_alone(tmp_path, frames):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(FileExistsError, match="a file"):
        store.write(tmp_path / "out", frames)


def test_a_write_that_fails_leaves_the_old_corpus_whole(tmp_path, frames):
    store.write(tmp_path / "out", frames)
    torn = frames | {"targets": frames["targets"].assign(object=[[lambda: 0]])}
    with pytest.raises(Exception):  # noqa: B017 - pyarrow's own, of no one class
        store.write(tmp_path / "out", torn)
    same(store.read(tmp_path / "out"), frames)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("name", ["../dg", "a/b", "", ".", ".."])
def test_a_document_id_never_names_a_place_outside_the_folder(tmp_path, frames, name):
    frames["documents"].loc[0, "document_id"] = name
    with pytest.raises(ValueError, match="cannot name a file"):
        store.write(tmp_path / "out", frames)


def test_a_path_that_leads_out_of_the_folder_is_not_read(tmp_path, frames):
    store.write(tmp_path / "out", frames)
    (tmp_path / "secret.txt").write_text("secret")
    table = tmp_path / "out/documents.csv"
    table.write_text(table.read_text("utf-8-sig").replace("texts/dg.txt", "../secret.txt"), "utf-8")
    with pytest.raises(ReadError, match="leads out"):
        store.read(tmp_path / "out")


def test_a_missing_folder_or_table_is_named(tmp_path, frames):
    with pytest.raises(ReadError, match="out: no such folder; name one that holds the tables"):
        store.read(tmp_path / "out")
    store.write(tmp_path / "out", frames)
    (tmp_path / "out/targets.csv").unlink()
    with pytest.raises(ReadError, match=r"targets\.csv: No such file"):
        store.read(tmp_path / "out")


def test_without_a_table_of_sentences_there_are_none(tmp_path, frames):
    store.write(tmp_path / "out", frames)
    (tmp_path / "out/sentences.csv").unlink()
    assert store.read(tmp_path / "out")["sentences"].equals(rows("sentences"))


def edited(folder, name, old, new):
    """The table of that name in the folder, with other words."""
    path = folder / f"{name}.csv"
    path.write_text(path.read_text("utf-8-sig").replace(old, new), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("pledges", "numbered", "nubmered", "row 'dg-s-1': unknown kind 'nubmered': did you mean"),
        ("pledges", "14,16", "here,16", "row 'dg-s-1': start: 'here' is not a whole number"),
        ("targets", "4300.0", "many", r"row 'dg-s-1\.1': value: 'many' is not a number"),
        ("documents", "2022-11-09", "9/11/2022", "row 'dg': published: '9/11/2022' is not a date"),
        ("sentences", "dg.1,dg,", "dg.1,dg", r"sentences\.csv: line 2: 6 cells where the first"),
        ("sentences", "dg.1,dg,", "dg.1,dg,,", r"sentences\.csv: line 2: 8 cells where the first"),
        ("actions", "verb", '"ve"rb', r"actions\.csv: not a CSV file in UTF-8"),
        ("actions", "verb", "text", r"actions\.csv: two columns are called 'text'"),
        ("actions", "verb", "vreb", "actions: column missing: verb"),
        ("documents", "path", "place", r"documents\.csv: column missing: path"),
        ("documents", "texts/dg", "texts/gd", r"gd\.txt: No such file or directory; .*documents"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(tmp_path, frames, name, old, new, words):
    store.write(tmp_path / "out", frames)
    with pytest.raises(ReadError, match=words):
        store.read(edited(tmp_path / "out", name, old, new))


def test_a_table_in_another_encoding_is_named(tmp_path, frames):
    store.write(tmp_path / "out", frames)
    (tmp_path / "out/actions.csv").write_bytes("代碼".encode("big5"))
    with pytest.raises(ReadError, match=r"actions\.csv: not a CSV file in UTF-8"):
        store.read(tmp_path / "out")


def test_a_cell_may_hold_a_whole_text(tmp_path, frames):
    long = "甲" * 200_000
    frames["pledges"].loc[0, "text"] = long
    store.write(tmp_path / "out", frames)
    assert store.read(tmp_path / "out")["pledges"].loc[0, "text"] == long


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system sets no limits")
def test_what_a_killed_run_leaves_goes_with_the_next(tmp_path, frames):
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_DFL);"
        "import dgpolicy; corpus = dgpolicy.load();"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); corpus.save(sys.argv[1])"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "out"], check=False)
    assert done.returncode == -signal.SIGXFSZ
    assert [path.name[:5] for path in tmp_path.iterdir()] == [".out."]
    store.write(tmp_path / "out", frames)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_corpus_that_a_killed_run_had_moved_away_is_put_back(tmp_path, frames):
    store.write(tmp_path / "out", frames)
    (tmp_path / ".out.killed.part").mkdir()
    (tmp_path / "out").rename(tmp_path / ".out.killed.part/old")
    with pytest.raises(KeyError):
        store.write(tmp_path / "out", {"documents": frames["actions"]})
    same(store.read(tmp_path / "out"), frames)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_of_two_runs_that_write_to_one_place_the_later_is_kept_whole(tmp_path, frames):
    class Overtaken(dict):
        def items(self):
            first, *others = super().items()
            yield first
            store.write(tmp_path / "out", frames)
            yield from others

    with pytest.raises(OSError, match="cannot be written"):
        store.write(tmp_path / "out", Overtaken(frames | {"targets": rows("targets")}))
    same(store.read(tmp_path / "out"), frames)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
