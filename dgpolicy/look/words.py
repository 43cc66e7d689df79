"""Every word that the suite says for itself, in the three languages: one table, ``words.csv``."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from dgpolicy.codebook import LANGUAGES, nearest
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
    if language not in LANGUAGES:
        raise ValueError(nearest(language, LANGUAGES, "language"))
    table = files("dgpolicy.look").joinpath("words.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    if language == "en":
        return MappingProxyType({row["key"]: row["en"] for row in rows})
    said = {row["key"]: row["zh_hant"] for row in rows}
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
    if key not in table:
        raise ValueError(nearest(key, table, "word"))
    one, _, many = table[key].partition("|")
    text = many if many and values.get("n") != 1 else one
    return text.format(**{k: f"{v:,}" if type(v) is int else v for k, v in values.items()})
