"""The whole way from documents to a corpus; the one door to the rooms of reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dgpolicy.codebook import Codebook
    from dgpolicy.corpus import Corpus
    from dgpolicy.document import Document


def extract(
    documents: Iterable[Document],
    *,
    codebook: Codebook | None = None,
    language: str = "zh",
    failed: Callable[[Document, Exception], object] | None = None,
) -> Corpus:
    """The automatically coded corpus of any documents, by the codebook; ``coder`` is ``auto``.

    With ``failed``, a document that cannot be coded is left out and ``failed`` hears of it.
    Raises ``ValueError`` where two documents have the same ``document_id``.

    >>> from dgpolicy import Document
    >>> words = "市水務局局長王江:\\n明年將新建兩座水廠。"
    >>> said = Document.from_text(words, published="2022-11-09")
    >>> extract([said]).pledges[["kind", "horizon", "horizon_to"]].values.tolist()
    [['unnumbered', 'within_2_years', 2023]]
    """
    from dgpolicy.extract.coding import coded

    return coded(documents, codebook=codebook, language=language, failed=failed)
