"""Many documents in parts: what is written is the same, however it came about."""

import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from kill import killed, moments, processes

import dgpolicy
from dgpolicy import parts
from dgpolicy.cli import main
from dgpolicy.codebook import home
from dgpolicy.sources import sources

TEXT = next((home() / "texts").glob("*.txt")).read_text("utf-8")
MANY, DAY = 24, "2022-11-09"
# The command line with parts of a few articles each.
SMALL = "import sys; from dgpolicy import cli, parts; parts.COARSE = 40_000; sys.exit(cli.main())"


@pytest.fixture
def articles(tmp_path, monkeypatch):
    """A folder of the article many times, each with a line of its own."""
    monkeypatch.setattr(parts, "COARSE", 40_000)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(MANY):
        own = f"{TEXT}\n市水務局局長王江:\n明年將新建{number + 2}座水廠。\n"
        (folder / f"article-{number:02}.txt").write_text(own, "utf-8")
    return folder


def held(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def extracted(given: Path, out: Path, *more: str) -> Path:
    usual = ["--published", DAY, "--workers", "1"]  # the last of two counts
    assert main(["extract", str(given), "--out", str(out), *usual, *more]) == 0
    return out


def test_the_number_of_workers_changes_no_byte(tmp_path, articles):
    one = extracted(articles, tmp_path / "one.parquet")
    three = extracted(articles, tmp_path / "three.parquet", "--workers", "3")
    assert len(list((one / "pledges.parquet").iterdir())) > 2
    assert held(one) == held(three)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "in",
        "one.parquet",
        "three.parquet",
    ]


def test_parts_hold_what_the_documents_hold_together(tmp_path, articles):
    out = extracted(articles, tmp_path / "out.parquet")
    whole = dgpolicy.extract(
        [dgpolicy.read(path, published=DAY) for path in sorted(articles.iterdir())]
    )
    assert dgpolicy.Corpus.read(out) == whole
    assert dgpolicy.Corpus.read(extracted(articles, tmp_path / "out")) == whole


def test_one_more_document_changes_the_part_in_which_it_stands(tmp_path, articles):
    before = list(parts.cut(sources([str(articles)], {})))
    (articles / "article-11b.txt").write_text(TEXT, "utf-8")
    after = list(parts.cut(sources([str(articles)], {})))
    assert 1 <= sum(batch not in before for batch in after) <= 2


def test_what_is_done_is_not_done_again_and_what_changed_is(tmp_path, articles):
    out = extracted(articles, tmp_path / "out.parquet")
    first = {path: path.stat().st_ino for path in (out / "pledges.parquet").iterdir()}
    changed = articles / "article-00.txt"
    changed.write_text(changed.read_text("utf-8").replace("新建2座", "新建9座"), "utf-8")
    extracted(articles, out, "--resume")
    again = {path: path.stat().st_ino for path in (out / "pledges.parquet").iterdir()}
    assert [path.name for path in first if again[path] != first[path]] == ["part-000000.parquet"]
    assert held(out) == held(extracted(articles, tmp_path / "afresh.parquet"))


def test_other_codes_or_another_date_do_all_again(tmp_path, articles):
    out = extracted(articles, tmp_path / "out.parquet")
    (tmp_path / "codes").mkdir()
    row = "waterworks,,水廠,水厂,Waterworks,Plants that make drinking water.,水廠\n"
    head = "code,parent,name_hant,name_hans,name_en,definition,terms\n"
    (tmp_path / "codes/industry.csv").write_text(head + row, encoding="utf-8")
    extracted(articles, out, "--resume", "--codebook", str(tmp_path / "codes"))
    named = pd.read_parquet(out / "mentions.parquet")["code"]
    assert (named == "waterworks").sum() == MANY
    extracted(articles, out, "--resume", "--published", "2023-01-15")
    documents = pd.read_parquet(out / "documents.parquet")
    assert set(documents["published"].astype("str")) == {"2023-01-15"}


def test_what_failed_is_tried_again(tmp_path, articles, capsys):
    good = articles / "article-05.txt"
    text = good.read_text("utf-8")
    good.write_bytes(b"\x89PNG")
    out = tmp_path / "out.parquet"
    for _ in range(2):
        assert main(["extract", str(articles), "--out", str(out), "--resume", "--workers=1"]) == 1
        assert f"failed: {good}: this is a picture" in capsys.readouterr().err
    good.write_text(text, "utf-8")
    extracted(articles, out, "--resume")
    assert len(pd.read_parquet(out / "documents.parquet")) == MANY


def test_a_run_that_is_killed_at_any_moment_is_gone_on_with(tmp_path, articles):
    wanted = held(extracted(articles, tmp_path / "wanted.parquet"))
    out, staging = tmp_path / "out.parquet", tmp_path / ".out.parquet.parts"
    line = [sys.executable, "-c", SMALL, "extract", articles, "--out", out, "--published", DAY]
    line += ["--workers", "2", "--resume"]
    for moment in moments(3):
        killed(line, staging.exists, moment)
        assert not out.exists() or held(out) == wanted, "whole, or not at all"
    subprocess.run(line, check=True, capture_output=True)
    assert held(out) == wanted
    assert not [*tmp_path.glob(".*")]


def test_a_worker_that_is_killed_is_told_of(tmp_path, articles):
    line = [sys.executable, "-c", SMALL, "extract", articles, "--out", tmp_path / "o.parquet"]
    running = subprocess.Popen([*line, "--workers", "2"], stderr=subprocess.PIPE, text=True)
    while len(workers := processes(running.pid)) < 3:  # and one that tracks what they share
        time.sleep(0.01)
    workers[-1].kill()
    assert "a worker was killed" in running.communicate()[1] and running.returncode == 1
