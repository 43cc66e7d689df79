"""Statement to pledges: what commits and what does not, in every form of numbering."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from marked_cases import ARTICLE, Case, cases, found

from dgpolicy.document import Document
from dgpolicy.extract.pledges import Pledge, pledges
from dgpolicy.extract.statements import statements

SHARED = Path(__file__).parents[2] / "shared" / "corpus"


def all_pledges(document: Document) -> list[Pledge]:
    return [p for s in statements(document) for p in pledges(document, s)]


def texts(text: str) -> list[str]:
    document = Document.from_text(text)
    return [document.text[p.start : p.end] for p in all_pledges(document)]


def test_the_article_holds_thirty_pledges_of_four_kinds() -> None:
    kinds = Counter(p.kind for p in all_pledges(ARTICLE))
    assert kinds == {"directive": 4, "unnumbered": 2, "lead": 4, "numbered": 20}


def test_each_pledge_of_the_article_is_a_whole_line() -> None:
    lines = ARTICLE.text.split("\n")
    assert all(ARTICLE.text[p.start : p.end] in lines for p in all_pledges(ARTICLE))


def test_the_bureaus_of_the_article_number_four_six_five_and_five() -> None:
    numbered = [
        [p.ordinal for p in pledges(ARTICLE, s) if p.kind == "numbered"]
        for s in statements(ARTICLE)
    ]
    assert [n for n in numbered if n] == [
        list(range(1, 5)),
        list(range(1, 7)),
        list(range(1, 6)),
        list(range(1, 6)),
    ]


def test_a_headline_is_the_first_clause_without_its_number() -> None:
    pledge = next(p for p in all_pledges(ARTICLE) if p.kind == "numbered")
    assert ARTICLE.text[slice(*pledge.headline)] == "高位推進戰略性新興產業加快發展"


def test_the_article_with_every_proper_name_replaced_holds_the_same_thirty() -> None:
    names = {
        "東莞": "青嵐",
        "肖亞非": "欒逸舟",
        "葉惠明": "禤子衡",
        "卓慶": "逄樂",
        "肖必良": "沐清遠",
        "陳順嬌": "第五瑤",
        "松山湖": "白鷺洲",
        "光明科學城": "星河科學城",
        "香港城市大學": "南嶺城市大學",
        "大灣區": "江海區",
        "華為": "澄宇",
        "企莞家": "企嵐家",
    }
    other = Document.from_text(
        re.sub("|".join(names), lambda m: names[m[0]], ARTICLE.text), document_id="other"
    )
    assert [(p.start, p.end, p.kind) for p in all_pledges(other)] == [
        (p.start, p.end, p.kind) for p in all_pledges(ARTICLE)
    ]
    assert [s.speaker for s in statements(other)][1:] == [
        "欒逸舟",
        "禤子衡",
        "逄樂",
        "沐清遠",
        "第五瑤",
    ]


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.form}: {case.name}")
def test_the_pledges_of_a_case_are_found_and_no_others(case: Case) -> None:
    document = Document.from_text(case.text)
    got = [(kind, document.text[a:b]) for a, b, kind in found(case)[0]]
    assert got == [(kind, case.text[a:b]) for a, b, kind in case.pledges]


def test_pledges_stand_in_order_inside_their_statement() -> None:
    for case in cases():
        document = Document.from_text(case.text)
        for s in statements(document):
            at = s.start
            for p in pledges(document, s):
                assert at <= p.start < p.end <= s.end
                assert document.text[p.start : p.end] == document.text[p.start : p.end].strip()
                assert p.start <= p.headline[0] < p.headline[1] <= p.end
                at = p.end


def test_a_numbered_list_of_achievements_yields_nothing() -> None:
    assert not texts("去年主要做了三件事:一是修通环城路;二是建成水厂;三是办好中学。")


def test_the_same_list_under_a_lead_that_looks_ahead_yields_its_items() -> None:
    assert texts("今年要做好三件事:一是修通环城路;二是建成水厂;三是办好中学。") == [
        "一是修通环城路;",
        "二是建成水厂;",
        "三是办好中学。",
    ]


@pytest.mark.parametrize(
    "numbers",
    [
        "一是 二是 三是", "一要 二要 三要", "一是要 二是要 三是要", "第一, 第二, 第三,",
        "首先, 其次, 最后,", "其一, 其二, 其三,", "(一) (二) (三)", "（1） （2） （3）",
        "1. 2. 3.", "1、 2、 3、", "① ② ③", "一、 二、 三、", "㈠ ㈡ ㈢", "⑴ ⑵ ⑶",
    ],
)  # fmt: skip
@pytest.mark.parametrize("parted", ["。", "；", "。\n", ";\n"])
def test_every_way_of_numbering_parts_the_same_items(numbers: str, parted: str) -> None:
    words = ["新建两座水厂", "改造老旧管网", "推广节水器具"]
    items = [f"{n}{w}" for n, w in zip(numbers.split(), words, strict=True)]
    document = Document.from_text(f"市水务局表示,下一步将采取以下措施:{parted.join(items)}。")
    made = all_pledges(document)
    assert [p.ordinal for p in made] == [1, 2, 3]
    assert [document.text[slice(*p.headline)] for p in made] == words


def test_traditional_and_simplified_yield_the_same_spans() -> None:
    hans = Document.from_text("市发改委主任李四维表示,将推进产业发展。去年完成了规划。")
    hant = Document.from_text("市發改委主任李四維表示,將推進產業發展。去年完成了規劃。")
    assert all_pledges(hans) == all_pledges(hant)


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
        "1.一、①" * 30_000,
        "的" * 200_000 + "局长李明表示,将推进改革。",
    ],
)
def test_text_made_to_be_slow_is_read_without_a_crash(text: str) -> None:
    document = Document.from_text(text)
    for p in all_pledges(document):
        assert 0 <= p.start < p.end <= len(text)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the work reports lie beside the repository")
def test_every_work_report_yields_pledges_that_hold_the_invariants() -> None:
    for path in sorted(SHARED.glob("*.txt")):
        document = Document.from_text(path.read_text(encoding="utf-8"), document_id=path.stem)
        last = 0
        for s in statements(document):
            assert s.start >= last
            at, last = s.start, s.end
            for p in pledges(document, s):
                assert at <= p.start < p.end <= s.end
                at = p.end
