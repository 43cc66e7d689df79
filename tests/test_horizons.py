from datetime import date
from pathlib import Path

import pytest

from dgpolicy.extract.horizons import Horizon, horizon


def _cases():
    lines = (Path(__file__).parent / "cases" / "horizons.txt").read_text("utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            text, published, code, basis, cue, *years = cells + [""] * (8 - len(cells))
            span = (text.index(cue), text.index(cue) + len(cue)) if cue else None
            numbers = [int(year) if year else None for year in years]
            day = date.fromisoformat(published) if published else None
            yield pytest.param(text, day, Horizon(code, basis, span, *numbers), id=text)


@pytest.mark.parametrize("text, published, expected", list(_cases()))
def test_the_words_give_this_horizon(text, published, expected):
    assert horizon(text, published) == expected
