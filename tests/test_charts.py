"""Every number that a chart shows is that of pandas, and every chart can be read by anybody."""

import json
import re
from dataclasses import replace
from functools import cache
from html import unescape

import pandas as pd
import pytest
from test_corpus import renamed

import dgpolicy
from dgpolicy import charts
from dgpolicy.charts.style import EDGE, LABEL, NARROW, SMALL, TITLE, width_of, wrapped
from dgpolicy.codebook import LANGUAGES
from dgpolicy.facets import FACETS
from dgpolicy.fold import simplified
from dgpolicy.look.colours import BODIES, EITHER, GREY, SHADES, shade_of

CORPORA = {language: dgpolicy.load(language) for language in LANGUAGES}
CORPUS, ENGLISH = CORPORA["zh"], CORPORA["en"]
CHARTS = {
    "bars": lambda c: charts.bars(c, "industry"),
    "parted bars": lambda c: charts.bars(c, "organisation", by="specificity"),
    "dumbbell": lambda c: charts.dumbbell(c, "organisation"),
    "matrix": lambda c: charts.matrix(c, "instrument", "organisation"),
    "triangle": lambda c: charts.matrix(c, "industry", "industry"),
    "timeline": charts.timeline,
    "strip": charts.strip,
    "compare": lambda c: charts.compare(c, c, "instrument"),
    "uptake": lambda c: charts.uptake(c, c.values("organisation")[:2]),
}
EVERY_CHART = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
HAN = re.compile("[\u4e00-\u9fff]")


def plain(fig):
    return json.loads(fig.to_json())


def bare(text):
    """What a reader sees of a label: no ink, no size, a new line as a space."""
    return unescape(re.sub(r"<[^>]+>", "", text.replace("<br>", " "))).replace("\xa0", " ").strip()


def title(fig):
    return fig.layout.meta["alt"]


def names(fig):
    """The names of the rows of a chart."""
    return [*map(bare, plain(fig)["layout"]["yaxis"]["ticktext"])]


def foot(fig, layout=None):
    """The lines under a chart, the last of which is its source."""
    [note] = (layout or plain(fig)["layout"])["annotations"]
    return [*map(bare, note["text"].split("<br>"))]


def small(fig):
    """The layout of a chart on a narrow page."""
    layout = plain(fig)["layout"]
    return layout | layout["meta"]["narrow"]["layout"]


def marks(fig):
    """What stands in a chart as a mark with pledges behind it: its words and the pledges."""
    for trace in plain(fig)["data"]:
        for hover, ids in zip(
            trace.get("hovertext", []), trace.get("customdata", []), strict=False
        ):
            yield from zip(hover, ids, strict=True) if isinstance(hover, list) else [(hover, ids)]


@cache
def found(facet, code):
    """The pledges that a filter of one facet leaves."""
    return CORPUS.filter(**{facet: code}).pledges["pledge_id"].tolist()


def both(facet, code, other, other_code):
    wanted = set(found(other, other_code))
    return [each for each in found(facet, code) if each in wanted]


def with_words(corpus, words):
    """The corpus with one pledge's headline, its body, and the document's title replaced."""
    pledges, statements = corpus.pledges.copy(), corpus.statements.copy()
    pledges.loc[0, "headline"] = words
    for frame in (pledges, statements):
        ids = frame["organisation_id"].astype("object")
        ids[frame["statement_id"] == pledges["statement_id"][0]] = words
        frame["organisation_id"] = pd.Categorical(ids, categories=ids.unique())
    documents = corpus.documents.assign(title=words, publisher=words)
    return replace(corpus, documents=documents, pledges=pledges, statements=statements)


@pytest.mark.parametrize("facet", FACETS)
def test_a_bar_is_as_long_as_the_filter_finds_pledges_and_stands_in_order(facet):
    bar, ends = plain(charts.bars(CORPUS, facet))["data"]
    codes = CORPUS.values(facet)
    assert bar["y"] == ends["y"] == [*range(len(codes))]
    assert bar["customdata"] == [found(facet, code) for code in codes]
    assert bar["x"] == [*map(len, bar["customdata"])] == [*map(int, ends["text"])]


def test_bars_of_actions_and_a_dumbbell_count_what_pandas_counts():
    bodies, acts = CORPUS.values("organisation"), CORPUS.actions["pledge_id"].value_counts()
    pledges = [found("organisation", body) for body in bodies]
    actions = [int(acts[each].sum()) for each in pledges]
    bar, _ = plain(charts.bars(CORPUS, "organisation", count="actions"))["data"]
    _, few, many = plain(charts.dumbbell(CORPUS, "organisation"))["data"]
    assert bar["customdata"] == few["customdata"] == many["customdata"] == pledges
    assert (few["x"], many["x"], bar["x"]) == ([*map(len, pledges)], actions, actions)


def test_actions_that_name_nothing_have_a_row_where_each_pledge_names_something():
    part, rest = CORPUS.filter(organisation="ipb"), "未提及政策工具"
    assert "none" not in part.values("instrument")
    unnamed = part.coded("instrument", "actions")["code"].eq("none").sum()
    bar, _ = plain(charts.bars(part, "instrument", count="actions"))["data"]
    dots = charts.dumbbell(part, "instrument")
    _, few, many = plain(dots)["data"]
    assert bar["x"][-1] == many["x"][-1] == unnamed > 0
    assert many["y"][-1] == len(names(dots)) - 1 not in few["y"], "no pledge, no dot"
    assert names(dots)[-1] == rest and rest not in title(dots).split("。")[0]
    cells = charts.matrix(part, "instrument", "aim", count="actions")
    assert names(cells)[-2:] == [rest, "Σ"]


@pytest.mark.parametrize("by", ["specificity", "horizon_basis"])
def test_the_parts_of_a_bar_are_those_of_the_filter(by):
    *parts, ends = plain(charts.bars(CORPUS, "organisation", by=by))["data"]
    bodies = CORPUS.values("organisation")
    for code, part in zip(CORPUS.values(by), parts, strict=True):
        for n, y, ids in zip(part["x"], part["y"], part["customdata"], strict=True):
            assert ids == both("organisation", bodies[y], by, code) and n == len(ids) > 0
    assert [*map(int, ends["text"])] == [len(found("organisation", body)) for body in bodies]


def test_organisations_keep_their_colours_and_what_is_not_named_is_grey_and_last():
    bar = plain(charts.bars(CORPUS, "organisation"))["data"][0]
    assert bar["marker"]["color"] == list(BODIES)
    alone = plain(charts.bars(CORPUS.filter(organisation="ipb"), "organisation"))["data"][0]
    assert alone["marker"]["color"] == [BODIES[-1]]
    colours = plain(charts.bars(CORPUS, "industry"))["data"][0]["marker"]["color"]
    assert colours[-1] == GREY and GREY not in colours[:-1]
    pledges = CORPUS.pledges.copy()
    pledges.loc[0, "organisation_id"] = pd.NA
    bar = plain(charts.bars(replace(CORPUS, pledges=pledges), "organisation"))["data"][0]
    assert (bar["x"][-1], bar["marker"]["color"][-1]) == (1, GREY)


def test_industries_stand_below_what_they_are_part_of():
    labels = charts.bars(CORPUS, "industry").layout.yaxis.ticktext
    shift = {bare(label): label.count("\u2003") for label in labels}
    for path in (("新興產業", "戰略性新興產業", "新能源"), ("工業", "制造業", "先進制造業")):
        assert [shift[name] for name in path] == [0, 1, 2]


def test_a_cell_of_a_matrix_holds_what_both_filters_leave():
    rows, columns = "industry", "organisation"
    [heat] = plain(charts.matrix(CORPUS, rows, columns))["data"]
    down, across = CORPUS.values(rows), CORPUS.values(columns)
    text = [[bare(cell) for cell in line] for line in heat["text"]]
    for row, line, ids in zip(down, text, heat["customdata"], strict=False):
        assert ids[:-1] == [both(rows, row, columns, column) for column in across]
        assert line == [str(len(each) or "·") for each in ids[:-1]] + [str(len(found(rows, row)))]
    sums = [len(found(columns, column)) for column in across]
    assert text[-1] == [*map(str, sums), str(len(CORPUS.pledges))]


def test_one_shade_is_one_number_and_a_darker_one_twice_as_many_at_least():
    [heat] = plain(charts.matrix(CORPUS, "horizon", "specificity"))["data"]
    steps = {
        (ids and len(ids), z)
        for line in zip(heat["customdata"], heat["z"], strict=True)
        for ids, z in zip(*line, strict=True)
        if ids
    }
    assert {n.bit_length() for n, _ in steps} == {z for _, z in steps}
    assert (heat["zmin"], heat["zmax"]) == (0.5, len(SHADES) + 0.5)
    assert [shade for _, shade in heat["colorscale"][::2]] == [
        shade_of(1 << step) for step in range(len(SHADES))
    ]


def test_a_pair_of_industries_is_counted_where_one_pledge_names_both():
    fig = charts.matrix(CORPUS, "industry", "industry")
    heat, ends = plain(fig)["data"]
    of = {CORPUS.codebook.label("industry", c): c for c in CORPUS.values("industry") if c != "none"}
    codes = [of[bare(name)] for name in ends["text"]]
    for y, one in enumerate(codes):
        for x, other in enumerate(codes[:y]):
            assert heat["customdata"][y][x] == both("industry", one, "industry", other)
    pairs = sum(bool(both("industry", a, "industry", b)) for a in of.values() for b in of.values())
    assert sum(1 for _, ids in marks(fig) if ids) == (pairs - len(of)) / 2
    assert f"從不與其他並提：{len(of) - len(codes)} 個產業" in foot(fig)


def test_a_narrow_page_gets_a_ranked_list_and_pairs_that_meet_once_are_counted():
    fig = charts.matrix(ENGLISH, "industry", "industry")
    narrow = plain(fig)["layout"]["meta"]["narrow"]
    bar = narrow["data"][0]
    assert bar["x"] == sorted(bar["x"], reverse=True) and min(bar["x"]) == 2
    once = sum(1 for _, ids in marks(fig) if ids) - len(bar["x"])
    assert f"Only once together: {once} pairs" in foot(fig, narrow["layout"])
    listed = charts.matrix(CORPUS, "instrument", "document")
    assert any("只並見一次：2 對" in line for line in foot(listed, small(listed))), "21 pairs"
    named = [code for code in CORPUS.values("instrument") if code != "none"]
    listed = charts.matrix(CORPUS.filter(instrument=named), "instrument", "document")
    assert len(small(listed)["yaxis"]["ticktext"]) == 20, "20 pairs"
    many = charts.matrix(ENGLISH, "organisation", "programme")  # no page has room for its columns
    assert plain(many)["data"][0]["type"] == "bar" and names(many)[0].count("×") == 1


@EVERY_CHART
def test_a_narrow_page_drops_nothing(chart):
    fig = chart(ENGLISH)
    layout = plain(fig)["layout"]
    narrow = layout["meta"]["narrow"]
    words = bare(narrow["layout"].get("title", layout["title"])["text"]).split()
    assert words == bare(layout["title"]["text"]).split()
    if "data" not in narrow:
        small = layout | narrow["layout"]
        assert "".join(foot(fig)).split() == "".join(foot(fig, small)).split()
        assert small["height"] >= layout["height"]


def geometry(fig):
    """Pixels over the rows and under them and of a row; the ends of both axes; the names."""
    layout = plain(fig)["layout"]
    over, under = layout["margin"]["t"], layout["margin"]["b"]
    axis = layout["yaxis"]
    row = (layout["height"] - over - under) / len(axis["tickvals"])
    ends = [[round(end, 3) for end in each["range"]] for each in (layout["xaxis"], axis)]
    return over, under, row, *ends, axis["ticklabelshift"]


@pytest.mark.parametrize(
    ("chart", "expected"),
    [
        # A title and a line are 20 + 2 × 21 pixels, a source 12 + 16; a name stands over its bar,
        # a quarter of a row more over the first; a quarter of the longest bar is for its number.
        (lambda: charts.bars(CORPUS, "aim"), (62, 28, 38, [0, 26.25], [1.25, -0.75], 18)),
        # A key is a line more, and so is a note.
        (lambda: charts.timeline(CORPUS), (83, 44, 38, [0, 8.75], [13.25, -0.75], 18)),
        # From 2 to 30, and 0.15 of that on either side.
        (
            lambda: charts.dumbbell(CORPUS, "organisation"),
            (83, 28, 38, [-2.2, 34.2], [5.25, -0.75], 18),
        ),
        (lambda: charts.strip(CORPUS), (83, 28, 60, [0, 2996], [0.5, -0.5], 29)),
        # Names of four characters stand at the side of three columns, those of columns over them.
        (
            lambda: charts.matrix(CORPUS, "horizon", "specificity"),
            (62 + 18, 28, 26, [-0.5 - 56 * 3 / (680 - 56), 2.5], [3.5, -0.5], 0),
        ),
        (
            lambda: charts.matrix(ENGLISH, "horizon", "specificity"),
            (62 + 2 * 18, 28, 26 + 13, [-0.5 - 76.6 * 3 / (680 - 76.6), 2.5], [3.5, -0.5], 0),
        ),
        # The name that ends the second row leaves less than two cells.
        (
            lambda: charts.matrix(CORPUS, "place", "place"),
            (62, 28, 26, [-0.5, 2 * 680 / (680 - 13 * 6) - 0.5], [1.5, -0.5], 12),
        ),
    ],
    ids=["bars", "timeline", "dumbbell", "strip", "matrix", "two names", "triangle"],
)
def test_a_chart_has_room_for_its_rows_and_words_and_no_more(chart, expected):
    over, under, row, across, *rest = expected
    rounded = [round(end, 3) for end in across]
    assert geometry(chart()) == (over, under, row, rounded, *rest)


def test_marks_are_drawn_so_that_they_stay_apart():
    heads = charts.timeline(CORPUS)
    assert heads.layout.yaxis.tickvals[:3] == (0.3, 1, 2.3), "a head stands by its rows"
    assert {part.marker.line.width for part in heads.data[1:3]} == {2}
    _, few, many = charts.dumbbell(CORPUS, "organisation").data
    looks = [(each.marker.symbol, each.marker.size, each.marker.line.width) for each in (few, many)]
    assert looks == [("circle-open", 11, 2), ("circle", 11, 2)]
    assert (few.textposition[0], many.textposition[0]) == ("middle left", "middle right")
    _, blocks, mentions, targets = charts.strip(CORPUS).data
    assert blocks.marker.line.width == mentions.marker.line.width == 1
    assert ({*mentions.y}, {*targets.y}) == ({0.3}, {-0.3}), "under the band and over it"
    [ends] = [trace for trace in charts.matrix(CORPUS, "place", "place").data if trace.x]
    assert [*zip(ends.x, ends.y, strict=True)] == [(-0.5, 0), (0.5, 1)], "where its column begins"


def test_names_of_columns_stand_upright_where_english_has_room():
    upright = charts.matrix(ENGLISH, "instrument", "organisation")
    assert upright.layout.xaxis.tickangle == 0
    assert bare(upright.layout.xaxis.ticktext[2]) == "發改局 Development & Reform"
    assert "font-size:10px" in upright.layout.xaxis.ticktext[2]
    same = charts.matrix(ENGLISH, "industry", "organisation")
    assert same.layout.xaxis.ticktext == upright.layout.xaxis.ticktext
    turned = charts.matrix(ENGLISH, "organisation", "industry")
    assert turned.layout.xaxis.tickangle == -90


def test_only_a_chart_with_sums_says_what_they_count():
    layout = charts.matrix(ENGLISH, "industry", "organisation").layout
    assert "Σ counts" in layout.annotations[0].text
    assert "Σ" not in layout.meta["narrow"]["layout"]["annotations"][0]["text"]


def test_type_and_edges_are_those_that_plotly_is_told():
    layout = charts.strip(CORPUS).layout.template.layout
    assert (layout.title.font.size, layout.font.size) == (TITLE, LABEL)
    assert layout.margin.l == layout.margin.r == layout.title.pad.l == EDGE
    assert f"font-size:{SMALL}px" in charts.bars(ENGLISH, "aim").layout.yaxis.ticktext[0]
    assert (SMALL, layout.bargap) == (11, 0.63)


def test_a_second_name_is_cut_where_a_small_screen_ends():
    fig = charts.bars(ENGLISH, "programme")
    small = plain(fig)["layout"]["meta"]["narrow"]["layout"]["yaxis"]["ticktext"]
    pairs = zip(map(bare, small), names(fig), strict=True)
    cut = [one for one, other in pairs if one != other]
    assert all(one.endswith("…") and SMALL * width_of(one) < NARROW - 2 * EDGE for one in cut)
    assert cut and max(map(width_of, names(fig))) * SMALL > NARROW


def test_the_timeline_holds_what_the_filter_finds_and_folds_what_is_empty():
    fig = charts.timeline(CORPUS)
    *parts, ends = plain(fig)["data"]
    rows = [
        (horizon, body)
        for horizon in CORPUS.codebook.codes("horizon")
        for body in ("", *CORPUS.values("organisation"))
        if (both("horizon", horizon, "organisation", body) if body else found("horizon", horizon))
    ]
    for basis, part in zip(CORPUS.values("horizon_basis"), parts, strict=True):
        for y, ids in zip(part["y"], part["customdata"], strict=True):
            horizon, body = rows[y]
            here = both("horizon", horizon, "organisation", body)
            assert ids == [each for each in here if each in found("horizon_basis", basis)]
    numbers = dict(zip(ends["y"], ends["text"], strict=True))
    for y, (horizon, body) in enumerate(rows):
        if body:
            assert numbers[y] == str(len(both("horizon", horizon, "organisation", body)))
        else:
            assert names(fig)[y].endswith(f"· {len(found('horizon', horizon))}")
    assert foot(fig)[0] == "沒有承諾：兩年以內，五年以上"


def test_the_timeline_says_the_years_that_are_stated():
    pledges = CORPUS.pledges.copy()
    pledges.loc[3, ["horizon_from", "horizon_to"]] = [2021, 2025]
    pledges.loc[8, "horizon_to"] = 2030
    pledges.loc[[11, 12, 13, 14], "horizon_to"] = [2022, 2023, 2025, 2027]
    ends = plain(charts.timeline(replace(CORPUS, pledges=pledges)))["data"][-1]["text"]
    assert [end for end in ends if "·" in end] == ["3 · 2021-2025", "5 · 2030", "7 · 2022-2027"]


def test_only_the_basis_of_a_horizon_is_hatched():
    solid, hatched, outline = plain(charts.timeline(CORPUS))["data"][:3]
    assert hatched["marker"]["pattern"]["shape"] == "/"
    assert "pattern" not in solid["marker"] and "line" in outline["marker"]
    hard = plain(charts.bars(CORPUS, "organisation", by="specificity"))["data"]
    assert not any("pattern" in part["marker"] for part in hard)


def test_the_strip_has_each_pledge_mention_and_target_where_it_stands():
    whole, blocks, mentions, targets = plain(charts.strip(CORPUS))["data"]
    assert whole["x"] == CORPUS.documents["chars"].tolist()
    ends = [start + length for start, length in zip(blocks["base"], blocks["x"], strict=True)]
    assert (blocks["base"], ends) == tuple(CORPUS.pledges[c].tolist() for c in ("start", "end"))
    assert [ids[0] for ids in blocks["customdata"]] == CORPUS.pledges["pledge_id"].tolist()
    for marks_, frame in ((mentions, CORPUS.mentions), (targets, CORPUS.targets)):
        assert marks_["x"] == ((frame["start"] + frame["end"]) // 2).tolist()


def test_several_documents_get_one_band_each():
    fig = charts.strip(dgpolicy.Corpus.concat([CORPUS, renamed(CORPUS, "other")]))
    assert plain(fig)["data"][0]["y"] == [0, 1]
    assert names(fig) == [CORPUS.documents["title"][0]] * 2
    assert foot(fig)[-1].startswith("來源：2 篇文件")


def test_the_dots_of_agreement_are_its_figures_and_what_is_equal_is_folded():
    first, second = (dgpolicy.Corpus.read(f"data/{each}_coding") for each in ("first", "second"))
    table = dgpolicy.agreement(first, second)
    fig = charts.agreement(first, second)
    lines, f1, alpha = plain(fig)["data"]
    assert {*lines["x"][::3]} == {0.8} and "0.80" in title(fig), "Krippendorff's usual floor"
    assert f1["x"] == table["f1"][table["f1"] < 1].tolist()
    assert alpha["x"] == table["alpha"][table["alpha"] < 1].tolist()
    folded = len(table) - len(f1["x"]) - len(alpha["x"])
    assert f"完全一致或無從計算的變量：{len(table)} 個中的 {folded} 個" in foot(fig)
    assert title(fig).startswith(f"α 最低為 {table['alpha'].min():.2f}：政策工具")


def test_a_title_is_a_finding_that_pandas_finds_too():
    pledges, mentions = ENGLISH.pledges, ENGLISH.mentions
    named = mentions[mentions["scheme"] == "instrument"].astype({"code": "str"})
    most = named.groupby("code")["pledge_id"].nunique()
    top = ENGLISH.codebook.label("instrument", most.idxmax(), "en").lower()
    some = len(pledges) - mentions.loc[mentions["scheme"] == "industry", "pledge_id"].nunique()
    stated, hard = (pledges["horizon_basis"] == "stated"), (pledges["specificity"] == "hard")
    acts = ENGLISH.actions["pledge_id"].map(pledges.set_index("pledge_id")["organisation_id"])
    per = acts.value_counts() / pledges["organisation_id"].value_counts()
    who = ENGLISH.codebook.label("organisation", per.idxmax(), "en")
    share = pledges["text"].str.len().sum() / ENGLISH.documents["chars"].sum()
    of = len(pledges)
    expected = [
        (charts.bars(ENGLISH, "instrument"), f"Named most: {top}, in {most.max()} of {of} pledges"),
        (charts.bars(ENGLISH, "industry"), f"{some} of {of} pledges name no industry"),
        (charts.timeline(ENGLISH), f"Only {stated.sum()} of {of} pledges states a time"),
        (
            charts.bars(ENGLISH, "organisation", by="specificity"),
            f"{hard.sum()} of {of} pledges can be checked by an outsider",
        ),
        (
            charts.dumbbell(ENGLISH, "organisation"),
            f"Most actions to one pledge: {who}, {per.max():.1f} on average",
        ),
        (charts.strip(ENGLISH), f"The {of} pledges fill {share:.0%} of the text"),
    ]
    for fig, finding in expected:
        assert title(fig).startswith(finding)
        assert bare(fig.layout.title.text).startswith(finding)


def test_a_matrix_is_titled_by_its_fullest_cell_as_a_share_of_its_row():
    for rows, columns, said in (
        (
            "instrument",
            "organisation",
            "6 of 8 pledges under investment attraction go with Dongguan I",
        ),
        ("industry", "industry", "4 of 4 pledges under new materials go with new energy"),
    ):
        assert title(charts.matrix(ENGLISH, rows, columns)).startswith(said)
    both_names = found("instrument", "investment_attraction"), found("organisation", "ipb")
    assert [len(both_names[0]), len(set(both_names[0]) & set(both_names[1]))] == [8, 6]
    bare_ = CORPUS.filter(industry="none")
    assert title(charts.matrix(bare_, "industry", "organisation")).startswith("沒有任何兩項並見")


def test_a_title_says_none_only_or_all_and_of_four_one_is_not_few():
    quarter = CORPUS.keep([*found("horizon_basis", "stated"), *found("horizon_basis", "none")[:3]])
    for corpus, finding in (
        (CORPUS.filter(horizon_basis="none"), "11 項承諾中沒有一項寫明時間"),
        (CORPUS.filter(horizon_basis="stated"), "1 項承諾全部寫明時間"),
        (CORPUS.filter(organisation="ipb"), "6 項承諾中只有 1 項寫明時間"),
        (quarter, "4 項承諾中有 1 項寫明時間"),
    ):
        assert title(charts.timeline(corpus)).startswith(finding)


def test_three_that_are_equal_are_named_as_they_speak_and_four_are_counted():
    four = CORPUS.filter(kind="lead")
    assert title(charts.bars(four, "organisation")).startswith("承諾最多的是4 個機構：")
    three = four.filter(organisation=four.values("organisation")[:3])
    assert title(charts.bars(three, "organisation")).startswith(
        "承諾最多的是東莞市發展和改革局、東莞市科學技術局、東莞市工業和信息化局：3 項中各 1 項"
    )


@EVERY_CHART
def test_a_chart_speaks_one_language_and_says_its_source(chart):
    hant, hans, english = (title(chart(CORPORA[each])) for each in LANGUAGES)
    assert hans == simplified(hant)
    assert not re.search("[A-Za-z]", hant) and not HAN.search(english)
    assert re.findall(r"\d+", english.split(". ")[0].split(" · ")[0])
    for language, source in (
        ("zh", "來源：東莞發布，2022-11-09。編碼：經審閱"),
        ("en", "Source: 東"),
    ):
        assert foot(chart(CORPORA[language]))[-1].startswith(source)


@EVERY_CHART
def test_chinese_comes_first_and_no_code_stands_where_a_reader_expects_a_name(chart):
    fig = chart(ENGLISH)
    shown = json.dumps([names(fig), foot(fig), title(fig)], ensure_ascii=False)
    assert not re.search(r"[a-z]_[a-z]", shown)
    labels = [name for name in names(fig) if HAN.search(name)]
    assert all(HAN.match(label.lstrip("“")) and re.search("[A-Za-z]", label) for label in labels)


@EVERY_CHART
def test_a_figure_is_small_plain_and_the_same_each_time(chart):
    stored = chart(CORPUS).to_json()
    assert stored == chart(CORPUS).to_json()
    assert "bdata" not in stored and "uid" not in stored
    assert len(stored.encode()) < 75_000


@EVERY_CHART
def test_a_chart_of_nothing_says_so(chart):
    assert title(chart(CORPUS.filter(text="沒有這樣的話"))).startswith("沒有符合的承諾")


@EVERY_CHART
def test_words_of_a_document_show_as_text_and_never_run(chart):
    fig = chart(with_words(CORPUS, '<script>alert(1)</script><a href="javascript:1">$x$\u202e'))
    layout = plain(fig)["layout"]
    shown = [
        [*marks(fig)],
        layout["title"],
        layout["annotations"],
        layout["yaxis"],
        layout["meta"]["narrow"],
    ]
    said = json.dumps(shown, ensure_ascii=False)
    assert "<script" not in said and "<a " not in said
    assert "$" not in said and "\u202e" not in said


def test_a_hover_says_the_name_in_every_language_the_count_and_up_to_three_headlines():
    labels = [CORPUS.codebook.label("instrument", "talent", language) for language in LANGUAGES]
    fig = charts.bars(CORPUS, "instrument")
    hover, ids = next((h, ids) for h, ids in marks(fig) if h.startswith(f"<b>{labels[0]}"))
    head, number, *headlines = hover.split("<br>")
    assert all(label in head for label in labels)
    assert number == f"{len(ids)} 項承諾"
    assert len(headlines) == 4 and headlines[-1] == "…"
    assert CORPUS.pledges.set_index("pledge_id")["headline"][ids[0]].startswith(
        headlines[0].rstrip("…")
    )


def test_long_names_and_lists_are_cut_where_they_are_shown_and_where_they_are_read():
    for words, most in (("長" * 99, 22), ("×a" * 99, 44)):
        fig = charts.bars(with_words(CORPUS, words), "organisation")
        assert names(fig)[0] == words[:most] + "…"
    *_, read = title(charts.bars(CORPUS, "instrument")).split("。")
    assert read.count("，") == 6 and read.endswith("…")


def test_a_title_that_fits_between_the_edges_of_a_page_is_one_line():
    finding, *_ = small(charts.bars(ENGLISH, "kind"))["title"]["text"].split("<br>")
    assert bare(finding) == "Most often numbered: 20 of 30 pledges"


def test_no_line_starts_with_what_closes_or_ends_with_what_opens():
    for text in ("按產業統計的承諾 · 30 項承諾", "Science (狠抓), Investment (招商)", "提到“智能”"):
        for width in range(60, 300, 10):
            lines = wrapped(text, width)
            assert not any(line.lstrip("\xa0")[0] in "·)”," for line in lines), lines
            assert not any(line[-1] in "(“" for line in lines), lines


def test_a_word_that_is_wider_than_a_line_stands_alone():
    assert wrapped("a " + "b" * 99 + " cc dd", 100) == ["a", "b" * 99, "cc dd"]


def test_a_part_of_a_bar_that_has_no_room_for_its_number_has_none():
    solid, *_ = plain(charts.bars(CORPUS, "document", by="horizon_basis"))["data"]
    assert (solid["x"], solid["text"]) == ([1], [""]), "1 of 30"
    solid, *_ = plain(charts.bars(CORPUS, "aim", by="horizon_basis"))["data"]
    assert (solid["x"], solid["text"]) == ([1], ["1"]), "1 of 21"


def test_ink_follows_the_page_and_reads_on_any_paper_where_it_cannot():
    layout = charts.bars(CORPUS, "organisation").layout
    assert f"var(--jp-content-font-color1,{EITHER})" in layout.title.text
    assert layout.template.layout.paper_bgcolor == "rgba(0,0,0,0)"
    assert layout.template.layout.font.color == EITHER


@pytest.mark.parametrize(
    ("chart", "names"),
    [
        (charts.bars, {"facet": "bureau"}),
        (charts.bars, {"facet": "industry", "by": "colour"}),
        (charts.bars, {"facet": "industry", "count": "words"}),
        (charts.matrix, {"rows": "organisation", "columns": "tool"}),
    ],
)
def test_an_unknown_name_raises_and_lists_the_known_ones(chart, names):
    with pytest.raises(ValueError, match="Known:"):
        chart(CORPUS, **names)


def test_the_charts_of_trust_hold_the_figures_that_were_measured():
    scores, doubts = (pd.read_csv(f"data/model/{name}.csv") for name in ("scores", "calibration"))
    fig = charts.scores(ENGLISH, scores)
    ranked = scores.sort_values("pledges", ascending=False)
    assert plain(fig)["data"][1]["x"] == ranked["f1"].tolist()
    assert title(fig).split(". ")[0].endswith(f"F1 {scores.set_index('genre')['f1']['all']:.2f}")
    fig = charts.calibration(ENGLISH, doubts)
    _, said, true = plain(fig)["data"]
    assert (said["x"], true["x"]) == (doubts["probability"].tolist(), doubts["share"].tolist())
    gap = (doubts["probability"] - doubts["share"]).abs().max()
    assert title(fig).startswith(f"What it says is what is true, to within {100 * gap:.0f} points")


def test_the_source_of_a_pasted_text_is_called_so():
    bare_ = CORPUS.documents.assign(publisher=pd.NA, title=pd.NA)
    pasted = renamed(replace(CORPUS, documents=bare_), "pasted")
    assert foot(charts.strip(pasted))[-1].startswith("來源：粘貼的文本")
