"""A corpus folder described as a Frictionless Data Package: every file and every column."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
from codecs import BOM_UTF8
from pathlib import Path

from dgpolicy.tables.frames import ABOUT, FRAMES, KEYS, VARIABLES, Column

TYPES = {"Int64": "integer", "Float64": "number", "datetime64[s]": "date"}


def describe(folder: str | Path) -> str:
    """The ``datapackage.json`` of a corpus folder, as text.

    Every CSV, text and Parquet file below the folder becomes a resource with its size and
    SHA-256, a CSV file with its columns (type, meaning, constraints, key, references). Whatever
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
    files = {path for path in folder.rglob("*") if path.suffix in (".csv", ".parquet", ".txt")}
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
    keys = [name for name in columns[:1] if name in ("code", *KEYS.values())]
    meant = {field["name"]: field.get("description", "") for field in said["fields"]}
    frame, fields = FRAMES.get(place.stem, {}), []
    for name in columns:
        column = frame.get(name) or Column("string", meant.get(name, ""), name in keys)
        rules: dict = {"required": column.required, "unique": name in keys}
        if frame and name in VARIABLES:
            rules["enum"] = VARIABLES[name]
        kind = TYPES.get(column.dtype, "string")
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


if __name__ == "__main__":
    for place in map(Path, sys.argv[1:]):
        (place / "datapackage.json").write_text(describe(place), encoding="utf-8")
