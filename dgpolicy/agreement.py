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
    texts = _common(a, b)
    left, right = _units(a, texts), _units(b, texts)
    shared = _shared(a, b, texts)
    rows = [*_spans(left, right), *_codes(shared), *_named(a, b, shared)]
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
    texts = _common(a, b)
    left, right = _units(a, texts), _units(b, texts)
    apart = left.merge(right, "outer", UNIT, suffixes=("", "_b"), indicator="held")
    gone = [*apart[apart["held"] == "left_only"].itertuples()]
    come = [*apart[apart["held"] == "right_only"].itertuples()]
    rows: list[tuple] = []
    for one in gone:
        twin = next((other for other in come if _overlap(one, other)), None)
        come = [other for other in come if other is not twin]
        kind = ("cut", one.words, twin.words_b) if twin else ("missing", one.words, "")
        rows.append((one.variable, _place(one), one.owner, one.code, *kind))
    rows += [(o.variable, _place(o), o.owner_b, o.code, "added", "", o.words_b) for o in come]
    for pledge in _shared(a, b, texts).to_dict("records"):
        for variable in CODES:
            said = [_with_words(pledge, variable, side) for side in ("_a", "_b")]
            if _plain(pledge[f"{variable}_a"]) != _plain(pledge[f"{variable}_b"]):
                at = tuple(pledge[side] for side in PLACE)
                rows.append((variable, at, pledge["pledge_id_a"], "", "code", *said))
    order = {name: number for number, name in enumerate((*UNITS, *SCHEMES, *CODES))}
    rows.sort(key=lambda row: (order[row[0]], row[1]))
    columns = ["variable", "pledge_id", "code", "difference", "a", "b"]
    return pd.DataFrame([(row[0], *row[2:]) for row in rows], columns=columns)


def _common(a: Corpus, b: Corpus) -> set[str]:
    texts = set(a.documents["sha256"]) & set(b.documents["sha256"])
    if not texts:
        raise ValueError("the two codings have no document with the same text in common")
    return texts


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


def _shared(a: Corpus, b: Corpus, texts: set[str]) -> pd.DataFrame:
    """The pledges that stand at the same place in both, a row a pledge."""
    left, right = (_placed(c, c.pledges, texts).drop_duplicates(PLACE) for c in (a, b))
    return left.merge(right, on=PLACE, suffixes=("_a", "_b"))


def _spans(left: pd.DataFrame, right: pd.DataFrame) -> Iterator[tuple]:
    same = left.merge(right, on=UNIT)
    for name in (*UNITS, *SCHEMES):
        n_a, n_b, both = ((frame["variable"] == name).sum() for frame in (left, right, same))
        shares = (_share(both, n_b), _share(both, n_a), _share(2 * both, n_a + n_b))
        yield (name, "span", n_a, n_b, *shares, pd.NA, pd.NA, pd.NA)


def _codes(shared: pd.DataFrame) -> Iterator[tuple]:
    for variable in CODES:
        sides = (shared[f"{variable}{side}"].map(_plain) for side in ("_a", "_b"))
        yield (variable, "code", *[pd.NA] * 5, *_reliability([*zip(*sides, strict=True)]))


def _named(a: Corpus, b: Corpus, shared: pd.DataFrame) -> Iterator[tuple]:
    for scheme in SCHEMES:
        sides = []
        for corpus, ids in ((a, shared["pledge_id_a"]), (b, shared["pledge_id_b"])):
            place = {pledge: at for at, pledge in enumerate(ids)}
            rows = corpus.mentions[corpus.mentions["scheme"] == scheme]
            named = zip(rows["pledge_id"].map(place), rows["code"], strict=True)
            sides.append({(at, code) for at, code in named if pd.notna(at)})
        given, made = sides
        codes = {code for _, code in given | made}
        every = [(at, code) for at in range(len(shared)) for code in codes]
        pairs = [(one in given, one in made) for one in every]
        yield (f"{scheme}, by pledge", "code", *[pd.NA] * 5, *_reliability(pairs))


def _reliability(pairs: list[tuple]) -> tuple:
    """How many pairs there are, how many of a hundred are equal, and alpha."""
    values = {value: at for at, value in enumerate(sorted({v for p in pairs for v in p}, key=str))}
    equal = _share(100 * sum(one == two for one, two in pairs), len(pairs))
    if len(values) < 2:
        return len(pairs), equal, pd.NA
    import krippendorff

    data = [[values[pair[side]] for pair in pairs] for side in (0, 1)]
    return len(pairs), equal, float(krippendorff.alpha(data, level_of_measurement="nominal"))


def _share(part: int, whole: int) -> object:
    return part / whole if whole else pd.NA


def _place(row: Any) -> tuple:
    return row.digest, row.start, row.end


def _overlap(one: Any, two: Any) -> bool:
    same = (one.variable, one.digest, one.code) == (two.variable, two.digest, two.code)
    return same and one.start < two.end and two.start < one.end


def _with_words(pledge: dict, variable: str, side: str) -> str:
    code, words = pledge[f"{variable}{side}"], pledge.get(f"{variable}_text{side}")
    return f"{_plain(code)} ({words})" if _plain(words) else _plain(code)


def _plain(value: object) -> str:
    return "" if pd.isna(value) else str(value)
