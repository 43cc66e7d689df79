"""From documents to a corpus with no hand: the same tables, with the same guarantees."""

import numpy as np
import opencc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dgpolicy
from dgpolicy.codebook import home
from dgpolicy.document import Document

ARTICLE = (home() / "texts" / "dg2022.txt").read_text(encoding="utf-8")

# Every proper name of the article, and another of no meaning to any codebook or pattern.
OTHER_NAMES = {
    "東莞": "甘棠",
    "肖亞非": "辛立言",
    "葉惠明": "顧長風",
    "卓慶": "牟遠",
    "肖必良": "簡書同",
    "陳順嬌": "溫若蘭",
    "松山湖": "白鷺洲",
    "光明": "青石",
    "大灣區": "大峽谷",
    "香港": "棲霞",
    "散裂中子源二期": "引力波台二期",
    "華為": "雲帆",
    "SAP": "QZX",
    "企莞家": "企棠家",
}


def article(text=ARTICLE):
    return Document.from_text(text, document_id="dg2022", published="2022-11-09")


@pytest.fixture(scope="module")
def auto():
    return dgpolicy.extract([article()])


@pytest.fixture(scope="module")
def agreement(auto):
    return dgpolicy.agreement(dgpolicy.load(), auto)


def test_the_article_yields_its_thirty_pledges_with_exact_bounds_and_kinds(auto, agreement):
    reviewed = dgpolicy.load().pledges
    columns = ["start", "end", "kind", "ordinal", "headline"]
    assert auto.pledges[columns].astype("object").equals(reviewed[columns].astype("object"))
    assert agreement.loc[["statements", "pledges", "targets"], "f1"].tolist() == [1, 1, 1]


def test_every_code_variable_agrees_with_the_reviewed_coding(agreement):
    alphas = agreement["alpha"].dropna().astype(float)
    assert {"horizon", "aim", "specificity", "instrument, by pledge"} <= set(alphas.index)
    assert alphas.min() >= 0.80


def test_industries_of_the_article_are_found_where_they_stand(agreement):
    assert agreement.loc["industry", "f1"] >= 0.95


def test_an_automatic_coding_holds_every_invariant_and_says_that_it_is_automatic(auto):
    assert auto.check() is auto
    assert set(auto.pledges["coder"]) == {"auto"}


def test_a_probability_has_four_decimals(auto):
    said = auto.sentences["probability"]
    assert said.tolist() == said.round(4).tolist() != said.round(3).tolist()


def test_the_article_with_every_name_replaced_yields_the_same_thirty():
    text = ARTICLE
    for name, other in OTHER_NAMES.items():
        assert name in text
        text = text.replace(name, other)
    renamed = dgpolicy.extract([article(text)]).check()
    lines = [ARTICLE.split("\n").index(words) for words in dgpolicy.load().pledges["text"]]
    assert [text.split("\n").index(words) for words in renamed.pledges["text"]] == lines
    assert renamed.pledges["kind"].tolist() == dgpolicy.load().pledges["kind"].tolist()


def test_a_bureau_in_its_short_form_is_the_bureau_that_speaks(auto):
    named = auto.mentions[auto.mentions["scheme"] == "organisation"]
    assert named[named["text"] == "市科技局"]["code"].tolist() == ["stb"]


def test_a_simplified_article_carries_the_same_codes_at_the_same_places(auto):
    simplified = opencc.OpenCC("t2s").convert(ARTICLE)
    assert len(simplified) == len(ARTICLE)
    hans = dgpolicy.extract([article(simplified)]).check()
    assert hans.documents["script"].tolist() == ["hans"]
    for name, columns in {
        "pledges": ["start", "end", "kind", "horizon", "aim", "specificity"],
        "mentions": ["scheme", "code", "start", "end"],
    }.items():
        assert (
            getattr(hans, name)[columns]
            .astype("object")
            .equals(getattr(auto, name)[columns].astype("object"))
        )


def test_a_body_that_no_codebook_knows_is_called_by_its_full_name():
    words = "甘棠市水務局局長王江:\n我們將新建兩座水廠。"
    corpus = dgpolicy.extract([Document.from_text(words)]).check()
    assert corpus.pledges["organisation_id"].tolist() == ["甘棠市水務局"]


@pytest.mark.parametrize(
    ("publisher", "body"), [("甘棠市人民政府", "甘棠市人民政府"), ("甘棠日報", "")]
)
def test_what_nobody_says_belongs_to_the_body_that_publishes_it(publisher, body):
    document = Document.from_text("今年將新建兩座水廠。", publisher=publisher)
    pledges = dgpolicy.extract([document]).check().pledges
    assert pledges["organisation_id"].astype("string").fillna("").tolist() == [body]


def test_documents_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two documents are called 'dg2022'"):
        dgpolicy.extract([article(), article()])


def test_no_document_gives_an_empty_corpus():
    assert len(dgpolicy.extract([]).check().pledges) == 0


def test_a_path_stands_for_the_document_in_its_file(tmp_path):
    path = tmp_path / "dg2022.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    for source in (path, str(path), [path], dgpolicy.read(path), [dgpolicy.read(path)]):
        assert len(dgpolicy.extract(source).pledges) == 30
    with pytest.raises(dgpolicy.ReadError, match=r"gone\.docx: No such file"):
        dgpolicy.extract(str(tmp_path / "gone.docx"))


def test_a_language_that_no_label_is_written_in_is_refused():
    with pytest.raises(ValueError, match="unknown language 'fr'"):
        dgpolicy.extract([], language="fr")


def test_a_document_without_a_pledge_is_named():
    with pytest.warns(UserWarning, match="weather: no pledge found"):
        dgpolicy.extract(Document.from_text("今天天氣很好。", document_id="weather"))


def test_a_document_that_cannot_be_coded_is_left_out_and_named():
    broken = Document("broken", None)  # type: ignore[arg-type]
    heard = []
    corpus = dgpolicy.extract([broken, article()], failed=lambda d, e: heard.append(d.document_id))
    assert heard == ["broken"]
    assert corpus.check().documents["document_id"].tolist() == ["dg2022"]
    with pytest.raises(AttributeError):
        dgpolicy.extract([broken])


def test_sums_of_hong_kong_are_no_yuan():
    words = "財政司司長陳茂波表示,政府將撥款5億元支援中小企業。"
    said = Document.from_text(words + "香港立法會今日審議。")
    targets = dgpolicy.extract(said, model=lambda _, units: np.ones(len(units))).targets
    assert targets["unit"].tolist() == ["元"]
    assert targets["si_value"].isna().all()


PIECES = [
    *(
        "一是",
        "二是",
        "（一）",
        "1.",
        "①",
        "(a)",
        "；",
        "。",
        "”",
        "“",
        "……",
        "\n",
        "\t",
        "：",
        "，",
        "—",
        ")",
    ),
    *(
        "市水务局",
        "局长李明",
        "表示",
        "会议强调",
        "将新建水厂",
        "加快建设",
        "去年建成",
        "2027年底前",
        "三座",
    ),
    *("任务", "责任单位", "时限", "记者问", "答", "《通知》", "他", "500万元", "\u3000", "•"),
]


TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join).filter(str.strip)


def of(text, name="document"):
    """The corpus of a text in which every unit is likely of a pledge."""
    document = Document.from_text(text, document_id=name, published="2024-03-01")
    return dgpolicy.extract([document], model=lambda _, units: np.full(len(units), 0.9))


@settings(max_examples=60)
@given(TEXTS)
def test_whatever_a_text_holds_its_tables_keep_every_invariant(text):
    of(text).check()


@settings(max_examples=20)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_of_any_characters_the_tables_keep_every_invariant(text):
    dgpolicy.extract([Document.from_text(text)]).check()


@settings(max_examples=15)
@given(TEXTS)
def test_a_text_in_either_script_has_the_same_spans_and_codes(text):
    hant = opencc.OpenCC("s2t").convert(text)
    hans, hant = of(text), of(hant)
    for name, frame in hans.frames.items():
        same = [c for c in frame if c.endswith(("start", "end", "_id", "code", "kind", "horizon"))]
        same = [column for column in same if column != "organisation_id"]
        assert frame[same].astype(object).equals(hant[name][same].astype(object)), name


@settings(max_examples=10)
@given(TEXTS, TEXTS)
def test_two_documents_give_the_rows_of_each(one, other):
    documents = [
        Document.from_text(text, document_id=text_id)
        for text_id, text in (("one", one), ("other", other))
    ]
    both = dgpolicy.extract(documents)
    assert both == dgpolicy.Corpus.concat(dgpolicy.extract([each]) for each in documents)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_what_is_saved_is_read_back_equal(tmp_path, text):
    for name in ("tables", "tables.parquet"):
        of(text).save(tmp_path / name)
        assert dgpolicy.Corpus.read(tmp_path / name) == of(text)
