"""Frames as tables that a reader can read."""

import re

import pandas as pd

import dgpolicy
from dgpolicy.look.tables import table


def test_numbers_stand_to_the_right_and_text_to_the_left():
    html = table(dgpolicy.load().targets[["text", "value"]]).to_html()
    assert "text-align: left" in html
    assert ".col1" in html.split("text-align: right")[0].rsplit("}", 1)[1]


def test_an_id_of_a_pledge_is_not_broken_at_its_hyphens():
    html = table(pd.DataFrame({"text": ["一是"], "pledge_id": ["dg2022-drc-2"]})).to_html()
    assert re.findall(r"(col\d) \{\s*white-space: nowrap", html) == ["col1"]


def test_whole_numbers_stay_whole_and_large_ones_are_grouped():
    html = table(pd.DataFrame({"yuan": [30_000_000_000.0], "share": [0.98765]})).to_html()
    assert ">30,000,000,000<" in html
    assert ">0.988<" in html
    html = table(pd.DataFrame({"hectares": [9_999, 10_000]})).to_html()
    assert ">9999<" in html and ">10,000<" in html
    assert ">2025<" in table(pd.DataFrame({"year": [2025]}, dtype="Int64")).to_html()


def test_what_is_missing_is_an_empty_cell():
    html = table(dgpolicy.load().targets[["text", "hectares"]]).to_html()
    assert "nan" not in html.lower()
    assert "&lt;NA" not in html


def test_the_words_of_a_document_are_escaped():
    html = table(pd.DataFrame({"<b>": ["<script>alert(1)</script>"]})).to_html()
    assert "<script" not in html


def test_an_address_is_a_link_called_by_its_host_and_escaped():
    frame = pd.DataFrame({"url": ['http://a.b/c?d=1&e="f', "see http://a.b"]})
    html = table(frame).to_html()
    assert '<a href="http://a.b/c?d=1&amp;e=&#34;f">a.b</a>' in html
    assert ">see http://a.b<" in html


def test_one_frame_gives_one_html():
    frame = dgpolicy.load().targets
    assert table(frame).to_html() == table(frame).to_html()


def test_row_numbers_are_hidden_and_names_are_shown():
    frame = pd.DataFrame({"n": [1]}, index=["stated"])
    assert "stated" in table(frame).to_html()
    assert ">0<" not in table(frame.reset_index(drop=True)).to_html()


def test_heads_and_codes_are_said_in_a_language():
    frame = dgpolicy.load().targets[["text", "bound", "hectares"]]
    html = table(frame, language="zh").to_html()
    assert ">原文<" in html and ">界限<" in html and ">公頃<" in html
    assert "at_least" in table(frame).to_html() and "at_least" not in html
    counts = pd.Series(["missing"]).value_counts().to_frame("words")
    assert ">缺少<" in table(counts, language="zh").to_html()
    codes = table(pd.DataFrame({"a": ["talent", "outcome (落地)"]}), language="zh-Hans").to_html()
    assert ">人才<" in codes and ">结果 (落地)<" in codes
    log = pd.DataFrame(columns=["first", "second", "kept", "reason"])
    html = table(log, language="zh").to_html()
    assert all(f">{head}<" in html for head in ("第一次", "第二次", "保留", "理由"))


def test_what_stands_in_chinese_beside_a_column_is_said_in_its_place():
    log = pd.DataFrame({"reason": ["as defined"], "reason_hant": ["按「定義」"]})
    said = {"en": "as defined", "zh": "按「定義」", "zh-Hans": "按“定义”"}
    for language, reason in said.items():
        html = table(log, language=language).to_html()
        assert [each for each in said.values() if f">{each}<" in html] == [reason]
        assert html.count("<th ") == 1 and "_hant" not in html
    assert "as defined" in (html := table(log).to_html()) and "reason_hant" in html
