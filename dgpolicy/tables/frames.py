"""The seven tables of a corpus, as ``columns.csv`` says what they hold.

The first column of a table is its key. A column that has the name of another table's key refers
to that table; one that has the name of a closed variable holds its codes; ``start`` and ``end``,
alone or after a prefix, are a span.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
VARIABLES["status"] = ("kept", "partly_kept", "in_progress", "not_kept", "cannot_be_judged")
CLOSED = {variable: pd.CategoricalDtype(codes) for variable, codes in VARIABLES.items()}
KEYS: dict[str, str] = {name: next(iter(columns)) for name, columns in FRAMES.items()}


def typed(name: str, rows: pd.DataFrame, only: list[str] | None = None) -> pd.DataFrame:
    """The rows as the frame ``name``: its columns in order with their types, extra ones last.

    With ``only``, it has those columns alone.

    Text that is empty is missing, and a column that may be empty may be left out. Raises
    ``CheckError`` that names the row and the column where a value does not fit its type.

    >>> typed("actions", pd.DataFrame(columns=list(FRAMES["actions"]))).dtypes["start"]
    Int64Dtype()
    """
    columns, held = FRAMES[name], rows.columns
    if only is not None:
        columns = {column: columns[column] for column in only if column in columns}
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


NUMBERS = {"Int64": "a whole number", "Float64": "a number"}
_NEEDED = NUMBERS | {"datetime64[s]": "a date as 2022-11-09"}


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
        if getattr(values, "dtype", None) == codes:
            return values
        return pd.Categorical.from_codes(codes.categories.get_indexer(values), dtype=codes)
    if isinstance(getattr(values, "dtype", None), pd.CategoricalDtype):
        held = pd.Series(values).array
        return held.rename_categories(held.categories.astype("string"))
    if dtype.startswith("datetime"):
        days = pd.to_datetime(pd.Series(values), format="ISO8601", errors="coerce")
        return days.astype(dtype).array
    if dtype in NUMBERS:
        numbers = pd.to_numeric(np.asarray(values), errors="coerce").astype("float64")
        # Beyond 2**53 not every whole number is one.
        whole = (numbers == np.rint(numbers)) & (abs(numbers) <= 2**53)
        return pd.array(numbers if dtype == "Float64" else np.where(whole, numbers, np.nan), dtype)
    text = pd.array(values, dtype="string")
    if (blank := (text == "").to_numpy(bool, na_value=False)).any():
        text[blank] = pd.NA
    # Categories stand in the order of their first row: bodies in the order in which they speak.
    return pd.Categorical.from_codes(*pd.factorize(text)) if dtype == "category" else text


def governed(actions: pd.DataFrame, pledge_ids: pd.Series) -> pd.DataFrame:
    """The aim, specificity and horizon of pledges, as their actions make them, a row a pledge.

    A pledge is an ``outcome`` by its first action that is one, ``hard`` by its first that is hard.
    A stated time governs it before words of continuity, and these before words of pace; of stated
    times the one that ends last, since a pledge is kept or broken only then, and a duration only
    where no end is stated. Of equals it is the first. The columns are those that both tables have,
    missing where a pledge has no action.

    >>> import dgpolicy
    >>> actions = dgpolicy.load().actions
    >>> governed(actions, actions["pledge_id"].iloc[[0]])["aim"].tolist()
    ['outcome']
    """
    a, owners = actions, pd.factorize(actions["pledge_id"])[0]
    order, basis = VARIABLES["horizon"], pd.Index(VARIABLES["horizon_basis"])
    far = -pd.Index(order).get_indexer(a["horizon"])
    years = [-a[f"horizon_{each}"].fillna(0).to_numpy(float) for each in ("to", "years")]
    lasts = a["horizon"] != "continuing"
    ranks = {
        "aim": [a["aim"] != "outcome"],
        "specificity": [a["specificity"] != "hard"],
        "horizon": [basis.get_indexer(a["horizon_basis"]), *years, lasts, far],
    }
    made = []
    for variable, keys in ranks.items():
        best = np.lexsort([*reversed(keys), owners])
        first = best[np.unique(owners[best], return_index=True)[1]]
        names = [c for c in FRAMES["pledges"] if c.startswith(variable)]
        made.append(a[["pledge_id", *names]].iloc[first].set_index("pledge_id"))
    return pd.concat(made, axis=1).reindex(pledge_ids)


def told(counts: Mapping[str, int]) -> str:
    """How many documents, statements and pledges, in words.

    >>> told({"documents": 1, "statements": 6, "pledges": 30})
    '1 document, 6 statements, 30 pledges'
    """
    held = {name: counts[name] for name in ("documents", "statements", "pledges")}
    return ", ".join(
        f"{n} {name if n != 1 else name.removesuffix('s')}" for name, n in held.items()
    )
