"""What is to be read: files, folders and patterns of them, rows of JSON Lines, a pipe."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from glob import glob
from pathlib import Path

from dgpolicy.document import Document
from dgpolicy.errors import ReadError
from dgpolicy.read import document_id, own_ids, read

# What systems and offices leave among the files of a person.
LITTER = ("thumbs.db", "desktop.ini")
ROWS = (".jsonl", ".ndjson")
_GIVEN = ("title", "publisher", "published", "url")


@dataclass(frozen=True)
class Source:
    """One document to be read: ``place`` is what errors call it, ``size`` its bytes.

    Of JSON Lines it is one row, which begins at ``start``; what came through a pipe it holds.
    """

    place: str
    document_id: str
    size: int
    start: int | None = None
    held: bytes | None = field(default=None, repr=False)

    def content(self) -> bytes | None:
        """The bytes, or ``None`` where there is no file that can be read."""
        if self.held is not None:
            return self.held
        path = self.place if self.start is None else self.place.rpartition(":")[0]
        try:
            if not Path(path).is_file():
                return None
            with open(path, "rb") as file:
                file.seek(self.start or 0)
                return file.read(-1 if self.start is None else self.size)
        except OSError:
            return None

    def document(self, content: bytes | None, published: str | None) -> Document:
        """The document that the bytes are; raises ``ReadError`` that names the place."""
        if self.start is None:
            made = read(self.place, content=content, published=published)
            return replace(made, document_id=self.document_id)
        row = _row(content or b"")
        about = {name: row[name] for name in _GIVEN if row.get(name)}
        try:
            text = row["text"]
            if not all(isinstance(one, str) for one in (text, *about.values())):
                raise ValueError("a text, title, publisher, date or address is no string")
            about = {"published": published} | about
            return Document.from_text(text, document_id=self.document_id, **about)
        except KeyError:
            why = 'is no JSON object with a "text"; write one document a line'
            raise ReadError(f"{self.place}: {why}") from None
        except ValueError as error:
            why = str(error).removeprefix(f"{self.document_id}: ")
            raise ReadError(f"{self.place}: {why}") from None


def sources(paths: list[str], failed: dict[str, str]) -> list[Source]:
    """Every document of the paths, in their order, each with an id of its own.

    A folder stands for the files in it, ``-`` for the input, a pattern such as ``in/**/*.html``
    for what it matches, and a file ``.jsonl`` for its rows: objects with ``text`` and, where they
    are known, ``document_id``, ``title``, ``publisher``, ``published`` and ``url``. Left out are
    hidden files, what systems leave behind, and the tables of a corpus; ``failed`` gets what
    cannot be seen.
    """
    found = [one for path in paths for one in _of(path, failed)]
    ids = own_ids(one.document_id for one in found)
    return [replace(one, document_id=own) for one, own in zip(found, ids, strict=True)]


def _of(path: str, failed: dict[str, str]) -> Iterator[Source]:
    if path == "-":
        held = sys.stdin.buffer.read()
        yield Source("-", document_id("-"), len(held), held=held)
        return
    for name in sorted(_files(path, failed)):
        if Path(name).suffix.lower() in ROWS and Path(name).is_file():
            yield from _rows(name)
        else:
            size = os.path.getsize(name) if Path(name).is_file() else 0
            yield Source(name, document_id(Path(name).stem), size)


def _rows(name: str) -> Iterator[Source]:
    with open(name, "rb") as file:
        start = 0
        for number, line in enumerate(file, 1):
            if line.strip():
                called = _row(line).get("document_id") or f"{Path(name).stem}-{number}"
                yield Source(f"{name}:{number}", document_id(str(called)), len(line), start)
            start += len(line)


def _row(line: bytes) -> dict:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):  # what is nested without an end
        return {}
    return row if isinstance(row, dict) else {}


def _files(path: str, failed: dict[str, str]) -> Iterator[str]:
    def unseen(error: OSError) -> None:
        failed[str(error.filename)] = str(error.strerror)

    if not Path(path).is_dir():
        found = [] if os.path.lexists(path) else glob(path, recursive=True)
        yield from [one for one in found if not os.path.isdir(one)] or [path]
        return
    for place, folders, names in os.walk(path, onerror=unseen):
        if "datapackage.json" in names and {"pledges.csv", "pledges.parquet"} & {*names, *folders}:
            print(f"left out: {place}: the tables of a corpus", file=sys.stderr, flush=True)
            folders.clear()
            continue
        folders[:] = (name for name in folders if not name.startswith("."))
        for name in names:
            if not name.startswith((".", "~$")) and name.lower() not in LITTER:
                yield str(Path(place, name))
