"""The seven frames: types, keys and codes as they are described."""

import pandas as pd
import pytest

import dgpolicy
from dgpolicy.tables.frames import FRAMES, KEYS, VARIABLES, typed


def test_every_id_is_the_key_of_a_frame_and_every_variable_a_column():
    columns = [(name, column) for columns in FRAMES.values() for name, column in columns.items()]
    ids = {name for name, _ in columns if name.endswith("_id")}
    assert ids == {*KEYS.values(), "organisation_id"}  # bodies may have no code
    assert {name for name, _ in columns} >= set(VARIABLES) - {"doubt", "status"}  # not of a frame
    assert all(column.about for _, column in columns)


@pytest.mark.parametrize("name", FRAMES)
def test_an_empty_frame_has_the_types_of_a_full_one(name):
    full = dgpolicy.load()[name]
    assert (
        typed(name, pd.DataFrame(columns=full.columns)).dtypes.map(str).equals(full.dtypes.map(str))
    )


def test_a_frame_that_is_typed_already_stays_as_it_is():
    for name, frame in dgpolicy.load().frames.items():
        assert typed(name, frame).equals(frame)


def test_bodies_are_categories_in_the_order_in_which_they_speak():
    speaking = dgpolicy.load().statements["organisation_id"].cat.categories.tolist()
    assert speaking == ["committee", "secretary", "drc", "stb", "iitb", "ipb"]


def test_a_column_more_is_kept_and_one_too_few_is_named():
    actions = dgpolicy.load().actions
    assert "note" in typed("actions", actions.assign(note="x"))
    with pytest.raises(ValueError, match="actions: column missing: verb"):
        typed("actions", actions.drop(columns="verb"))


def test_a_column_that_may_be_empty_may_be_left_out():
    pledges = dgpolicy.load().pledges
    assert typed("pledges", pledges.drop(columns="evidence")).equals(pledges)
    assert pledges["confidence"].isna().all()


def test_text_that_is_empty_is_missing():
    targets = dgpolicy.load().targets
    assert typed("targets", targets.assign(unit=""))["unit"].isna().all()


def test_a_value_that_is_no_code_or_no_number_is_named_with_its_column():
    pledges = dgpolicy.load().pledges.astype("object")
    with pytest.raises(ValueError, match="row 'dg2022-committee-1': unknown kind 'promise'"):
        typed("pledges", pledges.assign(kind="promise"))
    with pytest.raises(ValueError, match="start: 'here' is not a whole number"):
        typed("pledges", pledges.assign(start="here"))
    with pytest.raises(ValueError, match=r"start: '1\.5' is not a whole number"):
        typed("pledges", pledges.assign(start="1.5"))
    with pytest.raises(ValueError, match="pledges, row 30: start: 'here' is not a whole number"):
        typed("pledges", pledges.assign(pledge_id=None, start=[*[1] * 29, "here"]))
    assert pd.isna(typed("pledges", pledges.assign(ordinal=None))["ordinal"]).all()
