"""The data of the article: every row of every frame against the text itself."""

import hashlib
import re
from pathlib import Path

import pytest

import dgpolicy
from dgpolicy.codebook import home
from dgpolicy.tables.frames import FRAMES, KEYS

SOURCE = Path(__file__).parents[2] / "shared" / "source" / "dongguan-2022-11-09.txt"
SPANS = [
    *[(name, "start", "end", "text") for name in ("pledges", "actions", "mentions", "targets")],
    *[
        ("pledges", f"{e}_start", f"{e}_end", f"{e}_text")
        for e in ("horizon", "aim", "specificity")
    ],
    ("statements", "organisation_start", "organisation_end", "organisation"),
]


@pytest.fixture(scope="module")
def corpus():
    return dgpolicy.load()


@pytest.mark.skipif(not SOURCE.exists(), reason="the source folder is not part of the product")
def test_the_article_is_kept_byte_for_byte():
    assert (home() / "texts" / "dg2022.txt").read_bytes() == SOURCE.read_bytes()


def test_the_document_says_what_was_published_where_and_when(corpus):
    row = corpus.documents.iloc[0]
    assert (row["title"], row["publisher"]) == ("東莞:堅持制造業立市不動搖!", "東莞發布")
    assert str(row["published"].date()) == "2022-11-09"
    assert row["sha256"] == hashlib.sha256(row["text"].encode()).hexdigest()


@pytest.mark.parametrize(("name", "start", "end", "words"), SPANS)
def test_every_row_slices_the_article_to_its_own_words(corpus, name, start, end, words):
    text = corpus.documents["text"].iloc[0]
    rows = getattr(corpus, name).dropna(subset=words)
    assert len(rows) > 0
    for row in rows.to_dict("records"):
        assert text[row[start] : row[end]] == row[words]


def test_every_key_is_unique_and_says_where_it_belongs(corpus):
    for name, key in KEYS.items():
        keys = getattr(corpus, name)[key]
        assert keys.is_unique
        assert keys.str.startswith("dg2022").all()
    for name in ("actions", "mentions", "targets"):
        frame = getattr(corpus, name)
        assert all(
            k.startswith(p + ".")
            for k, p in zip(frame[KEYS[name]], frame["pledge_id"], strict=True)
        )


def test_every_pledge_has_an_action_and_begins_its_line(corpus):
    text = corpus.documents["text"].iloc[0]
    assert set(corpus.actions["pledge_id"]) == set(corpus.pledges["pledge_id"])
    for row in corpus.pledges.itertuples():
        assert text[row.start - 1] == "\n"
        assert text[row.end] == "\n"


def test_the_actions_of_a_pledge_follow_one_another(corpus):
    for _, rows in corpus.actions.groupby("pledge_id"):
        assert (rows["start"].iloc[1:].to_numpy() >= rows["end"].iloc[:-1].to_numpy()).all()


def test_five_figures_and_full_coverage_twice_are_stated_and_areas_stand_in_hectares_too(corpus):
    said = corpus.targets.groupby("role", observed=True)["text"].agg(" ".join)
    assert said["aim"] == "1個以上 全覆蓋 全覆蓋"
    assert said["input"] == "4300畝 6個 5個 1730畝"
    areas = corpus.targets.dropna(subset="hectares")
    assert (areas["value"] / 15).round(1).tolist() == areas["hectares"].tolist()
    assert (areas["si_unit"] == "m2").all()


def test_one_pledge_states_a_time_and_it_names_no_year(corpus):
    stated = corpus.pledges[corpus.pledges["horizon_basis"] == "stated"]
    assert stated["horizon_text"].tolist() == ["三年行動計劃"]
    assert stated["horizon_years"].tolist() == [3]
    assert corpus.pledges[["horizon_from", "horizon_to"]].isna().all(axis=None)


def test_every_mention_uses_a_code_of_the_codebook(corpus):
    for row in corpus.mentions.itertuples():
        assert corpus.codebook.row(row.scheme, row.code)["definition"]


def test_every_column_of_a_file_is_one_of_its_frame():
    for name, columns in FRAMES.items():
        if (path := home() / f"{name}.csv").exists():
            head = path.read_text(encoding="utf-8").split("\n")[0].split(",")
            assert set(head) - set(columns) <= ({"path"} if name == "documents" else set())


def test_every_pledge_stands_in_english_too_with_its_figures_and_who_translated_it(corpus):
    ordinals = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")
    for row in corpus.pledges.itertuples():
        first, _, rest = row.text_en.partition(", ")
        assert (first == ordinals[row.ordinal - 1]) if row.kind == "numbered" else True
        said = rest if first in ordinals else row.text_en
        assert said.lower().startswith(row.headline_en.lower())
        figures = re.findall(r"\d+(?:\.\d+)?", row.text)
        assert {*figures} <= {*re.findall(r"\d+(?:\.\d+)?", row.text_en.replace(",", ""))}
        assert not re.search("[\u3400-\u9fff]", row.text_en + row.headline_en)
    assert corpus.pledges["translator"].str.contains("language model").all()
    assert corpus.pledges["translated"].notna().all()
