"""A corpus in the formats of other programs, each read back by its program or held by its rules."""

import json
from dataclasses import replace

import jsonschema
import openpyxl
import pandas as pd
import pyarrow.parquet
import pytest

import dgpolicy
from dgpolicy.cli import main
from dgpolicy.tables.frames import FRAMES

IRI = {"type": "string", "pattern": "^[a-z]+:"}
WORDS = {"type": "string", "minLength": 1}


def shaped(kind: str, **needed: dict) -> dict:
    """The JSON Schema of an object of a type, and what it must have."""
    needed["type"] = {"const": kind}
    return {"type": "object", "required": [*needed], "properties": needed}


# What sections 3 to 5 of the Web Annotation Data Model say that must be.
BODY = shaped(
    "TextualBody", value=WORDS, purpose={"enum": ["classifying", "tagging", "describing"]}
)
QUOTE = shaped("TextQuoteSelector", exact=WORDS, prefix={"type": "string"}, suffix={})
NUMBER = {"type": "integer", "minimum": 0}
PLACE = shaped("TextPositionSelector", start=NUMBER, end=NUMBER)
SELECTORS = {"prefixItems": [QUOTE, PLACE], "items": False, "minItems": 2}
TARGET = shaped("SpecificResource", source=IRI, selector=SELECTORS)
ANNOTATION = shaped(
    "Annotation", id=IRI, body={"type": "array", "items": BODY, "minItems": 1}, target=TARGET
)
PAGE = shaped("AnnotationPage", id=IRI, startIndex=NUMBER, items={"items": ANNOTATION})
CONTEXT = {"const": "http://www.w3.org/ns/anno.jsonld"}
COLLECTION = shaped("AnnotationCollection", id=IRI, total=NUMBER, first=PAGE) | {
    "allOf": [{"required": ["@context"], "properties": {"@context": CONTEXT}}]
}


@pytest.fixture(scope="module")
def corpus():
    """The corpus with words that files trip over, a body not known, and a column of its own."""
    loaded = dgpolicy.load("en")
    first = loaded.pledges.index == 0
    odd = {"headline": "=1+1\x0b", "speaker_note": 'says "yes"\tand\n-1'}
    pledges = loaded.pledges.assign(speaker_note="")
    for column, words in odd.items():
        pledges[column] = pledges[column].mask(first, words)
    bodies = loaded.statements["organisation_id"].mask(loaded.statements.index == 5)
    statements = loaded.statements.assign(organisation_id=bodies)
    return replace(loaded, pledges=pledges, statements=statements)


def annotations(corpus, path) -> dict:
    corpus.save(path)
    made = json.loads(path.read_bytes())
    jsonschema.Draft202012Validator(COLLECTION).validate(made)
    return made


def test_a_workbook_has_a_sheet_for_each_table_and_the_codebook_and_runs_nothing(corpus, tmp_path):
    corpus.save(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == [*FRAMES, "codebook"]
    cells = [cell for sheet in book for row in sheet.rows for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert "'=1+1\ufffd" in [cell.value for cell in cells]
    assert "text" not in [cell.value for cell in book["documents"][1]]
    head, *rows = book["codebook"].iter_rows(values_only=True)
    said = {row[:2]: dict(zip(head, row, strict=True)) for row in rows}
    for scheme, frame in corpus.codebook.frames.items():
        for code, definition in frame["definition"].items():
            assert (said[scheme, code]["definition"] or "") == definition.lstrip("'"), code


def test_parquet_is_a_folder_of_tables_that_comes_back_with_its_types(corpus, tmp_path):
    corpus.save(tmp_path / "a.parquet")
    names = {f"{name}.parquet" for name in FRAMES} | {"datapackage.json"}
    assert {path.name for path in (tmp_path / "a.parquet").iterdir()} == names
    read = dgpolicy.Corpus.read(tmp_path / "a.parquet")
    assert read == corpus
    for name, frame in read.frames.items():
        pd.testing.assert_frame_equal(frame, corpus[name], check_categorical=False)
        table = pyarrow.parquet.read_table(tmp_path / f"a.parquet/{name}.parquet")
        assert table.column_names == [*corpus[name]]


def test_a_parquet_file_that_cannot_be_read_is_named(corpus, tmp_path):
    corpus.save(tmp_path / "a.parquet")
    (tmp_path / "a.parquet/actions.parquet").write_text("no")
    with pytest.raises(dgpolicy.ReadError, match=r"actions\.parquet: not a Parquet file"):
        dgpolicy.Corpus.read(tmp_path / "a.parquet")
    (tmp_path / "a.parquet/actions.parquet").unlink()
    with pytest.raises(dgpolicy.ReadError, match=r"actions\.parquet: No such file"):
        dgpolicy.Corpus.read(tmp_path / "a.parquet")


def test_each_coded_stretch_is_a_web_annotation_with_its_code_and_label(tmp_path):
    corpus = dgpolicy.load("en")
    made = annotations(corpus, tmp_path / "a.jsonld")
    said = {item["dcterms:identifier"]: item["body"] for item in made["first"]["items"]}
    assert made["total"] == len(made["first"]["items"]) == len(said)
    for name in ("pledges", "mentions", "targets"):
        assert set(corpus[name].iloc[:, 0]) <= said.keys()
    code, label = said["dg2022-committee-2.m01"]
    assert code["value"] == "industry:manufacturing"
    assert (label["value"], label["language"]) == ("Manufacturing", "en")
    assert said["dg2022-ipb-1.t01"][-1]["value"] == "2866666.7 m2"


def test_an_annotation_quotes_its_text_by_code_points(tmp_path):
    text = "🏭𠮷市水務局局長王江:\n我們將新建兩座水廠。𠮷"
    document = dgpolicy.Document.from_text(text, url="https://example.org/article")
    corpus = dgpolicy.extract([document]).check()
    items = annotations(corpus, tmp_path / "a.jsonld")["first"]["items"]
    assert "我們將新建兩座水廠。" in [item["target"]["selector"][0]["exact"] for item in items]
    for item in items:
        assert item["target"]["source"] == document.url
        quote, place = item["target"]["selector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
        assert text[: place["start"]].endswith(quote["prefix"])
    assert len({item["id"] for item in items}) == len(items)


def test_a_tsv_is_a_pledge_a_row_as_r_reads_it(corpus, tmp_path):
    corpus.save(tmp_path / "a.tsv")
    raw = (tmp_path / "a.tsv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf") and b'"' not in raw and b"\r" not in raw
    head, *rows = (line.split("\t") for line in raw.decode().rstrip("\n").split("\n"))
    assert head[:2] == ["doc_id", "text"] and len(set(head)) == len(head)
    assert all(name.isidentifier() and not name.startswith("_") for name in head)
    assert {len(row) for row in rows} == {len(head)}
    frame = pd.DataFrame(rows, columns=head).set_index("doc_id")
    assert frame.index.tolist() == corpus.pledges["pledge_id"].tolist()
    assert frame["text"].tolist() == corpus.pledges["text"].tolist()
    assert frame["named_industry"].iloc[1] == "manufacturing"
    assert frame["headline"].iloc[0] == "'=1+1 "
    assert frame["speaker_note"].iloc[0] == "says ＂yes＂ and -1"
    assert set(frame["published"]) == {"2022-11-09"}


@pytest.mark.parametrize("name", ["a.xlsx", "a.jsonld", "a.tsv", "a.parquet"])
def test_no_format_trips_over_a_corpus_without_pledges_or_leaves_a_part(name, tmp_path):
    dgpolicy.load().keep([]).save(tmp_path / name)
    dgpolicy.load().save(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_that_cannot_be_written_is_named_and_what_stood_there_stays(tmp_path, monkeypatch):
    (tmp_path / "mine.tsv").mkdir()
    with pytest.raises(FileExistsError, match=r"is a folder; choose another name.*mine\.tsv"):
        dgpolicy.load().save(tmp_path / "mine.tsv")
    (tmp_path / "a.tsv").write_text("whole")
    monkeypatch.setattr("pathlib.Path.write_bytes", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        dgpolicy.load().save(tmp_path / "a.tsv")
    assert (tmp_path / "a.tsv").read_text() == "whole"


def test_the_command_line_writes_a_folder_of_tables_as_another_format(tmp_path, capsys):
    dgpolicy.load().save(tmp_path / "tables")
    assert main(["export", str(tmp_path / "tables"), "--out", str(tmp_path / "a.tsv")]) == 0
    assert (tmp_path / "a.tsv").read_text("utf-8").count("\n") == 31
    assert main(["export", str(tmp_path / "tables"), "--out", str(tmp_path / "a.tsv/b.xlsx")]) == 1
    assert "b.xlsx: cannot be written" in capsys.readouterr().err
