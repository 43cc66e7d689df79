"""Names of bodies and persons: where they begin and end, and which are short for which."""

import pytest

from dgpolicy.extract.names import OFFICE, official
from dgpolicy.fold import fold


def read(words: str) -> tuple[str | None, ...]:
    folded = fold(words)
    office = OFFICE.search(folded)
    assert office
    found = official(folded, office, 0)
    return tuple(span and words[slice(*span)] for span in found)


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("率先登场的市发改委党组书记、主任何坚刚说", ("市发改委", "党组书记、主任", "何坚刚")),
        ("全国人大代表、安溪县委书记苏明说", ("安溪县委", "书记", "苏明")),
        ("經濟部長郭智輝今天", ("經濟部", "部長", "郭智輝")),
        ("区长梅峰主持会议", (None, "区长", "梅峰")),
        ("区长鲁平做客直播间", (None, "区长", "鲁平")),
        ("特首林鄭月娥今早", (None, "特首", "林鄭月娥")),
        ("特首王江表示", (None, "特首", "王江")),
        ("水利部跨境河流谈判副代表李某某说", ("水利部", "跨境河流谈判副代表", "李某某")),
        ("衛生防護中心顧問醫生（抗菌耐藥性）吳浩良說", ("衛生防護中心", "顧問醫生", "吳浩良")),
        ("福建省工业和信息化厅厅长 王 明：", ("福建省工业和信息化厅", "厅长", "王 明")),
        ("中央政治局常委、中央书记处书记刘云山", ("中央书记处", "书记", "刘云山")),
    ],
)
def test_an_official_is_body_office_and_name(words: str, who: tuple[str | None, ...]) -> None:
    assert read(words) == who
