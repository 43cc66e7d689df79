"""A table of forms, read as one regular expression: at each place the first that fits wins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from dgpolicy.fold import fold

_HAN = re.compile("[\u4e00-\u9fff]+")
_NEAR = 12  # characters from the beginning of a form to its anchor, at most

R = TypeVar("R")


class Form(NamedTuple, Generic[R]):
    """One form of words: its name, its pattern over folded text, and its reading.

    Without a reading the words are passed over: they keep later forms off their ground.
    ``relative`` is for times that mean nothing without a date.
    """

    name: str
    pattern: str
    reading: R | None = None
    relative: bool = False


class Forms(Generic[R]):
    """Forms in the order in which they are tried.

    ``head`` is a pattern that every form begins with, matched once for all of them. In a long
    text forms are quickly found that have an ``anchor`` near their beginning, a pattern for one
    character: they are tried only before it, at the characters listed in ``first``.

    >>> table = Forms([Form("ordinal", "第[0-9]+"), Form("number", "(?P<n>[0-9]+)", int)])
    >>> [(form.name, match[0]) for form, match in table.find("第3屆有5人")]
    [('ordinal', '第3'), ('number', '5')]
    """

    def __init__(
        self, forms: Sequence[Form[R]], *, head: str = "", anchor: str = "", first: str = ""
    ) -> None:
        # Characters that folding merges (覆蓋, 復蓋) may stand in a pattern in any spelling.
        forms = [form._replace(pattern=_HAN.sub(_folded, form.pattern)) for form in forms]
        self._forms = {
            f"f{i}": (form, re.compile(f"{head}(?:{form.pattern})")) for i, form in enumerate(forms)
        }
        # A group of a form may stand in several forms, so the whole has none of their names. Its
        # own stand empty at the ends: an alternative is then skipped by its first character.
        whole = "|".join(
            f"(?:{_nameless(form.pattern)})(?P<{key}>)" for key, (form, _) in self._forms.items()
        )
        any_form = f"{_nameless(head)}(?:{whole})"
        begins = _firsts(re._parser.parse(any_form))  # type: ignore[attr-defined]
        ahead = f"(?=[{re.escape(''.join(sorted(begins)))}])" if begins else ""
        self._any = re.compile(ahead + any_form)
        self._anchor, self._first = re.compile(anchor), re.compile(f"[{first}]" if first else "")

    def find(self, folded: str) -> Iterator[tuple[Form[R], re.Match[str]]]:
        """Each stretch of a folded text that a form fits, in the order of the text."""
        if not self._anchor.pattern:
            yield from filter(None, map(self._read, self._any.finditer(folded)))
            return
        done = 0
        for anchor in self._anchor.finditer(folded):
            place = anchor.start()
            for first in self._first.finditer(folded, max(done, place - _NEAR), place + 1):
                if first.start() < done:
                    continue
                found = self._any.match(folded, first.start())
                if found and (read := self._read(found)):
                    done = found.end()
                    yield read

    def _read(self, found: re.Match[str]) -> tuple[Form[R], re.Match[str]] | None:
        form, pattern = self._forms[found.lastgroup or ""]
        match = pattern.match(found.string, found.start())
        return (form, match) if match else None

    def __iter__(self) -> Iterator[Form[R]]:
        return (form for form, _ in self._forms.values())


def _firsts(parsed: Any) -> set[str] | None:
    """The characters that a parsed pattern can begin with, ``None`` where it may be any."""
    found: set[str] = set()
    for code, value in parsed:
        kind = str(code)
        if kind in ("ASSERT", "ASSERT_NOT", "AT"):
            continue
        if kind == "LITERAL":
            return found | {chr(value)}
        if kind == "IN" and all(str(op) in ("LITERAL", "RANGE") for op, _ in value):
            for op, chars in value:
                low, high = chars if str(op) == "RANGE" else (chars, chars)
                found |= set(map(chr, range(low, high + 1)))
            return found
        if kind == "BRANCH":
            parts = [_firsts(part) for part in value[1]]
        elif kind in ("SUBPATTERN", "MAX_REPEAT", "MIN_REPEAT"):
            parts = [_firsts(value[-1])]
        else:
            return None
        if None in parts:
            return None
        found = found.union(*filter(None, parts))
        if kind in ("BRANCH", "SUBPATTERN") or value[0]:
            return found
    return None


def _nameless(pattern: str) -> str:
    return re.sub("[(][?]P<[a-z_]+>", "(?:", pattern)


def _folded(match: re.Match[str]) -> str:
    return fold(match[0])
