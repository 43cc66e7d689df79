from datetime import date
from pathlib import Path

import pytest

from dgpolicy.extract.horizons import horizon
from dgpolicy.extract.judgements import AIMS, EVENTS, aim, specificity
from dgpolicy.extract.targets import targets
from dgpolicy.fold import fold

CASES = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in (Path(__file__).parent / "cases" / "judgements.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("text, expected", [(text, code) for text, code, _ in CASES])
def test_the_words_promise_an_act_or_a_result(text, expected):
    code, evidence = aim(text)
    assert code == expected
    assert (evidence is None) == (code == "action")


@pytest.mark.parametrize("text, expected", [(text, code) for text, _, code in CASES])
def test_the_words_can_be_checked_or_not(text, expected):
    code, evidence = specificity(text, targets(text), horizon(text, date(2022, 11, 9)))
    assert code == expected
    assert (evidence is None) == (code == "soft")


RESULTS = {
    "rise": "提升創新能力",
    "improvement": "改善民生",
    "climate": "營造公平競爭環境",
    "growth": "企穩回升",
    "standing": "打造人才高地",
    "effect": "早投產",
    "reached": "實現應保盡保",
    "level": "增長5%",
    "relief": "降低企業成本",
    "state kept": "確保糧食安全",
    "life": "讓市民受惠",
    "vigour": "推動鄉村旺",
    "development": "促進消費升級",
}
NO_RESULTS = {
    "title": "《企業壯大辦法》",
    "way": "以高質量發展為主題",
    "occasion": "圍繞轉型升級,",
    "service": "為產業升級提供保障",
}
CHECKABLE = {
    "full coverage": "全覆蓋",
    "document": "出臺實施方案",
    "document made": "修訂管理條例",
    "body": "組建工作專班",
    "meeting": "舉辦招商大會",
    "place opened": "啟用市民中心",
    "place that opens": "跨海大橋通車",
}
NOT_CHECKABLE = {
    "title": "《全覆蓋行動方案》",
    "hedged": "探索設立仲裁院",
    "staff": "事業編制周轉",
}


@pytest.mark.parametrize(
    "table, forms", [(AIMS, RESULTS | NO_RESULTS), (EVENTS, CHECKABLE | NOT_CHECKABLE)]
)
def test_every_form_has_an_example(table, forms):
    assert [form.name for form in table if form.name not in forms] == []
    for name, words in forms.items():
        assert [form.name for form, _ in table.find(fold(words))] == [name], words


@pytest.mark.parametrize("words", RESULTS.values())
def test_a_result_is_evidence_of_an_outcome(words):
    assert aim(words) == ("outcome", (0, len(words)))


@pytest.mark.parametrize("words", NO_RESULTS.values())
def test_what_names_or_describes_is_no_result(words):
    assert aim(words) == ("action", None)


@pytest.mark.parametrize("words", CHECKABLE.values())
def test_an_event_on_a_definite_object_can_be_checked(words):
    assert specificity(words, [], horizon(words, None))[0] == "hard"


@pytest.mark.parametrize("words", NOT_CHECKABLE.values())
def test_a_hedged_event_cannot_be_checked(words):
    assert specificity(words, [], horizon(words, None)) == ("soft", None)


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
    judged = horizon(words, date(2022, 11, 9))
    assert specificity(words, [], judged) == (code, (0, len(words)) if code == "hard" else None)
