"""The explorer in a browser: what it counts, shows, restores, saves, and can be used with."""

import base64
import csv
import gzip
import io
import random
from urllib.parse import parse_qsl

import pytest
from axe_playwright_python.sync_playwright import Axe
from explorers import coded, opened, written
from plotly.offline import get_plotlyjs

import dgpolicy
from dgpolicy.corpus import FACETS
from dgpolicy.document import Document
from dgpolicy.explorer import STYLESHEET, explore, module
from dgpolicy.look.colours import PAPERS, RAMP

CORPUS = dgpolicy.load()
FIRST = 8  # cards, before more are asked for


@pytest.fixture
def shown(page, tmp_path):
    """The article's explorer in a page."""
    yield opened(page, written(tmp_path, CORPUS))
    assert page.said == []


def choice(page) -> dict[str, list[str]]:
    """The choice that the page's address names, as keyword arguments of ``Corpus.filter``."""
    settled = "new Promise((done) => setTimeout(() => done(location.hash), 100))"
    made: dict = {}
    for facet, code in parse_qsl(page.evaluate(settled).partition("?")[2]):
        if facet == "text":
            made["text"] = code
        elif facet != "pledge":
            made.setdefault(facet, []).append(code)
    return made


NUMBERS = """() => {
  const all = (selector, read) => [...document.querySelectorAll(selector)].map(read);
  const text = (node) => node.textContent;
  return {
    values: all(".value", ({ dataset: d }) => [d.facet, d.code, +d.left, +d.total]),
    shown: all(".value", (value) => [value.querySelector(".left").textContent, value.dataset.left]),
    cards: all(".card", (card) => card.dataset.pledge),
    said: text(document.querySelector(".crumb strong")),
    bars: all(":is(.bars, .timeline) .texts", (texts) => [...texts.children].map(text)),
    cells: all(".matrix .cell", text),
    sums: all(".matrix .sum", text),
  };
}"""


def ids(**selection) -> set[str]:
    """The pledges that a filter of the corpus keeps."""
    return set(CORPUS.filter(**selection).pledges["pledge_id"])


OF = {facet: {code: ids(**{facet: code}) for code in CORPUS.values(facet)} for facet in FACETS}


def test_every_number_shown_is_that_of_the_corpus(shown):
    dice = random.Random(7)
    values = shown.locator(".value").evaluate_all(
        "nodes => nodes.map(({ dataset: d }) => [d.facet, d.code])"
    )
    assert {facet for facet, _ in values} == set(FACETS) - {"document"}
    for step in range(30):
        if step % 6 == 5:
            shown.fill(".find", dice.choice(["产业", "項目", "A", "人才", ""]))
            shown.wait_for_timeout(200)
        else:
            box = shown.locator(".value input").nth(dice.randrange(len(values)))
            box.evaluate("node => node.click()")
        selection, numbers = choice(shown), shown.evaluate(NUMBERS)
        but = {f: ids(**{k: c for k, c in selection.items() if k != f}) for f in FACETS}
        for facet, code, here, total in numbers["values"]:
            assert here == len(but[facet] & OF[facet][code]), (selection, facet, code)
            assert total == len(OF[facet][code])
        assert all(seen == meant for seen, meant in numbers["shown"])
        chosen = CORPUS.filter(**selection).pledges["pledge_id"].tolist()
        assert numbers["cards"] == chosen[:FIRST]
        assert numbers["said"].removesuffix(" 項").removesuffix(" 項承諾").split()[-1] == str(
            len(chosen)
        )
        for facet, texts in zip(("organisation", "horizon"), numbers["bars"], strict=True):
            counts = [len(but[facet] & OF[facet][code]) for code in CORPUS.values(facet)]
            assert [int(text.split("/")[0]) for text in texts[1::2]] == counts
        free = ids(**{f: c for f, c in selection.items() if f not in ("industry", "organisation")})
        rows, columns = OF["industry"].values(), OF["organisation"].values()
        crossed = [len(free & row & column) for row in rows for column in columns]
        assert sorted(map(int, numbers["cells"])) == sorted(filter(None, crossed))
        edges = [len(free & pledges) for pledges in (*rows, *columns)]
        assert sorted(map(int, numbers["sums"])) == sorted(filter(None, edges))


def test_words_are_found_in_either_script_as_the_corpus_finds_them(shown):
    for wanted in ("产业", "產業", "后勁", "“一號工程”", "SAP", "sap", "4300亩", "臺", "zzz", "㊀"):
        shown.fill(".find", wanted)
        shown.wait_for_timeout(200)
        found = CORPUS.filter(text=wanted).pledges["pledge_id"].tolist()[:FIRST]
        assert [c.get_attribute("data-pledge") for c in shown.locator(".card").all()] == found, (
            wanted
        )
        assert (shown.locator(".card mark").count() > 0) == bool(found)


def test_a_bar_and_a_cell_can_be_clicked_and_one_click_clears(shown):
    box = shown.locator(".bars .barlayer .trace:nth-child(2) path").nth(3).bounding_box()
    shown.mouse.click(box["x"] + 5, box["y"] + 5)
    assert choice(shown) == {"organisation": ["stb"]}
    shown.locator(".clear").click()
    assert choice(shown) == {}
    shown.locator(".matrix").scroll_into_view_if_needed()
    column = shown.locator(".matrix .head").nth(3).bounding_box()
    row = shown.locator(".matrix .end").first.bounding_box()
    shown.mouse.click(column["x"] + column["width"] / 2, row["y"] + row["height"] / 2)
    picked = choice(shown)
    assert picked["organisation"] == ["stb"] and len(picked["industry"]) == 1
    assert shown.locator(".card").count() == len(CORPUS.filter(**picked).pledges)


def test_the_label_of_a_bar_can_be_clicked_too_and_says_its_names_in_each_script(shown):
    shown.locator(".bars .texts > :nth-child(7)").scroll_into_view_if_needed()
    label = shown.locator(".bars .texts > :nth-child(7)").bounding_box()
    shown.mouse.move(label["x"] + 5, label["y"] + 5)
    said = shown.locator(".bars .tip").text_content()
    for language in ("zh", "zh-Hans", "en"):
        assert CORPUS.codebook.label("organisation", "stb", language) in said
    shown.mouse.click(label["x"] + 5, label["y"] + 5)
    assert choice(shown) == {"organisation": ["stb"]}


def test_a_few_cards_come_first_the_others_on_demand_and_any_pledge_opens_from_the_strip(shown):
    assert shown.locator(".card").count() == FIRST
    shown.locator(".band").focus()
    shown.keyboard.press("End")
    shown.keyboard.press("Enter")
    last = CORPUS.pledges.iloc[-1]
    assert shown.locator(".reading .id").text_content() == last["pledge_id"]
    shown.keyboard.press("Escape")
    assert shown.evaluate("document.activeElement.className") == "band"
    shown.locator(".pledges > .more").click()
    cards = shown.locator(".card").evaluate_all("nodes => nodes.map((n) => n.dataset.pledge)")
    assert cards == CORPUS.pledges["pledge_id"].tolist()
    assert shown.locator(".pledges > .more").is_hidden()


def test_a_pledge_opens_in_its_place_in_the_article(shown):
    shown.locator(".pledges > .more").click()
    shown.locator(".headline").nth(12).click()
    row = CORPUS.pledges.iloc[12]
    assert shown.locator(".reading .here").evaluate("node => node.textContent") == row["text"]
    around = shown.locator(".reading .words").evaluate("node => node.textContent")
    assert around in CORPUS.documents["text"][0] and len(around) > len(row["text"])
    assert shown.evaluate("document.activeElement.className") == "reading"
    shown.keyboard.press("Escape")
    assert shown.locator(".reading").is_hidden()
    assert shown.evaluate("document.activeElement.textContent") == row["headline"]


def test_a_link_restores_the_choice_and_the_open_pledge(page, tmp_path):
    address = written(tmp_path, CORPUS)
    opened(page, address + "#one?industry=new_materials&industry=nothing_known&pledge=dg2022-stb-2")
    expected = CORPUS.filter(industry="new_materials").pledges["pledge_id"].tolist()
    assert [c.get_attribute("data-pledge") for c in page.locator(".card").all()] == expected
    assert page.locator(".reading .id").text_content() == "dg2022-stb-2"
    page.goto(address + "#one?kind=lead")
    page.wait_for_timeout(100)
    assert page.locator(".card").count() == 4 and page.locator(".reading").is_hidden()


def test_offsets_hold_beyond_the_basic_plane(page, tmp_path):
    text = "𠮷野家😀開場。\n一是發展👩‍🔬新材料𠮷產業。\n二是新材料。"
    corpus = coded(text, [("發展👩‍🔬新材料𠮷產業", "新材料"), ("新材料。", "新材料")])
    opened(page, written(tmp_path, corpus))
    texts = page.locator(".card .words").evaluate_all("nodes => nodes.map((n) => n.textContent)")
    assert texts == ["發展👩‍🔬新材料𠮷產業", "新材料。"]
    marks = page.locator(".card .mark").evaluate_all("nodes => nodes.map((n) => n.textContent)")
    assert marks == ["新材料", "新材料"]
    page.fill(".find", "𠮷产")
    page.wait_for_timeout(200)
    assert page.locator(".card mark").evaluate("node => node.textContent") == "𠮷產"
    assert page.said == []


def test_hostile_text_is_shown_as_text_and_a_formula_is_guarded(page, tmp_path):
    bad = '=HYPERLINK("javascript:alert(1)")<script>alert(1)</script><img src=x onerror=alert(1)>\u202e&lt;b&gt;'  # noqa: E501
    corpus = coded(f"開場。\n{bad}新材料。", [(f"{bad}新材料", "新材料")], headline=bad)
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    opened(page, written(tmp_path, corpus))
    for place in (".headline", ".body"):
        assert page.locator(place).first.evaluate("node => node.textContent") == bad
    assert page.locator(".card .words").evaluate("node => node.textContent") == f"{bad}新材料"
    page.locator(".headline").click()
    with page.expect_download() as saved:
        page.locator(".csv").click()
    cells = next(csv.DictReader(io.StringIO(saved.value.path().read_text("utf-8-sig"))))
    assert cells["headline"] == cells["organisation"] == f"'{bad}"
    assert page.locator("img, .dg-explorer script").count() == 0
    assert page.said == []


def test_money_is_said_once_and_other_figures_with_their_words(page, tmp_path):
    words = "市工信局局长李明表示：\n一是推动全年工业投资突破300亿元。\n二是收储土地4300亩。\n"
    corpus = dgpolicy.extract([Document.from_text(words)])
    opened(page, written(tmp_path, corpus, language="en"))
    assert page.locator(".goal").all_text_contents() == [
        "≥ 30,000,000,000 CNY",
        "4300亩 = 2,867,000 m²",
    ]


def test_where_nothing_is_named_a_cell_is_grey_and_no_measure_for_the_others(shown):
    cells = shown.evaluate("document.querySelector('.matrix .plot').data[0].marker.color")
    numbers = shown.locator(".matrix .cell").all_text_contents()
    counted = [color for color in cells if color != PAPERS["light"]["faint"]]
    by_count = dict(zip(counted, map(int, numbers), strict=True))
    assert by_count[RAMP[0]] == 1 and by_count[RAMP[-1]] == 2  # the fullest where one is named
    assert {"1", "2", "3", "5"} == set(numbers)
    assert len(set(counted) - set(RAMP)) == 1


def test_the_saved_choice_is_what_is_chosen(shown):
    shown.locator('.value[data-facet="kind"] input').first.dispatch_event("click")
    with shown.expect_download() as saved:
        shown.locator(".csv").click()
    raw = saved.value.path().read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    pledges = CORPUS.filter(**choice(shown)).pledges
    assert [row["pledge_id"] for row in rows] == pledges["pledge_id"].tolist()
    assert [row["text"] for row in rows] == pledges["text"].tolist()


def test_a_keyboard_is_enough(shown):
    def press(key, until):
        for _ in range(60):
            shown.keyboard.press(key)
            if shown.evaluate(f"document.activeElement{until}"):
                return
        pytest.fail(f"{key} does not lead to {until}")

    press("Tab", ".closest('.value')?.dataset.code === 'stb'")
    assert shown.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    shown.keyboard.press("Space")
    assert choice(shown) == {"organisation": ["stb"]}
    press("Shift+Tab", ".getAttribute('role') === 'slider'")
    shown.keyboard.press("ArrowRight")
    second = CORPUS.filter(organisation="stb").pledges.iloc[1]
    spoken = shown.evaluate("document.activeElement.getAttribute('aria-valuetext')")
    assert spoken.startswith(second["headline"])
    shown.keyboard.press("Enter")
    assert shown.locator(".reading .id").text_content() == second["pledge_id"]
    shown.keyboard.press("Escape")
    assert shown.evaluate("document.activeElement.textContent") == second["headline"]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 380)])
def test_axe_finds_no_violation(browser, tmp_path, scheme, width):
    context = browser.new_context(
        offline=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page = opened(context.new_page(), written(tmp_path, CORPUS, "industry"))
    if width < 700:
        page.locator(".drawer").click()
    page.locator('.value[data-facet="organisation"] input').nth(3).check()
    page.locator(".headline").first.click()
    page.evaluate("for (const box of document.querySelectorAll('.facet')) box.open = true")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    violations = Axe().run(page, options=rules).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_the_language_is_switched_and_said_to_the_browser(shown):
    shown.locator(".languages button").nth(2).click()
    root = shown.locator(".dg-explorer")
    assert root.get_attribute("lang") == "en"
    assert shown.locator(".crumb").text_content() == "All 30 pledges"
    assert shown.locator(".card .words").first.get_attribute("lang") == "zh-Hant"
    assert shown.locator(".bars .texts").text_content().startswith("市委 Committee")
    shown.locator(".languages button").nth(1).click()
    assert root.get_attribute("lang") == "zh-Hans"
    assert shown.locator(".crumb").text_content() == "全部 30 项承诺"


def test_in_a_kernel_plotly_comes_on_request_and_leaves_no_global(page, tmp_path):
    explorer, sent = explore(CORPUS), []
    explorer.send = lambda content, buffers: sent.append((content, buffers))
    explorer._answer(explorer, {"want": "plotly"}, [])
    [(content, [packed])] = sent
    assert content == {"have": "plotly"} and gzip.decompress(packed) == get_plotlyjs().encode()
    page.goto("about:blank")
    page.add_style_tag(content=STYLESHEET.read_text(encoding="utf-8"))
    page.evaluate(
        """async ([source, values, packed]) => {
          const heard = {};
          const model = { get: (name) => values[name], set(name, value) { values[name] = value; },
            save_changes() {}, off() {}, on(event, hear) { (heard[event] ??= []).push(hear); },
            send() { const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
              const message = [{ have: "plotly" }, [new DataView(bytes.buffer)]];
              for (const hear of heard["msg:custom"]) hear(...message); } };
          globalThis.define = Object.assign(() => { globalThis.taken = true; }, { amd: {} });
          const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
          (await import(url)).default.render({ model, el: document.body });
          globalThis.values = values;
        }""",
        [module(), {"payload": explorer.payload, "selection": {}, "pledge": "", "language": "en"},
         base64.b64encode(packed).decode()],
    )  # fmt: skip
    page.wait_for_selector(".picture .main-svg")
    assert page.evaluate("[typeof Plotly, globalThis.taken]") == ["undefined", None]
    page.locator('.value[data-code="stb"] input').check()
    assert page.evaluate("values.selection") == {"organisation": ["stb"]}
