"""Frames to and from a folder of plain files that a person can read, diff and correct.

The folder describes itself as a Frictionless Data Package: every file and every column.
"""

from __future__ import annotations

import csv
import errno
import hashlib
import json
import re
import sys
from codecs import BOM_UTF8
from os.path import realpath
from pathlib import Path

import pandas as pd

from dgpolicy.errors import ReadError, openable
from dgpolicy.tables.frames import ABOUT, FRAMES, KEYS, VARIABLES, Column, Frames, typed
from dgpolicy.tables.place import put

# What a spreadsheet may run or drop at the head of a cell (after OWASP, "CSV Injection"), in both
# widths, and the apostrophe that guards it.
GUARDED = "=+@＝＋－＠\t\r\n'-"
_GUARD = re.compile(f"^'(?=[{GUARDED}])")
_OURS = re.compile(
    rf"({'|'.join(FRAMES)})\.(csv|parquet|parquet/part-\d+\.parquet)|datapackage\.json|texts/.*\.txt"
)
_KINDS = (".csv", ".npz", ".parquet", ".txt")
_TYPES = {"Int64": "integer", "Float64": "number", "datetime64[s]": "date"}


def rows_of(path: Path) -> pd.DataFrame:
    """The rows of a CSV file as texts, ``None`` where a cell is empty.

    Raises ``ReadError`` that names the file, and the line where a row is too short or too long.
    """
    csv.field_size_limit(sys.maxsize)  # a text without a full stop is one long pledge
    try:
        with openable(path).open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, strict=True)
            head, rows = next(lines, []), []
            for cells in filter(None, lines):
                if len(cells) != len(head):
                    what = f"{len(cells)} cells where the first line has {len(head)}"
                    raise ReadError(f"{path}: line {lines.line_num}: {what}; check its commas")
                rows.append(
                    [_GUARD.sub("", cell) if "'" in cell else cell or None for cell in cells]
                )
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise ReadError(f"{path}: not a CSV file in UTF-8 ({error}); save it as one") from None
    if doubled := next((name for name in head if head.count(name) > 1), None):
        raise ReadError(f"{path}: two columns are called {doubled!r}")
    return pd.DataFrame(rows, columns=head, dtype="object")


def read(folder: str | Path) -> Frames:
    """The seven frames of a folder, from its CSV files and ``texts/``, else from its Parquet.

    Without a table of ``sentences`` there are none, as where a person coded the pledges. Raises
    ``ReadError`` that names the file where one is missing or does not fit its frame.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise ReadError(f"{folder}: no such folder; name one that holds the tables of a corpus")
    bare = any(folder.glob("*.parquet")) and not any(folder.glob("*.csv"))
    frames = {}
    for name, columns in FRAMES.items():
        path = folder / f"{name}.{'parquet' if bare else 'csv'}"
        if name == "sentences" and not path.exists():
            frames[name] = typed(name, pd.DataFrame(columns=list(columns)))
        elif bare:
            read = [part(name, file) for file in parts(path) or [path]]
            # The categories of a CSV file are those of its rows, too.
            texts = (r.astype(dict.fromkeys(r.select_dtypes("category"), "string")) for r in read)
            frames[name] = typed(name, pd.concat(texts))
        else:
            rows = rows_of(path)
            if name == "documents":
                if "path" not in rows:
                    raise ReadError(f"{path}: column missing: path (of the file of each text)")
                rows["text"] = [_text(path, place) for place in rows.pop("path").fillna("")]
            frames[name] = _fitted(name, rows, folder)
    return frames


def parts(path: Path) -> list[Path]:
    """The files of a table in Parquet, in order: one, or those in the folder of its name."""
    return sorted(path.glob("*.parquet")) if path.is_dir() else [path] * path.exists()


def part(name: str, path: Path, columns: list[str] | None = None) -> pd.DataFrame:
    """The frame ``name`` of one Parquet file, or some of its columns.

    Raises ``ReadError`` that names the file where it cannot be read or does not fit.
    """
    try:
        with openable(path).open("rb") as file:
            rows = pd.read_parquet(file, columns=columns)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or f"not a Parquet file ({error})"
        raise ReadError(f"{path}: {why}") from None
    return _fitted(name, rows, path.parent, columns)


def _fitted(
    name: str, rows: pd.DataFrame, folder: Path, columns: list[str] | None = None
) -> pd.DataFrame:
    try:
        return typed(name, rows, columns)
    except ValueError as error:
        raise ReadError(f"{folder}: {error}") from None


def _text(table: Path, name: str) -> str:
    place = table.parent / name
    try:
        if not Path(realpath(place)).is_relative_to(realpath(table.parent)):
            raise ValueError("leads out of the folder")
        return openable(place).read_bytes().decode("utf-8")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", error)
        raise ReadError(f"{place}: {why}; {table} names it") from None


def write(folder: str | Path, frames: Frames) -> None:
    """The frames as CSV for spreadsheets and Parquet, with their ``datapackage.json``.

    A folder whose name ends in ``.parquet`` gets the Parquet only. It appears when it is whole; of
    two runs that write to one place at once, the later does, and the other raises. A cell that a
    spreadsheet would run as a formula is written with an apostrophe before it, which ``read``
    takes away again.
    Raises ``OSError`` where the place holds anything but a corpus or cannot be written, and
    ``ValueError`` where a document's id cannot name a file.
    """
    folder = vacant(folder)
    bare = folder.suffix.lower() == ".parquet"
    put(folder, lambda new: fill(new, frames, bare=bare))


def vacant(folder: str | Path) -> Path:
    """The place where a corpus can be written, absolute.

    Raises ``FileExistsError`` where it holds anything that ``write`` would not have written.
    """
    folder = Path(realpath(folder))
    stands = next(place for place in (folder, *folder.parents) if place.exists())
    held = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    found = f"{stands.name} is a file" if not stands.is_dir() else ""
    if folder.is_symlink():
        found = "is a link to itself"
    if foreign := next((name for name in held if not _OURS.fullmatch(name)), None):
        found = f"holds {foreign}, which is no part of a corpus"
    if found:
        raise FileExistsError(errno.EEXIST, f"{found}; choose another folder", str(folder))
    return folder


def fill(new: Path, frames: Frames, *, bare: bool) -> None:
    """Make a folder of the frames; with ``bare`` of Parquet only."""
    new.mkdir()
    for name, frame in frames.items():
        frame.to_parquet(new / f"{name}.parquet", index=False)
        if bare:
            continue
        if name == "documents":
            (new / "texts").mkdir()
            for identifier, text in zip(frame["document_id"], frame["text"], strict=True):
                file = f"{identifier}.txt"
                if file != Path(file).name or file.startswith("."):
                    raise ValueError(f"document {identifier!r}: its id cannot name a file")
                (new / "texts" / file).write_bytes(text.encode("utf-8"))
            frame = frame.drop(columns="text").assign(path="texts/" + frame["document_id"] + ".txt")
        guarded(frame).to_csv(
            new / f"{name}.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n"
        )
    (new / "datapackage.json").write_text(describe(new), encoding="utf-8")


def describe(folder: str | Path) -> str:
    """The ``datapackage.json`` of a corpus folder, as text.

    Every CSV, text, Parquet and NumPy file below the folder becomes a resource with its size
    and SHA-256, a CSV file with its columns (type, meaning, constraints, key, references). Whatever
    else the ``datapackage.json`` of the folder says already is kept, such as what columns that
    are none of ours mean. The format is Frictionless Data's Data Package, version 1.

    >>> from dgpolicy.codebook import home
    >>> json.loads(describe(home()))["resources"][0]["path"]
    'documents.csv'
    """
    folder = Path(folder)
    package: dict = {"name": "dgpolicy-corpus", "resources": []}
    if (stands := folder / "datapackage.json").exists():
        package |= json.loads(stands.read_text("utf-8"))
    said = {resource["path"]: resource for resource in package["resources"]}
    files = {path for path in folder.rglob("*.*") if path.suffix in _KINDS and path.is_file()}
    tables = [path for name in FRAMES if (path := folder / f"{name}.csv") in files]
    package["resources"] = [
        _resource(folder, path.relative_to(folder), said)
        for path in (*tables, *sorted(files.difference(tables)))
    ]
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(folder: Path, place: Path, said: dict[str, dict]) -> dict:
    resource, held = said.get(place.as_posix(), {}), (folder / place).read_bytes()
    made = {"name": _name(place), "path": place.as_posix(), "bytes": len(held)}
    made["hash"] = f"sha256:{hashlib.sha256(held).hexdigest()}"
    if place.suffix == ".csv":
        made["encoding"] = "utf-8-sig" if held.startswith(BOM_UTF8) else "utf-8"
        made["schema"] = _schema(folder, place, resource.get("schema", {"fields": []}))
        made |= {"description": ABOUT[place.stem]} if place.stem in ABOUT else {}
    else:
        made["type"] = "file"
    return resource | made


def _schema(folder: Path, place: Path, said: dict[str, list[dict]]) -> dict:
    with (folder / place).open(encoding="utf-8-sig", newline="") as file:
        columns = next(csv.reader(file), [])
    keys = [name for name in columns[:1] if name in ("code", "term", *KEYS.values())]
    meant = {field["name"]: field.get("description", "") for field in said["fields"]}
    frame, fields = FRAMES.get(place.stem, {}), []
    for name in columns:
        column = frame.get(name) or Column("string", meant.get(name, ""), name in keys)
        rules: dict = {"required": column.required, "unique": name in keys}
        if frame and name in VARIABLES:
            rules["enum"] = VARIABLES[name]
        kind = _TYPES.get(column.dtype, "string")
        said_of = {"name": name, "type": kind, "description": column.about}
        fields.append(said_of | {"constraints": rules})
    references = [
        {"fields": column, "reference": {"resource": _name(other), "fields": column}}
        for name, column in KEYS.items()
        for other in [place.with_name(f"{name}.csv")]
        if column in columns[1:] and (folder / other).exists()
    ]
    return {"fields": fields, "primaryKey": keys, "foreignKeys": references}


def _name(place: Path) -> str:
    return re.sub("[/.]", "-", place.as_posix().removesuffix(".csv")).lower()


def guarded(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with an apostrophe before each text that a spreadsheet would run.

    >>> guarded(pd.DataFrame({"text": ["=1+1", "1+1"]}))["text"].tolist()
    ["'=1+1", '1+1']
    """
    texts = rows.select_dtypes(["string", "category", "object"]).astype("string")
    return rows.assign(**texts.replace(f"^(?=[{GUARDED}])", "'", regex=True))


if __name__ == "__main__":
    for place in map(Path, sys.argv[1:]):
        (place / "datapackage.json").write_text(describe(place), encoding="utf-8")
