"""Reads the development cases: texts with their pledges in braces, and who makes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from dgpolicy.document import Document
from dgpolicy.extract.judge import default
from dgpolicy.extract.layout import layout
from dgpolicy.extract.pledges import pledges
from dgpolicy.extract.voices import statements

ARTICLE = Document.from_text(
    (Path(__file__).parents[1] / "data" / "texts" / "dg2022.txt").read_text(encoding="utf-8"),
    document_id="dg2022",
    published="2022-11-09",
)
CASES = Path(__file__).parent / "cases"
KINDS = {"d": "directive", "u": "unnumbered", "l": "lead", "n": "numbered"}


@dataclass(frozen=True)
class Case:
    """One text, its pledges as (start, end, kind), and its speakers in order."""

    name: str
    form: str
    text: str
    pledges: tuple[tuple[int, int, str], ...]
    speakers: tuple[tuple[str, ...], ...]


def cases() -> list[Case]:
    return [
        _case(path.stem, block)
        for path in sorted(CASES.glob("*.txt"))
        for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]
    ]


def _case(form: str, block: str) -> Case:
    name, _, rest = block.partition("\n")
    speakers = []
    while rest.startswith("@"):
        line, _, rest = rest.partition("\n")
        speakers.append(tuple(part.strip() for part in line[1:].split("|")))
    text, marks, kind, start = "", [], "", 0
    for piece in re.split(r"(\{[duln] |\})", rest.strip("\n")):
        if re.fullmatch(r"\{[duln] ", piece):
            kind, start = KINDS[piece[1]], len(text)
        elif piece == "}":
            marks.append((start, len(text), kind))
        else:
            text += piece
    return Case(name, form, text, tuple(marks), tuple(speakers))


def found(case: Case) -> tuple[tuple[tuple[int, int, str], ...], tuple[tuple[str, ...], ...]]:
    """The pledges found in a case, and the speakers of the statements that hold any."""
    document = Document.from_text(case.text)
    units = layout(document)
    said, begins = statements(document, units)
    made = pledges(document, units, said, begins, default()(document, units))
    speakers = []
    for pledge in made:
        place, title, name = said[pledge.statement].who
        who = tuple(document.text[slice(*span)] for span in (place, title, name) if span)
        if who not in speakers:
            speakers.append(who or ("无",))
    return tuple((p.start, p.end, p.kind) for p in made), tuple(speakers)
