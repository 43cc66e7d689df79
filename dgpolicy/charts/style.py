"""How every figure looks: fills, labels, head and source, on a wide page and on a narrow one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from html import unescape
from importlib.resources import files
from itertools import count
from typing import Any, NamedTuple
from unicodedata import east_asian_width

import pandas as pd
import plotly.graph_objects as go

from dgpolicy.charts.rows import MOST, Row, safe
from dgpolicy.corpus import Corpus
from dgpolicy.look.colours import BASIS, EITHER, PAPERS, ink_on
from dgpolicy.look.words import word

WIDE = 700  # pixels of a notebook's column
NARROW = WIDE // 2  # of a small screen
TITLE, LABEL, SMALL = 16, 13, 11  # sizes of type
EDGE = 10  # pixels around the whole
PAPER = PAPERS["light"]["paper"]
CLEAR = "rgba(0,0,0,0)"
INK = re.compile(r"var\(--jp-content-font-color1,[^)]*\)")  # what follows the theme of a notebook
FAINT = "rgba(128,128,128,0.35)"
FILLS = {"specificity": {"hard": "solid", "soft": "outline"}, "horizon_basis": BASIS}
_READ = 7  # rows that are read aloud
_SQUARES = {"solid": "■", "hatched": "▨", "outline": "□"}
_LATIN = "Helvetica Neue, Segoe UI, Arial, "  # quotation marks of a Chinese font are too wide
_TRADITIONAL = "Noto Sans CJK TC, PingFang TC, Microsoft JhengHei, system-ui, sans-serif"
_SIMPLIFIED = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, system-ui, sans-serif"
_FONTS = {"zh": _TRADITIONAL, "zh-Hans": _SIMPLIFIED, "en": _LATIN + _TRADITIONAL}
_WIDE = r"\u3000-\u9fff\uff00-\uffef"
_PIECES = re.compile(
    rf"(?:[^ {_WIDE}]*\xa0|[（「『“‘《(]+)?[{_WIDE}][，。、：；！？）」』”’》,.:;!?)]*(?:\xa0·)?"
    rf"|[^ {_WIDE}]+ *| +|."
)
_TEMPLATE = json.loads(files("dgpolicy.charts").joinpath("template.json").read_text("utf-8"))


class Plot(NamedTuple):
    """What a chart is: its words, its marks, its rows, and what else is laid out.

    ``key`` has a fill or sign, a colour and a name for each entry; ``foot`` are quiet lines under
    all, ``origin`` is a source other than the corpus. The name of a row stands over its mark, or
    ``beside`` it, inside the plot. ``head`` is the height of what stands over the rows, ``row``
    that of a row, in pixels.
    """

    traces: Sequence[dict] = ()
    rows: Sequence[Row] = ()
    finding: str = ""
    about: str = ""
    key: Sequence[tuple[str, str, str]] = ()
    foot: Sequence[str] = ()
    origin: str = ""
    axis: dict[str, Any] | None = None
    head: float = 0
    row: int = 38
    beside: bool = False


def figure(corpus: Corpus, plot: Plot, narrow: Plot | None = None) -> go.Figure:
    """A figure that says what was found, what is counted, and from which source.

    ``narrow`` is another plot for a small screen. ``meta`` of the layout has as ``alt`` the words
    with the first rows and their numbers, and as ``narrow`` what differs on a small screen: parts
    of the ``layout``, and where its plot is another one the ``data``.
    """
    shown, language = narrow or plot, corpus.language
    layout, small = _layout(corpus, plot, WIDE), _layout(corpus, shown, NARROW)
    changed = {part: small[part] for part in small if small[part] != layout[part]}
    said = [trace for trace in shown.traces if "textposition" in trace]
    numbers = {y: n for each in said for y, n in zip(each["y"], each["text"], strict=True)}
    counted = ((row, numbers.get(y, row.after)) for y, row in enumerate(shown.rows))
    read = [f"{row.small or row.name} {n}" for row, n in counted if n]
    listed = word("comma", language).join(read[:_READ]) + "…" * (len(read) > _READ)
    alt = word("stop", language).join(filter(None, (plot.finding, plot.about, listed)))
    differs = {"layout": changed} | ({"data": narrow.traces} if narrow else {})
    return go.Figure(plot.traces, layout | {"meta": {"alt": alt, "narrow": differs}})


def nothing(corpus: Corpus, about: str) -> go.Figure:
    """The figure of a corpus in which there is nothing to count: it says so."""
    return figure(corpus, Plot(finding=word("nothing", corpus.language), about=about))


def _layout(corpus: Corpus, plot: Plot, width: int) -> dict[str, Any]:
    room, n, named = width - 2 * EDGE, len(plot.rows), any(row.name for row in plot.rows)
    signs = [
        f'<span style="color:{colour}">{_SQUARES.get(sign, sign)}</span>\xa0{safe(name, MOST)}'
        for sign, colour, name in plot.key
    ]
    quiet = wrapped(safe(plot.about), room) + _lines((f"{sign}\xa0\xa0 " for sign in signs), room)
    lines = [f"<b>{line}</b>" for line in wrapped(safe(plot.finding), room, TITLE)]
    lines += [sized(line, LABEL) for line in quiet]
    notes = [*plot.foot, plot.origin or source(corpus)]
    foot = [line for each in notes for line in wrapped(safe(each), room, SMALL)]
    top, under = round(20 + 21 * len(lines) + plot.head), 12 + 16 * len(foot)
    over = 0.25 if named and not plot.beside else 0  # of a row, for the name over the first one
    font = {"family": _FONTS[corpus.language]}
    return {
        "template": _TEMPLATE,
        "font": font,
        "hoverlabel": {"font": font},
        "title": {"text": inked("<br>".join(lines))},
        "annotations": [{"text": inked(sized("<br>".join(foot)))}],
        "height": top + plot.row * n + under,
        "margin": {"t": top, "b": under},
        "xaxis": plot.axis or {"range": [0, 1]},
        # The names of rows are ticks inside the plot, which plotly aligns at the left.
        "yaxis": {
            "range": [max(n, 1) - 0.5 - over, -0.5 - over],
            # One that heads others stands by them.
            "tickvals": [y + 0.3 * row.heads for y, row in enumerate(plot.rows)],
            "ticktext": [inked(label(row, room, plot.beside)) for row in plot.rows],
            "ticklabelshift": 0 if plot.beside else plot.row // 2 - 1,
        },
    }


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
        named = word("desk_pasted", language) if named == "pasted" else named
        date = [f"{one['published']:%Y-%m-%d}"] if pd.notna(one["published"]) else []
        where = word("comma", language).join([str(named), *date])
    coding = word("and", language).join(coders(corpus)) or "–"
    return word("source", language, where=where, coding=coding)


CODERS = ("reviewed", "auto", "first", "second")  # who has a name in each language


def coders(corpus: Corpus) -> list[str]:
    """Who coded the pledges, named in the language of the corpus where we know the coder."""
    coders = corpus.pledges["coder"].unique()
    return [word(each, corpus.language) if each in CODERS else str(each) for each in coders]


def label(row: Row, room: float = WIDE, beside: bool = False) -> str:
    """The names of a row as a label, the second one in small type and cut to the room it has."""
    name, indent = safe(row.name, MOST), "\u2003" * row.depth
    left = room if beside else room - LABEL * (row.depth + width_of(name) + 1)
    small = row.small and sized(safe(row.small, min(MOST, max(int(left / LABEL), 1))))
    text = indent + (f"<br>{indent}" if beside else " ").join(filter(None, [name, small]))
    return f"<b>{text} · {row.after}</b>" if row.heads else text


def width_of(text: str) -> float:
    """About how wide a text is, in em: a Han character is one, any other about a half.

    >>> width_of("產業AB")
    3.1
    """
    shown = unescape(re.sub("<[^>]+>", "", text))
    wide = sum(east_asian_width(char) in "WF" for char in shown)
    return wide + 0.55 * (len(shown) - wide)


def wrapped(text: str, width: float, size: int = LABEL) -> list[str]:
    """A text in no more lines of so many pixels than it needs, the longest as short as can be.

    A number stays with what it counts; no line starts with what closes, or ends with what opens.

    >>> wrapped("按機構統計的承諾，共 30 項。", 110, 10)
    ['按機構統計的承', '諾，共 30\\xa0項。']
    """
    pieces = _PIECES.findall(re.sub(r"(?<=\d) | (?=· )", "\xa0", text))
    fewest = len(_lines(pieces, width, size))
    even = width_of(text) * size / max(fewest, 1)
    tries = (_lines(pieces, room, size) for room in count(even, size / 4))
    return next(lines for lines in tries if len(lines) <= fewest)


def _lines(pieces: Iterable[str], width: float, size: int = LABEL) -> list[str]:
    lines: list[str] = []
    for piece in pieces:
        if lines and width_of(lines[-1] + piece.rstrip()) * size <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.strip(" ") for line in lines]


def inked(text: str) -> str:
    """Text in the ink of the page that shows it; where a page names none, in one for any paper.

    Plotly hands the style of a ``span`` on to the browser, so that a stored figure follows the
    light and the dark theme of a notebook with no script.
    """
    return f'<span style="color:var(--jp-content-font-color1,{EITHER})">{text}</span>'


def haloed(text: str) -> str:
    """Inked text around which paper covers what it lies on."""
    halo = f"paint-order:stroke;stroke:var(--jp-layout-color0,{PAPER});stroke-width:5px"
    return f'<span style="{halo}">{inked(text)}</span>'


def sized(text: str, size: int = SMALL) -> str:
    """Text in a size of its own."""
    return f'<span style="font-size:{size}px">{text}</span>'


def text(
    marks: Iterable[tuple[float, float, object]], at: str | list[str] = "middle right"
) -> dict:
    """Words or numbers that stand in a plot, each with its place, in the ink of the page."""
    held = [*marks]
    x, y, said = ([mark[i] for mark in held] for i in range(3))
    return {
        **{"mode": "markers+text", "marker": {"color": CLEAR}, "x": x, "y": y},
        **{"text": said, "textposition": at, "texttemplate": inked("%{text}")},
    }


def bar(fill: str, colours: list[str]) -> dict:
    """Bars that are ``solid``, ``hatched`` or ``outline``, and ink that reads on them.

    >>> bar("solid", ["#000000"])["textfont"]
    {'color': ['white']}
    """
    if fill == "solid":
        ink = [ink_on(colour) for colour in colours]
        return {"type": "bar", "marker": {"color": colours}, "textfont": {"color": ink}}
    number = inked("%{text}")
    inside: dict[str, Any] = {"color": CLEAR}
    if fill == "hatched":
        number = haloed("%{text}")
        inside = {"color": colours, "pattern": {"shape": "/", "fillmode": "replace"}}
    # An even width: the edges of an odd one fall between pixels, and some are drawn twice as thick.
    marker = inside | {"line": {"width": 2, "color": colours}}
    return {"type": "bar", "marker": marker, "texttemplate": number}
