"""Pledges as HTML: a card with its words marked in their place, and the answer table of cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import GREY, body_colours, css
from dgpolicy.look.marks import Mark, marked_up
from dgpolicy.look.words import LANG, word
from dgpolicy.parted import fetched
from dgpolicy.tables.frames import VARIABLES

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

AROUND = 60
COLUMNS = ("who", "what", "whom", "with", "when", "much", "firm", "sure")
_BOUND = {"at_least": "≥ ", "at_most": "≤ ", "about": "≈ "}
_UNIT = {"m2": "m²", "m3": "m³"}
SORT = Path(__file__).with_name("quote.js").read_text("utf-8")  # a function of a table


class Html(str):
    """HTML that notebooks show as such; as a string it is the HTML itself."""

    _repr_html_ = str.__str__

    def __repr__(self) -> str:
        return "<HTML that a notebook shows>"


@fetched
def table(shown: Corpus | pd.DataFrame, *, language: str = "") -> Html | Styler:
    """A corpus as its answer table, a row a pledge; any other frame as ``language`` says it.

    Each cell opens the pledge in its place, with its words marked; a click on a head sorts. The
    column of how sure the coding is stands only where the pledges have a ``confidence``.

    >>> import dgpolicy
    >>> table(dgpolicy.load()).count("<tr")
    31
    """
    if not isinstance(shown, Corpus):
        from dgpolicy.look.tables import table as frame_table

        return frame_table(shown, language=language)
    made = framed(columns(shown), rows(shown, glossed=shown.language == "en"), shown.language)
    made += f"<script>({SORT})(document.currentScript.previousElementSibling)</script>"
    return below("dg-answers", shown, made)


@fetched
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
    (row,) = pledges(one)
    html = f'<div style="--body:{row.colour}">{card(one, row, context)}</div>'
    return below("quote", one, html)


@fetched
def in_full(corpus: Corpus, document_id: str) -> Html:
    """A whole document with its pledges set off in the colour of their body and marked up."""
    document = corpus.documents.set_index("document_id").loc[document_id]
    text, at, whole = document["text"], 0, ""
    for row in pledges(corpus):
        if row.document_id == document_id:
            pledge, words = escape(row.pledge_id), marked_up(row.text, row.marks, row.start)
            whole += (
                f'{escape(text[at : row.start])}<span id="{pledge}" title="{pledge}" '
                f'style="--body:{row.colour}">{words}</span>'
            )
            at = row.end
    whole = f'<div lang="zh-{document["script"].capitalize()}">{whole}{escape(text[at:])}</div>'
    return below("whole", corpus, whole)


def framed(columns: Iterable[str], rows: Iterable[str], language: str) -> str:
    """Rows as the table alone, as HTML that stands below an element of class ``dg-answers``."""
    heads = "".join(
        f'<th scope="col" class="{c}">{escape(word(f"col_{c}", language))}</th>' for c in columns
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def columns(corpus: Corpus) -> tuple[str, ...]:
    """The columns that the table of this corpus has."""
    return COLUMNS if corpus.pledges["confidence"].notna().any() else COLUMNS[:-1]


def rows(corpus: Corpus, *, glossed: bool = True) -> Iterator[str]:
    """Each row as HTML, with its rank in each column; translated only where ``glossed``.

    What a code is called carries ``data-f`` and ``data-c``, its facet and code; a mark carries
    ``data-m``, its scheme and code; so a page can change the language without making it anew.
    """
    shown, order, bases = columns(corpus), VARIABLES, VARIABLES["horizon_basis"]
    named = [_named(corpus, facet) for facet in ("organisation", "industry", "instrument")]
    for n, row in enumerate(pledges(corpus, glossed)):
        pledge, (who, whom, tools) = escape(row.pledge_id), (each[row.pledge_id] for each in named)
        when = len(bases) * order["horizon"].index(row.horizon) + bases.index(row.horizon_basis)
        # What a column shows, and its rank there: what is not said stands below what is.
        cells = {
            "who": (f'<i class="dot"></i>{who[0]}', who[1]),
            "what": (
                f'<button type="button" popovertarget="dg-{pledge}">{_headline(row)}</button>'
                f'<div popover id="dg-{pledge}">{card(corpus, row)}</div>',
                n,
            ),
            "whom": whom,
            "with": tools,
            "when": (_when(corpus, row), when),
            "much": (_goals(row), -len(row.targets)),
            "firm": (_firm(corpus, row), -row.hard),
            "sure": (percent(row.confidence), row.sureness),
        }
        held = "".join(f'<td class="{c}">{cells[c][0]}</td>' for c in shown)
        ranks = [int(cells[c][1]) for c in shown]
        yield f'<tr data-p="{pledge}" data-k="{ranks}" style="--body:{row.colour}">{held}</tr>'


def card(corpus: Corpus, row: Any, context: int = AROUND) -> str:
    """The card of one of ``pledges``, as HTML that stands in ``below``."""
    left, right = max(0, row.start - context), row.end + context
    before = ("…" if left else "") + row.whole[left : row.start]
    after = row.whole[row.end : right] + ("…" if right < len(row.whole) else "")
    ordinal = f'<span class="ordinal">{row.ordinal}</span>' if pd.notna(row.ordinal) else ""
    known = percent(row.confidence)
    sure = known and f"<span>{_said(corpus, 'doubt', row.doubt)} {known}</span>"
    return (
        '<div class="card">'
        f'<p class="by"><i class="dot"></i>{_said(corpus, "organisation", row.organisation_id)}'
        f'<bdi lang="{row.lang}">{escape(row.who)}</bdi>{ordinal}</p>'
        f'<p class="headline">{_headline(row)}</p>'
        f'<p class="words" lang="{row.lang}"><span class="around">{escape(before)}</span>'
        f'<span class="here">{marked_up(row.text, row.marks, row.start)}</span>'
        f'<span class="around">{escape(after)}</span></p>{_gloss(row, "text")}'
        f'<p class="facts">{_when(corpus, row)}{_firm(corpus, row, _cue(row, "specificity"))}'
        f'{_goals(row)}{sure}<a class="id">{escape(row.pledge_id)}</a></p></div>'
    )


def pledges(corpus: Corpus, glossed: bool = True) -> Iterator[Any]:
    """The pledges, each with what its card needs of the other frames."""
    documents = corpus.documents.set_index("document_id")
    spoke = corpus.statements.set_index("statement_id")[["speaker_title", "speaker"]]
    colours = body_colours(corpus.statements["organisation_id"])
    targets = {pledge: [*t.itertuples()] for pledge, t in corpus.targets.groupby("pledge_id")}
    marks, of = _marks(corpus), corpus.pledges
    checks = corpus.actions["specificity"].eq("hard").groupby(corpus.actions["pledge_id"])
    of = of[[column for column in of if glossed or not column.endswith("_en")]]
    of = of.join(checks.agg(hard="sum", actions="size"), "pledge_id").fillna({"hard": 0})
    return of.assign(
        whole=of["document_id"].map(documents["text"]),
        lang=of["document_id"].map("zh-" + documents["script"].str.capitalize()),
        who=of["statement_id"].map(spoke.agg(lambda row: " ".join(row.dropna()), axis=1)),
        colour=[colours.get(body, GREY) for body in of["organisation_id"]],
        targets=[targets.get(pledge, []) for pledge in of["pledge_id"]],
        marks=[marks[pledge] for pledge in of["pledge_id"]],
        doubt=of["pledge_id"].map(corpus.coded("doubt").set_index("pledge_id")["code"]),
        sureness=of["confidence"].fillna(1).rank(method="dense"),
    ).itertuples()


def _named(corpus: Corpus, facet: str) -> dict[str, tuple[str, int]]:
    """What each pledge has of a facet, as HTML, and the place of its first code among all."""
    names = {code: _said(corpus, facet, code) for code in corpus.values(facet)}
    if facet != "organisation":
        names["none"] = ""
    coded = corpus.coded(facet)
    coded = coded.assign(place=coded["code"].map([*names].index), said=coded["code"].map(names))
    found = coded.sort_values("place").groupby("pledge_id").agg({"said": "".join, "place": "first"})
    return dict(zip(found.index, found.itertuples(index=False), strict=True))


def _said(corpus: Corpus, facet: str, code: Any) -> str:
    """What a value of a facet is called, as HTML that says which it is."""
    code = "none" if pd.isna(code) else str(code)
    name = escape(corpus.label(facet, code))
    return f'<span data-f="{facet}" data-c="{escape(code)}">{name}</span>'


def _headline(row: Any) -> str:
    return f'{_gloss(row, "headline")}<span lang="{row.lang}">{escape(row.headline)}</span>'


def _gloss(row: Any, column: str) -> str:
    """The English translation of the headline or the text of a pledge, where there is one."""
    english = getattr(row, f"{column}_en", pd.NA)
    return f'<span class="gloss" lang="en">{escape(english)}</span>' if pd.notna(english) else ""


def _when(corpus: Corpus, row: Any) -> str:
    """By when a pledge is to be kept, with its cue and its years."""
    years = dict.fromkeys(str(y) for y in (row.horizon_from, row.horizon_to) if pd.notna(y))
    return (
        f'<span data-fill="{row.horizon_basis}"><i></i>{_said(corpus, "horizon", row.horizon)}'
        f"{_cue(row, 'horizon')}{' ' if years else ''}{'–'.join(years)}</span>"
    )


def _firm(corpus: Corpus, row: Any, cue: str = "") -> str:
    name = _said(corpus, "specificity", row.specificity)
    share = f" <small>{row.hard}/{row.actions}</small>" if row.hard else ""
    return f'<span data-weight="{row.specificity}"><i></i>{name}{share}{cue}</span>'


def _cue(row: Any, variable: str) -> str:
    words = getattr(row, f"{variable}_text")
    return f' <q lang="{row.lang}">{escape(words)}</q>' if pd.notna(words) else ""


def _goals(row: Any) -> str:
    """What a pledge sets as targets: the words, and the value in SI units or yuan."""
    shown = ""
    for target in row.targets:
        shown += f'<span class="goal"><bdi lang="{row.lang}">{escape(target.text)}</bdi>'
        if pd.notna(target.si_value):
            size, unit = float(f"{target.si_value:.4g}"), target.si_unit
            if unit == "CNY" and size >= 1e6:
                size, unit = (size / 1e9, "bn CNY") if size >= 1e9 else (size / 1e6, "m CNY")
            value = f"{_BOUND.get(target.bound, '= ')}{size:,.15g} {escape(_UNIT.get(unit, unit))}"
            shown += f'<span class="size"> {value}</span>'
        shown += "</span>"
    return shown


def percent(confidence: Any) -> str:
    """A probability as it is shown, or nothing where there is none; nothing is wholly sure.

    >>> percent(0.934), percent(0.9999), percent(None)
    ('93%', '99%', '')
    """
    return "" if pd.isna(confidence) else f"{min(confidence, 0.99):.0%}"


def _marks(corpus: Corpus) -> dict[str, list[Mark]]:
    """All that carries a code or is explained, and what decided the verdict, by pledge."""
    language, label, found = corpus.language, corpus.label, defaultdict(list)
    scheme = {each: word(each, language).capitalize() for each in corpus.codebook.schemes}
    for row in corpus.pledges.itertuples():
        for start, end, term in corpus.codebook.terms_in(row.text):
            line = corpus.codebook.explain(term, language)
            found[row.pledge_id].append((row.start + start, row.start + end, f"term:{term}", line))
    for row in corpus.mentions.itertuples():
        title = f"{scheme[row.scheme]}: {label(row.scheme, row.code, short=False)}"
        found[row.pledge_id].append((row.start, row.end, f"{row.scheme}:{row.code}", title))
    for row in corpus.targets.itertuples():
        unit = "" if pd.isna(row.unit) else f" {row.unit}"
        title = f"{label('bound', row.bound)}: {row.value:,.12g}{unit}"
        found[row.pledge_id].append((row.start, row.end, "target:", title))
    for row in corpus.pledges.itertuples():
        marks = found[row.pledge_id]
        if row.horizon_basis != "none":
            title = f"{label('horizon', row.horizon)}, {label('horizon_basis', row.horizon_basis)}"
            marks.append((row.horizon_start, row.horizon_end, f"horizon:{row.horizon}", title))
        for span in row.evidence.split("|") if pd.notna(row.evidence) else []:
            start, end = map(int, span.split(":"))
            marks.append((start, end, "evidence:", word("evidence", language)))
    return found


def below(name: str, corpus: Corpus, html: str) -> Html:
    """HTML below an element of that class, in the corpus's language, with its stylesheet."""
    head = f'<div class="dg {name}" lang="{LANG[corpus.language]}"><style>{css()}</style>'
    return Html(f"{head}{html}</div>")
