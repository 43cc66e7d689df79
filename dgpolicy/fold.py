"""Both scripts, every width and every quotation mark read alike, without moving an offset."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache

import numpy as np

_SHORT = 256  # below, setting the arrays up costs more than they save
_HAN = (*range(0x3400, 0xA000), *range(0xF900, 0xFB00), *range(0x20000, 0x32000))

# What OpenCC's character table keeps apart and documents do not: 著力/着力, 復蓋/覆蓋, 計畫/計劃.
_VARIANTS = dict(
    zip("著覆週祇衹彙祐衞畫画瞭敍痺濬縁", "着复周只只汇佑卫划划了叙痹浚缘", strict=True)
)
_QUOTES = dict.fromkeys("“”„‟«»「」『』﹁﹂﹃﹄〝〞＂‘’‚‛＇'", '"')
_MARKS = dict(zip("〈〉《》【】〔〕〖〗—–−·・‧•", "<><>[][][]---····", strict=True))


def _opencc(config: str) -> dict[str, str]:
    import opencc

    han = [chr(code) for code in _HAN]
    folded = opencc.OpenCC(config).convert("\n".join(han)).split("\n")
    return {a: b for a, b in zip(han, folded, strict=True) if a != b and len(b) == 1}


@cache
def table() -> dict[int, str]:
    """The character table of ``fold``: one character to one character, for ``str.translate``.

    The Han part is OpenCC's Traditional-to-Simplified table, with a few spellings that it
    keeps apart; width and case follow Unicode's compatibility forms.
    """
    chars = _opencc("t2s") | _VARIANTS | _QUOTES | _MARKS
    for char in map(
        chr,
        (
            *range(0x41, 0x5B),
            *range(0x2460, 0x2474),
            *range(0x3000, 0x3400),
            *range(0xFE10, 0x10000),
        ),
    ):
        plain = unicodedata.normalize("NFKC", char).lower()
        if len(plain) == 1 and plain != char:
            chars.setdefault(char, _MARKS.get(plain, plain))
    return {ord(a): chars.get(b, b) for a, b in chars.items()} | {0xA0: " "}


def fold(text: str) -> str:
    """The text as it is matched: Simplified, half-width, lower case, one kind of quotes.

    The result has the length of the text, so an offset in one is an offset in the other.

    >>> fold("“后勁”與制造、製造")
    '"后劲"与制造、制造'
    """
    if len(text) < _SHORT:
        return text.translate(table())
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return _lookup()[codes].tobytes().decode("utf-32-le", "surrogatepass")


@cache
def _lookup() -> np.ndarray:
    """The character table as one array over all of Unicode: twenty times faster on documents."""
    codes = np.arange(sys.maxunicode + 1, dtype="<u4")
    for code, char in table().items():
        codes[code] = ord(char)
    return codes


def simplified(text: str) -> str:
    """A text in Simplified Chinese, with its quotation marks; for our own words, not for sources.

    >>> simplified("「產業」與什麼")
    '“产业”与什么'
    """
    import opencc

    marks = str.maketrans("「」『』", "“”‘’")
    return opencc.OpenCC("t2s").convert(text).translate(marks)


def script_of(text: str) -> str:
    """``hant`` or ``hans``: the script that more of the text's characters belong to.

    >>> script_of("發展是第一要務"), script_of("发展是第一要务")
    ('hant', 'hans')
    """
    hant, hans = _only()
    return "hant" if sum(c in hant for c in text) > sum(c in hans for c in text) else "hans"


@cache
def _only() -> tuple[frozenset[str], frozenset[str]]:
    hant, hans = _opencc("t2s").keys(), _opencc("s2t").keys()
    return frozenset(map(sys.intern, hant - hans)), frozenset(map(sys.intern, hans - hant))
