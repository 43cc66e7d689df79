"""The answer table: a row a pledge, and every cell what pandas says."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page

import dgpolicy

CORPUS = dgpolicy.load("en")


def cells(html, column):
    """The text of each cell of a column, without the card that it opens."""
    soup = BeautifulSoup(html, "html.parser")
    for hidden in soup.select("[popover]"):
        hidden.decompose()
    return [cell.get_text() for cell in soup.select(f"td.{column}")]


def test_each_pledge_has_a_row_in_the_order_of_the_text():
    html = dgpolicy.table(CORPUS)
    assert [h.rstrip() for h in cells(html, "what")] == [
        english + original
        for english, original in zip(
            CORPUS.pledges.get("headline_en", [""] * 30), CORPUS.pledges["headline"], strict=True
        )
    ]
    bodies = CORPUS.pledges["organisation_id"]
    assert cells(html, "who") == [CORPUS.label("organisation", code) for code in bodies]


def test_a_pledge_says_how_many_of_its_actions_can_be_checked():
    hard = CORPUS.actions["specificity"].eq("hard").groupby(CORPUS.actions["pledge_id"])
    shares = [
        f"Hard {hard.get_group(pledge).sum()}/{hard.get_group(pledge).size}"
        for pledge in CORPUS.pledges["pledge_id"]
    ]
    shown = cells(dgpolicy.table(CORPUS), "firm")
    assert shown == ["Soft" if " 0/" in share else share for share in shares]


def test_industries_instruments_and_targets_are_those_of_the_pledge():
    html = dgpolicy.table(CORPUS)
    for column, scheme in (("whom", "industry"), ("with", "instrument")):
        for shown, pledge in zip(cells(html, column), CORPUS.pledges["pledge_id"], strict=True):
            codes = [c for c in CORPUS.keep([pledge]).values(scheme) if c != "none"]
            assert sorted(shown) == sorted("".join(CORPUS.label(scheme, code) for code in codes))
    shown = dict(zip(CORPUS.pledges["pledge_id"], cells(html, "much"), strict=True))
    assert [shown[p].count(t) for p, t in CORPUS.targets[["pledge_id", "text"]].to_numpy()]
    assert sum(map(bool, shown.values())) == CORPUS.targets["pledge_id"].nunique()


def test_by_when_stands_with_its_cue():
    shown = cells(dgpolicy.table(CORPUS), "when")
    for said, row in zip(shown, CORPUS.pledges.itertuples(), strict=True):
        assert said.startswith(CORPUS.label("horizon", row.horizon))
        assert isinstance(row.horizon_text, str) == (str(row.horizon_text) in said)


def test_how_sure_stands_only_where_something_is_known_of_it():
    assert cells(dgpolicy.table(CORPUS), "sure") == []
    pledges = CORPUS.pledges.assign(confidence=0.93)
    html = dgpolicy.table(replace(CORPUS, pledges=pledges))
    assert cells(html, "sure") == ["93%"] * 30 and "How sure" in html


def test_any_other_frame_is_a_table_as_a_reader_wants_it():
    assert "<td" in dgpolicy.table(CORPUS.targets).to_html()


def test_an_empty_corpus_has_an_empty_table():
    assert dgpolicy.table(CORPUS.filter(text="沒有這句話")).count("<tr") == 1


@pytest.mark.parametrize("width", [1240, 380])
def test_a_click_opens_the_words_in_their_place_and_a_head_sorts(page: Page, tmp_path, width):
    path = tmp_path / "table.html"
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title>'
    path.write_text(f"{head}<body>{dgpolicy.table(CORPUS)}", encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    row = page.locator('tr[data-p="dg2022-stb-2"]')
    row.scroll_into_view_if_needed()
    box = row.locator(".with").bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + 8)
    opened = page.locator("[popover]:popover-open")
    assert opened.locator(".here").text_content() == CORPUS.pledges["text"].iloc[13]
    page.keyboard.press("Escape")
    assert opened.count() == 0
    page.locator("th.firm").click()
    assert page.locator("td.firm").first.inner_text().startswith("Hard")
    page.locator("th.firm").click()
    assert page.locator("td.firm").first.inner_text().strip() == "Soft"


def test_thirty_rows_are_about_one_screen(page: Page, tmp_path):
    path = tmp_path / "table.html"
    path.write_text(f'<meta charset="utf-8">{dgpolicy.table(dgpolicy.load())}', encoding="utf-8")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(path.as_uri())
    assert page.locator("table").bounding_box()["height"] < 1.25 * 900
