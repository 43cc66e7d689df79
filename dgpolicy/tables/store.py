"""Frames to and from a folder of plain files that a person can read, diff and correct."""

from __future__ import annotations

import csv
import errno
import io
import re
import shutil
import sys
from pathlib import Path

import pandas as pd

from dgpolicy.errors import ReadError
from dgpolicy.tables.frames import FRAMES, Frames, empty, typed

# What a spreadsheet may run or drop at the head of a cell (after OWASP, "CSV Injection"), in both
# widths, and the apostrophe that guards it.
GUARDED = "=+@＝＋－＠\t\r\n'-"
OURS = {f"{name}.{kind}" for name in FRAMES for kind in ("csv", "parquet")} | {"datapackage.json"}


def cells_of(path: Path) -> tuple[list[str], list[list[str]]]:
    """The first line of a CSV file and its rows.

    Raises ``ReadError`` that names the file, and the line where a row is too short or too long.
    """
    csv.field_size_limit(sys.maxsize)  # a text without a full stop is one long pledge
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, strict=True)
            head, rows = next(lines, []), []
            for cells in lines:
                if len(cells) != len(head) and cells:
                    what = f"{len(cells)} cells where the first line has {len(head)}"
                    raise ReadError(f"{path}: line {lines.line_num}: {what}; check its commas")
                rows += [cells] if cells else []
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise ReadError(f"{path}: not a CSV file in UTF-8 ({error}); save it as one") from None
    if doubled := next((name for name in head if head.count(name) > 1), None):
        raise ReadError(f"{path}: two columns are called {doubled!r}")
    return head, rows


def read(folder: str | Path) -> Frames:
    """The seven frames of a folder, from its CSV files and ``texts/``.

    Without ``sentences.csv`` there are none, as where a person coded the pledges. Raises
    ``ReadError`` that names the file where one is missing or does not fit its frame.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise ReadError(f"{folder}: no such folder; name one that holds the tables of a corpus")
    frames = {}
    for name in FRAMES:
        path = folder / f"{name}.csv"
        if name == "sentences" and not path.exists():
            frames[name] = empty(name)
            continue
        head, cells = cells_of(path)
        plain = [[_plain(cell) for cell in row] for row in cells]
        rows = pd.DataFrame(plain, columns=head, dtype="object")
        if name == "documents":
            rows = _with_texts(path, rows)
        try:
            frames[name] = typed(name, rows)
        except ValueError as error:
            raise ReadError(f"{folder}: {error}") from None
    return frames


def _plain(cell: str) -> str | None:
    guarded = cell[:1] == "'" and len(cell) > 1 and cell[1] in GUARDED
    return cell[1:] if guarded else cell or None


def write(folder: str | Path, frames: Frames) -> None:
    """The frames as CSV for spreadsheets and Parquet, with their ``datapackage.json``.

    The folder is made beside its place and moved there when it is whole. A cell that a
    spreadsheet would run as a formula is written with an apostrophe before it, which ``read``
    takes away again. Raises ``OSError`` where the place holds anything but a corpus or cannot be
    written, and ``ValueError`` where a document's id cannot name a file.
    """
    folder = vacant(folder)
    new, old = (folder.with_name(f".{folder.name}.{age}") for age in ("new", "old"))
    try:
        _clear(folder, new, old)
        try:
            _fill(new, frames)
            if folder.exists():
                folder.rename(old)
            new.rename(folder)
        finally:
            _clear(folder, new, old)
    except OSError as error:
        why = f"cannot be written ({error.strerror or error}); choose another folder"
        raise OSError(error.errno, why, str(folder)) from error


def to_excel(path: str | Path, sheets: Frames) -> None:
    """The frames as sheets of a workbook, the texts of documents left out, and nothing runs.

    Raises ``OSError`` where the file cannot be written, ``ValueError`` without openpyxl.
    """
    try:
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE as illegal
    except ImportError as error:
        raise ValueError("openpyxl is missing; pip install 'dgpolicy[files]'") from error
    made = io.BytesIO()
    with pd.ExcelWriter(made, engine="openpyxl") as book:
        for name, frame in sheets.items():
            rows = frame.drop(columns="text") if name == "documents" else frame
            rows = guarded(rows).replace(illegal, "\ufffd", regex=True)
            rows.to_excel(book, sheet_name=name, index=False, freeze_panes=(1, 1))
    Path(path).write_bytes(made.getvalue())


def guarded(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with an apostrophe before each text that a spreadsheet would run.

    >>> guarded(pd.DataFrame({"text": ["=1+1", "1+1"]}))["text"].tolist()
    ["'=1+1", '1+1']
    """
    texts = rows.select_dtypes(["string", "category", "object"]).astype("string")
    return rows.assign(
        **texts.apply(lambda column: column.str.replace(f"^(?=[{GUARDED}])", "'", regex=True))
    )


def vacant(folder: str | Path) -> Path:
    """The place where a corpus can be written, absolute.

    Raises ``FileExistsError`` where it holds anything that ``write`` would not have written.
    """
    folder = Path(folder).resolve()
    stands = next(place for place in (folder, *folder.parents) if place.exists())
    found = None if stands.is_dir() else f"{stands.name} is a file"
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if not (path.is_dir() or name in OURS or re.fullmatch(r"texts/.*\.txt", name)):
            found = f"holds {name}, which is no part of a corpus"
            break
    if found:
        raise FileExistsError(errno.EEXIST, f"{found}; choose another folder", str(folder))
    return folder


def _clear(folder: Path, new: Path, old: Path) -> None:
    """Put back what a run that failed or was killed had moved, and take away what it left."""
    if old.exists() and not folder.exists():
        old.rename(folder)
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)


def _fill(made: Path, frames: Frames) -> None:
    from dgpolicy.tables.datapackage import describe

    (made / "texts").mkdir(parents=True)
    for name, frame in frames.items():
        frame.to_parquet(made / f"{name}.parquet", index=False)
        rows = _files(made, frame) if name == "documents" else frame
        guarded(rows).to_csv(
            made / f"{name}.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n"
        )
    (made / "datapackage.json").write_text(describe(made), encoding="utf-8")


def _with_texts(path: Path, rows: pd.DataFrame) -> pd.DataFrame:
    if "path" not in rows.columns:
        raise ReadError(f"{path}: column missing: path (the file of each document's text)")
    texts = []
    for name in rows["path"].fillna(""):
        place = path.parent / name
        if not place.resolve().is_relative_to(path.parent.resolve()):
            raise ReadError(f"{path}: path {name!r} leads out of the folder")
        try:
            texts.append(place.read_bytes().decode("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", error)
            raise ReadError(f"{place}: {why}; {path} names it") from None
    return rows.drop(columns="path").assign(text=pd.Series(texts, dtype="object"))


def _files(folder: Path, documents: pd.DataFrame) -> pd.DataFrame:
    paths = []
    for identifier, text in zip(documents["document_id"], documents["text"], strict=True):
        name = f"{identifier}.txt"
        if name != Path(name).name or name.startswith("."):
            raise ValueError(f"document {identifier!r}: its id cannot name a file")
        paths.append(f"texts/{name}")
        (folder / paths[-1]).write_bytes(text.encode("utf-8"))
    return documents.drop(columns="text").assign(path=paths)
