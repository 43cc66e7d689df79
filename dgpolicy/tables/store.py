"""Frames to and from a folder of plain files that a person can read, diff and correct."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd

from dgpolicy.tables.frames import FRAMES, empty, typed

# What a spreadsheet may run or drop at the head of a cell (after OWASP, "CSV Injection"), in both
# widths, and the apostrophe that guards it.
GUARDED = "=+@＝＋－＠\t\r\n'-"
OURS = frozenset(f"{name}.{kind}" for name in FRAMES for kind in ("csv", "parquet")) | {
    "datapackage.json"
}


class StoreError(ValueError):
    """A folder or file that cannot be read or written; the message says which and what to do."""


def read(folder: str | Path) -> dict[str, pd.DataFrame]:
    """The seven frames of a folder, from its CSV files and ``texts/``.

    Without ``sentences.csv`` there are none, as where a person coded the pledges. Raises
    ``StoreError`` that names the file where one is missing or does not fit its frame.
    """
    folder = Path(folder)
    frames = {}
    for name in FRAMES:
        path = folder / f"{name}.csv"
        try:
            rows = pd.read_csv(
                path, dtype="string", keep_default_na=False, na_values=[""], encoding="utf-8-sig"
            )
        except FileNotFoundError:
            if name == "sentences":
                frames[name] = empty(name)
                continue
            raise StoreError(f"{path}: missing; a corpus folder has {name}.csv") from None
        except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
            raise StoreError(f"{path}: not a CSV file in UTF-8: {error}") from None
        if name == "documents":
            rows = _with_texts(path, rows)
        try:
            frames[name] = typed(name, _unguarded(rows))
        except ValueError as error:
            raise StoreError(f"{path}: {error}") from None
    return frames


def write(folder: str | Path, frames: dict[str, pd.DataFrame]) -> None:
    """The frames as CSV for spreadsheets and Parquet, with their ``datapackage.json``.

    The folder is made beside its place and moved there when it is whole. A cell that a
    spreadsheet would run as a formula is written with an apostrophe before it, which ``read``
    takes away again. Raises ``StoreError`` where the place holds anything but a corpus, or a
    document's id cannot name a file.
    """
    from dgpolicy.tables.datapackage import describe

    folder = Path(folder).resolve()
    if folder.is_file() or (foreign := _foreign(folder)):
        found = "a file" if folder.is_file() else f"holds {foreign}, which is no part of a corpus"
        raise StoreError(f"{folder}: {found}; choose another folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        made = Path(scratch, "new")
        (made / "texts").mkdir(parents=True)
        for name, frame in frames.items():
            frame.to_parquet(made / f"{name}.parquet", index=False)
            rows = _files(made, frame) if name == "documents" else frame
            _guarded(rows).to_csv(
                made / f"{name}.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n"
            )
        (made / "datapackage.json").write_text(describe(made), encoding="utf-8")
        _swap(made, folder, Path(scratch, "old"))


def _foreign(folder: Path) -> str | None:
    """The first file of a folder that ``write`` would not have written."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        text = name.parts[0] == "texts" and name.suffix == ".txt"
        if path.is_file() and not (text or name.as_posix() in OURS):
            return name.as_posix()
    return None


def _swap(made: Path, folder: Path, old: Path) -> None:
    standing = folder.exists()
    if standing:
        folder.rename(old)
    try:
        made.rename(folder)
    except BaseException:
        if standing:
            old.rename(folder)
        raise


def _with_texts(path: Path, rows: pd.DataFrame) -> pd.DataFrame:
    texts = []
    if "path" not in rows.columns:
        raise StoreError(f"{path}: column missing: path (the file of each document's text)")
    for name in rows["path"]:
        place = path.parent / name
        if not place.resolve().is_relative_to(path.parent.resolve()):
            raise StoreError(f"{path}: path {name!r} leads out of the folder")
        try:
            texts.append(place.read_bytes().decode("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"{place}: {error}") from None
    return rows.drop(columns="path").assign(text=pd.Series(texts, dtype="string"))


def _files(folder: Path, documents: pd.DataFrame) -> pd.DataFrame:
    paths = []
    for identifier, text in zip(documents["document_id"], documents["text"], strict=True):
        name = f"{identifier}.txt"
        if name != Path(name).name or name.startswith("."):
            raise StoreError(f"document {identifier!r}: its id cannot name a file")
        paths.append(f"texts/{name}")
        (folder / paths[-1]).write_bytes(text.encode("utf-8"))
    return documents.drop(columns="text").assign(path=paths)


def _guarded(rows: pd.DataFrame) -> pd.DataFrame:
    texts = rows.select_dtypes(["string", "category", "object"]).astype("string")
    guarded = {
        str(name): column.str.replace(f"^(?=[{GUARDED}])", "'", regex=True)
        for name, column in texts.items()
    }
    return rows.assign(**guarded)


def _unguarded(rows: pd.DataFrame) -> pd.DataFrame:
    guarded = [c for c in rows if rows[c].str.startswith("'").any()]
    plain = {c: rows[c].str.replace(f"^'(?=[{GUARDED}])", "", regex=True) for c in guarded}
    return rows.assign(**plain) if plain else rows
