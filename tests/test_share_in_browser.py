"""Shared pages opened from disk, without a network, as a reader would."""

import re
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Page
from plotly.offline import get_plotlyjs

import dgpolicy
from dgpolicy.share import files, pages_of

ROOT = Path(__file__).parent.parent
CORPUS = dgpolicy.load()
EVIL = "<script>ran=1</script><img src=x onerror=ran=1></script><!--\u202ejavascript:ran=1"
EVIL_NAME = f'=HYPERLINK("javascript:ran=1"){EVIL}'
LINK = '<a download="a.csv" href="data:text/csv,a,b">save</a>'
CHARTS = "# Charts\n\nWords.\n\n## One\n\nMaths: $x^2$\n\n$$\\frac{a}{b}$$\n\n## Two"
CHINESE = {CHARTS: "# 圖表\n\n說明。\n\n## 一\n\n公式:$x^2$\n\n$$\\frac{a}{b}$$\n\n## 二"}
CELLS = {
    "charts": [
        CHARTS,
        ["import dgpolicy", 'corpus = dgpolicy.load(language="en")'],
        ["dgpolicy.charts.bars(corpus, 'organisation', by='specificity')"],
        ["dgpolicy.charts.matrix(corpus, 'instrument', 'organisation')"],
        ["corpus.pledges[['pledge_id', 'headline', 'ordinal']].iloc[6:20]"],
        ["import numpy as np", "import plotly.graph_objects as go", "made = go.FigureWidget()"],
        ["made.add_bar(y=np.array([1.5, 2]))", "made.data[0].y = np.array([3.0, 4])", "made"],
        ["dgpolicy.table(corpus)"],
        ["dgpolicy.explore(corpus, 'organisation')"],
    ],
    "controls": [
        "# 需要運行的控件\n\n這一頁沒有圖表。",
        [f"LINK = {LINK!r}", "import ipywidgets as w"],
        ["w.VBox([w.HTML(f'<b>靜</b>{LINK}'), w.FileUpload(), w.Text('<i>')])"],
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
EVERY = [*(("site", name) for name in [*CELLS, *OURS, "index"]), *(("single", n) for n in CELLS)]
every_page = pytest.mark.parametrize("page_", EVERY, ids="/".join)
both_forms = pytest.mark.parametrize("form", ["site", "single"])
MARKS = """() => [...document.querySelectorAll(".js-plotly-plot")]
  .filter((plot) => plot.data.length).map((plot) => plot.querySelectorAll(
    ".point > path, .points path, .heatmaplayer image, .text text").length)"""
BELOW = """() => [...document.querySelectorAll(".js-plotly-plot")].map(
  (plot) => plot.clientHeight - plot.querySelector(".main-svg").clientHeight)"""
READY = """() => [...document.querySelectorAll("[data-dgpolicy-explorer]")]
  .every((data) => data.nextElementSibling) &&
  [...document.querySelectorAll(".chart .plot")].filter((plot) => plot.clientWidth)
    .every((plot) => plot.querySelector(".main-svg"))"""
# The words that are seen, those of the charts too, without those that are of a document.
SEEN = """() => [...document.querySelectorAll(
    "h1, .prose, .contents, .gtitle, footer, .switches, th")]
  .filter((part) => part.checkVisibility())
  .map((part) => part.innerText ?? part.textContent).join(" ")"""
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
    (folder / "locale").mkdir()
    catalogue = Catalog("zh_Hant")
    for source, chinese in CHINESE.items():
        catalogue.add(source, chinese)
    with (folder / "locale" / "zh_Hant.po").open("wb") as file:
        write_po(file, catalogue)
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


def visit(page: Page, place: str) -> Page:
    """The page at ``place`` with its charts drawn; ``said`` and ``asked`` tell what it did."""
    page.said, page.asked = [], []
    page.on("console", lambda m: m.type in ("warning", "error") and page.said.append(m.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(place)
    until(page, READY)
    return page


@pytest.fixture
def opened(page: Page, shared: Path):
    """Opens a page of the site or a single file; at the end it may not have complained."""
    yield lambda form, name, more="": visit(page, (shared / form / f"{name}.html").as_uri() + more)
    assert page.said == []


@pytest.fixture(scope="module")
def seen(browser, shared) -> dict[tuple[str, str], dict]:
    """What a first visit to each page shows, and then each of its languages."""
    found = {}
    for form, name in EVERY:
        context = browser.new_context(offline=True)
        page = visit(context.new_page(), (shared / form / f"{name}.html").as_uri())
        found[form, name] = {"marks": page.evaluate(MARKS), "axe": [], "width": []}
        buttons = page.locator(".switch[lang]").all() or [page.locator("main")]
        for at, button in enumerate(buttons):
            button.evaluate("button => button.click()")
            until(page, READY)
            if at == len(found) % len(buttons):  # the languages take turns: axe takes long
                page.set_viewport_size({"width": 1280, "height": 900})
                found[form, name]["axe"] = Axe().run(page, options=AA).response["violations"]
            page.set_viewport_size({"width": 380, "height": 800})
            page.wait_for_timeout(200)
            found[form, name]["width"].append(page.evaluate("document.documentElement.scrollWidth"))
        found[form, name] |= {"said": page.said, "asked": page.asked}
        found[form, name]["below"] = visit(page, page.url).evaluate(BELOW)
        context.close()
    return found


@every_page
def test_a_page_asks_for_nothing_but_its_own_files(seen, page_):
    first, *others = seen[page_]["asked"]
    beside = re.escape(first.rpartition("/")[0]) + r"/assets/[\w.-]+"
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
    assert {v["id"]: v["nodes"][0]["html"][:200] for v in seen[page_]["axe"]} == {}


@every_page
def test_a_small_screen_is_filled_and_no_wider(seen, page_):
    assert max(seen[page_]["width"]) <= 380
    assert max(seen[page_]["below"], default=0) < 2, "a gap below a chart"


@both_forms
def test_the_switch_turns_everything_that_is_not_of_a_document(opened, form):
    page = opened(form, "charts")
    before = page.evaluate(SEEN)
    assert "Charts" in before and "Pledges by" in before and "Data" in before
    for lang, title, label in (("zh-Hant", "圖表", "資料"), ("zh-Hans", "图表", "资料")):
        page.locator(f".switch[lang={lang}]").click()
        until(page, READY)
        assert page.evaluate("document.documentElement.lang") == lang
        after = page.evaluate(SEEN)
        assert title in after and label in after and page.title() == title
        assert not re.search(r"Charts|Words|Pledges|Data", after)


def test_the_switch_keeps_the_place_and_links_keep_the_language(opened):
    page = opened("site", "charts")
    page.emulate_media(reduced_motion="reduce")
    table = page.locator(".step:has(.table)")
    page.evaluate("scrollTo(0, document.querySelector('.step:has(.table)').offsetTop)")
    page.locator(".switch[lang=zh-Hans]").evaluate("button => button.click()")
    assert abs(table.bounding_box()["y"]) < 2
    page.get_by_role("link", name="全部页面").click()
    page.wait_for_url("**/index.html?lang=zh-Hans")
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    page.goto(page.url.replace("zh-Hans", "zh"))
    assert page.evaluate("document.documentElement.lang") == "zh-Hant"


@both_forms
def test_the_policy_of_a_page_holds(opened, form):
    page = opened(form, "charts")
    policy = page.get_attribute("meta[http-equiv]", "content")
    beside = "'self' " if form == "site" else ""
    assert policy.startswith(f"default-src 'none'; script-src {beside}'sha256-")
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


@both_forms
def test_hostile_words_are_shown_and_never_run(opened, form):
    page = opened(form, "hostile")
    page.locator("tr[data-p]").first.click()
    assert page.evaluate("typeof ran") == "undefined"
    for place in (".dg-explorer .card .words", ".quote .words", ".table"):
        assert EVIL in page.locator(place).first.evaluate(LETTERS), place
    assert page.locator("img[src='x']").count() == 0


def test_code_is_folded_until_it_is_asked_for_and_in_a_monospaced_face(opened):
    page = opened("single", "charts")
    code = page.locator("details.code pre")
    assert not code.first.is_visible()
    page.get_by_role("button", name="Show code").click()
    assert page.get_by_role("button", name="Hide code").is_visible()
    assert page.locator("details.code:not([open])").count() == 0
    assert "mono" in code.first.evaluate("pre => getComputedStyle(pre).fontFamily")


def test_an_answer_table_is_sorted_by_the_column_that_is_chosen(opened):
    page = opened("single", "charts")
    table = page.locator(".result > .dg-answers").filter(visible=True).first
    ranks = "table => [...table.querySelectorAll('tbody tr')].map(r => JSON.parse(r.dataset.k)[4])"
    head = table.get_by_role("columnheader", name="By when")
    for order, backwards in (("ascending", False), ("descending", True)):
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == order
        assert (shown := table.evaluate(ranks)) == sorted(shown, reverse=backwards)


def test_a_control_without_a_kernel_is_shown_with_a_line_that_says_so(opened):
    page = opened("single", "controls")
    assert page.locator(".result b").inner_text() == "靜"
    lines = page.get_by_text("此控件需要在運行中的筆記本使用").filter(visible=True)
    assert lines.count() == 1, "said once for all that follow one another"
    assert [box.inner_text() for box in page.locator(".frozen").all()] == ["Upload", "<i>"]


def test_charts_follow_the_dark_theme_and_are_light_on_paper(opened):
    page = opened("site", "charts")
    ink = "getComputedStyle(document.querySelector('.plot .gtitle')).fill"
    light = page.evaluate(ink)
    page.emulate_media(color_scheme="dark")
    until(page, f"{ink} !== '{light}'")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    until(page, f"{ink} === '{light}'")


def test_on_paper_charts_stay_whole_and_code_and_controls_go(opened):
    page = opened("single", "charts")
    page.get_by_role("button", name="Show code").click()
    page.emulate_media(media="print")
    rules = "all => all.map((one) => getComputedStyle(one).breakInside)"
    assert set(page.locator(".chart").evaluate_all(rules)) == {"avoid"}
    own = page.locator(".step:has(> .result):has(+ .step > .result)")
    assert set(own.evaluate_all(rules.replace("Inside", "After"))) == {"auto"}, "may be parted"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    px = page.locator(".plot").evaluate_all("all => all.map((e) => e.offsetHeight * e.style.zoom)")
    assert max(px) < (297 - 16 - 18) * 96 / 25.4 - 190, "a page of A4, with its heading"
    for gone in (".switches", "details.code", ".contents", "header a"):
        assert not page.locator(gone).first.is_visible(), gone


def test_pages_are_light(shared):
    for path in shared.glob("site/*.html"):
        assert path.stat().st_size <= 500_000, path.name
    for path in shared.glob("single/*.html"):
        assert path.stat().st_size <= 0.55 * len(get_plotlyjs().encode()), path.name
    assert (shared / "single/controls.html").stat().st_size < 50_000
    assert b"plotly.js" not in (shared / "site/controls.html").read_bytes()
