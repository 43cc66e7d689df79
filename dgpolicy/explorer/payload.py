"""What the browser needs of a corpus: texts once, pledges as columns, names of the codes used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from dgpolicy.codebook import SCHEMES, nearest
from dgpolicy.corpus import FACETS, Corpus
from dgpolicy.fold import fold, table
from dgpolicy.look import colours
from dgpolicy.tables.store import GUARDED

LANGUAGES = ("zh", "zh-Hans", "en")
VIEWS = ("overview", *FACETS)
# The mentioned schemes are facets, but for organisations: that facet is the body that speaks.
MENTIONED = tuple(scheme for scheme in SCHEMES if scheme != "organisation")
_SHOWN = (
    *("organisation", *MENTIONED, "horizon", "horizon_basis"),
    *("specificity", "aim", "kind", "document"),
)


def facet_of(view: str) -> str:
    """The facet that a view counts by; raises ``ValueError`` for an unknown view.

    >>> facet_of("overview"), facet_of("industry")
    ('organisation', 'industry')
    """
    if view not in VIEWS:
        raise ValueError(nearest(view, VIEWS, "view"))
    return "organisation" if view == "overview" else view


def payload(corpus: Corpus, view: str = "overview") -> dict[str, Any]:
    """A corpus as one JSON-able dict for ``explorer.mjs``.

    Offsets are code points as in the frames (the module turns them into UTF-16 once); columns
    are lists of one length; codes are indices into their facet's ``codes``, -1 where there is
    none, and a name of ``None`` stands for "nothing named". ``fold`` holds two strings: the
    characters that ``dgpolicy.fold`` changes into one of the texts' own, and what they become.
    Raises ``ValueError`` for an unknown view.

    >>> import dgpolicy
    >>> made = payload(dgpolicy.load(), "organisation")
    >>> len(made["pledges"]["id"]), made["facets"][0]["id"]
    (30, 'organisation')
    """
    facet = facet_of(view)
    documents, statements, pledges = corpus.documents, corpus.statements, corpus.pledges
    rows = (
        "instrument" if view == "organisation" else "industry" if facet == "organisation" else facet
    )
    return {
        "view": view,
        "bars": "organisation" if facet == "horizon" else facet,
        "matrix": [rows, "organisation"],
        "language": corpus.language,
        "guarded": "".join(GUARDED),
        "fold": _folding(documents["text"]),
        "colours": _colours(corpus),
        "documents": {
            "id": _plain(documents["document_id"]),
            "title": _plain(documents["title"]),
            "publisher": _plain(documents["publisher"]),
            "published": _plain(documents["published"].dt.strftime("%Y-%m-%d")),
            "script": _plain(documents["script"]),
            "text": _plain(documents["text"]),
        },
        "statements": {
            "document": _index(statements["document_id"], documents["document_id"]),
            **{c: _plain(statements[c]) for c in ("organisation", "speaker", "speaker_title")},
            **{c: _plain(statements[c]) for c in ("start", "end")},
        },
        "pledges": {
            "id": _plain(pledges["pledge_id"]),
            "document": _index(pledges["document_id"], documents["document_id"]),
            "statement": _index(pledges["statement_id"], statements["statement_id"]),
            **{c: _plain(pledges[c]) for c in ("ordinal", "headline", "start", "end")},
            **{c: _plain(pledges[c]) for c in ("horizon_start", "horizon_end")},
            **{c: _plain(pledges[c]) for c in ("horizon_from", "horizon_to")},
        },
        "facets": [_facet(corpus, name) for name in _SHOWN],
        "mentions": _mentions(corpus),
        "mentioned": [_names(corpus, "organisation", code) for code in _organisations(corpus)],
        "targets": {
            "pledge": _index(corpus.targets["pledge_id"], pledges["pledge_id"]),
            **{
                c: _plain(corpus.targets[c])
                for c in ("text", "bound", "si_value", "si_unit", "start", "end")
            },
        },
    }


def _facet(corpus: Corpus, facet: str) -> dict[str, Any]:
    codes = corpus.values(facet)
    made: dict[str, Any] = {"id": facet, "codes": codes}
    if facet == "document":
        titles = _plain(corpus.documents["title"])
        made["names"] = [[title or code] * 3 for title, code in zip(titles, codes, strict=True)]
    else:
        made["names"] = [_names(corpus, facet, code) for code in codes]
        short = [_names(corpus, facet, code, short=True) for code in codes]
        made["short"] = None if short == made["names"] else short
    if facet not in MENTIONED:
        column = f"{facet}_id" if facet in ("organisation", "document") else facet
        values = corpus.pledges[column].astype("object")
        made["of"] = _index(values.where(values.notna(), "none"), codes)
    return made


def _names(corpus: Corpus, facet: str, code: str, short: bool = False) -> list[str] | None:
    if code == "none" and facet in SCHEMES:
        return None
    try:
        return [corpus.codebook.label(facet, code, name, short=short) for name in LANGUAGES]
    except ValueError:
        return [code] * 3


def _organisations(corpus: Corpus) -> list[str]:
    named = corpus.mentions.loc[corpus.mentions["scheme"] == "organisation", "code"]
    return list(named.astype("str").unique())


def _mentions(corpus: Corpus) -> dict[str, list[Any]]:
    codes = {scheme: corpus.values(scheme) for scheme in MENTIONED}
    codes["organisation"] = _organisations(corpus)
    place = {(s, code): at for s, known in codes.items() for at, code in enumerate(known)}
    rows = corpus.mentions
    return {
        "pledge": _index(rows["pledge_id"], corpus.pledges["pledge_id"]),
        "scheme": _index(rows["scheme"], list(SCHEMES)),
        "code": [place[pair] for pair in zip(rows["scheme"], rows["code"], strict=True)],
        "start": _plain(rows["start"]),
        "end": _plain(rows["end"]),
    }


def _colours(corpus: Corpus) -> dict[str, Any]:
    bodies = colours.body_colours(corpus.pledges["organisation_id"])
    return {
        "bodies": [bodies.get(code, colours.GREY) for code in corpus.values("organisation")],
        "grey": colours.GREY,
        "ramp": list(colours.RAMP),
        "papers": colours.PAPERS,
        "schemes": {
            scheme: {
                "light": mark.hue,
                "dark": mark.hue_dark,
                "letters": [mark.hant, mark.hans, mark.en],
                "underline": mark.underline,
                "offset": mark.offset,
            }
            for scheme, mark in colours.SCHEMES.items()
        },
    }


def _folding(texts: Iterable[str]) -> list[str]:
    met = {char for text in texts for char in fold(text)}
    pairs = [(chr(a), b) for a, b in table().items() if b in met or chr(a) in met]
    return ["".join(a for a, _ in pairs), "".join(b for _, b in pairs)]


def _index(values: pd.Series, known: Iterable[Any]) -> list[int]:
    return pd.Index(list(known), dtype="object").get_indexer(values.astype("object")).tolist()


def _plain(values: pd.Series) -> list[Any]:
    found = values.astype("object")
    return found.where(found.notna(), None).tolist()
