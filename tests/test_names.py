"""Names of bodies and persons: where they begin and end, and which are short for which."""

import pytest

from dgpolicy.extract.names import Cast, body_before, clause_start
from dgpolicy.extract.words import is_short_for, with_short_forms
from dgpolicy.fold import fold

NAMES = ["东莞市科学技术局", "东莞市工业和信息化局", "上海市科学技术委员会"]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("率先登场的市发改委党组书记、主任何坚刚说", ("市发改委", "党组书记、主任", "何坚刚")),
        ("全国人大代表、安溪县委书记苏明说", ("安溪县委", "书记", "苏明")),
        ("經濟部長郭智輝今天", ("經濟部", "部長", "郭智輝")),
        ("市体育局王江局长致辞", ("市体育局", "局长", "王江")),
        ("市体育局潘永权局长致辞", ("市体育局", "局长", "潘永权")),
        ("区长梅峰主持会议", (None, "区长", "梅峰")),
        ("特首林鄭月娥今早", (None, "特首", "林鄭月娥")),
        ("特首王江表示", (None, "特首", "王江")),
        ("主席伊萬·汗說", (None, "主席", "伊萬·汗")),
        ("衛生防護中心顧問醫生（抗菌耐藥性）吳浩良說", ("衛生防護中心", "顧問醫生", "吳浩良")),
        ("福建省工业和信息化厅厅长 王 明：", ("福建省工业和信息化厅", "厅长", "王 明")),
        ("中央政治局常委、中央书记处书记刘云山说", ("中央书记处", "书记", "刘云山")),
    ],
)
def test_an_official_is_body_office_and_name(words: str, who: tuple[str | None, ...]) -> None:
    *_, found = Cast(fold(words)).officials[-1]
    assert tuple(span and words[slice(*span)] for span in found) == who


def test_an_official_is_known_again_by_a_name_of_any_length() -> None:
    words = "上议院议长阿布·扎哈说。欢迎阿布·扎哈来访"
    at = words.rindex("阿布")
    found, stop = Cast(words).at(at, len(words))
    assert words[slice(*found.title)] == "议长" and words[at:stop] == "阿布·扎哈"


@pytest.mark.parametrize(("lead", "known"), [("见到", True), ("我见到", False)])
def test_few_characters_may_stand_before_an_official(lead: str, known: bool) -> None:
    words = f"{lead}王江局长表示"
    assert (Cast(words).at(0, len(words)) is not None) == known


def test_bodies_are_sought_only_so_far_back() -> None:
    assert body_before("水" * 80 + "局", 81, 0) == (17, 81)
    assert clause_start("水" * 1300, 0, 1300) == 100


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("市科技局", "东莞市科学技术局"),
        ("上海市科委", "上海市科学技术委员会"),
        ("省工信厅", "广东省工业和信息化厅"),
        ("县政府办", "高堂县政府办公室"),
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


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("今年,市工信局将抓好三件事", [("organisation", "东莞市工业和信息化局", 3, 7)]),
        ("市财政局将加大投入", []),
        ("东莞市科学技术局将加大投入", []),
    ],
)
def test_a_short_form_counts_where_the_document_gives_the_full_name(
    words: str, places: list[tuple]
) -> None:
    assert with_short_forms([], words, NAMES, dict(zip(NAMES, NAMES, strict=True))) == places
