from datetime import date
from pathlib import Path

import numpy as np
import pytest

import dgpolicy
from dgpolicy.extract.forms import spans_of
from dgpolicy.extract.horizons import checkable, cues, horizon
from dgpolicy.extract.targets import targets
from dgpolicy.fold import fold

FOLDER = Path(__file__).parent / "cases"
CASES = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in (FOLDER / "judgements.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def check(text, published=None):
    found = [(target.start, target.end) for target in targets(text)]
    return checkable([*found, *spans_of("events", fold(text))], horizon(cues(text, published)))


@pytest.mark.parametrize("text, aim, specificity", CASES)
def test_the_words_promise_an_act_or_a_result_and_can_be_checked_or_not(text, aim, specificity):
    assert bool(spans_of("aims", fold(text))) == (aim == "outcome")
    assert bool(check(text, date(2022, 11, 9))) == (specificity == "hard")


EVIDENCE = [line.split(" | ") for line in (FOLDER / "evidence.txt").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("table, gap, fillings", EVIDENCE[1:])
def test_each_word_of_the_tables_is_evidence_in_its_place(table, gap, fillings):
    for words in map(gap.format, fillings.split()):
        whole = [(0, len(words.rstrip("和与及并")))]
        assert spans_of(table.removeprefix("no "), fold(words))[:1] == (
            [] if table.startswith("no ") else whole
        ), words


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


@pytest.mark.parametrize(
    "words, event",
    [("設立科創板并試點註冊制", "設立科創板"), ("建成并網光伏電站", "建成并網光伏電站")],
)
def test_an_event_ends_where_the_next_act_is_joined_to_it(words, event):
    assert check(words) == (0, len(event))


@pytest.mark.parametrize(
    "words, code",
    [
        ("嚴禁新增隱性債務", "prohibiting"),
        ("鼓勵企業大力投入研發", "flexible"),
        ("加快編制產業圖譜", "pressuring"),
        ("編制產業圖譜", "authorising"),
        ("實施產業鏈強鏈行動", "authorising"),
        ("培育更多優質企業", "ambiguous"),
    ],
)
def test_the_strength_of_an_action_is_the_first_kind_that_applies(words, code):
    said = dgpolicy.Document(document_id="x", text=f"一是{words}。")
    coded = dgpolicy.extract(said, model=lambda _, units: np.ones(len(units)))
    assert coded.actions["strength"].tolist() == [code]
