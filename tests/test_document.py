"""The text is owned once, and stays as it was published."""

from __future__ import annotations

import hashlib
from dataclasses import FrozenInstanceError
from datetime import date, datetime
from pathlib import Path

import pytest

from dgpolicy.document import Document

ARTICLE = (Path(__file__).parents[1] / "data/texts/dg2022.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_line_ends_of_every_kind_become_one_kind(end):
    text = "一是甲。\n\n二是乙。\n"
    assert Document.from_text(text.replace("\n", end)).text == text


def test_nothing_but_line_ends_and_the_byte_order_mark_is_changed():
    text = "　　一是\t“甲” 、乙\u200b\xa0 \n"
    assert Document.from_text("\ufeff" + text).text == text
    assert Document.from_text(ARTICLE).text == ARTICLE


@pytest.mark.parametrize("text", ["", " \n\t", "　\r\n"])
def test_a_document_without_words_is_refused_by_its_name(text):
    with pytest.raises(ValueError, match="dg: there is no text in it"):
        Document.from_text(text, document_id="dg")


def test_a_date_is_taken_as_a_date_or_in_iso_8601_and_as_nothing_else():
    assert Document.from_text("甲", published="2022-11-09").published == date(2022, 11, 9)
    assert Document.from_text("甲", published=date(2022, 11, 9)).published == date(2022, 11, 9)
    assert Document.from_text("甲").published is None
    assert Document.from_text("甲", published=datetime(2022, 11, 9, 8)).published == date(
        2022, 11, 9
    )
    with pytest.raises(ValueError, match="'9 November 2022' is no date; give it as 2022-11-09"):
        Document.from_text("甲", published="9 November 2022")


def test_a_length_counts_code_points_and_not_bytes_or_utf_16_units():
    assert Document.from_text("𠮷是甲😀乙").chars == 5


def test_a_document_cannot_be_changed_once_made():
    with pytest.raises(FrozenInstanceError):
        Document.from_text("甲").text = "乙"  # type: ignore[misc]


def test_the_hash_is_that_of_the_text_in_utf_8():
    doc = Document.from_text(ARTICLE)
    assert doc.sha256 == hashlib.sha256(ARTICLE.encode("utf-8")).hexdigest()
    assert Document.from_text(ARTICLE.replace("\n", "\r\n")).sha256 == doc.sha256
    assert Document.from_text(ARTICLE.replace("一是", "二是", 1)).sha256 != doc.sha256


def test_the_script_is_the_one_that_more_characters_belong_to():
    assert Document.from_text(ARTICLE).script == "hant"
    assert Document.from_text("东莞要坚持制造业立市，发展為先").script == "hans"
