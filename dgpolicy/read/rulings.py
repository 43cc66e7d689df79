"""The ruled tables of a printed page, by the lines that are drawn around their cells."""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

_NEAR = 3.0  # points: lines that are nearer to each other are one, and a thinner box is a line
_PAINTED = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
_MOST = 2000  # lines on a page: a page with more is a drawing


class Rule(NamedTuple):
    """A straight line: where it stands on one axis, and from where to where on the other."""

    at: float
    start: float
    end: float

    def meets(self, other: Rule) -> bool:
        """Whether it touches a line of the other axis."""
        return (
            other.start - _NEAR <= self.at <= other.end + _NEAR
            and self.start - _NEAR <= other.at <= self.end + _NEAR
        )


class Rulings:
    """The level and the upright lines that a page paints; ``take`` hears of its operators."""

    def __init__(self) -> None:
        self.level: list[Rule] = []
        self.upright: list[Rule] = []
        self._path: list[tuple[tuple[float, float], tuple[float, float]]] = []
        self._pen = (0.0, 0.0)

    def take(self, operator: bytes, operands: Any, cm: list[float], _tm: list[float]) -> None:
        """One operator of the page, as pypdf's ``visitor_operand_before`` says it."""

        def point(x: float, y: float) -> tuple[float, float]:
            return x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]

        if operator == b"m":
            self._pen = point(*map(float, operands))
        elif operator == b"l":
            begun, self._pen = self._pen, point(*map(float, operands))
            self._path.append((begun, self._pen))
        elif operator == b"re":
            x, y, width, height = map(float, operands)
            (x, y), (right, top) = point(x, y), point(x + width, y + height)
            flat, thin = abs(top - y) < _NEAR, abs(right - x) < _NEAR
            sides = [((x, y), (right, y)), ((x, top), (right, top))][: 1 if flat else 2]
            ends = [((x, y), (x, top)), ((right, y), (right, top))][: 1 if thin else 2]
            self._path += ([] if thin else sides) + ([] if flat else ends)
        elif operator in _PAINTED:
            for (x0, y0), (x1, y1) in self._path:
                if abs(y1 - y0) < _NEAR < abs(x1 - x0):
                    self.level.append(Rule(y0, *sorted((x0, x1))))
                elif abs(x1 - x0) < _NEAR < abs(y1 - y0):
                    self.upright.append(Rule(x0, *sorted((y0, y1))))
        if operator in _PAINTED or operator == b"n":
            self._path = []

    def grids(self) -> Iterator[Grid]:
        """The tables of the page: each set of lines that touch each other."""
        level, upright = sorted(self.level), sorted(self.upright)
        if len(level) + len(upright) > _MOST:
            return
        left = set(upright)
        while left:
            found: tuple[set[Rule], set[Rule]] = (set(), {left.pop()})
            fresh = [(next(iter(found[1])), level, found[0], found[1])]
            while fresh:
                rule, others, theirs, own = fresh.pop()
                near = others[
                    bisect_left(others, (rule.start - _NEAR,)) : bisect(others, (rule.end + _NEAR,))
                ]
                met = {other for other in near if rule.meets(other)} - theirs
                theirs |= met
                fresh += [(o, upright if others is level else level, own, theirs) for o in met]
            left -= found[1]
            yield Grid(*map(list, found))


class Grid:
    """A table: the places of its lines, and the sides of its cells that are drawn."""

    def __init__(self, level: list[Rule], upright: list[Rule]) -> None:
        ends = [y for rule in upright for y in rule[1:]], [x for rule in level for x in rule[1:]]
        self.rows = _places([*ends[0], *(rule.at for rule in level)])
        self.columns = _places([*ends[1], *(rule.at for rule in upright)])
        self._below = set(_sides(level, self.rows, self.columns))
        self._beside = {(j, i) for i, j in _sides(upright, self.columns, self.rows)}

    def place(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and the column of a point, counted from below; ``None`` where it is outside."""
        row, column = bisect(self.rows, y) - 1, bisect(self.columns, x) - 1
        inside = 0 <= row < len(self.rows) - 1 and 0 <= column < len(self.columns) - 1
        return (row, column) if inside else None

    def cells(self) -> Iterator[list[tuple[range, range]]]:
        """The cells of each row from above: the rows and the columns that each one covers."""
        seen: set[tuple[int, int]] = set()
        for i in range(len(self.rows) - 2, -1, -1):
            made = []
            for j in range(len(self.columns) - 1):
                if (i, j) in seen:
                    continue
                right, low = j + 1, i
                while right < len(self.columns) - 1 and (i, right) not in self._beside:
                    right += 1
                while low > 0 and (low, j) not in self._below:
                    low -= 1
                made.append((range(low, i + 1), range(j, right)))
                seen |= {(row, column) for row in made[-1][0] for column in made[-1][1]}
            yield made


def _places(numbers: Iterable[float]) -> list[float]:
    places: list[float] = []
    for number in sorted(numbers):
        if not places or number - places[-1] > _NEAR:
            places.append(number)
    return places


def _sides(rules: list[Rule], places: list[float], steps: list[float]) -> Iterator[tuple[int, int]]:
    """Which place each line stands at, and each step that it goes along."""
    for rule in rules:
        place = bisect(places, rule.at + _NEAR) - 1
        first, last = (bisect(steps, end + _NEAR) - 1 for end in rule[1:])
        yield from ((place, step) for step in range(first, last))
