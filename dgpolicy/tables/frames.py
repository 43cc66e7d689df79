"""The seven tables of a corpus, said once in ``columns.csv``: columns, types, codes and meanings.

The first column of a table is its key. A column that has the name of another table's key refers
to that table; one that has the name of a closed variable holds its codes; ``start`` and ``end``,
alone or after a prefix, are a span.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray

from dgpolicy.errors import nearest

Frames = dict[str, pd.DataFrame]


class Column(NamedTuple):
    """One column: its type, what it means, and whether it must be filled."""

    dtype: str
    about: str
    required: bool


# From this probability on a pledge is sure, and below its complement a refusal: what lies between
# is worth a look.
SURE = 0.9

with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as _file:
    _ROWS = [*csv.DictReader(_file)]
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
                raise ValueError(f"{row_name(name, rows, at)}: {need}")
    return pd.DataFrame(made)


_NEEDED = {
    "Int64": "a whole number",
    "Float64": "a number",
    "datetime64[s]": "a date as 2022-11-09",
}


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
    if dtype in ("Int64", "Float64"):
        numbers = pd.to_numeric(np.asarray(values), errors="coerce").astype("float64")
        return pd.array(
            numbers if dtype == "Float64" else np.where(numbers % 1, np.nan, numbers), dtype
        )
    text = pd.array(values, dtype="string")
    if (blank := (text == "").to_numpy(bool, na_value=False)).any():
        text[blank] = pd.NA
    # Categories stand in the order of their first row: bodies in the order in which they speak.
    return pd.Categorical.from_codes(*pd.factorize(text)) if dtype == "category" else text
