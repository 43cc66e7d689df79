"""The front end as text: one ES module, one stylesheet, and the words that it says."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from dgpolicy.corpus import FACETS
from dgpolicy.look.style import css, tight
from dgpolicy.look.words import words


@cache
def module() -> str:
    """The text of the one ES module that every host runs: its parts, without their imports."""
    return "".join(map(_part, ("data", "parts", "charts", "save", "explorer")))


def page_module() -> str:
    """The text of the one inline ES module of a page with explorers: the module and its host."""
    return module() + _part("host")


@cache
def stylesheet() -> str:
    """The stylesheet of a page with explorers, answer tables or quotes."""
    return css() + tight(_read("explorer.css"))


@cache
def said(language: str) -> dict[str, str]:
    """The words that the front end may say: those whose keys stand in it."""
    named = {*re.findall(r"\w+", module()), *FACETS}
    return {k: v for k, v in words(language).items() if k in named or k.startswith("col_")}


def _part(name: str) -> str:
    source = _read(f"{name}.mjs")
    source = re.sub(r"^(?:import [^;]*;\n|export (?!default))", "", source, flags=re.MULTILINE)
    return re.sub(r"^ +|^/\*.*?\*/\n", "", source, flags=re.MULTILINE | re.DOTALL)


def _read(name: str) -> str:
    return files("dgpolicy.explorer").joinpath(name).read_text(encoding="utf-8")
