"""Facets: what pledges are chosen and counted by."""

import random

import numpy as np
import pandas as pd
import pytest

import dgpolicy
from dgpolicy.facets import FACETS, Bits, packed, unpacked


@pytest.fixture(scope="module")
def corpus():
    return dgpolicy.load()


@pytest.mark.parametrize("facet", FACETS)
def test_counts_are_those_of_the_table_of_the_filtered_pledges(corpus, facet):
    dice = random.Random(facet)
    for _ in range(20):
        choices = {
            by: dice.sample(known := corpus.values(by), dice.randint(1, len(known)))
            for by in dice.sample(FACETS, dice.randint(0, 3))
        }
        coded = corpus.filter(**choices).coded(facet)
        assert corpus.counts(facet, **choices).to_dict() == coded["code"].value_counts().to_dict()


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
    coded = pd.DataFrame({"pledge_id": range(n), "code": flags})
    counts = Bits(coded, coded["pledge_id"]).counts(packed(np.ones(n, bool)))
    assert counts.get(True, 0) == flags.sum()
