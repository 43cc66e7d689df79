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
    from sklearn.preprocessing import StandardScaler
except ImportError as error:
    raise ImportError("scikit-learn is missing; pip install 'dgpolicy[model]'") from error

from dgpolicy.document import Document
from dgpolicy.extract.grams import BITS, Flags, Floats, Grams, Ints
from dgpolicy.extract.judge import Judge, context, default, lists
from dgpolicy.extract.layout import Layout, layout

if TYPE_CHECKING:
    from dgpolicy.corpus import Corpus

PLEDGE, DOUBTFUL = ("P", "+"), "D"

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
        self.pledge, self.usable = np.isin(labels, PLEDGE), labels != DOUBTFUL
        self.source = np.repeat([text.source for text in texts], sizes)
        self.genre = np.repeat([text.genre for text in texts], sizes)
        self.grams = vstack([_matrix(text.document, units) for text, units in pairs], "csr")
        opener = np.concatenate([lists(units, text.document)[2] for text, units in pairs])
        self.opener = np.where(opener >= 0, opener + np.repeat(self.bounds[:-1], sizes), -1)
        self.weight = self._weights()

    def _weights(self) -> Floats:
        """The pledges of genres that have few of them weigh more, up to four times."""
        genres, of = np.unique(self.genre, return_inverse=True)
        many = np.bincount(of, self.pledge, len(genres))
        weight = np.sqrt(many.max() / np.maximum(many, 20))[of]
        return np.where(self.pledge, np.minimum(weight, 4), 1.0)

    def fits(self, rows: Ints) -> tuple[NDArray[np.float32], Floats]:
        """Two tables of weights with their constants: of pledges' words, of those that open."""
        rows = rows[self.usable[rows]]
        listed = rows[self.opener[rows] >= 0]
        words = _fit(self.grams[rows], self.pledge[rows], self.weight[rows], _GRAMS)
        opens = _fit(self.grams[self.opener[listed]], self.pledge[listed], None, _OPENS)
        return np.stack([words[0], opens[0]]), np.array([words[1], opens[1]])

    def columns(self, scores: Floats) -> Floats:
        """The second layer's columns of all units."""
        parts = np.split(scores, self.bounds[1:-1])
        pairs = zip(self.texts, self.layouts, parts, strict=True)
        return np.vstack([context(units, text.document, *part.T) for text, units, part in pairs])

    def judge(self, rows: Ints, folds: int = 3) -> Judge:
        """The judge that these units teach: its second layer learns from scores of strangers."""
        scores = np.zeros((len(self.pledge), 2))
        for kept, left in GroupKFold(folds).split(rows, groups=self.source[rows]):
            weights, constants = self.fits(rows[kept])
            scores[rows[left]] = self.grams[rows[left]] @ weights.T + constants
        used = rows[self.usable[rows]]
        layer = _layer(self.columns(scores)[used], self.pledge[used])
        (weights, opens), constants = self.fits(rows)
        return Judge(weights, opens, constants, layer)

    def probabilities(self, judge: Judge) -> Floats:
        """What a judge says of all units."""
        tables = np.stack([judge.weights, judge.opens], axis=1)
        return judge.weighed(self.columns(self.grams @ tables + judge.constants))


def _labels(text: Labelled, units: Layout) -> NDArray[np.str_]:
    """The label of each unit: that of the span with which it shares most."""
    starts, ends, labels = map(np.array, zip(*text.spans, strict=True))
    shared = np.minimum.outer(units.rights, ends) - np.maximum.outer(units.lefts, starts)
    return np.where(shared.max(axis=1) > 0, labels[shared.argmax(axis=1)], "N")


def _matrix(document: Document, units: Layout) -> csr_matrix:
    grams = Grams(document, units)
    _, starts, places = zip(*grams.each(), strict=True)
    rows, columns = grams.unit[np.concatenate(starts)], np.concatenate(places)
    ones = np.ones(len(rows), np.float32)
    return csr_matrix((ones, (rows, columns)), (len(units), 1 << BITS))


def _fit(grams: csr_matrix, pledge: Flags, weight: Floats | None, strength: float) -> tuple:
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
    scaler = StandardScaler().fit(columns)
    model = LogisticRegression(C=_LAYER, max_iter=3000).fit(scaler.transform(columns), pledge)
    layer = model.coef_[0] / scaler.scale_
    return np.append(layer, model.intercept_[0] - scaler.mean_ @ layer)


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
    lesson = Lesson([text for corpus in corpora for text in _coded(corpus)])
    if lesson.pledge.all() or not lesson.pledge.any():
        raise ValueError("to learn, the corpora need sentences of pledges and others")
    known = lesson.grams @ start.weights + start.constants[0]
    held = csr_matrix(known.astype(np.float32)[:, None] * _KNOWN)
    model = LogisticRegression(C=_GRAMS, solver="liblinear", max_iter=200)
    model.fit(hstack([held, lesson.grams], "csr"), lesson.pledge)
    kept = model.coef_[0, 0] * _KNOWN
    weights = (start.weights * kept + model.coef_[0, 1:]).astype(np.float32)
    score = start.constants[0] * kept + model.intercept_[0]
    return Judge(weights, start.opens, np.array([score, start.constants[1]]), start.layer)


def _coded(corpus: Corpus) -> Iterator[Labelled]:
    """The documents of a corpus, each with the spans of its pledges."""
    for row in corpus.documents.itertuples():
        published = None if pd.isna(row.published) else row.published.date()
        of = corpus.pledges[corpus.pledges["document_id"] == row.document_id]
        document = Document.from_text(row.text, document_id=row.document_id, published=published)
        spans = [(a, b, "P") for a, b in zip(of["start"], of["end"], strict=True)]
        yield Labelled(document, [(0, 0, "N"), *spans], row.document_id, "")
