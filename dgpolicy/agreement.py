"""Two codings of the same documents held against each other, as figures and as words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgpolicy.codebook import SCHEMES

if TYPE_CHECKING:
    from dgpolicy.corpus import Corpus

UNITS = ("statements", "pledges", "actions", "targets")
CODES = (
    *("organisation_id", "kind", "ordinal", "horizon", "horizon_basis", "horizon_to"),
    *("aim", "specificity"),
)
COLUMNS = ("measure", "n_a", "n_b", "precision", "recall", "f1", "units", "percent", "alpha")
PLACE = ["digest", "start", "end"]
UNIT = ["variable", *PLACE, "code"]
SIDES = ("_a", "_b")
ORDER = (*UNITS, *SCHEMES, *CODES)


def agreement(a: Corpus, b: Corpus) -> pd.DataFrame:
    """How far coding ``b`` agrees with coding ``a``, one row a variable.

    Rows with ``measure`` ``span`` compare units: ``n_a`` and ``n_b`` are their numbers, and
    precision, recall and F1 take ``a`` as the reference and count a unit as found where its
    offsets (and for mentions its code) are the same. Rows with ``measure`` ``code`` compare
    the codes of the pledges whose offsets both codings have: ``units`` is how many values were
    compared, ``percent`` how many of a hundred are equal, ``alpha`` Krippendorff's alpha for
    nominal data (Krippendorff 2011), missing where both codings use one value only. For schemes of
    mentions each pair of a pledge and a code that either coding uses is one value. What cannot be
    computed is missing. Documents are matched by the SHA-256 of their text. Raises ``ValueError``
    where no text is common.

    >>> import dgpolicy
    >>> corpus = dgpolicy.load()
    >>> float(agreement(corpus, corpus).loc["pledges", "f1"])
    1.0
    """
    left, right, shared = _held(a, b)
    rows = [*_spans(left, right), *_codes(left, right, shared)]
    table = pd.DataFrame(rows, columns=["variable", *COLUMNS]).set_index("variable")
    whole = dict.fromkeys(("n_a", "n_b", "units"), "Int64")
    return table.astype(dict.fromkeys(COLUMNS[1:], "Float64") | whole)


def disagreements(a: Corpus, b: Corpus) -> pd.DataFrame:
    """Every unit and code in which ``b`` differs from ``a``, with its words.

    Columns: ``variable``, ``pledge_id`` (of ``a``, else of ``b``), ``code``, ``difference``,
    ``a``, ``b``. ``difference`` is ``missing`` or ``added`` where only one side has the words,
    ``cut`` where both have them with other bounds, and ``code`` where a pledge's codes differ. For
    units and mentions ``a`` and ``b`` are the words of each coding, and a side without them is
    empty; words of one code that overlap stand in one row. For a code of a pledge they are the
    two codes, with the words that each rests on. Rows follow the text.

    >>> import dgpolicy
    >>> len(disagreements(dgpolicy.load(), dgpolicy.load()))
    0
    """
    left, right, shared = _held(a, b)
    apart = left.merge(right, "outer", UNIT, suffixes=("", "_b"), indicator="held")
    gone = [*apart[apart["held"] == "left_only"].itertuples()]
    come = [*apart[apart["held"] == "right_only"].itertuples()]
    rows: list[tuple] = []
    for one in gone:
        twin = next((other for other in come if _overlap(one, other)), None)
        come = [other for other in come if other is not twin]
        kind = ("cut", one.words, twin.words_b) if twin else ("missing", one.words, "")
        rows.append((one.variable, one.digest, one.start, one.owner, one.code, *kind))
    for one in come:
        place = one.variable, one.digest, one.start
        rows.append((*place, one.owner_b, one.code, "added", "", one.words_b))
    for pledge in shared.to_dict("records"):
        for variable in CODES:
            codes = [_plain(pledge[variable + side]) for side in SIDES]
            if codes[0] != codes[1]:
                words = [_plain(pledge.get(f"{variable}_text{side}")) for side in SIDES]
                said = [f"{c} ({w})" if w else c for c, w in zip(codes, words, strict=True)]
                place = variable, pledge["digest"], pledge["start"]
                rows.append((*place, pledge["pledge_id_a"], "", "code", *said))
    rows.sort(key=lambda row: (ORDER.index(row[0]), *row[1:3]))
    columns = ["variable", "pledge_id", "code", "difference", "a", "b"]
    return pd.DataFrame([(row[0], *row[3:]) for row in rows], columns=columns)


def _held(a: Corpus, b: Corpus) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The units of each coding in texts that both have, and the pledges at the same place."""
    texts = set(a.documents["sha256"]) & set(b.documents["sha256"])
    if not texts:
        raise ValueError("the two codings have no document with the same text in common")
    left, right = (_placed(c, c.pledges, texts).drop_duplicates(PLACE) for c in (a, b))
    return _units(a, texts), _units(b, texts), left.merge(right, on=PLACE, suffixes=SIDES)


def _placed(corpus: Corpus, frame: pd.DataFrame, texts: set[str]) -> pd.DataFrame:
    """The rows of the documents with these texts, each with the ``digest`` of its text."""
    digests = corpus.documents.set_index("document_id")["sha256"]
    if "document_id" not in frame:
        frame = frame.merge(corpus.pledges[["pledge_id", "document_id"]], on="pledge_id")
    placed = frame.assign(digest=frame["document_id"].map(digests))
    return placed[placed["digest"].isin(texts)]


def _units(corpus: Corpus, texts: set[str]) -> pd.DataFrame:
    """Every unit once, by what makes it the same in two codings, with its owner and words."""
    parts = []
    for name in (*UNITS, "mentions"):
        frame = _placed(corpus, corpus[name], texts)
        one = name == "statements"
        if one:  # those that promise something: a person codes no others
            frame = frame[frame["statement_id"].isin(corpus.pledges["statement_id"])]
        frame = frame.assign(
            owner=frame["statement_id" if one else "pledge_id"],
            words=frame["organisation" if one else "text"].fillna(""),
            variable=frame["scheme"].astype("str") if name == "mentions" else name,
            code=frame["code"].astype("str") if name == "mentions" else "",
        )
        parts.append(frame[[*UNIT, "owner", "words"]])
    return pd.concat(parts, ignore_index=True).drop_duplicates(UNIT)


def _spans(left: pd.DataFrame, right: pd.DataFrame) -> Iterator[tuple]:
    frames = (left, right, left.merge(right, on=UNIT))
    counts = [frame["variable"].value_counts() for frame in frames]
    for name in (*UNITS, *SCHEMES):
        n_a, n_b, both = (int(count.get(name, 0)) for count in counts)
        shares = (_share(both, n_b), _share(both, n_a), _share(2 * both, n_a + n_b))
        yield (name, "span", n_a, n_b, *shares, pd.NA, pd.NA, pd.NA)


def _codes(left: pd.DataFrame, right: pd.DataFrame, shared: pd.DataFrame) -> Iterator[tuple]:
    for variable in CODES:
        coded = [shared[variable + side].map(_plain) for side in SIDES]
        yield (variable, "code", *[pd.NA] * 5, *_reliability([*zip(*coded, strict=True)]))
    for scheme in SCHEMES:
        sides = []
        for units, side in zip((left, right), SIDES, strict=True):
            at = shared.reset_index(names="at")[["at", f"pledge_id{side}"]]
            of = units[units["variable"] == scheme].merge(
                at, left_on="owner", right_on=at.columns[1]
            )
            sides.append(set(zip(of["at"], of["code"], strict=True)))
        codes = {code for _, code in set.union(*sides)}
        every = [(at, code) for at in range(len(shared)) for code in codes]
        pairs = [(one in sides[0], one in sides[1]) for one in every]
        yield (f"{scheme}, by pledge", "code", *[pd.NA] * 5, *_reliability(pairs))


def _reliability(pairs: list[tuple]) -> tuple:
    """How many pairs there are, how many of a hundred are equal, and alpha."""
    equal = _share(100 * sum(one == two for one, two in pairs), len(pairs))
    values, used = pd.factorize(pd.Series([value for pair in pairs for value in pair]))
    if len(used) < 2:
        return len(pairs), equal, pd.NA
    import krippendorff

    data = values.reshape(-1, 2).T
    return len(pairs), equal, float(krippendorff.alpha(data, level_of_measurement="nominal"))


def _share(part: int, whole: int) -> object:
    return part / whole if whole else pd.NA


def _overlap(one: Any, two: Any) -> bool:
    same = (one.variable, one.digest, one.code) == (two.variable, two.digest, two.code)
    return same and one.start < two.end and two.start < one.end


def _plain(value: object) -> str:
    return "" if pd.isna(value) else str(value)
