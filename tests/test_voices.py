"""Who speaks, from where to where, and whom a sentence names as its doer."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from marked_cases import ARTICLE, cases

from dgpolicy.document import Document
from dgpolicy.extract.layout import layout
from dgpolicy.extract.voices import Statement, statements
from dgpolicy.fold import fold

LABELLED = Path(__file__).parents[2] / "shared" / "labelled" / "passages.jsonl"


def said(document: Document, statement: Statement) -> tuple[str | None, ...]:
    """Body, office and name of a statement as the document writes them."""
    return tuple(span and document.text[slice(*span)] for span in statement.who)


def speakers(text: str) -> list[tuple[str | None, ...]]:
    document = Document.from_text(text)
    return [said(document, s) for s in statements(document, layout(document))[0]]


def last(text: str) -> tuple[str | None, ...]:
    return speakers(text)[-1]


def test_the_statements_of_the_article_are_its_notice_and_five_headers() -> None:
    found = statements(ARTICLE, layout(ARTICLE))[0]
    named = [s for s in found if s.who.organisation]
    assert [s.form for s in named] == ["notice", *["header"] * 5]
    assert [said(ARTICLE, s) for s in named] == [
        ("中共東莞市委", None, None),
        ("東莞市委", "書記", "肖亞非"),
        ("東莞市發展和改革局", "局長", "葉惠明"),
        ("東莞市科學技術局", "局長", "卓慶"),
        ("東莞市工業和信息化局", "局長", "肖必良"),
        ("東莞市投資促進局", "局長", "陳順嬌"),
    ]


def test_statements_tile_the_units_of_every_case() -> None:
    for case in cases():
        document = Document.from_text(case.text)
        units = layout(document)
        found, begins = statements(document, units)
        assert [s.first for s in found] == [0, *(s.last for s in found[:-1])]
        assert found[-1].last == len(units)
        assert (units.lefts <= begins).all()
        assert (begins < units.rights).all()


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("市发改委主任李四维表示，将修路。", ("市发改委", "主任", "李四维")),
        ("行政院長卓榮泰今（15）日表示，將修路。", ("行政院", "院長", "卓榮泰")),
        ("市委副书记、市长唐建国强调，要修路。", ("市委", "副书记、市长", "唐建国")),
        ("据市卫健委相关负责人透露，将修路。", ("市卫健委", "相关负责人", None)),
        ("體育局潘永權局長說：“將修路。”", ("體育局", "局長", "潘永權")),
        ("市委书记陈明在会上指出，要修路。", ("市委", "书记", "陈明")),
        ("教育部表示，将修路。", ("教育部", None, None)),
        ("教育部（15日）表示，将修路。", ("教育部", None, None)),
        ("教育部3月5日表示，将修路。", ("教育部", None, None)),
        ("教育部对此事表示，将修路。", ("教育部", None, None)),
        ("省长杨成发表文章。文章指出，要修路。", (None, "省长", "杨成")),
        ("“我们将修路。”市林业局局长邓志强说。", ("市林业局", "局长", "邓志强")),
        ("市长何勇来到港区。他表示，将修路。", (None, "市长", "何勇")),
        ("市水务局介绍了治水。该局负责人介绍，将修路。", ("市水务局", "负责人", None)),
        (
            "市水务局党组成员、副局长林雨同志强调，要修路。",
            ("市水务局", "党组成员、副局长", "林雨"),
        ),
        ("省长杨成到访。\n杨成指出，将修路。", (None, "省长", "杨成")),
        ("市长何勇先生：我们会修路。", (None, "市长", "何勇")),
        ("财政部、文化部今天发出通知。通知要求，要节约。", ("财政部、文化部", None, None)),
        ("《惠州市关于促进消费的意见》提出，将修路。", ("惠州市", None, None)),
        ("《惠州市促进消费方案》提出，将修路。", ("惠州市", None, None)),
        ("落实《广东省修路方案》，《惠州市修路方案》提出，将修路。", ("惠州市", None, None)),
        ("国务院总理李明主持召开国务院常务会议。\n会议指出，要修路。", ("国务院", None, None)),
        ("市水务局：\n将修路。", ("市水务局", None, None)),
        ("发展局局长宁汉：我们会修路。", ("发展局", "局长", "宁汉")),
        ("市长何勇：你好。\n李明代表：怎么办？\n答：我们会修路。", (None, "市长", "何勇")),
        ("国务院会议。" + "修路。" * 300 + "会议要求，要修路。", ("国务院", None, None)),
        ("国务院会议。" + "修路。" * 500 + "会议要求，要修路。", (None, None, None)),
        ("惠州市人民政府关于修路的通知\n要修路。", ("惠州市人民政府", None, None)),
        ("《惠州市人民政府关于修路的意见》\n要修路。", ("惠州市人民政府", None, None)),
        ("修路的若干措施\n要修路。\n惠州市交通局\n2023年3月5日", ("惠州市交通局", None, None)),
        ("政府工作报告\n国务院总理 李 明\n各位代表:\n要修路。", ("国务院", "总理", "李 明")),
        ("惠州市人民政府工作报告\n各位代表：\n要修路。", ("惠州市人民政府", None, None)),
        (
            "政府工作报告\n各位代表：\n我代表惠州市人民政府，向大会报告工作。\n要修路。",
            ("惠州市人民政府", None, None),
        ),
        (
            "惠州市人民政府关于修路的通知\n记者：何时修？\n市交通局局长王江：今年将修路。",
            ("市交通局", "局长", "王江"),
        ),
    ],
)
def test_words_that_introduce_somebody_open_a_voice(text: str, who: tuple[str | None, ...]) -> None:
    assert last(text) == who


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("习近平总书记表示，要修路。", None),
        ("2021年第十四届全运会组委会表示，将修路。", "全运会组委会"),
        ("(5) 房屋署表示，將修路。", "房屋署"),
        ("青岛市代市长李明表示，将修路。", "青岛市"),
        ("（中央社記者王大明台北15日電）經濟部長郭小明表示，將修路。", "經濟部"),
        ("本报讯（记者林雨）市住建局局长王海表示，将修路。", "市住建局"),
        ("今后三年市水务局将修路。", "市水务局"),
    ],
)
def test_a_body_does_not_swallow_what_stands_before_it(text: str, body: str | None) -> None:
    assert last(text)[0] in (body, f"第十四届{body}")


# Of words that bodies are named with some are verbs, of those that they end with some end others.
BODIES = (
    "市乡村振兴局 市城市管理和综合执法局 市政务服务和数据管理局 市信访局 市粮食和物资储备局 "
    "市园林绿化局 市口岸办 市图书馆 市文联 市委党校 市总工会 市消防救援支队 市供销社 "
    "土木工程拓展署 財經事務及庫務局 市區重建局 北部都會區統籌辦事處 國科會 金管會 僑委會 广东"
)


@pytest.mark.parametrize("body", BODIES.split())
def test_a_body_is_named_whole_where_it_says_what_it_will_do(body: str) -> None:
    assert speakers(f"{body}将修路。") == [(body, None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "清华大学教授刘元认为，市场将回暖。",
        "村民老李说：“路修好了。”",
        "到2027年，建成3个集群。",
        "按照市委要求，要修路。",
        "围绕市长何勇要求，要修路。",
        "教育局指导学校办学。",
        "我市将修路。",
        "音乐会将于周五举行。",
        "市长何勇在厂区：将修路。",
        "建设法治政府，必须依法行政。",
        "新桥通车。\n惠州市人民政府关于修路的通知\n要修路。",  # no head of this text
        "会议" + "今日" * 40 + "甲表示，将修路。",  # read as one run of circumstances, in no time
    ],
)
def test_where_nobody_is_named_it_is_nobody(text: str) -> None:
    assert speakers(text) == [(None, None, None)]


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("市水务局局长王江表示，将修路。", 11),
        ("市水务局局长王江表示：", 10),  # no unit is without words
        ("财政部发布通知，将修路。", 0),  # what is issued is in the words
    ],
)
def test_ones_own_words_begin_after_what_introduces_them(text: str, begin: int) -> None:
    document = Document.from_text(text)
    assert statements(document, layout(document))[1].tolist() == [begin]


def test_who_has_no_office_is_named_if_the_name_comes_again_and_else_is_quiet() -> None:
    assert last("李四维表示，将修路。\n记者问李四维何时种树。") == (None, None, "李四维")
    document = Document.from_text("李四维表示，将修路。")
    assert [s.form for s in statements(document, layout(document))[0]] == ["quiet"]


def test_a_quotation_belongs_to_whom_the_sentence_after_it_names() -> None:
    who = ("市林业局", "局长", "邓志强")
    assert speakers("“我们将修路。我们将种树。”市林业局局长邓志强说。") == [who]


def test_who_is_cited_inside_ones_words_takes_them_from_nobody() -> None:
    text = "刘云山会见客人。全国人大常委会委员长刘云山说，习近平主席强调要合作。中方愿合作。"
    assert last(text)[2] == "刘云山"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("運輸及房屋局局長：我們會改善。海事處會盡快完成調查。", ("海事處", None, None)),
        ("運輸及房屋局局長：我們會改善。政府會盡快完成調查。", ("運輸及房屋局", "局長", None)),
        ("市长何勇说，要修路。市长何勇说，交通部门将修路。", (None, "市长", "何勇")),
        ("为加强支援，教育局会提升津贴。", ("教育局", None, None)),
        ("5.发放补贴,建成床位7000张（牵头单位：民政厅）。", ("民政厅", None, None)),
        ("任务\t责任单位\t时限\n修路\t市交通局\t2026年", ("市交通局", None, None)),
        ("發展局長答覆：\n發展局會在今年內推出土地。", ("發展局", "局長", None)),
        ("高新区管委会将修路。", ("高新区管委会", None, None)),
        ("市水务局局长王江表示，将修路。该局将建桥。", ("市水务局", "局长", "王江")),
    ],
)
def test_a_sentence_that_names_its_doer_has_that_body(
    text: str, who: tuple[str | None, ...]
) -> None:
    assert last(text) == who


def test_a_list_belongs_to_the_body_that_the_sentence_before_it_names() -> None:
    who, nobody = ("市水务局", None, None), (None, None, None)
    assert speakers("市水务局将办两件事：一是修路；二是种树。") == [who]
    assert speakers("市水务局将修路。\n一、种树。\n二、养树。") == [who, nobody]


def test_a_name_without_its_place_resolves_to_the_one_with_it() -> None:
    document = Document.from_text("惠州市水务局成立。\n水务局局长王江：\n将修路。")
    name = statements(document, layout(document))[0][-1].full_name
    assert name and document.text[slice(*name)] == "惠州市水务局"


def test_a_short_name_resolves_to_the_full_one_that_the_document_gives() -> None:
    document = Document.from_text(
        "苏州市科学技术局局长温晓:\n今年要翻番。\n市科技局副局长陆平:\n要建好。"
    )
    names = [
        s.full_name and document.text[slice(*s.full_name)]
        for s in statements(document, layout(document))[0]
    ]
    assert names == ["苏州市科学技术局", "苏州市科学技术局"]


def _agrees(one: str, two: str) -> bool:
    """Whether two names are of one body or person: the one in the other, or its characters."""
    short, long = sorted((fold(one).replace(" ", ""), fold(two).replace(" ", "")), key=len)
    rest = iter(long)
    return bool(short) and all(char in rest for char in short)


@pytest.mark.skipif(not LABELLED.is_file(), reason="the passages lie beside the repository")
def test_speakers_of_the_labelled_passages() -> None:
    right = wrong = count = 0
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        document = Document(
            "p", passage["text"], published=date.fromisoformat(passage["published"])
        )
        units = layout(document)
        found = statements(document, units)[0]
        firsts = [s.first for s in found]
        for number, (start, _, label) in enumerate(passage["units"], 1):
            if label != "P":
                continue
            unit = np.searchsorted(units.ends, start, "right")
            who = said(document, found[int(np.searchsorted(firsts, unit, "right")) - 1])
            told = next((w for w in passage["who"] if _within(number, w[0])), ["", "-", "-", "-"])
            verdict = _verdict(told[1:], [part or "" for part in who])
            right, wrong, count = right + (verdict == 1), wrong + (verdict == -1), count + 1
    assert right / count >= 0.95
    assert wrong / count <= 0.02


def _within(number: int, stretch: str) -> bool:
    first, _, last = stretch.partition("-")
    return int(first) <= number <= int(last or first)


def _verdict(told: list[str], who: list[str]) -> int:
    """1 where the speaker is right, -1 where it is another, 0 where it is missing."""
    told = ["" if part == "-" else part for part in told]
    if not any(told) or not any(who):
        return int(not any(told)) - 2 * int(not any(told) and any(who))
    for mine, theirs in ((told[2], who[2]), (told[0], who[0]), (told[1], who[1])):
        if mine and theirs:
            return 1 if _agrees(mine, theirs) else -1
    return -1 if who[0] or who[2] else 0
