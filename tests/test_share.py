"""From a notebook to the text of a page, without a browser."""

import re
from pathlib import Path

import nbformat
import pandas as pd
import plotly.graph_objects as go
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import dgpolicy
from dgpolicy.explorer import STYLESHEET, page_module
from dgpolicy.share import html, share
from dgpolicy.share.cells import PLOTLY, page_of
from dgpolicy.share.clean import cleaned, with_tables
from dgpolicy.share.run import ShareError
from dgpolicy.share.site import files
from dgpolicy.share.widgets import STATE, VIEW


def page(*cells, widgets=None, pages=(), folder=Path(), language=None):
    """The page of cells as they stand, nothing run."""
    notebook = new_notebook(cells=list(cells))
    if widgets:
        notebook.metadata["widgets"] = {STATE: {"state": widgets}}
    return page_of(nbformat.from_dict(notebook), "page", folder, set(pages), language)


def shown(data, **metadata):
    return new_code_cell("1", outputs=[new_output("display_data", data, metadata=metadata)])


def widget(name, **state):
    return {"w": {"model_name": name, "model_module": "x", "state": state}}


VIEWED = shown({VIEW: {"model_id": "w"}, "text/plain": "a widget"})


@pytest.mark.parametrize(
    "html",
    [
        "<script>x()</script>",
        "<img src=x onerror=x()>",
        "<a href='javascript:x()'>",
        "<a href=' JaVaScRiPt:x()'>",
        "<iframe srcdoc='<script>x()</script>'></iframe>",
        "<svg><a xlink:href='javascript:x()'></a></svg>",
        "<form action='x'><button formaction='javascript:x()'></button></form>",
        "<p style='background:url(x)'>",
        "<style>@import 'x'</style>",
        "<base href='x'>",
        "<object data='x'></object>",
    ],
)
def test_nothing_in_the_html_of_an_output_runs_or_loads(html):
    assert not re.search(r"x\(\)|url\(|import|'x'|=\"x\"", str(cleaned(html)))


def test_a_picture_stays_where_its_data_are_in_the_page_and_else_becomes_its_words():
    inside = '<img alt="a" src="data:image/png;base64,AA"/>'
    assert str(cleaned(inside)) == inside
    assert str(cleaned('<p><img alt="a chart" src="chart.png"></p>')) == "<p>a chart</p>"


def test_numbers_of_a_table_stand_at_the_right_and_heads_have_their_scope():
    frame = pd.DataFrame({"n": pd.array([1200, None], "Int64"), "t": ["x", "y"]})
    made = with_tables(cleaned(frame.to_html()), "Table")
    assert [cell.text for cell in made.select(".number")] == ["n", "1200", "–"]
    assert {head["scope"] for head in made.select("tbody th")} == {"row"}
    assert made.div["aria-label"] == "Table 1"


def test_the_name_of_an_index_stands_over_its_column():
    frame = pd.DataFrame({"n": [1]}, index=pd.Index(["a"], name="variable"))
    made = with_tables(cleaned(frame.to_html()), "Table")
    assert [head.text for head in made.select("thead th")] == ["variable", "n"]


def test_a_csv_that_the_page_carries_can_be_saved():
    link = '<a download="a.csv" href="data:text/csv;base64,AA">CSV</a>'
    assert str(cleaned(link)) == link


def test_a_page_has_the_title_the_first_sentence_and_the_headings_of_its_notebook():
    made = page(new_markdown_cell("# 標題\n\n第一句。第二句。\n\n## 甲\n\n## 乙"))
    assert (made.title, made.first_sentence, made.lang) == ("標題", "第一句。", "zh-Hant")
    assert made.headings == [("section-1", "甲"), ("section-2", "乙")]


def test_a_page_without_a_title_is_called_like_its_file():
    assert "<h1>page</h1>" in page(new_markdown_cell("words")).body


@pytest.mark.parametrize(
    ("text", "lang"),
    [("What 官員 promise.", "en"), ("官員的承諾", "zh-Hant"), ("官员的承诺", "zh-Hans")],
)
def test_a_page_is_in_the_language_of_its_text(text, lang):
    assert page(new_markdown_cell(text)).lang == lang


def test_chinese_words_in_an_english_page_are_marked_as_such():
    assert '<span lang="zh-Hans">东莞</span>' in page(new_markdown_cell("In 东莞 and beyond.")).body


def test_maths_is_rendered_when_the_page_is_made():
    body = page(new_markdown_cell(r"Inline $x^2$ and" "\n\n" r"$$\frac{a}{b}$$")).body
    assert "<msup>" in body and "<mfrac>" in body and "$" not in body


def test_a_link_to_a_notebook_that_is_shared_too_leads_to_its_page():
    body = page(new_markdown_cell("[a](01_a.ipynb#b) [c](c.ipynb)"), pages=["01_a"]).body
    assert 'href="01_a.html#b"' in body and 'href="c.ipynb"' in body


def test_a_picture_beside_the_notebook_is_carried_in_the_page(tmp_path):
    (tmp_path / "dot.png").write_bytes(b"\x89PNG dot")
    body = page(new_markdown_cell("![a dot](dot.png)"), folder=tmp_path).body
    assert 'alt="a dot"' in body and 'src="data:image/png;base64,' in body


def test_code_is_folded_and_escaped():
    body = page(new_code_cell("a = '<b>'")).body
    details = BeautifulSoup(body, "html.parser").details
    assert details.code.text.strip() == "a = '<b>'" and not details.has_attr("open")


def test_a_figure_is_carried_as_data_with_its_words_for_those_who_do_not_see_it():
    figure = go.Figure(go.Bar(x=[1], y=["</script><b>"]), {"meta": {"alt": 'one "bar"'}})
    made = page(shown({PLOTLY: figure.to_plotly_json()}))
    assert made.charts == 1 and "one &quot;bar&quot;" in made.body
    assert made.body.count("</script>") == 1


def test_a_picture_in_an_output_that_has_a_figure_is_not_shown_twice():
    assert "<img" not in page(shown({PLOTLY: go.Figure().to_plotly_json(), "image/png": "AA"})).body


def test_a_control_that_needs_a_kernel_is_shown_as_it_stood_with_a_line_that_says_so():
    dropdown = widget("DropdownModel", description="Bureau", _options_labels=["a", "<b>"], index=1)
    body = page(VIEWED, widgets=dropdown).body
    assert "Bureau: &lt;b&gt;" in body and "needs a running notebook" in body


def test_an_upload_control_is_never_a_blank():
    assert "FileUpload" in page(VIEWED, widgets=widget("FileUploadModel", value=[])).body


def test_an_html_widget_shows_its_html_and_runs_nothing():
    body = page(VIEWED, widgets=widget("HTMLModel", value="<b>bold</b><script>x()</script>")).body
    assert "<b>bold</b>" in body and "x()" not in body and "needs a running" not in body


def test_a_widget_that_the_notebook_does_not_hold_is_shown_as_text():
    assert "a widget" in page(VIEWED).body


def test_an_explorer_is_carried_with_its_choice():
    explorer = dgpolicy.explore(dgpolicy.load(), "industry", horizon="continuing")
    made = page(VIEWED, widgets=widget("AnyModel", **explorer.get_state()))
    assert made.explorers == 1
    assert 'data-dgpolicy-explorer="e1"' in made.body and '"continuing"' in made.body


def test_a_page_without_chart_or_explorer_carries_no_plotly():
    made = files([page(new_markdown_cell("# T\n\nWords."))], dgpolicy.load(), single_file=False)
    assert sorted(made) == ["assets/page.css", "assets/page.js", "index.html", "page.html"]


def test_the_footer_says_which_data_and_which_package_and_how_to_cite():
    made = files([page(new_markdown_cell("# T"))], dgpolicy.load(), single_file=True)
    footer = BeautifulSoup(made["page.html"], "html.parser").footer.text
    document = dgpolicy.load().documents.iloc[0]
    for said in (
        document["title"],
        document["sha256"],
        "2022-11-09",
        f"dgpolicy {dgpolicy.__version__}",
    ):
        assert said in footer
    assert "“T”" in footer


def test_the_same_notebook_gives_the_same_bytes():
    cells = [new_markdown_cell("# T"), shown({"text/html": "<table><tr><td>1</td></tr></table>"})]
    assert files([page(*cells)], dgpolicy.load(), single_file=True) == files(
        [page(*cells)], dgpolicy.load(), single_file=True
    )


def test_the_explorer_of_a_site_is_the_very_module_of_every_host():
    exported = "export default { render };"
    before, after = page_module().split(exported)
    assert before in html.script("explorer.js") and after in html.script("explorer.js")


def test_a_cell_that_fails_is_named(tmp_path):
    nbformat.write(
        new_notebook(cells=[new_code_cell("1"), new_code_cell("1 / 0")]), tmp_path / "a.ipynb"
    )
    with pytest.raises(ShareError, match=r"a\.ipynb: cell 2: ZeroDivisionError: division by zero"):
        share([tmp_path / "a.ipynb"], tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_file_in_the_way_that_is_no_page_of_ours_is_left_alone(tmp_path):
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(ShareError, match="no page of ours"):
        share([tmp_path / "a.ipynb"], tmp_path)
    assert (tmp_path / "index.html").read_text() == "mine"


def test_a_file_that_is_no_notebook_is_named(tmp_path):
    (tmp_path / "a.ipynb").write_text("no notebook")
    with pytest.raises(ShareError, match=r"a\.ipynb: is no notebook"):
        share([tmp_path / "a.ipynb"], tmp_path / "site")


def test_a_language_that_is_unknown_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="zh-Hans"):
        share(["a.ipynb"], "site", language="fr")


def test_the_pages_and_the_explorer_do_not_style_one_another():
    named = re.compile(r"\.(-?[a-zA-Z_][\w-]*)(?=[^{}]*\{)")
    both = [
        set(named.findall(text)) for text in (html.style("page.css"), STYLESHEET.read_text("utf-8"))
    ]
    assert both[0] & both[1] == set()
