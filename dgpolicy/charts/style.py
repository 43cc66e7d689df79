"""How every figure looks: fills, labels, head and source, on a wide page and on a narrow one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape
from typing import Any, NamedTuple
from unicodedata import east_asian_width

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts.rows import MOST, Row, safe
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import BASIS, EITHER, PAPERS, ink_on
from dgpolicy.look.words import word

WIDE, NARROW = 700, 360  # pixels of a notebook's column and of a small screen
TITLE, LABEL, SMALL = 16, 13, 11  # sizes of type
LINE = 16  # pixels of a line of a name
EDGE = 10  # pixels around the whole
_READ = 7  # rows that are read aloud
PAPER = PAPERS["light"]["paper"]
CLEAR = "rgba(0,0,0,0)"
FAINT = "rgba(128,128,128,0.35)"
FILLS = {"horizon_basis": BASIS, "specificity": {"hard": "solid", "soft": "outline"}}
_SQUARES = {"solid": "■", "hatched": "▨", "outline": "□"}
_TRADITIONAL = "Noto Sans CJK TC, PingFang TC, Microsoft JhengHei, system-ui, sans-serif"
_SIMPLIFIED = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, system-ui, sans-serif"
_PIECES = re.compile(r"[^ \u3000-\u9fff\uff00-\uffef]+ *| +|.[，。、：；！？）」』”’》]*")
_AXIS = {"fixedrange": True, "showgrid": False, "zeroline": False, "ticks": ""}


class Plot(NamedTuple):
    """What a chart is on a page of one width: its marks, its rows, and what else is laid out.

    ``head`` is the height of what stands over the rows, ``row`` the least of a row, in pixels;
    ``foot`` are quiet lines under all.
    """

    traces: list[dict]
    rows: Sequence[Row]
    layout: dict[str, Any]
    head: float = 0
    foot: Sequence[str] = ()
    row: int = 26


def figure(
    corpus: Corpus,
    plot: Plot,
    *,
    finding: str,
    about: str,
    key: Sequence[tuple[str, str, str]] = (),
    origin: str = "",
    narrow: Plot | None = None,
) -> go.Figure:
    """A figure that says what was found, what is counted, and from which source.

    ``key`` has a fill or sign, a colour and a name for each entry; ``origin`` is a source other
    than the corpus, ``narrow`` another plot for a small screen. ``meta`` of the layout has as
    ``alt`` these words with the first rows and their numbers, and as ``narrow`` what differs on a
    small screen: parts of the ``layout``, and where its plot is another one the ``data``.
    """
    wide = _page(corpus, plot, WIDE, (finding, about, key), origin)
    layout = _page(corpus, narrow or plot, NARROW, (finding, about, key), origin)["layout"]
    changed = {each: layout[each] for each in layout if layout[each] != wide["layout"].get(each)}
    small = {"layout": changed} | ({"data": narrow.traces} if narrow else {})
    shown, numbers = narrow or plot, dict[int, object]()
    for trace in shown.traces:
        if trace.get("mode") == "markers+text":
            numbers |= dict(zip(trace["y"], trace["text"], strict=True))
    pairs = ((row, numbers.get(y, row.after)) for y, row in enumerate(shown.rows))
    said = [f"{unescape(row.small or row.name)} {n}" for row, n in pairs if n]
    read = word("comma", corpus.language).join(said[:_READ]) + "…" * (len(said) > _READ)
    alt = word("stop", corpus.language).join(filter(None, (finding, about, read)))
    wide["layout"]["meta"] = {"alt": alt, "narrow": small}
    return go.Figure(wide)


def nothing(corpus: Corpus, about: str) -> go.Figure:
    """The figure of a corpus in which there is nothing to count: it says so."""
    finding = word("nothing", corpus.language)
    return figure(corpus, Plot([], [], {}), finding=finding, about=about)


def _page(
    corpus: Corpus, plot: Plot, width: int, head: tuple[str, str, Sequence], origin: str
) -> dict:
    (finding, about, key), room = head, width - 2 * EDGE
    signs = [
        f'<span style="color:{colour}">{_SQUARES.get(sign, sign)}</span>\xa0{safe(name, MOST)}'
        for sign, colour, name in key
    ]
    lines = [f"<b>{line}</b>" for line in wrapped(safe(finding), room, TITLE)]
    lines += [sized(line, LABEL) for line in wrapped(safe(about), room)]
    lines += [sized(line, LABEL) for line in _lines((f"{s}\xa0\xa0 " for s in signs), room)]
    quiet = [*plot.foot, safe(origin or source(corpus))]
    foot = [line for each in quiet for line in wrapped(each, room, SMALL)]
    names, side = beside(plot.rows)
    lines_of = max((bool(row.name) + bool(row.small) for row in plot.rows), default=0)
    over = lines_of if width == NARROW else 0  # lines of a name that stands over its row
    row = max(plot.row, 10 + LINE * (lines_of + bool(over)))
    top, under, n = round(20 + 21 * len(lines) + plot.head), 12 + 16 * len(foot), len(plot.rows)
    family = _SIMPLIFIED if corpus.language == "zh-Hans" else _TRADITIONAL
    font = {"family": family, "size": LABEL, "color": EITHER}
    template = {
        "font": font,
        **{"paper_bgcolor": CLEAR, "plot_bgcolor": CLEAR, "xaxis": _AXIS, "yaxis": _AXIS},
        **{"dragmode": False, "showlegend": False, "barmode": "stack"},
        "hoverlabel": {"align": "left", "bgcolor": PAPER, "font": font | {"color": "#1f1f1f"}},
    }
    place = {"xref": "container", "yref": "container", "xanchor": "left", "yanchor": "top"}
    title = {"text": inked("<br>".join(lines)), "font": {"size": TITLE}, "x": 0, "y": 1}
    at = {"xref": "paper", "yref": "paper", "x": 1, "y": 0, "xanchor": "right", "yanchor": "top"}
    note = {"text": inked(sized("<br>".join(foot), SMALL)), "align": "right", "showarrow": False}
    # The names of rows are ticks inside the plot, which are aligned at the left, and are moved out
    # to the side, or on a narrow page up over their rows.
    ticks = {"tickvals": [*range(n)], "ticktext": names, "ticklabelposition": "inside"}
    ticks |= {"ticklabeloverflow": "allow"}
    moved = {"ticklabelshift": 11 + LINE // 2 * over} if over else {"ticklabelstandoff": -side}
    side, low = (0, 0.75) if over else (side, 0.5)
    layout = {
        "template": {"layout": template},
        "title": title | place | {"pad": {"t": 26, "l": EDGE}},
        "height": round(top + row * n + under),
        "margin": {"l": EDGE + side, "r": EDGE, "t": top, "b": under},
        "yaxis": {"range": [max(n, 1) - low, -low], **ticks, **moved},
        "bargap": 0.7 if over else 0.4,
        "annotations": [note | at],
        **plot.layout,
    }
    layout["xaxis"] = {"showticklabels": False, "range": [0, 1]} | layout.get("xaxis", {})
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
    coding = word("and", language).join(coders(corpus)) or "–"
    return word("source", language, where=where, coding=coding)


def coders(corpus: Corpus) -> list[str]:
    """Who coded the pledges, named in the language of the corpus where we know the coder."""
    known = {each: word(f"coder_{each}", corpus.language) for each in ("reviewed", "auto")}
    return [known.get(str(each), str(each)) for each in corpus.pledges["coder"].unique()]


def beside(rows: Sequence[Row]) -> tuple[list[str], int]:
    """The names of rows, a second one under the first, and the pixels that they take."""
    names, side = [], 0.0
    for row in rows:
        parts = [row.name, *([sized(row.small, SMALL)] if row.small else [])]
        parts[-1] += f" · {row.after}" if row.heads else ""
        indent = "\u2003" * row.depth
        text = indent + f"<br>{indent}".join(parts)
        names.append(inked(f"<b>{text}</b>" if row.heads else text) if row.name else "")
        sizes = width_of(parts[0]) * LABEL, width_of("".join(parts[1:])) * SMALL
        side = max(side, max(sizes) + row.depth * LABEL)
    return names, round(1.03 * side + 14) if side else 0


def width_of(text: str) -> float:
    """About how wide a text is, in em: a Han character is one, any other about a half.

    >>> width_of("產業AB")
    3.1
    """
    shown = unescape(re.sub("<[^>]+>", "", text))
    return round(sum(1 if east_asian_width(c) in "WF" else 0.55 for c in shown), 2)


def wrapped(text: str, width: float, size: int = LABEL) -> list[str]:
    """A text in lines of so many pixels, of about the same length.

    A number stays with what it counts, and full-width punctuation never starts a line.

    >>> wrapped("按機構統計的承諾，共 30 項。", 110, 10)
    ['按機構統計的承', '諾，共 30\\xa0項。']
    """
    pieces = _PIECES.findall(re.sub(r"(?<=\d) | (?=· )", "\xa0", text))
    lines = _lines(pieces, width, size)
    even = _lines(pieces, min(width, 1.15 * width_of(text) * size / max(len(lines), 1)), size)
    return [line.strip(" ") for line in (even if len(even) == len(lines) else lines)]


def _lines(pieces: Iterable[str], width: float, size: int = LABEL) -> list[str]:
    lines: list[str] = []
    for piece in pieces:
        if lines and width_of(lines[-1] + piece.rstrip()) * size <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return lines


def inked(text: str) -> str:
    """Text in the ink of the page that shows it; where a page names none, in one for any paper.

    Plotly hands the style of a ``span`` on to the browser, so that a stored figure follows the
    light and the dark theme of a notebook with no script.
    """
    return f'<span style="color:var(--jp-content-font-color1,{EITHER})">{text}</span>'


def sized(text: str, size: int) -> str:
    """Text in a size of its own."""
    return f'<span style="font-size:{size}px">{text}</span>'


def text(
    marks: Iterable[tuple[float, float, object]], at: str | list[str] = "middle right"
) -> dict:
    """Words or numbers that stand in a plot, each with its place, in the ink of the page."""
    held = [*marks]
    x, y, said = ([mark[i] for mark in held] for i in range(3))
    return {
        **{"type": "scatter", "mode": "markers+text", "hoverinfo": "skip"},
        **{"x": x, "y": y, "text": said, "textposition": at, "cliponaxis": False},
        **{"texttemplate": inked("%{text}"), "marker": {"color": CLEAR}},
    }


def bar(style: str, colours: list[str]) -> dict:
    """Bars that are ``solid``, ``hatched`` or ``outline``, and ink that reads on them.

    >>> bar("solid", ["#000000"])["textfont"]
    {'color': ['white']}
    """
    made: dict[str, Any] = {
        **{"type": "bar", "orientation": "h", "textangle": 0, "constraintext": "none"},
        **{"textposition": "inside", "insidetextanchor": "middle"},
    }
    if style == "solid":
        ink = [ink_on(colour) for colour in colours]
        return made | {"marker": {"color": colours}, "textfont": {"color": ink}}
    # An even width: the edges of an odd one fall between pixels, and some are drawn twice as thick.
    line = {"width": 2, "color": colours}
    if style == "outline":
        marker: dict[str, Any] = {"color": CLEAR, "line": line}
        return made | {"marker": marker, "texttemplate": inked("%{text}")}
    pattern = {"shape": "/", "fillmode": "replace"}
    halo = f"paint-order:stroke;stroke:var(--jp-layout-color0,{PAPER});stroke-width:5px"
    return made | {
        "marker": {"color": colours, "pattern": pattern, "line": line},
        "texttemplate": f'<span style="{halo}">{inked("%{text}")}</span>',
    }
