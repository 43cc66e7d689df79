"""Small inputs after public reports, with their right values: times, figures and wordings."""

import json
from datetime import date
from pathlib import Path

import pytest

from dgpolicy.codebook import default
from dgpolicy.extract.horizons import horizon
from dgpolicy.extract.mentions import Finder
from dgpolicy.extract.targets import targets

TRIALS = Path(__file__).parents[2] / "shared" / "trials.jsonl"


def _coded(kind, given):
    if kind == "target":
        return [[given[t.start : t.end], t.value, t.unit, t.bound] for t in targets(given)]
    if kind == "horizon":
        found = horizon(given["text"], date.fromisoformat(given["published"]))
        cue = given["text"][slice(*found.cue)] if found.cue else None
        return [found.horizon, cue, found.year_from, found.year_to]
    scheme = kind.removeprefix("mention:")
    return [[code, given[a:b]] for s, code, a, b in Finder(default()).find(given) if s == scheme]


@pytest.mark.skipif(not TRIALS.exists(), reason="the trials are not part of the product")
def test_every_trial_of_a_code_has_its_right_value():
    trials = [json.loads(line) for line in TRIALS.read_text("utf-8").splitlines()]
    ours = [t for t in trials if t["kind"].partition(":")[0] in ("target", "horizon", "mention")]
    wrong = {t["id"]: got for t in ours if (got := _coded(t["kind"], t["input"])) != t["expected"]}
    assert ours
    assert wrong == {}
