"""A corpus folder described as a Frictionless Data Package: every file and every column."""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from pathlib import Path

from dgpolicy.tables.frames import FRAMES, KEYS, VARIABLES, Column

PROFILE = "data-package"
HEAD = ("name", "title", "description", "version", "licenses", "contributors", "sources")
MEDIA = {".txt": "text/plain", ".parquet": "application/vnd.apache.parquet"}

ABOUT_FRAMES = {
    "documents": "One row a published text; the text itself is the file in column path.",
    "statements": "Everything that one body or person says in one block, one row a block.",
    "pledges": "Commitments of an identified body to act or to bring about an outcome.",
    "actions": "The clauses of a pledge that each commit to one thing.",
    "mentions": "Stretches of a pledge to which the codebook gives a code.",
    "targets": "Figures with their unit that a pledge sets or relies on.",
    "sentences": "Every sentence that was judged, with the pledge that it belongs to or none.",
}
ABOUT_COLUMNS = {
    "path": "the file of the document's text, relative to this folder, UTF-8",
    "code": "code: a-z, 0-9 and _",
    "parent": "the code that this one is a part of",
    "name_hant": "name in Traditional Chinese",
    "name_hans": "name in Simplified Chinese",
    "name_en": "name in English",
    "short_hant": "short name in Traditional Chinese, for charts",
    "short_hans": "short name in Simplified Chinese, for charts",
    "short_en": "short name in English, for charts",
    "definition": "what the code takes in and what it leaves out",
    "terms": "wordings that carry the code, separated by |",
    "except": "words in which a wording does not carry the code, separated by |",
    "variable": "the closed variable that the code belongs to",
    "sei2018": "code of the Strategic Emerging Industries classification 2018",
    "gbt4754": "code of GB/T 4754-2017, the national classification of economic activities",
    "isic4": "code of ISIC revision 4",
    "stip": "neighbour in the OECD STIP taxonomy of policy instruments",
    "first": "code that the first coder gave",
    "second": "code that the second coder gave",
    "words": "the words that the two codings are about, verbatim",
    "kept": "which of the two was kept when they were reconciled: first or second",
    "reason": "why it was kept, by the definition in the codebook",
    "pledge_id": "pledge",
    "type": "what kind of thing the code stands for",
}
TYPES = {"Int64": "integer", "Float64": "number", "datetime64[s]": "date"}


def describe(folder: str | Path, **head: object) -> str:
    """The ``datapackage.json`` of a corpus folder, as text.

    Every CSV below the folder becomes a resource with a field for each of its columns (type,
    meaning, constraints, keys, references), every text and Parquet file one with its size and
    SHA-256. ``head`` sets ``name``, ``title``, ``description``, ``version``, ``licenses``,
    ``contributors`` or ``sources``; what it leaves out is kept from the ``datapackage.json``
    that stands in the folder. The same files give the same text. Raises ``ValueError`` for
    another property, and where the folder holds no CSV file.

    The format is Frictionless Data's Data Package, version 1.

    >>> from dgpolicy.codebook import home
    >>> json.loads(describe(home(), title="A corpus"))["title"]
    'A corpus'
    """
    folder = Path(folder)
    if unknown := set(head) - set(HEAD):
        raise ValueError(f"{min(unknown)!r} is no property of a data package: {', '.join(HEAD)}")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    tables = [path for path in files if path.suffix == ".csv"]
    if not tables:
        raise ValueError(f"{folder}: holds no CSV file to describe")
    resources = [_table(path, folder) for path in sorted(tables, key=_frames_first)]
    resources += [_file(path, folder) for path in files if path.suffix in MEDIA]
    kept = {"name": "dgpolicy-corpus", **_standing(folder / "datapackage.json"), **head}
    package = {
        "profile": PROFILE,
        **{key: kept[key] for key in HEAD if key in kept},
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _standing(path: Path) -> dict:
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def _frames_first(path: Path) -> tuple:
    order = [*FRAMES, path.stem]
    return len(path.parts), str(path.parent), order.index(path.stem), path.stem


def _table(path: Path, folder: Path) -> dict:
    frame = FRAMES.get(path.stem, {})
    with path.open(encoding="utf-8-sig", newline="") as file:
        columns = next(csv.reader(file), [])
    key = KEYS.get(path.stem) or ("code" if columns[:1] == ["code"] else None)
    schema: dict = {
        "fields": [_field(column, frame.get(column), column == key) for column in columns],
        "missingValues": [""],
    }
    if key:
        schema["primaryKey"] = key
    if references := [
        {"fields": column, "reference": {"resource": _name(other, folder), "fields": key_of}}
        for column, about in frame.items()
        if about.refers and column in columns
        for other, key_of in [(path.with_name(about.refers), KEYS[about.refers])]
        if other.with_suffix(".csv").exists()
    ]:
        schema["foreignKeys"] = references
    return {
        "name": _name(path.with_suffix(""), folder),
        "path": path.relative_to(folder).as_posix(),
        **({"description": ABOUT_FRAMES[path.stem]} if frame else {}),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig" if path.read_bytes()[:3] == b"\xef\xbb\xbf" else "utf-8",
        "schema": schema,
    }


def _field(name: str, column: Column | None, key: bool) -> dict:
    about = column.about if column else ABOUT_COLUMNS.get(name)
    rules: dict = {"required": True} if key or (column and column.required) else {}
    if key:
        rules["unique"] = True
    if column and column.codes:
        rules["enum"] = list(VARIABLES[column.codes])
    if column and column.dtype == "Int64" and name.endswith(("start", "end", "chars")):
        rules["minimum"] = 0
    return {
        "name": name,
        "type": TYPES.get(column.dtype, "string") if column else "string",
        **({"description": about} if about else {}),
        **({"constraints": rules} if rules else {}),
    }


def _file(path: Path, folder: Path) -> dict:
    held = path.read_bytes()
    return {
        "name": _name(path, folder),
        "path": path.relative_to(folder).as_posix(),
        "type": "file",
        "format": path.suffix[1:],
        "mediatype": MEDIA[path.suffix],
        **({"encoding": "utf-8"} if path.suffix == ".txt" else {}),
        "bytes": len(held),
        "hash": f"sha256:{hashlib.sha256(held).hexdigest()}",
    }


def _name(path: Path, folder: Path) -> str:
    return "-".join(path.relative_to(folder).parts).replace(".", "-").lower()


if __name__ == "__main__":
    for place in map(Path, sys.argv[1:]):
        (place / "datapackage.json").write_text(describe(place), encoding="utf-8")
