"""A corpus: the seven tables of coded documents, frozen, and the few verbs that users need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_list_like

from dgpolicy import codebook as codebooks
from dgpolicy import export, parted
from dgpolicy.codebook import SCHEMES, Codebook
from dgpolicy.errors import CheckError, nearest, require
from dgpolicy.facets import FACETS, Found, Words, coded, columns, packed, unpacked
from dgpolicy.look.words import word
from dgpolicy.tables.checks import check
from dgpolicy.tables.frames import FRAMES, VARIABLES, told

Choice = str | Iterable[str] | None


@dataclass(frozen=True, eq=False)
class Corpus:
    """Documents with their statements, pledges, actions, mentions, targets and sentences.

    Each frame has the columns of ``dgpolicy.tables.frames.FRAMES``. Verbs return a new corpus;
    ``language`` (``zh``, ``zh-Hans`` or ``en``) is what charts and explorers label in. Where a
    corpus is larger than memory, its frames are Dask's, and ``compute`` fetches them.

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

    @classmethod
    def read(
        cls, folder: str | Path, *, language: str = "zh", codebook: Codebook | None = None
    ) -> Corpus:
        """The corpus that a folder holds, with its own codes where it has a folder ``codebook``.

        A folder of Parquet in parts is read as Dask frames, where ``dgpolicy[dask]`` is installed.
        Raises ``ReadError`` that names the file at fault.
        """
        own, ours = Path(folder, "codebook"), codebooks.default()
        codebook = codebook or (Codebook.read(own, extends=ours) if own.is_dir() else ours)
        return cls(**parted.read(folder), language=language, codebook=codebook)

    @classmethod
    def concat(cls, corpora: Iterable[Corpus]) -> Corpus:
        """All rows of several corpora in one, labelled in the language of the first.

        Raises ``ValueError`` where two hold a document of one id, or differ in their codebooks.
        """
        parts = list(corpora)
        if not parts:
            raise ValueError("there is no corpus to put together")
        ids = pd.concat([part._found.titles for part in parts]).index
        if len(twice := ids[ids.duplicated()]):
            raise ValueError(f"document {twice[0]!r} stands in two of the corpora; rename one")
        if not all(part.codebook.table.equals(parts[0].codebook.table) for part in parts):
            raise ValueError("the corpora have different codebooks; code them by one")
        return replace(parts[0], **parted.joined([part.frames for part in parts]))

    def compute(self) -> Corpus:
        """This corpus in memory."""
        return replace(self, **self._found.computed())

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
        return self._found.n

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
        ours, theirs = self.compute().frames, other.compute().frames
        return all(f.astype(object).equals(theirs[n].astype(object)) for n, f in ours.items())

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
        self._found.each(check, self.codebook.schemes)
        if len(twice := self._found.titles.index[self._found.titles.index.duplicated()]):
            raise CheckError(f"documents: {twice[0]!r} stands in two parts; give each its own id")
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

    def head(self, n: int, *, text: str | None = None, **choices: Choice) -> Corpus:
        """The first ``n`` pledges that match every choice, as of ``filter``, in memory.

        >>> load().head(2, kind="numbered").pledges["organisation_id"].tolist()
        ['drc', 'drc']
        """
        chosen = unpacked(self._chosen(text, choices), len(self))
        chosen[np.flatnonzero(chosen)[n:]] = False
        return self._held(chosen).compute()

    def counts(self, facet: str, *, text: str | None = None, **choices: Choice) -> pd.Series:
        """How many pledges that match every choice have each value of a facet, most first.

        Choices are those of ``filter``, but no table is made. A pledge with several values counts
        for each.

        >>> load().counts("specificity", industry=["new_materials", "new_energy"]).to_dict()
        {'soft': 5}
        """
        chosen = self._chosen(text, choices, facet)
        found = self._found.bits(facet).counts(chosen).sort_index()
        return found.sort_values(ascending=False, kind="stable")

    def keep(self, pledge_ids: str | Iterable[str]) -> Corpus:
        """Only these pledges, or this one, with all that belongs to them.

        A sentence that belongs to no pledge stays with its statement. Raises ``ValueError`` that
        names the nearest where a pledge is not known.
        """
        known = pd.concat(self._found.each(lambda frames: frames["pledges"]["pledge_id"]))
        ids = list(pledge_ids) if is_list_like(pledge_ids) else [pledge_ids]
        if len(strange := pd.Index(ids).difference(known, sort=False)):
            raise ValueError(nearest(strange[0], known, "pledge"))
        return self._held(known.isin(ids).to_numpy(bool))

    def _chosen(self, text: str | None, choices: dict[str, Choice], *also: str) -> Words:
        """The pledges that match every choice, as bits; ``also`` is found in the same pass."""
        for facet in choices:
            require(facet, [*FACETS, "text"], "filter")
        self._found.find(*choices, *also)
        by = {facet: choice for facet, choice in choices.items() if choice is not None}
        chosen = packed(np.ones(len(self), bool))
        for facet, choice in by.items():
            values = choice if is_list_like(choice) else [choice]
            codes = [code for value in values for code in self.codes(facet, value)]
            chosen &= self._found.bits(facet).any(codes)
        if text:
            chosen &= packed(self._found.saying(text, self.codebook.names))
        return chosen

    @cached_property
    def _found(self) -> Found:
        return Found(self.frames)

    def _held(self, kept: NDArray[np.bool_]) -> Corpus:
        """The pledges that a flag each keeps, with all that belongs to them."""
        found = self._found.kept(kept)
        made = replace(self, **found.frames)
        made.__dict__["_found"] = found
        return made

    def values(self, facet: str) -> list[str]:
        """The values of a facet that this corpus holds, in the order in which they are shown.

        Bodies stand in the order in which they speak, the codes of a closed variable in its own;
        those of a scheme by how many pledges name them, each below its parent, ties in codebook
        order. ``none`` comes last.

        >>> load().values("industry")[:4]
        ['emerging', 'strategic_emerging', 'new_energy', 'new_materials']
        """
        if facet == "document":
            return self._found.titles.index.tolist()
        counts = self._found.bits(facet).counts(self._chosen(None, {}))
        if facet in VARIABLES:
            return [code for code in VARIABLES[facet] if code in counts]
        named = counts.index.drop("none", errors="ignore").tolist()
        if facet == "organisation":
            named.sort(key=lambda code: self._found.bits(facet).places(code)[0])
        else:
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
            return str(self._found.titles.dropna().get(code, code))
        if code == "none" and facet in SCHEMES:
            return word(f"none_{facet}", language).capitalize()
        try:
            return self.codebook.label(facet, code, language, short=short)
        except ValueError:
            return code

    def coded(self, facet: str, count: str = "pledges") -> pd.DataFrame:
        """Every pledge or action with each of its codes: ``unit``, ``pledge_id`` and ``code``.

        Codes of a scheme are those that its own words name, else ``none``; an action has its own
        horizon, aim, specificity and strength, a pledge each strength of its actions; any other
        code is that of the pledge. Raises ``ValueError`` that lists the known facets or counts.

        >>> load().coded("specificity")["code"].value_counts().to_dict()
        {'soft': 21, 'hard': 9}
        """
        return parted.mapped(self.frames, coded, facet, count, columns=columns([facet], count))

    def codes(self, facet: str, value: object) -> list[str]:
        """The values of a facet that are so called, by code or name; else ``ValueError``."""
        if facet == "document":
            known = self._found.titles.index.tolist()
            called = self._found.titles.index[self._found.titles == value].tolist()
        else:
            bodies = facet == "organisation"
            known = [*(self._found.bits(facet).rows if bodies else self.codebook.codes(facet))]
            known += ["none"] * (facet in SCHEMES)
            called = self.codebook.named(facet, str(value))
        found = [str(value)] if value in known else [code for code in called if code in known]
        if not found:
            raise ValueError(nearest(value, known, facet))
        return found

    def _repr_html_(self) -> str:
        columns = ["pledge_id", "organisation_id", "headline", "horizon", "specificity"]
        return f"<p>{repr(self)[9:-1]}</p>{self.pledges[columns].head(30)._repr_html_()}"

    def __repr__(self) -> str:
        if parted.lazy(self.frames):
            return f"<Corpus in parts: {len(self)} pledges>"
        return f"<Corpus: {told({name: len(frame) for name, frame in self.frames.items()})}>"


def load(language: str = "zh") -> Corpus:
    """The reviewed corpus of the Dongguan article of 9 November 2022, labelled in ``language``.

    >>> load().pledges["kind"].value_counts()["numbered"].item()
    20
    """
    require(language, codebooks.LANGUAGES, "language")
    return Corpus.read(codebooks.home(), language=language, codebook=codebooks.default())
