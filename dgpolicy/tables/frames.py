"""The seven tables of a corpus: what ``columns.csv`` says they hold, and the rules they keep.

The first column of a table is its key. A column that has the name of another table's key refers
to that table; one that has the name of a closed variable holds its codes; ``start`` and ``end``,
alone or after a prefix, are a span.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray

from dgpolicy.errors import CheckError, nearest

Frames = dict[str, pd.DataFrame]


class Column(NamedTuple):
    """One column: its type, what it means, and whether it must be filled."""

    dtype: str
    about: str
    required: bool


# From this probability on a pledge is sure, and below its complement a refusal: what lies between
# is worth a look.
SURE = 0.9


def _listed(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


_ROWS = _listed("columns.csv")
ABOUT = {row["table"]: row["about"] for row in _ROWS if not row["column"]}
FRAMES: dict[str, dict[str, Column]] = {
    table: {
        row["column"]: Column(row["type"], row["about"], row["required"] == "yes")
        for row in _ROWS
        if row["table"] == table and row["column"]
    }
    for table in ABOUT
}
# The closed variables: few codes, in the order in which charts show them.
VARIABLES: dict[str, tuple[str, ...]] = {
    row["column"]: tuple(row["codes"].split("|")) for row in _ROWS if row["codes"]
}
VARIABLES["doubt"] = ("sure", "doubtful")  # made of the confidence
CLOSED = {variable: pd.CategoricalDtype(codes) for variable, codes in VARIABLES.items()}
KEYS: dict[str, str] = {name: next(iter(columns)) for name, columns in FRAMES.items()}


def typed(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as the frame ``name``: its columns in order with their types, extra ones last.

    Text that is empty is missing, and a column that may be empty may be left out. Raises
    ``ValueError`` that names the row and the column where a value does not fit its type.

    >>> typed("actions", pd.DataFrame(columns=list(FRAMES["actions"]))).dtypes["start"]
    Int64Dtype()
    """
    columns, held = FRAMES[name], rows.columns
    needed = [column for column, about in columns.items() if about.required]
    if missing := [column for column in needed if column not in held]:
        raise ValueError(f"{name}: column missing: {', '.join(missing)}")
    rows = rows.reindex(columns=[*columns, *held.difference(columns, sort=False)])
    made = {column: rows[column].array for column in rows}
    for column, (dtype, _, _) in columns.items():
        given, made[column] = made[column], cast(made[column], column, dtype)
        for at in np.flatnonzero(made[column].isna() & ~pd.isna(given)):
            if given[at] != "":
                need = f"{column}: {given[at]!r} is not {_NEEDED.get(dtype)}"
                if column in VARIABLES:
                    need = nearest(given[at], VARIABLES[column], column)
                raise ValueError(f"{row_name(name, rows, int(at))}: {need}")
    return pd.DataFrame(made)


_NUMBERS = {"Int64": "a whole number", "Float64": "a number"}
_NEEDED = _NUMBERS | {"datetime64[s]": "a date as 2022-11-09"}


def row_name(name: str, rows: pd.DataFrame, at: int) -> str:
    """How an error calls a row: the table, and the row's key, or its number where it has none."""
    key = rows[KEYS[name]].iloc[at] if KEYS[name] in rows else pd.NA
    return f"{name}, row {at + 1 if pd.isna(key) else repr(key)}"


def cast(values: Sequence | NDArray | pd.Series, column: str, dtype: str) -> ExtensionArray:
    """Values as the column of that name and type holds them; what is empty or unfit is missing.

    >>> cast(["a", ""], "unit", "string").tolist(), cast(["1", "a"], "start", "Int64").tolist()
    (['a', <NA>], [1, <NA>])
    """
    if column in CLOSED:
        codes = CLOSED[column]
        return pd.Categorical.from_codes(codes.categories.get_indexer(values), dtype=codes)
    if isinstance(getattr(values, "dtype", None), pd.CategoricalDtype):
        return pd.Series(values).array
    if dtype.startswith("datetime"):
        days = pd.to_datetime(pd.Series(values), format="ISO8601", errors="coerce")
        return days.astype(dtype).array
    if dtype in _NUMBERS:
        numbers = pd.to_numeric(np.asarray(values), errors="coerce").astype("float64")
        return pd.array(
            numbers if dtype == "Float64" else np.where(numbers % 1, np.nan, numbers), dtype
        )
    text = pd.array(values, dtype="string")
    if (blank := (text == "").to_numpy(bool, na_value=False)).any():
        text[blank] = pd.NA
    # Categories stand in the order of their first row: bodies in the order in which they speak.
    return pd.Categorical.from_codes(*pd.factorize(text)) if dtype == "category" else text


# Columns by name, as arrays, since a rule in pandas costs more than the rows that it looks at;
# what is missing is ``None`` or NaN. And what a rule finds: the table, which rows break it, and
# what is wrong, in words in which {} is what a row has of the values that may follow.
Table = dict[str, NDArray]
Broken = Iterator[tuple]


def check(frames: Frames, schemes: Mapping[str, pd.DataFrame]) -> None:
    """Raise ``CheckError`` for the first row that breaks an invariant; else return.

    The invariants: columns, types and closed codes as in ``columns.csv``; keys unique, foreign
    keys resolved, and what two tables repeat alike in both; each text is the document's at its
    offsets; spans lie inside their pledge and statement; each code stands in its scheme; what a
    code rests on lies inside the pledge; and the rules of ``rules.csv``.
    """
    tables: dict[str, Table] = {}
    for name, columns in FRAMES.items():
        try:
            made = typed(name, frames[name])
        except ValueError as error:
            raise CheckError(str(error)) from None
        for column, (dtype, _, _) in columns.items():
            found = frames[name][column].dtype if column in frames[name] else "missing"
            if found != made[column].dtype:
                raise CheckError(f"{name}: column {column} is {found}, not {dtype}")
        tables[name] = {
            column: made[column].to_numpy(float, na_value=np.nan)
            if about.dtype in _NUMBERS
            else made[column].to_numpy(object, na_value=None)
            for column, about in columns.items()
        }
    for rule in (_filled, _places, _verbatim, _coded):
        for name, bad, words, *held in rule(tables, schemes):
            if bad.any():
                at = int(bad.argmax())
                said = words.format(*(repr(values[at]) for values in held)) if held else words
                raise CheckError(f"{row_name(name, frames[name], at)}: {said}")


def _filled(tables: dict[str, Table], schemes: Mapping[str, pd.DataFrame]) -> Broken:
    for name, table in tables.items():
        for column in (column for column, about in FRAMES[name].items() if about.required):
            yield name, pd.isna(table[column]), f"{column} is missing"
        doubled = pd.Index(table[KEYS[name]]).duplicated()
        yield name, doubled, f"its {KEYS[name]} stands twice; give each row its own"


def _places(tables: dict[str, Table], schemes: Mapping[str, pd.DataFrame]) -> Broken:
    """References, and that a span lies inside those of the rows that it refers to."""
    chars = tables["documents"]["chars"]
    for name, table in tables.items():
        # The nearest first: what lies outside its action may lie inside its pledge.
        for other in reversed([o for o in FRAMES if o != name and KEYS[o] in FRAMES[name]]):
            outer, key, one = tables[other], KEYS[other], other.removesuffix("s")
            given, rows = ~pd.isna(table[key]), {value: row for row, value in enumerate(outer[key])}
            at = np.array([rows.get(value, -1) for value in table[key]], dtype=int)
            yield name, given & (at < 0), f"its {key} {{}} is none of {other}", table[key]
            for column in sorted((FRAMES[name].keys() & FRAMES[other].keys()) - {key}):
                if column.endswith("_id"):
                    apart = table[column] != np.array([*outer[column], None], dtype=object)[at]
                    yield name, given & apart, f"its {column} is not its {one}'s"
            start, end = table["start"], table["end"]
            yield name, start >= end, "its span is empty: end must be greater than start"
            edges = (outer.get("start", 0 * chars), outer.get("end", chars))
            first, last = (np.append(edge, np.nan)[at] for edge in edges)
            if (name, other) == ("sentences", "pledges"):
                yield name, (start >= last) | (end <= first), "does not meet its pledge"
            else:
                yield name, (start < first) | (end > last), f"does not lie inside its {one}"


def _verbatim(tables: dict[str, Table], schemes: Mapping[str, pd.DataFrame]) -> Broken:
    texts = dict(zip(*(tables["documents"][c] for c in ("document_id", "text")), strict=True))
    homes = dict(zip(*(tables["pledges"][c] for c in ("pledge_id", "document_id")), strict=True))
    for name, table in tables.items():
        home = table.get("document_id", [*map(homes.get, table.get("pledge_id", []))])
        for prefix in (c.removesuffix("start") for c in table if c.endswith("start")):
            column = next((c for c in (f"{prefix}text", prefix[:-1]) if c in table), None)
            if not column:
                continue
            start, end, none = (
                table[f"{prefix}start"],
                table[f"{prefix}end"],
                pd.isna(table[column]),
            )
            apart = (pd.isna(start) != none) | (pd.isna(end) != none)
            yield name, apart, f"{column} and its offsets do not stand together"
            spans = zip(
                home, *(np.nan_to_num(edge).astype(int) for edge in (start, end)), strict=True
            )
            held = np.array([texts[document][a:b] for document, a, b in spans], dtype=object)
            wrong = ~none & (table[column] != held)
            yield name, wrong, f"{column} is not what stands at its offsets: {{}}", held
            outside = (start < table["start"]) | (end > table["end"])
            if "text" in table:
                yield name, outside, f"{column} does not lie inside the pledge"
    for name, part in (("pledges", "headline"), ("actions", "verb")):
        pairs = zip(tables[name][part], tables[name]["text"], strict=True)
        bad = np.array([words not in whole for words, whole in pairs], dtype=bool)
        yield name, bad, f"{part} does not stand in its text"


def _coded(tables: dict[str, Table], schemes: Mapping[str, pd.DataFrame]) -> Broken:
    documents, mentions, p = (tables[name] for name in ("documents", "mentions", "pledges"))
    texts = documents["text"].tolist()
    documents["digest"] = np.array([hashlib.sha256(t.encode()).hexdigest() for t in texts], object)
    documents["length"] = np.array([len(text) for text in texts])
    for rule in _listed("rules.csv"):
        bad = pd.DataFrame(tables[rule["table"]]).eval(rule["broken"], engine="python")
        yield rule["table"], bad.to_numpy(bool), rule["words"]
    rows = zip(p["evidence"], p["start"], p["end"], strict=True)
    bad = np.array([not _spans_inside(*row) for row in rows], dtype=bool)
    yield "pledges", bad, "its evidence is no spans inside the pledge, as start:end|start:end"
    known = {scheme: {*frame.index} for scheme, frame in schemes.items()}
    pairs = zip(mentions["scheme"], mentions["code"], strict=True)
    bad = np.array([code not in known[scheme] for scheme, code in pairs], dtype=bool)
    if bad.any():
        scheme, code = (mentions[column][bad.argmax()] for column in ("scheme", "code"))
        yield "mentions", bad, nearest(code, schemes[scheme].index, scheme)


def _spans_inside(said: str | None, first: int, last: int) -> bool:
    spans = re.findall(r"(\d+):(\d+)", said or "")
    inside = all(first <= int(start) < int(end) <= last for start, end in spans)
    return inside and (said or "") == "|".join(map(":".join, spans))
