"""The seven tables of a corpus: what ``columns.csv`` says they hold, and the rules they keep.

The first column of a table is its key. A column that has the name of another table's key refers
to that table; one that has the name of a closed variable holds its codes; ``start`` and ``end``,
alone or after a prefix, are a span.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
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


_ROWS = pd.read_csv(Path(__file__).with_name("columns.csv"), na_filter=False).to_dict("records")
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
    ``CheckError`` that names the row and the column where a value does not fit its type.

    >>> typed("actions", pd.DataFrame(columns=list(FRAMES["actions"]))).dtypes["start"]
    Int64Dtype()
    """
    columns, held = FRAMES[name], rows.columns
    if missing := [c for c, about in columns.items() if about.required and c not in held]:
        raise CheckError(f"{name}: column missing: {', '.join(missing)}")
    rows = rows.reindex(columns=[*columns, *held.difference(columns, sort=False)])
    made = {column: rows[column].array for column in rows}
    for column, (dtype, _, _) in columns.items():
        given, made[column] = made[column], cast(made[column], column, dtype)
        for at in np.flatnonzero(made[column].isna() & ~pd.isna(given)):
            if given[at] != "":
                need = f"{column}: {given[at]!r} is not {_NEEDED.get(dtype)}"
                if column in VARIABLES:
                    need = nearest(given[at], VARIABLES[column], column)
                raise CheckError(f"{row_name(name, rows, int(at))}: {need}")
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


# A table is its columns by name: numbers as floats, NaN where one is missing, the rest as pandas
# holds it, since a rule over frames costs more than the rows that it looks at. And what a rule
# finds: the table, which rows break it, and what is wrong, in words in which {} is what a row has
# of the values that may follow.
Table = dict[str, Any]
Broken = Iterator[tuple]
# In which row of its own table each id of each table stands, the first of several; -1 for none.
Rows = dict[tuple[str, str], NDArray]
Schemes = Mapping[str, pd.DataFrame]
_HOMES = {key: name for name, key in KEYS.items()} | {"organisation_id": "statements"}
_PARTS = {"pledges": "headline", "actions": "verb"}
_STRING = pd.StringDtype()


def check(frames: Frames, schemes: Schemes) -> None:
    """Raise ``CheckError`` for the first row that breaks an invariant; else return.

    The invariants: columns, types and closed codes as in ``columns.csv``; keys unique, foreign
    keys resolved, and what two tables repeat alike in both; each text is the document's at its
    offsets; spans lie inside their pledge and statement; each code stands in its scheme; what a
    code rests on lies inside the pledge; and what the columns of a row say of each other.
    """
    tables = {name: _arrays(name, frames[name]) for name in FRAMES}
    ids = [(name, column) for column in _HOMES for name in FRAMES if column in FRAMES[name]]
    rows = {}
    for name, column in ids:
        given, own = (tables[each][column].astype("string") for each in (name, _HOMES[column]))
        rows[name, column] = pc.index_in(pa.array(given), pa.array(own)).fill_null(-1).to_numpy()
    for rule in (_filled, _places, _verbatim, _alike, _coded):
        for name, bad, words, *held in rule(tables, rows, schemes):
            if bad.any():
                at = int(bad.argmax())
                said = words.format(*(repr(values[at]) for values in held)) if held else words
                raise CheckError(f"{row_name(name, frames[name], at)}: {said}")


def _arrays(name: str, frame: pd.DataFrame) -> Table:
    found, table = dict(frame.dtypes), {}
    for column, (dtype, _, _) in FRAMES[name].items():
        needed = CLOSED.get(column, _STRING if dtype == "string" else dtype)
        if (held := found.get(column, "missing")) != needed:
            typed(name, frame)  # names the value at fault
            raise CheckError(f"{name}: column {column} is {held}, not {dtype}")
        values = frame[column].array
        table[column] = values.to_numpy(float, na_value=np.nan) if dtype in _NUMBERS else values
    return table


def _filled(tables: dict[str, Table], rows: Rows, schemes: Schemes) -> Broken:
    for name, table in tables.items():
        for column in (column for column, about in FRAMES[name].items() if about.required):
            values = pd.Series(table[column])
            yield name, values.isna() | values.isin([""]), f"{column} is missing"
        key = KEYS[name]
        doubled = rows[name, key] != np.arange(len(table[key]))
        yield name, doubled, f"its {key} stands twice; give each row its own"


def _places(tables: dict[str, Table], rows: Rows, schemes: Schemes) -> Broken:
    """References, and that a span lies inside those of the rows that it refers to."""
    chars = tables["documents"]["chars"]
    for name, table in tables.items():
        # The nearest first: what lies outside its action may lie inside its pledge.
        for other in reversed([o for o in FRAMES if o != name and KEYS[o] in FRAMES[name]]):
            outer, key, one = tables[other], KEYS[other], other.removesuffix("s")
            given, at = ~pd.isna(table[key]), rows[name, key]
            yield name, given & (at < 0), f"its {key} {{}} is none of {other}", table[key]
            for column in (c for c in _HOMES if c != key and c in table and c in outer):
                apart = rows[name, column] != np.append(rows[other, column], -1)[at]
                yield name, given & apart, f"its {column} is not its {one}'s"
            start, end = table["start"], table["end"]
            yield name, start >= end, "its span is empty: end must be greater than start"
            edges = (outer["start"], outer["end"]) if "start" in outer else (0 * chars, chars)
            first, last = (np.append(edge, np.nan)[at] for edge in edges)
            if (name, other) == ("sentences", "pledges"):
                yield name, (start >= last) | (end <= first), "does not meet its pledge"
            else:
                yield name, (start < first) | (end > last), f"does not lie inside its {one}"


def _verbatim(tables: dict[str, Table], rows: Rows, schemes: Schemes) -> Broken:
    texts = tables["documents"]["text"].tolist()
    for name, table in tables.items():
        for prefix in (c.removesuffix("start") for c in table if c.endswith("start")):
            column = next((c for c in (f"{prefix}text", prefix[:-1]) if c in table), None)
            if not column:
                continue
            edges = [table[f"{prefix}{edge}"] for edge in ("start", "end")]
            apart = (np.isnan(edges) != pd.isna(table[column])).any(axis=0)
            yield name, apart, f"{column} and its offsets do not stand together"
            home = rows.get((name, "document_id"))
            if home is None:
                home = rows["pledges", "document_id"][rows[name, "pledge_id"]]
            spans = np.nan_to_num([home, *edges]).astype(int).tolist()
            held = [texts[row][start:end] for row, start, end in zip(*spans, strict=True)]
            wrong = table[column].to_numpy(object, na_value="") != np.array(held, dtype=object)
            yield name, wrong, f"{column} is not what stands at its offsets: {{}}", held
            if "text" in table:
                outside = (edges[0] < table["start"]) | (edges[1] > table["end"])
                yield name, outside, f"{column} does not lie inside the pledge"
            if column == "text" and (part := _PARTS.get(name)):
                words = table[part].tolist()
                bad = np.array([one not in whole for one, whole in zip(words, held, strict=True)])
                yield name, bad, f"{part} does not stand in its text"


def _alike(tables: dict[str, Table], rows: Rows, schemes: Schemes) -> Broken:
    """What the columns of a row say of each other."""
    documents, pledges = tables["documents"], tables["pledges"]
    texts = documents["text"].tolist()
    digests = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    yield "documents", documents["sha256"] != digests, "sha256 is not that of the text"
    yield "documents", documents["chars"] != [*map(len, texts)], "chars is not the text's length"
    for name, column in (("pledges", "confidence"), ("sentences", "probability")):
        chance = tables[name][column]
        yield name, (chance < 0) | (chance > 1), f"{column} is no probability from 0 to 1"
    basis, horizon = pledges["horizon_basis"], pledges["horizon"]
    first, last, lasting = (pledges[f"horizon_{each}"] for each in ("from", "to", "years"))
    bare, unstated = np.isnan([first, last, lasting]).all(axis=0), basis != "stated"
    yield "pledges", unstated & ~bare, "years stand only where the horizon is stated"
    yield "pledges", first > last, "horizon_from is after horizon_to"
    classed = (horizon != "continuing") & (horizon != "unstated")
    yield "pledges", unstated & classed, "its horizon class needs a stated basis"
    apart = pd.isna(pledges["horizon_text"]) == (basis != "none")
    yield "pledges", apart, "a basis needs horizon_text, and none has none"
    for column, code in (("aim", "outcome"), ("specificity", "hard")):
        apart = pd.isna(pledges[f"{column}_text"]) == (pledges[column] == code)
        yield "pledges", apart, f"{code} needs {column}_text, and only {code}"


def _coded(tables: dict[str, Table], rows: Rows, schemes: Schemes) -> Broken:
    mentions, pledges = tables["mentions"], tables["pledges"]
    no_spans = "its evidence is no spans inside the pledge, as start:end|start:end"
    said = pa.array(pledges["evidence"])
    listed = pc.match_substring_regex(said, r"^\d+:\d+(\|\d+:\d+)*$").fill_null(True)
    yield "pledges", ~listed.to_numpy(zero_copy_only=False), no_spans
    spans = pc.split_pattern_regex(said, "[:|]")
    start, end = pc.list_flatten(spans).cast("float64").to_numpy().reshape(-1, 2).T
    at = pc.list_parent_indices(spans).to_numpy()[::2]
    outside = (start < pledges["start"][at]) | (start >= end) | (end > pledges["end"][at])
    yield "pledges", np.isin(np.arange(len(said)), at[outside]), no_spans
    code, scheme = mentions["code"], mentions["scheme"]
    for name, frame in schemes.items():
        known = code.categories.isin(frame.index)
        bad = (scheme == name) & ~known[code.codes]
        if bad.any():
            yield "mentions", bad, nearest(code[bad.argmax()], frame.index, name)
