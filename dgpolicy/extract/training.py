"""Labelled units to a judge: what ``make model`` runs, and what own decisions add."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

try:
    from scipy.sparse import csr_matrix, diags, hstack, vstack
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold
except ImportError as error:
    raise ImportError("scikit-learn is missing; pip install 'dgpolicy[model]'") from error

from dgpolicy.document import Document
from dgpolicy.extract.grams import BITS, Floats, Grams, Ints, codes_of
from dgpolicy.extract.judge import Judge, context, default, items_of, logistic
from dgpolicy.extract.layout import Layout, layout

if TYPE_CHECKING:
    from dgpolicy.corpus import Corpus

Flags = NDArray[np.bool_]
PLEDGE, DOUBTFUL = frozenset("P+"), "D"

# Found by cross-validation, all three on a plateau.
_GRAMS, _OPENS, _LAYER = 0.03, 0.01, 0.3
_RARE = 3  # grams of fewer units say nothing
_SMOOTH = 0.3
_KNOWN = 10.0  # the scale that lets what is known already pass unshrunk


@dataclass(frozen=True)
class Labelled:
    """A document with labels: ``spans`` are (start, end, label) as in ``data/labels.csv``.

    ``source`` keeps texts of one origin in one fold; ``genre`` is what scores are told by.
    """

    document: Document
    spans: Sequence[tuple[int, int, str]]
    source: str
    genre: str


class Lesson:
    """Labelled documents as one matrix of grams, with all that a fit needs of their units."""

    def __init__(self, texts: Sequence[Labelled]) -> None:
        self.texts = texts
        self.layouts = [layout(text.document) for text in texts]
        sizes = [len(units) for units in self.layouts]
        self.bounds = np.cumsum([0, *sizes])
        pairs = list(zip(texts, self.layouts, strict=True))
        labels = np.concatenate([_labels(text, units) for text, units in pairs])
        self.pledge = np.isin(labels, sorted(PLEDGE))
        self.usable = labels != DOUBTFUL
        self.source = np.repeat([text.source for text in texts], sizes)
        self.genre = np.repeat([text.genre for text in texts], sizes)
        self.grams = vstack([_matrix(text.document, units) for text, units in pairs], "csr")
        self.opener = np.concatenate(
            [_openers(t.document, u, at) for (t, u), at in zip(pairs, self.bounds, strict=False)]
        )
        self.opened = self.grams[np.maximum(self.opener, 0)]
        self.weight = self._weights()

    def _weights(self) -> Floats:
        """The pledges of genres that have few of them weigh more, up to four times."""
        genres, of = np.unique(self.genre, return_inverse=True)
        many = np.bincount(of, self.pledge, len(genres))
        weight = np.sqrt(many.max() / np.maximum(many, 20))[of]
        return np.where(self.pledge, np.minimum(weight, 4), 1.0)

    def first(self, rows: Ints) -> tuple[NDArray[np.float32], float]:
        """The weights of grams, fitted on these units."""
        rows = rows[self.usable[rows]]
        return _fit(self.grams[rows], self.pledge[rows], self.weight[rows], _GRAMS)

    def opens(self, rows: Ints) -> tuple[NDArray[np.float32], float]:
        """The weights of the words that open a list, fitted on the units of lists."""
        rows = rows[self.usable[rows] & (self.opener[rows] >= 0)]
        return _fit(self.opened[rows], self.pledge[rows], np.ones(len(rows)), _OPENS)

    def columns(self, score: Floats, opens: Floats) -> Floats:
        """The second layer's columns of all units."""
        return np.vstack(
            [
                context(units, text.document, score[a:b], opens[a:b])
                for text, units, a, b in zip(
                    self.texts, self.layouts, self.bounds, self.bounds[1:], strict=False
                )
            ]
        )

    def scores(self, rows: Ints, folds: int = 3) -> tuple[Floats, Floats]:
        """The scores of these units by models that were not fitted on their source."""
        score, opens = np.zeros(len(self.pledge)), np.zeros(len(self.pledge))
        for kept, left in GroupKFold(folds).split(rows, groups=self.source[rows]):
            for made, fit in ((score, self.first), (opens, self.opens)):
                weights, constant = fit(rows[kept])
                made[rows[left]] = self.grams[rows[left]] @ weights + constant
        return score, opens

    def judge(self, rows: Ints) -> Judge:
        """The judge that these units teach."""
        score, opens = self.scores(rows)
        columns = self.columns(score, opens)
        used = rows[self.usable[rows]]
        layer = _layer(columns[used], self.pledge[used])
        (weights, a), (opening, b) = self.first(rows), self.opens(rows)
        return Judge(weights, opening, np.array([a, b]), layer)

    def probabilities(self, judge: Judge, rows: Ints) -> Floats:
        """What a judge says of these units."""
        score = self.grams @ judge.weights + judge.constants[0]
        columns = self.columns(score, self.grams @ judge.opens + judge.constants[1])
        return logistic(columns[rows] @ judge.layer[:-1] + judge.layer[-1])


def _labels(text: Labelled, units: Layout) -> NDArray[np.str_]:
    """The label of each unit: that of the span with which it shares most."""
    starts = np.array([start for start, _, _ in text.spans])
    ends = np.array([end for _, end, _ in text.spans])
    labels = np.array([label for _, _, label in text.spans])
    shared = np.minimum.outer(units.rights, ends) - np.maximum.outer(units.lefts, starts)
    most = shared.argmax(axis=1)
    return np.where(shared[np.arange(len(most)), most] > 0, labels[most], "N")


def _matrix(document: Document, units: Layout) -> csr_matrix:
    each = list(Grams.of(document, units).each())
    rows = np.concatenate([unit for *_, unit, _ in each])
    places = np.concatenate([at for *_, at in each])
    ones = np.ones(len(rows), np.float32)
    made = csr_matrix((ones, (rows, places)), (len(units), 1 << BITS))
    made.sum_duplicates()
    return made


def _openers(document: Document, units: Layout, offset: int) -> Ints:
    """For each unit of a list the unit before the list, -1 for all others."""
    same = np.append(False, units.line[1:] == units.line[:-1])
    _, item, group = items_of(units, codes_of(document), same)
    first = np.full(int(group.max()) + 2, len(units))
    np.minimum.at(first, group + 1, np.arange(len(units)))
    before = first[group + 1] - 1
    return np.where((item >= 0) & (before >= 0), before + offset, -1)


def _fit(grams: csr_matrix, pledge: Flags, weight: Floats, strength: float) -> tuple:
    """Logistic regression on grams scaled by their log-odds (Wang and Manning 2012)."""
    held = grams.astype(bool)
    yes = np.asarray(held[pledge].sum(axis=0)).ravel()
    no = np.asarray(held[~pledge].sum(axis=0)).ravel()
    odds = np.log((yes + _SMOOTH) / pledge.sum()) - np.log((no + _SMOOTH) / (~pledge).sum())
    odds[yes + no < _RARE] = 0
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=200)
    model.fit(grams @ diags(odds.astype(np.float32)), pledge, sample_weight=weight)
    return (model.coef_[0] * odds).astype(np.float32), float(model.intercept_[0])


def _layer(columns: Floats, pledge: Flags) -> Floats:
    """The weights of the second layer in its columns' own units, the constant last."""
    mean, spread = columns.mean(axis=0), columns.std(axis=0) + 1e-6
    model = LogisticRegression(C=_LAYER, max_iter=3000)
    model.fit((columns - mean) / spread, pledge)
    layer = model.coef_[0] / spread
    return np.append(layer, model.intercept_[0] - mean @ layer)


def train(corpora: Iterable[Corpus], *, judge: Judge | None = None) -> Judge:
    """A judge that has learned from coded corpora as well, for ``extract(..., model=…)``.

    A sentence of a pledge counts for, every other sentence of a coded document against. The
    judge that comes with the package, or ``judge``, is where learning starts; a few documents
    move it a little. Raises ``ValueError`` where the corpora hold no pledge or nothing else.

    >>> import dgpolicy
    >>> learned = train([dgpolicy.load()])
    >>> document = Document.from_text(dgpolicy.load().documents["text"][0])
    >>> len(learned(document, layout(document))) == len(layout(document))
    True
    """
    start = judge or default()
    known, grams, labels = [], [], []
    for corpus in corpora:
        for document, inside in _coded(corpus):
            units = layout(document)
            made = _matrix(document, units)
            grams.append(made)
            known.append(made @ start.weights + start.constants[0])
            labels.append([any(a <= x and y <= b for a, b in inside) for x, y in _spans(units)])
    pledge = np.concatenate(labels) if labels else np.zeros(0, dtype=bool)
    if pledge.all() or not pledge.any():
        raise ValueError("to learn, the corpora need sentences of pledges and others")
    held = csr_matrix(np.concatenate(known).astype(np.float32)[:, None] * _KNOWN)
    model = LogisticRegression(C=_GRAMS, solver="liblinear", max_iter=200)
    model.fit(hstack([held, vstack(grams)], "csr"), pledge)
    kept = model.coef_[0, 0] * _KNOWN
    weights = (start.weights * kept + model.coef_[0, 1:]).astype(np.float32)
    score = start.constants[0] * kept + model.intercept_[0]
    return Judge(weights, start.opens, np.array([score, start.constants[1]]), start.layer)


def _coded(corpus: Corpus) -> Iterator[tuple[Document, list[tuple[int, int]]]]:
    """The documents of a corpus, each with the spans of its pledges."""
    for row in corpus.documents.itertuples():
        published = None if pd.isna(row.published) else row.published.date()
        of = corpus.pledges[corpus.pledges["document_id"] == row.document_id]
        document = Document.from_text(row.text, document_id=row.document_id, published=published)
        yield document, list(zip(of["start"], of["end"], strict=True))


def _spans(units: Layout) -> list[tuple[int, int]]:
    return list(zip(units.lefts.tolist(), units.rights.tolist(), strict=True))
