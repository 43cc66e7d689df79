"""The table of words on which reading turns."""

import csv
import re
from pathlib import Path

import pytest

from dgpolicy.extract import words
from dgpolicy.fold import fold

FOLDER = Path(words.__file__).parent
ROWS = list(csv.DictReader((FOLDER / "words.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["kind"])
def test_each_word_stands_once_and_folded(row):
    found = row["words"].split("|")
    assert len(set(found)) == len(found)
    assert fold(row["words"]) == row["words"]


def test_every_kind_is_read_somewhere():
    code = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))
    read = set(re.findall(r"[\"'](\w+)[\"']", code))
    assert {row["kind"] for row in ROWS} <= read
