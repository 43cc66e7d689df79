"""The explorer in a browser: what it counts, shows, restores, saves, and can be used with."""

import csv
import io
import random
import struct
import zipfile
import zlib
from dataclasses import replace
from urllib.parse import parse_qsl

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from explorers import coded, opened, repeated, tick, written

import dgpolicy
from dgpolicy.explorer import explore, module, stylesheet
from dgpolicy.facets import FACETS
from dgpolicy.share import source_of
from dgpolicy.share.page import first_page

CORPUS = dgpolicy.load()


@pytest.fixture
def shown(page, tmp_path):
    """The article's explorer as a page of its own."""
    yield opened(page, whole(tmp_path))
    assert page.said == []


def whole(folder, language="zh"):
    """The address of the page that is the explorer."""
    path = folder / f"{language}.html"
    corpus = dgpolicy.load(language)
    path.write_text(first_page(corpus, source_of(corpus), [], []), encoding="utf-8")
    return f"{path.as_uri()}?lang={language}"


def choice(page) -> dict[str, list[str]]:
    """The choice that the page's address names, as keyword arguments of ``Corpus.filter``."""
    settled = "new Promise((done) => setTimeout(() => done(location.hash), 60))"
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
  const number = (node) => Number(text(node).match(/\\d+(?= 項中)/));
  const codes = (node) => node.dataset.codes.split(" ").map((pair) => pair.split("."));
  return {
    values: all(".value", (row) => [...codes(row)[0], Number(text(row.querySelector(".n")))]),
    bases: Object.fromEntries(all(".facet", (box) =>
      [codes(box.querySelector(".value"))[0][0], number(box.querySelector("small"))])),
    rows: all("tbody tr[data-p]", (row) => row.dataset.p),
    said: text(document.querySelector(".crumb strong")),
    pale: all(".block:not(.pale)", (block) => Number(block.dataset.i)),
    cells: all(".matrix td > button", (cell) =>
      [codes(cell).map((pair) => pair[1]).join(), Number(text(cell))]),
    sums: all(".matrix tbody .sum", text).map(Number),
    base: number(document.querySelector(".choose small")),
  };
}"""


def ids(**selection) -> set[str]:
    """The pledges that a filter of the corpus keeps."""
    return set(CORPUS.filter(**selection).pledges["pledge_id"])


CODES = {facet: CORPUS.values(facet) for facet in FACETS}
OF = {facet: [ids(**{facet: code}) for code in codes] for facet, codes in CODES.items()}
ORDER = CORPUS.pledges["pledge_id"].tolist()


def test_no_number_differs_from_pandas_under_200_random_choices(shown):
    dice = random.Random(7)
    shown.locator(".charts > summary").click()
    boxes = shown.locator(".value input")
    for step in range(200):
        if step % 8 == 7:
            shown.fill(
                ".find", dice.choice(["产业", "項目", "Talent", "人才", "semiconductor", ""])
            )
            shown.wait_for_timeout(140)
        elif step % 5 == 4:
            shown.evaluate("document.querySelector('.clear').click()")
        else:
            boxes.nth(dice.randrange(boxes.count())).evaluate("node => node.click()")
        selection, numbers = choice(shown), shown.evaluate(NUMBERS)
        chosen = ids(**selection)
        assert numbers["rows"] == [each for each in ORDER if each in chosen]
        assert numbers["pale"] == [ORDER.index(each) for each in numbers["rows"]]
        assert numbers["said"].split()[-2] == str(len(chosen))
        but = {f: ids(**{k: c for k, c in selection.items() if k != f}) for f in FACETS}
        for facet, base in numbers["bases"].items():
            assert base == len(but[facet]), (selection, facet)
        for facet, at, n in numbers["values"]:
            assert n == len(but[facet] & OF[facet][int(at)]), (selection, facet, at)
        crossed = {
            f"{r},{c}": len(chosen & row & column)
            for r, row in enumerate(OF["instrument"])
            for c, column in enumerate(OF["organisation"])
        }
        assert dict(numbers["cells"]) == {pair: n for pair, n in crossed.items() if n}
        sums = [len(chosen & row) for row in OF["instrument"]]
        assert numbers["sums"] == list(filter(None, sums)) and numbers["base"] == len(chosen)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("scheme", "width", "height"), [("light", 1280, 900), ("dark", 380, 800)])
def test_an_answer_is_two_clicks_away_on_one_screen_and_axe_finds_nothing(
    browser, tmp_path, language, scheme, width, height
):
    context = browser.new_context(
        offline=True, color_scheme=scheme, viewport={"width": width, "height": height}
    )
    page = opened(context.new_page(), whole(tmp_path, language))
    page.on("request", lambda request: pytest.fail(request.url))
    if width < 620:
        page.locator(".drawer").click()
    tick(page, "organisation", "stb")
    tick(page, "industry", "new_materials")
    found = CORPUS.filter(organisation="stb", industry="new_materials").pledges
    assert page.locator("tbody tr").count() == len(found) == 2
    card = ".side .card" if width > 1000 else "tr.open .card"
    words = page.locator(f"{card} .here")
    assert words.text_content() == found["text"].iloc[0]
    for part in (page.locator("tbody tr .what > button").first, words):
        box = part.bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= height
    top = page.evaluate("scrollY")
    assert width < 620 or top == 0
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    rules |= {"rules": {"tabindex": {"enabled": True}}}
    violations = Axe().run(page, options=rules).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.said == []
    context.close()


def test_a_link_lands_on_its_choice_and_its_pledge(page, tmp_path):
    address = whole(tmp_path)
    opened(page, address + "#e1?industry=new_materials&industry=x&pledge=dg2022-stb-2")
    expected = CORPUS.filter(industry="new_materials").pledges["pledge_id"].tolist()
    assert page.evaluate(NUMBERS)["rows"] == expected
    assert page.locator(".side .id").text_content() == "dg2022-stb-2"
    assert page.locator(".side .id").get_attribute("href").endswith("&pledge=dg2022-stb-2")
    page.goto(address + "#e1?kind=lead")
    page.wait_for_timeout(100)
    assert page.locator("tr[data-p]").count() == 4
    assert page.locator(".side .id").text_content() == "dg2022-drc-lead"


def test_a_code_stands_further_in_than_its_parent_alone(shown):
    assert set(shown.evaluate(NUMBERS)["bases"]) == {f for f in CODES if len(CODES[f]) > 1}
    left = """(facet) => [...document.querySelectorAll(`.value:has([data-f="${facet}"]) input`)]
      .filter((box) => box.checkVisibility()).map((box) => box.getBoundingClientRect().left)"""
    bodies, industries = (shown.evaluate(left, of) for of in ("organisation", "industry"))
    assert set(bodies) == {min(industries)} and len(set(industries)) > 1


def test_every_pledge_of_the_choice_prints_without_controls(shown):
    shown.emulate_media(media="print")
    edges = "all => all.map((one) => getComputedStyle(one).borderTopWidth)"
    assert {*shown.locator("td.what > [popover]").evaluate_all(edges)} == {"0px"}
    assert shown.locator("tr .here:visible").count() == 30
    names = shown.locator(".bracket:visible").all_text_contents()
    assert names == [CORPUS.label("organisation", code) for code in CODES["organisation"]]
    assert shown.locator(":is(input, select, button.clear, .languages):visible").count() == 0
    shown.locator('.value [data-c="stb"]').evaluate("node => node.closest('label').click()")
    assert shown.locator("tr .here:visible").count() == 7


def test_without_a_script_the_page_is_its_finding_and_the_answer_table(browser, tmp_path):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.goto(whole(tmp_path, "en"))
    assert page.locator("header p").inner_text() == "Only 1 of 30 pledges states a time"
    assert page.locator("tbody tr").count() == 30
    page.locator(".what > button").first.click()
    assert page.locator("[popover]:popover-open .here").inner_text() == CORPUS.pledges["text"][0]
    context.close()


def test_the_address_follows_when_the_last_letter_is_typed(page, tmp_path):
    page.clock.install(time=0)
    opened(page, whole(tmp_path))
    page.clock.pause_at(100_000)
    for typed in ("产", "产业"):
        page.fill(".find", typed)
        page.clock.run_for(49)
        assert page.evaluate("location.hash") == ""
    page.clock.run_for(1)
    assert page.evaluate("decodeURI(location.hash)").endswith("?text=产业")
    assert page.said == []


def test_words_and_names_of_codes_are_found_as_the_corpus_finds_them(shown):
    for wanted in (
        "后勁",
        "“一號工程”",
        "sap",
        "4300亩",
        "semiconductor",
        "半导体",
        "talent",
        "zzz",
    ):
        shown.fill(".find", wanted)
        shown.wait_for_timeout(160)
        found = CORPUS.filter(text=wanted).pledges["pledge_id"].tolist()
        assert shown.evaluate(NUMBERS)["rows"] == found, wanted
    shown.fill(".find", "产业")
    shown.wait_for_timeout(160)
    marked = "[...CSS.highlights.get('dg-found')].map(String)"
    assert set(shown.evaluate(marked)) == {"產業"}


def test_a_row_a_block_and_the_arrow_keys_open_a_pledge_in_its_place(shown):
    row = CORPUS.pledges.iloc[12]
    shown.locator(f'tr[data-p="{row["pledge_id"]}"] .with').click()
    assert shown.locator(".side .here").evaluate("node => node.textContent") == row["text"]
    colour = shown.locator(".side .dot").evaluate("dot => getComputedStyle(dot).backgroundColor")
    assert colour == "rgb(0, 156, 228)"
    around = shown.locator(".side .words").evaluate("node => node.textContent").strip("…")
    assert around in CORPUS.documents["text"][0] and len(around) > len(row["text"])
    hit = shown.locator(".side mark.hit").evaluate_all("nodes => nodes.map((n) => n.dataset.m)")
    assert hit and all(mark.startswith("instrument:") for mark in hit)
    places = """blocks => blocks.map(({ offsetLeft, offsetWidth, parentElement }) =>
      [offsetLeft, offsetWidth].map((part) => part / parentElement.offsetWidth))"""
    chars = CORPUS.documents["chars"][0]
    for (left, width), pledge in zip(
        shown.locator(".block").evaluate_all(places), CORPUS.pledges.itertuples(), strict=True
    ):
        assert left == pytest.approx(pledge.start / chars, abs=0.001)
        assert width == pytest.approx((pledge.end - pledge.start) / chars, abs=0.001)
    shown.locator(".block").nth(20).click()
    shown.keyboard.press("ArrowRight")
    shown.keyboard.press("Enter")
    assert shown.locator(".side .id").text_content() == ORDER[21]
    at = "document.activeElement.dataset.i"
    for key, place in (("Home", 0), ("ArrowUp", 0), ("End", 29), ("ArrowDown", 29)):
        shown.keyboard.press(key)
        assert shown.evaluate(at) == str(place)
    shown.keyboard.press("Tab")
    assert shown.evaluate(at) is None
    shown.locator("tr.open .what > button").focus()
    shown.keyboard.press("ArrowDown")
    assert shown.locator(".side .id").text_content() == ORDER[22]


def test_what_is_pointed_at_is_explained_above_everything_by_mouse_and_keyboard(shown):
    about = CORPUS.codebook.about("industry", "new_materials")
    shown.locator('.value:has([data-c="new_materials"])').hover()
    tip = shown.locator(".tip:popover-open")
    assert tip.inner_text().split("\n") == ["新材料 · New materials", about]
    shown.mouse.move(2, 2)
    shown.locator('.value:has([data-c="stb"]) input').focus()
    for language in ("zh", "zh-Hans", "en"):
        name = CORPUS.codebook.label("organisation", "stb", language)
        tip.filter(has_text=name).wait_for()
    shown.keyboard.press("Escape")
    assert tip.count() == 0
    shown.locator(".charts > summary").click()
    shown.locator(".matrix td > button", has_text="6").focus()
    tip.wait_for()
    assert "6 項承諾 全部 30 項中" in tip.inner_text()
    assert tip.locator("q").count() == 3


def test_a_term_of_the_glossary_is_explained_with_its_codes_by_mouse_and_keyboard(shown):
    shown.locator('tr[data-p="dg2022-iitb-5"] .with').click()
    term = shown.locator('.side mark[data-m="term:政企直通車"]')
    tip = shown.locator(".tip:popover-open")
    for point in (term.hover, term.focus):
        point()
        first, *codes = tip.inner_text().split("\n")
        assert first == CORPUS.codebook.explain("政企直通車")
        assert "政企直通車 · 政企直通车 · Government–enterprise express" in codes
        shown.keyboard.press("Escape")
        shown.mouse.move(2, 2)


def test_a_cell_and_a_bar_choose_and_choose_back_and_a_head_sorts(shown):
    shown.locator(".charts > summary").click()
    shown.locator(".matrix td > button").first.click()
    picked = choice(shown)
    assert set(picked) == {"instrument", "organisation"}
    shown.locator(".matrix td > button").first.click()
    assert choice(shown) == {}
    shown.locator("select").nth(1).select_option("")
    shown.locator("select").first.select_option("horizon")
    shown.locator(".bars li", has_text="兩至五年").locator("button").click()
    assert choice(shown) == {"horizon": ["2_to_5_years"]}
    shown.locator(".clear").click()
    shown.locator("th.much button").click()
    n = CORPUS.targets["pledge_id"].nunique()
    up = shown.evaluate(NUMBERS)["rows"]
    assert set(up[:n]) == set(CORPUS.targets["pledge_id"])
    shown.locator("th.much button").click()
    down = shown.evaluate(NUMBERS)["rows"]
    assert (down[: 30 - n], set(down[30 - n :])) == (up[n:], set(up[:n]))
    shown.locator("th.much button").click()
    assert shown.evaluate(NUMBERS)["rows"] == ORDER


def test_the_choice_the_data_and_the_codebook_can_be_taken_along(shown):
    tick(shown, "organisation", "ipb")
    pledges = CORPUS.filter(organisation="ipb").pledges
    shown.locator(".downloads summary").click()

    def saved(key: str) -> bytes:
        with shown.expect_download() as download:
            shown.locator(f".menu .{key}").click()
        return download.value.path().read_bytes()

    rows = list(csv.DictReader(io.StringIO(saved("csv").decode("utf-8-sig"))))
    assert [row["pledge_id"] for row in rows] == pledges["pledge_id"].tolist()
    assert [row["text"] for row in rows] == pledges["text"].tolist()
    book = saved("xlsx")
    entry, *others = (zipped := zipfile.ZipFile(io.BytesIO(book))).infolist()
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    inflating.decompress(book[30 + len(entry.filename) :][: entry.compress_size])
    assert inflating.eof and not inflating.unused_data
    assert (entry.volume, entry.internal_attr, entry.external_attr) == (0, 0, 0)
    n, start, end = len(others) + 1, zipped.start_dir, len(book) - 22
    ending = (b"PK\5\6", 0, 0, n, n, end - start, start, 0)
    assert struct.unpack("<4s4H2LH", book[end:]) == ending
    assert (entry.date_time, entry.flag_bits) == ((1980, 1, 1, 0, 0, 0), 0x800)
    assert (entry.extract_version, entry.create_version) == (20, 20)
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    cells = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert cells[0] == list(rows[0])
    assert [list(map(str, row)) for row in cells[1:]] == [list(row.values()) for row in rows]
    assert "data/pledges.csv" in zipfile.ZipFile(io.BytesIO(saved("package"))).namelist()
    book = list(csv.DictReader(io.StringIO(saved("codebook").decode("utf-8-sig"))))
    found = {(row["scheme"], row["code"]): row for row in book}["instrument", "talent"]
    assert found["definition"] == CORPUS.codebook.about("instrument", "talent", "en")
    assert found["definition_hant"] == CORPUS.codebook.about("instrument", "talent")


def test_the_language_keeps_the_place_of_the_reader(shown):
    shown.set_viewport_size({"width": 380, "height": 600})
    shown.evaluate("scrollTo(0, 700)")
    top = "document.querySelectorAll('tr[data-p]')[9].getBoundingClientRect().top"
    shown.evaluate(f"scrollBy(0, {top} - 20)")
    before = shown.evaluate(top)
    shown.locator('[data-language="en"]').evaluate("button => button.click()")
    shown.locator('.crumb:has-text("All 30 pledges")').wait_for()
    assert abs(shown.evaluate(top) - before) < 1


def test_the_language_turns_everything_and_the_page(shown):
    shown.locator('[data-language="en"]').click()
    assert shown.evaluate("document.documentElement.lang") == "en"
    assert shown.locator("h1").inner_text() == "What officials promise"
    assert shown.locator(".crumb").inner_text() == "All 30 pledges"
    assert shown.locator(".side .words").first.get_attribute("lang") == "zh-Hant"
    text = shown.locator(".dg-explorer").inner_text()
    assert "Unstated" in text and "Science & Tech." in text and "未說明" not in text
    shown.locator('[data-language="zh-Hans"]').click()
    assert shown.locator(".crumb").inner_text() == "全部 30 项承诺"


def test_what_the_machine_doubts_can_be_chosen_and_shows_the_words_that_decided(page, tmp_path):
    text = "市水務局局長王江:\n我們將新建兩座水廠。\n水廠很重要。"
    corpus = dgpolicy.extract([dgpolicy.Document.from_text(text, document_id="d")])
    pledges = corpus.pledges.assign(confidence=0.64, evidence="11:12|12:14")
    sentences = corpus.sentences.assign(
        probability=[0.01] * (len(corpus.sentences) - 2) + [0.64, 0.3]
    )
    corpus = replace(corpus, pledges=pledges, sentences=sentences)
    assert len(corpus.filter(doubt="doubtful").pledges) == 1
    opened(page, written(tmp_path, corpus))
    assert page.locator("td.sure").inner_text() == "64%"
    page.locator(".languages [lang=en]").click()
    assert "Worth a look 64%" in page.locator(".side .facts").inner_text()
    page.locator(".languages [lang=zh-Hant]").click()
    decided = page.locator('.side mark[data-m="evidence:"]').all_text_contents()
    assert decided == [text[11:12], text[12:14]]
    summary = page.locator(".doubts summary")
    assert summary.inner_text() == f"{len(sentences)} 句中有 2 句值得複看"
    summary.click()
    summary.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "OL"
    lines = page.locator(".doubts li").all_inner_texts()
    assert [" ".join(line.split()) for line in lines] == [
        "64% 我們將新建兩座水廠。",
        "30% 水廠很重要。 未取",
    ]


def test_of_much_the_first_is_shown_and_how_much_more_there_is(page, tmp_path):
    corpus = repeated(coded("新材料。", [("新材料", "新材料")]), 160)
    opened(page, written(tmp_path, corpus, "document"))
    assert page.locator(".band").count() == 3
    assert page.locator(".strip .note").inner_text() == "另外 157 篇文件"
    values = page.locator('.facet:has([data-f="document"])')
    assert values.locator("> .list .value").count() == 7
    assert values.locator("> .beyond .value").count() == 153
    for shown in (30, 60, 120, 160):
        assert page.locator("tr[data-p]").count() == shown
        page.locator("button.more").evaluate("button => button.click()")
    assert page.locator(".bars li").count() == 60
    assert page.locator(".drawn .note").inner_text() == "另有 100 項未畫出。"
    page.locator("select").last.select_option("document")
    assert page.locator(".matrix thead th").count() == 24
    page.locator("select").last.select_option("horizon")
    page.locator("select").first.select_option("industry")
    shade = page.locator(".matrix td > button").evaluate("cell => cell.style.background")
    assert shade == "var(--step-5)", "the deepest there is"
    assert page.locator(".menu button").count() == 2
    assert page.locator(".facet").count() == 1, "one value is no choice"
    page.locator(".languages [lang=en]").click()
    values.locator("> summary").click()
    for number, said in enumerate(("", "", "", "1 document more", "2 documents more")):
        tick(page, "document", f"d{number}")
        assert page.locator(".strip .note").inner_text() == said
    page.fill(".find", "鋼鐵")
    assert page.locator(".strip .note").inner_text() == ""
    assert page.said == []


def test_hostile_text_is_shown_as_text_and_a_formula_is_guarded(page, tmp_path):
    bad = '=HYPERLINK("javascript:alert(1)")<script>alert(1)</script><img src=x onerror=alert(1)>\u202e&lt;b&gt;'  # noqa: E501
    corpus = coded(f"開場。\n{bad}新材料。", [(f"{bad}新材料", "新材料")], headline=bad)
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    opened(page, written(tmp_path, corpus, "organisation"))
    for place in ("td.what > button", "td.who", ".side .headline", ".bracket"):
        assert page.locator(place).first.evaluate("node => node.textContent") == bad
    assert page.locator(".side .here").evaluate("node => node.textContent") == f"{bad}新材料"
    page.locator(".downloads summary").click()
    with page.expect_download() as saved:
        page.locator(".menu .csv").click()
    cells = next(csv.DictReader(io.StringIO(saved.value.path().read_text("utf-8-sig"))))
    assert cells["headline"] == cells["organisation"] == f"'{bad}"
    with page.expect_download() as saved:
        page.locator(".menu .xlsx").click()
    book = openpyxl.load_workbook(io.BytesIO(saved.value.path().read_bytes()))
    heads, row = book.active.iter_rows(values_only=True)
    assert dict(zip(heads, row, strict=True))["headline"] == f"'{bad}"
    assert page.locator("img, .dg-explorer script").count() == 0
    assert page.said == []


def test_offsets_hold_beyond_the_basic_plane(page, tmp_path):
    text = "𠮷野家😀開場。\n一是發展👩‍🔬新材料𠮷產業。\n二是新材料。"
    corpus = coded(text, [("發展👩‍🔬新材料𠮷產業", "新材料"), ("新材料。", "新材料")])
    opened(page, written(tmp_path, corpus))
    page.fill(".find", "𠮷产")
    page.wait_for_timeout(200)
    assert page.locator("tbody tr").count() == 1
    assert page.evaluate("[...CSS.highlights.get('dg-found')].map(String)")[0] == "𠮷產"
    assert page.said == []


def test_in_a_notebook_the_choice_is_told_to_python_and_heard_from_it(page):
    explorer = explore(CORPUS, "industry")
    page.goto("about:blank")
    page.add_style_tag(content=stylesheet())
    page.evaluate(
        """async ([source, values]) => {
          const heard = {};
          const model = { get: (name) => values[name], save_changes() {}, off() {},
            set(name, value) { values[name] = value; heard[`change:${name}`](); },
            on(event, hear) { heard[event] = hear; },
            send() { heard["msg:custom"]({ files: { package: btoa("zip") } }); } };
          const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
          (await import(url)).default.render({ model, el: document.body });
          Object.assign(globalThis, { values, heard });
        }""",
        [module(), explorer.get_state(["payload", "selection", "pledge", "language", "chart"])],
    )
    assert page.locator(".matrix td > button").count() > 0
    tick(page, "organisation", "stb")
    assert page.evaluate("values.selection") == {"organisation": ["stb"]}
    page.evaluate("values.selection = { kind: ['lead'] }; heard['change:selection']()")
    assert page.locator("tr[data-p]").count() == 4
    with page.expect_download() as download:
        page.locator(".menu .package").evaluate("button => button.click()")
    assert download.value.path().read_text() == "zip"
