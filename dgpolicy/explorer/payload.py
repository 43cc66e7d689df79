"""What the browser needs of a corpus: its rows as HTML, texts once, codes as columns of numbers."""

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

from dgpolicy.answers import columns, rows
from dgpolicy.codebook import LANGUAGES, SCHEMES, nearest
from dgpolicy.corpus import FACETS, Corpus
from dgpolicy.explorer.front import said
from dgpolicy.fold import fold, table
from dgpolicy.look.colours import GREY, body_colours
from dgpolicy.tables.frames import VARIABLES
from dgpolicy.tables.store import GUARDED

VIEWS = ("overview", *FACETS)
# The mentioned schemes are facets, but for organisations: that facet is the body that speaks.
# What is named besides is searched by its names, and no facet.
MENTIONED = tuple("mentioned" if scheme == "organisation" else scheme for scheme in SCHEMES)
_SHOWN = (
    *("organisation", "industry", "instrument", "horizon", "specificity", "programme", "place"),
    *("horizon_basis", "aim", "kind", "document", "mentioned"),
)


def chart_of(view: str) -> list[str]:
    """What the chart of a view counts by: one facet, or two; ``ValueError`` for an unknown view.

    >>> chart_of("organisation"), chart_of("industry"), chart_of("horizon")
    (['instrument', 'organisation'], ['industry', 'organisation'], ['horizon'])
    """
    if view not in VIEWS:
        raise ValueError(nearest(view, VIEWS, "view"))
    if view in ("overview", "organisation"):
        return ["instrument", "organisation"]
    return [view, "organisation"] if view in SCHEMES else [view]


def payload(corpus: Corpus, view: str = "overview") -> dict[str, Any]:
    """A corpus as one JSON-able dict for ``explorer.mjs``.

    ``rows`` are those of ``dgpolicy.table``, one string a pledge. Offsets are code points as in
    the frames; columns are lists of one length; codes are indices into their facet's ``codes``,
    -1 where there is none. ``fold`` holds two strings: the characters that ``dgpolicy.fold``
    changes into one that a text or a name has, and what they become. Raises ``ValueError`` for an
    unknown view.

    >>> import dgpolicy
    >>> made = payload(dgpolicy.load(), "organisation")
    >>> len(made["rows"]), made["facets"][0]["id"]
    (30, 'organisation')
    """
    documents, statements, pledges = corpus.documents, corpus.statements, corpus.pledges
    facets = [_facet(corpus, name) for name in _SHOWN]
    names = [name for facet in facets for each in facet["names"] for name in each]
    colours = body_colours(statements["organisation_id"])
    return {
        "view": view,
        "chart": chart_of(view),
        "language": corpus.language,
        "words": {language: said(language) for language in LANGUAGES},
        "guarded": "".join(GUARDED),
        "fold": _folding([*documents["text"], *names]),
        "colours": [colours.get(code, GREY) for code in facets[0]["codes"]],
        "columns": list(columns(corpus)),
        "rows": list(rows(corpus)),
        "facets": facets,
        "documents": {
            "id": _plain(documents["document_id"]),
            "title": _plain(documents["title"].fillna(documents["document_id"])),
            "script": _plain(documents["script"]),
            "text": _plain(documents["text"]),
        },
        "statements": {
            "document": _index(statements["document_id"], documents["document_id"]),
            **{c: _plain(statements[c]) for c in ("speaker", "speaker_title", "start", "end")},
        },
        "pledges": {
            "id": _plain(pledges["pledge_id"]),
            "document": _index(pledges["document_id"], documents["document_id"]),
            "statement": _index(pledges["statement_id"], statements["statement_id"]),
            **{c: _plain(pledges[c]) for c in ("ordinal", "headline", "start", "end")},
            **{c: _plain(pledges[c]) for c in ("horizon_from", "horizon_to")},
        },
        "mentions": _mentions(corpus, facets),
        "targets": {
            "pledge": _index(corpus.targets["pledge_id"], pledges["pledge_id"]),
            **{c: _plain(corpus.targets[c]) for c in ("text", "start")},
        },
    }


def _facet(corpus: Corpus, facet: str) -> dict[str, Any]:
    scheme = "organisation" if facet == "mentioned" else facet
    if facet == "mentioned":
        named = corpus.mentions.loc[corpus.mentions["scheme"] == scheme, "code"]
        codes = list(named.astype("str").unique())
    else:
        codes = corpus.values(facet)
    made: dict[str, Any] = {"id": facet, "codes": codes}
    for name, short in (("names", False), ("short", True)):
        made[name] = [[corpus.label(scheme, c, to, short=short) for to in LANGUAGES] for c in codes]
    made["about"] = [_definition(corpus, scheme, code) for code in codes]
    if facet in SCHEMES and facet != "organisation":
        paths = [[code] if code == "none" else corpus.codebook.path(facet, code) for code in codes]
        made["depth"] = [len({*path} & {*codes}) - 1 for path in paths]
    elif facet != "mentioned":
        column = facet if facet in VARIABLES else f"{facet}_id"
        values = corpus.pledges[column].astype("object")
        made["of"] = _index(values.where(values.notna(), "none"), codes)
    return made


def _definition(corpus: Corpus, scheme: str, code: str) -> str:
    try:
        return str(corpus.codebook.row(scheme, code)["definition"])
    except ValueError:
        return ""


def _mentions(corpus: Corpus, facets: list[dict[str, Any]]) -> dict[str, list[Any]]:
    place = {(f["id"], code): at for f in facets for at, code in enumerate(f["codes"])}
    mentions = corpus.mentions
    schemes = [MENTIONED[SCHEMES.index(scheme)] for scheme in mentions["scheme"]]
    return {
        "pledge": _index(mentions["pledge_id"], corpus.pledges["pledge_id"]),
        "scheme": [MENTIONED.index(scheme) for scheme in schemes],
        "code": [place[pair] for pair in zip(schemes, mentions["code"], strict=True)],
        "start": _plain(mentions["start"]),
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


def _index(values: pd.Series, known: Iterable[Any]) -> list[int]:
    return pd.Index(list(known), dtype="object").get_indexer(values.astype("object")).tolist()


def _plain(values: pd.Series) -> list[Any]:
    found = values.astype("object")
    return found.where(found.notna(), None).tolist()
