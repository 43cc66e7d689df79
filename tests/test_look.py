"""The one table of words."""

import csv
from pathlib import Path
from string import Formatter

import pytest

import dgpolicy.look
from dgpolicy.look.words import word, words

TABLE = Path(dgpolicy.look.__file__).with_name("words.csv")
ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8", newline="")))


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_a_key_stands_once_and_has_both_languages():
    keys = [row["key"] for row in ROWS]
    assert len(keys) == len(set(keys))
    assert [row for row in ROWS if None in row or not row["en"] or not row["zh_hant"]] == []


def test_every_language_has_the_same_places():
    different = [
        row
        for row in ROWS
        if any(places(part) != places(row["zh_hant"]) for part in row["en"].split("|"))
    ]
    assert different == []


def test_simplified_holds_no_traditional_character():
    assert words("zh-Hans")["none_industry"] == "未提及产业"
    assert words("zh-Hans")["quoted"] == "含“{x}”"


def test_an_unknown_key_names_the_nearest():
    with pytest.raises(ValueError, match="unknown word 'pledge': did you mean 'pledges'"):
        word("pledge", "en")


def test_a_missing_value_is_an_error():
    with pytest.raises(KeyError, match="n"):
        word("n_pledges", "en")


def test_an_unknown_language_names_the_nearest():
    with pytest.raises(ValueError, match="unknown language 'zh-Hant'"):
        word("pledges", "zh-Hant")
