"""What must hold for the codebook files, whoever edits them."""

import re

import pandas as pd
import pytest

from dgpolicy.codebook import Codebook, home
from dgpolicy.fold import fold

BOOK = Codebook.read(home() / "codebook")
INDUSTRY, INSTRUMENT = BOOK.schemes["industry"], BOOK.schemes["instrument"]

# The divisions of each section: GB/T 4754-2017, and the United Nations' ISIC Rev. 4.
GBT = "A01-05 B06-12 C13-43 D44-46 E47-50 F51-52 G53-60 H61-62 I63-65 J66-69 K70-70 L71-72 M73-75"
GBT += " N76-79 O80-82 P83-83 Q84-85 R86-90 S91-96 T97-97"
ISIC = "A01-03 B05-09 C10-33 D35-35 E36-39 F41-43 G45-47 H49-53 I55-56 J58-63 K64-66 L68-68 M69-75"
ISIC += " N77-82 O84-84 P85-85 Q86-88 R90-93 S94-96 T97-98 U99-99"


def divisions(sections: str) -> dict[str, range]:
    return {s[0]: range(int(s[1:3]), int(s[4:]) + 1) for s in sections.split()}


def values(frame: pd.DataFrame, column: str) -> pd.Series:
    parts = frame[column].str.split("|").explode()
    return parts[parts != ""]


@pytest.mark.parametrize(("column", "sections"), [("gbt4754", GBT), ("isic4", ISIC)])
def test_a_class_has_the_shape_of_its_classification(column, sections):
    known = divisions(sections)
    for code, value in values(INDUSTRY, column).items():
        assert re.fullmatch(r"[A-U](\d{2,4})?", value), (code, value)
        assert value[0] in known, (code, value)
        assert len(value) == 1 or int(value[1:3]) in known[value[0]], (code, value)


def test_every_section_of_gbt_4754_has_a_code():
    assert set(divisions(GBT)) <= set(values(INDUSTRY, "gbt4754"))


def test_the_nine_strategic_emerging_domains_have_a_code():
    found = values(INDUSTRY, "sei2018")
    assert found.str.fullmatch(r"[1-9](\.[1-7])?").all()
    assert set("123456789") <= set(found)


def test_an_exception_is_no_wording_of_its_scheme():
    for frame in BOOK.schemes.values():
        if "except" in frame:
            claimed = set(values(frame, "terms").map(fold))
            assert not claimed & set(values(frame, "except").map(fold))


def test_both_scripts_of_a_name_are_the_same_words():
    for frame in BOOK.schemes.values():
        assert frame["name_hant"].map(fold).tolist() == frame["name_hans"].map(fold).tolist()


def test_every_code_says_what_it_means_and_has_a_wording():
    for frame in BOOK.schemes.values():
        assert (frame[["name_en", "definition", "terms"]] != "").all(axis=None)


def test_every_code_is_defined_in_chinese_with_all_wordings_that_its_english_gives():
    for name, frame in BOOK.frames.items():
        for code, english, chinese in frame[["definition", "definition_hant"]].itertuples():
            assert fold(chinese) and chinese.endswith("。"), (name, code)
            assert not re.search(r"[a-z]{3}", chinese), (name, code)
            wordings = re.findall(r"[\u4e00-\u9fff]+", english)
            assert [each for each in wordings if each not in chinese] == [], (name, code)


def test_an_instrument_says_what_counts_and_what_does_not_with_an_example():
    assert INSTRUMENT["definition"].str.match(r"Counts: .+ Not: .+ Example: .+").all()
    assert INSTRUMENT["definition_hant"].str.match("算：.+不算：.+例：.+").all()


def test_an_instrument_names_its_stip_neighbour_or_says_that_there_is_none():
    said = INSTRUMENT["definition"].str.extract(r"OECD STIP neighbour: (.+)\.$")[0].fillna("")
    held = INSTRUMENT["stip"].str.replace("theme:", "theme").str.replace("|", "; ")
    assert said.tolist() == held.tolist()


def test_every_term_of_the_glossary_stands_in_the_article():
    article = (home() / "texts" / "dg2022.txt").read_text(encoding="utf-8")
    assert [term for term in BOOK.glossary.index if term not in article] == []
