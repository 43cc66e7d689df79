"""Names, offices and bodies in the words that introduce a statement."""

from __future__ import annotations

import pytest

from dgpolicy.document import Document
from dgpolicy.extract.lines import lines
from dgpolicy.extract.voices.introductions import Introductions
from dgpolicy.extract.voices.mastheads import masthead
from dgpolicy.extract.voices.papers import Papers
from dgpolicy.extract.voices.persons import two_only
from dgpolicy.extract.voices.seats import seat
from dgpolicy.extract.voices.speakers import who
from dgpolicy.extract.voices.subjects import acting


def read(words: str) -> tuple[str | None, ...] | None:
    folded = Document.from_text(words).folded
    found = who(folded, 0, len(folded))
    return found and tuple(folded[slice(*span)] if span else None for span in found)


@pytest.mark.parametrize(
    ("words", "body", "office", "name"),
    [
        ("市发改委主任李四维", "市发改委", "主任", "李四维"),
        ("據市交通運輸局副局長王海濤", "市交通运输局", "副局长", "王海涛"),
        ("行政院長卓榮泰今（15）日", "行政院", "院长", "卓荣泰"),
        ("財政司司長陳茂波在財政預算案中", "财政司", "司长", "陈茂波"),
        ("市卫健委相关负责人", "市卫健委", "相关负责人", None),
        ("市委副书记、市长唐建国在讲话中", "市委", "副书记、市长", "唐建国"),
        ("全国人大代表、安溪县委书记苏明", "安溪县委", "书记", "苏明"),
        ("率先登场的市发改委党组书记、主任何坚刚", "市发改委", "党组书记、主任", "何坚刚"),
        ("运输工务司司长罗立文在接受传媒访问时", "运输工务司", "司长", "罗立文"),
        ("體育局潘永權局長", "体育局", "局长", "潘永权"),
        ("教育部", "教育部", None, None),
        ("经济部", "经济部", None, None),
        ("应急管理部", "应急管理部", None, None),
    ],
)
def test_the_words_before_a_verb_of_saying_name_body_office_and_person(
    words: str, body: str | None, office: str | None, name: str | None
) -> None:
    assert read(words) == (body, office, name)


@pytest.mark.parametrize(
    "words",
    ["专家王磊", "居民张大妈", "业内人士", "要认真落实省委、省政府", "全国两会", "本届展会"],
)
def test_somebody_who_makes_no_pledges_is_nobody(words: str) -> None:
    assert read(words) is None


def found(text: str) -> list[tuple[str, str | None]]:
    """Every introduction of a text: its words, and the name of its speaker."""
    document = Document.from_text(text)
    spans = lines(document.text, 0, len(document.text))
    introductions = Introductions(document.text, document.folded, spans)
    return [
        (text[i.start : i.words], text[slice(*i.who.name)] if i.who and i.who.name else None)
        for i in introductions.find(0, len(text))
    ]


def test_an_introduction_ends_where_the_words_begin() -> None:
    assert found("市长李小明表示,将修路。") == [("市长李小明表示,", "李小明")]
    assert found("市长李小明指出:“要修路。”") == [("市长李小明指出:", "李小明")]


def test_a_part_of_a_name_stands_for_the_person_named_before() -> None:
    assert found("行政院長蘇長安視察工程。蘇院長表示,將全力支持。")[-1][1] == "蘇長安"


def test_a_name_does_not_swallow_the_verb_after_it() -> None:
    assert two_only("鲁平做客直播间", 0)
    assert found("区长梅峰主持会议。梅峰要求,要倒排工期。")[-1][1] == "梅峰"


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("市长何勇来到港区。他表示,市政府将扩建码头。", "市长", "市政府"),
        ("行政长官表示,澳门特别行政区政府会减税。", "行政长官", "澳门特别行政区政府"),
        ("县长表示,我们会修路。", "县长", None),
    ],
)
def test_an_office_alone_heads_the_government_that_the_text_names(
    text: str, title: str, body: str | None
) -> None:
    place = seat(text, title)
    assert (text[slice(*place)] if place else None) == body


def test_a_paper_belongs_to_the_body_that_issues_it() -> None:
    text = "近日,市商务局印发<放心消费方案>,方案提出,将建消费站。"
    issuer = Papers(text).body(text.index("方案提出"), text.index("提出"))
    assert issuer and issuer.organisation
    assert text[slice(*issuer.organisation)] == "市商务局"


def test_a_notice_belongs_to_the_body_in_its_title() -> None:
    document = Document.from_text("惠州市人民政府关于促进产业发展的通知\n新建两座水厂。")
    head = masthead(document.folded, lines(document.text, 0, len(document.text)))
    assert head and head.form == "notice" and head.who.organisation == (0, 7)


def test_a_notice_without_a_body_in_its_title_belongs_to_its_signature() -> None:
    text = (
        "关于做好防汛工作的通知\n各区人民政府:\n(一)加固堤防。\n(二)储备物资。\n"
        "青岚市水利局\n2024年5月1日"
    )
    document = Document.from_text(text)
    head = masthead(document.folded, lines(text, 0, len(text)))
    assert head and head.who.organisation
    assert text[slice(*head.who.organisation)] == "青岚市水利局"


def test_a_spaced_name_under_a_title_is_the_speaker() -> None:
    text = "政府工作报告\n国务院总理 李 明\n各位代表:\n现在,我代表国务院报告工作。"
    head = masthead(Document.from_text(text).folded, lines(text, 0, len(text)))
    assert head and head.who.name and text[slice(*head.who.name)] == "李 明"


def test_a_body_can_be_the_subject_of_its_own_sentence() -> None:
    subject = acting("新学期,市教育局将推行课后服务。", 0, 16)
    assert subject and subject.organisation == (4, 8)
    assert acting("新学期将至,家长都很期待。", 0, 13) is None
