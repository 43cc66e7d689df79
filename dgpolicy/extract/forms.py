"""The forms of words of ``forms.csv``: at each place of a text the first that fits wins."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from dgpolicy.extract.units import COUNTED, MEASURED
from dgpolicy.numerals import NUMERAL


class Form(NamedTuple):
    """One form of words: its name, its pattern over folded text, and the name of its reading.

    Without a reading the words are passed over: they keep later forms off their ground.
    """

    name: str
    pattern: str
    reading: str = ""


class Forms:
    """Forms in the order in which they are tried.

    ``ahead`` is an assertion that holds wherever a form begins, and is tried first because it
    is cheap; ``head`` is a pattern that every form begins with, matched once for all of them.

    >>> table = Forms([Form("ordinal", "第[0-9]+"), Form("number", "(?P<n>[0-9]+)", "int")])
    >>> [(form.name, match[0]) for form, match in table.find("第3屆有5人")]
    [('ordinal', '第3'), ('number', '5')]
    """

    def __init__(self, forms: Iterable[Form], *, ahead: str = "", head: str = "") -> None:
        self.forms = list(forms)
        self._own = [re.compile(f"{head}(?:{form.pattern})") for form in self.forms]
        # A group of a form may stand in several forms, so the whole has none of their names. Its
        # own stand empty at the ends: an alternative is then skipped by its first character.
        whole = "|".join(f"(?:{_nameless(form.pattern)})()" for form in self.forms)
        self._any = re.compile(f"{ahead}{_nameless(head)}(?:{whole})")

    def find(self, folded: str) -> Iterator[tuple[Form, re.Match[str]]]:
        """Each stretch of a folded text that a form fits, in the order of the text."""
        for found in self._any.finditer(folded):
            place = (found.lastindex or 1) - 1
            if match := self._own[place].match(folded, found.start()):
                yield self.forms[place], match


def _nameless(pattern: str) -> str:
    return re.sub("[(][?]P<[a-z]+>", "(?:", pattern)


@cache
def patterns(table: str) -> dict[str, Form]:
    """The rows of one table by name, their parts filled in: ``{YEAR}`` stands for another row."""
    with files("dgpolicy.extract").joinpath("forms.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    parts = {"NUMERAL": NUMERAL, "MEASURED": MEASURED, "COUNTED": COUNTED}
    made = {}
    for row in rows:
        pattern = re.sub("{([A-Z]+)}", lambda m: parts[m[1]], row["pattern"])
        if row["table"] == "part":
            parts[row["name"]] = pattern
        if row["table"] == table:
            made[row["name"]] = Form(row["name"], pattern, row["reading"])
    return made


@cache
def forms(table: str) -> Forms:
    """The forms of one table; its rows ``ahead`` and ``head`` are no forms but for all of them.

    >>> [match[0] for form, match in forms("cues").find("加快建设,持续推进") if form.reading]
    ['加快', '持续']
    """
    rows = dict(patterns(table))
    common = {name: rows.pop(name).pattern for name in ("ahead", "head") if name in rows}
    return Forms(rows.values(), **common)


def spans_of(table: str, folded: str) -> list[tuple[int, int]]:
    """Where a folded text has a form of a table that is read: a result, an event.

    >>> spans_of("aims", "培育一批企业,改善营商环境"), spans_of("events", "编制产业图谱")
    ([(7, 13)], [(0, 6)])
    """
    return [match.span() for form, match in forms(table).find(folded) if form.reading]
