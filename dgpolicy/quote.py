"""A pledge in its place in the document, as HTML with its words marked: the card of a pledge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import GREY, body_colours
from dgpolicy.look.style import css
from dgpolicy.look.words import LANG, word

SCRIPT = {"hant": "zh-Hant", "hans": "zh-Hans"}
AROUND = 60
_BOUND = {"at_least": "≥ ", "at_most": "≤ ", "about": "≈ "}
_UNIT = {"m2": "m²", "m3": "m³"}


class Marked(NamedTuple):
    """A stretch of a document that carries a code: its offsets, scheme, code and title."""

    start: int
    end: int
    scheme: str
    code: str
    title: str


class Html(str):
    """HTML that notebooks show as such; as a string it is the HTML itself."""

    def _repr_html_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return "<HTML that a notebook shows>"


def quote(corpus: Corpus, pledge_id: str, *, context: int = AROUND) -> Html:
    """A pledge as its card: who, what, the words in their place with marks, and the quiet facts.

    ``context`` is how many characters of the document are shown on either side. Where the corpus
    is labelled in English and ``pledges`` has a translation (``headline_en``, ``text_en``), it
    stands under the words. Everything that comes from the document is escaped. Raises
    ``ValueError`` that names the nearest where there is no such pledge.

    >>> import dgpolicy
    >>> "<mark" in quote(dgpolicy.load(), "dg2022-drc-2")
    True
    """
    one = corpus.keep(pledge_id)
    colours = body_colours(corpus.statements["organisation_id"])
    colour = colours.get(one.pledges["organisation_id"].iloc[0], GREY)
    return Html(
        f'<div class="dg quote" lang="{LANG[corpus.language]}" style="--body:{colour}">'
        f"<style>{css()}</style>{next(cards(spoken(one), context))}</div>"
    )


def spoken(corpus: Corpus) -> Corpus:
    """The corpus without the translations that nobody reads in its language."""
    if corpus.language == "en":
        return corpus
    pledges = corpus.pledges.drop(columns=["headline_en", "text_en"], errors="ignore")
    return replace(corpus, pledges=pledges)


def in_full(corpus: Corpus, document_id: str) -> Html:
    """A whole document with its pledges set off in the colour of their body and marked up."""
    document = corpus.documents.set_index("document_id").loc[document_id]
    text, at, parts, found = document["text"], 0, [], marks(corpus)
    colours = body_colours(corpus.statements["organisation_id"])
    for row in corpus.pledges[corpus.pledges["document_id"] == document_id].itertuples():
        parts += [
            escape(text[at : row.start]),
            f'<span id="{escape(row.pledge_id)}" title="{escape(row.pledge_id)}" '
            f'style="--body:{colours.get(row.organisation_id, GREY)}">'
            f"{marked_up(text[row.start : row.end], found[row.pledge_id], row.start)}</span>",
        ]
        at = row.end
    parts.append(escape(text[at:]))
    return Html(
        f'<div class="dg whole" lang="{LANG[corpus.language]}"><style>{css()}</style>'
        f'<div lang="{SCRIPT[document["script"]]}">{"".join(parts)}</div></div>'
    )


def cards(corpus: Corpus, context: int = AROUND) -> Iterator[str]:
    """The card of each pledge in order, as HTML that stands below an element of class ``dg``.

    What a code is called carries ``data-f`` and ``data-c``, its facet and code; a mark carries
    ``data-m``, its scheme and code; so a page can change the language without making it anew.
    """
    documents = corpus.documents.set_index("document_id")
    statements = corpus.statements.set_index("statement_id")
    found, goals = marks(corpus), targets(corpus)
    for row in corpus.pledges.itertuples():
        document, statement = documents.loc[row.document_id], statements.loc[row.statement_id]
        lang, text = SCRIPT[document["script"]], document["text"]
        who = " ".join(p for p in (statement["speaker_title"], statement["speaker"]) if pd.notna(p))
        before, after = text[max(0, row.start - context) : row.start], text[row.end :][:context]
        before = ("…" if row.start > context else "") + before
        after += "…" if row.end + context < len(text) else ""
        ordinal = f'<span class="ordinal">{row.ordinal}</span>' if pd.notna(row.ordinal) else ""
        known = percent(row.confidence)
        sure = f"<span>{word('sure', corpus.language, n=known)}</span>" if known else ""
        yield (
            '<div class="card">'
            f'<p class="by"><i class="dot"></i>{said(corpus, "organisation", row.organisation_id)}'
            f'<bdi lang="{lang}">{escape(who)}</bdi>{ordinal}</p>'
            f'<p class="headline">{gloss(row, "headline")}'
            f'<span lang="{lang}">{escape(row.headline)}</span></p>'
            f'<p class="words" lang="{lang}"><span class="around">{escape(before)}</span>'
            f'<span class="here">{marked_up(row.text, found[row.pledge_id], row.start)}</span>'
            f'<span class="around">{escape(after)}</span></p>{gloss(row, "text")}'
            f'<p class="facts">{when(corpus, row, lang)}{firm(corpus, row, lang)}'
            f"{''.join(goals.get(row.pledge_id, []))}{sure}"
            f'<a class="id">{escape(row.pledge_id)}</a></p></div>'
        )


def said(corpus: Corpus, facet: str, code: Any) -> str:
    """What a value of a facet is called, as HTML that says which it is."""
    code = "none" if pd.isna(code) else str(code)
    name = escape(corpus.label(facet, code))
    return f'<span data-f="{facet}" data-c="{escape(code)}">{name}</span>'


def gloss(row: Any, column: str) -> str:
    """The English translation of the headline or the text of a pledge, where there is one."""
    english = getattr(row, f"{column}_en", None)
    held = escape(english) if isinstance(english, str) else ""
    return f'<span class="gloss" lang="en">{held}</span>' if held else ""


def when(corpus: Corpus, row: Any, lang: str) -> str:
    """By when a pledge is to be kept, with its cue and its years."""
    years = list(dict.fromkeys(str(y) for y in (row.horizon_from, row.horizon_to) if pd.notna(y)))
    return (
        f'<span data-fill="{row.horizon_basis}"><i></i>{said(corpus, "horizon", row.horizon)}'
        f"{_cue(row.horizon_text, lang)}{' ' if years else ''}{'–'.join(years)}</span>"
    )


def firm(corpus: Corpus, row: Any, lang: str = "") -> str:
    """Whether a pledge is hard or soft; with ``lang`` also the words that make it so."""
    name = said(corpus, "specificity", row.specificity)
    cue = _cue(row.specificity_text, lang) if lang else ""
    return f'<span data-weight="{row.specificity}"><i></i>{name}{cue}</span>'


def percent(confidence: Any) -> str:
    """A probability as it is shown, or nothing where there is none; nothing is wholly sure.

    >>> percent(0.934), percent(0.9999), percent(None)
    ('93%', '99%', '')
    """
    return "" if pd.isna(confidence) else f"{min(confidence, 0.99):.0%}"


def _cue(words: Any, lang: str) -> str:
    return f' <q lang="{lang}">{escape(words)}</q>' if pd.notna(words) else ""


def targets(corpus: Corpus) -> dict[str, list[str]]:
    """What each pledge sets as targets, as HTML: its words, and its value in SI units or yuan."""
    lang = corpus.documents.set_index("document_id")["script"].map(SCRIPT)
    lang = corpus.pledges.set_index("pledge_id")["document_id"].map(lang)
    found: dict[str, list[str]] = {}
    for row in corpus.targets.itertuples():
        shown = f'<bdi lang="{lang[row.pledge_id]}">{escape(row.text)}</bdi>'
        if pd.notna(row.si_value):
            size, unit = float(f"{row.si_value:.4g}"), row.si_unit
            if unit == "CNY" and size >= 1e6:
                size, unit = (size / 1e9, "bn CNY") if size >= 1e9 else (size / 1e6, "m CNY")
            unit = escape(_UNIT.get(unit, unit))
            shown += f'<span class="size"> = {_BOUND.get(row.bound, "")}{size:,.15g} {unit}</span>'
        found.setdefault(row.pledge_id, []).append(f'<span class="goal">{shown}</span>')
    return found


def marks(corpus: Corpus) -> dict[str, list[Marked]]:
    """Everything in each pledge that carries a code, and the words that decided it is a pledge.

    By the id of the pledge, in the order of the text, the longer of two first.
    """
    language, book = corpus.language, corpus.codebook
    found: dict[str, list[Marked]] = {pledge: [] for pledge in corpus.pledges["pledge_id"]}
    scheme = {each: word(each, language).capitalize() for each in book.schemes}
    for row in corpus.mentions.itertuples():
        title = f"{scheme[row.scheme]}: {corpus.label(row.scheme, row.code, short=False)}"
        found[row.pledge_id].append(Marked(row.start, row.end, row.scheme, row.code, title))
    for row in corpus.targets.itertuples():
        unit = "" if pd.isna(row.unit) else f" {row.unit}"
        title = f"{book.label('bound', row.bound, language)}: {row.value:,.12g}{unit}"
        found[row.pledge_id].append(Marked(row.start, row.end, "target", "", title))
    for row in corpus.pledges[corpus.pledges["horizon_basis"].ne("none")].itertuples():
        title = ", ".join(
            corpus.label(each, getattr(row, each)) for each in ("horizon", "horizon_basis")
        )
        span = int(row.horizon_start), int(row.horizon_end)
        found[row.pledge_id].append(Marked(*span, "horizon", row.horizon, title))
    title = word("evidence", language)
    for row in corpus.pledges[corpus.pledges["evidence"].notna()].itertuples():
        for start, end in (map(int, span.split(":")) for span in row.evidence.split("|")):
            found[row.pledge_id].append(Marked(start, end, "evidence", "", title))
    for each in found.values():
        each.sort(key=lambda mark: (mark.start, -mark.end))
    return found


def marked_up(text: str, found: Iterable[Marked], offset: int = 0) -> str:
    """The text as HTML in which marks may nest and overlap; everything in it is escaped.

    ``found`` counts in the document and ``offset`` is where ``text`` begins in it.

    >>> marked_up("<新材料>", [])
    '&lt;新材料&gt;'
    """
    found = [*found]
    cuts = {0, len(text)}
    cuts.update(place - offset for mark in found for place in (mark.start, mark.end))
    parts = []
    for a, b in pairwise(sorted(cuts)):
        piece = escape(text[a:b])
        over = [m for m in found if m.start - offset <= a and b <= m.end - offset]
        for mark in reversed(over):
            begins = ' class="b"' if mark.start - offset == a else ""
            piece = (
                f'<mark{begins} data-m="{mark.scheme}:{escape(mark.code)}" '
                f'title="{escape(mark.title)}">{piece}</mark>'
            )
        parts.append(piece)
    return "".join(parts)
