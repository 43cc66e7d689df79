"""An act or a result, checkable or not: ``aim`` and ``specificity`` of ``variables.csv``."""

from __future__ import annotations

from collections.abc import Sequence

from dgpolicy.extract.forms import forms
from dgpolicy.extract.horizons import Horizon

Span = tuple[int, int]


def results(folded: str) -> list[Span]:
    """Where a folded text or document names a result.

    >>> results("培育一批企业,改善营商环境")
    [(7, 13)]
    """
    return [match.span() for form, match in forms("aims").find(folded) if form.reading]


def events(folded: str) -> list[Span]:
    """Where a folded text or document names an event on a definite object, or full coverage.

    >>> events("编制产业图谱")
    [(0, 6)]
    """
    return [match.span() for form, match in forms("events").find(folded) if form.reading]


def checkable(spans: Sequence[Span], horizon: Horizon) -> Span | None:
    """The first words by which an outsider can check a pledge, ``None`` where there are none.

    ``spans`` are its targets and events; a stated time counts, a mere duration (三年計劃) not.

    >>> checkable(events("编制产业图谱"), Horizon("unstated", "none"))
    (0, 6)
    """
    ends = horizon.year_to is not None or horizon.years is None
    cue = [horizon.cue] if horizon.basis == "stated" and horizon.cue and ends else []
    return min([*spans, *cue], default=None)
