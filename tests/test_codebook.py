"""How a codebook is read, extended, asked and refused."""

import shutil

import pytest

from dgpolicy.codebook import SCHEMES, Codebook, default, home
from dgpolicy.errors import CheckError, ReadError

HEAD = "code,parent,name_hant,name_hans,name_en,definition,terms,except\n"


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(home() / "codebook", tmp_path / "codebook")


def own(folder, rows, scheme="industry", head=HEAD):
    folder.mkdir(exist_ok=True)
    (folder / f"{scheme}.csv").write_text(head + rows, encoding="utf-8")
    return folder


def test_a_codebook_has_a_frame_for_every_scheme(folder):
    book = Codebook.read(folder)
    assert tuple(book.schemes) == SCHEMES
    assert book.codes("industry") == default().codes("industry")


def test_an_extension_replaces_a_row_of_the_same_code_and_adds_the_others(tmp_path):
    rows = (
        "tourism,services,旅遊,旅游,Travel,d,旅遊,\nwellness,tourism,養生,养生,Wellness,d,養生,\n"
    )
    book = Codebook.read(own(tmp_path / "own", rows), extends=default())
    assert book.label("industry", "tourism", "en") == "Travel"
    assert book.codes("industry") == [*default().codes("industry"), "wellness"]
    assert book.row("industry", "wellness")["gbt4754"] == ""
    assert book.schemes["place"] is default().schemes["place"]
    assert book.frames["kind"] is default().frames["kind"]


def test_without_a_codebook_to_extend_every_scheme_needs_a_file(tmp_path):
    with pytest.raises(ReadError, match=r"instrument\.csv: missing; a codebook has one file"):
        Codebook.read(own(tmp_path / "own", "a,,甲,甲,A,d,甲業,\n"))


def test_a_folder_without_a_codebook_is_named(tmp_path):
    with pytest.raises(
        ReadError, match=r"nowhere: no codebook; it is a folder that has industry\.csv"
    ):
        Codebook.read(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "rows, message",
    [
        ("A-b,,甲,甲,A,d,甲業,", "code 'A-b': use a-z, 0-9 and _"),
        ("a,,甲,甲,A,d,甲業,\na,,乙,乙,B,d,乙業,", "code 'a': stands twice; keep one row"),
        ("a,b,甲,甲,A,d,甲業,", "code 'a': its parent 'b' is no code here"),
        ("a,b,甲,甲,A,d,甲業,\nb,a,乙,乙,B,d,乙業,", "code 'a': its parent 'b' stands below it"),
        ("a,,,,A,d,甲業,", "code 'a': has no Chinese name"),
        ("a,,甲,甲,A,d,甲業| 乙業,", "code 'a': the term ' 乙業' has spaces around it"),
        ("a,,甲,甲,A,d,製藥|制药,", "code 'a': its term '制药' is claimed by code 'a' already"),
        (
            "a,,甲,甲,A,d,臺灣菜,\nb,,乙,乙,B,d,台湾菜,",
            "code 'b': its term '台湾菜' is claimed by code 'a' already",
        ),
        ("a,,甲,甲,A,d,化工,文化", "code 'a': the exception '文化' holds none of its terms"),
        ("a,,甲,甲,A,d,化工,化工", "code 'a': the exception '化工' holds none of its terms"),
    ],
)
def test_a_row_that_breaks_a_rule_is_named_with_its_file(folder, rows, message):
    own(folder, rows + "\n")
    with pytest.raises(CheckError) as error:
        Codebook.read(folder)
    assert str(error.value).startswith(f"{folder / 'industry.csv'}: {message}")


TERMS = "term,name_en,about_en,about_hant\n"


@pytest.mark.parametrize(
    "rows, message",
    [
        (
            "鏈主,Leader,The first firm.,龍頭。\n链主,Leader,The same.,龍頭。",
            "term '链主': stands twice",
        ),
        ("鏈主,Leader,,龍頭。", "term '鏈主': needs a name and a line in each language"),
        (" 鏈主,Leader,The first firm.,龍頭。", "term ' 鏈主': write it with no space around it"),
    ],
)
def test_a_term_of_the_glossary_that_breaks_a_rule_is_named(folder, rows, message):
    own(folder, rows, "glossary", TERMS)
    with pytest.raises(CheckError) as error:
        Codebook.read(folder)
    assert str(error.value).startswith(f"{folder / 'glossary.csv'}: {message}")


def test_terms_of_ones_own_stand_in_the_place_of_ours_and_beside_them(tmp_path):
    rows = "鏈主,Leader,The first firm.,龍頭。\n倍增計劃,Doubling plan,Firms double.,企業倍增。\n"
    book = Codebook.read(own(tmp_path / "own", rows, "glossary", TERMS), extends=default())
    assert book.explain("鏈主", "en") == "Leader: The first firm."
    assert [*book.glossary.index] == [*default().glossary.index, "倍增計劃"]
    assert book.terms_in("倍增计划与小巨人") == [(0, 4, "倍增計劃"), (5, 8, "小巨人")]


def test_a_term_is_explained_in_three_languages():
    said = [default().explain("鏈屬", language) for language in ("zh", "zh-Hans", "en")]
    assert said == [
        "鏈屬：圍繞鏈主企業的上下游配套企業。",
        "链属：围绕链主企业的上下游配套企业。",
        "Chain members: The suppliers and partners that gather around a chain leader.",
    ]


def test_a_variable_is_closed(folder):
    path = folder / "variables.csv"
    path.write_text(
        path.read_text("utf-8").replace("specificity,soft,", "specificity,mild,"), "utf-8"
    )
    with pytest.raises(CheckError, match="the codes of 'specificity' are hard, soft"):
        Codebook.read(folder)


def test_an_exception_may_be_in_another_script_than_its_wording(folder):
    own(folder, "a,,甲,甲,A,d,製藥,控制药\n")
    assert Codebook.read(folder).exceptions.values.tolist()[0] == ["控制药", "industry", "a"]


def test_a_file_without_a_column_of_exceptions_has_none(folder):
    own(folder, "a,,甲,甲,A,d,甲業\n", head=HEAD.replace(",except", ""))
    assert "industry" not in set(Codebook.read(folder).exceptions["scheme"])


def test_a_missing_column_is_named(folder):
    own(folder, "a,甲業\n", head="code,terms\n")
    with pytest.raises(ReadError, match=r"industry\.csv: column missing: parent, name_hant"):
        Codebook.read(folder)


def test_a_code_is_called_by_its_name_in_each_language():
    names = [
        default().label("industry", "semiconductors", lang) for lang in ("zh", "zh-Hans", "en")
    ]
    assert names == [
        "半導體及集成電路",
        "半导体及集成电路",
        "Semiconductors and integrated circuits",
    ]


def test_a_name_that_is_not_written_is_nobodys():
    assert [default().named(scheme, "") for scheme in SCHEMES] == [[]] * 5


def test_a_short_name_stands_in_where_there_is_one():
    book = default()
    assert book.label("organisation", "tw_nstc", "en", short=True) == "NSTC"
    assert book.label("place", "macao", "en", short=True) == "Macao"


@pytest.mark.parametrize(
    "ask, message",
    [
        (lambda book: book.codes("industri"), "unknown scheme 'industri': did you mean 'industry'"),
        (lambda book: book.label("place", "makao"), "unknown place 'makao': did you mean 'macao'"),
        (lambda book: book.label("place", "macao", "fr"), "unknown language 'fr'"),
    ],
)
def test_what_is_unknown_is_named_with_the_nearest_known(ask, message):
    with pytest.raises(ValueError, match=message):
        ask(default())
