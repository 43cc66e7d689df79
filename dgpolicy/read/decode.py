"""Bytes to text: of the encodings in use for Chinese, the one that makes the likeliest text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.resources import files

from dgpolicy.fold import fold

_CANDIDATES = ("gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_USUAL = re.compile(r"[\n -~　-】]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_HAN = re.compile("[㐀-鿿]")
_SAMPLE = 4000  # characters around the first that is not ASCII: hundreds would do as well
_FEWEST, _DOUBTFUL = 20, -9.5  # Han characters, and how common they are on average
_USUAL_SHARE = -5


def decode(data: bytes) -> str:
    """The text of the bytes: as UTF-8, else the likeliest, without a byte order mark.

    The last compares GB18030, Big5 (with HKSCS) and UTF-16 by the probability of the text that
    each would make, character by character; what a page declares is too often wrong. Raises
    ``ValueError`` where none makes text.

    >>> decode("一是狠抓重大科技項目".encode("big5")), decode("散裂中子源".encode("gbk"))
    ('一是狠抓重大科技項目', '散裂中子源')
    """
    text = next(_texts(data, "utf-8"), "\0")
    if "\0" in text:
        text = max(_texts(data, *_CANDIDATES), key=lambda made: sum(_shares(made)), default="\0")
    if len(_CONTROL.findall(text)) > len(text) / 100:
        raise ValueError(
            "not text in UTF-8, UTF-16, GB18030 or Big5: it has bytes that no text has; "
            "if it is text, open it where it shows rightly and save it as UTF-8"
        )
    return text.removeprefix("\ufeff")


def _texts(data: bytes, *encodings: str) -> Iterator[str]:
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            yield data.decode(encoding)


def doubt(text: str) -> str | None:
    """What is doubtful of a text that was decoded, or ``None``.

    >>> doubt("City of Dongguan"), doubt("东莞市")
    ('no Chinese found in it', None)
    """
    han = "".join(_HAN.findall(text))
    if not han:
        return "no Chinese found in it"
    shares = _shares(han)
    if len(shares) >= _FEWEST and sum(shares) < _DOUBTFUL * len(shares):
        return (
            "its encoding is doubtful, or it is no Chinese; open it where it shows rightly and "
            "save it as UTF-8"
        )
    return None


@cache
def common() -> dict[str, int]:
    """Log probability of each Han character, folded and rounded, as jieba counts words."""
    lines = (files("dgpolicy.read") / "characters.txt").read_text(encoding="utf-8").splitlines()
    return {char: int(share) for share, chars in map(str.split, lines) for char in chars}


def _shares(text: str) -> list[int]:
    """How common each character is near the first that is not ASCII."""
    found = _NOT_ASCII.search(text)
    first = found.start() if found else 0
    sample = fold(text[max(0, first - _SAMPLE) : first + _SAMPLE])
    rarest = min(common().values()) - 1
    return [_USUAL_SHARE if _USUAL.match(c) else common().get(c, rarest) for c in sample]
