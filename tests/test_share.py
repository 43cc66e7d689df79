"""From a notebook to the text of a page, without a browser."""

import re
from io import BytesIO
from pathlib import Path

import nbformat
import pandas as pd
import plotly.graph_objects as go
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

import dgpolicy
from dgpolicy.share import files, share, source_of
from dgpolicy.share.notebook import PLOTLY, VIEW, ShareError, still, versions
from dgpolicy.share.page import Page, html_of
from dgpolicy.share.safe import safe

CORPUS = dgpolicy.load()
SOURCE = source_of(CORPUS)
PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "# Who?\\n\\nThe first. Who is it?"
msgstr "# 誰承諾？\\n\\n第一句。是誰？"
"""


def page(*cells, widgets=None, folder=Path()) -> BeautifulSoup:
    """The page of cells as they stand, nothing run."""
    notebook = nbformat.from_dict(new_notebook(cells=list(cells)))
    still(notebook, widgets or {}, Path("page.ipynb"))
    html = html_of(Page("page", {"en": notebook}, folder), SOURCE)
    return BeautifulSoup(html, "html.parser")


def shown(data):
    return new_code_cell("1", outputs=[new_output("display_data", data)])


def widget(name, **state):
    return {"w": {"model_name": name, "model_module": "x", "state": state}}


FIGURE = "plotly.graph_objs._figurewidget.FigureWidget"
VIEWED = shown({VIEW: {"model_id": "w"}, "text/plain": "a widget"})


@pytest.mark.parametrize(
    "html",
    [
        "<script>x()</script>",
        "<img src=x onerror=x()>",
        "<a href='javascript:x()'>",
        "<a href=' JaVaScRiPt:x()'>",
        "<a href='data:text/html,x()'>",
        "<iframe srcdoc='<script>x()</script>'></iframe>",
        "<svg><a xlink:href='javascript:x()'></a></svg>",
        "<math><mi xlink:href='javascript:x()'>",
        "<form action='x'><button formaction='javascript:x()'></button></form>",
        "<p style='background:url(x)'>",
        "<style>@import 'x'</style>",
        "<style>a{background:\\75rl(x)}</style>",
        "<base href='x'>",
        "<meta http-equiv='refresh' content='0;x'>",
        "<object data='x'></object>",
        "<noscript><p title='</noscript><img src=x onerror=x()>'></noscript>",
    ],
)
def test_nothing_in_the_html_of_an_output_runs_or_loads(html):
    assert not re.search(r"x\(|\(x\)|import|refresh|'x'|=\"x\"", safe(html))


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<img alt="a" src="data:image/png;base64,AA"/>',) * 2,
        ('<img alt="a chart" src="chart.png">', '<img alt="a chart"/>'),
        ('<a download="a.csv" href="data:text/csv;base64,AA">CSV</a>',) * 2,
        ("<style>#T_1 td{color:red}</style>",) * 2,
    ],
)
def test_what_the_page_itself_holds_stays(html, left):
    assert BeautifulSoup(safe(html), "html.parser") == BeautifulSoup(left, "html.parser")


def test_ids_of_two_outputs_are_two():
    made = page(*(shown({"text/html": "<b popovertarget=a>x</b><i id=a>y</i>"}) for _ in "12"))
    ids = [tag["id"] for tag in made("i")]
    assert len(set(ids)) == 2 and [tag["popovertarget"] for tag in made.select("main b")] == ids


def test_a_frame_is_a_table_that_scrolls_by_itself_and_says_what_it_is():
    frame = pd.DataFrame({"n": [1200], "t": ["x"]}).to_html(index=False)
    (table,) = page(shown({"text/html": frame})).select(".table[tabindex='0']")
    assert table["aria-label"] == "n, t"


def test_a_page_is_called_as_its_first_heading_says_or_else_as_its_file():
    assert page(new_markdown_cell("# The *title*\n\n## Part")).title.string == "The title"
    assert page(new_markdown_cell("words")).h1.string == "page"


def test_a_page_lists_its_parts():
    cells = map(new_markdown_cell, ["# T", "```\n## no part\n```", "## A", "words", "## B\n\n## C"])
    links = page(*cells).select(".contents a")
    assert [a["href"] + a.text for a in links] == ["#step-3A", "#step-5B", "#step-5C"]


@pytest.mark.parametrize(
    ("text", "own"),
    [("What 官員 promise.", "en"), ("官員的承諾", "zh"), ("官员的承诺", "zh-Hans")],
)
def test_a_notebook_is_in_the_language_of_its_text(tmp_path, text, own):
    notebook = new_notebook(cells=[new_markdown_cell(text)])
    assert list(versions(tmp_path / "a.ipynb", notebook, None)) == [own]


def translated(folder: Path, *cells, language=None) -> Page:
    (folder / "locale").mkdir()
    (folder / "locale" / "zh_Hant.po").write_text(PO, "utf-8")
    notebook = new_notebook(cells=[new_markdown_cell("# Who?\n\nThe first. Who is it?"), *cells])
    return Page("a", versions(folder / "a.ipynb", notebook, language))


def test_a_notebook_whose_prose_is_translated_is_had_in_all_languages(tmp_path):
    made = translated(tmp_path)
    assert made.titles == {"en": "Who?", "zh": "誰承諾？", "zh-Hans": "谁承诺？"}
    assert made.questions == {"en": "Who is it?", "zh": "是誰？", "zh-Hans": "是谁？"}
    plain = new_notebook(cells=[new_markdown_cell("一句。又一句。")])
    assert Page("b", {"en": plain}).questions == {"en": "一句。"}


def test_the_code_of_each_language_says_its_own(tmp_path):
    made = translated(tmp_path, new_code_cell('corpus = dgpolicy.load(language="en")'))
    code = "".join(notebook.cells[1].source for notebook in made.versions.values())
    assert re.findall('"(.*?)"', code) == ["en", "zh", "zh-Hans"]


def test_a_page_opens_in_the_language_that_is_asked_for(tmp_path):
    made = html_of(translated(tmp_path, language="zh"), SOURCE)
    html = BeautifulSoup(made, "html.parser")
    assert (html.html["lang"], html.title.string) == ("zh-Hant", "誰承諾？")


def test_what_is_the_same_in_all_languages_stands_once(tmp_path):
    made = translated(tmp_path, new_code_cell("1", outputs=[new_output("stream", text="one")]))
    for notebook in made.versions.values():
        still(notebook, {}, Path())
    html = BeautifulSoup(html_of(made, SOURCE), "html.parser")
    assert len(html.select(".code .highlight")) == len(html("pre", string="one")) == 1
    assert len(html.select("[data-each] > .prose[lang]")) == 3


def test_chinese_words_in_an_english_page_are_marked_as_such():
    made = page(new_markdown_cell("In 东莞 and beyond."))
    assert made.select_one('.prose [lang="zh-Hans"]').string == "东莞"


def test_maths_is_rendered_when_the_page_is_made():
    made = page(new_markdown_cell(r"Inline $x^2$ and" "\n\n" r"$$\frac{a}{b}$$"))
    assert made("msup") and made("mfrac") and "$" not in made.select_one(".prose").text


def test_a_link_to_a_notebook_beside_leads_to_its_page():
    made = page(new_markdown_cell("[a](01_a.ipynb#b) [c](https://x.cn/c.ipynb)"))
    assert [a["href"] for a in made.select(".prose a")] == ["01_a.html#b", "https://x.cn/c.ipynb"]


def test_a_picture_beside_the_notebook_is_carried_in_the_page(tmp_path):
    (tmp_path / "dot.png").write_bytes(b"\x89PNG dot")
    made = page(new_markdown_cell("![a dot](dot.png)"), folder=tmp_path).select_one(".prose img")
    assert made["alt"] == "a dot" and made["src"].startswith("data:image/png;base64,")


def test_code_is_folded_and_escaped():
    details = page(new_code_cell("a = '<b>'")).details
    assert details.pre.text.strip() == "a = '<b>'" and not details.has_attr("open")


def test_a_figure_is_carried_as_data_with_its_words_for_those_who_do_not_see_it():
    figure = go.Figure(go.Bar(x=[1], y=["</script><b>"]), {"meta": {"alt": 'one "bar"'}})
    made = page(shown({PLOTLY: figure.to_plotly_json(), "image/png": "AA"})).figure
    assert made.div["aria-label"] == 'one "bar"' and "\\u003c/script>" in made.script.string
    assert not made.parent("img"), "its picture is not shown beside it"


def test_a_figure_widget_is_a_figure_with_its_arrays():
    state = {"_anywidget_id": FIGURE, "_py2js_update": None, "_widget_layout": {}}
    state["_widget_data"] = [{"type": "bar", "uid": "7", "y": {"dtype": "float64", "shape": [1]}}]
    sent = [["_py2js_update", "style", 0, "buffer"], ["_widget_data", 0, "y", "buffer"]]
    model = widget("AnyModel", **state)
    model["w"]["buffers"] = [{"path": path, "data": "AAAA"} for path in sent]
    data = page(VIEWED, widgets=model).figure.script.string
    assert '"y":{"dtype":"float64","shape":"1","bdata":"AAAA"}' in data and "uid" not in data


def test_what_cannot_be_drawn_is_named_with_notebook_and_cell():
    broken = widget("AnyModel", _anywidget_id=FIGURE)
    with pytest.raises(ShareError, match=r"page\.ipynb: cell 2: cannot be drawn: .*_widget_data"):
        page(new_markdown_cell("# T"), VIEWED, widgets=broken)


def test_a_control_that_needs_a_kernel_is_shown_as_it_stood_with_a_line_that_says_so():
    made = page(VIEWED, widgets=widget("TextModel", description="Bureau", value="<b>"))
    assert made.select_one(".frozen").string == "Bureau: <b>"
    assert "needs a running notebook" in made.select_one(".result").text
    made = page(VIEWED, widgets=widget("FileUploadModel", value=[])).select_one(".frozen")
    assert made.string == "FileUpload", "never a blank"


def test_an_html_widget_shows_its_html_and_runs_nothing():
    made = page(VIEWED, widgets=widget("HTMLModel", value="<b>bold</b><script>x()</script>"))
    assert made.select_one(".result").decode_contents().strip() == "<b>bold</b>"


def test_a_widget_that_the_notebook_does_not_hold_is_shown_as_text():
    assert page(VIEWED).select_one(".result").text.strip() == "a widget"


def test_an_explorer_is_carried_with_its_choice():
    explorer = dgpolicy.explore(CORPUS, "industry", horizon="continuing")
    made = page(VIEWED, widgets=widget("AnyModel", **explorer.get_state()))
    assert '"continuing"' in made.select_one("script[data-dgpolicy-explorer]").string


def test_only_a_page_with_a_chart_carries_plotly():
    made = [Page("a", {"en": new_notebook(cells=[new_markdown_cell("# T\n\nWords.")])})]
    assert b"plotly.js" not in files(made, CORPUS, single_file=False)["a.html"]
    figure = shown({PLOTLY: go.Figure(go.Bar(y=[1])).to_plotly_json()})
    made += [Page("b", {"en": new_notebook(cells=[figure])})]
    site = files(made, CORPUS, single_file=False)
    assert "assets/plotly.js" in site
    assert Image.open(BytesIO(site["assets/b.en.png"])).size == (700, 700), "a card is filled"


def test_a_card_has_its_chart_as_a_small_screen_has_it():
    chart = dgpolicy.charts.matrix(CORPUS, "instrument", "organisation").to_plotly_json()
    notebook = new_notebook(cells=[shown({PLOTLY: chart})])
    drawn = Page("a", {"en": nbformat.from_dict(notebook)}).figures["en"]
    assert drawn["data"][0]["type"] == "bar" and chart["data"][0]["type"] == "heatmap"


def test_the_footer_says_which_data_and_which_package_and_how_to_cite():
    footer, document = page(new_markdown_cell("# T")).footer.text, CORPUS.documents.iloc[0]
    of = (document["title"], document["sha256"], f"dgpolicy {dgpolicy.__version__}")
    for said in (*of, "2022-11-09", "“T”"):
        assert said in footer


def test_data_that_differ_in_a_cell_are_told_apart_by_twelve_digits():
    versions = {source_of(each)["data"] for each in (CORPUS, CORPUS.filter(kind="lead"))}
    assert [len(each) for each in versions] == [12, 12]


def test_the_same_notebook_gives_the_same_bytes():
    cells = [new_markdown_cell("# T"), shown({"text/html": "<table><tr><td>1</td></tr></table>"})]
    assert page(*cells) == page(*cells)


def test_a_cell_that_fails_is_named_and_nothing_is_written(tmp_path):
    cells = [new_code_cell("1 / 0", metadata={"tags": [tag]}) for tag in ("raises-exception", "x")]
    nbformat.write(new_notebook(cells=cells), tmp_path / "a.ipynb")
    with pytest.raises(ShareError, match=r"a\.ipynb: cell 2: ZeroDivisionError: division by zero"):
        share([tmp_path / "a.ipynb"], tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_file_in_the_way_that_is_no_page_of_ours_is_left_alone(tmp_path):
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(ShareError, match="no page of ours"):
        share([], tmp_path)
    assert (tmp_path / "index.html").read_text() == "mine"


def test_what_a_killed_run_left_behind_is_gone_after_the_next(tmp_path):
    (site := tmp_path / "site").joinpath("assets").mkdir(parents=True)
    for name in (".old.html.part", "assets/.plotly.js.part"):
        (site / name).write_text("half")
    nbformat.write(new_notebook(cells=[new_markdown_cell("# T")]), tmp_path / "a.ipynb")
    share([tmp_path / "a.ipynb"], site)
    assert not list(site.rglob("*.part"))


@pytest.mark.parametrize(
    ("name", "said"), [("a.ipynb", "is no notebook"), ("none.ipynb", "No such file")]
)
def test_a_file_that_is_no_notebook_is_named(tmp_path, name, said):
    (tmp_path / "a.ipynb").write_text("no notebook")
    with pytest.raises(ShareError, match=rf"{name}: {said}"):
        share([tmp_path / name], tmp_path / "site")


def test_a_language_that_is_unknown_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="zh-Hans"):
        share(["a.ipynb"], "site", language="fr")
