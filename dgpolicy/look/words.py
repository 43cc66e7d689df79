"""What is said in three languages: by the suite (``words.csv``) and by the prose of notebooks."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from dgpolicy.codebook import LANGUAGES
from dgpolicy.errors import require
from dgpolicy.fold import simplified

LANG = {"zh": "zh-Hant", "zh-Hans": "zh-Hans", "en": "en"}


@cache
def words(language: str) -> MappingProxyType[str, str]:
    """Every key with its words in ``zh``, ``zh-Hans`` or ``en``, as ``words.csv`` has them.

    ``{name}`` is the place of a value; ``singular|plural`` is parted by the value ``n``.
    Simplified is made of Traditional character by character. Raises ``ValueError`` for a
    language that is none of the three.

    >>> words("zh-Hans")["n_pledges"], words("en")["n_pledges"]
    ('{n} 项承诺', '{n} pledge|{n} pledges')
    """
    require(language, LANGUAGES, "language")
    table = files("dgpolicy.look").joinpath("words.csv").read_text(encoding="utf-8")
    column = "en" if language == "en" else "zh_hant"
    said = {row["key"]: row[column] for row in csv.DictReader(table.splitlines())}
    if language == "zh-Hans":
        said = {key: simplified(text) for key, text in said.items()}
    return MappingProxyType(said)


def word(key: str, language: str, **values: object) -> str:
    """The words for ``key`` in a language, with ``values`` in their places.

    Whole numbers get commas: hand over a year as text. Raises ``ValueError`` that names the
    nearest key where there is no such key.

    >>> word("n_pledges", "en", n=1), word("n_pledges", "en", n=1200), word("n_pledges", "zh", n=1)
    ('1 pledge', '1,200 pledges', '1 項承諾')
    """
    table = words(language)
    require(key, table, "word")
    one, _, many = table[key].partition("|")
    text = many if many and values.get("n") != 1 else one
    return text.format(**{k: f"{v:,}" if type(v) is int else v for k, v in values.items()})


def prose(folder: str | Path, language: str) -> dict[str, str]:
    """What the Markdown cells of the notebooks in ``folder`` say in a language, by their source.

    They stand in ``locale/zh_Hant.po`` beside the notebooks, in gettext's format. The id of a
    message is the whole source of a cell, verbatim. In English, and where the folder has no
    catalogue, there is nothing: a cell then says what it says. Simplified is made of Traditional.
    Raises ``ValueError`` that names the file and line of a broken catalogue.

    >>> prose(".", "en")
    {}
    """
    file = Path(folder, "locale", "zh_Hant.po")
    if language == "en" or not file.is_file():
        return {}
    from babel.messages.pofile import PoFileError, read_po

    try:
        with file.open("rb") as lines:
            catalogue = read_po(lines, locale="zh_Hant", abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        line = f", line {error.lineno + 1}" if isinstance(error, PoFileError) else ""
        raise ValueError(f"{file}{line}: no gettext catalogue in UTF-8: {error}") from None
    said = {str(each.id): str(each.string) for each in catalogue if each.id and each.string}
    if language == "zh-Hans":
        return {source: simplified(text) for source, text in said.items()}
    return said
