"""Every number that a chart shows is that of pandas, and every chart can be read by anybody."""

import json
import re
from dataclasses import replace
from functools import cache
from html import unescape
from itertools import product

import pandas as pd
import pytest

import dgpolicy
from dgpolicy import charts
from dgpolicy.codebook import LANGUAGES
from dgpolicy.corpus import FACETS
from dgpolicy.look.colours import BODIES, EITHER, GREY

CHARTS = {
    "bars": lambda c: charts.bars(c, "industry"),
    "parted bars": lambda c: charts.bars(c, "organisation", by="specificity"),
    "bars by body": lambda c: charts.bars(c, "instrument", by="organisation"),
    "matrix": lambda c: charts.matrix(c, "organisation", "instrument"),
    "cooccurrence": lambda c: charts.cooccurrence(c, "industry"),
    "shared": lambda c: charts.shared(c, "instrument"),
    "timeline": charts.timeline,
    "cues": charts.cues,
    "strip": charts.strip,
}
HAN = re.compile("[\u4e00-\u9fff]")
CORPORA = {language: dgpolicy.load(language) for language in LANGUAGES}
CORPUS = CORPORA["zh"]
EVERY_CHART = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)


def plain(fig):
    return json.loads(fig.to_json())


def bare(text):
    """What a reader sees of a label: no ink, no size, a new line as a space."""
    return unescape(re.sub(r"<[^>]+>", "", text.replace("<br>", " ")))


def marks(fig):
    """What stands in a chart as a mark with pledges behind it: its words and the pledges."""
    for trace in plain(fig)["data"]:
        for hover, ids in zip(
            trace.get("hovertext", []), trace.get("customdata", []), strict=False
        ):
            yield from zip(hover, ids, strict=True) if isinstance(hover, list) else [(hover, ids)]


def behind(fig, trace=0):
    bar = plain(fig)["data"][trace]
    return {y: (x, ids) for x, y, ids in zip(bar["x"], bar["y"], bar["customdata"], strict=True)}


@cache
def found(facet, code):
    """The pledges that a filter of one facet leaves."""
    return CORPUS.filter(**{facet: code}).pledges["pledge_id"].tolist()


def both(facet, code, other, other_code):
    wanted = set(found(other, other_code))
    return [each for each in found(facet, code) if each in wanted]


def numbers(texts):
    return [int(text) for text in texts]


def with_words(corpus, words):
    """The corpus with one pledge's headline, its body, and the document's title replaced."""
    pledges, statements = corpus.pledges.copy(), corpus.statements.copy()
    pledges.loc[0, "headline"] = words
    for frame in (pledges, statements):
        ids = frame["organisation_id"].astype("object")
        ids[frame["statement_id"] == pledges["statement_id"][0]] = words
        frame["organisation_id"] = pd.Categorical(ids, categories=ids.unique())
    documents = corpus.documents.assign(title=words)
    return replace(corpus, documents=documents, pledges=pledges, statements=statements)


@pytest.mark.parametrize("facet", FACETS)
def test_a_bar_is_as_long_as_the_filter_finds_pledges(facet):
    shown = behind(charts.bars(CORPUS, facet))
    assert list(shown) and set(shown) == set(CORPUS.values(facet))
    for code, (length, ids) in shown.items():
        assert ids == found(facet, code)
        assert length == len(ids)


@pytest.mark.parametrize(("facet", "count"), [*product(FACETS, ["actions", "mentions"])])
def test_a_bar_of_actions_or_mentions_counts_what_pandas_counts(facet, count):
    shown = {code: n for code, (n, _) in behind(charts.bars(CORPUS, facet, count=count)).items()}
    column = {"organisation": "organisation_id", "document": "document_id"}.get(facet, facet)
    if column in CORPUS.pledges:
        rows = getattr(CORPUS, count).merge(CORPUS.pledges, on="pledge_id")
        expected = rows[column].value_counts()
    else:
        rows = CORPUS.mentions[CORPUS.mentions["scheme"] == facet]
        key = {"actions": "action_id", "mentions": "mention_id"}[count]
        expected = rows.astype({"code": "str"}).groupby("code")[key].nunique()
        if count == "actions":
            expected["none"] = len(CORPUS.actions) - rows["action_id"].nunique()
    assert shown == expected[expected > 0].to_dict()


@pytest.mark.parametrize("by", ["kind", "specificity", "horizon_basis", "organisation"])
def test_the_parts_of_a_bar_are_those_of_the_filter_and_add_up_to_its_number(by):
    fig = charts.bars(CORPUS, "organisation", by=by)
    *parts, ends = plain(fig)["data"]
    total = dict.fromkeys(CORPUS.values("organisation"), 0)
    for code, part in zip(CORPUS.values(by), parts, strict=True):
        for length, body in zip(part["x"], part["y"], strict=True):
            total[body] += length
            assert length == len(both("organisation", body, by, code))
    assert dict(zip(ends["y"], numbers(ends["text"]), strict=True)) == total


def test_bodies_stand_in_the_order_in_which_they_speak_and_keep_their_colours():
    spoken = CORPUS.statements["organisation_id"].tolist()
    fig = plain(charts.bars(CORPUS, "organisation"))
    assert fig["layout"]["yaxis"]["categoryarray"] == spoken
    assert fig["data"][0]["marker"]["color"] == list(BODIES[: len(spoken)])
    for body, colour in zip(spoken, BODIES, strict=True):
        alone = plain(charts.bars(CORPUS.filter(organisation=body), "organisation"))
        assert alone["data"][0]["marker"]["color"] == colour


def test_everything_else_goes_by_count_and_what_is_not_named_comes_last_in_grey():
    bar = plain(charts.bars(CORPUS, "industry"))["data"][0]
    assert bar["x"][:-1] == sorted(bar["x"][:-1], reverse=True)
    assert (bar["y"][-1], bar["marker"]["color"][-1]) == ("none", GREY)
    assert GREY not in bar["marker"]["color"][:-1]


def test_codes_with_the_same_count_stand_in_codebook_order():
    bar = plain(charts.bars(CORPUS, "instrument"))["data"][0]
    order = CORPUS.codebook.codes("instrument")
    pairs = [(-n, order.index(c)) for n, c in zip(bar["x"], bar["y"], strict=True) if c != "none"]
    assert pairs == sorted(pairs)


@pytest.mark.parametrize(
    ("rows", "columns"),
    [("organisation", "instrument"), ("industry", "organisation"), ("horizon", "specificity")],
)
def test_a_cell_of_a_matrix_holds_what_both_filters_leave(rows, columns):
    heat, dots, sums = plain(charts.matrix(CORPUS, rows, columns))["data"]
    for i, j in product(range(len(heat["y"])), range(len(heat["x"]))):
        row, column = heat["y"][i], heat["x"][j]
        ids = both(rows, row, columns, column)
        assert heat["customdata"][i][j] == ids
        assert (heat["text"][i][j] or 0) == len(ids)
        assert ((column, row) in zip(dots["x"], dots["y"], strict=True)) == (not ids)
    edges = dict(zip(zip(sums["x"], sums["y"], strict=True), numbers(sums["text"]), strict=True))
    assert edges["Σ", "Σ"] == len(CORPUS.pledges)
    assert [edges["Σ", row] for row in heat["y"]] == [len(found(rows, row)) for row in heat["y"]]
    assert [edges[c, "Σ"] for c in heat["x"]] == [len(found(columns, c)) for c in heat["x"]]


def test_a_matrix_says_that_its_edges_count_pledges_where_cells_overlap():
    said = [note.text for note in charts.matrix(CORPUS, "industry", "kind").layout.annotations]
    assert said == ["Σ 為承諾數；同一承諾可屬多項"]
    assert not charts.matrix(CORPUS, "horizon", "kind").layout.annotations[0].text.startswith("Σ")


def test_empty_rows_and_columns_fold_into_a_line_that_says_how_many():
    fig = charts.matrix(CORPORA["en"].filter(organisation="stb"), "organisation", "kind")
    said = [note.text for note in fig.layout.annotations]
    assert said == ["Folded because empty: 5 bodies, 2 kinds"]


def test_mentions_of_two_schemes_cannot_stand_in_one_cell():
    with pytest.raises(ValueError, match="a mention has one code"):
        charts.matrix(CORPUS, "industry", "instrument", count="mentions")


def test_a_pair_of_industries_is_counted_where_one_pledge_names_both():
    heat = plain(charts.cooccurrence(CORPUS, "industry"))["data"][0]
    shown = {
        frozenset((row, column)): heat["customdata"][i][j]
        for i, row in enumerate(heat["y"])
        for j, column in enumerate(heat["x"])
        if heat["text"][i][j] != ""
    }
    named = [code for code in CORPUS.values("industry") if code != "none"]
    for one, other in product(named, named):
        if one < other:
            ids = both("industry", one, "industry", other)
            assert shown.get(frozenset((one, other)), []) == ids


def test_what_many_bodies_share_stands_above_what_only_one_names():
    fig = plain(charts.shared(CORPUS, "instrument"))
    _, dots, ends = fig["data"]
    for body, code, ids in zip(dots["x"], dots["y"], dots["customdata"], strict=True):
        assert ids == both("organisation", body, "instrument", code)
    bodies = pd.Series(dots["y"]).value_counts()
    shared_by = numbers(ends["text"])
    assert shared_by == [bodies[code] for code in ends["y"]]
    assert shared_by == sorted(shared_by, reverse=True)
    assert f"{(bodies == 1).sum()} 種只有一個機構提及" in fig["layout"]["title"]["text"]


def test_the_timeline_says_plainly_how_little_is_dated():
    fig = charts.timeline(CORPORA["en"])
    undated = (CORPUS.pledges["horizon_basis"] != "stated").sum()
    assert f"30 pledges, {undated} without a stated time" in fig.layout.title.text


def test_the_bars_of_the_timeline_are_what_the_filter_finds():
    *bars, _ = plain(charts.timeline(CORPUS))["data"]
    bases = CORPUS.values("horizon_basis")
    assert sum(sum(bar["x"]) for bar in bars) == len(CORPUS.pledges)
    for basis, bar in zip(bases, bars, strict=True):
        for n, place, ids in zip(bar["x"], bar["y"], bar["customdata"], strict=True):
            horizon, body = place.split(" ", 1)
            here = CORPUS.filter(horizon=horizon, organisation=body, horizon_basis=basis)
            assert ids == here.pledges["pledge_id"].tolist()
            assert n == len(ids)


def test_each_basis_of_a_horizon_has_its_own_fill():
    bars = plain(charts.timeline(CORPUS))["data"][:3]
    fills = [
        (b["marker"].get("pattern", {}).get("shape"), type(b["marker"]["color"])) for b in bars
    ]
    assert fills == [(None, str), ("/", list), (None, str)]


def test_hatching_is_for_the_basis_of_a_horizon_alone():
    for by in ("kind", "specificity", "organisation"):
        bars = plain(charts.bars(CORPUS, "organisation", by=by))["data"]
        assert not any("pattern" in bar["marker"] for bar in bars)


def test_each_part_of_a_bar_has_its_number_where_there_are_other_parts():
    *parts, _ = plain(charts.bars(CORPUS, "organisation", by="specificity"))["data"]
    wholes = {code: len(found("organisation", code)) for code in CORPUS.values("organisation")}
    for part in parts:
        for n, body, text in zip(part["x"], part["y"], part["text"], strict=True):
            assert text == (str(n) if n < wholes[body] else "")


def test_no_part_of_a_bar_is_empty():
    *parts, _ = plain(charts.bars(CORPUS, "organisation", by="specificity"))["data"]
    assert 0 not in [n for part in parts for n in part["x"]]


def test_names_over_columns_lie_level_in_english():
    for fig in (
        charts.matrix(CORPORA["en"], "industry", "organisation"),
        charts.shared(CORPORA["en"], "instrument"),
    ):
        assert fig.layout.xaxis.tickangle is None
        assert "發改局 Development &\xa0Reform" in [*map(bare, fig.layout.xaxis.ticktext)]


def test_a_column_of_a_triangle_has_its_name_on_the_diagonal():
    *_, names = plain(charts.cooccurrence(CORPORA["en"], "industry"))["data"]
    assert names["x"] == names["y"]
    assert names["text"][0] == "New energy"


def test_a_title_breaks_only_on_a_narrow_page_and_never_at_a_dot():
    layout = charts.bars(CORPORA["en"], "organisation", by="specificity").layout
    assert bare(layout.title.text) == "Pledges by body and specificity · 30 pledges, 6 bodies"
    narrow = layout.meta["narrow"]
    assert "specificity<br>30 pledges" in narrow["title.text"]
    assert narrow["height"] > layout.height


def test_ink_follows_the_page_and_reads_on_any_paper_where_it_cannot():
    layout = charts.bars(CORPUS, "organisation").layout
    inks = [layout.title.text, *layout.yaxis.ticktext]
    assert all(f"var(--jp-content-font-color1,{EITHER})" in ink for ink in inks)
    assert layout.template.layout.paper_bgcolor == "rgba(0,0,0,0)"
    assert layout.template.layout.font.color == EITHER


def test_pledges_with_stated_years_lie_as_spans_from_the_first_to_the_last_year():
    pledges = CORPUS.pledges.copy()
    pledges.loc[3, ["horizon_from", "horizon_to"]] = [2021, 2025]
    pledges.loc[8, "horizon_to"] = 2030
    fig = plain(charts.timeline(replace(CORPUS, pledges=pledges)))
    spans = fig["data"][-1]
    assert list(zip(spans["base"], spans["x"], strict=True)) == [(2020.5, 5), (2021.5, 9)]
    assert spans["customdata"] == [[pledges["pledge_id"][3]], [pledges["pledge_id"][8]]]
    assert isinstance(fig["layout"]["xaxis2"]["dtick"], int)


def test_every_cue_word_has_the_count_of_its_pledges_and_no_cue_comes_last():
    *_, ends = plain(charts.cues(CORPUS))["data"]
    labels = [bare(label) for label in charts.cues(CORPUS).layout.yaxis.ticktext]
    expected = CORPUS.pledges["horizon_text"].value_counts().to_dict()
    *cued, uncued = numbers(ends["text"])
    assert dict(zip(labels[:-1], cued, strict=True)) == expected
    assert uncued == CORPUS.pledges["horizon_text"].isna().sum()


def test_in_english_a_common_cue_has_its_meaning():
    labels = [bare(label) for label in charts.cues(CORPORA["en"]).layout.yaxis.ticktext]
    assert labels[0] == "加快 speed up"
    assert all(re.search("[a-z]", label) for label in labels)


def test_the_strip_has_each_pledge_where_it_stands_and_pales_what_is_not_chosen():
    chosen = CORPUS.filter(kind="lead")
    traces = plain(charts.strip(chosen, within=CORPUS))["data"]
    pale, full = [trace for trace in traces if trace.get("customdata")]
    pledges = CORPUS.pledges.set_index("pledge_id")
    for trace in (pale, full):
        for start, length, (pledge_id,) in zip(
            trace["base"], trace["x"], trace["customdata"], strict=True
        ):
            assert (start, start + length) == tuple(pledges.loc[pledge_id, ["start", "end"]])
    assert [ids[0] for ids in full["customdata"]] == chosen.pledges["pledge_id"].tolist()
    assert len(pale["x"]) + len(full["x"]) == len(pledges)
    assert pale["opacity"] < full["opacity"]


def test_the_strip_has_a_tick_for_each_mention_and_target_and_a_bracket_for_each_statement():
    traces = plain(charts.strip(CORPUS))["data"]
    counts = {t["marker"]["symbol"]: len(t["x"]) for t in traces if t.get("mode") == "markers"}
    assert counts == {"line-ns": len(CORPUS.mentions), "diamond": len(CORPUS.targets)}
    brackets = next(trace for trace in traces if trace.get("mode") == "lines")
    assert brackets["x"][::5] == CORPUS.statements["start"].tolist()


def test_several_documents_get_one_band_each():
    second = replace(
        CORPUS,
        documents=CORPUS.documents.assign(document_id="other", title="另一篇"),
        statements=CORPUS.statements.assign(document_id="other"),
        pledges=CORPUS.pledges.assign(document_id="other"),
    )
    two = replace(
        CORPUS,
        documents=pd.concat([CORPUS.documents, second.documents], ignore_index=True),
        pledges=pd.concat([CORPUS.pledges, second.pledges], ignore_index=True),
        statements=pd.concat([CORPUS.statements, second.statements], ignore_index=True),
    )
    fig = charts.strip(two)
    assert bare(fig.layout.yaxis.ticktext[1]) == "另一篇"
    assert fig.layout.height > charts.strip(CORPUS).layout.height + 60


def test_the_strip_names_each_body_over_its_bracket_on_one_level_and_explains_its_signs():
    layout = charts.strip(CORPORA["en"]).layout
    labels = [bare(note.text) for note in layout.annotations]
    assert labels[:2] == ["市委 Committee", "書記 Secretary"]
    assert len({note.yshift for note in layout.annotations}) == 1
    assert bare(layout.title.subtitle.text).replace("\xa0", " ") == "◆ Target   | Mention"


@EVERY_CHART
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_says_what_it_counts_and_has_a_text_that_stands_for_it(chart, language):
    fig = chart(CORPORA[language])
    title = bare(fig.layout.title.text)
    assert "·" in title and re.search(r"\d", title)
    said = charts.describe(fig)
    assert said.startswith(title)
    assert len(re.findall(r"\d+", said)) > 2
    assert "<" not in said


@EVERY_CHART
@pytest.mark.parametrize("language", LANGUAGES)
def test_chinese_shows_in_every_chart(chart, language):
    fig = plain(chart(CORPORA[language]))
    fig["data"] = [{k: v for k, v in trace.items() if k != "hovertext"} for trace in fig["data"]]
    assert HAN.search(json.dumps([fig["data"], fig["layout"]], ensure_ascii=False))


@EVERY_CHART
def test_no_code_stands_where_a_reader_expects_a_name(chart):
    fig = plain(chart(CORPORA["en"]))
    shown = [fig["layout"]["title"], fig["layout"]["meta"]]
    shown += [axis.get("ticktext") for axis in (fig["layout"]["xaxis"], fig["layout"]["yaxis"])]
    assert not re.search(r"[a-z]_[a-z]", json.dumps(shown))


@EVERY_CHART
def test_a_figure_is_small_plain_and_the_same_each_time(chart):
    fig = chart(CORPUS)
    stored = fig.to_json()
    assert stored == chart(CORPUS).to_json()
    assert "bdata" not in stored and "uid" not in stored
    assert set(plain(fig)["layout"]["template"]) <= {"layout", "data"}
    assert len(json.dumps(plain(fig)["layout"]["template"])) < 1000
    assert len(json.dumps(plain(fig), ensure_ascii=False).encode()) < 25_000


def test_a_simple_bar_chart_takes_less_than_six_thousand_bytes():
    fig = plain(charts.bars(CORPUS, "organisation"))
    assert len(json.dumps(fig, ensure_ascii=False).encode()) < 6_000


@EVERY_CHART
def test_a_chart_of_nothing_says_so(chart):
    fig = chart(CORPUS.filter(text="沒有這樣的話"))
    assert "沒有符合的承諾" in charts.describe(fig)


@EVERY_CHART
def test_words_of_a_document_show_as_text_and_never_run(chart):
    hostile = '<script>alert(1)</script><a href="javascript:1">$x$\u202e'
    fig = chart(with_words(CORPUS, hostile))
    shown = [list(marks(fig)), plain(fig)["layout"].get("title"), plain(fig)["layout"]["yaxis"]]
    shown += [note.text for note in fig.layout.annotations]
    shown = json.dumps([s for s in shown if s], ensure_ascii=False)
    shown = re.sub(r'"(categoryarray|tickvals)": \[.*?\]', "", shown)
    assert "<script" not in shown and "<a " not in shown
    assert "$" not in shown and "\u202e" not in shown


def test_a_body_that_the_codebook_does_not_know_is_shown_by_its_full_name():
    corpus = with_words(CORPUS, "某某縣鄉村振興局")
    assert bare(charts.bars(corpus, "organisation").layout.yaxis.ticktext[0]) == "某某縣鄉村振興局"


def test_a_body_that_is_not_named_is_grey_and_last():
    pledges = CORPUS.pledges.copy()
    pledges.loc[0, "organisation_id"] = pd.NA
    bar = plain(charts.bars(replace(CORPUS, pledges=pledges), "organisation"))["data"][0]
    assert (bar["y"][-1], bar["x"][-1], bar["marker"]["color"][-1]) == ("none", 1, GREY)


def test_a_hover_says_the_name_in_both_scripts_and_english_and_up_to_three_headlines():
    fig = charts.bars(CORPUS, "instrument")
    labels = [CORPUS.codebook.label("instrument", "talent", language) for language in LANGUAGES]
    hover, ids = next((h, ids) for h, ids in marks(fig) if h.startswith(f"<b>{labels[0]}"))
    head, number, *headlines = hover.split("<br>")
    assert all(label in head for label in labels)
    assert number == f"{len(ids)} 項承諾"
    assert len(headlines) == 4 and headlines[-1] == "…"
    first = CORPUS.pledges.set_index("pledge_id")["headline"][ids[0]]
    assert first.startswith(headlines[0].rstrip("…"))


def test_in_english_a_row_says_chinese_first():
    labels = charts.bars(CORPORA["en"], "organisation").layout.yaxis.ticktext
    assert all(HAN.match(bare(each)) and re.search("[A-Z]", bare(each)) for each in labels)


@pytest.mark.parametrize(
    ("chart", "names"),
    [
        (charts.bars, {"facet": "bureau"}),
        (charts.bars, {"facet": "industry", "by": "colour"}),
        (charts.bars, {"facet": "industry", "count": "words"}),
        (charts.matrix, {"rows": "organisation", "columns": "tool"}),
        (charts.cooccurrence, {"scheme": "horizon"}),
    ],
)
def test_an_unknown_name_raises_and_lists_the_known_ones(chart, names):
    with pytest.raises(ValueError, match="Known:"):
        chart(CORPUS, **names)
