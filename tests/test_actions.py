"""Pledge to actions: clauses that each commit to one thing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from marked_cases import ARTICLE

from dgpolicy import load
from dgpolicy.document import Document
from dgpolicy.extract.actions import actions
from dgpolicy.extract.mentions import held


def acts(words: str) -> list[tuple[str, str]]:
    """The verbs and clauses of the actions in what somebody pledges."""
    document = Document.from_text(words)
    found = actions(document, [(0, len(words))])
    return [(words[slice(*verb)], words[start:end]) for start, end, verb in found]


def test_each_clause_with_a_verb_and_an_object_is_one_action() -> None:
    assert acts("实施节水行动,强化取水监管,推动管网更新。") == [
        ("实施", "实施节水行动"),
        ("强化", "强化取水监管"),
        ("推动", "推动管网更新"),
    ]


@pytest.mark.parametrize(
    "clause",
    ["以智慧水务为抓手", "围绕城市更新", "依托两座水厂", "在农村供水方面", "根据规划要求",
     "聚焦老旧小区", "针对漏损问题", "围绕设立节水基金",
     "以加快设立节水基金为城乡供水一体化改革的总突破口"],
)  # fmt: skip
def test_a_clause_that_only_prepares_joins_the_next(clause: str) -> None:
    assert acts(f"{clause},加快改造供水管网。") == [("改造", f"{clause},加快改造供水管网")]


@pytest.mark.parametrize(
    "clause",
    ["围绕重点领域设立节水基金", "在城区设立节水基金",
     "以加快设立节水基金为城乡供水一体化改革的重要突破口"],
)  # fmt: skip
def test_a_preposition_before_a_whole_clause_is_its_part(clause: str) -> None:
    assert acts(f"{clause},完善水价机制。") == [("设立", clause), ("完善", "完善水价机制")]


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        ("持续深入推进河湖治理。", "推进"),
        ("市水务局将进一步强化水源保护。", "强化"),
        ("全力打造节水城市。", "打造"),
        ("加快水厂互联互通。", "加快"),
        ("统筹建设两座水厂。", "建设"),
        ("力争年内实现全覆盖。", "力争"),
    ],
)
def test_the_verb_is_the_one_after_subject_modal_and_adverbs(words: str, verb: str) -> None:
    assert [v for v, _ in acts(words)] == [verb]


def test_verbs_that_share_an_object_are_one_action() -> None:
    assert [v for v, _ in acts("加快培育壮大节水产业。")] == ["培育"]


def test_a_verb_after_and_begins_another_action() -> None:
    assert acts("新建两座水厂并改造老旧管网。") == [
        ("新建", "新建两座水厂"),
        ("改造", "并改造老旧管网"),
    ]


def test_a_clause_without_a_verb_joins_the_one_before() -> None:
    assert acts("推广节水器具,一户一策。") == [("推广", "推广节水器具,一户一策")]


def test_commas_inside_brackets_part_nothing() -> None:
    assert acts("新建“东、西,南”三座水厂(含管网,泵站)。") == [
        ("新建", "新建“东、西,南”三座水厂(含管网,泵站)")
    ]


@pytest.mark.parametrize(("lead", "parts"), [("新时期治水要", 1), ("新时期的治水要", 2)])
def test_only_a_short_quotation_is_not_parted(lead: str, parts: int) -> None:
    said = "节水优先、空间均衡、系统治理、两手发力,以水定城、以水定地、以水定人"
    assert len(acts(f"落实“{lead}{said}”要求设立节水基金。")) == parts


def test_words_without_a_verb_have_their_first_two_characters_for_it() -> None:
    assert acts("一户一策。") == [("一户", "一户一策")]


def test_an_action_stands_once_though_a_blank_stands_before_its_pledge() -> None:
    words = "近期工作：\n　　新建水厂，一户一策。"
    found = actions(Document.from_text(words), [(8, len(words))])
    assert [words[one.start : one.end] for one in found] == ["新建水厂，一户一策"]


def test_the_thirty_pledges_of_the_article_part_into_actions() -> None:
    reviewed = load().pledges
    spans = list(zip(reviewed["start"], reviewed["end"], strict=True))
    made = actions(ARTICLE, spans)
    assert set(held([one[:2] for one in made], spans)) == set(range(30))
    assert all(one.start <= one.verb[0] < one.verb[1] <= one.end for one in made)
    assert all(one.end <= after.start for one, after in pairwise(made))


def test_the_actions_are_those_of_the_reviewed_coding() -> None:
    coding = load()
    heads = [
        ARTICLE.text.index(*at)
        for at in zip(coding.pledges["headline"], coding.pledges["start"], strict=True)
    ]
    made = actions(ARTICLE, list(zip(heads, coding.pledges["end"], strict=True)))
    known = set(zip(coding.actions["start"], coding.actions["end"], strict=True))
    assert len(known & {(one.start, one.end) for one in made}) >= 135
