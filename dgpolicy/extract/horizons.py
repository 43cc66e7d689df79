"""By when a pledge is to be carried out, and how firmly its words say so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dgpolicy.extract.forms import find
from dgpolicy.extract.names import Span
from dgpolicy.fold import fold, script_of
from dgpolicy.numerals import digits, number


class UndatedWarning(UserWarning):
    """A document states times but has no date of publication from which they could be classed."""


class Time(NamedTuple):
    """What tells of time: its last day, the first year of a period, a duration in years.

    ``start`` and ``end`` are offsets of its words; ``last`` is missing for a duration without
    a start (三年行動計劃) and for a term of office, ``first`` for a deadline (到2025年).
    It ends within ``ahead`` years, where that is known. Words of continuity (持續) or pace (加快)
    state no time: ``cue`` is the horizon that they imply.
    """

    start: int
    end: int
    last: date | None = None
    first: int | None = None
    years: float | None = None
    ahead: float | None = None
    cue: str = ""


class Horizon(NamedTuple):
    """The horizon of one pledge as its columns, codes as in ``columns.csv``; where its cue is."""

    horizon: str
    horizon_basis: str
    cue: Span | None = None
    horizon_from: int | None = None
    horizon_to: int | None = None
    horizon_years: int | None = None


def horizon(found: Sequence[Time]) -> Horizon:
    """The horizon that the ``cues`` of a pledge give it.

    Of several stated times the one that ends last governs, since a pledge is kept or broken
    only then; a duration without a start (三年行動計劃) governs only where no end is stated.
    A deadline (到2025年, 年底前) has no first year; a period (今年, “十四五”期間) has, and so has
    a duration counted from publication (未來五年, 五年內), which ends as many years later.
    Half years and less leave the years empty. A term of office (本屆任期內) ends on a day that
    the words do not tell: ``2_to_5_years`` without years. An absolute year in a text without
    a date is ``stated`` with its years, but of no class, so ``unstated``. Cues of continuity
    and pace follow the codebook; they make the basis ``implied`` where no time is stated.

    >>> horizon(cues("實施三年行動計劃", date(2022, 11, 9)))
    Horizon(horizon='2_to_5_years', horizon_basis='stated', cue=(2, 8),
            horizon_from=None, horizon_to=None, horizon_years=3)
    >>> horizon(cues("加快籌建大灣區大學", None)).horizon_basis
    'implied'
    """
    if not found:
        return Horizon("unstated", "none")
    time = max(
        found, key=lambda t: (not t.cue, t.last or date.min, t.years or 0, t.cue == "continuing")
    )
    if time.cue:
        return Horizon(time.cue, "implied", time[:2])
    code = "unstated"
    if (ahead := time.ahead) is not None:
        code = "within_2_years" if ahead <= 2 else "2_to_5_years" if ahead <= 5 else "over_5_years"
    year = time.last.year if time.last else None
    return Horizon(code, "stated", time[:2], time.first, year, int(time.years or 0) or None)


def checkable(spans: Sequence[Span], horizon: Horizon) -> Span | None:
    """The first words by which an outsider can check a pledge, ``None`` where there are none.

    ``spans`` are its targets and events; a stated time counts, a mere duration (三年計劃) not.

    >>> checkable([(0, 6)], Horizon("unstated", "none"))
    (0, 6)
    """
    stated = horizon.horizon_basis == "stated"
    ends = stated and (horizon.horizon_to is not None or horizon.horizon_years is None)
    return min([*spans, *([horizon.cue] if ends and horizon.cue else [])], default=None)


def cues(text: str, published: date | None) -> list[Time]:
    """All that tells of time in a text or a whole document, without background and names.

    What ended before ``published`` is background (2021年獲批的). A relative time is resolved
    against ``published``; where that is missing its ``first`` and ``last`` are, too.

    >>> [time.last for time in cues("比2020年下降13.5%,到2025年建成", date(2022, 11, 9))]
    [datetime.date(2025, 12, 31)]
    """
    folded = fold(text)
    found: list[Time] = []
    day = published or date(2001, 7, 1)  # of any year, in its middle
    for form, match in find("times", folded):
        start, end = match.span()
        if not form.reading or (form.name == _TRADITIONAL and script_of(text) == "hans"):
            continue
        if form.name not in _IN_TITLES and _TITLE.search(folded, max(start - 80, 0), start):
            continue
        told = _READINGS[form.reading](match, day)
        last, relative = told.get("last"), form.reading.endswith("_ahead")
        if last and published and last < published:
            continue
        if found and found[-1].first is None and folded[found[-1].end : start] in _AND:
            told["first"] = None  # 到2025年、2030年: both are deadlines
        if last and (published or relative):
            later = (last.month, last.day) > (day.month, day.day)
            told["ahead"] = last.year - day.year + later
        if relative and not published:
            told |= {"last": None, "first": None}
        found.append(Time(start, end, **told))
    return found


_TRADITIONAL = "year of the Republic in Traditional text"
_IN_TITLES = {"range of years", "range of years of the Republic", "duration in a name"}
_TITLE = re.compile("<[^<>\n]*$")
_AND = {"、", "和", "与", "及"}
_DEADLINE = re.compile("^[到至]|(?:[前内底末夕]|左右|收官)$")


def _day(year: int, month: int, day: int = date.max.day) -> date:
    """A day of a month, which may lie beyond December; the last one of a shorter month."""
    end = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    return end.replace(day=min(day, end.day))


def _year(words: str) -> int:
    """The year of the common era; of three figures one of the Republic, of two of this century."""
    return digits(words) + {2: 2000, 3: 1911}.get(len(words), 0)


def _dated(first: int, last: int, words: str) -> dict:
    """To the end of the part of the last year that the words name: a quarter, a month, a feast.

    A deadline has no first year, a period has: 到2025年 against 2025年.
    """
    parts = [int(number(m["n"]) if f.name == "month" else f.name) for f, m in find("months", words)]
    ends = _day(last, *parts[-1:] or [12])
    return {"last": ends, "first": None if _DEADLINE.search(words) else first}


def _count(m: re.Match[str]) -> float:
    """The count of a duration, of an approximate one (三五年) the upper end."""
    words = m["m"] or m["n"]
    return 0.5 if words == "半" else number(words if re.search("[十0-9]", words) else words[-1])


def _stated(m: re.Match[str], day: date) -> dict:
    """到2025年, 2022-23年度 with a short second year, 112學年度 from one year to the next."""
    first, to = _year(m["y"]), m["to"]
    if not to:
        return _dated(first, first + ("学年" in m[0]), m[0])
    return _dated(first, _year(m["y"][: -len(to)] + to), m[0]) | {"first": first}


def _plan(m: re.Match[str], day: date) -> dict:
    """“十四五”期間: the fourteenth plan runs from 2021 to 2025, and 開局 is its first year."""
    first = 1951 + 5 * int(number(m["n"]))
    return _dated(first, first if m["opening"] else first + 4, m[0])


def _part_ahead(m: re.Match[str], day: date) -> dict:
    """今年, 明年底前, 今明兩年; 上半年, 春節前: this year's, the next one's if that is over."""
    when = m["when"] or ""
    year = day.year + (2 if "后" in when else 1 if set(when) & set("明来下") else 0)
    if not when and _dated(year, year, m[0])["last"] < day:
        year += 1
    return _dated(day.year if "今" in when else year, year, m[0])


def _unit_ahead(m: re.Match[str], day: date) -> dict:
    """本季, 下個月, 月底前, 本週內: to the end of it."""
    later = m[0].startswith("下")
    if re.search("周|星期", m[0]):
        return {"last": day + timedelta(6 - day.weekday() + 7 * later)}
    months = 3 if "季" in m[0] else 1
    return {"last": _day(day.year, day.month + -day.month % months + months * later)}


def _count_ahead(m: re.Match[str], day: date) -> dict:
    """未來五年, 三個月內, 100天內: counted from the day; in spring the year itself is the first."""
    count, unit = _count(m), m["unit"]
    if unit[-1] not in "年月":
        return {"last": day + (timedelta(count) if unit in "天日" else timedelta(weeks=count))}
    months = int(count * (12 if unit == "年" else 1))
    ends = _day(day.year, day.month + months, day.day)
    if unit != "年":
        return {"last": ends}
    whole = day.month <= 3 and months >= 12
    return {"last": _day(day.year, months) if whole else ends, "first": day.year, "years": count}


def _day_ahead(m: re.Match[str], day: date) -> dict:
    """9月5日 nearest to the day, 於28日 the next one."""
    month, step = (int(number(m["month"])), 12) if m["month"] else (day.month, 1)
    near = [_day(day.year, month + n * step, int(m["day"])) for n in (-1, 0, 1)]
    return {"last": min(near, key=lambda d: (step == 1 and d < day, abs(d - day)))}


_READINGS: dict[str, Callable[[re.Match[str], date], dict]] = {
    "stated": _stated,
    "plan": _plan,
    "part_ahead": _part_ahead,
    "unit_ahead": _unit_ahead,
    "count_ahead": _count_ahead,
    "day_ahead": _day_ahead,
    "duration": lambda m, day: dict.fromkeys(("years", "ahead"), _count(m)),
    "term": lambda m, day: {"ahead": 5},
    "mid_century": lambda m, day: {"last": date(2050, 12, 31)},
    "continuity": lambda m, day: {"cue": "continuing"},
    "pace": lambda m, day: {"cue": "unstated"},
}
