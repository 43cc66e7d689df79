"""Facets: what pledges are chosen and counted by."""

import random
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import dgpolicy
from dgpolicy.facets import FACETS, Bits, packed, unpacked


@pytest.fixture(scope="module")
def corpus():
    return dgpolicy.load()


@pytest.mark.parametrize("facet", FACETS)
def test_a_choice_keeps_and_counts_what_the_rows_of_its_codes_say(corpus, facet):
    dice, rows = random.Random(facet), corpus.coded(facet)
    for _ in range(20):
        choices = {
            by: dice.sample(known := corpus.values(by), dice.randint(1, len(known)))
            for by in dice.sample(FACETS, dice.randint(0, 3))
        }
        kept = set(corpus.pledges["pledge_id"])
        for by, codes in choices.items():
            coded = corpus.coded(by)
            kept &= set(coded.loc[coded["code"].isin(codes), "pledge_id"])
        assert set(corpus.filter(**choices).pledges["pledge_id"]) == kept
        expected = rows.loc[rows["pledge_id"].isin(kept), "code"].value_counts()
        assert corpus.counts(facet, **choices).to_dict() == expected.to_dict()


def test_the_codes_of_a_pledge_that_is_not_there_are_nobody_elses(corpus):
    part = replace(corpus, pledges=corpus.pledges.head(5))
    rows = part.coded("industry")
    held = rows[rows["pledge_id"].isin(part.pledges["pledge_id"])]["code"]
    assert part.counts("industry").to_dict() == held.value_counts().to_dict()


def test_counts_come_with_the_most_frequent_first(corpus):
    assert corpus.counts("kind").index.tolist() == ["numbered", "directive", "lead", "unnumbered"]


def test_a_text_narrows_what_is_counted(corpus):
    assert corpus.counts("organisation", text="松山湖").sum() == len(corpus.filter(text="松山湖"))


def test_a_value_that_no_pledge_has_chooses_none(corpus):
    assert corpus.counts("kind", horizon="over_5_years").empty
    assert corpus.filter(organisation="drc").counts("kind", organisation="ipb").empty


@pytest.mark.parametrize("n", [0, 1, 63, 64, 65, 200])
def test_bits_come_back_as_they_were_whatever_their_number(n):
    flags = np.random.default_rng(n).random(n) < 0.5
    assert (unpacked(packed(flags), n) == flags).all()
    coded = pd.DataFrame({"pledge_id": range(n), "code": np.where(flags, "a", "b")})
    bits = Bits.of(coded, coded["pledge_id"])
    assert (unpacked(bits.any(["a"]), n) == flags).all()
    assert bits.counts(packed(np.ones(n, bool))).get("a", 0) == flags.sum()
