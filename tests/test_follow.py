"""What became of the pledges: questions, dated facts, and what a later text says."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import dgpolicy
from dgpolicy.cli import main
from dgpolicy.codebook import home
from dgpolicy.document import Document
from dgpolicy.follow import facts, follow, found, questions

REPORTS = Path(__file__).parents[2] / "shared" / "corpus" / "provinces-2026"


def asked(words: str, language: str = "en") -> list[str]:
    document = Document.from_text(f"市水務局局長王江:\n{words}", published="2022-11-09")
    return questions(dgpolicy.extract(document, language=language))["question"].tolist()


def test_every_hard_action_has_one_question_that_quotes_it_and_ends_as_one():
    for language in ("en", "zh", "zh-Hans"):
        corpus = dgpolicy.load(language)
        actions = corpus.actions.set_index("action_id")
        made = questions(corpus)
        assert [*made["action_id"]] == [*actions.index[actions["specificity"] == "hard"]]
        for row in made.itertuples():
            assert actions["specificity_text"][row.action_id] in row.question
            assert re.search("[?？]", row.question)


def test_a_figure_is_asked_for_with_its_bound_and_a_year_only_where_one_is_stated():
    (dated,) = asked("我們將到2025年新建不少於12座水廠。")
    assert "(at least 12 座)" in dated and "by 2025 (“到2025年”)" in dated
    assert "no date" not in dated
    (bare,) = asked("我們將新建不少於12座水廠。", "zh")
    assert "（至少 12 座）" in bare and bare.endswith("文中沒有寫明日期。")
    assert not re.search(r"\d{4}", bare)
    (large,) = asked("我們將投資13萬億元新建水廠。")
    assert "13,000,000,000,000 元" in large


def test_an_event_is_asked_for_in_its_own_words_and_a_soft_action_not_at_all():
    assert "do this: “設立水務基金”?" in asked("我們將設立水務基金,提升服務水平。")[0]
    assert asked("我們將提升服務水平。") == []


def test_a_fact_is_told_in_the_language_of_the_corpus_and_only_of_its_actions():
    corpus = dgpolicy.load("zh-Hans")
    assert facts(corpus)["fact"].str.contains("工程开工").any()
    assert len(facts(corpus.filter(organisation="stb"))) == 0
    known = facts(corpus)["action_id"].nunique()
    hard = corpus.actions["specificity"].eq("hard").sum()
    assert found(replace(corpus, language="en")).startswith(f"Of {hard} hard actions, {known} have")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("dg2022-drc-2.03", "dg2022-drc-2.30", "row 3: unknown action_id .* did you mean"),
        (",in_progress,", ",begun,", "row 5: unknown status 'begun'.*in_progress"),
        ("2024-07,", "July 2024,", "row 3: date 'July 2024'"),
        ("http://www.hkcna.hk", "hkcna.hk", "row 1: url 'hkcna.hk"),
        ("又一大國重器，正式開建！", "", "row 4: title '' is not words"),
        (",publisher,", ",house,", "column missing: publisher"),
    ],
)
def test_check_names_the_fact_that_breaks_a_rule(tmp_path, capsys, old, new, said):
    shutil.copytree(home(), tmp_path / "data")
    table = tmp_path / "data" / "follow_up.csv"
    assert main(["check", str(tmp_path / "data")]) == 0
    table.write_text(table.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert main(["check", str(tmp_path / "data")]) == 1
    assert re.search(f"follow_up.*{said}", capsys.readouterr().err)


def test_what_a_later_text_says_of_the_same_stands_beside_it_with_offsets_and_no_verdict():
    corpus = dgpolicy.load()
    text = "二、回顾\n全市学校新增学位五万个。东莞全球招商大会成功举办。\n编制产业链招商图谱2.0版。"
    later = Document.from_text(text, document_id="report")
    made = follow(corpus, later)
    likest = made.groupby("action_id")["said"].first()
    assert likest["dg2022-ipb-2.02"] == "编制产业链招商图谱2.0版。"
    assert likest["dg2022-ipb-5.06"] == "东莞全球招商大会成功举办。"
    assert not made["said"].str.contains("回顾|学位").any()
    whole = corpus.documents["text"].item()
    for row in made.itertuples():
        assert whole[row.start : row.end] == row.text
        assert text[row.said_start : row.said_end] == row.said
    assert made.columns[-1] == "likeness" and made["likeness"].between(0, 1).all()


def test_a_corpus_is_followed_as_its_documents_are_and_nothing_shared_proposes_nothing():
    report = Document.from_text("东莞市投资促进局将举办东莞全球招商大会。", document_id="report")
    corpus = dgpolicy.load()
    one, other = follow(corpus, report), follow(corpus, dgpolicy.extract(report))
    pd.testing.assert_frame_equal(one, other)
    assert len(follow(corpus, Document.from_text("今天天气晴朗。"))) == 0
    assert len(follow(corpus.filter(organisation="committee"), report)) == 0


@pytest.mark.skipif(not REPORTS.exists(), reason="the reports are not part of the product")
def test_the_growth_that_a_province_aims_at_leads_to_the_growth_that_it_reports():
    same, growth = [], []
    for path in REPORTS.glob("*.txt"):
        text = path.read_text("utf-8")
        aim = re.search(r"\n.*目标.{0,40}?(生产总值(?:年均)?增长[^，；。\n]*).*", text)
        if not aim:
            continue
        promise = f"省人民政府省长王江:\n我们将实现地区{aim[1]}。"
        corpus = dgpolicy.extract(Document.from_text(promise, published="2026-01-26"))
        later = follow(corpus, Document.from_text(text[: aim.start()]))["said"]
        same.append(later.str.contains("生产总值").any())
        growth.append(later.str.contains("生产总值[^；。]{0,25}增长").any())
    # Of twenty-seven that state such an aim, as 09_follow_up says.
    assert (len(same), sum(same), sum(growth)) == (27, 26, 23)
