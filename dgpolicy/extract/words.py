"""The words on which reading turns, from ``words.csv``: one kind a row, all of it folded."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def _lexicon() -> dict[str, list[str]]:
    with files("dgpolicy.extract").joinpath("words.csv").open(encoding="utf-8") as lines:
        return {row["kind"]: row["words"].split("|") for row in csv.DictReader(lines)}


def words(kind: str) -> list[str]:
    """The words of one kind in ``words.csv``, the longest first.

    >>> words("paper")[:2]
    ['规划纲要', '白皮书']
    """
    return sorted(_lexicon()[kind], key=len, reverse=True)


def any_of(*kinds: str) -> str:
    """An alternation of all words of the kinds."""
    return "(?:" + "|".join(sorted({w for k in kinds for w in words(k)}, key=len)[::-1]) + ")"
