"""The forms of words of ``forms.csv``: at each place of a text the first that fits wins."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from dgpolicy.numerals import NUMERAL


class Form(NamedTuple):
    """One form of words: its name, its pattern over folded text, and the name of its reading.

    Without a reading the words are passed over: they keep later forms off their ground.
    """

    name: str
    pattern: re.Pattern[str]
    reading: str


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of this wing."""
    with files("dgpolicy.extract").joinpath(name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


# 15 mu are a hectare; a 坪 is 400/121 m2, a tonne of standard coal 29.3076 GJ (GB/T 2589-2020).
_UNITS = sorted(rows_of("units.csv"), key=lambda row: -len(row["unit"]))
SI: dict[str, tuple[str, float]] = {
    row["unit"]: (row["si_unit"], float(Fraction(row["si_size"])))
    for row in _UNITS
    if row["si_unit"]
}


def _units(kind: str) -> str:
    """An alternation; none counts before ``not_before``: 5部門 counts nothing in 部."""
    rows = [(row["unit"], row["not_before"]) for row in _UNITS if row["kind"] == kind]
    return "|".join(f"{unit}(?!{words})" if words else unit for unit, words in rows)


@cache
def patterns(table: str) -> dict[str, Form]:
    """The rows of one table by name, their parts filled in: ``{YEAR}`` stands for another row."""
    parts = {"NUMERAL": NUMERAL, "MEASURED": _units("measured"), "COUNTED": _units("counted")}
    made = {}
    for row in rows_of("forms.csv"):
        pattern = re.sub("{([A-Z]+)}", lambda m: parts[m[1]], row["pattern"])
        if row["table"] == "part":
            parts[row["name"]] = pattern
        if row["table"] == table:
            made[row["name"]] = Form(row["name"], re.compile(pattern), row["reading"])
    return made


@cache
def _table(table: str) -> tuple[re.Pattern[str], list[Form]]:
    """All forms of a table as one pattern, with an empty group at the end of each.

    Its first row is no form but an assertion that holds wherever one begins: it is cheap.
    """
    ahead, *forms = patterns(table).values()
    # A group of a form may stand in several forms, so the whole has none of their names.
    bare = [re.sub("[(][?]P<[a-z_]+>", "(?:", form.pattern.pattern) for form in forms]
    whole = "|".join(f"(?:{pattern})()" for pattern in bare)
    return re.compile(f"{ahead.pattern.pattern}(?:{whole})"), forms


def find(table: str, folded: str) -> Iterator[tuple[Form, re.Match[str]]]:
    """Each stretch of a folded text that a form of the table fits, in the order of the text.

    >>> [(form.name, match[0]) for form, match in find("times", "到2025年,持续推进")]
    [('year', '到2025年'), ('continuity', '持续')]
    """
    whole, forms = _table(table)
    for found in whole.finditer(folded):
        form = forms[(found.lastindex or 1) - 1]
        if match := form.pattern.match(folded, found.start()):
            yield form, match


def spans_of(table: str, folded: str) -> list[tuple[int, int]]:
    """Where a folded text has a form of a table that is read: a result, an event.

    >>> spans_of("aims", "培育一批企业,改善营商环境"), spans_of("events", "编制产业图谱")
    ([(7, 13)], [(0, 6)])
    """
    return [match.span() for form, match in find(table, folded) if form.reading]
