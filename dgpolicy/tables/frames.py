"""The seven tables of a corpus: their columns, types, keys and meanings, said once."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd


class Column(NamedTuple):
    """One column: its type, what it means, whether it may be empty, what it refers to.

    ``codes`` names the codebook variable (``kind`` …) whose codes the column holds, in order;
    ``refers`` names the frame whose key the column repeats.
    """

    dtype: str
    about: str
    required: bool = True
    codes: str | None = None
    refers: str | None = None


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

_START = Column("Int64", "first code point of the words in the document's text, from 0")
_END = Column("Int64", "code point after the last of the words")


def _evidence(name: str, about: str) -> dict[str, Column]:
    return {
        f"{name}_text": Column("string", f"verbatim words: {about}", False),
        f"{name}_start": Column("Int64", f"first code point of {name}_text", False),
        f"{name}_end": Column("Int64", f"code point after {name}_text", False),
    }


FRAMES: dict[str, dict[str, Column]] = {
    "documents": {
        "document_id": Column("string", "key"),
        "title": Column("string", "title as published", False),
        "publisher": Column("string", "who published it", False),
        "published": Column("datetime64[s]", "date of publication", False),
        "url": Column("string", "address", False),
        "script": Column("category", "script that most characters belong to", True, "script"),
        "chars": Column("Int64", "length of the text in code points"),
        "sha256": Column("string", "SHA-256 of the text in UTF-8"),
        "text": Column("string", "the whole text; in files it stands in texts/<document_id>.txt"),
    },
    "statements": {
        "statement_id": Column("string", "key"),
        "document_id": Column("string", "document", refers="documents"),
        "organisation_id": Column(
            "category", "the body that speaks: a codebook code, else its full name", False
        ),
        "organisation": Column("string", "the body as the text names it", False),
        "organisation_start": Column("Int64", "first code point of organisation", False),
        "organisation_end": Column("Int64", "code point after organisation", False),
        "speaker": Column("string", "the person who speaks, as named", False),
        "speaker_title": Column("string", "the office, as named", False),
        "start": _START,
        "end": _END,
    },
    "pledges": {
        "pledge_id": Column("string", "key"),
        "document_id": Column("string", "document", refers="documents"),
        "statement_id": Column("string", "statement", refers="statements"),
        "organisation_id": Column("category", "the body that pledges, as in its statement", False),
        "kind": Column("category", "how the pledge stands in its statement", True, "kind"),
        "ordinal": Column("Int64", "the number that the text gives it", False),
        "headline": Column("string", "first clause, without its number"),
        "text": Column("string", "verbatim words of the whole pledge"),
        "start": _START,
        "end": _END,
        "horizon": Column("category", "by when, counted from publication", True, "horizon"),
        "horizon_basis": Column("category", "how firm that is", True, "horizon_basis"),
        **_evidence("horizon", "the cue of the horizon"),
        "horizon_from": Column("Int64", "first year, only where stated", False),
        "horizon_to": Column("Int64", "last year, only where stated", False),
        "horizon_years": Column("Int64", "stated duration in years, also where no year is", False),
        "aim": Column("category", "an act, or a state to be reached", True, "aim"),
        **_evidence("aim", "the result that is promised"),
        "specificity": Column("category", "can an outsider check it", True, "specificity"),
        **_evidence("specificity", "what makes it checkable"),
        "coder": Column("category", "who coded the row: reviewed, auto, or a coder's name"),
        "confidence": Column(
            "Float64", "probability that it is a pledge; empty where a person coded it", False
        ),
        "evidence": Column(
            "string", "the words that decided so, as start:end|start:end in the text", False
        ),
    },
    "actions": {
        "action_id": Column("string", "key"),
        "pledge_id": Column("string", "pledge", refers="pledges"),
        "verb": Column("string", "the verb that commits, verbatim"),
        "text": Column("string", "verbatim words of the clause"),
        "start": _START,
        "end": _END,
    },
    "mentions": {
        "mention_id": Column("string", "key"),
        "pledge_id": Column("string", "pledge", refers="pledges"),
        "action_id": Column("string", "action, where the words lie in one", False, None, "actions"),
        "scheme": Column("category", "codebook scheme", True, "scheme"),
        "code": Column("category", "code of that scheme"),
        "text": Column("string", "verbatim words that carry the code"),
        "start": _START,
        "end": _END,
    },
    "targets": {
        "target_id": Column("string", "key"),
        "pledge_id": Column("string", "pledge", refers="pledges"),
        "text": Column("string", "verbatim figure with its unit"),
        "value": Column("Float64", "the number, in its unit"),
        "unit": Column("string", "the unit, verbatim"),
        "bound": Column("category", "how the number binds", True, "bound"),
        "si_value": Column("Float64", "value in si_unit", False),
        "si_unit": Column("string", "m2, m, kg, J, W, or CNY for yuan", False),
        "hectares": Column("Float64", "areas in hectares; 15 mu are one hectare", False),
        "object": Column("string", "what is counted, verbatim, where it follows the unit", False),
        "start": _START,
        "end": _END,
    },
    "sentences": {
        "sentence_id": Column("string", "key"),
        "document_id": Column("string", "document", refers="documents"),
        "statement_id": Column("string", "statement", refers="statements"),
        "pledge_id": Column("string", "pledge; empty where it is none", False, None, "pledges"),
        "probability": Column("Float64", "that it is a pledge; empty where not judged", False),
        "start": _START,
        "end": _END,
    },
}
KEYS: dict[str, str] = {name: next(iter(columns)) for name, columns in FRAMES.items()}


SPANS = r"(\d+:\d+(\|\d+:\d+)*)?"  # how the column evidence is written


def spans(evidence: pd.Series) -> pd.DataFrame:
    """The offsets in a column ``evidence``: ``start`` and ``end``, one row a span, under its label.

    >>> spans(pd.Series(["3:5|8:9", None])).to_dict("list")
    {'start': [3, 8], 'end': [5, 9]}
    """
    found = evidence.astype("string").str.extractall(r"(?P<start>\d+):(?P<end>\d+)")
    return found.astype("Int64").droplevel("match")


def typed(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as the frame ``name``: its columns in order with their types, extra ones last.

    A column that may be empty may be left out. Raises ``ValueError`` that names the frame and the
    column where another is missing or a value does not fit its type.

    >>> typed("actions", pd.DataFrame(columns=list(FRAMES["actions"]))).dtypes["start"]
    Int64Dtype()
    """
    columns = FRAMES[name]
    rows = rows.assign(
        **{n: pd.NA for n, c in columns.items() if not c.required and n not in rows.columns}
    )
    if missing := [column for column in columns if column not in rows.columns]:
        raise ValueError(f"{name}: column missing: {', '.join(missing)}")
    made = {}
    for column, (dtype, _, _, codes, _) in columns.items():
        try:
            if codes:
                made[column] = _closed(rows[column], codes)
            elif dtype == "category":
                made[column] = _open(rows[column])
            else:
                made[column] = rows[column].astype(dtype)
        except (ValueError, TypeError) as error:
            raise ValueError(f"{name}.{column}: {error}") from error
    extra = {column: rows[column] for column in rows.columns if column not in columns}
    return pd.DataFrame(made | extra).reset_index(drop=True)


def _closed(values: pd.Series, variable: str) -> pd.Series:
    codes = list(VARIABLES[variable])
    unknown = values[values.notna() & ~values.isin(codes)]
    if len(unknown):
        raise ValueError(
            f"row {unknown.index[0]}: {unknown.iloc[0]!r} is none of {', '.join(codes)}"
        )
    return values.astype(pd.CategoricalDtype(codes))


def _open(values: pd.Series) -> pd.Series:
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values
    # Categories stand in the order of their first row: bodies in the order in which they speak.
    found = values.dropna().astype("str").unique()
    return values.astype("str").where(values.notna()).astype(pd.CategoricalDtype(found))


def empty(name: str) -> pd.DataFrame:
    """The frame ``name`` with no rows.

    >>> len(empty("pledges"))
    0
    """
    return typed(name, pd.DataFrame(columns=list(FRAMES[name]), dtype="object"))
