"""Two codings of the same documents held against each other, as figures and as words."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgpolicy.codebook import SCHEMES

if TYPE_CHECKING:
    from dgpolicy.corpus import Corpus

UNITS = ("statements", "pledges", "actions", "targets")
# The codes of a unit, and the table of that unit; those of pledges follow from their actions'.
CODES = {
    **dict.fromkeys(("organisation_id", "kind", "ordinal"), "pledges"),
    **dict.fromkeys(("horizon", "horizon_basis", "horizon_to"), "actions"),
    **dict.fromkeys(("aim", "specificity", "strength"), "actions"),
}
COLUMNS = ("measure", "n_a", "n_b", "precision", "recall", "f1", "units", "percent", "alpha")
PLACE = ["digest", "start", "end"]
UNIT = ["variable", *PLACE, "code"]
ORDER = (*UNITS, *SCHEMES, *CODES)


def agreement(a: Corpus, b: Corpus) -> pd.DataFrame:
    """How far coding ``b`` agrees with coding ``a``, one row a variable.

    Rows with ``measure`` ``span`` compare units: ``n_a`` and ``n_b`` are their numbers, and
    precision, recall and F1 take ``a`` as the reference and count a unit as found where its
    offsets (and for mentions its code) are the same. Rows with ``measure`` ``code`` compare the
    codes of the pledges, or of the actions, whose offsets both codings have: ``units`` is how many
    values were compared, ``percent`` how many of a hundred are equal, ``alpha`` Krippendorff's
    alpha for nominal data (2011), missing where both codings use one value only. For schemes of
    mentions each pair of a pledge and a code that either coding uses is one value. What cannot be
    computed is missing. Documents are matched by the SHA-256 of their text. Raises ``ValueError``
    where no text is common.

    >>> import dgpolicy
    >>> corpus = dgpolicy.load()
    >>> float(agreement(corpus, corpus).loc["pledges", "f1"])
    1.0
    """
    left, right, shared = _held(a, b)
    rows: list[tuple] = []
    for name in (*UNITS, *SCHEMES):
        one, two = (coding[coding["variable"] == name] for coding in (left, right))
        n_a, n_b, same = len(one), len(two), len(one.merge(two, on=UNIT))
        shares = (_share(same, n_b), _share(same, n_a), _share(2 * same, n_a + n_b))
        rows.append((name, "span", n_a, n_b, *shares, pd.NA, pd.NA, pd.NA))
    for name in (*CODES, *SCHEMES):
        own = [coding[coding["variable"] == name] for coding in (left, right)]
        said = [set(zip(units["place"], units["code"], strict=True)) for units in own]
        both = shared[CODES.get(name, "pledges")]
        if name in CODES:
            pairs = [*zip(*([dict(each)[at] for at in both] for each in said), strict=True)]
        else:
            codes = {code for at, code in set.union(*said) if at in both}
            pairs = [tuple((at, code) in each for each in said) for at in both for code in codes]
        variable = name if name in CODES else f"{name}, by pledge"
        rows.append((variable, "code", *[pd.NA] * 5, *reliability(pairs)))
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
    left, right, _ = _held(a, b)
    apart = left.merge(right, "outer", UNIT, suffixes=("_a", "_b"), indicator="held")
    come = [*apart[apart["held"] == "right_only"].itertuples()]
    kin, taken = defaultdict(list), set()
    for one in come:
        kin[_kin(one)].append(one)
    found: list[tuple] = []
    for one in apart[apart["held"] == "left_only"].itertuples():
        kind, held = "missing", ""
        free = (other for other in kin[_kin(one)] if other.Index not in taken)
        if twin := next((o for o in free if o.start < one.end and one.start < o.end), None):
            taken.add(twin.Index)
            kind, held = "code" if one.variable in CODES else "cut", twin.text_b
        found.append((one, one.pledge_id_a, kind, one.text_a, held))
    found += [(o, o.pledge_id_b, "added", "", o.text_b) for o in come if o.Index not in taken]
    found.sort(key=lambda row: (ORDER.index(row[0].variable), row[0].digest, row[0].start))
    rows = [
        (o.variable, owner, "" if o.variable in CODES else o.code, *r) for o, owner, *r in found
    ]
    return pd.DataFrame(rows, columns=["variable", "pledge_id", "code", "difference", "a", "b"])


def _kin(unit: Any) -> tuple:
    """What makes two units that overlap one, cut or coded otherwise."""
    place = (unit.start, unit.end) if unit.variable in CODES else unit.code
    return unit.variable, unit.digest, place


def _held(a: Corpus, b: Corpus) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, dict]]:
    """What each coding has in texts that both have, and where both have a pledge or an action."""
    texts = set(a.documents["sha256"]) & set(b.documents["sha256"])
    if not texts:
        raise ValueError("the two codings have no document with the same text in common")
    left, right = _coded(a, texts), _coded(b, texts)
    shared = {}
    for table in ("pledges", "actions"):
        places = [coding.loc[coding["variable"] == table, "place"] for coding in (left, right)]
        shared[table] = dict.fromkeys(places[0][places[0].isin(places[1])])
    known = {**shared["pledges"], **shared["actions"]}
    left, right = (c[~c["variable"].isin(CODES) | c["place"].isin(known)] for c in (left, right))
    return left, right, shared


def _coded(corpus: Corpus, texts: set[str]) -> pd.DataFrame:
    """All that is coded, once: what makes it the same in two codings, its owner and its words."""
    digests = corpus.documents.set_index("document_id")["sha256"]
    pledges = corpus.pledges.assign(digest=corpus.pledges["document_id"].map(digests))
    pledges["place"] = _place(pledges, "pledges")
    homes = pledges.set_index("pledge_id")[["digest", "place"]]
    # Those that promise something: a person codes no others.
    said = corpus.statements[corpus.statements["statement_id"].isin(pledges["statement_id"])]
    said = said.assign(digest=said["document_id"].map(digests), pledge_id=said["statement_id"])
    actions = corpus.actions.join(homes, "pledge_id")
    units = {"pledges": pledges, "actions": actions.assign(place=_place(actions, "actions"))}
    parts = [said.assign(variable="statements", text=said["organisation"])]
    parts += [frame.assign(variable=name) for name, frame in units.items()]
    for name in ("targets", "mentions"):
        frame = corpus[name].join(homes, "pledge_id")
        variable = frame["scheme"].astype("string") if name == "mentions" else name
        parts.append(frame.assign(variable=variable))
    for name, table in CODES.items():
        frame = units[table]
        code = frame[name].astype("string").fillna("")
        cue = " (" + frame.get(f"{name}_text", pd.Series(pd.NA, code.index, "string")) + ")"
        coded = frame.assign(variable=name, code=code, text=code + cue.fillna(""))
        parts.append(coded.drop_duplicates(PLACE))
    columns = [*UNIT, "place", "pledge_id", "text"]
    whole = pd.concat([part.reindex(columns=columns) for part in parts])
    whole = whole[whole["digest"].isin(texts)].drop_duplicates(UNIT)
    return whole.astype({"code": "object"}).fillna({"code": "", "text": ""})


def _place(units: pd.DataFrame, table: str) -> pd.Series:
    edges = units[["start", "end"]].astype("string")
    return f"{table}:" + units["digest"].str.cat(edges, ":")


def reliability(pairs: list[tuple]) -> tuple:
    """How many pairs there are, how many of a hundred are equal, and alpha.

    >>> reliability([("yes", "yes"), ("yes", "no"), ("no", "no"), ("no", "no")])
    (4, 75.0, 0.5333333333333333)
    """
    equal = sum(one == two for one, two in pairs)
    used = Counter(value for pair in pairs for value in pair)
    n = 2 * len(pairs)
    chance = n * (n - 1) - sum(each * (each - 1) for each in used.values())
    alpha = 1 - (n - 1) * (n - 2 * equal) / chance if chance else pd.NA
    return len(pairs), _share(100 * equal, len(pairs)), alpha


def _share(part: int, whole: int) -> object:
    return part / whole if whole else pd.NA
