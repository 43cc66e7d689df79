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
    columns = FRAMES[name]
    absent = [column for column in columns if column not in rows.columns]
    if missing := [column for column in absent if columns[column].required]:
        raise ValueError(f"{name}: column missing: {', '.join(missing)}")
    made = {}
    for column in columns:
        given = pd.Series(pd.NA, rows.index, "object") if column in absent else rows[column]
        try:
            made[column] = cast(given, column, columns[column].dtype)
        except (ValueError, TypeError) as error:
            raise ValueError(_fault(name, rows, column, error)) from error
    extra = {column: rows[column].array for column in rows.columns if column not in columns}
    return pd.DataFrame(made | extra)


def empty(name: str) -> pd.DataFrame:
    """The frame ``name`` with no rows.

    >>> len(empty("pledges"))
    0
    """
    return typed(name, pd.DataFrame(columns=list(FRAMES[name]), dtype="object"))


def row_name(name: str, rows: pd.DataFrame, at: int) -> str:
    """How an error calls a row: the table, and the row's key, or its number where it has none."""
    key = rows[KEYS[name]].iloc[at] if KEYS[name] in rows else pd.NA
    return f"{name}, row {at + 1 if pd.isna(key) else repr(key)}"


def cast(values: Sequence | NDArray | pd.Series, column: str, dtype: str) -> ExtensionArray:
    """Values as the column of that name and type holds them; text that is empty is missing.

    Raises ``ValueError`` or ``TypeError`` where one does not fit.

    >>> cast(["a", ""], "unit", "string").tolist()
    ['a', <NA>]
    """
    if column in VARIABLES:
        codes = CLOSED[column]
        places = codes.categories.get_indexer(values)
        if (places < 0).any():
            unknown = pd.Series(values).drop_duplicates().dropna()
            if len(unknown := unknown[~unknown.isin(codes.categories)]):
                raise ValueError(nearest(unknown.iloc[0], codes.categories, column))
        return pd.Categorical.from_codes(places, dtype=codes)
    if isinstance(getattr(values, "dtype", None), pd.CategoricalDtype):
        return pd.Series(values).array
    if dtype.startswith("datetime"):
        return pd.to_datetime(pd.Series(values), format="ISO8601").astype(dtype).array
    if dtype not in ("string", "category"):
        return pd.array(values, dtype=dtype)
    text = pd.array(values, dtype="string")
    if (blank := (text == "").to_numpy(bool, na_value=False)).any():
        text[blank] = pd.NA
    # Categories stand in the order of their first row: bodies in the order in which they speak.
    return pd.Categorical.from_codes(*pd.factorize(text)) if dtype == "category" else text


_NEEDED = {
    "Int64": "a whole number",
    "Float64": "a number",
    "datetime64[s]": "a date as 2022-11-09",
}


def _fault(name: str, rows: pd.DataFrame, column: str, error: Exception) -> str:
    """The words for the first value that does not fit; pandas names it for some types only."""
    dtype = FRAMES[name][column].dtype
    for at, value in enumerate(rows[column]):
        try:
            cast(pd.Series([value], dtype="object"), column, dtype)
        except (ValueError, TypeError) as own:
            need = f"{column}: {value!r} is not {_NEEDED[dtype]}" if dtype in _NEEDED else own
            return f"{row_name(name, rows, at)}: {need}"
    return f"{name}: {column}: {error}"
