"""When a text was published, where the text itself says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from dgpolicy.fold import fold
from dgpolicy.numerals import number

_PLAIN = str.maketrans({"廿": "二十", "卅": "三十", "o": "〇"})
_HAN = "[〇零○o一二三四五六七八九十百廿卅]"
_DATE = (
    rf"(?:(?:(?:(?:中华)?(?P<roc>民国))?\s?(?P<year>\d{{2,4}}|{_HAN}{{2,7}})\s?年\s?)?"
    rf"(?P<month>\d\d?|{_HAN}{{1,2}})\s?月\s?(?P<day>\d\d?|{_HAN}{{1,3}})\s?(?:[日号]|(?=\s|来源|[)]|$))"
    r"|(?P<y>\d{3,4})(?P<sep>[-/.])(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)(?!\d)"
    r"|(?P<Y>(?:19|20)\d\d)(?P<M>[01]\d)(?P<D>[0-3]\d)(?!\d))"
)
_PARTS = ("year", "y", "Y"), ("month", "m", "M"), ("day", "d", "D")
# A line that says no more than the date, its hour, its source: parted from them by space or bar.
_EDGE = r"(?:^—*|(?<!:)\s|[|(\[·])"
_AFTER = (
    r"(?:\s*[(]?(?:星期|周|礼拜)\w[)]?)?(?=$|[\s|)\]·/]|t\d|\d\d?[时:]|[来稿]源|作者"
    r"|记者|编辑|阅读|点击|字[号体]|第\d+版)"
)
_LABELLED = (
    r"(?:[发公][布文稿开表]|首发|刊[登载]|张贴|新闻|印发|出版)"
    r"(?:(?:日期|时间|日)?\s*[:\]]|日期|时间|于)\s*DATE"
)
_DATED = (
    r"(?:^|[\s|(\[])(?:(?:成文|制发|更新|录入)?日期|(?:更新|录入)时间|时间(?=:\d{4}[-/]))\s*[:\]]"
    r"\s*DATE(?!.*地点)"
)
_ALONE = rf"(?:{_EDGE}|^(?:[来稿]源|出处|作者|编辑)\s*:[^。;]{{0,30}}?)DATE{_AFTER}"
_FORMS = [
    (re.compile(form.replace("DATE", _DATE)), place)
    for form, place in (
        (_LABELLED, "head"),
        (_LABELLED, "foot"),
        (_DATED, "head"),
        (_ALONE, "head"),
        (r"^[(—\s-]*DATE.{0,50}(?:会议?上|通过|[公发]布|印发|刊[登载])[)]?$", "title"),
        (r"DATE(?:\d\d?[时:]\S{0,6})?\s*[电讯](?=[\s,。:(]|$)", "dateline"),
        (_DATED, "foot"),
        (_ALONE, "foot"),
        (r"^[^,。;:]{2,30}?(?<![至到于前])DATE(?:印发|发布)?[)]?$", "foot"),
    )
]
_HEAD, _FOOT, _LINE = 25, 8, 80
_YEAR = re.compile(r"(?<![\d到至])((?:19|20)\d\d)(?:\d{4})?(?!\d)")


def publication_date(text: str, hint: str | None = None) -> date | None:
    """The date of publication that the head or foot of a text gives, or ``None``.

    Counted are a label (发布时间：…), a line with nothing but the date, the place and date of
    delivery or adoption under a title, a dateline (11月9日电) and a signature; numerals of any
    kind, 民國 years too. ``hint`` is what else is known of the text, such as its title or the
    name of its file: it gives the year to a date that has none. Where two dates stand on the
    same ground, or a date has no year, the answer is ``None``: it is never guessed.

    >>> publication_date("新闻稿\\n发布时间：2022年11月9日\\n到2025年12月31日建成。")
    datetime.date(2022, 11, 9)
    >>> publication_date("新华社广州11月9日电 市长表示", hint="2022年东莞")
    datetime.date(2022, 11, 9)
    """
    lines = [line.strip() for line in fold(text).split("\n") if line.strip()]
    # What a first line may be, such as the caption of a picture, begins no text.
    begun = next((i for i, line in enumerate(lines) if i and not _short(line)), len(lines))
    head = list(filter(_short, lines[:begun][:_HEAD]))
    places = {
        "head": head,
        "foot": list(filter(_short, lines[1:][-_FOOT:])),
        "title": [*head, *map("".join, pairwise(head))],
        "dateline": [line[:60] for line in lines[: begun + 1]],
    }
    years = set(_YEAR.findall(fold(hint or "")))
    year = years.pop() if len(years) == 1 else "0"
    for form, place in _FORMS:
        found = {day for line in places[place] for day in _dates(form, line, year)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _short(line: str) -> bool:
    return len(line) <= _LINE and "。" not in line


def _dates(form: re.Pattern[str], line: str, year: str) -> Iterator[date]:
    for found in form.finditer(line):
        given = [next(filter(None, found.group(*names)), year) for names in _PARTS]
        try:
            y, month, day = (int(number(numeral.translate(_PLAIN))) for numeral in given)
            y += 1911 * bool(found["roc"] or 90 <= y < 200)
            if 1900 <= y < 2100:
                yield date(y, month, day)
        except ValueError:
            continue
