"""The units of policy prose (``units.csv``), and what they come to in SI."""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from pathlib import Path

# 15 mu are a hectare; a 坪 is 400/121 m2, a tonne of standard coal 29.3076 GJ (GB/T 2589-2020).
# Only 元 without another currency counts as yuan. A unit does not count before the words in
# ``not_before``: 5部門 counts nothing in 部.
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

_OTHER_DOLLARS = re.compile(
    "港元|港币|新台币|台币|澳门元|澳门币|立法会|立法院|行政院|行政长官|特首|特区政府|财政司|民国|"
    "经济部(?!门|分|署)|国科会|国发会|数发部|金管会|台[北中南]市|新北市|桃园市|高雄市"
)
_MAINLAND = re.compile(
    "国务院|党中央|总书记|[省市县区]委|人民政府|人民币|自治区|全国人大|发展改革|发改委|十[一二三四五]五"
)


def counts_in_yuan(folded: str) -> bool:
    """Whether 元 alone is the yuan in a folded document: not so in Hong Kong, Macao and Taiwan.

    The offices and moneys that the document names tell; where none stands, it is the yuan.

    >>> counts_in_yuan("行政院编列10亿元"), counts_in_yuan("市政府安排10亿元")
    (False, True)
    """
    return len(_OTHER_DOLLARS.findall(folded)) <= len(_MAINLAND.findall(folded))
