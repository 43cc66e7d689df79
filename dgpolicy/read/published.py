"""When a text was published, where the text itself says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

from dgpolicy.fold import fold
from dgpolicy.numerals import number
from dgpolicy.read.content import rows_of

_PLAIN = str.maketrans({"廿": "二十", "卅": "三十", "o": "〇"})
_PARTS = ("year", "y", "Y"), ("month", "m", "M"), ("day", "d", "D")
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
    for form, place in _forms():
        found = {day for line in places[place] for day in _dates(form, line, year)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


@cache
def _forms() -> list[tuple[re.Pattern[str], str]]:
    """The forms in ``dates.csv``, each with its place; a name in capitals is that of a part."""
    parts: dict[str, str] = {}
    forms = []
    for row in rows_of("dates.csv"):
        form = re.sub("|".join(parts) or "$^", lambda part: parts[part[0]], row["form"])
        if row["name"].isupper():
            parts[row["name"]] = form
        else:
            forms.append((re.compile(form), row["name"]))
    return forms


def _short(line: str) -> bool:
    return len(line) <= _LINE and "。" not in line


def _dates(form: re.Pattern[str], line: str, year: str) -> Iterator[date]:
    for found in form.finditer(line):
        given = [next(filter(None, found.group(*names)), year) for names in _PARTS]
        try:
            y, month, day = (int(number(numeral.translate(_PLAIN))) for numeral in given)
            y += 1911 * bool(found["roc"] or y // 100 == 1)  # the Republic counts from 1911
            if y // 100 in (19, 20):
                yield date(y, month, day)
        except ValueError:
            continue
