"""The one table of words."""

import csv
import re
from pathlib import Path
from string import Formatter

import pytest

import dgpolicy.look
from dgpolicy.look.words import prose, word, words

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
        if any(
            places(part) | set("n" if "|" in row["en"] else "") != places(row["zh_hant"])
            for part in row["en"].split("|")
        )
    ]
    assert different == []


def test_simplified_holds_no_traditional_character():
    assert words("zh-Hans")["none_industry"] == "未提及产业"
    assert words("zh-Hans")["quoted"] == "含“{x}”"


def test_an_unknown_key_names_the_nearest():
    with pytest.raises(ValueError, match="unknown word 'pledge': did you mean 'pledges'"):
        word("pledge", "en")


def test_an_unknown_language_names_the_nearest():
    with pytest.raises(ValueError, match="unknown language 'zh-Hant'"):
        word("pledges", "zh-Hant")


def catalogue(folder: Path, text: str) -> Path:
    (folder / "locale").mkdir()
    (folder / "locale" / "zh_Hant.po").write_text(text, encoding="utf-8")
    return folder


def test_a_cell_is_found_by_its_whole_source(tmp_path):
    folder = catalogue(tmp_path, 'msgid ""\n"# By when?\\n\\n"\n"Two."\nmsgstr "# 「何時」？"\n')
    assert prose(folder, "zh") == {"# By when?\n\nTwo.": "# 「何時」？"}
    assert prose(folder, "zh-Hans") == {"# By when?\n\nTwo.": "# “何时”？"}
    assert prose(folder, "en") == prose(tmp_path / "elsewhere", "zh") == {}


def test_a_broken_catalogue_names_file_and_line(tmp_path):
    with pytest.raises(ValueError, match=r"zh_Hant\.po, line 1: no gettext catalogue"):
        prose(catalogue(tmp_path, "no catalogue\n"), "zh")


def test_every_word_is_said_somewhere():
    package = TABLE.parents[1]
    kinds = {".py", ".mjs", ".js", ".j2"}
    files = [path for path in package.rglob("*") if path.suffix in kinds]
    # The heads of a table that only a notebook makes stand there.
    files += (package.parent / "notebooks").glob("*.ipynb")
    said = "\n".join(path.read_text("utf-8") for path in files)
    whole = set(re.findall(r"\w+", said))
    made = re.findall(r"\w*(?:\$?\{[^{}\n]+\}\w*)+", said)  # n_{facet}, ${side}_facet
    parts = {re.sub(r"\$?\{[^}]+\}", r"\\w+", each) for each in made}
    forms = [re.compile(each) for each in parts if re.search("[a-z]_|_[a-z]", each)]
    keys = {row["key"] for row in ROWS} - whole
    assert [key for key in sorted(keys) if not any(form.fullmatch(key) for form in forms)] == []
