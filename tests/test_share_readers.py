"""What a page does for whoever opens it: their language, and tables on a phone."""

import re
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from test_share import CORPUS, SOURCE, VIEWED, page, shown, widget

import dgpolicy
from dgpolicy.explorer import stylesheet
from dgpolicy.share import files
from dgpolicy.share.notebook import FROZEN
from dgpolicy.share.page import Page, html_of

ROW = {"code": ["talent"], "n": [1], "a": ["人才"], "b": [""], "reason": ["Both found the code."]}


def table() -> BeautifulSoup:
    return page(shown({"text/html": pd.DataFrame(ROW).to_html(index=False)}))


@pytest.mark.parametrize(
    ("asked", "link", "lang"),
    [
        ("zh-CN", "", "zh-Hans"),
        ("zh-TW", "", "zh-Hant"),
        ("zh", "", "zh-Hant"),
        ("zh-HK", "?lang=en", "en"),
        ("fr-FR", "", "en"),
    ],
)
def test_a_page_opens_in_the_language_of_its_link_else_of_its_reader(
    browser, tmp_path, asked, link, lang
):
    said = {"en": "# Who?", "zh": "# 誰？", "zh-Hans": "# 谁？"}
    cells = {k: new_notebook(cells=[new_markdown_cell(text)]) for k, text in said.items()}
    site = files([Page("a", cells)], CORPUS, single_file=False)
    context = browser.new_context(locale=asked)
    opened = context.new_page()
    for name in ("a.html", "index.html"):
        Path(tmp_path, name).write_bytes(site[name])
        opened.goto(Path(tmp_path, name).as_uri() + link)
        assert opened.evaluate("document.documentElement.lang") == lang
    context.close()


def test_on_a_phone_a_long_row_is_a_paragraph_in_which_cells_say_their_heads(browser):
    phone = browser.new_page(viewport={"width": 380, "height": 800})
    phone.set_content(str(table()))
    frame = phone.locator(".table")
    assert frame.evaluate("frame => frame.scrollWidth <= frame.clientWidth")
    head = "cell => getComputedStyle(cell, '::before').content"
    assert "code" in frame.locator("td").first.evaluate(head)
    assert not frame.locator("thead").is_visible()
    phone.close()


def test_an_english_sentence_in_a_cell_is_english_wherever_it_stands():
    assert [cell.get("lang") for cell in table()("td")] == [None] * 4 + ["en"]


def test_what_a_control_held_is_in_its_own_language():
    made = page(VIEWED, widgets=widget("TextareaModel", value="云河市表示,120家"))
    assert made.select_one(".frozen")["lang"] == "zh-Hans"
    made = page(VIEWED, widgets=widget("TextModel", value="Bureau"))
    assert not made.select_one(".frozen").has_attr("lang")


def test_that_controls_need_a_kernel_is_said_once_in_each_language(browser, tmp_path):
    versions = {}
    for language in ("en", "zh", "zh-Hans"):
        held = [new_output("display_data", {FROZEN: each}) for each in (language, "2")]
        versions[language] = new_notebook(cells=[new_code_cell("1", outputs=held)])
    Path(tmp_path, "a.html").write_text(html_of(Page("a", versions), SOURCE), "utf-8")
    opened = browser.new_page()
    for lang in ("en", "zh-Hant", "zh-Hans"):
        opened.goto(Path(tmp_path, "a.html").as_uri() + f"?lang={lang}")
        assert opened.locator(".frozen").filter(visible=True).count() == 2
        assert opened.locator(".aside").filter(visible=True).count() == 1, lang
    opened.close()


def test_on_paper_nothing_ties_the_footer_to_what_stands_before_it(browser):
    opened = browser.new_page()
    opened.set_content(str(page(new_markdown_cell("# One"), new_markdown_cell("Two."))))
    opened.emulate_media(media="print")
    rule = "all => all.map((one) => getComputedStyle(one).breakAfter)"
    assert opened.locator(".prose > :last-child").evaluate_all(rule) == ["avoid", "auto"]
    opened.close()


def test_a_chinese_footer_has_chinese_punctuation():
    notebook = new_notebook(cells=[new_markdown_cell("# 題")])
    made = BeautifulSoup(html_of(Page("a", {"zh": notebook}), SOURCE), "html.parser")
    assert "引用格式：dgpolicy 作者，〈題〉，" in made.footer.text


def test_the_pages_and_the_explorer_do_not_style_one_another():
    named = re.compile(r"\.(-?[a-zA-Z_][\w-]*)(?=[^{}]*\{)")
    page = Path(dgpolicy.__file__).with_name("share") / "page.css"
    both = [set(named.findall(text)) for text in (page.read_text("utf-8"), stylesheet())]
    assert both[0] & both[1] <= {"dg", "dg-answers", "dg-explorer", "lines"}
