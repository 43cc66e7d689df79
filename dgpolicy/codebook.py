"""The codebook: what each code means, what it is called, and which wordings carry it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pandas as pd

from dgpolicy.errors import CheckError, ReadError, require
from dgpolicy.fold import fold, simplified
from dgpolicy.tables.frames import VARIABLES
from dgpolicy.tables.store import rows_of

SCHEMES = VARIABLES["scheme"]
NAMES = ("name_hant", "name_hans", "name_en")
COLUMNS = ("code", "parent", *NAMES, "definition", "terms")
GLOSSARY = ("term", "name_en", "about_en", "about_hant")
SUFFIXES = {"zh": "hant", "zh-Hans": "hans", "en": "en"}
LANGUAGES = tuple(SUFFIXES)


@dataclass(frozen=True, eq=False, repr=False)
class Codebook:
    """One frame a scheme or closed variable, indexed by code, in the order of what is shown.

    ``frames`` maps each of ``industry``, ``instrument``, ``programme``, ``organisation`` and
    ``place`` to a frame with the columns ``COLUMNS`` and whatever else its file has, and each
    closed variable (``kind``, ``horizon`` …) to one with the names and definitions of its codes.
    ``glossary`` has the official vocabulary, a term a row, with the columns ``GLOSSARY``.

    >>> default().label("industry", "new_materials", "en")
    'New materials'
    """

    frames: dict[str, pd.DataFrame]
    glossary: pd.DataFrame

    @classmethod
    def read(cls, folder: str | Path, *, extends: Codebook | None = None) -> Codebook:
        """The codebook of a folder: a ``<scheme>.csv`` each, ``variables.csv``, ``glossary.csv``.

        With ``extends``, the folder may hold only some of these files; a row with a known code
        replaces that row, any other is added at the end. Raises ``ReadError`` where a file is
        missing or cannot be read, and ``CheckError`` that names the file and the row where a code
        is empty or doubled, a parent is no code of the file, a wording stands twice in one scheme
        (in any script or width), an exception holds none of the wordings of its row, or a term of
        the glossary stands twice or lacks a line.
        """
        paths = [Path(folder, f"{name}.csv") for name in (*SCHEMES, "variables", "glossary")]
        if not any(path.exists() for path in paths):
            names = ", ".join(path.name for path in paths)
            raise ReadError(f"{folder}: no codebook; it is a folder that has {names}")
        ours = extends or default()
        every, glossary = ours.frames, ours.glossary
        known = {name: every[name] for name in every if extends or name not in SCHEMES}
        if paths[-1].exists():
            glossary = _joined(glossary, _glossary(paths[-1]))
            for term, rule in _unclear(glossary):
                raise CheckError(f"{paths[-1]}: term {term!r}: {rule}")
        for path in paths[:-1]:
            for name, rows in _read(path).items() if path.exists() else ():
                known[name] = _joined(known.get(name, rows[:0]), rows)
                for code, rule in _broken(name, known[name]):
                    raise CheckError(f"{path}: code {code!r}: {rule}")
            if path.stem in SCHEMES and path.stem not in known:
                raise ReadError(f"{path}: missing; a codebook has one file for each scheme")
        return cls({name: known[name] for name in every}, glossary)

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

    def row(self, scheme: str, code: str) -> dict[str, str]:
        """What the codebook says of a code; raises ``ValueError`` where it says nothing.

        >>> default().row("industry", "semiconductors")["parent"]
        'strategic_emerging'
        """
        require(scheme, self.frames, "scheme")
        require(code, self._rows[scheme], scheme)
        return self._rows[scheme][code]

    @cached_property
    def _rows(self) -> dict[str, dict[str, dict[str, str]]]:
        # A chart asks for some 150 rows, and a frame gives each as a series.
        return {scheme: frame.to_dict("index") for scheme, frame in self.frames.items()}

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

    def about(self, scheme: str, code: str, language: str = "zh") -> str:
        """What a code means, in a language; in English where a codebook says it in English only.

        >>> default().about("place", "dongguan"), default().about("place", "dongguan", "en")
        ('廣東的一個市。', 'A city in Guangdong.')
        """
        row = self.row(scheme, code)
        chinese = "" if language == "en" else row.get("definition_hant", "")
        return (simplified(chinese) if language == "zh-Hans" else chinese) or row["definition"]

    def named(self, scheme: str, word: str) -> list[str]:
        """The codes of a scheme or closed variable that are so called, in any language or script.

        >>> default().named("industry", "新材料"), default().named("specificity", "Hard")
        (['new_materials'], ['hard'])
        """
        wanted = fold(word) or None
        names = self.names[scheme].items()
        return [code for code, called in names if code == word or wanted in called.split("\n")]

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
    def names(self) -> pd.Series:
        """What each code is called in any language, folded, a name a line; by scheme and code."""
        table = self.table.set_index(["scheme", "code"]).filter(regex="^(name|short)_")
        return table.agg("\n".join, axis=1).map(fold)

    @cached_property
    def terms(self) -> pd.DataFrame:
        """Every wording with its scheme and code: columns ``term``, ``scheme``, ``code``."""
        return self._wordings("terms")

    @cached_property
    def exceptions(self) -> pd.DataFrame:
        """Words in which a wording of their code does not mean it, columns as in ``terms``."""
        return self._wordings("except")

    def terms_in(self, text: str) -> list[tuple[int, int, str]]:
        """Where a text uses terms of the glossary, in either script: start, end and the term.

        >>> default().terms_in("培育链主企业")
        [(2, 4, '鏈主')]
        """
        pattern, terms = self._spotted
        return [(m.start(), m.end(), terms[m[0]]) for m in pattern.finditer(fold(text))]

    @cached_property
    def _spotted(self) -> tuple[re.Pattern[str], dict[str, str]]:
        """Every term of the glossary as texts are matched, the longest first; none is no match."""
        terms = {fold(term): term for term in self.glossary.index}
        longest = sorted(terms, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest)) or "(?!)"), terms

    def explain(self, term: str, language: str = "zh") -> str:
        """What a term of the glossary means, in one line; ``ValueError`` for one that it lacks.

        >>> default().explain("規上", "en")[:29]
        'Above designated size: Said o'
        """
        require(language, LANGUAGES, "language")
        require(term, self.glossary.index, "term")
        row = self.glossary.loc[term]
        if language == "en":
            return f"{row['name_en']}: {row['about_en']}"
        said = f"{term}：{row['about_hant']}"
        return said if language == "zh" else simplified(said)

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


def _glossary(path: Path) -> pd.DataFrame:
    rows = rows_of(path).fillna("").astype("str")
    if missing := [column for column in GLOSSARY if column not in rows.columns]:
        raise ReadError(f"{path}: column missing: {', '.join(missing)}")
    return rows.set_index("term")


def _joined(held: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows in the place of those of the same code, the others behind."""
    whole = pd.concat([held.drop(rows.index, errors="ignore"), rows]).fillna("")
    return whole.loc[held.index.append(rows.index).unique()]


def _unclear(glossary: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """The terms of a glossary that break a rule, each with the rule."""
    terms = glossary.index.to_series()
    for bad, rule in (
        (terms.eq("") | terms.str.strip().ne(terms), "write it with no space around it"),
        (terms.map(fold).duplicated(), "stands twice, in one script or in both; keep one row"),
        (glossary[[*GLOSSARY[1:]]].eq("").any(axis=1), "needs a name and a line in each language"),
    ):
        yield from ((term, rule) for term in terms[bad])


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
    folder = home() / "codebook"
    paths = [folder / f"{name}.csv" for name in (*SCHEMES, "variables")]
    frames = {name: rows for path in paths for name, rows in _read(path).items()}
    return Codebook(frames, _glossary(folder / "glossary.csv"))


def home() -> Path:
    """The folder of the data: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"
