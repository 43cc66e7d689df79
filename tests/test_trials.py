"""Small inputs after public reports, with their right values."""

import json
from datetime import date
from pathlib import Path

import pytest

import dgpolicy
from dgpolicy.codebook import default
from dgpolicy.extract.horizons import cues, horizon
from dgpolicy.extract.mentions import Finder
from dgpolicy.extract.targets import targets
from dgpolicy.read.published import publication_date

TRIALS = Path(__file__).parents[2] / "shared" / "trials.jsonl"
ELSEWHERE = {"agreement"}  # told in words; they are tests of tests/test_agreement.py


def _told(kind, given, expected):
    if kind == "target":
        return [[given[t.start : t.end], t.value, t.unit, t.bound] for t in targets(given)]
    if kind == "horizon":
        found = horizon(cues(given["text"], date.fromisoformat(given["published"])))
        cue = given["text"][slice(*found.cue)] if found.cue else None
        return [found.horizon, cue, found.horizon_from, found.horizon_to]
    if kind == "date":
        return str(publication_date(given))
    if scheme := kind.partition(":")[2]:
        return [
            [code, given[a:b]] for s, code, a, b in Finder(default()).find(given) if s == scheme
        ]
    said = dgpolicy.extract(
        dgpolicy.Document.from_text(given["text"], published=given["published"])
    )
    who = said.statements[said.statements["statement_id"].isin(said.pledges["statement_id"])]
    who = who[["organisation", "speaker", "speaker_title"]].astype("object")
    told = {
        "speakers": who.where(who.notna(), None).values.tolist(),
        "ids": said.pledges["organisation_id"].tolist(),
        "pledges": said.pledges["text"].tolist(),
        "targets": said.targets["text"].tolist(),
        "horizon_to": said.pledges["horizon_to"].tolist(),
    }
    return {name: told[name] for name in expected}


@pytest.mark.skipif(not TRIALS.exists(), reason="the trials are not part of the product")
@pytest.mark.filterwarnings("ignore:.*no pledge found")
def test_every_trial_has_its_right_value():
    trials = [json.loads(line) for line in TRIALS.read_text("utf-8").splitlines()]
    trials = [trial for trial in trials if trial["kind"] not in ELSEWHERE]
    told = {t["id"]: _told(t["kind"], t["input"], t["expected"]) for t in trials}
    wrong = {t["id"]: told[t["id"]] for t in trials if told[t["id"]] != t["expected"]}
    assert told
    assert wrong == {}
