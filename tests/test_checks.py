"""Every invariant turns red when it is broken, and its error names table, row and rule."""

from dataclasses import replace

import pandas as pd
import pytest

import dgpolicy
from dgpolicy.errors import CheckError
from dgpolicy.tables.frames import typed


def judged():
    """The reviewed corpus with its pledges as judged sentences, and one that was refused."""
    corpus = dgpolicy.load()
    p = corpus.pledges
    rows = p[["document_id", "statement_id", "pledge_id", "start", "end"]]
    rows = rows.assign(sentence_id=p["pledge_id"] + ".s", probability=0.9)
    rows.loc[len(rows)] = ["dg2022", "dg2022-drc", pd.NA, 600, 610, "dg2022-drc.s", 0.2]
    p = p.assign(evidence=p["start"].astype(str) + ":" + p["end"].astype(str))
    p = p.assign(evidence=p["evidence"].astype("string"), confidence=p["confidence"].fillna(0.9))
    return replace(corpus, pledges=p, sentences=typed("sentences", rows))


def broken(name, row, **cells):
    """That corpus with cells of one row changed."""
    corpus = judged()
    frame = getattr(corpus, name).copy()
    for column, value in cells.items():
        if isinstance(frame[column].dtype, pd.CategoricalDtype):
            frame[column] = frame[column].cat.add_categories(
                {value} - {*frame[column].cat.categories}
            )
        frame.loc[row, column] = value
    return replace(corpus, **{name: frame})


def test_sentences_with_their_doubt_hold_by_every_rule():
    judged().check()


@pytest.mark.parametrize(
    ("name", "row", "cells", "words"),
    [
        ("pledges", 3, {"pledge_id": "dg2022-committee-1"}, "pledge_id"),
        ("pledges", 0, {"statement_id": "dg2022-moon"}, "'dg2022-committee-1': its statement_id"),
        (
            "actions",
            5,
            {"pledge_id": "dg2022-moon-1"},
            "its pledge_id 'dg2022-moon-1' is none of pledges",
        ),
        ("documents", 0, {"sha256": "0" * 64}, "sha256 is not that of the text"),
        ("pledges", 2, {"end": 9999}, "does not lie inside its statement"),
        ("mentions", 7, {"start": 1, "end": 3}, "does not lie inside its action"),
        ("targets", 0, {"text": "4301畝"}, "text is not what stands at its offsets"),
        ("mentions", 0, {"text": "製造業"}, "text is not what stands at its offsets"),
        ("mentions", 0, {"code": "moon"}, "unknown industry 'moon'"),
        ("pledges", 8, {"horizon_to": 2025}, "years stand only where the horizon is stated"),
        ("pledges", 8, {"horizon": "over_5_years"}, "needs a stated basis"),
        ("pledges", 0, {"specificity": "hard"}, "hard needs specificity_text"),
        ("pledges", 0, {"headline": "說了別的"}, "headline does not stand in its text"),
        ("pledges", 0, {"confidence": 1.01}, "confidence is no probability"),
        ("pledges", 0, {"evidence": "124-126"}, "evidence is not written as start:end"),
        ("pledges", 1, {"evidence": "145:147|145:169"}, "evidence does not lie inside the pledge"),
        ("pledges", 1, {"evidence": "144:147"}, "evidence does not lie inside the pledge"),
        ("pledges", 1, {"evidence": "146:146"}, "evidence does not lie inside the pledge"),
        ("sentences", 0, {"probability": -0.1}, "probability is no probability"),
        (
            "sentences",
            3,
            {"pledge_id": "dg2022-moon"},
            "its pledge_id 'dg2022-moon' is none of pledges",
        ),
        ("sentences", 3, {"pledge_id": "dg2022-committee-1"}, "does not meet its pledge"),
        ("sentences", 30, {"start": 1}, "does not lie inside its statement"),
        ("statements", 1, {"organisation": "東莞市長"}, "organisation is not what stands"),
    ],
)
def test_a_broken_row_is_named_with_its_rule(name, row, cells, words):
    with pytest.raises(CheckError) as caught:
        broken(name, row, **cells).check()
    assert name in str(caught.value)
    assert words in str(caught.value)


def test_a_code_outside_a_closed_variable_is_refused():
    with pytest.raises(CheckError, match="pledges"):
        broken("pledges", 0, kind="promise").check()


def test_a_missing_column_is_refused():
    corpus = dgpolicy.load()
    with pytest.raises(CheckError, match="verb"):
        replace(corpus, actions=corpus.actions.drop(columns="verb")).check()
