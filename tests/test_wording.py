"""What a sentence does, by its own words: commit, act, announce, report, or something else."""

from __future__ import annotations

import pytest

from dgpolicy.document import Document
from dgpolicy.extract.wording.apart import apart
from dgpolicy.extract.wording.commitment import acts, stance
from dgpolicy.extract.wording.outlook import (
    era,
    heading,
    looks_back,
    opens_back,
    remembers,
    to_come,
)
from dgpolicy.extract.wording.verbs import ADVERBS, VERBS


def does(words: str) -> str:
    return stance(Document.from_text(words).folded)


@pytest.mark.parametrize(
    "words",
    [
        "今年将新建两座水厂。", "要把老旧小区改造好。", "政府會推出新計劃。", 
        "局方擬於明年提交草案。",
        "力争年底前通车。", "到2027年,建成10个园区。", "计划三年投资百亿元。", "预计2026年开通。",
        "我們致力達至碳中和。", "截至9月已开通三条,年内还将开通两条。", "确保不发生事故。",
        "当局爭取明年動工。", "感谢大家支持,我们会尽快公布结果。",
    ],
)  # fmt: skip
def test_a_modal_commits(words: str) -> None:
    assert does(words) == "commits"


@pytest.mark.parametrize(
    "words",
    ["推进水厂建设。", "加快互联互通。", "围绕群众需求,完善配套设施。", "坚决完成全年任务。",
     "把消费摆在优先位置。", "对获批企业给予100万元奖励。"],
)  # fmt: skip
def test_a_bare_verb_at_the_head_of_a_clause_acts(words: str) -> None:
    assert does(words) == "acts"


@pytest.mark.parametrize(
    "words",
    ["重点做好以下三方面工作:", "将从四个方面着手:", "現就有關工作部署如下:",
     "支队将采取以下措施:", "抓好三件大事:"],
)  # fmt: skip
def test_a_sentence_that_only_announces_a_list_announces(words: str) -> None:
    assert does(words) in ("announces", "other")


@pytest.mark.parametrize(
    "words",
    ["去年新建了两座水厂。", "已开通三条线路。", "地区生产总值同比增长5%。", "取得显著成效。",
     "截至6月累计投资百亿元。", "过去一年,推进水厂建设。"],
)  # fmt: skip
def test_looking_back_reports(words: str) -> None:
    assert does(words) == "reports"


@pytest.mark.parametrize(
    "words",
    [
        "希望企业加大投入。", "呼籲市民接種疫苗。", "这条路怎么走?", "发展是第一要务。",
        "此举将极大提振信心。", "国际货币基金组织预计,经济将增长3%。", "会议意义重大。",
        "本办法由市科技局负责解释。", "该发现将改写历史。", "展会将于10月开幕。",
        "重要的是信心。", "即将到来的春天。", "大会在京召开。", "这充分体现了担当。",
    ],
)  # fmt: skip
def test_what_promises_nothing_is_no_commitment(words: str) -> None:
    assert does(words) not in ("commits", "acts")


def test_a_figure_under_a_heading_that_looks_ahead_is_a_goal() -> None:
    assert stance("提高养老金标准,增长5%。") == "reports"
    assert stance("提高养老金标准,增长5%。", ahead_of=True) == "acts"


def test_a_noun_that_looks_like_a_verb_does_not_act() -> None:
    assert not acts("发展质量不断提高")
    assert not acts("改革取得突破")
    assert acts("发展现代农业")


@pytest.mark.parametrize(
    "words",
    [
        "本办法由市财政局负责解释。",
        "上述政策自2025年3月1日起实施,有效期至2027年底。",
        "请各单位认真贯彻执行。",
        "希望企业加大投入。",
    ],
)
def test_a_provision_or_an_appeal_stands_apart_from_every_list(words: str) -> None:
    assert apart(words) and stance(words) == "apart"


@pytest.mark.parametrize("words", ["展望明年,通胀率预料维持在2%以下。", "预计全年经济将增长3%。"])
def test_a_forecast_commits_to_nothing(words: str) -> None:
    assert stance(words) not in ("commits", "acts")


def test_a_figure_is_a_goal_only_under_a_heading_that_looks_ahead() -> None:
    words = "全年开行班列800列以上。"
    assert stance(words, ahead_of=True, goals=True) == "acts"
    assert stance(words) == "other"


def test_a_remark_before_a_list_leaves_it_to_its_items() -> None:
    assert not opens_back("这是大家都很关心的问题。", "other")
    assert opens_back("主要有三个特点:", "other")
    assert remembers("去年完成投资10亿元。", "reports") and not remembers("谢谢您。", "apart")
    assert to_come("今年新建两所") and not to_come("今年以来新建两所")


def test_headings_and_leads_say_which_way_they_look() -> None:
    assert heading("一、2023年工作回顾") == "back"
    assert heading("二、2024年重点任务") == "ahead"
    assert heading("三、农业") is None
    assert looks_back("主要原因有三个:") and not looks_back("针对存在的问题,要做到:")
    assert era("过去一年,我们主要做了三件事。") and not era("今年将做三件事。")


def test_the_lexicon_is_folded_and_without_blanks() -> None:
    words = VERBS | ADVERBS
    assert all(Document.from_text(word).folded == word for word in words)
    assert all(len(word) > 1 for word in VERBS)
