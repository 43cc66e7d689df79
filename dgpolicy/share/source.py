"""What a page says of its data: the document, its hash and date, the version, the strip."""

from __future__ import annotations

import hashlib
from html import escape
from typing import Any

import pandas as pd
from markupsafe import Markup

import dgpolicy
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import GREY, body_colours
from dgpolicy.share.clean import language_of
from dgpolicy.share.words import WORDS


def source_of(corpus: Corpus, language: str) -> dict[str, Any]:
    """The values of a page's footer, and the strip of its first document as ``strip``.

    ``data`` are the first twelve digits of the SHA-256 of the six frames as CSV.
    """
    frames = "".join(frame.to_csv(index=False) for frame in corpus.frames.values())
    said = {"title": "", "publisher": "", "published": "", "text": "", "sha256": ""}
    if len(corpus.documents):
        document = corpus.documents.iloc[0]
        said |= {k: v for k, v in document.items() if pd.notna(v)}
    more = len(corpus.documents) - 1
    title = said["title"] or said.get("document_id", "")
    return {
        "version": dgpolicy.__version__,
        "data": hashlib.sha256(frames.encode()).hexdigest()[:12],
        "document": title + (f" (+{more})" if more > 0 else ""),
        "document_lang": language_of(said["text"]),
        "publisher": said["publisher"],
        "published": f"{said['published']:%Y-%m-%d}" if said["published"] else "",
        "sha256": said["sha256"],
        "strip": _strip(corpus, WORDS[language]["strip"]),
    }


def _strip(corpus: Corpus, label: str) -> Markup:
    """The first document as a band with a block for each pledge, in its body's colour."""
    first = corpus.documents["document_id"].head(1)
    chars = corpus.documents["chars"].head(1).sum() or 1
    colours = body_colours(corpus.statements["organisation_id"])
    blocks = "".join(
        f'<rect x="{1000 * row.start / chars:.1f}" y="0" height="20" '
        f'width="{1000 * (row.end - row.start) / chars:.1f}" '
        f'fill="{colours.get(row.organisation_id, GREY)}"/>'
        for row in corpus.pledges[corpus.pledges["document_id"].isin(first)].itertuples()
    )
    return Markup(
        '<svg class="article-strip" viewBox="0 0 1000 20" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(label)}"><rect class="paper" width="1000" height="20"/>{blocks}</svg>'
    )
