"""A frame as a reader wants it: text to the left, numbers to the right, no row numbers."""

from __future__ import annotations

import re
from numbers import Real
from zlib import crc32

import numpy as np
import pandas as pd
from pandas.io.formats.style import Styler

from dgpolicy.codebook import SUFFIXES, default
from dgpolicy.fold import simplified
from dgpolicy.look.words import words
from dgpolicy.tables.frames import VARIABLES

_ADDRESS = re.compile(r"https?://([^/\s]+)\S*")
RIGHT = "text-align:right;font-variant-numeric:tabular-nums"


def table(frame: pd.DataFrame, *, language: str = "") -> Styler:
    """The frame as an HTML table; whole numbers stay whole, others get at most three places.

    Row numbers are hidden, an index that says something is shown. What is missing is an empty
    cell, an address a link that is called by its host, and everything is escaped. The same frame
    gives the same HTML. In a ``language`` heads and cells that are keys of ``words.csv`` or codes
    of our codebook are said in its words, a code with the cue behind it as well; of a column
    ``reason`` and a ``reason_hant`` that says the same in Traditional Chinese, one stands there.

    >>> "<td" in table(pd.DataFrame({"n": [1234]})).to_html()
    True
    """
    said: dict[str, str] = {}
    if language:
        said |= default().table.set_index("code")[f"name_{SUFFIXES[language]}"].to_dict()
        said |= {key: text for key, text in words(language).items() if "{" not in text}

    def cell(value: object) -> object:
        if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
            if address := _ADDRESS.fullmatch(str(value)):
                return f'<a href="{value}">{address[1]}</a>'
            code, bracket, cue = str(value).partition(" (")
            return f"{said[code]}{bracket}{cue}" if code in said else value
        # Four digits stand together, as in a year.
        group = "," if abs(float(value)) >= 10_000 else ""
        return f"{float(value):{group}.3f}".rstrip("0").rstrip(".")

    flat = frame.rename_axis(index=None, columns=None)
    for column in [each for each in flat if language and f"{each}_hant" in flat]:
        chinese = flat.pop(f"{column}_hant").replace("", pd.NA).fillna(flat[column])
        if language != "en":
            flat[column] = chinese if language == "zh" else chinese.map(simplified)
    for column in [each for each in flat if language and each in VARIABLES]:
        # What a code of one variable is called may be a word of its own elsewhere.
        names = default().frames[column][f"name_{SUFFIXES[language]}"]
        flat[column] = flat[column].astype("object").replace(names.to_dict())
    shown = Styler(flat, uuid=f"{crc32(flat.to_csv().encode()):x}", cell_ids=False)
    shown = shown.format(cell, na_rep="", escape="html")
    for axis in ("index", "columns"):
        shown = shown.format_index(cell, axis=axis, escape="html")
    if isinstance(flat.index, pd.RangeIndex):
        shown = shown.hide()
    shown.set_table_styles([{"selector": "th, td", "props": "text-align:left;vertical-align:top"}])
    styles = {c: RIGHT for c in flat.select_dtypes("number")}
    # An id is not broken at its hyphens.
    styles |= {c: "white-space:nowrap" for c in ("pledge", "pledge_id") if c in flat}
    columns = {c: [{"selector": "", "props": props}] for c, props in styles.items()}
    return shown.set_table_styles(columns, overwrite=False)
