"""The times that policy prose states, resolved against a date.

Each reading takes the match of a form of the table ``times`` and the day from which the words
count, and gives ``last`` (the last day), ``first`` (the first year of a period), ``years`` and
``ahead``. What ends in ``_ahead`` means nothing without a date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dgpolicy.extract.forms import forms
from dgpolicy.fold import fold, script_of
from dgpolicy.numerals import digits, number


class Time(NamedTuple):
    """A stated time: its last day, the first year of a period, a duration in years.

    ``start`` and ``end`` are offsets of its words; ``last`` is missing for a duration without
    a start (三年行動計劃) and for a term of office, ``first`` for a deadline (到2025年).
    Within ``ahead`` years after publication it ends in any case, which classes a relative time
    in a text without a date.
    """

    start: int
    end: int
    last: date | None = None
    first: int | None = None
    years: float | None = None
    ahead: int = 0


_FEASTS = {
    "元旦": (1, 1), "寒假": (1, 20), "春节": (2, 20), "农历新年": (2, 20), "清明": (4, 5),
    "五一": (5, 1), "劳动节": (5, 1), "端午": (6, 25), "七一": (7, 1), "暑假": (7, 15),
    "开学": (9, 1), "中秋": (9, 30), "国庆": (10, 1), "圣诞": (12, 25),
}  # fmt: skip
_SEASONS = {
    "一": 3, "1": 3, "首": 3, "二": 6, "2": 6, "三": 9, "3": 9, "春": 5, "夏": 8, "秋": 11,
}  # fmt: skip


def _int(words: str) -> int:
    return int(number(words))


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> date:
    return min(date(year, month, 1) + timedelta(day - 1), _month_end(year, month))


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return _day(year, month + 1, day.day)


def _part_end(part: str | None, year: int) -> date:
    """The last day of a part of a year: a quarter, a half, a month, else of the year."""
    part = (part or "").strip()
    if month := re.match("([0-9一二三四五六七八九十]+) ?月", part):
        return _month_end(year, _int(month[1]))
    if "季" in part:
        return _month_end(year, next((_SEASONS[c] for c in part if c in _SEASONS), 12))
    if part in ("上半年", "年中"):
        return _month_end(year, 6)
    return _month_end(year, 3 if part in ("初", "年初") else 12)


def _dated(year: int, part: str | None, words: str) -> dict:
    """A deadline has no first year, a period has: 到2025年 against 2025年."""
    deadline = re.match("[到至]", words) or re.search(r"(?:[前内底末]|左右)$", words)
    return {"last": _part_end(part, year), "first": None if deadline else year}


def years(m: re.Match[str]) -> float:
    """The count of a duration, of an approximate one (三五年) the upper end."""
    words = m["m"] or m["n"]
    return 0.5 if words == "半" else _int(words if re.search("[十0-9]", words) else words[-1])


def year_stated(m: re.Match[str], day: date) -> dict:
    """到2025年, 2023年上半年, 25年底前."""
    year = digits(m["y"])
    return _dated(year if year > 99 else 2000 + year, m["part"], m[0])


def year_range(m: re.Match[str], day: date) -> dict:
    """2023—2025年, 2022-23年度 with a short second year, 114至117年 of the Republic."""
    first, last = digits(m["a"]), digits(m["b"])
    year = first // 100 * 100 + last if last < 100 else last
    if year < 1000:
        first, year = 1911 + first, 1911 + year
    last_day = date(year, 7, 31) if "学年" in m[0] else _part_end(m["part"], year)
    return {"last": last_day, "first": first}


def minguo_year(m: re.Match[str], day: date) -> dict:
    """民國112年: the years of the Republic count from 1912."""
    year = digits(m["n"]) if len(m["n"]) == 3 else _int(m["n"])
    return _dated(1911 + year, m["part"], m[0])


def school_year(m: re.Match[str], day: date) -> dict:
    """112學年度: from August to July; with 起 the year in which it begins."""
    first = 1911 + int(m["n"])
    return {"last": date(first, 12, 31) if m["since"] else date(first + 1, 7, 31), "first": first}


def plan_period(m: re.Match[str], day: date) -> dict:
    """“十四五”期間: the fourteenth plan runs from 2021 to 2025, and 開局 is its first year."""
    first = 1951 + 5 * _int(m["n"])
    if m["opening"]:
        return {"last": date(first, 12, 31), "first": first}
    deadline = re.search("[末前]$|收官", m[0])
    return {"last": date(first + 4, 12, 31), "first": None if deadline else first}


def years_ahead(m: re.Match[str], day: date) -> dict:
    """未來五年, 兩個月時間: counted from the day; in spring the year itself is the first."""
    if m["few"]:  # 未來數月
        return {"ahead": 1}
    count = years(m)
    if m["unit"] == "月":
        return {"last": _later(day, int(count))}
    whole = day.month <= 3 and count >= 1
    last = date(day.year + int(count) - 1, 12, 31) if whole else _later(day, int(count * 12))
    return {"last": last, "first": day.year, "years": count}


def year_ahead(m: re.Match[str], day: date) -> dict:
    """今年, 明年底前, 今明兩年."""
    when, both = m["when"], re.match("今明|今冬", m["when"])
    year = day.year + (2 if when == "后年" else 1 if both or when[0] in "明来下" else 0)
    if when == "年内":
        return _dated(year, None, when)
    return _dated(year, m["part"], m[0]) | ({"first": day.year} if both else {})


def part_ahead(m: re.Match[str], day: date) -> dict:
    """上半年, 年底前: of the year of the day, of the next where it is over."""
    return _dated(day.year + (_part_end(m["part"], day.year) < day), m["part"], m[0])


def unit_ahead(m: re.Match[str], day: date) -> dict:
    """本季, 下個月, 月底前, 本週內: to the end of it."""
    unit, later = m["unit"] or "月", m["which"] == "下"
    if unit[0] in "周星":
        return {"last": day + timedelta(6 - day.weekday() + 7 * later)}
    months = 3 if "季" in unit else 1
    ends = _later(day.replace(day=1), -day.month % months + months * later)
    return {"last": _month_end(ends.year, ends.month)}


def days_ahead(m: re.Match[str], day: date) -> dict:
    """100天內, 三個月內."""
    if "月" in m["unit"]:
        return {"last": _later(day, _int(m["n"]))}
    return {"last": day + timedelta(_int(m["n"]) * (1 if m["unit"] in "天日" else 7))}


def day_ahead(m: re.Match[str], day: date) -> dict:
    """9月5日 nearest to the day, 於28日 the next one."""
    ends, month = int(m["day"]), m["month"]
    if month:
        near = (_day(day.year + more, _int(month), ends) for more in (-1, 0, 1))
        return {"last": min(near, key=lambda found: abs(found - day))}
    later = day if ends >= day.day else _later(day.replace(day=1), 1)
    return {"last": _day(later.year, later.month, ends)}


def feast_ahead(m: re.Match[str], day: date) -> dict:
    """春節前, 國慶節前後: the next feast of that name, at its latest day."""
    feast = date(day.year, *_FEASTS[m["feast"]])
    feast = feast if feast >= day else feast.replace(day.year + 1)
    return {"last": feast, "first": feast.year if m["around"] is not None else None}


_READINGS: dict[str, Callable[[re.Match[str], date], dict]] = {
    reading.__name__: reading
    for reading in (
        *(year_stated, year_range, minguo_year, school_year, plan_period, feast_ahead),
        *(years_ahead, year_ahead, part_ahead, unit_ahead, days_ahead, day_ahead),
    )
} | {
    "duration": lambda m, day: {"years": years(m)},
    "term": lambda m, day: {"ahead": 5},
    "mid_century": lambda m, day: {"last": date(2050, 12, 31)},
}
_TRADITIONAL = "year of the Republic in Traditional text"
_IN_TITLES = {"range of years", "range of years of the Republic", "duration in a name"}
_TITLE = re.compile(r"<[^<>\n]{1,80}>")


def times(text: str, published: date | None) -> Iterator[Time]:
    """The times that a text or a whole document states, in order, without background and names.

    What ended before ``published`` is background (2021年獲批的). A relative time is resolved
    against ``published``; where that is missing its ``first`` and ``last`` are, too.

    >>> [time.last for time in times("比2020年下降13.5%,到2025年建成", date(2022, 11, 9))]
    [datetime.date(2025, 12, 31)]
    """
    folded = fold(text)
    day = published or date(2001, 7, 1)
    for form, match in forms("times").find(folded):
        if not form.reading or (form.name == _TRADITIONAL and script_of(text) == "hans"):
            continue
        if form.name not in _IN_TITLES and _in_title(folded, match.start()):
            continue
        time = Time(*match.span(), **_READINGS[form.reading](match, day))
        if time.last and form.reading.endswith("_ahead") and published is None:
            ahead = time.last.year - day.year + 1
            yield time._replace(last=None, first=None, ahead=ahead)
        elif published is None or time.last is None or time.last >= published:
            yield time


def _in_title(folded: str, place: int) -> bool:
    title = _TITLE.match(folded, max(folded.rfind("<", max(place - 80, 0), place), 0))
    return title is not None and title.end() > place
