"""Two corpora side by side, and the counts of other reports with their intervals."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import reference

import dgpolicy
from dgpolicy import charts
from dgpolicy.codebook import home
from dgpolicy.compare import Marked, _newcombe, bounds

CORPUS = dgpolicy.load("en")
LEADERS = CORPUS.filter(organisation=["committee", "secretary"])
BUREAUS = CORPUS.filter(organisation=["drc", "stb", "iitb", "ipb"])
COUNTS = pd.read_csv(home() / "reference" / "counts.csv")
WORDS = pd.read_csv(home() / "reference" / "words.csv")


def said(name: str, *lines: str) -> dgpolicy.Corpus:
    text = "\n".join(["市水務局局長王江:", *lines])
    document = dgpolicy.Document.from_text(text, document_id=name, published="2023-01-15")
    return dgpolicy.extract(document, language="en")


BEFORE = said("before", "我們將新建兩座水廠。", "我們將關停八家化工企業。")
AFTER = said("after", "我們將种植三萬棵樹。", "我们将新建两座水厂。")


def test_the_shares_are_those_that_the_filter_leaves():
    table = dgpolicy.compare(LEADERS, BUREAUS, "instrument")
    for code, row in table.iterrows():
        for side, corpus in (("a", LEADERS), ("b", BUREAUS)):
            n = (corpus.coded("instrument")["code"] == code).sum()
            assert row[f"n_{side}"] == n
            assert row[f"share_{side}"] == n / len(corpus)
    assert (table["difference"] == table["share_b"] - table["share_a"]).all()
    assert (table["low"] < table["difference"]).all() and (
        table["difference"] < table["high"]
    ).all()


def test_the_interval_of_a_difference_is_that_of_the_published_example():
    low, high = _newcombe(np.array([56 / 70]), 70, np.array([48 / 80]), 80)
    assert (-high.round(4).item(), -low.round(4).item()) == (0.0524, 0.3339)  # Newcombe 1998


def test_nothing_compared_with_something_has_no_share():
    table = dgpolicy.compare(LEADERS.keep([]), BUREAUS, "specificity")
    assert table["share_a"].isna().all() and table["difference"].isna().all()
    assert charts.compare(LEADERS.keep([]), BUREAUS).layout.meta["alt"].startswith("No pledge")


def test_a_pledge_is_kept_in_the_other_script_another_dropped_and_one_new():
    table = dgpolicy.matches(BEFORE, AFTER).set_index("found")
    assert table["a"].to_dict() == {
        "kept": "我們將新建兩座水廠。",
        "dropped": "我們將關停八家化工企業。",
        "new": "",
    }
    assert table.loc["kept", "b"] == "我们将新建两座水厂。"
    assert table.loc["kept", "likeness"] == 1


def test_every_pledge_has_its_row_and_codes_stand_by_name():
    table = dgpolicy.matches(LEADERS, BUREAUS)
    assert set(table["pledge_a"]) == {*LEADERS.pledges["pledge_id"], ""}
    assert sorted(table["pledge_b"][table["pledge_b"] != ""]) == sorted(
        BUREAUS.pledges["pledge_id"]
    )
    row = table.set_index("pledge_b").loc["dg2022-iitb-lead"]
    assert (row["pledge_a"], row["codes"]) == ("dg2022-committee-3", "Advanced manufacturing")


def test_several_may_follow_one_and_the_order_of_rows_changes_nothing():
    twice = said("twice", "我們將新建兩座水廠。", "我們將新建兩座大水廠。")
    table = dgpolicy.matches(BEFORE, twice)
    assert table["found"].tolist() == ["kept", "kept", "dropped"]
    turned = replace(LEADERS, mentions=LEADERS.mentions[::-1].reset_index(drop=True))
    one, other = (dgpolicy.matches(each, BUREAUS) for each in (LEADERS, turned))
    assert one["pledge_a"].equals(other["pledge_a"]) and one["likeness"].equals(other["likeness"])


def test_of_nothing_everything_is_new_and_everything_dropped():
    empty = BEFORE.keep([])
    assert set(dgpolicy.matches(empty, AFTER)["found"]) == {"new"}
    assert set(dgpolicy.matches(AFTER, empty)["found"]) == {"dropped"}


def test_a_table_underlines_what_the_other_has_not_and_escapes_all():
    pair = pd.DataFrame({"a": [Marked("新建<b>兩座</b>水廠", "新建水廠")]}, dtype=object)
    cell = re.search("<td[^>]*>(.*)</td>", dgpolicy.table(pair).to_html())[1]
    assert cell == "新建<u>&lt;b&gt;兩座&lt;/b&gt;</u>水廠"


def test_a_count_has_one_interval_whatever_stands_beside_it():
    low, high = bounds([300, 10, 10], "province")
    assert low[1] == low[2] == bounds([10], "province")[0][0] and high[1] == high[2]
    assert low[0] < 300 * 0.922 / 0.979 < high[0]  # precision by recall: what it stands for
    with pytest.raises(ValueError, match="province"):
        bounds([1], "provinces")
    with pytest.raises(ValueError, match="too few"):
        bounds([1], "tw_reply")


def test_the_chart_of_priorities_holds_what_the_filter_finds():
    figure = charts.uptake(CORPUS, ["committee", "secretary"])
    assert figure.layout.meta["alt"].startswith("7 of 20 priorities")
    talent = CORPUS.filter(instrument="talent", organisation="stb").pledges["pledge_id"].tolist()
    cells = figure.data[0]
    assert talent in [ids for line in cells.customdata for ids in line]
    assert charts.compare(LEADERS, BUREAUS).layout.meta["alt"].startswith("Of 9 industries")


def test_the_charts_of_reports_hold_the_figures_of_the_tables():
    whole = COUNTS[COUNTS["facet"] == "all"].set_index("report")["n"]
    dots = charts.dated(CORPUS, COUNTS).data[-1]
    stated = COUNTS[COUNTS["code"] == "stated"].set_index("report")["n"]
    assert sorted(dots.x) == sorted((stated / whole).tolist())
    for facet in ("industry", "instrument"):
        cells = charts.places(CORPUS, COUNTS, facet).data[0]
        assert [row[-1] for row in cells.text][:-1] == [*map(str, sorted(whole, reverse=True))]
        most = COUNTS[COUNTS["facet"] == facet]["n"].max()
        assert any(str(most) in row[:-1] for row in cells.text[:-1])
    first = WORDS[WORDS["n"] > 0].groupby("word")["report"].min()
    said = charts.firsts(CORPUS, WORDS).layout.meta["alt"]
    assert all(report[-4:] in said for report in first)


def test_the_counts_hold_no_text():
    for path in (home() / "reference").glob("*.csv"):
        found = set(re.findall("[\u3400-\u9fff]+", path.read_text("utf-8")))
        assert found <= {*reference.WORDS}, path.name


@pytest.mark.skipif(not reference.SHARED.is_dir(), reason="the shared reports are not here")
def test_the_reports_make_the_shipped_counts_again():
    for name, table in reference.made().items():
        shipped = (reference.REFERENCE / f"{name}.csv").read_text("utf-8")
        assert table.to_csv(index=False, lineterminator="\n") == shipped, "run make reference"
