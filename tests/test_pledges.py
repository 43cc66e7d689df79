"""Judged units to pledges: bounds, kinds, numbers, whatever the judge."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from marked_cases import ARTICLE, cases, found

from dgpolicy.document import Document
from dgpolicy.extract.judge import default
from dgpolicy.extract.layout import layout
from dgpolicy.extract.pledges import Pledge, pledges, trimmed
from dgpolicy.extract.voices import statements

SHARED = Path(__file__).parents[2] / "shared" / "corpus"


def made(text: str, chances: list[float] | None = None) -> list[Pledge]:
    """The pledges of a text, its units judged as given or, if nothing is given, by the model."""
    document = Document.from_text(text)
    units = layout(document)
    said, begins = statements(document, units)
    judged = default()(document, units) if chances is None else np.array(chances)
    return pledges(document, units, said, begins, judged)


def texts(text: str, chances: list[float]) -> list[str]:
    return [text[p.start : p.end] for p in made(text, chances)]


def test_the_article_holds_thirty_pledges_of_four_kinds_each_a_whole_line() -> None:
    document = made(ARTICLE.text)
    kinds = Counter(p.kind for p in document)
    assert kinds == {"directive": 4, "unnumbered": 2, "lead": 4, "numbered": 20}
    lines = ARTICLE.text.split("\n")
    assert all(ARTICLE.text[p.start : p.end] in lines for p in document)


def test_a_headline_is_the_first_clause_without_its_number() -> None:
    pledge = next(p for p in made(ARTICLE.text) if p.kind == "numbered")
    assert ARTICLE.text[slice(*pledge.headline)] == "高位推進戰略性新興產業加快發展"
    text = "（，含水利）修路。"
    assert text[slice(*made(text, [0.9])[0].headline)] == text


@pytest.mark.parametrize(
    ("text", "chances", "pledged"),
    [
        ("去年修路。今年种树。明年建桥。", [0.1, 0.9, 0.8], ["今年种树。", "明年建桥。"]),
        ("去年修路；今年种树；再建桥；完了。", [0.1, 0.9, 0.7, 0.2], ["今年种树；再建桥；"]),
        (
            "两件事：一是修路。去年没修。二是种树。",
            [0.1, 0.9, 0.4, 0.8],
            ["一是修路。去年没修。", "二是种树。"],
        ),
        (
            "两件事：一是修路。去年修了。二是种树。",
            [0.1, 0.6, 0.1, 0.8],
            ["一是修路。", "二是种树。"],
        ),
        ("今年种树。明年建桥。", [0.5, 0.9], ["明年建桥。"]),
        ("市长何勇表示，今年种树。", [0.9], ["今年种树。"]),
        ("市长何勇说：“今年种树。”他很高兴。", [0.9, 0.1], ["今年种树。"]),
        ("会议要求，一要修新路；二要种新树。", [0.9, 0.9], ["一要修新路；", "二要种新树。"]),
        ("任务\t责任单位\t时限\n修路\t市交通局\t2026年", [0.1, 0.2], ["修路\t市交通局\t2026年"]),
        (
            "序号\t任务\t时限\n1\t修路\t2026年\n2\t建桥\t年底",
            [0, 0, 0],
            ["修路\t2026年", "建桥\t年底"],
        ),
        ("任务\t责任单位\t完成情况\n修路\t市交通局\t已修", [0.1, 0.2], []),
        ("——新建驿站。", [0.9], ["新建驿站。"]),
        ("247. 我會修路。", [0.9], ["我會修路。"]),
        ("1.5億元用於修路。", [0.9], ["1.5億元用於修路。"]),
        ("可以。好。", [0.9, 0.9], ["可以。"]),
    ],
)
def test_what_is_one_pledge(text: str, chances: list[float], pledged: list[str]) -> None:
    assert texts(text, chances) == pledged


def test_a_sentence_of_an_item_that_is_not_one_pledge_has_no_number() -> None:
    found = made("一是修路。去年修了。再种树。二是建桥。", [0.6, 0.01, 0.9, 0.8])
    assert [p.ordinal for p in found] == [None, None, 2]


def test_an_item_over_others_is_a_pledge_of_its_own_words() -> None:
    text = "一是新建学校10所：\n1.城东3所；\n2.城西7所。\n二是新建医院两所。"
    found = made(text, [0.9] * 4)
    assert [(text[p.start : p.end], p.ordinal) for p in found] == [
        ("一是新建学校10所：", 1),
        ("1.城东3所；", 1),
        ("2.城西7所。", 2),
        ("二是新建医院两所。", 2),
    ]


def test_the_sentence_before_a_list_of_pledges_leads_it() -> None:
    text = "市水务局：\n今年要做实事。主要有两项措施：一是建水厂。二是修管网。"
    assert [p.kind for p in made(text, [0.1, 0.9, 0.2, 0.9, 0.9])] == [
        "lead",
        "numbered",
        "numbered",
    ]
    assert [p.kind for p in made(text, [0.1, 0.9, 0.2, 0.1, 0.1])] == ["unnumbered"]
    between = "今年要做实事。去年修路。一是建水厂。二是修管网。"
    assert made(between, [0.9, 0.1, 0.9, 0.9])[0].kind == "unnumbered"
    others = "市水务局：\n今年要做实事。\n市交通局：\n一是修路。\n二是建桥。"
    assert made(others, [0.1, 0.9, 0.1, 0.9, 0.9])[0].kind == "unnumbered"


def test_the_headline_of_a_row_is_its_task_and_its_confidence_is_high() -> None:
    text = "任务\t责任单位\t时限\n修路\t市交通局\t2026年"
    [row] = made(text, [0, 0])
    assert (text[slice(*row.headline)], row.ordinal) == ("修路", None)
    assert row.confidence == pytest.approx(0.9)


def test_no_pledge_is_certain() -> None:
    assert made("今年种树。", [1])[0].confidence == pytest.approx(1 - 1e-6, abs=1e-7)


def test_confidence_is_the_probability_of_a_sentence_and_the_middle_of_an_item() -> None:
    one, two = made("种树；养树。一是修路。去年没修。二是种树。", [0.7, 0.9, 0.8, 0.5, 0.9])[:2]
    assert one.confidence == pytest.approx(0.9)
    assert two.confidence == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    "numbers",
    [
        "一是 二是 三是", "一要 二要 三要", "一是要 二是要 三是要", "第一, 第二, 第三,",
        "首先, 其次, 最后,", "其一, 其二, 其三,", "(一) (二) (三)", "（1） （2） （3）",
        "1. 2. 3.", "1、 2、 3、", "① ② ③", "一、 二、 三、", "㈠ ㈡ ㈢", "⑴ ⑵ ⑶",
        "(a) (b) (c)", "(i) (ii) (iii)", "(甲) (乙) (丙)", "壹、 貳、 參、",
    ],
)  # fmt: skip
@pytest.mark.parametrize("parted", ["。", "；", "。\n", ";\n"])
def test_every_way_of_numbering_parts_the_same_items(numbers: str, parted: str) -> None:
    words = ["新建两座水厂", "改造老旧管网", "推广节水器具"]
    items = [f"{n}{w}" for n, w in zip(numbers.split(), words, strict=True)]
    text = f"市水务局表示,下一步将采取以下措施:{parted.join(items)}。"
    found = made(text, [0.1, 0.9, 0.9, 0.9])
    assert [p.ordinal for p in found] == [1, 2, 3]
    assert [text[slice(*p.headline)] for p in found] == words


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("“要干。", "要干。"),
        ("要干。”", "要干。"),
        ("“要在“十四五”末干成。”", "要在“十四五”末干成。"),
        ("“三农”和“双碳”", "“三农”和“双碳”"),
        ("“三农”工作要抓。", "“三农”工作要抓。"),
        ("要抓“三农”", "要抓“三农”"),
        ("——新建驿站。", "新建驿站。"),
        ("要抓(含水利)", "要抓(含水利)"),
        ("(含水利", "含水利"),
        ("◆$5億用於種樹", "$5億用於種樹"),
        ("：；；", ""),
    ],
)
def test_only_a_mark_without_its_partner_is_trimmed(text: str, kept: str) -> None:
    start, end = trimmed(text, 0, len(text))
    assert text[start:end] == kept


def test_pledges_stand_in_order_inside_their_statement() -> None:
    for case in cases():
        document = Document.from_text(case.text)
        units = layout(document)
        said, begins = statements(document, units)
        at = 0
        for p in pledges(document, units, said, begins, default()(document, units)):
            assert at <= p.start < p.end
            assert said[p.statement].first <= p.first < p.last <= said[p.statement].last
            assert case.text[p.start : p.end] == case.text[p.start : p.end].strip()
            assert p.start <= p.headline[0] < p.headline[1] <= p.end
            at = p.end


def test_own_cases_are_still_read() -> None:
    """Texts of our own writing: how many of their pledges, and of their speakers, are found."""
    hits = made_ = marked = speakers = spoken = 0
    for case in cases():
        got, who = found(case)
        want = {p[:2] for p in case.pledges}
        have = {p[:2] for p in got}
        hits, made_, marked = hits + len(want & have), made_ + len(have), marked + len(want)
        if want:
            spoken += 1
            speakers += set(who) == set(case.speakers)
    assert 2 * hits / (made_ + marked) >= 0.93
    assert speakers / spoken >= 0.88


def test_traditional_and_simplified_yield_the_same_spans() -> None:
    hans = "市发改委主任李四维表示,将推进产业发展。去年完成了规划。"
    hant = "市發改委主任李四維表示,將推進產業發展。去年完成了規劃。"
    assert made(hans, [0.9, 0.1]) == made(hant, [0.9, 0.1])


@pytest.mark.parametrize(
    "text",
    [
        "一是" * 40_000,
        "（一）、" * 30_000,
        "市长李明表示," * 15_000,
        "“" * 100_000 + "”" * 100_000,
        "，" * 200_000,
        "将要会拟" * 50_000,
        "以下三个方面" * 30_000,
        "\n".join(["市教育局"] * 20_000),
        "1.一、①(a)" * 30_000,
        "一是第一,其一" * 20_000,
        "。" * 99_999,
        "的" * 200_000 + "局长李明表示,将推进改革。",
        "市教育局会会议指出：“" * 20_000,
        "《市政府关于" * 30_000,
    ],
)
def test_text_made_to_be_slow_is_read_without_a_crash(text: str) -> None:
    for p in made(text):
        assert 0 <= p.start < p.end <= len(text)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the work reports lie beside the repository")
def test_every_work_report_yields_pledges_in_order() -> None:
    for path in sorted(SHARED.glob("*.txt")):
        spans = [(p.start, p.end) for p in made(path.read_text(encoding="utf-8"))]
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
