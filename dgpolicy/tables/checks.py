"""The invariants of a corpus: rules over whole columns, each of which names the first bad row."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dgpolicy.errors import CheckError, nearest
from dgpolicy.tables.frames import FRAMES, KEYS, Frames, row_name, typed

if TYPE_CHECKING:
    from dgpolicy.codebook import Codebook

# What a rule finds: the table, which rows break it, and what is wrong, in words in which {} is what
# a row has of the values that may follow.
Broken = Iterator[tuple]
_MISSING = {"Int64": ("int64", -1), "Float64": ("float64", np.nan)}


class _Table(dict[str, np.ndarray]):
    """A frame as arrays, since a rule in pandas costs more than the rows that it looks at.

    What is missing is ``""``, ``-1`` or NaN, and ``True`` in ``gone``.
    """

    def __init__(self, name: str, frame: pd.DataFrame) -> None:
        self.gone = {column: frame[column].isna().to_numpy() for column in FRAMES[name]}
        for column in FRAMES[name]:
            kind, missing = _MISSING.get(str(frame[column].dtype), (object, ""))
            self[column] = frame[column].to_numpy(kind, na_value=missing)


def check(frames: Frames, codebook: Codebook) -> None:
    """Raise ``CheckError`` for the first row that breaks an invariant; else return.

    The invariants: columns, types and closed codes as in ``tables.frames``; keys unique, foreign
    keys resolved, and what two tables repeat alike in both; each text is the document's at its
    offsets; spans lie inside their pledge and statement; each code stands in the codebook; what a
    code rests on lies inside the pledge; years only where a horizon is stated.
    """
    for name in FRAMES:
        _conforms(name, frames[name])
    tables = {name: _Table(name, frames[name]) for name in FRAMES}
    for rule in (_filled, _places, _verbatim, _coded):
        for name, bad, words, *held in rule(tables, codebook):
            if bad.any():
                at = int(bad.argmax())
                said = words.format(*(repr(values[at]) for values in held)) if held else words
                raise CheckError(f"{row_name(name, frames[name], at)}: {said}")


def _conforms(name: str, frame: pd.DataFrame) -> None:
    try:
        made = typed(name, frame)
    except ValueError as error:
        raise CheckError(str(error)) from None
    for column, (dtype, _, _) in FRAMES[name].items():
        found = frame[column].dtype if column in frame else "missing"
        if found != made[column].dtype:
            raise CheckError(f"{name}: column {column} is {found}, not {dtype}")


def _filled(tables: dict[str, _Table], codebook: Codebook) -> Broken:
    for name, table in tables.items():
        for column in (column for column, about in FRAMES[name].items() if about.required):
            yield name, table.gone[column], f"{column} is missing"
        doubled = pd.Index(table[KEYS[name]]).duplicated()
        yield name, doubled, f"its {KEYS[name]} stands twice; give each row its own"
    documents = tables["documents"]
    digests = [hashlib.sha256(text.encode()).hexdigest() for text in documents["text"]]
    yield "documents", documents["sha256"] != digests, "sha256 is not that of the text"
    lengths = [len(text) for text in documents["text"]]
    yield "documents", documents["chars"] != lengths, "chars is not the text's length"


def _places(tables: dict[str, _Table], codebook: Codebook) -> Broken:
    """References, and that a span lies inside those of the rows that it refers to."""
    chars = tables["documents"]["chars"]
    tables["documents"] |= {"start": np.zeros_like(chars), "end": chars}
    for name, table in tables.items():
        # The nearest first: what lies outside its action may lie inside its pledge.
        for other in reversed([o for o in FRAMES if o != name and KEYS[o] in FRAMES[name]]):
            outer, key, one = tables[other], KEYS[other], other.removesuffix("s")
            given, rows = ~table.gone[key], {value: row for row, value in enumerate(outer[key])}
            at = np.array([rows.get(value, -1) for value in table[key]], dtype="int64")
            yield name, given & (at < 0), f"its {key} {{}} is none of {other}", table[key]
            for column in sorted((FRAMES[name].keys() & FRAMES[other].keys()) - {key}):
                if column.endswith("_id"):
                    apart = table[column] != np.append(outer[column], "")[at]
                    yield name, given & apart, f"its {column} is not its {one}'s"
            start, end = table["start"], table["end"]
            yield name, start >= end, "its span is empty: end must be greater than start"
            first, last = (np.append(outer[side], 0)[at] for side in ("start", "end"))
            if (name, other) == ("sentences", "pledges"):
                yield name, given & ((start >= last) | (end <= first)), "does not meet its pledge"
            else:
                outside = given & ((start < first) | (end > last))
                yield name, outside, f"does not lie inside its {one}"


def _verbatim(tables: dict[str, _Table], codebook: Codebook) -> Broken:
    texts = dict(zip(*(tables["documents"][c] for c in ("document_id", "text")), strict=True))
    homes = dict(zip(*(tables["pledges"][c] for c in ("pledge_id", "document_id")), strict=True))
    for name, table in tables.items():
        columns = FRAMES[name]
        own = "document_id" in columns
        home = table["document_id"] if own else [homes[key] for key in table["pledge_id"]]
        for prefix in (c.removesuffix("start") for c in columns if c.endswith("start")):
            column = next((c for c in (f"{prefix}text", prefix[:-1]) if c in columns), None)
            if not column:
                continue
            start, end, none = table[f"{prefix}start"], table[f"{prefix}end"], table.gone[column]
            apart = (table.gone[f"{prefix}start"] != none) | (table.gone[f"{prefix}end"] != none)
            yield name, apart, f"{column} and its offsets do not stand together"
            held = np.array([texts[h][a:b] for h, a, b in zip(home, start, end, strict=True)], "O")
            wrong = ~none & (table[column] != held)
            yield name, wrong, f"{column} is not what stands at its offsets: {{}}", held
            if prefix and "text" in columns:
                outside = (start < table["start"]) | (end > table["end"])
                yield name, ~none & outside, f"{column} does not lie inside the pledge"
    for name, part in (("pledges", "headline"), ("actions", "verb")):
        pairs = zip(tables[name][part], tables[name]["text"], strict=True)
        bad = np.array([words not in whole for words, whole in pairs], dtype=bool)
        yield name, bad, f"{part} does not stand in its text"


def _coded(tables: dict[str, _Table], codebook: Codebook) -> Broken:
    for name, column in (("pledges", "confidence"), ("sentences", "probability")):
        value = tables[name][column]
        yield name, (value < 0) | (value > 1), f"{column} is no probability from 0 to 1"
    p, mentions = tables["pledges"], tables["mentions"]
    rows = zip(p["evidence"], p["start"], p["end"], strict=True)
    bad = np.array([not _spans_inside(*row) for row in rows], dtype=bool)
    yield "pledges", bad, "its evidence is no spans inside the pledge, as start:end|start:end"
    known = {scheme: {*frame.index.tolist()} for scheme, frame in codebook.schemes.items()}
    pairs = zip(mentions["scheme"], mentions["code"], strict=True)
    bad = np.array([code not in known[scheme] for scheme, code in pairs], dtype=bool)
    if bad.any():
        scheme, code = (mentions[column][bad.argmax()] for column in ("scheme", "code"))
        yield "mentions", bad, nearest(code, known[scheme], scheme, most=0)
    unstated = p["horizon_basis"] != "stated"
    years = ("horizon_from", "horizon_to", "horizon_years")
    given = ~np.logical_and.reduce([p.gone[column] for column in years])
    yield "pledges", given & unstated, "years stand only where the horizon is stated"
    late = (p["horizon_from"] > p["horizon_to"]) & ~p.gone["horizon_to"]
    yield "pledges", late, "horizon_from is after horizon_to"
    dated = np.isin(p["horizon"], ("within_2_years", "2_to_5_years", "over_5_years"))
    yield "pledges", dated & unstated, "its horizon class needs a stated basis"
    cued = p["horizon_basis"] != "none"
    yield "pledges", p.gone["horizon_text"] == cued, "a basis needs horizon_text, and none has none"
    for column, code in (("aim", "outcome"), ("specificity", "hard")):
        alone = p.gone[f"{column}_text"] == (p[column] == code)
        yield "pledges", alone, f"{code} needs {column}_text, and only {code}"


def _spans_inside(said: str, first: int, last: int) -> bool:
    spans = re.findall(r"(\d+):(\d+)", said)
    inside = all(first <= int(start) < int(end) <= last for start, end in spans)
    return inside and said == "|".join(map(":".join, spans))
