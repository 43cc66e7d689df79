"""The rules that the tables of a corpus keep, each over whole columns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dgpolicy.errors import CheckError, nearest
from dgpolicy.tables.frames import CLOSED, FRAMES, KEYS, NUMBERS, Frames, governed, row_name, typed

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
# The code of each variable that rests on no words.
_BARE = dict(horizon_basis="none", aim="action", specificity="soft", strength="ambiguous")


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
        table[column] = values.to_numpy(float, na_value=np.nan) if dtype in NUMBERS else values
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
    for name in ("actions", "pledges"):
        coded = tables[name]
        basis, horizon = coded["horizon_basis"], coded["horizon"]
        first, last, lasting = (coded[f"horizon_{each}"] for each in ("from", "to", "years"))
        bare, unstated = np.isnan([first, last, lasting]).all(axis=0), basis != "stated"
        yield name, unstated & ~bare, "years stand only where the horizon is stated"
        yield name, first > last, "horizon_from is after horizon_to"
        classed = (horizon != "continuing") & (horizon != "unstated")
        yield name, unstated & classed, "its horizon class needs a stated basis"
        for column, code in _BARE.items():
            if column in coded:
                words = f"{column.removesuffix('_basis')}_text"
                apart = pd.isna(coded[words]) != (coded[column] == code)
                yield name, apart, f"{column} needs {words}, and {code} has none"
    actions = pd.DataFrame({column: tables["actions"][column] for column in FRAMES["actions"]})
    made = governed(actions, pd.Series(pledges["pledge_id"]))
    for column in (c for c in made if not c.endswith("text")):
        ours, theirs = pd.Series(pledges[column]), made[column].reset_index(drop=True)
        apart = (ours != theirs) & (ours.notna() | theirs.notna()) & made["aim"].notna().array
        yield "pledges", apart, f"{column} is not what its actions make it: {{}}", theirs


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
