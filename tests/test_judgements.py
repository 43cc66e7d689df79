from datetime import date
from pathlib import Path

import pytest

from dgpolicy.extract.horizons import horizon
from dgpolicy.extract.judgements import AIMS, EVENTS, checkable, events, results
from dgpolicy.extract.targets import targets
from dgpolicy.fold import fold

CASES = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in (Path(__file__).parent / "cases" / "judgements.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def check(text, published=None):
    found = [(target.start, target.end) for target in targets(text)]
    return checkable([*found, *events(fold(text))], horizon(text, published))


@pytest.mark.parametrize("text, aim, specificity", CASES)
def test_the_words_promise_an_act_or_a_result_and_can_be_checked_or_not(text, aim, specificity):
    assert bool(results(fold(text))) == (aim == "outcome")
    assert bool(check(text, date(2022, 11, 9))) == (specificity == "hard")


EXAMPLES = {
    "aims": {
        "aside": "以高質量發展為主題",
        "growth": "做大做強",
        "effect": "早投產",
        "change": "促進消費升級",
        "reached": "實現應保盡保",
        "state": "提升創新能力",
        "standing": "打造人才高地",
        "level": "增長5",
    },
    "events": {
        "aside": "探索設立",
        "full coverage": "全覆蓋",
        "event": "舉辦招商大會",
        "paper": "制定管理條例",
        "opening": "水庫建成",
    },
}


@pytest.mark.parametrize("name, table", [("aims", AIMS), ("events", EVENTS)])
def test_every_form_has_an_example(name, table):
    read = {form: table.find(fold(words)) for form, words in EXAMPLES[name].items()}
    spans = {form: [(f.name, m.span()) for f, m in found] for form, found in read.items()}
    assert spans == {f.name: [(f.name, (0, len(EXAMPLES[name][f.name])))] for f in table}


@pytest.mark.parametrize(
    "words, code",
    [
        ("三年行動計劃", "soft"),
        ("加快", "soft"),
        ("三年內", "hard"),
        ("年內", "hard"),
        ("到2025年", "hard"),
    ],
)
def test_a_stated_end_makes_a_pledge_checkable_and_a_bare_duration_does_not(words, code):
    found = check(words, date(2022, 11, 9))
    assert found == ((0, len(words)) if code == "hard" else None)
