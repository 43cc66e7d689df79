"""Both scripts, every width and every quotation mark read alike, without moving an offset."""

from __future__ import annotations

import csv
import sys
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

_CODES = sys.maxunicode + 1
_HAN = range(ord("㐀"), ord("\U000323af"))  # the first and the last that Unicode has


@cache
def _converter(config: str) -> Any:
    import opencc

    return opencc.OpenCC(config)


@cache
def _opencc(config: str) -> dict[str, str]:
    """What OpenCC makes of each character by itself, where that is one other."""
    han = [char for char in map(chr, _HAN) if char.isalpha()]
    made = _converter(config).convert("\n".join(han)).split("\n")
    return {a: b for a, b in zip(han, made, strict=True) if a != b}


@cache
def table() -> dict[int, str]:
    """The character table of ``fold``: one character to one character, for ``str.translate``.

    It is OpenCC's Traditional-to-Simplified table, and in ``fold.csv`` width, case and what else
    both keep apart.
    """
    chars = {**_opencc("t2s")}
    with files("dgpolicy").joinpath("fold.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            chars |= zip(row["from"], row["to"], strict=True)
    return {ord(a): chars.get(b, b) for a, b in chars.items()}


def fold(text: str) -> str:
    """The text as it is matched: Simplified, half-width, lower case, one kind of quotes.

    The result has the length of the text, so an offset in one is an offset in the other.

    >>> fold("“后勁”與制造、製造")
    '"后劲"与制造、制造'
    """
    return str(_folded()[points(text)].data, "utf-32-le", "surrogatepass")


def points(text: str) -> NDArray[np.uint32]:
    """The code points of a text, one place a character.

    >>> points("甲a").tolist()
    [30002, 97]
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


@cache
def _folded() -> NDArray[np.uint32]:
    """What every code point folds to: ten times as fast as ``str.translate`` on whole texts."""
    folded = np.arange(_CODES, dtype="<u4")
    folded[list(table())] = [ord(char) for char in table().values()]
    return folded


def script_of(text: str) -> str:
    """``hant`` or ``hans``: the script that more of the text's characters belong to.

    >>> script_of("發展是第一要務"), script_of("发展是第一要务")
    ('hant', 'hans')
    """
    return "hant" if _sides()[points(text)].sum() > 0 else "hans"


@cache
def _sides() -> NDArray[np.int8]:
    """Of every code point whether it is Traditional only, 1, Simplified only, -1, or neither."""
    hant, hans = _opencc("t2s").keys(), _opencc("s2t").keys()
    sides = np.zeros(_CODES, dtype=np.int8)
    sides[[*map(ord, hant - hans)]] = 1
    sides[[*map(ord, hans - hant)]] = -1
    return sides


def simplified(text: str) -> str:
    """A text in Simplified Chinese, with its quotation marks; for our own words, not for sources.

    >>> simplified("「產業」與什麼")
    '“产业”与什么'
    """
    return _converter("t2s").convert(text).translate(str.maketrans("「」『』", "“”‘’"))
