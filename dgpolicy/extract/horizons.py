"""By when a pledge is to be carried out, and how firmly its words say so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dgpolicy.extract.forms import forms
from dgpolicy.extract.names import Span
from dgpolicy.extract.times import Time, times
from dgpolicy.fold import fold


class UndatedWarning(UserWarning):
    """A document states times but has no date of publication from which they could be classed."""


class Cue(NamedTuple):
    """Words of continuity (持續) or of pace (加快), as (start, end)."""

    start: int
    end: int
    continuity: bool


class Horizon(NamedTuple):
    """The horizon of one pledge; codes as in ``variables.csv``, ``cue`` as (start, end)."""

    horizon: str
    basis: str
    cue: Span | None = None
    year_from: int | None = None
    year_to: int | None = None
    years: int | None = None


def horizon(text: str, published: date | None) -> Horizon:
    """The horizon that the words of a pledge give it.

    Of several stated times the one that ends last governs, since a pledge is kept or broken
    only then; a duration without a start (三年行動計劃) governs only where no end is stated.
    A deadline (到2025年, 年底前) has no first year; a period (今年, “十四五”期間) has, and so has
    a duration counted from publication (未來五年, 五年內), which ends as many years later.
    Half years and less leave ``years`` empty. A term of office (本屆任期內) ends on a day that
    the words do not tell: ``2_to_5_years`` without years. An absolute year in a text without
    a date is ``stated`` with its years, but of no class, so ``unstated``. Cues of continuity
    and pace follow the codebook; they make the basis ``implied`` where no time is stated.

    >>> horizon("實施三年行動計劃", date(2022, 11, 9))
    Horizon(horizon='2_to_5_years', basis='stated', cue=(2, 8),
            year_from=None, year_to=None, years=3)
    >>> horizon("加快籌建大灣區大學", None).basis
    'implied'
    """
    return governing(cues(text, published), published)


def cues(text: str, published: date | None) -> list[Time | Cue]:
    """All that tells of time in a text or a whole document, in its order.

    What stands in one pledge is ``governing`` for it, so that a document is read once only.
    """
    found = forms("cues").find(fold(text))
    said = (Cue(*match.span(), form.name == "continuity") for form, match in found)
    return sorted([*times(text, published), *said], key=lambda cue: cue.start)


def governing(cues: Sequence[Time | Cue], published: date | None) -> Horizon:
    """The horizon that some cues give; ``cue`` counts from where their offsets count."""
    stated = [cue for cue in cues if isinstance(cue, Time)]
    if stated:
        time = max(stated, key=lambda t: (t.last is not None, t.last or date.min, t.years or 0))
        last = time.last.year if time.last else None
        years = int(time.years or 0) or None
        code, span = _class(time, published), (time.start, time.end)
        return Horizon(code, "stated", span, time.first, last, years)
    said = [cue for cue in cues if isinstance(cue, Cue)]
    if not said:
        return Horizon("unstated", "none")
    cue = next((cue for cue in said if cue.continuity), said[0])
    code = "continuing" if cue.continuity else "unstated"
    return Horizon(code, "implied", (cue.start, cue.end))


def checkable(spans: Sequence[Span], horizon: Horizon) -> Span | None:
    """The first words by which an outsider can check a pledge, ``None`` where there are none.

    ``spans`` are its targets and events; a stated time counts, a mere duration (三年計劃) not.

    >>> checkable([(0, 6)], Horizon("unstated", "none"))
    (0, 6)
    """
    ends = horizon.year_to is not None or horizon.years is None
    cue = [horizon.cue] if horizon.basis == "stated" and horizon.cue and ends else []
    return min([*spans, *cue], default=None)


def _class(time: Time, published: date | None) -> str:
    years = time.years
    if years is None and time.last:
        if published is None:
            return "unstated"
        years = time.last.year - published.year
        years += (time.last.month, time.last.day) > (published.month, published.day)
    elif years is None:
        years = time.ahead
    return "within_2_years" if years <= 2 else "2_to_5_years" if years <= 5 else "over_5_years"
