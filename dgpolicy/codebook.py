"""The codebook: what each code means, what it is called, and which wordings carry it."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pandas as pd

from dgpolicy.fold import fold
from dgpolicy.tables.frames import VARIABLES

SCHEMES = VARIABLES["scheme"]
NAMES = ("name_hant", "name_hans", "name_en")
COLUMNS = ("code", "parent", *NAMES, "definition", "terms")
_CODE = re.compile(r"[a-z0-9_]+")
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


@dataclass(frozen=True, eq=False, repr=False)
class Codebook:
    """One frame a scheme, indexed by code, in the order in which codes are shown.

    ``schemes`` maps each of ``industry``, ``instrument``, ``programme``, ``organisation`` and
    ``place`` to a frame with the columns ``COLUMNS`` and whatever else its file has;
    ``variables`` has the closed variables (``kind``, ``horizon`` …), indexed by variable and code.

    >>> default().label("industry", "new_materials", "en")
    'New materials'
    """

    schemes: dict[str, pd.DataFrame]
    variables: pd.DataFrame

    @classmethod
    def read(cls, folder: str | Path, *, extends: Codebook | None = None) -> Codebook:
        """The codebook of a folder with one ``<scheme>.csv`` a scheme and ``variables.csv``.

        With ``extends``, the folder may hold only some files; a row with a known code replaces
        that row, any other is added at the end. Raises ``CodebookError`` that names the file
        and the row where a column is missing, a code is empty or doubled, a parent is no code
        of the file, a wording stands twice in one scheme (in any script or width), or an
        exception holds none of the wordings of its row.
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
            variables = _variables(folder)
        elif extends:
            variables = extends.variables
        else:
            variables = default().variables
        return cls(schemes, variables)

    def __repr__(self) -> str:
        return f"<Codebook: {', '.join(f'{len(f)} {s}' for s, f in self.schemes.items())}>"

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

    def path(self, scheme: str, code: str) -> list[str]:
        """The code with every code above it, the topmost first.

        >>> default().path("industry", "advanced_manufacturing")
        ['industry_sector', 'manufacturing', 'advanced_manufacturing']
        """
        path = [code]
        while (above := self.row(scheme, path[0])["parent"]) and above not in path:
            path.insert(0, above)
        return path

    @cached_property
    def terms(self) -> pd.DataFrame:
        """Every wording with its scheme and code: columns ``term``, ``scheme``, ``code``."""
        return self._wordings("terms")

    @cached_property
    def exceptions(self) -> pd.DataFrame:
        """Words in which a wording of their code does not mean it, columns as in ``terms``."""
        return self._wordings("except")

    def _wordings(self, column: str) -> pd.DataFrame:
        rows = [
            (term, scheme, code)
            for scheme, frame in self.schemes.items()
            if column in frame
            for code, terms in frame[column].items()
            for term in _parted(terms)
        ]
        return pd.DataFrame(rows, columns=["term", "scheme", "code"])


def _read(path: Path, key: str) -> pd.DataFrame:
    try:
        rows = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise CodebookError(f"{path}: not a CSV file in UTF-8: {error}") from None
    wanted = [key, "code", *NAMES, "definition"] if key == "variable" else COLUMNS
    if missing := [column for column in wanted if column not in rows.columns]:
        raise CodebookError(f"{path}: column missing: {', '.join(missing)}")
    return rows.set_index(key)


def _variables(folder: Path) -> pd.DataFrame:
    rows = _read(folder / "variables.csv", "variable")
    return rows.reset_index().set_index(["variable", "code"])


def _extended(base: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    kept = base[~base.index.isin(rows.index)]
    return pd.concat([kept, rows]).fillna("")


def _check(path: Path, rows: pd.DataFrame) -> None:
    def complain(bad: list[str], rule: str) -> None:
        if bad:
            raise CodebookError(f"{path}: code {bad[0]!r}: {rule}")

    codes = rows.index.tolist()
    complain([c for c in codes if not _CODE.fullmatch(c)], "use a-z, 0-9 and _")
    complain([c for c, n in Counter(codes).items() if n > 1], "stands twice; keep one row")
    known = {*codes, ""}
    orphans = [c for c, parent in zip(codes, rows["parent"], strict=True) if parent not in known]
    complain(orphans, "its parent is no code here")
    nameless = rows["name_hant"].eq("") & rows["name_hans"].eq("")
    complain(rows.index[nameless].tolist(), "has no Chinese name")
    _check_wordings(rows, complain)


def _check_wordings(rows: pd.DataFrame, complain: Callable[[list[str], str], None]) -> None:
    """What two wordings have in common is seen as texts are matched: in their folded form."""
    claimed: dict[str, str] = {}
    for code, terms in rows["terms"].items():
        own = [(term, fold(term)) for term in _parted(terms)]
        for term, folded in own:
            if term.strip() != term:
                complain([code], f"the term {term!r} has spaces around it; take them out")
            if folded in claimed:
                also = "here" if claimed[folded] == code else f"by code {claimed[folded]!r}"
                complain([code], f"its term {term!r} is claimed {also} already; keep it once")
            claimed[folded] = code
        for words in _parted(rows.at[code, "except"] if "except" in rows else ""):
            if not any(folded in fold(words) != folded for _, folded in own):
                complain([code], f"the exception {words!r} holds none of its terms; add or drop it")


def _parted(words: str) -> list[str]:
    return [word for word in words.split("|") if word]


class _Packaged(Codebook):
    """The codebook that comes with the package, read when it is first asked for anything.

    ``load()`` is held to the time that importing pandas takes. Its files are not checked here
    but by the tests.
    """

    def __init__(self) -> None:
        pass

    @cached_property
    def schemes(self) -> dict[str, pd.DataFrame]:  # type: ignore[override]
        return {s: _read(home() / "codebook" / f"{s}.csv", "code") for s in SCHEMES}

    @cached_property
    def variables(self) -> pd.DataFrame:  # type: ignore[override]
        return _variables(home() / "codebook")


@cache
def default() -> Codebook:
    """The codebook that comes with the package, from ``data/codebook/``."""
    return _Packaged()


def home() -> Path:
    """The folder of the data: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"
