"""The codebook: what each code means, what it is called, and which wordings carry it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pandas as pd

from dgpolicy.frames import VARIABLES

SCHEMES = VARIABLES["scheme"]
NAMES = ("name_hant", "name_hans", "name_en")
COLUMNS = ("code", "parent", *NAMES, "definition", "terms")
LANGUAGES = ("zh", "zh-Hans", "en")


class CodebookError(ValueError):
    """A codebook file that breaks a rule; the message names file, row, and what to do."""


def nearest(word: object, known: Iterable[str], what: str) -> str:
    """The words of an error for an unknown name: the nearest known one, then all of them.

    >>> nearest("semiconductor", ["semiconductors", "talent"], "industry")
    "unknown industry 'semiconductor': did you mean 'semiconductors'? Known: semiconductors, talent"
    """
    known = list(known)
    close = difflib.get_close_matches(str(word), known, n=1, cutoff=0.4)
    hint = f": did you mean {close[0]!r}?" if close else "."
    return f"unknown {what} {str(word)!r}{hint} Known: {', '.join(known)}"


@dataclass(frozen=True)
class Codebook:
    """One frame a scheme, indexed by code, in the order in which codes are shown.

    ``schemes`` maps each of ``industry``, ``instrument``, ``programme``, ``organisation`` and
    ``place`` to a frame with the columns ``COLUMNS`` and whatever else its file has;
    ``variables`` has the closed variables (``kind``, ``horizon`` …), indexed by variable and code.
    """

    schemes: dict[str, pd.DataFrame]
    variables: pd.DataFrame

    @classmethod
    def read(cls, folder: str | Path, *, extends: Codebook | None = None) -> Codebook:
        """The codebook of a folder with one ``<scheme>.csv`` a scheme and ``variables.csv``.

        With ``extends``, the folder may hold only some files; a row with a known code replaces
        that row, any other is added at the end. Raises ``CodebookError`` that names the file
        and the row where a column is missing, a code is empty or doubled, a parent is no code
        of the file, or a wording is claimed by two codes of one scheme.
        """
        folder = Path(folder)
        if not folder.is_dir():
            raise CodebookError(f"{folder}: no such folder")
        schemes = {}
        for scheme in SCHEMES:
            path = folder / f"{scheme}.csv"
            base = extends.schemes[scheme] if extends else None
            if path.exists():
                rows = _read(path, "code")
                schemes[scheme] = rows if base is None else _extended(base, rows)
                _check(path, schemes[scheme])
            elif base is not None:
                schemes[scheme] = base
            else:
                raise CodebookError(f"{path}: missing; a codebook has one file for each scheme")
        path = folder / "variables.csv"
        if path.exists():
            variables = _read(path, "variable").reset_index().set_index(["variable", "code"])
        elif extends:
            variables = extends.variables
        else:
            variables = default().variables
        return cls(schemes, variables)

    def codes(self, scheme: str) -> list[str]:
        """The codes of a scheme or a closed variable, in the order in which they are shown.

        >>> default().codes("horizon_basis")
        ['stated', 'implied', 'none']
        """
        if scheme in self.schemes:
            return self.schemes[scheme].index.tolist()
        if scheme in VARIABLES:
            return list(VARIABLES[scheme])
        raise CodebookError(nearest(scheme, [*SCHEMES, *VARIABLES], "scheme"))

    def row(self, scheme: str, code: str) -> pd.Series:
        """What the codebook says of a code; raises ``CodebookError`` where it says nothing.

        >>> default().row("industry", "semiconductors")["parent"]
        'strategic_emerging'
        """
        frame = self.schemes.get(scheme)
        try:
            return self.variables.loc[(scheme, code)] if frame is None else frame.loc[code]
        except KeyError:
            raise CodebookError(nearest(code, self.codes(scheme), scheme)) from None

    def label(self, scheme: str, code: str, language: str = "zh", *, short: bool = False) -> str:
        """The name of a code in ``zh`` (as the source writes), ``zh-Hans`` or ``en``.

        ``short`` gives the short form where the scheme has one (``short_hant``, ``short_en``).

        >>> default().label("horizon", "unstated", "en")
        'Unstated'
        """
        suffix = {"zh": "hant", "zh-Hans": "hans", "en": "en"}.get(language)
        if suffix is None:
            raise CodebookError(nearest(language, LANGUAGES, "language"))
        row = self.row(scheme, code)
        shorter = row.get(f"short_{suffix}", "") if short else ""
        return shorter or row[f"name_{suffix}"] or row["name_hant"]

    def narrower(self, scheme: str, code: str) -> list[str]:
        """The code and every code below it, in the order in which they are shown."""
        frame, kept = self.schemes[scheme], {self.row(scheme, code).name}
        while grown := {c for c in frame.index[frame["parent"].isin(kept)]} - kept:
            kept |= grown
        return [c for c in frame.index if c in kept]

    @cached_property
    def terms(self) -> pd.DataFrame:
        """Every wording with its scheme and code: columns ``term``, ``scheme``, ``code``."""
        parts = [
            frame["terms"]
            .str.split("|")
            .explode()
            .rename("term")
            .reset_index()
            .assign(scheme=scheme)
            for scheme, frame in self.schemes.items()
        ]
        rows = pd.concat(parts, ignore_index=True)[["term", "scheme", "code"]]
        return rows[rows["term"] != ""].reset_index(drop=True)


def _read(path: Path, key: str) -> pd.DataFrame:
    try:
        rows = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise CodebookError(f"{path}: not a CSV file in UTF-8: {error}") from None
    wanted = [key, "code", *NAMES, "definition"] if key == "variable" else COLUMNS
    if missing := [column for column in wanted if column not in rows.columns]:
        raise CodebookError(f"{path}: column missing: {', '.join(missing)}")
    return rows.set_index(key)


def _extended(base: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    kept = base[~base.index.isin(rows.index)]
    return pd.concat([kept, rows]).fillna("")


def _check(path: Path, rows: pd.DataFrame) -> None:
    def complain(bad: pd.Index | pd.Series, rule: str) -> None:
        if len(bad):
            raise CodebookError(f"{path}: code {bad[0]!r}: {rule}")

    complain(rows.index[rows.index.str.fullmatch(r"[a-z0-9_]+") == False], "use a-z, 0-9 and _")  # noqa: E712
    complain(rows.index[rows.index.duplicated()], "stands twice; keep one row")
    complain(rows.index[~rows["parent"].isin([*rows.index, ""])], "its parent is no code here")
    complain(rows.index[rows["name_hant"].eq("") & rows["name_hans"].eq("")], "has no Chinese name")
    terms = rows["terms"].str.split("|").explode()
    terms = terms[terms != ""]
    complain(terms.index[terms.str.strip() != terms], "a term has spaces around it")
    complain(terms.index[terms.duplicated()], "one of its terms is claimed twice in this file")


@cache
def default() -> Codebook:
    """The codebook that comes with the package, from ``data/codebook/``."""
    return Codebook.read(home() / "codebook")


def home() -> Path:
    """The folder of the data: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"
