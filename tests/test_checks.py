"""Every invariant turns red when it is broken, and its error names table, row and rule."""

from dataclasses import replace

import pandas as pd
import pytest

import dgpolicy
from dgpolicy.errors import CheckError
from dgpolicy.tables.frames import governed, typed

TEXT = dgpolicy.load().documents.loc[0, "text"]
STATED = 24  # the row of the one pledge that states a time


def judged():
    """The reviewed corpus as one that was judged: each rule met at its very edge."""
    corpus = dgpolicy.load()
    p = corpus.pledges
    rows = p[["document_id", "statement_id", "pledge_id", "start", "end"]]
    rows = rows.assign(sentence_id=p["pledge_id"] + ".s", probability=1.0)
    rows.loc[len(rows)] = ["dg2022", "dg2022-drc", pd.NA, 600, 610, "dg2022-drc.s", 0.0]
    # A sentence that begins before its pledge and ends in its first character.
    rows.loc[1, ["start", "end"]] = [144, 146]
    a = corpus.actions.copy()
    a.loc[a["horizon_basis"] == "stated", ["horizon_from", "horizon_to"]] = 2025
    at = a.loc[3, "end"] - 2  # the first words of an action are those of row 1, so these the last
    a.loc[3, ["horizon_text", "horizon_start", "horizon_end"]] = [TEXT[at : at + 2], at, at + 2]
    p = p.assign(**governed(a, p["pledge_id"]).reset_index(drop=True))
    p["confidence"] = pd.array([1.0] * len(p), dtype="Float64")
    p["evidence"] = p["start"].astype("string") + ":" + p["end"].astype("string")
    p.loc[STATED, "confidence"] = 0
    return replace(corpus, pledges=p, actions=a, sentences=typed("sentences", rows))


def broken(name, row, **cells):
    """That corpus with cells of one row changed."""
    corpus = judged()
    frame = corpus[name].copy()
    for column, value in cells.items():
        if isinstance(frame[column].dtype, pd.CategoricalDtype):
            new = {value} - {None, *frame[column].cat.categories}
            frame[column] = frame[column].cat.add_categories(new)
        frame.loc[row, column] = value
    return replace(corpus, **{name: frame})


def words(column, start, end):
    """A span with its own words."""
    return {f"{column}_text": TEXT[start:end], f"{column}_start": start, f"{column}_end": end}


def test_what_meets_each_rule_at_its_edge_holds():
    judged().check()
    # A body may have been named before its statement begins.
    named = {"organisation": TEXT[:4], "organisation_start": 0, "organisation_end": 4}
    broken("statements", 3, **named).check()


@pytest.mark.parametrize(
    ("name", "row", "cells", "rule"),
    [
        ("pledges", 3, {"pledge_id": "dg2022-committee-1"}, "its pledge_id stands twice"),
        ("targets", 0, {"bound": None}, "bound is missing"),
        ("targets", 0, {"value": None}, "value is missing"),
        ("pledges", 0, {"headline": ""}, "headline is missing"),
        ("documents", 0, {"sha256": "0" * 64}, "sha256 is not that of the text"),
        ("documents", 0, {"chars": 2995}, "chars is not the text's length"),
        ("pledges", 0, {"statement_id": "moon"}, "its statement_id 'moon' is none of statements"),
        ("actions", 5, {"pledge_id": "moon"}, "its pledge_id 'moon' is none of pledges"),
        ("mentions", 5, {"action_id": "moon"}, "its action_id 'moon' is none of actions"),
        ("sentences", 3, {"pledge_id": "moon"}, "its pledge_id 'moon' is none of pledges"),
        ("pledges", 8, {"organisation_id": "stb"}, "its organisation_id is not its statement's"),
        ("pledges", 8, {"organisation_id": None}, "its organisation_id is not its statement's"),
        ("mentions", 9, {"pledge_id": "dg2022-stb-1"}, "its pledge_id is not its action's"),
        ("pledges", 2, {"end": 9999}, "does not lie inside its statement"),
        ("statements", 0, {"start": -1}, "does not lie inside its document"),
        ("mentions", 7, {"start": 1, "end": 3}, "does not lie inside its action"),
        ("mentions", 7, {"action_id": None, "start": 1}, "does not lie inside its pledge"),
        ("sentences", 30, {"start": 1}, "does not lie inside its statement"),
        ("sentences", 30, {"end": 600}, "its span is empty"),
        ("sentences", 30, {"end": 599}, "its span is empty"),
        ("sentences", 0, {"start": 144, "end": 145}, "does not meet its pledge"),
        ("sentences", 1, {"end": 145}, "does not meet its pledge"),
        ("targets", 0, {"text": "4301畝"}, "text is not what stands at its offsets: '1個以上'"),
        ("statements", 1, {"organisation": "東莞市長"}, "organisation is not what stands"),
        ("statements", 1, {"organisation_start": None}, "offsets do not stand together"),
        ("statements", 1, {"organisation_end": None}, "offsets do not stand together"),
        ("statements", 1, {"organisation": None}, "offsets do not stand together"),
        ("pledges", 1, words("horizon", 144, 146), "horizon_text does not lie inside the pledge"),
        ("pledges", 0, words("aim", 143, 145), "aim_text does not lie inside the pledge"),
        ("pledges", 0, {"headline": "說了別的"}, "headline does not stand in its text"),
        ("actions", 0, {"verb": "說"}, "verb does not stand in its text"),
        ("pledges", 0, {"kind": "promise"}, "unknown kind 'promise'"),
        ("mentions", 0, {"code": "talant"}, "unknown industry 'talant'"),
        ("mentions", 0, {"code": "talent"}, "unknown industry 'talent'"),
        ("pledges", 0, {"confidence": 1.01}, "confidence is no probability"),
        ("sentences", 0, {"probability": -0.01}, "probability is no probability"),
        (
            "pledges",
            0,
            {"evidence": "124-126"},
            "evidence is no spans inside the pledge, as start:end",
        ),
        ("pledges", 1, {"evidence": "145:147|145:169"}, "evidence is no spans inside the pledge"),
        ("pledges", 1, {"evidence": "144:147"}, "evidence is no spans inside the pledge"),
        ("pledges", 1, {"evidence": "146:146"}, "evidence is no spans inside the pledge"),
        ("pledges", 1, {"evidence": f"146:{10**20}"}, "evidence is no spans inside the pledge"),
        ("pledges", 8, {"horizon_from": 2025}, "years stand only where the horizon is stated"),
        ("pledges", 8, {"horizon_to": 2025}, "years stand only where the horizon is stated"),
        ("pledges", 8, {"horizon_years": 1}, "years stand only where the horizon is stated"),
        ("pledges", STATED, {"horizon_from": 2026}, "horizon_from is after horizon_to"),
        ("pledges", 8, {"horizon": "over_5_years"}, "needs a stated basis"),
        ("pledges", 0, {"horizon_basis": "none"}, "horizon_basis needs horizon_text, and none has"),
        ("actions", 0, {"horizon_basis": "implied"}, "horizon_basis needs horizon_text"),
        ("actions", 0, {"specificity": "hard"}, "specificity needs specificity_text, and soft has"),
        ("pledges", 1, {"aim": "outcome"}, "aim needs aim_text, and action has none"),
        ("pledges", 0, {"aim": "action"}, "aim needs aim_text, and action has none"),
        ("actions", 0, {"strength": "flexible"}, "strength needs strength_text, and ambiguous has"),
        ("pledges", 1, words("horizon", 146, 148), "horizon_start is not what its actions make it"),
    ],
)
def test_a_broken_row_is_named_with_its_rule(name, row, cells, rule):
    corpus = broken(name, row, **cells)
    key = corpus[name].iloc[row, 0]
    with pytest.raises(CheckError) as caught:
        corpus.check()
    assert str(caught.value).startswith(f"{name}, row {key!r}: ")
    assert rule in str(caught.value)


def test_a_column_that_is_missing_or_of_another_type_is_refused():
    corpus = dgpolicy.load()
    with pytest.raises(CheckError, match="actions: column missing: verb"):
        replace(corpus, actions=corpus.actions.drop(columns="verb")).check()
    with pytest.raises(CheckError, match="actions: column start is int64, not Int64"):
        replace(corpus, actions=corpus.actions.astype({"start": "int64"})).check()
