"""Every file and column of a corpus folder, described, and the description held against it."""

import json

import pytest
import rerun
from frictionless import Package
from test_store import frames  # noqa: F401 - a fixture

from dgpolicy.codebook import home
from dgpolicy.tables import store
from dgpolicy.tables.frames import FRAMES
from dgpolicy.tables.store import describe

DATA = home()


def faults(folder) -> set[str]:
    report = Package(folder / "datapackage.json").validate()
    return {error.type for task in report.tasks for error in task.errors} | {
        error.type for error in report.errors
    }


def test_the_data_are_those_that_the_notebooks_show():
    if told := rerun.report(DATA.parent):
        pytest.fail(told, pytrace=False)


@pytest.mark.skipif(bool(rerun.changed(DATA.parent)), reason="the data changed, see above")
def test_the_data_package_of_the_article_is_valid():
    assert (DATA / "datapackage.json").read_text("utf-8") == describe(DATA), (
        "stale: run python -m dgpolicy.tables.store data"
    )
    assert faults(DATA) == set()


def test_every_file_of_the_data_is_described_and_every_column():
    package = json.loads(describe(DATA))
    files = {
        p.relative_to(DATA).as_posix() for p in DATA.rglob("*") if p.suffix in {".csv", ".txt"}
    }
    assert files <= {resource["path"] for resource in package["resources"]}
    for resource in package["resources"]:
        for field in resource.get("schema", {}).get("fields", []):
            assert field.get("description"), f"{resource['path']}: {field['name']}"


def test_a_saved_corpus_is_a_valid_data_package(tmp_path, frames):  # noqa: F811
    store.write(tmp_path / "out", frames)
    assert faults(tmp_path / "out") == set()


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("pledges", "dg-s,", "dg-x,", "foreign-key"),
        ("pledges", "numbered", "nubmered", "constraint-error"),
        ("statements", "dg-s,", ",", "constraint-error"),
        ("targets", "4300.0", "many", "type-error"),
        ("pledges", "headline", "heading", "incorrect-label"),
    ],
)
def test_a_cell_that_breaks_a_rule_is_found(tmp_path, frames, table, old, new, fault):  # noqa: F811
    store.write(tmp_path / "out", frames)
    path = tmp_path / "out" / f"{table}.csv"
    path.write_text(path.read_text("utf-8-sig").replace(old, new), "utf-8-sig")
    assert fault in faults(tmp_path / "out")


def test_a_text_that_was_changed_is_found(tmp_path, frames):  # noqa: F811
    store.write(tmp_path / "out", frames)
    with (tmp_path / "out/texts/dg.txt").open("a") as file:
        file.write("!")
    assert {"hash-count", "byte-count"} & faults(tmp_path / "out")


def test_what_a_person_wrote_at_the_head_is_kept(tmp_path, frames):  # noqa: F811
    store.write(tmp_path / "out", frames)
    path = tmp_path / "out/datapackage.json"
    titled = {**json.loads(path.read_text("utf-8")), "title": "東莞"}
    path.write_text(json.dumps(titled), "utf-8")
    assert json.loads(describe(tmp_path / "out")) == titled


def test_the_same_files_give_the_same_text_wherever_they_lie(tmp_path, frames):  # noqa: F811
    store.write(tmp_path / "a", frames)
    store.write(tmp_path / "b", frames)
    assert [r["path"] for r in json.loads(describe(tmp_path / "a"))["resources"]][:7] == [
        f"{name}.csv" for name in FRAMES
    ]
    csv_a, csv_b = (
        [
            r
            for r in json.loads(describe(tmp_path / name))["resources"]
            if ".parquet" not in r["path"]
        ]
        for name in "ab"
    )
    assert csv_a == csv_b
