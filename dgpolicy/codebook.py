"""The codebook: what each code means, what it is called, and which wordings carry it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pandas as pd

from dgpolicy.errors import CheckError, ReadError, require
from dgpolicy.fold import fold
from dgpolicy.tables.frames import VARIABLES
from dgpolicy.tables.store import rows_of

SCHEMES = VARIABLES["scheme"]
NAMES = ("name_hant", "name_hans", "name_en")
COLUMNS = ("code", "parent", *NAMES, "definition", "terms")
SUFFIXES = {"zh": "hant", "zh-Hans": "hans", "en": "en"}
LANGUAGES = tuple(SUFFIXES)


@dataclass(frozen=True, eq=False, repr=False)
class Codebook:
    """One frame a scheme or closed variable, indexed by code, in the order of what is shown.

    ``frames`` maps each of ``industry``, ``instrument``, ``programme``, ``organisation`` and
    ``place`` to a frame with the columns ``COLUMNS`` and whatever else its file has, and each
    closed variable (``kind``, ``horizon`` …) to one with the names and definitions of its codes.

    >>> default().label("industry", "new_materials", "en")
    'New materials'
    """

    frames: dict[str, pd.DataFrame]

    @classmethod
    def read(cls, folder: str | Path, *, extends: Codebook | None = None) -> Codebook:
        """The codebook of a folder with one ``<scheme>.csv`` a scheme and ``variables.csv``.

        With ``extends``, the folder may hold only some of these files; a row with a known code
        replaces that row, any other is added at the end. Raises ``ReadError`` where a file is
        missing or cannot be read, and ``CheckError`` that names the file and the row where a code
        is empty or doubled, a parent is no code of the file, a wording stands twice in one scheme
        (in any script or width), or an exception holds none of the wordings of its row.
        """
        paths = [Path(folder, f"{name}.csv") for name in (*SCHEMES, "variables")]
        if not any(path.exists() for path in paths):
            names = ", ".join(path.name for path in paths)
            raise ReadError(f"{folder}: no codebook; it is a folder that has {names}")
        every = (extends or default()).frames
        known = {name: every[name] for name in every if extends or name not in SCHEMES}
        for path in paths:
            for name, rows in _read(path).items() if path.exists() else ():
                held = known.get(name, rows[:0])
                whole = pd.concat([held.drop(rows.index, errors="ignore"), rows]).fillna("")
                known[name] = whole.loc[held.index.append(rows.index).unique()]
                for code, rule in _broken(name, known[name]):
                    raise CheckError(f"{path}: code {code!r}: {rule}")
            if path.stem in SCHEMES and path.stem not in known:
                raise ReadError(f"{path}: missing; a codebook has one file for each scheme")
        return cls({name: known[name] for name in every})

    @property
    def schemes(self) -> dict[str, pd.DataFrame]:
        """The frames whose codes have wordings, by scheme."""
        return {scheme: self.frames[scheme] for scheme in SCHEMES}

    def __repr__(self) -> str:
        return f"<Codebook: {', '.join(f'{len(f)} {s}' for s, f in self.schemes.items())}>"

    def codes(self, scheme: str) -> list[str]:
        """The codes of a scheme or a closed variable, in the order in which they are shown.

        >>> default().codes("horizon_basis")
        ['stated', 'implied', 'none']
        """
        require(scheme, self.frames, "scheme")
        return self.frames[scheme].index.tolist()

    def row(self, scheme: str, code: str) -> pd.Series:
        """What the codebook says of a code; raises ``ValueError`` where it says nothing.

        >>> default().row("industry", "semiconductors")["parent"]
        'strategic_emerging'
        """
        require(code, self.codes(scheme), scheme)
        return self.frames[scheme].loc[code]

    def label(self, scheme: str, code: str, language: str = "zh", *, short: bool = False) -> str:
        """The name of a code in ``zh`` (as the source writes), ``zh-Hans`` or ``en``.

        ``short`` gives the short form where the scheme has one (``short_hant``, ``short_en``).

        >>> default().label("horizon", "unstated", "en")
        'Unstated'
        """
        require(language, LANGUAGES, "language")
        row, suffix = self.row(scheme, code), SUFFIXES[language]
        shorter = row.get(f"short_{suffix}", "") if short else ""
        return shorter or row[f"name_{suffix}"] or row["name_hant"]

    def named(self, scheme: str, word: str) -> list[str]:
        """The codes of a scheme or closed variable that are so called, in any language or script.

        >>> default().named("industry", "新材料"), default().named("specificity", "Hard")
        (['new_materials'], ['hard'])
        """
        frame = self.frames[scheme]
        called = frame.filter(regex=r"^(name|short)_").map(fold).eq(fold(word)).any(axis=1)
        return frame.index[(called & bool(word)) | (frame.index == word)].tolist()

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
    def table(self) -> pd.DataFrame:
        """Every code in one frame: ``scheme``, ``code``, and the columns of all schemes."""
        return pd.concat(self.frames, names=["scheme", "code"]).fillna("").reset_index()

    @cached_property
    def terms(self) -> pd.DataFrame:
        """Every wording with its scheme and code: columns ``term``, ``scheme``, ``code``."""
        return self._wordings("terms")

    @cached_property
    def exceptions(self) -> pd.DataFrame:
        """Words in which a wording of their code does not mean it, columns as in ``terms``."""
        return self._wordings("except")

    def _wordings(self, column: str) -> pd.DataFrame:
        held = _parted(self.table.set_index(["scheme", "code"]), column)
        return held.reset_index()[["term", "scheme", "code"]]


def _read(path: Path) -> dict[str, pd.DataFrame]:
    """The frames of a file: that of its scheme, or one for each closed variable."""
    rows = rows_of(path).fillna("").astype("str")
    closed = path.stem not in SCHEMES
    wanted = ("variable", "code", *NAMES, "definition") if closed else COLUMNS
    if missing := [column for column in wanted if column not in rows.columns]:
        raise ReadError(f"{path}: column missing: {', '.join(missing)}")
    rows = rows.set_index("code")
    if not closed:
        return {path.stem: rows}
    return {name: own.drop(columns="variable") for name, own in rows.groupby("variable")}


def _broken(name: str, rows: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """The codes that break a rule, each with the rule, in words that say what to do."""
    for code in rows.index[rows.index.duplicated()]:
        yield code, "stands twice; keep one row"
    if name not in SCHEMES:
        codes = VARIABLES.get(name, ())
        for code in rows.index.symmetric_difference(codes):
            yield code, f"the codes of {name!r} are {', '.join(codes) or 'not closed'}"
        return
    parent = above = rows["parent"]
    for _ in parent:  # who then still has one stands in a circle
        above = above.map(parent)
    for bad, words in (
        (~rows.index.str.fullmatch("[a-z0-9_]+"), "use a-z, 0-9 and _"),
        (parent.ne("") & ~parent.isin(rows.index), "its parent {parent!r} is no code here"),
        (above.notna(), "its parent {parent!r} stands below it"),
        (rows["name_hant"].eq("") & rows["name_hans"].eq(""), "has no Chinese name"),
    ):
        yield from ((code, words.format(**row)) for code, row in rows[bad].iterrows())
    # Two wordings are one as texts are matched: in their folded form.
    terms, exceptions = (_parted(rows, column) for column in ("terms", "except"))
    claimed: dict[str, str] = {}
    for code, term in terms.items():
        if term.strip() != term:
            yield code, f"the term {term!r} has spaces around it; take them out"
        if (folded := fold(term)) in claimed:
            yield code, f"its term {term!r} is claimed by code {claimed[folded]!r} already"
        claimed[folded] = code
    for code, said in exceptions.items():
        whole = fold(said)
        if not any(fold(term) in whole != fold(term) for term in terms[terms.index == code]):
            yield code, f"the exception {said!r} holds none of its terms; add or drop it"


def _parted(rows: pd.DataFrame, column: str) -> pd.Series:
    """The wordings of a column, one a row, under their code."""
    held = rows.get(column, pd.Series("", rows.index)).str.split("|").explode()
    return held[held != ""].rename("term")


@cache
def default() -> Codebook:
    """The codebook that comes with the package, from ``data/codebook/``.

    Its files are checked by the tests, not here: whoever loads the corpus waits for this.
    """
    paths = [home() / "codebook" / f"{name}.csv" for name in (*SCHEMES, "variables")]
    return Codebook({name: rows for path in paths for name, rows in _read(path).items()})


def home() -> Path:
    """The folder of the data: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"
