"""How the time of each step grows with what it is given."""

import pytest
from explorers import repeated

from dgpolicy import charts
from dgpolicy.read import read

pytestmark = pytest.mark.filterwarnings("ignore")  # of texts that state no date of their own


def of_size(texts, size):
    """So many times 10,000 characters of reports."""
    text = "\n".join(texts)
    wanted = 10_000 * size
    return (text * (wanted // len(text) + 1))[:wanted]


def test_extract_of_one_text(growth, extracted, texts):
    growth(
        extracted,
        lambda size: [of_size(texts, size)],
        what="`extract`, one text of 10,000 characters",
    )


def test_extract_of_many_texts(growth, extracted, texts):
    growth(
        extracted,
        lambda size: [of_size(texts, 1)] * size,
        what="`extract`, one file of 10,000 characters and more of them",
    )


def test_read_of_a_file(growth, texts, tmp_path):
    def made(size):
        path = tmp_path / f"{size}.html"
        lines = of_size(texts, size).replace("\n", "</p><p>")
        path.write_text(f"<article><p>{lines}</p></article>", encoding="utf-8")
        return path

    growth(read, made, what="`read`, a web page of 10,000 characters")


def test_counts_of_a_corpus(growth, whole):
    growth(
        lambda corpus: corpus.counts("industry", organisation="stb"),
        lambda size: repeated(whole, 300 * size),
        what="`counts`, 9,000 pledges",
    )


def test_a_chart_of_a_corpus(growth, whole):
    growth(
        lambda corpus: charts.matrix(corpus, "organisation", "industry"),
        lambda size: repeated(whole, 30 * size),
        what="`charts.matrix`, 900 pledges",
    )
