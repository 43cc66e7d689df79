"""The seven tables of a corpus, said once: their columns, types, keys and meanings.

A column that has the name of another table's key refers to that table; one that has the name of
a closed variable holds its codes; ``start`` and ``end``, alone or after a prefix, are a span.
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from dgpolicy.errors import nearest

Frames = dict[str, pd.DataFrame]


class Column(NamedTuple):
    """One column: its type, what it means, and whether it must be filled."""

    dtype: str
    about: str
    required: bool = True


# The closed variables: few codes, in the order in which charts show them.
VARIABLES: dict[str, tuple[str, ...]] = {
    "script": ("hant", "hans"),
    "kind": ("directive", "unnumbered", "lead", "numbered"),
    "horizon": ("within_2_years", "2_to_5_years", "over_5_years", "continuing", "unstated"),
    "horizon_basis": ("stated", "implied", "none"),
    "aim": ("action", "outcome"),
    "specificity": ("hard", "soft"),
    "scheme": ("industry", "instrument", "programme", "organisation", "place"),
    "bound": ("at_least", "at_most", "equal", "about"),
}

ABOUT = {
    "documents": "One row a published text; the text itself is the file in column path.",
    "statements": "Everything that one body or person says in one block, one row a block.",
    "pledges": "Commitments of an identified body to act or to bring about an outcome.",
    "actions": "The clauses of a pledge that each commit to one thing.",
    "mentions": "Stretches of a pledge to which the codebook gives a code.",
    "targets": "Figures with their unit that a pledge sets or relies on.",
    "sentences": "Every sentence that was judged, with the pledge that it belongs to or none.",
}


def _keyed(key: str, refers: str = "") -> dict[str, Column]:
    columns = {f"{key}_id": Column("string", "key")}
    return columns | {f"{name}_id": Column("string", name) for name in refers.split()}


def _span(name: str = "", about: str = "") -> dict[str, Column]:
    if not name:
        start = Column("Int64", "first code point of the words in the document's text, from 0")
        return {"start": start, "end": Column("Int64", "code point after the last of the words")}
    words = name if name == "organisation" else f"{name}_text"
    return {
        words: Column("string", about, False),
        f"{name}_start": Column("Int64", f"first code point of {words}", False),
        f"{name}_end": Column("Int64", f"code point after {words}", False),
    }


FRAMES: dict[str, dict[str, Column]] = {
    "documents": {
        **_keyed("document"),
        "title": Column("string", "title as published", False),
        "publisher": Column("string", "who published it", False),
        "published": Column("datetime64[s]", "date of publication", False),
        "url": Column("string", "address", False),
        "script": Column("category", "script that most characters belong to"),
        "chars": Column("Int64", "length of the text in code points"),
        "sha256": Column("string", "SHA-256 of the text in UTF-8"),
        "text": Column("string", "the whole text; in files it stands in texts/<document_id>.txt"),
    },
    "statements": {
        **_keyed("statement", "document"),
        "organisation_id": Column(
            "category", "the body that speaks: a codebook code, else its full name", False
        ),
        **_span("organisation", "the body as the text names it"),
        "speaker": Column("string", "the person who speaks, as named", False),
        "speaker_title": Column("string", "the office, as named", False),
        **_span(),
    },
    "pledges": {
        **_keyed("pledge", "document statement"),
        "organisation_id": Column("category", "the body that pledges, as in its statement", False),
        "kind": Column("category", "how the pledge stands in its statement"),
        "ordinal": Column("Int64", "the number that the text gives it", False),
        "headline": Column("string", "first clause, without its number"),
        "text": Column("string", "verbatim words of the whole pledge"),
        **_span(),
        "horizon": Column("category", "by when, counted from publication"),
        "horizon_basis": Column("category", "how firm that is"),
        **_span("horizon", "verbatim words: the cue of the horizon"),
        "horizon_from": Column("Int64", "first year, only where stated", False),
        "horizon_to": Column("Int64", "last year, only where stated", False),
        "horizon_years": Column("Int64", "stated duration in years, also where no year is", False),
        "aim": Column("category", "an act, or a state to be reached"),
        **_span("aim", "verbatim words: the result that is promised"),
        "specificity": Column("category", "can an outsider check it"),
        **_span("specificity", "verbatim words: what makes it checkable"),
        "coder": Column("category", "who coded the row: reviewed, auto, or a coder's name"),
        "confidence": Column(
            "Float64", "probability that it is a pledge; empty where a person coded it", False
        ),
        "evidence": Column(
            "string", "the words that decided so, as start:end|start:end in the text", False
        ),
        "headline_en": Column("string", "the headline in English: ours, not the source's", False),
        "text_en": Column("string", "the pledge in English: ours, not the source's", False),
        "translator": Column("string", "who translated it, and how it was reviewed", False),
        "translated": Column("datetime64[s]", "when it was translated", False),
    },
    "actions": {
        **_keyed("action", "pledge"),
        "verb": Column("string", "the verb that commits, verbatim"),
        "text": Column("string", "verbatim words of the clause"),
        **_span(),
    },
    "mentions": {
        **_keyed("mention", "pledge"),
        "action_id": Column("string", "action, where the words lie in one", False),
        "scheme": Column("category", "codebook scheme"),
        "code": Column("category", "code of that scheme"),
        "text": Column("string", "verbatim words that carry the code"),
        **_span(),
    },
    "targets": {
        **_keyed("target", "pledge"),
        "text": Column("string", "verbatim figure with its unit"),
        "value": Column("Float64", "the number, in its unit"),
        "unit": Column("string", "the unit, verbatim; empty where the figure has none", False),
        "bound": Column("category", "how the number binds"),
        "si_value": Column("Float64", "value in si_unit", False),
        "si_unit": Column("string", "m2, m, kg, J, W, or CNY for yuan", False),
        "hectares": Column("Float64", "areas in hectares; 15 mu are one hectare", False),
        "object": Column("string", "what is counted, verbatim, where it follows the unit", False),
        **_span(),
    },
    "sentences": {
        **_keyed("sentence", "document statement"),
        "pledge_id": Column("string", "pledge; empty where it is none", False),
        "probability": Column("Float64", "that it is a pledge; empty where not judged", False),
        **_span(),
    },
}
KEYS: dict[str, str] = {name: next(iter(columns)) for name, columns in FRAMES.items()}


def words_of(name: str) -> dict[str, str | None]:
    """The spans of a frame: the prefix of each, and the column with its words, if there is one.

    >>> words_of("statements")
    {'organisation_': 'organisation', '': None}
    """
    columns = FRAMES[name]
    prefixes = [column.removesuffix("start") for column in columns if column.endswith("start")]
    return {p: next((w for w in (f"{p}text", p[:-1]) if w in columns), None) for p in prefixes}


def spans(evidence: pd.Series) -> pd.DataFrame:
    """The offsets in a column ``evidence``: ``start`` and ``end``, one row a span, under its label.

    >>> spans(pd.Series(["3:5|8:9", None])).to_dict("list")
    {'start': [3, 8], 'end': [5, 9]}
    """
    found = evidence.astype("string").str.extractall(r"(?P<start>\d+):(?P<end>\d+)")
    return found.astype("Int64").droplevel("match")


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
    none = pd.Series([pd.NA] * len(rows), dtype="object")
    made = {}
    for column, (dtype, _, _) in columns.items():
        try:
            made[column] = _cast(none if column in absent else rows[column], column, dtype).array
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


def closed(variable: str) -> pd.CategoricalDtype:
    """The type of a column that holds the codes of a closed variable.

    >>> list(closed("aim").categories)
    ['action', 'outcome']
    """
    return pd.CategoricalDtype(VARIABLES[variable])


def _cast(values: pd.Series, column: str, dtype: str) -> pd.Series:
    if column in VARIABLES:
        codes = closed(column)
        given = values.dropna() if values.dtype != codes else values[:0]
        if len(unknown := given[~given.isin(codes.categories)]):
            raise ValueError(nearest(unknown.iloc[0], codes.categories, column))
        return values.astype(codes)
    if dtype == "category":
        # Categories stand in the order of their first row: bodies in the order in which they speak.
        if isinstance(values.dtype, pd.CategoricalDtype):
            return values
        given = _cast(values, "", "string")
        return given.astype(pd.CategoricalDtype(given.dropna().astype("str").unique()))
    if dtype == "string":
        text = values.astype(dtype)
        empty = (text == "").fillna(False)
        return text.mask(empty) if empty.any() else text
    if dtype.startswith("datetime"):
        return pd.to_datetime(values, format="ISO8601").astype(dtype)
    return values.astype(dtype)


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
            _cast(pd.Series([value], dtype="object"), column, dtype)
        except (ValueError, TypeError) as own:
            need = f"{column}: {value!r} is not {_NEEDED[dtype]}" if dtype in _NEEDED else own
            return f"{row_name(name, rows, at)}: {need}"
    return f"{name}: {column}: {error}"
