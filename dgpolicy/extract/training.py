"""An analyst's own decisions to a judge that follows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

try:
    from scipy.sparse import csr_matrix, hstack, vstack
    from sklearn.linear_model import LogisticRegression
except ImportError as error:
    raise ImportError("scikit-learn is missing; pip install 'dgpolicy[model]'") from error

from dgpolicy.document import Document
from dgpolicy.extract.judge import BITS, Grams, Judge, default
from dgpolicy.extract.layout import Flags, Layout, layout

if TYPE_CHECKING:
    from dgpolicy.corpus import Corpus

STRENGTH = 0.03  # of what is learned about grams; found by cross-validation, on a plateau
_LITTLE = 0.003  # the same of few documents: with more, what they say reads others worse
_KNOWN = 10.0  # lets what is known already pass unshrunk, as any large scale does


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
    lessons = [lesson for corpus in corpora for lesson in _lessons(corpus)]
    pledge = np.concatenate([np.zeros(0, bool), *(own for _, own in lessons)])
    if pledge.all() or not pledge.any():
        raise ValueError("to learn, the corpora need sentences of pledges and others")
    found = vstack([grams for grams, _ in lessons], "csr")
    known = found @ start.tables[0] + start.constants[0]
    held = csr_matrix(known.astype(np.float32)[:, None] * _KNOWN)
    model = LogisticRegression(C=_LITTLE, solver="liblinear")
    model.fit(hstack([held, found], "csr"), pledge)
    kept, own = model.coef_[0, 0] * _KNOWN, model.coef_[0, 1:]
    tables, constants = start.tables.copy(), start.constants.copy()
    tables[0] = tables[0] * kept + own
    constants[0] = constants[0] * kept + model.intercept_[0]
    return Judge(tables, constants, start.layer)


def _lessons(corpus: Corpus) -> Iterator[tuple[csr_matrix, Flags]]:
    """The grams of each document of a corpus, and which of its units are of pledges."""
    for row in corpus.documents.itertuples():
        of = corpus.pledges[corpus.pledges["document_id"] == row.document_id]
        document = Document(row.document_id, row.text)
        units = layout(document)
        shared = units.lefts[:, None] < of["end"].to_numpy()
        shared &= units.rights[:, None] > of["start"].to_numpy()
        yield matrix(document, units), shared.any(axis=1)


def matrix(document: Document, units: Layout) -> csr_matrix:
    """How often each unit holds each gram."""
    grams = Grams(document, units)
    _, starts, places = zip(*grams.each(), strict=True)
    rows, columns = grams.unit[np.concatenate(starts)], np.concatenate(places)
    ones = np.ones(len(rows), np.float32)
    return csr_matrix((ones, (rows, columns)), (len(units), 1 << BITS))
