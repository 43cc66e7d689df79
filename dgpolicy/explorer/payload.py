"""What the browser needs of a corpus: its rows as HTML, its words, and who has which code."""

from __future__ import annotations

import base64
import gzip
import io
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from dgpolicy.codebook import LANGUAGES, SCHEMES, nearest
from dgpolicy.corpus import FACETS, Corpus
from dgpolicy.explorer.front import said
from dgpolicy.fold import fold, table
from dgpolicy.look.colours import GREY, body_colours
from dgpolicy.quote import columns, percent, rows
from dgpolicy.tables.frames import SURE
from dgpolicy.tables.store import GUARDED

VIEWS = ("overview", *FACETS)
_SHOWN = (
    *("organisation", "industry", "instrument", "horizon", "specificity", "doubt", "programme"),
    *("place", "horizon_basis", "aim", "kind", "document"),
)


def payload(corpus: Corpus, view: str = "overview") -> dict[str, Any]:
    """A corpus as one JSON-able dict for ``explorer.mjs``.

    ``rows`` are those of ``dgpolicy.table``, one string a pledge; tables are columns of one
    length. A facet has its ``codes`` and, in ``lists``, the places of the pledges under each;
    ``mentioned`` is none to choose by, but what is named besides the body that speaks. ``fold``
    holds two strings: the characters that ``dgpolicy.fold`` changes into one that a text or a
    name has, and what they become. ``doubts`` are the sentences that are worth a look. Raises
    ``ValueError`` for an unknown view.

    >>> import dgpolicy
    >>> made = payload(dgpolicy.load(), "organisation")
    >>> len(made["rows"]), made["facets"][0]["id"]
    (30, 'organisation')
    """
    if view not in VIEWS:
        raise ValueError(nearest(view, VIEWS, "view"))
    documents, pledges, mentions = corpus.documents, corpus.pledges, corpus.mentions
    facets = [_facet(corpus, facet, corpus.coded(facet), corpus.values(facet)) for facet in _SHOWN]
    named = mentions[mentions["scheme"].eq("organisation")].astype({"code": "str"})
    facets.append(_facet(corpus, "mentioned", named, list(named["code"].unique())))
    names = [name for facet in facets for each in facet["names"] for name in each]
    colours = body_colours(corpus.statements["organisation_id"])
    goals = corpus.targets.groupby("pledge_id")["text"].agg("; ".join)
    crossed = view in SCHEMES and view != "organisation"
    chart = [view, "organisation"] if crossed else [view]
    if view in ("overview", "organisation"):
        chart = ["instrument", "organisation"]
    return {
        "view": view,
        "chart": chart,
        "language": corpus.language,
        "words": {language: said(language) for language in LANGUAGES},
        "guarded": "".join(GUARDED),
        "fold": _folding([*documents["text"], *names]),
        "colours": [colours.get(code, GREY) for code in facets[0]["codes"]],
        "columns": list(columns(corpus)),
        "rows": list(rows(corpus)),
        "facets": facets,
        "documents": {
            "title": _plain(documents["title"].fillna(documents["document_id"])),
            "chars": _plain(documents["chars"]),
        },
        "statements": _table(corpus, "statements", "speaker", "speaker_title", "start", "end"),
        "pledges": {
            "id": _plain(pledges["pledge_id"]),
            "statement": _index(pledges["statement_id"], corpus.statements["statement_id"]),
            "targets": _plain(pledges["pledge_id"].map(goals)),
            **_table(corpus, "pledges", "ordinal", "headline", "text", "start", "end"),
            **_table(corpus, "pledges", "horizon_from", "horizon_to"),
        },
        "judged": int(corpus.sentences["probability"].notna().sum()),
        "doubts": _doubts(corpus),
    }


def _facet(corpus: Corpus, facet: str, coded: pd.DataFrame, codes: list[str]) -> dict[str, Any]:
    scheme = "organisation" if facet == "mentioned" else facet
    pledges = corpus.pledges["pledge_id"]
    at = {"code": _index(coded["code"], codes), "pledge": _index(coded["pledge_id"], pledges)}
    lists = pd.DataFrame(at).drop_duplicates().sort_values("pledge").groupby("code")["pledge"]
    known = corpus.codebook.codes(scheme) if scheme != "document" else []
    made: dict[str, Any] = {"id": facet, "codes": codes, "lists": lists.agg(list).tolist()}
    for name, short in (("names", False), ("short", True)):
        made[name] = [[corpus.label(scheme, c, to, short=short) for to in LANGUAGES] for c in codes]
    row = corpus.codebook.row
    made["about"] = [row(scheme, code)["definition"] if code in known else "" for code in codes]
    if facet in SCHEMES and facet != "organisation":
        paths = [corpus.codebook.path(facet, code) if code in known else [code] for code in codes]
        made["depth"] = [len({*path} & {*codes}) - 1 for path in paths]
    return made


def _doubts(corpus: Corpus) -> dict[str, list[Any]]:
    """The sentences that are worth a look, the most doubtful first, refused ones as well."""
    found = corpus.sentences[corpus.sentences["probability"].between(1 - SURE, SURE)]
    found = found.sort_values("probability", key=lambda given: (given - 0.5).abs())
    texts = corpus.documents.set_index("document_id")["text"]
    return {
        "pledge": _index(found["pledge_id"], corpus.pledges["pledge_id"]),
        "probability": [percent(given) for given in found["probability"]],
        "text": [texts[s.document_id][s.start : s.end] for s in found.itertuples()],
    }


def downloads(corpus: Corpus) -> dict[str, str]:
    """What can be taken along whole, in base64: ``package`` (ZIP) and ``codebook`` (CSV, gzip).

    The codebook says what each code means; the wordings that carry it are left out.
    """
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(packed, "w", 8) as archive:
        corpus.save(Path(folder, "data"))
        for path in sorted(Path(folder, "data").rglob("*")):
            if path.suffix in (".csv", ".txt", ".json"):
                archive.write(path, path.relative_to(folder))
    codes = corpus.codebook.table.drop(columns=["terms", "except"], errors="ignore")
    book = codes.to_csv(index=False, lineterminator="\r\n")
    held = {"package": packed.getvalue(), "codebook": gzip.compress(f"\ufeff{book}".encode())}
    return {name: base64.b64encode(content).decode() for name, content in held.items()}


def _folding(texts: Iterable[str]) -> list[str]:
    met = {char for text in texts for char in fold(text)}
    pairs = [(chr(a), b) for a, b in table().items() if b in met or chr(a) in met]
    return ["".join(a for a, _ in pairs), "".join(b for _, b in pairs)]


def _table(corpus: Corpus, name: str, *columns: str) -> dict[str, list[Any]]:
    frame, documents = corpus[name], corpus.documents["document_id"]
    document = {"document": _index(frame["document_id"], documents)}
    return document | {column: _plain(frame[column]) for column in columns}


def _index(values: Iterable[Any], known: Iterable[Any]) -> list[int]:
    return pd.Index(list(known), dtype="object").get_indexer(list(values)).tolist()


def _plain(values: pd.Series) -> list[Any]:
    found = values.astype("object")
    return found.where(found.notna(), None).tolist()
