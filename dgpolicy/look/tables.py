"""A frame as a reader wants it: text to the left, numbers to the right, no row numbers."""

from __future__ import annotations

import hashlib
from numbers import Real

import numpy as np
import pandas as pd
from pandas.io.formats.style import Styler

from dgpolicy.look.words import words

RIGHT = "text-align:right;font-variant-numeric:tabular-nums"


def table(frame: pd.DataFrame, *, digits: int = 3, language: str = "") -> Styler:
    """The frame as an HTML table; whole numbers stay whole, others get at most ``digits`` places.

    Row numbers are hidden, an index that says something is shown. What is missing is an empty
    cell, and everything is escaped. The same frame gives the same HTML. In a ``language`` heads
    and cells that are keys of ``words.csv`` are said in its words.

    >>> "<td" in table(pd.DataFrame({"n": [1234]})).to_html()
    True
    """
    if language:
        said = {key: each for key, each in words(language).items() if "{" not in each}
        coded = frame.select_dtypes(["object", "string", "category"])
        frame = frame.assign(
            **{c: coded[c].astype("object").map(lambda v: said.get(str(v), v)) for c in coded}
        ).rename(columns=said)
        if not isinstance(frame.index, pd.RangeIndex):
            frame = frame.rename(index=said)
    flat = frame.rename_axis(index=None, columns=None)
    name = hashlib.sha256(flat.to_csv().encode()).hexdigest()[:8]
    shown = Styler(flat, uuid=name, cell_ids=False)
    if isinstance(flat.index, pd.RangeIndex):
        shown = shown.hide()
    shown = shown.format(lambda value: _plain(value, digits), na_rep="", escape="html")
    shown.set_table_styles([{"selector": "th, td", "props": "text-align:left;vertical-align:top"}])
    numbers = {c: [{"selector": "", "props": RIGHT}] for c in flat.select_dtypes("number")}
    return shown.set_table_styles(numbers, overwrite=False)


def _plain(value: object, digits: int) -> object:
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        return value
    # Four digits stand together, as in a year.
    group = "," if abs(float(value)) >= 10_000 else ""
    shown = f"{float(value):{group}.{digits}f}"
    return shown.rstrip("0").rstrip(".") if digits else shown
