"""A file of any kind to a ``Document``."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from os import PathLike
from pathlib import Path

from dgpolicy.document import LONGEST, Document, as_date, fit
from dgpolicy.errors import ReadError, openable
from dgpolicy.read.content import Content, unwrapped
from dgpolicy.read.decode import decode, doubt
from dgpolicy.read.published import publication_date

__all__ = ["ReadError", "publication_date", "read"]

_OLE, _PICTURE = rb"\xd0\xcf\x11\xe0", "a picture; run a text recognition (OCR) on it first"
_REFUSED = {
    _OLE + rb".*W\0o\0r\0d\0D\0o\0c": "an old Word file; save it as .docx",
    _OLE + rb".*E\0n\0c\0r\0y\0p\0t": "a locked Office file; save it as .docx without a password",
    _OLE: "no document, but a file that Windows keeps, such as Thumbs.db, or an old Office file",
    rb"\{\\rtf": "a Rich Text file; save it as .docx",
    rb"MIME-Version:|From: <Saved by": "a web archive; save the page as .html",
    rb"\x1f\x8b|Rar!|7z\xbc\xaf": "a compressed file; unpack it first",
    rb"\x89PNG|\xff\xd8\xff|GIF8": _PICTURE,
}
_HTML = re.compile(
    r"(?is)(?:<\?xml[^>]*>|<!--(?:(?!-->).)*-->|\s)*<(?:!doctype\s+html|html|head|body|meta|title)\b"
)
_EMBEDDED = re.compile(r"\bdata:[\w/+.-]+;base64,[\w+/=%]*")  # pictures
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.I)
_NO_TITLE = re.compile(
    r"[。！!？?；;：:，,、…号號]$|^(?:[(（]?[\d一二三四五六七八九十]+[)）、.．是]"
    r"|第[一二三四五六七八九十]+[,，、]|[●•■◆]|来源|來源|作者|记者|記者|日期|时间|時間|[发發][布佈]\S*[:：]|https?:)"
)


def read(
    path: str | PathLike[str],
    *,
    content: bytes | None = None,
    published: date | str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Document:
    """The document in a ``.txt``, ``.md``, ``.html``, ``.docx`` or text ``.pdf`` file.

    What the file holds counts, not what its name says; with ``content``, what it holds, there
    need be no such file. ``Document.text`` is a plain text as it stands; of the other formats it
    is what a reader sees, one line a paragraph, without markup. What is not given is taken from
    the file's own metadata, then from the text: the title from a first line that looks like one,
    the date by ``publication_date``; else it stays ``None``. Raises ``ReadError``, which
    names the file and says what to do.

    >>> words = "一是狠抓重大科技項目。".encode("big5")
    >>> doc = read("東莞 2022.txt", content=words, published="2022-11-09")
    >>> doc.document_id, doc.text, doc.title
    ('東莞-2022', '一是狠抓重大科技項目。', None)
    """
    place, path = path, Path(path)
    try:
        published = as_date(published)
        data = _bytes(place, path) if content is None else content
        said = _content(data, path.suffix.lower())
        fit(said.text, *filter(None, said[1:3]))
    except OSError as error:
        raise ReadError(f"{place}: {error.strerror or error}") from error
    except ImportError as error:
        missing = f"{error.name or error} is missing; pip install 'dgpolicy[files]'"
        raise ReadError(f"{place}: {missing}") from error
    except ValueError as error:
        raise ReadError(f"{place}: {error}") from error
    if doubtful := doubt(said.text):
        warnings.warn(f"{place}: {doubtful}", stacklevel=2)
    title = title or said.title or _title_line(said.text)
    if published is None:
        hint = f"{path.stem} {title or ''}"
        published = said.published or publication_date(said.text, hint)
    return Document.from_text(
        said.text,
        document_id=document_id(path.stem),
        title=title,
        publisher=publisher or said.publisher,
        published=published,
        url=url or said.url,
    )


def document_id(name: str) -> str:
    """A name as an identifier: letters, Han, digits, ``-`` and ``_``; never empty.

    >>> document_id("东莞市 2022（定稿）v1.2"), document_id("…")
    ('东莞市-2022-定稿-v1-2', 'document')
    """
    kept = re.sub(r"[^\w]+", "-", unicodedata.normalize("NFKC", name))
    return kept[:60].strip("-_") or "document"


def own_ids(names: Iterable[str]) -> Iterator[str]:
    """Each name, where it stood before with a number, so that no two are alike.

    >>> list(own_ids(["a", "a-2", "a"]))
    ['a', 'a-2', 'a-3']
    """
    taken: dict[str, int] = {}
    for name in names:
        own = name
        while own in taken:
            taken[name] += 1
            own = f"{name}-{taken[name]}"
        taken[own] = 1
        yield own


def _bytes(place: str | PathLike[str], path: Path) -> bytes:
    if re.match(r"[a-z][a-z0-9+.-]+://", str(place)):
        raise ValueError("this is an address; save the page as .html, read that, and give url=")
    if path.is_dir():
        raise ValueError("this is a folder; name a file in it")
    return openable(path).read_bytes()


def _content(data: bytes, suffix: str) -> Content:
    for start, what in _REFUSED.items():
        if re.match(start, data, re.S):
            raise ValueError(f"this is {what}")
    if re.match(rb"\W*%PDF-", data):
        from dgpolicy.read.pdf import read_pdf

        return _parsed(read_pdf, data)
    if data.startswith(b"PK\x03\x04"):
        if b"word/" not in data:
            raise ValueError("this is a compressed or an Office file that is not a .docx")
        from dgpolicy.read.docx import read_docx

        return _parsed(read_docx, data)
    text = _EMBEDDED.sub("", decode(data))
    named_page = suffix in (".html", ".htm", ".xhtml", ".shtml")
    page = _HTML.match(text) or (named_page and _TAG.search(text))
    fit(text, most=LONGEST * 10 if page else LONGEST)  # before anything else is made of it
    if page and text.count("<") > LONGEST:
        raise ReadError("it has too many elements to be read; save its text as .txt")
    if not page and suffix not in (".md", ".markdown"):
        return Content(unwrapped(text))
    from dgpolicy.read.html import read_html, read_markdown

    return _parsed(read_html if page else read_markdown, text)


def _parsed(reader: Callable[..., Content], held: bytes | str) -> Content:
    """What a reader makes of a file: a damaged one makes the libraries raise anything."""
    try:
        return reader(held)
    except ReadError:
        raise
    except Exception as error:
        why = f"this file is damaged ({' '.join(str(error).split())[:200]})"
        raise ReadError(f"{why}; open it in its program and save it again") from error


def _title_line(text: str) -> str | None:
    """The first line, where more follows and it is short, unnumbered and no sentence."""
    first, *more = re.findall(r"\S.*", re.sub(r"[\u200b-\u200f\ufeff]", "", text)) or [""]
    first = first.strip()
    untitled = _NO_TITLE.search(first) or publication_date(first)
    return first if more and 2 < len(first) <= 50 and not untitled else None
