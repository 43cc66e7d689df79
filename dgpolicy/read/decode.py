"""Bytes to text: of the encodings in use for Chinese, the one that makes the likeliest text."""

from __future__ import annotations

import codecs
import re
from functools import cache
from importlib.resources import files

from dgpolicy.fold import fold

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"\x84\x31\x95\x33": "gb18030",
}
_CANDIDATES = ("gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be")
# A page that declares a part of an encoding uses all of it, as browsers take it to.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}
# Symbols of Big5 as Windows and browsers read them; Python's HKSCS codec has older look-alikes.
_BIG5_SYMBOLS = str.maketrans("∼•､‾", "～‧﹑¯")

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_USUAL = re.compile(r"[\t\n\r -~·‐-‧‰-※　-】〔-〟①-⑳]")
_HAN = re.compile("[㐀-鿿]")
_SAMPLE = 4000
_FEWEST, _DOUBTFUL = 20, -9.5  # Han characters, and how common they are on average
_FLOOR, _USUAL_SHARE, _LEAST_LIKELY = -16, -5, -11.5


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of the bytes: by their byte order mark, as UTF-8, as declared, else the likeliest.

    The last compares GB18030, Big5 (with HKSCS) and UTF-16 by the probability of the text that
    each would make, character by character. Raises ``ValueError`` where none makes text.

    >>> decode("一是狠抓重大科技項目".encode("big5")), decode("散裂中子源".encode("gbk"))
    ('一是狠抓重大科技項目', '散裂中子源')
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _text(_strict(data, encoding))
    text = _strict(data, "utf-8")
    if text is not None and "\0" not in text:
        declared_seven_bit = (declared or "hz" * (b"~{" in data)) if text.isascii() else None
        return _text(_declared(data, declared_seven_bit) or text)
    if text := _declared(data, declared):
        return _text(text)
    texts = [text for name in _CANDIDATES if (text := _strict(data, name))]
    try:
        return _text(max(texts, key=_log_likelihood, default=None), guessed=True)
    except ValueError as error:
        raise ValueError(f"{error}: {_fault(data)}") from None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text.translate(_BIG5_SYMBOLS) if encoding == "big5hkscs" else text


def _declared(data: bytes, declared: str | None) -> str | None:
    try:
        name = codecs.lookup(declared or "").name
    except LookupError:
        return None
    # A declaration that could be read as ASCII does not stand in UTF-16, whatever it says.
    return None if name.startswith(("utf-16", "utf-32")) else _strict(data, _WIDER.get(name, name))


def _text(text: str | None, guessed: bool = False) -> str:
    if text is not None and len(_CONTROL.findall(text)) <= len(text) // 100 and "\0" not in text:
        sample = text[:_SAMPLE]
        if not guessed or _log_likelihood(sample) >= _LEAST_LIKELY * len(sample):
            return text
    raise ValueError("not text in UTF-8, UTF-16, GB18030 or Big5")


def _fault(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        place = f"UTF-8 breaks at byte {error.start + 1}, in line {line}"
    else:
        place = "it has bytes that no text has"
    return f"{place}; if it is text, open it where it shows rightly and save it as UTF-8"


def doubt(text: str) -> str | None:
    """What is doubtful of a text that was decoded, or ``None``.

    >>> doubt("City of Dongguan"), doubt("东莞市")
    ('no Chinese found in it', None)
    """
    first = _HAN.search(text)
    if not first:
        return "no Chinese found in it"
    sample = fold(text[first.start() : first.start() + _SAMPLE])
    han = [common().get(char, _FLOOR) for char in sample if _HAN.match(char)]
    if len(han) >= _FEWEST and sum(han) < _DOUBTFUL * len(han):
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


def _log_likelihood(text: str) -> float:
    shares = common()
    return sum(
        _USUAL_SHARE if _USUAL.match(char) else shares.get(char, _FLOOR)
        for char in fold(text[:_SAMPLE])
    )
