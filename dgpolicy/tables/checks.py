"""The invariants of a corpus, each a rule that names the first row that breaks it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

from dgpolicy.tables.frames import FRAMES, KEYS, SPANS, VARIABLES, spans

if TYPE_CHECKING:
    from dgpolicy.codebook import Codebook

Frames = dict[str, pd.DataFrame]
Broken = Iterator[tuple[str, str, pd.Series]]
EVIDENCE = ("horizon", "aim", "specificity")
INSIDE = (
    ("statements", "document_id", "documents"),
    ("pledges", "statement_id", "statements"),
    ("sentences", "statement_id", "statements"),
    ("actions", "pledge_id", "pledges"),
    ("mentions", "pledge_id", "pledges"),
    ("mentions", "action_id", "actions"),
    ("targets", "pledge_id", "pledges"),
)


class CheckError(ValueError):
    """A row that breaks an invariant; the message names table, row and rule."""


def schema(name: str) -> pa.DataFrameSchema:
    """The pandera schema of a frame: its columns, types, key and closed codes."""
    columns = {}
    for column, (dtype, about, required, codes, _) in FRAMES[name].items():
        checks = [pa.Check.isin(VARIABLES[codes])] if codes else []
        columns[column] = pa.Column(
            None if dtype == "category" else dtype,
            checks,
            nullable=not required,
            unique=column == KEYS[name],
            description=about,
        )
    return pa.DataFrameSchema(columns, name=name)


def check(frames: Frames, codebook: Codebook) -> None:
    """Raise ``CheckError`` for the first row that breaks an invariant; else return.

    The invariants: columns, types and closed codes as in ``tables.frames``; keys unique and
    foreign keys resolved; each text is the document's at its offsets; spans lie inside their
    pledge and statement; each code stands in the codebook; what a code rests on lies inside
    the pledge; years only where a horizon is stated.
    """
    for name in FRAMES:
        _conforms(name, frames[name])
    texts = frames["documents"].set_index("document_id")["text"]
    for rule in (_references, _digests, _inside, _verbatim, _codes, _probabilities, _horizons):
        for name, words, bad in rule(frames, texts, codebook):
            if bad.any():
                row = frames[name][bad.to_numpy(dtype=bool, na_value=True)].iloc[0]
                raise CheckError(f"{name}, row {row[KEYS[name]]!r}: {words}")


def _conforms(name: str, frame: pd.DataFrame) -> None:
    if missing := [column for column in FRAMES[name] if column not in frame]:
        raise CheckError(f"{name}: column missing: {', '.join(missing)}")
    try:
        schema(name).validate(frame)
    except pa.errors.SchemaError as error:
        cases = error.failure_cases
        index = cases["index"].iloc[0] if isinstance(cases, pd.DataFrame) else None
        row = "" if pd.isna(index) else f", row {frame[KEYS[name]].loc[index]!r}"
        where = getattr(error.schema, "name", name)
        raise CheckError(f"{name}{row}: column {where}: {error.check}") from None


def _references(frames: Frames, texts: pd.Series, codebook: Codebook) -> Broken:
    for name, columns in FRAMES.items():
        for column, spec in columns.items():
            if spec.refers:
                values, keys = frames[name][column], frames[spec.refers][KEYS[spec.refers]]
                yield (
                    name,
                    f"its {column} is none of {spec.refers}",
                    values.notna() & ~values.isin(keys),
                )


def _digests(frames: Frames, texts: pd.Series, codebook: Codebook) -> Broken:
    documents = frames["documents"]
    digest = documents["text"].map(lambda text: hashlib.sha256(text.encode()).hexdigest())
    yield "documents", "sha256 is not that of the text", digest.ne(documents["sha256"])
    yield (
        "documents",
        "chars is not the text's length",
        documents["text"].str.len().ne(documents["chars"]),
    )


def _inside(frames: Frames, texts: pd.Series, codebook: Codebook) -> Broken:
    for name, key, outer_name in INSIDE:
        inner, outer = frames[name], frames[outer_name].set_index(KEYS[outer_name])
        if outer_name == "documents":
            outer = pd.DataFrame({"start": 0, "end": outer["text"].str.len()}, outer.index)
        start, end = (inner[key].map(outer[side]) for side in ("start", "end"))
        outside = (inner["start"] < start) | (inner["end"] > end) | (inner["start"] >= inner["end"])
        yield name, f"does not lie inside its {outer_name.removesuffix('s')}", outside.fillna(False)
    pledges, sentences = frames["pledges"], frames["sentences"]
    whole = pledges.set_index("pledge_id")
    start, end = (sentences["pledge_id"].map(whole[side]) for side in ("start", "end"))
    apart = (sentences["start"] >= end) | (sentences["end"] <= start)
    yield "sentences", "does not meet its pledge", apart.fillna(False)
    malformed = ~pledges["evidence"].fillna("").str.fullmatch(SPANS)
    yield "pledges", "evidence is not written as start:end|start:end", malformed
    places = spans(pledges["evidence"]).join(pledges[["start", "end"]], suffixes=("", "_of_pledge"))
    outside = (
        (places["start"] < places["start_of_pledge"])
        | (places["end"] > places["end_of_pledge"])
        | (places["start"] >= places["end"])
    )
    yield (
        "pledges",
        "its evidence does not lie inside the pledge",
        pledges.index.to_series().isin(places.index[outside]),
    )
    for side in EVIDENCE:
        start, end = pledges[f"{side}_start"], pledges[f"{side}_end"]
        outside = ((start < pledges["start"]) | (end > pledges["end"])).fillna(False)
        yield "pledges", f"{side}_text does not lie inside the pledge", outside
    home = frames["statements"].set_index("statement_id")["document_id"]
    for name in ("pledges", "sentences"):
        documents = frames[name]["statement_id"].map(home)
        yield name, "its document is not its statement's", documents.ne(frames[name]["document_id"])
    bodies = pledges["statement_id"].map(
        frames["statements"].set_index("statement_id")["organisation_id"].astype("string")
    )
    same = bodies.eq(pledges["organisation_id"].astype("string")) | (
        bodies.isna() & pledges["organisation_id"].isna()
    )
    yield "pledges", "its body is not its statement's", ~same.fillna(False).astype(bool)


def _verbatim(frames: Frames, texts: pd.Series, codebook: Codebook) -> Broken:
    document_of = frames["pledges"].set_index("pledge_id")["document_id"]
    spans = [(name, "", "text") for name in ("pledges", "actions", "mentions", "targets")]
    spans += [("pledges", f"{side}_", f"{side}_text") for side in EVIDENCE]
    spans += [("statements", "organisation_", "organisation")]
    for name, prefix, column in spans:
        frame = frames[name]
        documents = (
            frame["document_id"] if "document_id" in frame else frame["pledge_id"].map(document_of)
        )
        start, end, words = frame[f"{prefix}start"], frame[f"{prefix}end"], frame[column]
        yield (
            name,
            f"{column} and its offsets stand together",
            start.isna().ne(words.isna()) | end.isna().ne(words.isna()),
        )
        stands = [
            pd.isna(said) or texts[document][first:last] == said
            for document, first, last, said in zip(documents, start, end, words, strict=True)
        ]
        yield name, f"{column} is not what stands at its offsets", ~pd.Series(stands, dtype=bool)
    for name, column in (("pledges", "headline"), ("actions", "verb")):
        frame = frames[name]
        within = [part in whole for part, whole in zip(frame[column], frame["text"], strict=True)]
        yield name, f"{column} does not stand in its text", ~pd.Series(within, dtype=bool)


def _codes(frames: Frames, texts: pd.Series, codebook: Codebook) -> Broken:
    mentions = frames["mentions"]
    for scheme, frame in codebook.schemes.items():
        unknown = mentions["scheme"].eq(scheme) & ~mentions["code"].isin(frame.index)
        yield "mentions", f"its code is none of the codebook's {scheme} codes", unknown


def _probabilities(frames: Frames, texts: pd.Series, codebook: Codebook) -> Broken:
    for name, column in (("pledges", "confidence"), ("sentences", "probability")):
        value = frames[name][column]
        yield (
            name,
            f"{column} is no probability from 0 to 1",
            ((value < 0) | (value > 1)).fillna(False),
        )


def _horizons(frames: Frames, texts: pd.Series, codebook: Codebook) -> Broken:
    p = frames["pledges"]
    dated = p[["horizon_from", "horizon_to", "horizon_years"]].notna().any(axis=1)
    yield (
        "pledges",
        "years stand only where the horizon is stated",
        dated & p["horizon_basis"].ne("stated"),
    )
    yield (
        "pledges",
        "horizon_from is after horizon_to",
        (p["horizon_from"] > p["horizon_to"]).fillna(False),
    )
    cued = p["horizon_text"].notna()
    yield (
        "pledges",
        "a basis needs its cue, and no basis has none",
        cued.ne(p["horizon_basis"].ne("none")),
    )
    timeless = p["horizon"].isin(["within_2_years", "2_to_5_years", "over_5_years"])
    yield (
        "pledges",
        "its horizon class needs a stated basis",
        timeless & p["horizon_basis"].ne("stated"),
    )
    for side, code in (("aim", "outcome"), ("specificity", "hard")):
        yield (
            "pledges",
            f"{code} needs {side}_text, and only {code}",
            p[f"{side}_text"].notna().ne(p[side].eq(code)),
        )
