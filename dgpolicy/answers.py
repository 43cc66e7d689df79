"""The answer table: who promised what, for whom, with what, by when, how much and how firmly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import GREY, body_colours
from dgpolicy.look.style import css
from dgpolicy.look.words import LANG, word
from dgpolicy.quote import SCRIPT, Html, cards, firm, gloss, percent, said, spoken, targets, when
from dgpolicy.tables.frames import VARIABLES

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

COLUMNS = ("who", "what", "whom", "with", "when", "much", "firm", "sure")
# Rows are put in order by the ranks that they carry; the explorer does the same to its own.
_SORT = """(table => {
  let last, way = 1;
  table.tHead.style.cursor = "pointer";
  table.tHead.onclick = ({ target }) => {
    const head = target.closest("th"), at = head.cellIndex, body = table.tBodies[0];
    way = head === last ? -way : 1;
    last?.removeAttribute("aria-sort");
    (last = head).setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
    const rank = (row) => JSON.parse(row.dataset.k)[at];
    body.append(...[...body.rows].sort((a, b) => way * (rank(a) - rank(b))));
  };
})(document.currentScript.previousElementSibling)"""


def table(shown: Corpus | pd.DataFrame) -> Html | Styler:
    """A corpus as its answer table, a row a pledge; any other frame as a reader wants it.

    Each cell opens the pledge in its place, with its words marked; a click on a head sorts. The
    column of how sure the coding is stands only where the pledges have a ``confidence``.

    >>> import dgpolicy
    >>> table(dgpolicy.load()).count("<tr")
    31
    """
    if isinstance(shown, pd.DataFrame):
        # pandas styles with jinja2, which explorers do without.
        from dgpolicy.look.tables import table as frame_table

        return frame_table(shown)
    made = framed(columns(shown), rows(spoken(shown)), shown.language)
    return Html(
        f'<div class="dg dg-answers" lang="{LANG[shown.language]}"><style>{css()}</style>'
        f"{made}<script>{_SORT}</script></div>"
    )


def framed(columns: Iterable[str], rows: Iterable[str], language: str) -> str:
    """Rows as the table alone, as HTML that stands below an element of class ``dg-answers``."""
    heads = "".join(
        f'<th scope="col" class="{c}">{escape(word(f"col_{c}", language))}</th>' for c in columns
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def columns(corpus: Corpus) -> tuple[str, ...]:
    """The columns that the table of this corpus has."""
    return COLUMNS if corpus.pledges["confidence"].notna().any() else COLUMNS[:-1]


def rows(corpus: Corpus) -> Iterator[str]:
    """Each row as HTML: its cells, the card that they open, and its rank in each column."""
    colours = body_colours(corpus.statements["organisation_id"])
    lang = corpus.documents.set_index("document_id")["script"].map(SCRIPT)
    order = {scheme: corpus.values(scheme) for scheme in ("organisation", "industry", "instrument")}
    place = {s: {code: at for at, code in enumerate(codes)} for s, codes in order.items()}
    coded = {scheme: _named(corpus, scheme, order[scheme]) for scheme in ("industry", "instrument")}
    goals, shown = targets(corpus), columns(corpus)
    for n, (row, card) in enumerate(zip(corpus.pledges.itertuples(), cards(corpus), strict=True)):
        pledge, script = row.pledge_id, lang[row.document_id]
        named = {scheme: codes.get(pledge, []) for scheme, codes in coded.items()}
        # What is not said stands below what is.
        first = {
            scheme: place[scheme][codes[0]] if codes else 999 for scheme, codes in named.items()
        }
        sure = pd.notna(row.confidence)
        cells = {
            "whom": "".join(said(corpus, "industry", code) for code in named["industry"]),
            "with": "".join(said(corpus, "instrument", code) for code in named["instrument"]),
            "when": when(corpus, row, script),
            "much": "".join(goals.get(pledge, [])),
            "firm": firm(corpus, row),
            "sure": percent(row.confidence),
        }
        rank = {
            "who": place["organisation"].get(row.organisation_id, 999),
            "what": n,
            "whom": first["industry"],
            "with": first["instrument"],
            "when": 3 * VARIABLES["horizon"].index(row.horizon)
            + VARIABLES["horizon_basis"].index(row.horizon_basis),
            "much": -len(goals.get(pledge, [])),
            "firm": VARIABLES["specificity"].index(row.specificity),
            "sure": round(row.confidence, 4) if sure else 1,
        }
        who = said(corpus, "organisation", row.organisation_id)
        yield (
            f'<tr data-p="{escape(pledge)}" data-k="{[rank[c] for c in shown]}" '
            f'style="--body:{colours.get(row.organisation_id, GREY)}">'
            f'<td class="who"><i class="dot"></i>{who}</td><td class="what">'
            f'<button type="button" popovertarget="dg-{escape(pledge)}">{gloss(row, "headline")}'
            f'<span lang="{script}">{escape(row.headline)}</span></button>'
            f'<div popover id="dg-{escape(pledge)}">{card}</div></td>'
            + "".join(f'<td class="{c}">{cells[c]}</td>' for c in shown[2:])
            + "</tr>"
        )


def _named(corpus: Corpus, scheme: str, order: list[str]) -> dict[str, list[str]]:
    """The codes of a scheme that each pledge names, in the order given."""
    found = corpus.mentions.loc[corpus.mentions["scheme"].eq(scheme), ["pledge_id", "code"]]
    found = found.drop_duplicates()
    found["code"] = found["code"].astype(pd.CategoricalDtype(order))
    return found.sort_values("code").groupby("pledge_id")["code"].agg(list).to_dict()
