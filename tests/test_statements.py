"""Who speaks, from where to where: the forms in which officials and reporters write."""

from __future__ import annotations

import pytest
from marked_cases import ARTICLE, Case, cases, found

from dgpolicy.document import Document
from dgpolicy.extract.statements import Statement, statements
from dgpolicy.extract.voices.speakers import is_short_for


def read(text: str) -> list[Statement]:
    return statements(Document.from_text(text))


def test_the_article_holds_six_statements() -> None:
    found = statements(ARTICLE)
    assert [s.form for s in found] == ["notice", "header", "header", "header", "header", "header"]
    assert [s.organisation_name for s in found] == [
        "中共東莞市委",
        "東莞市委",
        "東莞市發展和改革局",
        "東莞市科學技術局",
        "東莞市工業和信息化局",
        "東莞市投資促進局",
    ]
    assert [s.speaker for s in found] == [None, "肖亞非", "葉惠明", "卓慶", "肖必良", "陳順嬌"]
    assert [s.speaker_title for s in found] == [None, "書記", "局長", "局長", "局長", "局長"]


def test_the_frame_of_the_article_stands_in_no_statement() -> None:
    inside = "".join(ARTICLE.text[s.start : s.end] for s in statements(ARTICLE))
    assert "高頻詞" not in inside
    assert "如何將制造業優勢鞏固" not in inside
    assert "東莞去年歷史性地" not in inside


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.form}: {case.name}")
def test_the_pledges_of_a_case_have_their_speakers(case: Case) -> None:
    assert found(case)[1] == case.speakers


def test_statements_never_overlap_and_hold_their_words() -> None:
    for case in cases():
        document = Document.from_text(case.text)
        last = 0
        for s in statements(document):
            assert last <= s.start <= s.body_start < s.end <= len(document.text)
            assert document.text[s.end - 1].strip()
            assert all(s.start <= a < b for a, b in s.parts)
            last = s.end


def test_a_short_name_resolves_to_the_full_one_that_the_document_gives() -> None:
    first, second = read(
        "苏州市科学技术局局长温晓:\n去年新增创新平台30家。今年要翻一番。\n"
        "市科技局副局长陆平:\n我们将建好概念验证中心。"
    )
    assert first.organisation_name == second.organisation_name == "苏州市科学技术局"


def test_a_name_that_nothing_in_the_document_explains_stays_as_it_is() -> None:
    assert read("市科技局局长温晓:\n我们将建好概念验证中心。")[0].organisation_name == "市科技局"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("市科技局", "东莞市科学技术局"),
        ("上海市科委", "上海市科学技术委员会"),
        ("市发改委", "佛山市发展和改革委员会"),
        ("省工信厅", "广东省工业和信息化厅"),
        ("区城管局", "天河区城市管理局"),
        ("市人社局", "台州市人力资源和社会保障局"),
    ],
)
def test_an_abbreviation_keeps_the_order_of_the_characters(short: str, full: str) -> None:
    assert is_short_for(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("市科技局", "东莞市财政局"),
        ("省科技厅", "东莞市科学技术局"),
        ("市教育局", "广东省教育局"),
        ("市科技局", "市科技局"),
    ],
)
def test_another_body_is_no_abbreviation(short: str, full: str) -> None:
    assert not is_short_for(short, full)


def test_a_minister_takes_the_head_noun_of_his_ministry() -> None:
    document = Document.from_text("經濟部長郭明輝說，將擴大補助小型商家。")
    (said,) = statements(document)
    assert said.organisation is not None
    assert document.text[slice(*said.organisation)] == "經濟部"
    assert (said.speaker, said.speaker_title) == ("郭明輝", "部長")


def test_a_pronoun_speaks_for_the_official_named_last() -> None:
    first, *_ = read("市长何勇来到港区调研。他表示,将再开通五条航线。")
    assert (first.speaker, first.speaker_title) == ("何勇", "市长")


def test_a_text_in_nobodys_voice_is_one_plain_statement() -> None:
    (only,) = read("到2027年,建成3个先进制造业集群。\n设立产业基金。")
    assert (only.form, only.organisation, only.speaker) == ("plain", None, None)


def test_an_expert_and_a_resident_make_no_statement() -> None:
    assert not read("清华大学教授刘元认为,市场将回暖。“路修好了。”村民老李说。")
