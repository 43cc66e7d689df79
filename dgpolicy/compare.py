"""Two corpora side by side: what each says more of, and what is new, dropped or kept."""

from __future__ import annotations

from difflib import SequenceMatcher
from html import escape

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from dgpolicy.codebook import home
from dgpolicy.corpus import Corpus
from dgpolicy.errors import require
from dgpolicy.fold import fold
from dgpolicy.look.words import word
from dgpolicy.parted import fetched

LEAST = 0.12  # the likeness from which one pledge is read as another one again
PAIRS = ("found", "pledge_a", "pledge_b", "likeness", "codes", "a", "b")
_OFTEN = 200  # pledges: what stands in more of them tells none from others
_WIDE = 1.959964  # the normal deviate of a 95 % interval
_DRAWS = 2000


@fetched
def compare(a: Corpus, b: Corpus, by: str = "industry", *, count: str = "pledges") -> pd.DataFrame:
    """The shares of pledges (or actions) of two corpora under each value of a facet.

    One row a code, those of ``a`` first, in the order of ``Corpus.values``: how many there are
    (``n_a``, ``n_b``), what share of all they are (``share_a``, ``share_b``, from 0 to 1), and the
    ``difference`` of b from a with its 95 % interval from ``low`` to ``high`` (Newcombe 1998,
    method 10): what chance could make of it, were the pledges drawn from many. Raises
    ``ValueError`` that lists the known facets or counts.

    >>> import dgpolicy
    >>> corpus = dgpolicy.load()
    >>> leaders = corpus.filter(organisation=["committee", "secretary"])
    >>> compare(leaders, corpus.filter(organisation="drc"), "specificity")["n_b"].to_dict()
    {'hard': 1, 'soft': 4}
    """
    codes = dict.fromkeys([*a.values(by), *b.values(by)])
    table = pd.DataFrame(index=pd.Index([*codes], name=by))
    sizes = [len(each[count]) or np.nan for each in (a, b)]
    for name, corpus, of in zip("ab", (a, b), sizes, strict=True):
        n = corpus.coded(by, count).groupby("code")["unit"].nunique().reindex(table.index)
        table[f"n_{name}"] = n.fillna(0).astype("Int64")
        table[f"share_{name}"] = table[f"n_{name}"].to_numpy(float) / of
    one, two = table["share_a"].to_numpy(), table["share_b"].to_numpy()
    table["difference"] = two - one
    table["low"], table["high"] = _newcombe(one, sizes[0], two, sizes[1])
    return table


def _newcombe(one: NDArray, of_one: float, two: NDArray, of_two: float) -> tuple[NDArray, NDArray]:
    """The 95 % intervals of the differences of shares of so many."""
    (low_one, high_one), (low_two, high_two) = _wilson(one, of_one), _wilson(two, of_two)
    low = two - one - np.hypot(two - low_two, high_one - one)
    return low, two - one + np.hypot(high_two - two, one - low_one)


def _wilson(share: NDArray, of: float) -> tuple[NDArray, NDArray]:
    """The 95 % intervals of shares of so many (Wilson 1927)."""
    square = _WIDE**2 / of
    half = _WIDE * np.sqrt(share * (1 - share) / of + square / (4 * of))
    return (share + square / 2 - half) / (1 + square), (share + square / 2 + half) / (1 + square)


def bounds(found: ArrayLike, genre: str) -> tuple[NDArray, NDArray]:
    """The 95 % interval of how many sentences of pledges there are where so many were found.

    What the reader finds errs as it did on labelled passages of the genre (a row of
    ``data/model/scores.csv``). Of 2,000 draws each takes a precision and a recall from beta
    distributions that have the measured values and the width of their intervals; of the ``found``
    sentences as many are right as a binomial draw with that precision says, and as many more were
    missed as a negative binomial one with that recall says (any true number being as likely as
    any other before). The ends are the 2.5 and 97.5 % quantiles. Whether a sentence that is found
    means what its codes say is not measured here. The same count has the same interval. Raises
    ``ValueError`` that lists the genres, and for one with too few labelled pledges.

    >>> [end.tolist() for end in bounds([0, 10, 300], "province")]
    [[0, 7, 261], [0, 11, 301]]
    """
    scores = pd.read_csv(home() / "model" / "scores.csv", index_col="genre")
    require(genre, [*scores.index], "genre")
    random, rates = np.random.default_rng(0), []
    for name in ("precision", "recall"):
        mean, low, high = scores.loc[genre, [name, f"{name}_low", f"{name}_high"]].to_numpy(float)
        if not 0 < mean < 1:
            raise ValueError(f"{genre}: too few labelled pledges for an interval")
        # As many labelled sentences as give the interval its width.
        size = mean * (1 - mean) / ((high - low) / (2 * _WIDE)) ** 2 - 1
        rates.append(random.beta(mean * size, (1 - mean) * size, _DRAWS))
    counts, place = np.unique(np.asarray(found, dtype=int), return_inverse=True)
    ends = []
    for count in counts:
        random = np.random.default_rng(count)
        right = random.binomial(count, rates[0])
        missed = random.negative_binomial(right + 1, rates[1])
        ends.append(np.quantile(right + missed, [0.025, 0.975]).round())
    lows, highs = np.array(ends, dtype=int).reshape(-1, 2)[place].T
    return lows, highs


class Marked(str):
    """The words of a pledge; as HTML those are underlined that another one has not."""

    other: str

    def __new__(cls, text: str, other: str) -> Marked:
        made = super().__new__(cls, text)
        made.other = other
        return made

    def __html__(self) -> str:
        """The words, escaped; single characters that both have are underlined too.

        >>> Marked("推動<新>材料", "推动材料").__html__()
        '推動<u>&lt;新&gt;</u>材料'
        """
        if not self.other:
            return escape(self)
        alike = SequenceMatcher(None, fold(self), fold(self.other), autojunk=False)
        parts, at = [], 0
        for start, _, size in alike.get_matching_blocks():
            if size > 1 or start == len(self):
                parts += [f"<u>{escape(self[at:start])}</u>"] * (at < start)
                parts.append(escape(self[start : start + size]))
                at = start + size
        return "".join(parts)


@fetched
def matches(a: Corpus, b: Corpus, *, least: float = LEAST) -> pd.DataFrame:
    """What of ``a`` is kept in ``b``, what is dropped, and what is new there, pledge by pledge.

    Each pledge of ``b`` is paired with the one of ``a`` that is most like it, the first of
    equals; several may follow one. ``likeness`` is the cosine, 0 to 1, of their pairs of
    characters (in one script, without punctuation) and their codes, each weighed by how seldom it
    is; from ``least`` on the pledge is ``kept``. A pledge of ``a`` that none follows is
    ``dropped``, one of ``b`` that follows none is ``new``. Columns are ``PAIRS``, rows in the order
    of ``a``, what is new last. ``codes`` are those that both have, by name in the language of
    ``a``; ``a`` and ``b`` are the words, in which ``dgpolicy.table`` underlines what the other one
    has not.

    >>> import dgpolicy
    >>> corpus = dgpolicy.load()
    >>> matches(corpus, corpus)["found"].unique().tolist()
    ['kept']
    """
    pairs = alike(_features(a), _features(b), least)
    pairs = pairs.rename(columns={"unit_a": "pledge_a", "unit_b": "pledge_b"})
    best = pairs.drop_duplicates("pledge_b")
    ids_a, ids_b = (pd.RangeIndex(len(each)) for each in (a, b))
    dropped, new = ids_a.difference(best["pledge_a"]), ids_b.difference(best["pledge_b"])
    rows = pd.concat(
        [
            best.assign(found="kept"),
            pd.DataFrame({"pledge_a": dropped, "pledge_b": -1, "found": "dropped"}),
            pd.DataFrame({"pledge_a": len(a), "pledge_b": new, "found": "new"}),
        ]
    ).sort_values(["pledge_a", "pledge_b"])
    return _told(rows, a, b)


def alike(one: pd.DataFrame, two: pd.DataFrame, least: float) -> pd.DataFrame:
    """The pairs of two sets of units whose likeness is ``least`` or more, the likest first.

    Each frame has a row for each ``unit`` (a number) and ``feature`` of it, once. ``likeness`` of
    ``unit_a`` and ``unit_b`` is the cosine of their features, 0 to 1, each weighed by how seldom
    it is; what stands in very many units counts in their size alone.

    >>> one = pd.DataFrame({"unit": [0, 0, 1], "feature": ["a", "b", "c"]})
    >>> alike(one, one, 0.5)["likeness"].tolist()
    [1.0, 1.0]
    """
    every = pd.concat([one.assign(side=0), two.assign(side=1)], ignore_index=True)
    often = every.groupby("feature")["feature"].transform("size")
    units = one["unit"].nunique() + two["unit"].nunique()
    every["weight"] = np.log1p(units / often) ** 2
    every["size"] = every.groupby(["side", "unit"])["weight"].transform("sum")
    one, two = (every[(often <= _OFTEN) & (every["side"] == side)] for side in (0, 1))
    shared = one.merge(two, on="feature", suffixes=("_a", "_b"))
    shared["likeness"] = shared["weight_a"] / np.sqrt(shared["size_a"] * shared["size_b"])
    pairs = shared.groupby(["unit_a", "unit_b"], as_index=False)["likeness"].sum().round(6)
    return pairs[pairs["likeness"] >= least].sort_values("likeness", ascending=False, kind="stable")


def pairs_of(texts: pd.Series) -> pd.DataFrame:
    """The pairs of characters of each text, in one script and without punctuation, by its number.

    >>> pairs_of(pd.Series(["新、材料"])).values.tolist()
    [[0, '新材'], [0, '材料']]
    """
    words = texts.map(fold).str.replace(r"\W", "", regex=True).reset_index(drop=True)
    grams = words.map(lambda text: [text[at : at + 2] for at in range(len(text) - 1)])
    found = grams.explode().dropna().rename_axis("unit").rename("feature")
    return found.reset_index().drop_duplicates(ignore_index=True)


def _features(corpus: Corpus) -> pd.DataFrame:
    """What each pledge, by its number, is known by: pairs of characters, and its codes."""
    place = pd.Series(range(len(corpus)), corpus.pledges["pledge_id"])
    named = corpus.mentions["scheme"].astype("str") + ":" + corpus.mentions["code"].astype("str")
    codes = pd.DataFrame({"unit": corpus.mentions["pledge_id"].map(place), "feature": named})
    return pd.concat([pairs_of(corpus.pledges["text"]), codes.drop_duplicates()])


def _told(rows: pd.DataFrame, a: Corpus, b: Corpus) -> pd.DataFrame:
    """Pairs of numbers of pledges with their ids, words and codes, those of no pledge empty."""
    sides = []
    for corpus, name, none in ((a, "pledge_a", len(a)), (b, "pledge_b", -1)):
        codes: dict[str, dict] = {pledge: {} for pledge in corpus.pledges["pledge_id"]}
        for mention in corpus.mentions.itertuples():
            codes[mention.pledge_id][mention.scheme, mention.code] = None
        held = corpus.pledges[["pledge_id", "text"]].assign(codes=[*codes.values()]).astype(object)
        held.loc[none] = ["", "", {}]
        sides.append(held.loc[rows[name]].itertuples(index=False, name=None))
    comma, made = word("comma", a.language), []
    for found, likeness, (one, said, held), (two, other, codes) in zip(
        rows["found"], rows["likeness"], *sides, strict=True
    ):
        both = comma.join(a.label(*code) for code in held if code in codes)
        words = Marked(said, other), Marked(other, said)
        made.append((found, one, two, likeness, both, *words))
    return pd.DataFrame(made, columns=PAIRS, dtype=object).astype({"likeness": "Float64"})
