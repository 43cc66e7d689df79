"""A corpus: the seven tables of coded documents, frozen, and the few verbs that users need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_list_like

from dgpolicy import codebook as codebooks
from dgpolicy import export
from dgpolicy.codebook import SCHEMES, Codebook
from dgpolicy.errors import nearest, require
from dgpolicy.facets import FACETS, Bits, Words, coded, packed, unpacked
from dgpolicy.fold import fold
from dgpolicy.look.words import word
from dgpolicy.tables import store
from dgpolicy.tables.checks import check
from dgpolicy.tables.frames import FRAMES, VARIABLES, told, typed

Choice = str | Iterable[str] | None


@dataclass(frozen=True, eq=False)
class Corpus:
    """Documents with their statements, pledges, actions, mentions, targets and sentences.

    Each frame has the columns of ``dgpolicy.tables.frames.FRAMES``. Verbs return a new corpus;
    ``language`` (``zh``, ``zh-Hans`` or ``en``) is what charts and explorers label in.

    >>> load()
    <Corpus: 1 document, 6 statements, 30 pledges>
    """

    documents: pd.DataFrame
    statements: pd.DataFrame
    pledges: pd.DataFrame
    actions: pd.DataFrame
    mentions: pd.DataFrame
    targets: pd.DataFrame
    sentences: pd.DataFrame
    language: str = "zh"
    codebook: Codebook = field(default_factory=codebooks.default, repr=False)
    _found: dict[str, Bits] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def read(
        cls, folder: str | Path, *, language: str = "zh", codebook: Codebook | None = None
    ) -> Corpus:
        """The corpus that a folder holds, with its own codes where it has a folder ``codebook``.

        Raises ``ReadError`` that names the file at fault.
        """
        own, ours = Path(folder, "codebook"), codebooks.default()
        codebook = codebook or (Codebook.read(own, extends=ours) if own.is_dir() else ours)
        return cls(**store.read(folder), language=language, codebook=codebook)

    @classmethod
    def concat(cls, corpora: Iterable[Corpus]) -> Corpus:
        """All rows of several corpora in one, labelled in the language of the first.

        Raises ``ValueError`` where two hold a document of one id, or differ in their codebooks.
        """
        parts = list(corpora)
        if not parts:
            raise ValueError("there is no corpus to put together")
        ids = pd.concat([part.documents["document_id"] for part in parts])
        if len(twice := ids[ids.duplicated()]):
            raise ValueError(f"document {twice.iloc[0]!r} stands in two of the corpora; rename one")
        first = parts[0]
        if not all(part.codebook.table.equals(first.codebook.table) for part in parts):
            raise ValueError("the corpora have different codebooks; code them by one")
        frames = {n: typed(n, pd.concat([part[n] for part in parts])) for n in FRAMES}
        return replace(first, **frames)

    def save(self, path: str | Path) -> None:
        """Write the corpus in the format that the end of the name says.

        ``.xlsx`` is a workbook, ``.jsonld`` are Web Annotations, ``.tsv`` are pledges for R's
        quanteda (see ``dgpolicy.export``), and ``.parquet`` is a folder with a file a table. Any
        other name is a folder of CSV beside Parquet; ``read`` takes both folders. Raises
        ``OSError`` where the place cannot be written, or holds what is not to be replaced.
        """
        export.write(path, self)

    def __len__(self) -> int:
        """How many pledges there are."""
        return len(self.pledges)

    def __getitem__(self, name: str) -> pd.DataFrame:
        """The frame of that name; raises ``KeyError`` that names the nearest.

        >>> len(load()["targets"])
        7
        """
        if name not in FRAMES:
            raise KeyError(nearest(name, FRAMES, "table"))
        return getattr(self, name)

    def __eq__(self, other: object) -> bool:
        """Whether the other corpus has the same rows, whatever its language and codebook."""
        if not isinstance(other, Corpus):
            return NotImplemented
        return all(f.astype(object).equals(other[n].astype(object)) for n, f in self.frames.items())

    def __hash__(self) -> int:
        return hash(tuple(self.documents["sha256"]))

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The seven frames by name."""
        return {name: getattr(self, name) for name in FRAMES}

    def check(self) -> Corpus:
        """This corpus, if every invariant holds.

        Raises ``CheckError`` that names the table, the row and the rule of the first that fails.
        """
        check(self.frames, self.codebook.schemes)
        return self

    def filter(self, *, text: str | None = None, **choices: Choice) -> Corpus:
        """The pledges that match every choice, with all that belongs to them.

        Choices are ``organisation``, ``industry``, ``instrument``, ``programme``, ``place``,
        ``horizon``, ``horizon_basis``, ``kind``, ``aim``, ``specificity``, ``strength``, ``doubt``
        and ``document``: a code, or several of which any may match; ``organisation`` is the body
        that speaks, and ``"none"`` means that nothing is named. ``text`` is found in either script,
        in the words or in a name of one of their codes in any language. Raises ``ValueError`` that
        lists the known values and the nearest.

        >>> len(load().filter(kind="lead", text="制造业当家"))
        1
        """
        return self._held(unpacked(self._chosen(text, choices), len(self)))

    def counts(self, facet: str, *, text: str | None = None, **choices: Choice) -> pd.Series:
        """How many pledges that match every choice have each value of a facet, most first.

        Choices are those of ``filter``, but no table is made. A pledge with several values counts
        for each.

        >>> load().counts("specificity", industry=["new_materials", "new_energy"]).to_dict()
        {'soft': 5}
        """
        found = self._bits(facet).counts(self._chosen(text, choices))
        return found.sort_values(ascending=False, kind="stable")

    def keep(self, pledge_ids: str | Iterable[str]) -> Corpus:
        """Only these pledges, or this one, with all that belongs to them.

        A sentence that belongs to no pledge stays with its statement. Raises ``ValueError`` that
        names the nearest where a pledge is not known.
        """
        known = dict.fromkeys(self.pledges["pledge_id"])
        ids = list(pledge_ids) if is_list_like(pledge_ids) else [pledge_ids]
        for one in ids:
            require(one, known, "pledge")
        return self._held(self.pledges["pledge_id"].isin(ids).to_numpy(bool))

    def _chosen(self, text: str | None, choices: dict[str, Choice]) -> Words:
        """The pledges that match every choice, as bits."""
        chosen = packed(self._says(text) if text else np.ones(len(self), bool))
        for facet, choice in choices.items():
            require(facet, [*FACETS, "text"], "filter")
            if choice is not None:
                values = choice if is_list_like(choice) else [choice]
                wanted = [code for value in values for code in self.codes(facet, value)]
                chosen &= self._bits(facet).any(wanted)
        return chosen

    def _bits(self, facet: str) -> Bits:
        """Which pledges have which value of a facet, found once."""
        if facet not in self._found:
            self._found[facet] = Bits(self.coded(facet), self.pledges["pledge_id"])
        return self._found[facet]

    def _held(self, kept: NDArray[np.bool_]) -> Corpus:
        """The pledges that a flag each keeps, with all that belongs to them."""
        pledges, held = self.pledges[kept], {}
        for name, frame in self.frames.items():
            key = next(key for key in ("pledge_id", "statement_id", "document_id") if key in frame)
            rows = frame[key].isin(pledges[key])
            if name == "sentences":
                rows |= frame[key].isna() & frame["statement_id"].isin(pledges["statement_id"])
            held[name] = frame[rows].reset_index(drop=True)
        return replace(self, **held)

    def values(self, facet: str) -> list[str]:
        """The values of a facet that this corpus holds, in the order in which they are shown.

        Bodies stand in the order in which they speak, the codes of a closed variable in its own;
        those of a scheme by how many pledges name them, each below its parent, ties in codebook
        order. ``none`` comes last.

        >>> load().values("industry")[:4]
        ['emerging', 'strategic_emerging', 'new_energy', 'new_materials']
        """
        if facet == "document":
            return self.documents["document_id"].tolist()
        counts = self._bits(facet).counts(self._chosen(None, {}))
        if facet in VARIABLES:
            return [code for code in VARIABLES[facet] if code in counts]
        named = counts.index.drop("none", errors="ignore").tolist()
        if facet != "organisation":
            paths = {code: self.codebook.path(facet, code) for code in named}
            most: Counter[str] = Counter()  # each code's count, or that of one below it
            for code, path in paths.items():
                most |= Counter(dict.fromkeys(path, counts[code]))
            place = {code: at for at, code in enumerate(self.codebook.codes(facet))}
            named.sort(key=lambda code: [(-most[one], place[one]) for one in paths[code]])
        return named + ["none"] * ("none" in counts)

    def label(self, facet: str, code: str, language: str = "", *, short: bool = True) -> str:
        """What a value of a facet is called in a language, without one in that of the corpus.

        A document is called by its title; a body that the codebook does not know, by its code.

        >>> corpus = load("en")
        >>> corpus.label("organisation", "stb"), corpus.label("industry", "none")
        ('Science & Tech.', 'No industry named')
        """
        language = language or self.language
        if facet == "document":
            titles = self.documents.set_index("document_id")["title"].dropna()
            return str(titles.get(code, code))
        if code == "none" and facet in SCHEMES:
            return word(f"none_{facet}", language).capitalize()
        try:
            return self.codebook.label(facet, code, language, short=short)
        except ValueError:
            return code

    def _says(self, text: str) -> pd.Series:
        """Which pledges have a text in their words or in a name of one of their codes."""
        wanted, book = fold(text), self.codebook.table
        names = book.filter(regex="^(name|short)_").agg("\n".join, axis=1).map(fold)
        codes = book.loc[names.str.contains(wanted, regex=False), ["scheme", "code"]]
        named = self.mentions.astype({"scheme": "str", "code": "str"}).merge(codes)["pledge_id"]
        bodies = codes.loc[codes["scheme"] == "organisation", "code"]
        return (
            self.pledges["text"].map(fold).str.contains(wanted, regex=False)
            | self.pledges["pledge_id"].isin(named)
            | self.pledges["organisation_id"].isin(bodies)
        )

    def coded(self, facet: str, count: str = "pledges") -> pd.DataFrame:
        """Every pledge or action with each of its codes: ``unit``, ``pledge_id`` and ``code``.

        Codes of a scheme are those that its own words name, else ``none``; an action has its own
        horizon, aim, specificity and strength, a pledge each strength of its actions; any other
        code is that of the pledge. Raises ``ValueError`` that lists the known facets or counts.

        >>> load().coded("specificity")["code"].value_counts().to_dict()
        {'soft': 21, 'hard': 9}
        """
        return coded(self.frames, facet, count)

    def codes(self, facet: str, value: object) -> list[str]:
        """The values of a facet that are so called, by code or name; else ``ValueError``."""
        if facet == "document":
            known = self.documents["document_id"].tolist()
            called = self.documents.loc[self.documents["title"] == value, "document_id"].tolist()
        else:
            # The categories outlive a filter, so that a second one knows the bodies of the first.
            bodies = self.pledges["organisation_id"].cat.categories.astype("str")
            known = [*(bodies if facet == "organisation" else self.codebook.codes(facet))]
            known += ["none"] * (facet in SCHEMES)
            called = self.codebook.named(facet, str(value))
        found = [str(value)] if value in known else [code for code in called if code in known]
        if not found:
            raise ValueError(nearest(value, known, facet))
        return found

    def _repr_html_(self) -> str:
        columns = ["pledge_id", "organisation_id", "headline", "horizon", "specificity"]
        return f"<p>{repr(self)[9:-1]}</p>{self.pledges[columns]._repr_html_()}"

    def __repr__(self) -> str:
        return f"<Corpus: {told({name: len(frame) for name, frame in self.frames.items()})}>"


def load(language: str = "zh") -> Corpus:
    """The reviewed corpus of the Dongguan article of 9 November 2022, labelled in ``language``.

    >>> load().pledges["kind"].value_counts()["numbered"].item()
    20
    """
    require(language, codebooks.LANGUAGES, "language")
    return Corpus.read(codebooks.home(), language=language, codebook=codebooks.default())
