"""The whole way from documents to a corpus; the one door to the rooms of reading."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from os import PathLike
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dgpolicy.codebook import Codebook
    from dgpolicy.corpus import Corpus
    from dgpolicy.document import Document
    from dgpolicy.extract.judge import Model

    Source = Document | str | PathLike[str]


def extract(
    documents: Source | Iterable[Source],
    *,
    codebook: Codebook | None = None,
    language: str = "zh",
    model: Model | None = None,
    failed: Callable[[Document, Exception], object] | None = None,
    client: Any = None,
) -> Corpus:
    """The automatically coded corpus of any documents, by the codebook; ``coder`` is ``auto``.

    ``model`` gives each unit of a document the probability that it is of a pledge; it is any
    callable of a document and its layout, such as ``dgpolicy.train`` returns; without it the
    judge that comes with the package. A path stands for the document that ``dgpolicy.read``
    makes of its file. With ``failed``, a document that cannot be coded is left out and
    ``failed`` hears of it. Warns of each document in which no pledge is found. Raises
    ``ValueError`` where two documents have the same ``document_id``, and for a language in which
    nothing is labelled.

    With a ``client`` of Dask, many machines code the documents, which may be addresses and
    patterns that fsspec knows (``s3://…/*.html``), or a ``dask.bag`` of such or of documents; the
    frames are Dask's. Then nothing is warned of, and one that cannot be read ends it all.

    >>> from dgpolicy import Document
    >>> words = "市水務局局長王江:\\n明年將新建兩座水廠。"
    >>> said = Document.from_text(words, published="2022-11-09")
    >>> extract(said).pledges[["kind", "horizon", "horizon_to"]].values.tolist()
    [['unnumbered', 'within_2_years', 2023]]
    """
    from dgpolicy.codebook import LANGUAGES, default
    from dgpolicy.corpus import Corpus
    from dgpolicy.document import Document
    from dgpolicy.errors import require
    from dgpolicy.extract.coding import coded
    from dgpolicy.read import read

    require(language, LANGUAGES, "language")
    book = codebook or default()
    if client is not None or hasattr(documents, "to_delayed"):
        from dgpolicy.extract.spread import spread

        spread_out = spread(documents, book, model, client)
        return Corpus(**spread_out, language=language, codebook=book)
    given = [documents] if isinstance(documents, Document | str | PathLike) else documents
    texts = (one if isinstance(one, Document) else read(one) for one in given)
    frames = coded(texts, book, model, failed)
    corpus = Corpus(**frames, language=language, codebook=book)
    found = set(corpus.pledges["document_id"])
    for name in (name for name in corpus.documents["document_id"] if name not in found):
        warnings.warn(f"{name}: no pledge found", stacklevel=2)
    return corpus
