"""The licence of every package that dgpolicy or one of its extras brings, as ``licences.csv``.

``python tests/licences.py`` writes it anew, of the packages that this machine has.
"""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from itertools import chain
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LISTED = Path(__file__).with_name("licences.csv")
PROJECT = tomllib.loads(Path(__file__).parents[1].joinpath("pyproject.toml").read_text("utf-8"))


def brought() -> set[str]:
    """What the project and its extras ask for here, but for its tests, and what those need."""
    extras = PROJECT["project"]["optional-dependencies"]
    asked = [extras[name] for name in extras if name != "test"]
    todo = [Requirement(line) for line in chain(PROJECT["project"]["dependencies"], *asked)]
    seen = set()
    while todo:
        one = todo.pop()
        if (key := (canonicalize_name(one.name), *one.extras)) not in seen:
            seen.add(key)
            for wanted in map(Requirement, distribution(one.name).requires or []):
                said = [{"extra": extra} for extra in ("", *one.extras)]
                if not wanted.marker or any(map(wanted.marker.evaluate, said)):
                    todo.append(wanted)
    return {name for name, *_ in seen}


def licence(package: Distribution) -> str:
    """What a package says of its licence, in short.

    >>> licence(distribution("pandas"))
    'BSD-3-Clause'
    """
    about = package.metadata
    classes = (each.split(" :: ") for each in about.get_all("Classifier") or [])
    told = [each[-1] for each in classes if each[0] == "License"]
    said = (about.get("License") or "").splitlines()[:1]
    said = [each for each in said if not re.match("Copyright|UNKNOWN", each)]
    return next(filter(None, [about.get("License-Expression"), *said, *told]), "")


def lines() -> Iterator[str]:
    """A line a package."""
    yield "package,licence"
    for name in sorted(brought()):
        yield f"{name},{licence(distribution(name))}"


if __name__ == "__main__":
    LISTED.write_text("\n".join(lines()) + "\n", "utf-8")
