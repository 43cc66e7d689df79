import csv
import re
from pathlib import Path

import jieba
import pytest

from dgpolicy.codebook import COLUMNS, Codebook, default
from dgpolicy.extract.mentions import Finder
from dgpolicy.fold import fold

TERMS = {
    "industry": {
        "manufacturing": "製造業",
        "advanced_manufacturing": "先進製造業",
        "semiconductors": "半導體|芯片",
        "biomedicine": "生物醫藥",
        "chemicals": "化工",
        "telecom": "5G",
        "artificial_intelligence": "AI|人工智能",
        "digital_economy": "數字經濟|數字經濟試驗區",
    },
    "instrument": {"clusters": "產業集群|醫藥產業集群", "research": "實驗室"},
    "programme": {
        "pilot_zone": "數字經濟試驗區",
        "hub": "芯片之城計劃",
        "clusters_4_5": "“4+5”集群",
    },
    "organisation": {"bureau": "東莞市科學技術局", "lab": "松山湖材料實驗室", "sap": "SAP"},
    "place": {"dongguan": "東莞|東莞市", "lake": "松山湖"},
}
EXCEPT = {"chemicals": "文化工|化工作|綠化工", "research": "實驗室檢測|實驗室主任"}


@pytest.fixture(scope="module")
def finder(tmp_path_factory):
    return Finder(_codebook(tmp_path_factory.mktemp("codebook"), TERMS))


@pytest.fixture(scope="module")
def packaged():
    return Finder(default())


def _codebook(folder: Path, terms: dict[str, dict[str, str]]) -> Codebook:
    for scheme, codes in terms.items():
        with (folder / f"{scheme}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow([*COLUMNS, "except"])
            rows.writerows(
                [code, "", code, "", "", "", words, EXCEPT.get(code, "")]
                for code, words in codes.items()
            )
    return Codebook.read(folder)


def _found(finder: Finder, text: str) -> list[tuple[str, str]]:
    return [(code, text[start:end]) for _, code, start, end in finder.find(text)]


def test_a_wording_is_found_in_traditional_simplified_and_mixed_spelling(finder):
    text = "製造業、制造业、制造業"
    assert _found(finder, text) == [("manufacturing", words) for words in text.split("、")]


def test_the_longest_wording_of_a_scheme_wins(finder):
    assert _found(finder, "先進製造業") == [("advanced_manufacturing", "先進製造業")]


def test_of_two_wordings_that_cross_the_longer_wins(finder):
    text = "生物醫藥產業集群"
    assert _found(finder, text) == [("biomedicine", "生物醫藥"), ("clusters", "醫藥產業集群")]


def test_industries_and_instruments_do_not_hide_one_another(finder):
    assert ("clusters", "產業集群") in _found(finder, "半導體產業集群")
    assert ("semiconductors", "半導體") in _found(finder, "半導體產業集群")


def test_a_name_hides_the_shorter_wordings_inside_it(finder):
    assert _found(finder, "東莞市科學技術局與松山湖材料實驗室") == [
        ("bureau", "東莞市科學技術局"),
        ("lab", "松山湖材料實驗室"),
    ]
    assert _found(finder, "芯片之城計劃和芯片") == [
        ("hub", "芯片之城計劃"),
        ("semiconductors", "芯片"),
    ]


def test_a_name_that_is_a_wording_of_an_industry_counts_as_both(finder):
    assert set(_found(finder, "數字經濟試驗區")) == {
        ("pilot_zone", "數字經濟試驗區"),
        ("digital_economy", "數字經濟試驗區"),
    }


def test_letters_and_digits_are_not_cut(finder):
    assert _found(finder, "SAP、AI、5G和5Ｇ") == [
        ("sap", "SAP"),
        ("artificial_intelligence", "AI"),
        ("telecom", "5G"),
        ("telecom", "5Ｇ"),
    ]
    assert _found(finder, "SAPX、MAIN、15G、5GHz、14+5集群") == []


def test_quotation_marks_of_every_kind_are_one(finder):
    assert _found(finder, '「4+5」集群與"4+5"集群') == [
        ("clusters_4_5", "「4+5」集群"),
        ("clusters_4_5", '"4+5"集群'),
    ]


def test_a_wording_inside_an_exception_of_its_row_is_no_mention(finder):
    assert _found(finder, "加強思想文化工作和綠化工程、綠化工程、绿化工程") == []
    assert _found(finder, "石油化工") == [("chemicals", "化工")]


def test_an_exception_leaves_the_same_wording_beside_it_and_longer_ones_alone(finder):
    assert _found(finder, "化工、文化工作") == [("chemicals", "化工")]
    assert _found(finder, "文化工作與松山湖材料實驗室主任") == [("lab", "松山湖材料實驗室")]


def test_an_exception_of_one_row_leaves_another_row_alone(tmp_path):
    terms = TERMS | {"industry": {"labs": "實驗室"}}
    found = Finder(_codebook(tmp_path, terms)).find("實驗室主任")
    assert found == [("industry", "labs", 0, 3)]


def test_mentions_come_in_the_order_of_the_text_with_offsets_in_code_points(finder):
    found = finder.find("𠮷芯片、東莞、人工智能")
    assert found == [
        ("industry", "semiconductors", 1, 3),
        ("place", "dongguan", 4, 6),
        ("industry", "artificial_intelligence", 7, 11),
    ]


@pytest.mark.parametrize("text", ["", " ", "\n", "无"])
def test_any_text_is_read(finder, text):
    assert [text[start:end] for *_, start, end in finder.find(text)] == []


def test_the_codebook_of_the_package_finds_every_wording_of_its_own():
    book = default()
    finder = Finder(book)
    lost = [
        (term, code)
        for term, scheme, code in book.terms.itertuples(index=False)
        if (scheme, code, 1, 1 + len(term)) not in finder.find(f"、{term}、")
    ]
    assert lost == []


def test_no_wording_is_found_across_the_seam_of_two_common_words(packaged):
    """All pairs of jieba's 5,000 commonest words of two characters in which one could be read."""
    dictionary = Path(jieba.__file__).with_name("dict.txt").read_text("utf-8")
    words = re.findall(r"^(\w\w) (\d+) ", dictionary, re.M)
    common = [fold(w) for w, n in sorted(words, key=lambda word: -int(word[1]))[:5000]]
    terms = {fold(term) for term in default().terms["term"]}
    seams = [
        (ahead + behind)
        for a, b in (term for term in terms if len(term) == 2)
        for ahead in (word for word in common if word[1] == a)
        for behind in (word for word in common if word[0] == b)
        if ahead + behind not in terms
    ]
    found = packaged.find("\n".join(seams))
    assert len(seams) > 14_000
    assert [code for _, code, start, end in found if start % 5 == 1 and end == start + 2] == []


@pytest.mark.parametrize(
    "text, codes",
    [
        ("將出台中小企業扶持政策", []),
        ("搬到台中市", ["taiwan"]),
        ("常州新北區與中山路", ["jiangsu"]),
        ("大連市中山區", ["liaoning"]),
        ("中山區、中山縣、中山路、中山鎮、南京東路、吉林大道", []),
        (
            "上海區域、上海區位、上海區內、上海區間、上海區劃、上海區塊、上海區議會",
            ["shanghai"] * 7,
        ),
        ("貴州縣級、貴州縣城、貴州縣市、貴州縣鄉、貴州縣域", ["guizhou"] * 5),
        ("上海路徑、上海路線、上海路口", ["shanghai"] * 3),
        ("在印度尼西亞和印度洋", ["abroad"]),
        ("普通高中學位", []),
    ],
)
def test_a_place_is_told_by_its_neighbours(packaged, text, codes):
    assert [code for scheme, code, *_ in packaged.find(text) if scheme == "place"] == codes


@pytest.mark.parametrize(
    "text, words",
    [
        ("快遞業務、物流業績", "快遞 物流"),
        ("國防部署、國防部分、國防部隊", ""),
        ("發展局勢、發展局面", ""),
        ("普通高中學位", "高中"),
        ("普通高中學校", "高中 學校"),
        ("着力培育種業,供應優良種苗", "種業 種苗"),
        ("下放權力,排查處置,公文旅行", ""),
    ],
)
def test_a_wording_is_not_cut_off_from_behind(packaged, text, words):
    found = packaged.find(text)
    assert [text[a:b] for _, _, a, b in found if text[a:b] != "國防"] == words.split()


# Words of the genre, and the industries that they name.
NAMED = {
    "培育小麥、玉米、茶葉、咖啡、花卉和堅果": "小麥 玉米 茶葉 咖啡 花卉 堅果",
    "做强生猪、水产、蔬菜、水果和中药材": "生猪 水产 蔬菜 水果 中药材",
    "整車量產,新建充電樁,發展氫燃料": "整車 充電樁 氫燃料",
    "推動銀行、信託、會計和仲裁": "銀行 信託 會計 仲裁",
    "建設激光、傳感器、存儲器產業園": "激光 傳感器 存儲器",
}
NOT_NAMED = (
    "粮食安全 社会计划生育 各种植物园 当地热点问题 投資安全 新手机构 審批發展用地 丝绸之路 "
    "政务服务电子证照 提供電子版 勞動仲裁 公共法律服務 種子基金 放水養魚 歷史建築 新氣象"
)


def _industries(finder: Finder, text: str) -> list[str]:
    return [text[a:b] for scheme, _, a, b in finder.find(text) if scheme == "industry"]


@pytest.mark.parametrize("text, words", NAMED.items())
def test_an_industry_is_known_by_what_it_makes_or_grows(packaged, text, words):
    assert _industries(packaged, text) == words.split()


@pytest.mark.parametrize("text", NOT_NAMED.split())
def test_a_word_that_only_looks_like_an_industry_names_none(packaged, text):
    assert _industries(packaged, f"推進{text},") == []
