"""Shared pages opened from disk, without a network, as a reader would."""

import re
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from explorers import coded
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Page

import dgpolicy
from dgpolicy.share.site import files, pages_of

ROOT = Path(__file__).parent.parent
CORPUS = dgpolicy.load()
EVIL = "<script>ran=1</script><img src=x onerror=ran=1></script><!--\u202ejavascript:ran=1"
EVIL_NAME = f'=HYPERLINK("javascript:ran=1"){EVIL}'
LINK = '<a download="a.csv" href="data:text/csv,a,b">save</a>'
CELLS = {
    "charts": [
        "# Charts\n\nWords first.\n\n## One\n\nMaths: $x^2$\n\n$$\\frac{a}{b}$$\n\n## Two",
        ["import dgpolicy", "corpus = dgpolicy.load('en')"],
        ["dgpolicy.charts.bars(corpus, 'organisation', by='specificity')"],
        ["dgpolicy.charts.matrix(corpus, 'instrument', 'organisation')"],
        ["corpus.pledges[['pledge_id', 'headline', 'ordinal']].iloc[6:20]"],
        ["import plotly.graph_objects as go", "go.FigureWidget(go.Bar(x=[1, 2], y=['a', 'b']))"],
        ["dgpolicy.explore(corpus, 'organisation')"],
    ],
    "controls": [
        "# 需要運行的控件\n\n這一頁沒有圖表。",
        [
            f"LINK = {LINK!r}",
            "import ipywidgets as w",
            "w.VBox([w.HTML(f'<b>靜</b>{LINK}'), w.FileUpload(), w.Text('<i>')])",
        ],
    ],
    "hostile": [
        "# Hostile",
        ["import sys", f"sys.path.insert(0, {str(Path(__file__).parent)!r})"],
        ["from explorers import coded", f"evil, name = {EVIL!r}, {EVIL_NAME!r}"],
        ["import dgpolicy, pandas", "pandas.options.display.max_colwidth = None"],
        ["corpus = coded(f'前{evil}後', [(evil, evil[2:9])], name)"],
        ["dgpolicy.explore(corpus)"],
        ["dgpolicy.quote(corpus, 'd-s-1')"],
        ["corpus.pledges[['text', 'headline']]"],
        ["dgpolicy.charts.bars(corpus, 'organisation')"],
    ],
}
OURS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
EVERY = [
    *((form, name) for form in ("site", "single") for name in [*CELLS, *OURS]),
    ("site", "index"),
]
every_page = pytest.mark.parametrize("page_", EVERY, ids="/".join)
MARKS = """() => [...document.querySelectorAll(".js-plotly-plot")]
  .filter((plot) => plot.data.length)
  .map((plot) => plot.querySelectorAll(
    ".point > path, .points path, .heatmaplayer image, .text text").length)"""
READY = """() => [...document.querySelectorAll("[data-dgpolicy-explorer]")]
  .every((data) => data.nextElementSibling) &&
  [...document.querySelectorAll(".plot, .dg-explorer figure")]
    .every((chart) => chart.querySelector(".main-svg"))"""
LETTERS = """(shown) => {
  const words = shown.cloneNode(true);
  words.querySelectorAll("sub, sup").forEach((letter) => letter.remove());
  return words.textContent;
}"""
AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "preload": False}


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> Path:
    """A folder with every notebook of the suite and of ``CELLS``, as a site and as single files."""
    folder = tmp_path_factory.mktemp("shared")
    for name, (text, *sources) in CELLS.items():
        cells = [new_markdown_cell(text), *(new_code_cell("\n".join(lines)) for lines in sources)]
        nbformat.write(new_notebook(cells=cells), folder / f"{name}.ipynb")
    paths = [folder / f"{name}.ipynb" for name in CELLS]
    pages = pages_of(paths + [ROOT / f"notebooks/{name}.ipynb" for name in OURS])
    for form in ("site", "single"):
        for name, content in files(pages, CORPUS, single_file=form == "single").items():
            path = folder / form / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return folder


def until(page: Page, holds: str) -> None:
    """Waits in a way that the policy of a page allows: nothing is evaluated in the page's name."""
    for _ in range(200):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {holds}")


def visit(page: Page, place: Path) -> Page:
    """The page at ``place`` with its charts drawn; ``said`` and ``asked`` tell what it did."""
    page.said, page.asked = [], []
    page.on("console", lambda m: m.type in ("warning", "error") and page.said.append(m.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(place.as_uri())
    until(page, READY)
    return page


@pytest.fixture
def opened(page: Page, shared: Path):
    """Opens a page of the site or a single file; at the end it may not have complained."""
    yield lambda form, name: visit(page, shared / form / f"{name}.html")
    assert page.said == []


@pytest.fixture(scope="module")
def seen(browser, shared) -> dict[tuple[str, str], dict]:
    """What a first visit to each page shows."""
    found = {}
    for form, name in EVERY:
        context = browser.new_context(offline=True)
        page = visit(context.new_page(), shared / form / f"{name}.html")
        found[form, name] = {
            "marks": page.evaluate(MARKS),
            "axe": Axe().run(page, options=AA).response,
        }
        page.set_viewport_size({"width": 380, "height": 800})
        page.wait_for_timeout(200)
        found[form, name]["width"] = page.evaluate("document.documentElement.scrollWidth")
        found[form, name] |= {"said": page.said, "asked": page.asked}
        context.close()
    return found


@every_page
def test_a_page_asks_for_nothing_but_its_own_files(seen, page_):
    first, *others = seen[page_]["asked"]
    beside = re.escape(first.rpartition("/")[0]) + r"/assets/\w+\.\w+"
    assert [url for url in others if not re.fullmatch(beside, url)] == []
    assert page_[0] == "site" or others == []


@every_page
def test_a_page_writes_no_warning_and_no_error_to_the_console(seen, page_):
    assert seen[page_]["said"] == []


@every_page
def test_every_chart_has_marks_and_not_axes_only(seen, page_):
    assert all(seen[page_]["marks"])
    assert seen[page_]["marks"] or page_[1] not in ("charts", "hostile")


@every_page
def test_axe_finds_nothing_against_wcag_2_1_aa(seen, page_):
    assert {v["id"]: v["nodes"][0]["html"][:200] for v in seen[page_]["axe"]["violations"]} == {}


@every_page
def test_no_page_is_wider_than_a_small_screen(seen, page_):
    assert seen[page_]["width"] <= 380


@pytest.mark.parametrize("form", ["site", "single"])
def test_every_facet_changes_quotes_and_charts_and_counts_as_pandas_does(opened, form):
    page = opened(form, "charts")
    values = page.locator(".value").evaluate_all("values => values.map((v) => v.dataset.facet)")
    facets = list(dict.fromkeys(values))
    assert {"organisation", "industry", "instrument", "horizon", "kind", "specificity"} <= set(
        facets
    )
    charts = page.locator(".dg-explorer .js-plotly-plot")
    drawn = "plots => JSON.stringify(plots.map((plot) => plot.data))"
    before = charts.evaluate_all(drawn)
    for facet in facets:
        code = CORPUS.values(facet)[0]
        chosen = CORPUS.filter(**{facet: code})
        box = page.locator(f'.value[data-facet="{facet}"][data-code="{code}"] input')
        box.evaluate("box => box.click()")  # also where it is folded away
        cards = page.locator(".card").evaluate_all(
            "cards => cards.map((card) => card.dataset.pledge)"
        )
        assert cards == chosen.pledges["pledge_id"].tolist()[:8], facet
        assert charts.evaluate_all(drawn) != before, facet
        left = page.locator(".value").evaluate_all(
            "values => values.map(({ dataset: d }) => [d.facet, d.code, +d.left])"
        )
        for other, value, number in left:
            if other != facet:
                assert number == len(CORPUS.filter(**{facet: code, other: value}).pledges)
        box.evaluate("box => box.click()")
        assert charts.evaluate_all(drawn) == before


@pytest.mark.parametrize("form", ["site", "single"])
def test_the_policy_of_a_page_holds(opened, form):
    page = opened(form, "controls")
    policy = page.get_attribute("meta[http-equiv]", "content")
    scripts = "'sha256-" if form == "single" else "'self';"
    assert policy.startswith(f"default-src 'none'; script-src {scripts}")
    stopped = """() => new Promise((done) => {
      const heard = (event) => done([event.effectiveDirective, window.ran]);
      document.addEventListener("securitypolicyviolation", heard);
      const script = document.createElement("script");
      script.textContent = "window.ran = 1";
      document.body.append(script);
    })"""
    fresh = page.context.new_page()
    fresh.goto(page.url)
    assert fresh.evaluate(stopped) == ["script-src-elem", None]


@pytest.mark.parametrize("form", ["site", "single"])
def test_hostile_words_are_shown_and_never_run(opened, form):
    page = opened(form, "hostile")
    page.locator(".headline").first.click()
    assert page.evaluate("typeof ran") == "undefined"
    for place in (".dg-explorer .card .words", ".dgpolicy-quote", ".table"):
        assert EVIL in page.locator(place).first.evaluate(LETTERS), place
    assert page.locator("img[src='x']").count() == 0
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    sheet = Path(download.value.path()).read_text("utf-8-sig")
    assert "'=HYPERLINK" in sheet and not re.search(r'(^|[,\n])"?=', sheet)


def test_hostile_words_are_made_safe_in_a_saved_corpus(tmp_path):
    coded(f"前{EVIL}後", [(EVIL, EVIL[2:9])], EVIL_NAME).save(tmp_path / "out")
    for table in (tmp_path / "out").glob("*.csv"):
        assert not re.search(r'(^|[,\n])"?[=+@-]', table.read_text("utf-8-sig")), table
    assert dgpolicy.Corpus.read(tmp_path / "out").pledges["text"].tolist() == [EVIL]


def test_code_is_folded_until_it_is_asked_for(opened):
    page = opened("single", "charts")
    code = page.locator("details.code pre")
    assert not code.first.is_visible()
    page.get_by_role("button", name="Show code").click()
    assert all(one.is_visible() for one in code.all())


def test_a_table_is_sorted_by_the_column_that_is_chosen(opened):
    page = opened("single", "charts")
    ordinal = "[...document.querySelectorAll('.table tbody tr')].map((r) => r.cells[3].textContent)"
    head = page.get_by_role("columnheader", name="ordinal")
    head.get_by_role("button").click()
    up = page.evaluate(ordinal)
    assert up == [*sorted((n for n in up if n != "–"), key=int), *(n for n in up if n == "–")]
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").click()
    assert page.evaluate(ordinal)[0] == max((n for n in up if n != "–"), key=int)


def test_a_control_without_a_kernel_is_shown_with_a_line_that_says_so(opened):
    page = opened("single", "controls")
    assert page.locator(".widget b").inner_text() == "靜"
    assert page.get_by_text("此控件需要在運行中的筆記本使用").is_visible()
    assert [box.inner_text() for box in page.locator(".frozen").all()] == ["Upload", "<i>"]


def test_tables_that_a_page_carries_can_be_saved(opened):
    page = opened("single", "controls")
    with page.expect_download() as download:
        page.get_by_role("link", name="save").click()
    assert Path(download.value.path()).read_text("utf-8") == "a,b"


def test_charts_follow_the_dark_theme_and_are_light_on_paper(opened):
    page = opened("site", "charts")
    ink = "getComputedStyle(document.querySelector('.plot .gtitle')).fill"
    light = page.evaluate(ink)
    page.emulate_media(color_scheme="dark")
    until(page, f"{ink} !== '{light}'")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    until(page, f"{ink} === '{light}'")


def test_on_paper_charts_stay_whole_quotes_stay_and_controls_go(opened):
    page = opened("single", "charts")
    page.emulate_media(media="print")
    rules = page.locator(".chart, .dg-explorer figure, .card").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).breakInside)"
    )
    assert set(rules) == {"avoid"}
    assert page.locator(".card .words").first.is_visible()
    for gone in (".facets", "#show-code", "details.code", ".contents"):
        assert not page.locator(gone).first.is_visible(), gone


def test_pages_are_light(shared):
    from plotly.offline import get_plotlyjs

    for path in shared.glob("site/*.html"):
        assert path.stat().st_size <= 300_000, path.name
    for path in shared.glob("single/*.html"):
        assert path.stat().st_size <= 1.2 * len(get_plotlyjs().encode()), path.name
    assert (shared / "single/controls.html").stat().st_size < 50_000
    assert b"plotly" not in (shared / "site/controls.html").read_bytes()
