"""What a browser needs: the front end as text, and of a corpus its rows, words and codes."""

from __future__ import annotations

import base64
import gzip
import json
import os
import re
import tempfile
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from shutil import make_archive
from typing import Any

import pandas as pd

from dgpolicy.codebook import LANGUAGES, SCHEMES
from dgpolicy.corpus import Corpus
from dgpolicy.errors import require
from dgpolicy.facets import FACETS
from dgpolicy.fold import fold, table
from dgpolicy.look.colours import GREY, body_colours, css, tight
from dgpolicy.look.words import LANG, words
from dgpolicy.quote import columns, framed, percent, rows
from dgpolicy.tables.frames import SURE
from dgpolicy.tables.store import GUARDED

PAGE = 300  # pledges of a corpus in parts that an explorer holds at once
_DAY = 86_400 * 365 * 20  # of all files in an archive, so that the same data make the same page
_FRONT = files("dgpolicy.explorer")
_SHOWN = (
    *("organisation", "industry", "instrument", "horizon", "specificity", "doubt", "programme"),
    *("place", "horizon_basis", "aim", "strength", "kind", "document"),
)


@cache
def module() -> str:
    """The text of the one ES module that every host runs: its parts share one scope."""
    parts = ("data", "parts", "charts", "save", "explorer", "host")
    source = "".join(_FRONT.joinpath(f"{name}.mjs").read_text("utf-8") for name in parts)
    return re.sub(r"(?ms)^ +|^/\*.*?\*/\n", "", source)


@cache
def stylesheet() -> str:
    """The stylesheet of a page with explorers, answer tables or quotes."""
    return css() + tight(_FRONT.joinpath("explorer.css").read_text("utf-8"))


def page(corpus: Corpus, view: str, selection: dict[str, Any]) -> dict[str, Any]:
    """The payload of a corpus in parts: the first pledges of a choice, and the counts of all."""
    facets = [facet for facet in _SHOWN if facet != "document"]
    of_all = corpus.counts("kind", **dict.fromkeys(facets))  # finds every facet in one pass
    made = payload(corpus.head(PAGE, **selection), view, whole=corpus)
    for facet in (facet for facet in made["facets"] if facet["id"] in facets):
        others = {by: codes for by, codes in selection.items() if by != facet["id"]}
        left = corpus.counts(facet["id"], **others)
        facet["counts"] = left.reindex(facet["codes"], fill_value=0).tolist()
        facet["of"] = int(corpus.counts("kind", **others).sum())
    chosen = int(corpus.counts("kind", **selection).sum())
    return made | {"large": {"all": int(of_all.sum()), "chosen": chosen}}


def payload(
    corpus: Corpus, view: str = "overview", *, whole: Corpus | None = None
) -> dict[str, Any]:
    """A corpus as one JSON-able dict for ``explorer.mjs``.

    ``rows`` are those of ``dgpolicy.table``, one string a pledge; tables are columns of one
    length. A facet has its ``codes`` and, in ``lists``, the places of the pledges under each;
    ``mentioned`` is none to choose by, but what is named besides the body that speaks. ``words``
    are those whose keys stand in the module, ``terms`` what the glossary says of those in use.
    ``fold`` holds two strings: the characters that ``dgpolicy.fold`` changes into one that a text
    or a name has, and what they become. ``doubts`` are the sentences that are worth a look,
    refused ones as well, the most doubtful first.
    Of ``whole``, a corpus in parts of which this one is a page, are the codes; those of documents
    are left out. Raises ``ValueError`` for an unknown view.

    >>> import dgpolicy
    >>> made = payload(dgpolicy.load(), "organisation")
    >>> len(made["rows"]), made["facets"][0]["id"]
    (30, 'organisation')
    """
    require(view, ("overview", *FACETS), "view")
    documents, pledges, mentions = corpus.documents, corpus.pledges, corpus.mentions
    every = whole or corpus
    facets = [
        _facet(corpus, facet, corpus.coded(facet), every.values(facet))
        for facet in (_SHOWN[:-1] if whole else _SHOWN)
    ]
    named = mentions[mentions["scheme"].eq("organisation")].astype({"code": "str"})
    facets.append(_facet(corpus, "mentioned", named, list(named["code"].unique())))
    names = [name for facet in facets for each in facet["names"] for name in each]
    down = "instrument" if view in ("overview", "organisation") else view
    bodies = facets[0]["codes"]
    colours = body_colours(corpus.statements["organisation_id"])
    said = {*re.findall(r"\w+", module()), *FACETS, *(f"col_{each}" for each in columns(corpus))}
    doubts = corpus.sentences[corpus.sentences["probability"].between(1 - SURE, SURE)]
    doubts = doubts.sort_values("probability", key=lambda p: p * (1 - p), ascending=False)
    texts = documents.set_index("document_id")["text"]
    goals = corpus.targets.groupby("pledge_id")["text"].agg("; ".join)
    places = {
        "document": documents["document_id"],
        "statement": corpus.statements["statement_id"],
        "organisation": bodies,
    }
    return {
        "view": view,
        "chart": [down, "organisation"] if down in SCHEMES else [down],
        "language": corpus.language,
        "words": {to: {k: v for k, v in words(to).items() if k in said} for to in LANGUAGES},
        "guarded": "".join(GUARDED),
        "fold": _folding([*texts, *names]),
        "colours": [colours.get(code, GREY) for code in bodies],
        "columns": list(columns(corpus)),
        "rows": list(rows(corpus)),
        "facets": facets,
        "terms": _terms(corpus),
        "documents": _table(
            documents.fillna({"title": documents["document_id"]}), {}, "title chars"
        ),
        "statements": _table(corpus.statements, places, "speaker speaker_title start end"),
        "pledges": _table(
            pledges.assign(id=pledges["pledge_id"], targets=pledges["pledge_id"].map(goals)),
            places,
            "id targets ordinal headline text start end horizon_from horizon_to",
        ),
        "judged": int(corpus.sentences["probability"].notna().sum()),
        "doubts": {
            "pledge": _index(doubts["pledge_id"], pledges["pledge_id"]),
            "probability": [percent(given) for given in doubts["probability"]],
            "text": [texts[s.document_id][s.start : s.end] for s in doubts.itertuples()],
        },
    }


def _terms(corpus: Corpus) -> dict[str, list[str]]:
    """What each term of the glossary that a pledge uses means, in each language."""
    book, said = corpus.codebook, "\n".join(corpus.pledges["text"])
    used = dict.fromkeys(term for *_, term in book.terms_in(said))
    return {term: [book.explain(term, to) for to in LANGUAGES] for term in used}


def _facet(corpus: Corpus, facet: str, coded: pd.DataFrame, codes: list[str]) -> dict[str, Any]:
    scheme, book = "organisation" if facet == "mentioned" else facet, corpus.codebook
    at = {"code": _index(coded["code"], codes)}
    at["pledge"] = _index(coded["pledge_id"], corpus.pledges["pledge_id"])
    lists = pd.DataFrame(at).drop_duplicates().sort_values("pledge").groupby("code")["pledge"]
    known = book.codes(scheme) if scheme != "document" else []
    made: dict[str, Any] = {"id": facet, "codes": codes, "lists": lists.agg(list).tolist()}
    for name, short in (("names", False), ("short", True)):
        said = [[corpus.label(scheme, c, to, short=short) for to in LANGUAGES] for c in codes]
        made |= {name: said} if said != made.get("names") else {}
    about = [[book.about(scheme, c, to) for to in LANGUAGES] if c in known else [] for c in codes]
    made["about"] = about
    if facet in SCHEMES and facet != "organisation":
        paths = [book.path(facet, code) if code in known else [code] for code in codes]
        made["depth"] = [len({*path} & {*codes}) - 1 for path in paths]
    return made


def page_data(name: str, state: dict[str, Any]) -> str:
    """One explorer as HTML: the answer table, and the data that make an explorer of it.

    ``state`` holds ``payload`` and, where wanted, ``selection``, ``pledge``, ``language`` and
    ``chart``; a widget's stored state will do. ``name`` is unique on the page and heads its
    links. Without a script the table is all that there is, and it says all.
    """
    made = dict(state["payload"])
    held = {n: made[n] for n in ("language", "chart")}
    held |= {n: state[n] for n in ("selection", "pledge", *held) if n in state}
    table = framed(made["columns"], made.pop("rows"), made["language"])
    data = json.dumps(held | {"payload": made}, ensure_ascii=False, separators=(",", ":"))
    data = re.sub("[<\u2028\u2029]", lambda char: f"\\u{ord(char[0]):04x}", data)
    return (
        f'<div class="dg dg-answers" lang="{LANG[made["language"]]}">{table}</div>'
        f'<script type="application/json" data-dgpolicy-explorer="{escape(name)}">{data}</script>'
    )


def downloads(corpus: Corpus) -> dict[str, str]:
    """What can be taken along whole, in base64: ``package`` (ZIP) and ``codebook`` (CSV, gzip).

    The codebook says what each code means; the wordings that carry it are left out.
    """
    with tempfile.TemporaryDirectory() as folder:
        corpus.save(Path(folder, "data"))
        for twin in Path(folder, "data").glob("*.parquet"):
            twin.unlink()
        for path in Path(folder).rglob("*"):
            os.utime(path, (_DAY, _DAY))
        package = Path(make_archive(f"{folder}/package", "zip", folder, "data")).read_bytes()
    codes = corpus.codebook.table.drop(columns=["terms", "except"], errors="ignore")
    book = codes.to_csv(index=False, lineterminator="\r\n")
    held = {"package": package, "codebook": gzip.compress(f"\ufeff{book}".encode(), mtime=0)}
    return {name: base64.b64encode(content).decode() for name, content in held.items()}


def _folding(texts: Iterable[str]) -> list[str]:
    met = {char for text in texts for char in fold(text)}
    pairs = [(chr(a), b) for a, b in table().items() if b in met or chr(a) in met]
    return ["".join(a for a, _ in pairs), "".join(b for _, b in pairs)]


def _table(frame: pd.DataFrame, places: dict[str, Iterable[Any]], columns: str) -> dict[str, Any]:
    """Columns of a frame, and the place of each of its rows among those of other tables."""
    held = frame.astype("object").where(frame.notna(), None)
    at = {name: _index(held[f"{name}_id"].fillna("none"), places[name]) for name in places}
    return at | held[columns.split()].to_dict("list")


def _index(values: Iterable[Any], known: Iterable[Any]) -> list[int]:
    return pd.Index(list(known), dtype="object").get_indexer(list(values)).tolist()
