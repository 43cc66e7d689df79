"""The ruled tables of a printed page, by the lines that are drawn around their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import inf
from typing import Any, NamedTuple

import numpy as np

_NEAR = 3.0  # points: lines that are nearer to each other are one, and a thinner box is a line
_PAINTED = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
_MOST = 2000  # lines on a page: a page with more is a drawing
Point = tuple[float, float]
Line = tuple[float, float, float]  # where it stands on one axis, from where to where on the other


class Box(NamedTuple):
    """The inside of four lines, in points from the lower left of the page."""

    top: float
    left: float
    bottom: float
    right: float


class Rulings:
    """The lines that a page paints, turned by so many degrees; ``take`` hears of its operators."""

    def __init__(self, turned: int) -> None:
        self._turn = (-1j) ** (turned // 90 % 4)
        self._lines: tuple[list[Line], list[Line]] = [], []  # upright, level
        self._path: list[tuple[Point, Point]] = []
        self._pen: Point = (0.0, 0.0)

    def point(self, cm: list[float], x: float, y: float) -> Point:
        """Where a place of the page's content stands on the page as it is shown."""
        place = complex(x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]) * self._turn
        return place.real, place.imag

    def take(self, operator: bytes, operands: Any, cm: list[float], _tm: list[float]) -> None:
        """One operator of the page, as pypdf's ``visitor_operand_before`` says it."""
        if operator in (b"m", b"l", b"re"):
            x, y, wide, high = map(float, [*operands, 0, 0][:4])
            ends = (x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y)
            corners = [self.point(cm, *end) for end in ends]
            if operator == b"l":
                self._path.append((self._pen, corners[0]))
            elif operator == b"re":
                self._path += pairwise(corners)
            self._pen = corners[0]
        elif operator in _PAINTED or operator == b"n":
            for begin, end in self._path if operator in _PAINTED else ():
                for axis, lines in enumerate(self._lines):
                    if abs(begin[axis] - end[axis]) < _NEAR < abs(begin[1 - axis] - end[1 - axis]):
                        low, high = sorted((begin[1 - axis], end[1 - axis]))
                        lines.append((begin[axis], low, high))
            self._path = []

    def boxes(self, points: Sequence[Point]) -> dict[Box, list[int]]:
        """The boxes that hold any of the points, with the numbers of these."""
        upright, level = (np.array(lines).reshape(-1, 3) for lines in self._lines)
        found: dict[Box, list[int]] = {}
        if len(upright) + len(level) <= _MOST:
            for i, (x, y) in enumerate(points):
                top, bottom = _next(level, y, x, 1), _next(level, y, x, -1)
                left, right = _next(upright, x, y, -1), _next(upright, x, y, 1)
                if abs(top) + abs(bottom) + abs(left) + abs(right) < inf:
                    found.setdefault(Box(top, left, bottom, right), []).append(i)
        return found


def _next(lines: np.ndarray, at: float, beside: float, step: int) -> float:
    """Where the next line stands, before or after a place, that passes beside it."""
    passing = lines[(lines[:, 1] <= beside) & (beside <= lines[:, 2]), 0] * step
    return step * float(passing[passing > at * step].min(initial=inf))


def tables(boxes: Iterable[Box]) -> list[list[Box]]:
    """The boxes that touch and have sides in one line, together.

    The rest of a framed page is no part of a table in it: its sides stand elsewhere.
    """
    groups: list[list[Box]] = []
    sides: set[int] = set()
    bottom = 0.0
    for box in sorted(boxes, reverse=True):
        own = {round(x / _NEAR) for x in (box.left, box.right)}
        if box.top < bottom - _NEAR or not sides & {x + d for x in own for d in (-1, 0, 1)}:
            groups.append([])
            sides, bottom = set(), box.bottom
        groups[-1].append(box)
        sides, bottom = sides | own, min(bottom, box.bottom)
    return groups


def grid(cells: dict[Box, str]) -> list[list[str]]:
    """The rows of a table, the words of a merged cell in each place that it covers."""
    tops = _places(-y for box in cells for y in (box.top, box.bottom))[:-1]
    lefts = _places(x for box in cells for x in (box.left, box.right))[:-1]
    return [[_at(cells, x + _NEAR, -y - _NEAR) for x in lefts] for y in tops]


def _at(cells: dict[Box, str], x: float, y: float) -> str:
    inside = (c for b, c in cells.items() if b.left <= x < b.right and b.bottom < y <= b.top)
    return next(inside, "")


def _places(numbers: Iterable[float]) -> list[float]:
    places: list[float] = []
    for number in sorted(numbers):
        if not places or number - places[-1] > _NEAR:
            places.append(number)
    return places
