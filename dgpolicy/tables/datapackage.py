"""A corpus folder described as a Frictionless Data Package: every file and every column."""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from pathlib import Path

from dgpolicy.tables.frames import ABOUT, FRAMES, KEYS, VARIABLES, Column

MEDIA = {
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".parquet": "application/vnd.apache.parquet",
}
TYPES = {"Int64": "integer", "Float64": "number", "datetime64[s]": "date"}


def describe(folder: str | Path) -> str:
    """The ``datapackage.json`` of a corpus folder, as text.

    Every CSV, text and Parquet file below the folder becomes a resource with its size and
    SHA-256, a CSV file with a field for each of its columns (type, meaning, constraints, keys,
    references). What a person wrote at the head of the ``datapackage.json`` that stands in the
    folder is kept, and what it says of columns that are none of ours. The same files give the
    same text. The format is Frictionless Data's Data Package, version 1.

    >>> from dgpolicy.codebook import home
    >>> json.loads(describe(home()))["resources"][0]["path"]
    'documents.csv'
    """
    folder = Path(folder)
    files = sorted((p for p in folder.rglob("*") if p.suffix in MEDIA), key=_tables_first)
    stands = folder / "datapackage.json"
    kept = json.loads(stands.read_text("utf-8")) if stands.exists() else {"resources": []}
    meant = {
        (resource["path"], field["name"]): field.get("description")
        for resource in kept["resources"]
        for field in resource.get("schema", {}).get("fields", [])
    }
    package = {"profile": "data-package", "name": "dgpolicy-corpus", **kept}
    package["resources"] = [_resource(path, folder, meant) for path in files]
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _tables_first(path: Path) -> tuple:
    order = [*FRAMES, path.stem].index(path.stem)
    return path.suffix != ".csv", len(path.parts), path.parent, order, path.name


def _resource(path: Path, folder: Path, meant: dict) -> dict:
    held, place = path.read_bytes(), path.relative_to(folder)
    table, mark = path.suffix == ".csv", "-sig" * held.startswith(b"\xef\xbb\xbf")
    return _said(
        name=_name(place),
        path=place.as_posix(),
        description=ABOUT.get(path.stem) if table else None,
        profile="tabular-data-resource" if table else None,
        type=None if table else "file",
        format=path.suffix[1:],
        mediatype=MEDIA[path.suffix],
        encoding=None if path.suffix == ".parquet" else f"utf-8{mark}",
        bytes=len(held),
        hash=f"sha256:{hashlib.sha256(held).hexdigest()}",
        schema=_schema(path, place, meant) if table else None,
    )


def _schema(path: Path, place: Path, meant: dict) -> dict:
    with path.open(encoding="utf-8-sig", newline="") as file:
        columns = next(csv.reader(file), [])
    key = KEYS.get(path.stem, "code" if columns[:1] == ["code"] else None)
    frame = FRAMES.get(path.stem, {})
    fields = []
    for name in columns:
        about = meant.get((place.as_posix(), name))
        column = frame.get(name, Column("string", about or "", False))
        rules = _said(
            required=column.required or name == key or None,
            unique=name == key or None,
            enum=list(VARIABLES.get(name, ())) if frame else [],
            minimum=0 if frame and name.endswith(("start", "end", "chars")) else None,
        )
        kind = TYPES.get(column.dtype, "string")
        fields.append(_said(name=name, type=kind, description=column.about, constraints=rules))
    references = [
        {"fields": column, "reference": {"resource": _name(beside), "fields": column}}
        for name, column in KEYS.items()
        for beside in [place.with_name(f"{name}.csv")]
        if frame
        and name != path.stem
        and column in columns
        and (path.parent / beside.name).exists()
    ]
    about = {"fields": fields, "missingValues": [""]}
    return about | _said(primaryKey=key, foreignKeys=references)


def _said(**given: object) -> dict:
    """What is given of all that can be said."""
    return {key: value for key, value in given.items() if value not in (None, "", [], {})}


def _name(place: Path) -> str:
    parts = place.with_suffix("") if place.suffix == ".csv" else place
    return "-".join(parts.parts).replace(".", "-").lower()


if __name__ == "__main__":
    for place in map(Path, sys.argv[1:]):
        (place / "datapackage.json").write_text(describe(place), encoding="utf-8")
