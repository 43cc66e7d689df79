"""A corpus as the files that other programs read: spreadsheets, annotation tools, and R."""

from __future__ import annotations

import csv
import errno
import io
import json
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from dgpolicy import parted
from dgpolicy.tables import store
from dgpolicy.tables.frames import FRAMES, KEYS, VARIABLES
from dgpolicy.tables.place import put

if TYPE_CHECKING:
    from dgpolicy.corpus import Corpus

AROUND = 32  # code points before and after the words, by which they are found again
_CONTROL = r"[\x00-\x1f\x7f\x85\u2028\u2029]"


def write(path: str | Path, corpus: Corpus) -> None:
    """Write a corpus in the format that the end of the name says; see ``Corpus.save``."""
    target = vacant(path)
    if made := FORMATS.get(target.suffix.lower()):
        content = made(corpus.compute())
        put(target, lambda new: new.write_bytes(content))
    else:
        bare = target.suffix.lower() == ".parquet"
        parted.write(target, corpus.frames if bare else corpus.compute().frames)


def vacant(path: str | Path) -> Path:
    """The place where a corpus can be written, absolute.

    Raises ``FileExistsError`` where anything stands there that ``write`` would not have written,
    and ``ValueError`` where a workbook is wanted without openpyxl.
    """
    target = Path(realpath(path))
    if target.suffix.lower() not in FORMATS:
        return store.vacant(path)
    if target.exists() and not target.is_file():
        what = "a folder" if target.is_dir() else "a pipe or a device"
        raise FileExistsError(errno.EEXIST, f"is {what}; choose another name", str(target))
    if target.suffix.lower() == ".xlsx" and find_spec("openpyxl") is None:
        raise ValueError("openpyxl is missing; pip install 'dgpolicy[files]'")
    return target


def workbook(corpus: Corpus) -> bytes:
    """A workbook with a sheet for each frame and one for the codebook, with its definitions.

    The texts of documents stay out, since a cell holds 32,767 characters. Nothing in it runs as a
    formula.
    """
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE as illegal

    made = io.BytesIO()
    with pd.ExcelWriter(made, engine="openpyxl") as book:
        for name, frame in {**corpus.frames, "codebook": corpus.codebook.table}.items():
            rows = frame.drop(columns="text") if name == "documents" else frame
            rows = store.guarded(rows).replace(illegal, "\ufffd", regex=True)
            rows.to_excel(book, sheet_name=name, index=False, freeze_panes=(1, 1))
    return made.getvalue()


def web_annotations(corpus: Corpus) -> bytes:
    """Every coded stretch of text as an annotation, in one collection of one page, in JSON-LD.

    The model is W3C's Web Annotation Data Model. A target is found by its words, with those
    around them, and by its place: code points of the document's text, from 0. Its source is the
    document's address, else the SHA-256 of its text, named after RFC 6920. Bodies are a code, as
    ``industry:new_materials``, what it is called, and of a figure its value.

    >>> import dgpolicy
    >>> json.loads(web_annotations(dgpolicy.load()))["first"]["items"][0]["body"][0]["value"]
    'organisation:committee'
    """
    documents = corpus.documents.set_index("document_id")
    sources = {one: _source(row) for one, row in documents.iterrows()}
    texts = documents["text"].to_dict()
    homes = corpus.pledges.set_index("pledge_id")["document_id"].to_dict()
    label = cache(lambda facet, code: corpus.label(facet, code, short=False))
    language = {"zh": "zh-Hant"}.get(corpus.language, corpus.language)
    items = []
    for name in (name for name, columns in FRAMES.items() if {"text", "start"} <= columns.keys()):
        for row in corpus[name].to_dict("records"):
            bodies = []
            for facet, code in _codes(row):
                bodies.append(_body("classifying", f"{facet}:{code}"))
                bodies.append(_body("tagging", label(facet, code)) | {"language": language})
            if name == "targets":
                bodies.append(_body("describing", _value(row)))
            if bodies:  # an action may have no code
                home = homes[row["pledge_id"]]
                found = _selectors(texts[home], row["start"], row["end"])
                target = {"type": "SpecificResource", "source": sources[home], "selector": found}
                item = {"type": "Annotation", "motivation": "classifying", "body": bodies}
                items.append(item | {"target": target, "dcterms:identifier": row[KEYS[name]]})
    # Named by what they say, so that of two codings only what is alike has one name.
    items = [{"id": _name(item), **item} for item in items]
    page = {"id": _name(items), "type": "AnnotationPage", "startIndex": 0, "items": items}
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": _name(page),
        "type": "AnnotationCollection",
        "label": " · ".join(documents["title"].dropna()),
        "total": len(items),
    }
    collection |= {"first": page} if items else {}
    return json.dumps(collection, ensure_ascii=False).encode()


def _codes(row: dict) -> Iterator[tuple[str, str]]:
    if "scheme" in row:
        yield row["scheme"], row["code"]
        return
    for facet in ("organisation", *VARIABLES):
        column = "organisation_id" if facet == "organisation" else facet
        if column in row and pd.notna(row[column]):
            yield facet, row[column]


def _body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _value(row: dict) -> str:
    """A figure with its unit, in that of the SI where it has one."""
    si = "si_" if pd.notna(row["si_value"]) else ""
    value, unit = row[f"{si}value"], row[f"{si}unit"]
    return f"{value:.12g}" if pd.isna(unit) else f"{value:.12g} {unit}"


def _source(document: pd.Series) -> str:
    if pd.notna(document["url"]):
        return document["url"]
    digest = urlsafe_b64encode(bytes.fromhex(document["sha256"])).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _selectors(text: str, start: int, end: int) -> list[dict]:
    around = {"prefix": text[max(start - AROUND, 0) : start], "suffix": text[end : end + AROUND]}
    return [
        {"type": "TextQuoteSelector", "exact": text[start:end], **around},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _name(what: object) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(what, sort_keys=True)).urn


def pledges(corpus: Corpus) -> bytes:
    """A pledge a row for R's quanteda: ``doc_id``, ``text``, and variables of the document.

    These are the other columns of its table, the title, publisher, date and address of its
    document, and for each scheme, as ``named_industry``, the codes that it names, parted by
    ``|``. The file is UTF-8 without a mark, with tabs and no quoting: a control character of a
    text is written as a space and ``"`` as ``＂``, so that every offset stays.

    >>> import dgpolicy
    >>> pledges(dgpolicy.load()).decode()[:23]
    'doc_id\\ttext\\tdocument_id'
    """
    named = corpus.mentions.astype({"code": "str"}).drop_duplicates(["pledge_id", "scheme", "code"])
    rows = corpus.pledges
    for scheme in VARIABLES["scheme"]:
        codes = named[named["scheme"] == scheme].groupby("pledge_id")["code"].agg("|".join)
        rows = rows.assign(**{f"named_{scheme}": rows["pledge_id"].map(codes)})
    about = corpus.documents[["document_id", "title", "publisher", "published", "url"]]
    rows = rows.merge(about, on="document_id").rename(columns={"pledge_id": "doc_id"})
    rows = rows[["doc_id", "text", *rows.columns.drop(["doc_id", "text"])]]
    plain = store.guarded(rows).replace({_CONTROL: " ", '"': "＂"}, regex=True)
    return plain.to_csv(sep="\t", index=False, quoting=csv.QUOTE_NONE, lineterminator="\n").encode()


FORMATS: dict[str, Callable[[Corpus], bytes]] = {
    ".xlsx": workbook,
    ".jsonld": web_annotations,
    ".tsv": pledges,
}
