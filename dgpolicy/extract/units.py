"""The units of policy prose (``units.csv``), and what they come to in SI."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

# 15 mu are a hectare; a 坪 is 400/121 m2, a tonne of standard coal 29.3076 GJ (GB/T 2589-2020).
# A unit does not count before the words in ``not_before``: 5部門 counts nothing in 部.
with Path(__file__).with_name("units.csv").open(encoding="utf-8", newline="") as file:
    _UNITS = sorted(csv.DictReader(file), key=lambda row: -len(row["unit"]))

SI: dict[str, tuple[str, float]] = {
    row["unit"]: (row["si_unit"], float(Fraction(row["si_size"])))
    for row in _UNITS
    if row["si_unit"]
}


def _pattern(kind: str) -> str:
    return "|".join(
        row["unit"] + (f"(?!{row['not_before']})" if row["not_before"] else "")
        for row in _UNITS
        if row["kind"] == kind
    )


MEASURED, COUNTED = _pattern("measured"), _pattern("counted")
