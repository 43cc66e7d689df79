"""What a chart counts: its rows, their marks and hovers, and the sentence that says it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from dgpolicy.codebook import SCHEMES
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import GREY, HUE, body_colours
from dgpolicy.look.words import word

LAST = ("none", "unstated")
MOST = 22  # characters of a name, or twice as many that are half as wide
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_QUOTED = 3  # pledges whose first words a hover quotes
_FIRM = {"specificity": "hard", "horizon_basis": "stated"}
_FEW = 0.25  # less than this share is "only"
_NAMED = 3  # more ties than this are counted, not named


class Row(NamedTuple):
    """One row: its name, a second one in small type, and how deep it stands below others.

    ``said`` is its full name in a hover, as plotly must get it; ``after`` stands after its
    number. A row that ``heads`` others has no mark.
    """

    name: str
    small: str = ""
    depth: int = 0
    said: str = ""
    colour: str = HUE
    after: str = ""
    heads: bool = False


def safe(text: str, most: int = 0) -> str:
    """Words of a document as plotly must get them, cut after ``most`` characters.

    Plotly reads a subset of HTML in every label, and MathJax between two dollar signs; marks
    that turn the direction of writing could make a label say what it does not.

    >>> safe("<b>$x$</b>"), safe("一是狠抓重大科技項目", 4)
    ('&lt;b&gt;&#36;x&#36;&lt;/b&gt;', '一是狠抓…')
    """
    text = _UNSEEN.sub("", text)
    most *= 1 + (max(text, default="") < "\u3000")
    text = text[:most].rstrip() + "…" if 0 < most < len(text) else text
    return html.escape(text, quote=False).replace("$", "&#36;")


def rows_of(corpus: Corpus, facet: str, units: pd.DataFrame) -> dict[str, Row]:
    """The row of each code that coded units have, in the order of ``Corpus.values``.

    A code of a scheme stands as deep as there are codes over it; what is unstated or not named
    is grey and comes last. Chinese comes first, in the script of the documents.

    >>> import dgpolicy
    >>> corpus = dgpolicy.load("en")
    >>> [(r.name, r.small) for r in rows_of(corpus, "aim", corpus.coded("aim")).values()]
    [('行動', 'Action'), ('結果', 'Outcome')]
    """
    language, present, rows = corpus.language, set(units["code"]), {}
    bodies = body_colours(corpus.statements["organisation_id"]) if facet == "organisation" else {}
    deep = set(corpus.codebook.codes(facet)) if facet in SCHEMES and not bodies else set()
    simplified = set(corpus.documents["script"].dropna()) == {"hans"}
    chinese = language if language != "en" else "zh-Hans" if simplified else "zh"
    # An action may name nothing where each pledge names something.
    shown = [code for code in dict.fromkeys([*corpus.values(facet), "none"]) if code in present]
    for code in sorted(shown, key=LAST.__contains__):
        name, small = (corpus.label(facet, code, each) for each in (chinese, language))
        above = present.intersection(corpus.codebook.path(facet, code)) if code in deep else [code]
        said = [corpus.label(facet, code, each, short=False) for each in ("zh", "zh-Hans", "en")]
        rows[code] = Row(
            name,
            small if small != name else "",
            len(above) - 1,
            f"<b>{' · '.join(safe(each, MOST) for each in dict.fromkeys(said))}</b>",
            bodies.get(code, GREY if code in LAST else HUE),
        )
    return rows


def gathered(corpus: Corpus, units: pd.DataFrame, keys: list[str], count: str) -> pd.DataFrame:
    """Coded units by their keys, with three columns more.

    ``n`` is how many units they are, ``ids`` the pledges of these in order, ``said`` what a hover
    says of them: their number, and the first words of the first pledges.
    """
    headlines = corpus.pledges.set_index("pledge_id")["headline"]
    place = {pledge: i for i, pledge in enumerate(headlines.index)}
    groups = units.groupby(keys, sort=False)
    ids = groups["pledge_id"].agg(lambda found: sorted(set(found), key=place.__getitem__))
    cells = pd.DataFrame({"n": groups["unit"].nunique(), "ids": ids}).reset_index()
    said = []
    for n, pledges in zip(cells["n"], cells["ids"], strict=True):
        words = [safe(headlines[each], MOST) for each in pledges[:_QUOTED]]
        more = ["…"] * (len(pledges) > _QUOTED)
        said.append("<br>".join([word(f"n_{count}", corpus.language, n=n), *words, *more]))
    return cells.assign(said=said)


def marks(cells: pd.DataFrame, rows: dict[str, Row], part: str = "") -> dict:
    """Where the marks of gathered cells stand, what they say and which pledges they are."""
    place = {code: y for y, code in enumerate(rows)}
    cells = cells.assign(y=cells["code"].map(place)).sort_values("y")
    words = [
        "<br>".join(filter(None, [rows[code].said, part, said]))
        for code, said in zip(cells["code"], cells["said"], strict=True)
    ]
    return {
        **{"x": cells["n"].tolist(), "y": cells["y"].tolist(), "hoverinfo": "text"},
        **{"hovertext": words, "customdata": cells["ids"].tolist()},
    }


def counted(corpus: Corpus, facets: Sequence[str], units: pd.DataFrame, *counts: str) -> str:
    """What is counted by which facets, and of how many; ``units`` have codes of the first."""
    language, both = corpus.language, word("and", corpus.language)
    real = units.loc[~units["code"].isin(LAST), "code"].nunique()
    of = [word(f"n_{count}", language, n=len(corpus[count])) for count in counts]
    of.append(word(f"n_{facets[0]}", language, n=real))
    what, by = (both.join(word(each, language) for each in named) for named in (counts, facets))
    said = word("by", language, what=what, facet=by)
    return f"{said[0].upper()}{said[1:]} · {word('comma', language).join(of)}"


def firm(corpus: Corpus, by: str, parts: pd.Series, count: str) -> str:
    """How many are hard, or state a time; ``parts`` is what each is."""
    of, found = len(parts), int((parts == _FIRM[by]).sum())
    share = {0: "none", of: "all"}.get(found, "few" if found < _FEW * of else "some")
    what = word(count, corpus.language)
    return word(f"found_{_FIRM[by]}_{share}", corpus.language, n=found, of=of, what=what)


def listed(corpus: Corpus, facet: str, codes: pd.Index) -> str:
    """A few codes of a facet by name, more by their number."""
    if len(codes) > _NAMED:
        return word(f"n_{facet}", corpus.language, n=len(codes))
    named = (inside(corpus, facet, code) for code in corpus.values(facet) if code in codes)
    return word("and", corpus.language).join(named)


def inside(corpus: Corpus, facet: str, code: str) -> str:
    """The full name of a code in the middle of a sentence: ``new materials``, ``SAP``."""
    name = corpus.label(facet, code, short=False)
    first, own = name.split(" ")[0], facet in ("organisation", "programme", "place", "document")
    return name if own or first != first.capitalize() else name[:1].lower() + name[1:]
