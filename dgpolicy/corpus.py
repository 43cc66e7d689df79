"""A corpus: the seven tables of coded documents, frozen, and the few verbs that users need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from dgpolicy import codebook as codebooks
from dgpolicy.codebook import SCHEMES, Codebook, nearest
from dgpolicy.look.words import word
from dgpolicy.tables import store
from dgpolicy.tables.frames import FRAMES, VARIABLES

Choice = str | Iterable[str] | None
FACETS = (*SCHEMES, "horizon", "horizon_basis", "kind", "aim", "specificity", "document")


@dataclass(frozen=True, eq=False)
class Corpus:
    """Documents with their statements, pledges, actions, mentions, targets and sentences.

    Each frame has the columns of ``dgpolicy.tables.frames.FRAMES``. Verbs return a new corpus;
    ``language`` (``zh``, ``zh-Hans`` or ``en``) is what charts and explorers label in.

    >>> import dgpolicy
    >>> dgpolicy.load()
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
        """The corpus that a folder holds; raises ``ReadError`` that names the file at fault."""
        book = codebook or codebooks.default()
        return cls(**store.read(folder), language=language, codebook=book)

    def save(self, folder: str | Path) -> None:
        """Write the frames as CSV and Parquet with a data package; see ``tables.store``."""
        store.write(folder, self.frames)

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The seven frames by name."""
        return {name: getattr(self, name) for name in FRAMES}

    def check(self) -> Corpus:
        """This corpus, if every invariant holds.

        Raises ``CheckError`` that names the table, the row and the rule of the first that fails.
        """
        from dgpolicy.tables.checks import check

        check(self.frames, self.codebook)
        return self

    def filter(self, *, text: str | None = None, **choices: Choice) -> Corpus:
        """The pledges that match every choice, with all that belongs to them.

        Choices are ``organisation``, ``industry``, ``instrument``, ``programme``, ``place``,
        ``horizon``, ``horizon_basis``, ``kind``, ``aim``, ``specificity`` and ``document``: a
        code, or several of which any may match; ``organisation`` is the body that speaks, and
        ``"none"`` means that nothing is named. ``text`` is found in either script. Raises
        ``ValueError`` that lists the known values and the nearest.

        >>> import dgpolicy
        >>> len(dgpolicy.load().filter(kind="lead", text="制造业当家").pledges)
        1
        """
        kept = pd.Series(True, index=self.pledges.index)
        for facet, choice in choices.items():
            if facet not in FACETS:
                raise ValueError(nearest(facet, [*FACETS, "text"], "filter"))
            if choice is not None:
                wanted = [choice] if isinstance(choice, str) else list(choice)
                kept &= self._matches(facet, wanted)
        if text:
            from dgpolicy.fold import fold

            kept &= self.pledges["text"].map(fold).str.contains(fold(text), regex=False)
        return self.keep(self.pledges.loc[kept, "pledge_id"])

    def keep(self, pledge_ids: Iterable[str]) -> Corpus:
        """Only these pledges, with all that belongs to them.

        A sentence that belongs to no pledge stays with its statement. Raises ``ValueError`` that
        names the nearest where a pledge is not known.
        """
        ids = list(pledge_ids)
        unknown = set(ids) - set(self.pledges["pledge_id"])
        if unknown:
            raise ValueError(nearest(min(unknown), self.pledges["pledge_id"], "pledge"))
        frames = {
            n: f[f["pledge_id"].isin(ids)] for n, f in self.frames.items() if "pledge_id" in f
        }
        pledges = frames["pledges"]
        for name, key in (("statements", "statement_id"), ("documents", "document_id")):
            frame = getattr(self, name)
            frames[name] = frame[frame[key].isin(pledges[key])]
        refused = self.sentences["pledge_id"].isna()
        beside = refused & self.sentences["statement_id"].isin(pledges["statement_id"])
        frames["sentences"] = self.sentences[beside | self.sentences["pledge_id"].isin(ids)]
        return replace(self, **{n: f.reset_index(drop=True) for n, f in frames.items()})

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
        if facet == "organisation":
            found = self.pledges["organisation_id"]
            return [
                *found.dropna().astype("str").unique(),
                *(["none"] if found.isna().any() else []),
            ]
        if facet in VARIABLES:
            present = set(self.pledges[facet].dropna())
            return [code for code in VARIABLES[facet] if code in present]
        named = self.mentions[self.mentions["scheme"] == facet]
        counts = named.drop_duplicates(["pledge_id", "code"])["code"].astype("str").value_counts()
        paths = {code: self.codebook.path(facet, code) for code in counts.index}
        most: dict[str, int] = {}
        for code, path in paths.items():
            most |= {above: max(counts[code], most.get(above, 0)) for above in path}
        place = {code: at for at, code in enumerate(self.codebook.codes(facet))}
        codes = sorted(paths, key=lambda code: [(-most[one], place[one]) for one in paths[code]])
        return codes + ["none"] * (not self.pledges["pledge_id"].isin(named["pledge_id"]).all())

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
            said = word(f"none_{facet}", language)
            return said[0].upper() + said[1:]
        try:
            return self.codebook.label(facet, code, language, short=short)
        except ValueError:
            return code

    def _matches(self, facet: str, wanted: list[str]) -> pd.Series:
        known = self._known(facet)
        for value in wanted:
            if value not in known:
                raise ValueError(nearest(value, known, facet))
        ids = self.pledges["pledge_id"]
        if facet == "document":
            return self.pledges["document_id"].isin(wanted)
        if facet in VARIABLES:
            return self.pledges[facet].isin(wanted)
        if facet == "organisation":
            found = self.pledges["organisation_id"]
            return found.isin(wanted) | (found.isna() & ("none" in wanted))
        named = self.mentions[self.mentions["scheme"] == facet]
        kept = ids.isin(named.loc[named["code"].isin(wanted), "pledge_id"])
        return kept | (~ids.isin(named["pledge_id"]) if "none" in wanted else False)

    def _known(self, facet: str) -> list[str]:
        if facet in VARIABLES:
            return list(VARIABLES[facet])
        if facet == "organisation":
            # The categories outlive a filter, so that a second one knows the bodies of the first.
            return [*map(str, self.pledges["organisation_id"].cat.categories), "none"]
        return self.values(facet) if facet == "document" else [*self.codebook.codes(facet), "none"]

    def __repr__(self) -> str:
        counts = {n: len(getattr(self, n)) for n in ("documents", "statements", "pledges")}
        parts = (f"{k} {n if k != 1 else n.removesuffix('s')}" for n, k in counts.items())
        return f"<Corpus: {', '.join(parts)}>"


def load(language: str = "zh") -> Corpus:
    """The reviewed corpus of the Dongguan article of 9 November 2022, labelled in ``language``.

    >>> load().pledges["kind"].value_counts()["numbered"].item()
    20
    """
    if language not in codebooks.LANGUAGES:
        raise ValueError(nearest(language, codebooks.LANGUAGES, "language"))
    return Corpus.read(codebooks.home(), language=language)
