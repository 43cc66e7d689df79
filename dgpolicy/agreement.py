"""Two codings of the same documents held against each other, as figures and as words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from dgpolicy.codebook import SCHEMES

if TYPE_CHECKING:
    from dgpolicy.corpus import Corpus

UNITS = ("statements", "pledges", "actions", "targets")
CODES = (
    "organisation_id",
    "kind",
    "ordinal",
    "horizon",
    "horizon_basis",
    "horizon_to",
    "aim",
    "specificity",
)
COLUMNS = ("measure", "n_a", "n_b", "precision", "recall", "f1", "units", "percent", "alpha")


def agreement(a: Corpus, b: Corpus) -> pd.DataFrame:
    """How far coding ``b`` agrees with coding ``a``, one row a variable.

    Rows with ``measure`` ``span`` compare units: ``n_a`` and ``n_b`` are their numbers, and
    precision, recall and F1 take ``a`` as the reference and count a unit as found where its
    offsets (and for mentions its code) are the same. Rows with ``measure`` ``code`` compare
    the codes of the pledges whose offsets both codings have: ``units`` is how many values were
    compared, ``percent`` how many of a hundred are equal, ``alpha`` Krippendorff's alpha for
    nominal data (Krippendorff 2011), missing where both codings use one value only. For schemes of
    mentions each pair of a pledge and a code that either coding uses is one value. Documents
    are matched by the SHA-256 of their text. Raises ``ValueError`` where no text is common.

    >>> import dgpolicy
    >>> corpus = dgpolicy.load()
    >>> float(agreement(corpus, corpus).loc["pledges", "f1"])
    1.0
    """
    table = pd.DataFrame([*_rows(a, b)], columns=["variable", *COLUMNS]).set_index("variable")
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
    common = _common(a, b)
    rows: list[tuple] = []
    for name in (*UNITS, *SCHEMES):
        left, right = _spans(a, name, common), _spans(b, name, common)
        gone = sorted(left.keys() - right.keys(), key=_place)
        come = sorted(right.keys() - left.keys(), key=_place)
        for at in gone:
            twin = next((other for other in come if _overlap(at, other)), None)
            if twin:
                come.remove(twin)
            owner, words = left[at]
            said = ("cut", words, right[twin][1]) if twin else ("missing", words, "")
            rows.append((_place(at), name, owner, _code(at), *said))
        rows += [
            (_place(at), name, right[at][0], _code(at), "added", "", right[at][1]) for at in come
        ]
    one, two = _pledges(a, common), _pledges(b, common)
    for at in one.index.intersection(two.index):
        for variable in CODES:
            if _plain(one.at[at, variable]) != _plain(two.at[at, variable]):
                codes = [_with_words(frame.loc[at], variable) for frame in (one, two)]
                rows.append((at, variable, one.at[at, "pledge_id"], "", "code", *codes))
    order = {name: number for number, name in enumerate((*UNITS, *SCHEMES, *CODES))}
    rows.sort(key=lambda row: (order[row[1]], row[0]))
    columns = ["variable", "pledge_id", "code", "difference", "a", "b"]
    return pd.DataFrame([row[1:] for row in rows], columns=columns)


def _place(at: tuple) -> tuple:
    return at[:3]


def _code(at: tuple) -> str:
    return str(at[3]) if len(at) > 3 else ""


def _overlap(one: tuple, two: tuple) -> bool:
    return one[0] == two[0] and one[3:] == two[3:] and one[1] < two[2] and two[1] < one[2]


def _with_words(pledge: pd.Series, variable: str) -> str:
    words = _plain(pledge.get(f"{variable}_text"))
    return f"{_plain(pledge[variable])} ({words})" if words else _plain(pledge[variable])


def _rows(a: Corpus, b: Corpus) -> Iterator[tuple]:
    common = _common(a, b)
    for name in (*UNITS, *SCHEMES):
        left, right = set(_spans(a, name, common)), set(_spans(b, name, common))
        both = len(left & right)
        precision, recall = (
            both / len(right) if right else pd.NA,
            both / len(left) if left else pd.NA,
        )
        f1 = 2 * both / (len(left) + len(right)) if left or right else pd.NA
        yield (name, "span", len(left), len(right), precision, recall, f1, pd.NA, pd.NA, pd.NA)
    one, two = _pledges(a, common), _pledges(b, common)
    shared = one.index.intersection(two.index)
    for variable in CODES:
        pairs = [(_plain(one.at[at, variable]), _plain(two.at[at, variable])) for at in shared]
        yield (variable, "code", *[pd.NA] * 5, *_reliability(pairs))
    for scheme in SCHEMES:
        given, made = _presence(a, scheme, common, shared), _presence(b, scheme, common, shared)
        codes = sorted({code for _, code in given | made})
        named = [(str((at, c) in given), str((at, c) in made)) for at in shared for c in codes]
        yield (f"{scheme}, by pledge", "code", *[pd.NA] * 5, *_reliability(named))


def _reliability(pairs: list[tuple]) -> tuple:
    if not pairs:
        return 0, pd.NA, pd.NA
    equal = 100 * sum(one == two for one, two in pairs) / len(pairs)
    values = {
        value: number for number, value in enumerate(sorted({v for p in pairs for v in p}, key=str))
    }
    if len(values) < 2:
        return len(pairs), equal, pd.NA
    import krippendorff

    data = [[values[pair[side]] for pair in pairs] for side in (0, 1)]
    return len(pairs), equal, float(krippendorff.alpha(data, level_of_measurement="nominal"))


def _common(a: Corpus, b: Corpus) -> dict[tuple[int, str], str]:
    """Documents of both codings: the corpus (by identity) and its document_id to the digest."""
    digests = set(a.documents["sha256"]) & set(b.documents["sha256"])
    if not digests:
        raise ValueError("the two codings have no document with the same text in common")
    return {
        (id(corpus), document): digest
        for corpus in (a, b)
        for document, digest in zip(
            corpus.documents["document_id"], corpus.documents["sha256"], strict=True
        )
        if digest in digests
    }


def _spans(corpus: Corpus, name: str, common: dict) -> dict[tuple, tuple[str, str]]:
    """Units by place, (digest, start, end[, code]), each with its owner and its words."""
    frame = (
        corpus.mentions[corpus.mentions["scheme"] == name]
        if name in SCHEMES
        else getattr(corpus, name)
    )
    if "document_id" not in frame:
        frame = frame.merge(corpus.pledges[["pledge_id", "document_id"]], on="pledge_id")
    found = {}
    for row in frame.itertuples():
        if digest := common.get((id(corpus), row.document_id)):
            code = (row.code,) if name in SCHEMES else ()
            owner = row.statement_id if name == "statements" else row.pledge_id
            words = row.organisation if name == "statements" else row.text
            found[(digest, row.start, row.end, *code)] = (owner, _plain(words))
    return found


def _pledges(corpus: Corpus, common: dict) -> pd.DataFrame:
    frame = corpus.pledges
    digest = [common.get((id(corpus), document)) for document in frame["document_id"]]
    keyed = frame.assign(digest=digest).dropna(subset="digest")
    return keyed.set_index(["digest", "start", "end"])


def _presence(corpus: Corpus, scheme: str, common: dict, shared: pd.Index) -> set[tuple]:
    places = {row.pledge_id: at for at, row in _pledges(corpus, common).iterrows() if at in shared}
    named = corpus.mentions[corpus.mentions["scheme"] == scheme]
    return {
        (places[p], code)
        for p, code in zip(named["pledge_id"], named["code"], strict=True)
        if p in places
    }


def _plain(value: object) -> str:
    return "" if pd.isna(value) else str(value)
