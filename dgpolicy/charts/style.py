"""How every figure looks: fills, labels, head and source, on a wide page and on a narrow one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import unescape
from itertools import islice
from typing import Any, NamedTuple
from unicodedata import east_asian_width

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts.labels import Label, safe
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import BASIS, EITHER, PAPERS, SPECIFICITY, ink_on
from dgpolicy.look.words import word

WIDE, NARROW = 700, 360  # pixels of a notebook's column and of a small screen
TITLE, LABEL, SMALL = 16, 13, 11  # sizes of type
LINE, EDGE = 21, 10  # pixels between two lines of the head, and around the whole
FONTS = {
    "zh": "Noto Sans CJK TC, PingFang TC, Microsoft JhengHei, system-ui, sans-serif",
    "zh-Hans": "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, system-ui, sans-serif",
}
FONTS["en"] = FONTS["zh"]
PAPER = PAPERS["light"]["paper"]
CLEAR = "rgba(0,0,0,0)"
FAINT = "rgba(128,128,128,0.35)"
FILLS = {
    "horizon_basis": BASIS,
    "specificity": {
        code: {"filled": "solid", "open": "outline"}[w] for code, w in SPECIFICITY.items()
    },
}
DOTS = (("○", "circle-open", "left"), ("●", "circle", "right"))
_SQUARES = {"solid": "■", "hatched": "▨", "outline": "□"}
_HIDDEN = {"visible": False}
_PIECES = re.compile(r"[^ \u3000-\u9fff\uff00-\uffef]+ *| +|.[，。、：；！？）」』”’》]*")


class Plot(NamedTuple):
    """What a chart is on a page of one width: its marks, the names of its rows, its axes.

    ``head`` is the height of what stands over the rows, in pixels, ``foot`` are quiet lines
    under them; ``lines`` is how many rows there are where they have no names at the side.
    """

    traces: list[dict]
    rows: Sequence[Label]
    layout: dict[str, Any]
    head: float = 0
    foot: Sequence[str] = ()
    lines: int = 0
    row: int = 28


def figure(
    corpus: Corpus,
    draw: Callable[[int], Plot],
    *,
    finding: str,
    about: str,
    said: Iterable[tuple[str, object]] = (),
    key: Sequence[tuple[str, str, str]] = (),
    origin: str = "",
) -> go.Figure:
    """A figure that says what was found, what is counted, and from which source.

    ``draw`` gives the plot for a width; ``key`` has a fill or sign, a colour and a name for each
    entry; ``said`` the names and numbers that are read aloud, ``origin`` a source other than the
    corpus. ``meta`` of the layout has this
    text as ``alt``, and as ``narrow`` what differs on a page of less than 480 pixels: parts of
    the ``layout``, and where marks differ the ``data``, each trace whole if it has a type.
    """
    wide, small = (_page(corpus, draw(w), w, (finding, about, key), origin) for w in (WIDE, NARROW))
    narrow: dict[str, Any] = {"layout": _changed(wide["layout"], small["layout"])}
    if small["data"] != wide["data"]:
        pairs = zip(wide["data"], small["data"], strict=False)
        narrow["data"] = [_changed(a, b) if a["type"] == b["type"] else b for a, b in pairs]
    comma, stop = word("comma", corpus.language), word("stop", corpus.language)
    first, more = [f"{name} {n}" for name, n in islice(said, 8)], "…"
    numbers = comma.join(first[:7]) + more * (len(first) > 7)
    alt = stop.join(filter(None, (finding, about, numbers)))
    wide["layout"]["meta"] = {"alt": alt, "narrow": narrow}
    return go.Figure(wide)


def _changed(old: dict, new: dict) -> dict:
    return {key: value for key, value in new.items() if value != old.get(key)}


def nothing(corpus: Corpus, about: str) -> go.Figure:
    """The figure of a corpus in which there is nothing to count: it says so."""
    plot = Plot([], [], {"xaxis": _HIDDEN})
    return figure(corpus, lambda _: plot, finding=word("nothing", corpus.language), about=about)


def _page(
    corpus: Corpus, plot: Plot, width: int, head: tuple[str, str, Sequence], origin: str
) -> dict:
    finding, about, key = head
    signs = [
        f'<span style="color:{colour}">{_SQUARES.get(sign, sign)}</span>\xa0{safe(name, 40)}'
        for sign, colour, name in key
    ]
    room = width - 2 * EDGE
    lines = [f"<b>{line}</b>" for line in wrapped(safe(finding), room, TITLE)]
    lines += [sized(line) for line in wrapped(safe(about), room)]
    lines += [sized(line) for line in _lines((f"{sign}\xa0\xa0 " for sign in signs), room)]
    foot = [*plot.foot, *wrapped(safe(origin or source(corpus)), room, SMALL)]
    labels, side, row = beside(plot.rows, width)
    n, row = (len(plot.rows), row) if plot.rows else (plot.lines, plot.row)
    top, under = round(20 + LINE * len(lines) + plot.head), 12 + 16 * len(foot)
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "ticks": ""}
    font = {"family": FONTS[corpus.language], "size": LABEL, "color": EITHER}
    template = {
        "font": font,
        **{"paper_bgcolor": CLEAR, "plot_bgcolor": CLEAR, "xaxis": axis, "yaxis": axis},
        "hoverlabel": {"align": "left", "bgcolor": PAPER, "font": font | {"color": "#1f1f1f"}},
    }
    place = {"xref": "container", "yref": "container", "xanchor": "left", "yanchor": "top"}
    title = {"text": inked("<br>".join(lines)), "font": {"size": TITLE}, "x": 0, "y": 1}
    notes = [_note(sized(line, SMALL), 14 + 16 * i) for i, line in enumerate(foot)]
    layout = {
        "template": {"layout": template},
        "title": title | place | {"pad": {"t": 26, "l": EDGE}},
        "height": round(top + row * n + under),
        "margin": {"l": EDGE + side, "r": 14, "t": top, "b": under},
        "yaxis": _HIDDEN | {"range": [n - 0.5, -0.5]},
        "bargap": 0.4 if side else 0.64,
        **{"dragmode": False, "showlegend": False, "barmode": "stack"},
        **plot.layout,
    }
    layout["annotations"] = [*labels, *layout.get("annotations", []), *notes]
    return {"data": plot.traces, "layout": layout}


def source(corpus: Corpus) -> str:
    """Where the words come from, and who coded them.

    >>> import dgpolicy
    >>> source(dgpolicy.load("en"))
    'Source: 東莞發布, 2022-11-09. Coding: reviewed'
    """
    language, documents = corpus.language, corpus.documents
    where = word("n_document", language, n=len(documents))
    if len(documents) == 1:
        one = documents.iloc[0]
        named = next(one[c] for c in ("publisher", "title", "document_id") if pd.notna(one[c]))
        date = [f"{one['published']:%Y-%m-%d}"] if pd.notna(one["published"]) else []
        where = word("comma", language).join([str(named), *date])
    known = {each: word(f"coder_{each}", language) for each in ("reviewed", "auto")}
    coders = [known.get(str(each), str(each)) for each in corpus.pledges["coder"].unique()]
    coding = word("and", language).join(coders) or "–"
    return word("source", language, where=where, coding=coding)


def _note(text: str, down: float) -> dict:
    at = {"xref": "paper", "yref": "paper", "x": 1, "y": 0, "xanchor": "right", "yshift": -down}
    return {"text": text, "showarrow": False, "yanchor": "middle", **at}


def beside(rows: Sequence[Label], width: int) -> tuple[list[dict], int, int]:
    """The labels of rows, the pixels that they take at the side, and those that a row needs.

    On a wide page a label stands at the left, in one line if there is room; on a narrow one it
    stands over its row, and the row has the whole width.
    """
    if not rows:
        return [], 0, 0
    sizes = [(width_of(r.han) * LABEL, 0.92 * width_of(r.english) * SMALL) for r in rows]
    two = width > NARROW and max(map(sum, sizes)) > 0.38 * width and any(r.english for r in rows)
    wide = max(
        (max(pair) if two else sum(pair)) + 14 * row.depth
        for row, pair in zip(rows, sizes, strict=True)
    )
    side = 0 if width <= NARROW else round(1.03 * wide + 14)
    made = []
    for y, each in enumerate(rows):
        text = ("<br>" if two else " ").join(filter(None, (safe(each.han), second(each))))
        text = inked(f"<b>{text}</b>" if each.heads else text)
        shift = {"xshift": 14 * each.depth - side, "yshift": 0 if side else 18}
        at = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "y", "y": y, "yanchor": "middle"}
        made.append({"text": text, "align": "left", "showarrow": False, **at, **shift})
    return made, side, 44 if not side else 38 if two else 26


def width_of(text: str) -> float:
    """About how wide a text is, in em: a Han character is one, any other about a half.

    >>> width_of("產業AB")
    3.1
    """
    return round(sum(1 if east_asian_width(c) in "WF" else 0.55 for c in text), 2)


def wrapped(text: str, width: float, size: int = LABEL) -> list[str]:
    """A text in as few lines of so many pixels as it needs, of about the same length.

    A number stays with what it counts, and full-width punctuation never starts a line.

    >>> wrapped("按機構統計的承諾，共三十項。", 110, 10)
    ['按機構統計的承', '諾，共三十項。']
    """
    pieces = _PIECES.findall(re.sub(r"(?<=\d) | (?=· )", "\xa0", text))
    lines = _lines(pieces, width, size)
    shares = (_lines(pieces, width * share, size) for share in (0.55, 0.65, 0.75, 0.85, 0.95))
    even = next((each for each in shares if len(each) == len(lines)), lines)
    return [line.strip(" ") for line in even]


def _lines(pieces: Iterable[str], width: float, size: int = LABEL) -> list[str]:
    lines: list[str] = []
    done = width
    for piece in pieces:
        bare = unescape(re.sub("<[^>]+>", "", piece))
        if done + width_of(bare.rstrip()) * size > width:
            lines, done = [*lines, ""], 0.0
        lines[-1] += piece
        done += width_of(bare) * size
    return lines


def inked(text: str) -> str:
    """Text in the ink of the page that shows it; where a page names none, in one for any paper.

    Plotly hands the style of a ``span`` on to the browser, so that a stored figure follows the
    light and the dark theme of a notebook with no script.
    """
    return f'<span style="color:var(--jp-content-font-color1,{EITHER})">{text}</span>'


def sized(text: str, size: int = LABEL) -> str:
    """Text in a size of its own."""
    return f'<span style="font-size:{size}px">{text}</span>'


def second(label: Label) -> str:
    """The English of a label, small, or nothing."""
    return sized(safe(label.english), SMALL) if label.english else ""


def text(marks: Iterable[tuple[float, float, object]], at: str = "middle center") -> dict:
    """Words or numbers that stand in a plot, each with its place, in the ink of the page."""
    held = [*marks]
    x, y, said = ([mark[i] for mark in held] for i in range(3))
    marker = {"size": 8, "color": CLEAR}
    return {
        **{"type": "scatter", "mode": "markers+text", "marker": marker, "hoverinfo": "skip"},
        **{"x": x, "y": y, "text": said, "textposition": at, "cliponaxis": False},
        "texttemplate": inked("%{text}"),
    }


def dot(symbol: str, colour: str | list[str]) -> dict:
    """The marker of a dot of a pair, an open and a filled one."""
    return {"symbol": symbol, "size": 11, "color": colour, "line": {"width": 2}}


def one(colours: list[str]) -> str | list[str]:
    """A list of colours, or the colour that all of them are."""
    return colours[0] if len(set(colours)) == 1 else colours


def filled(style: str, colours: list[str]) -> dict:
    """A bar that is ``solid``, ``hatched`` or ``outline``: its marker, and ink that reads on it.

    >>> filled("solid", ["#000000"])["marker"]
    {'color': '#000000'}
    """
    # An even width: the edges of an odd one fall between pixels, and some are drawn twice as thick.
    colour, line = one(colours), {"width": 2, "color": one(colours)}
    if style == "solid":
        ink = one([*map(ink_on, colours)])
        return {"marker": {"color": colour}, "textfont": {"color": ink}}
    if style == "outline":
        return {"marker": {"color": CLEAR, "line": line}, "texttemplate": inked("%{text}")}
    pattern = {"shape": "/", "fillmode": "replace", "size": 6, "solidity": 0.35}
    halo = f"paint-order:stroke;stroke:var(--jp-layout-color0,{PAPER});stroke-width:5px"
    return {
        "marker": {"color": colour, "pattern": pattern, "line": line},
        "texttemplate": f'<span style="{halo}">{inked("%{text}")}</span>',
    }
