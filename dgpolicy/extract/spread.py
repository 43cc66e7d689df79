"""Documents coded side by side on many machines, by Dask, in coarse parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import dask
import fsspec
import pandas as pd

from dgpolicy import parted
from dgpolicy.codebook import Codebook
from dgpolicy.document import Document
from dgpolicy.errors import ReadError
from dgpolicy.extract.coding import coded
from dgpolicy.extract.judge import Model
from dgpolicy.read import document_id, own_ids, read
from dgpolicy.tables.frames import FRAMES, Frames, typed

COARSE = 64  # documents of a part: a task for each costs more than its coding


def spread(documents: Any, book: Codebook, model: Model | None, client: Any) -> Frames:
    """The Dask frames of a bag of documents, or of documents and addresses; see ``extract``.

    The codebook and the model go to each worker once.
    """
    if hasattr(documents, "to_delayed"):
        batches = documents.to_delayed()
    else:
        given = list(_opened(documents))
        batches = [given[at : at + COARSE] for at in range(0, len(given), COARSE)]
    frames, shared = dask.delayed(_frames, pure=False), dask.delayed((book, model))
    like = {name: typed(name, pd.DataFrame(columns=list(FRAMES[name]))) for name in FRAMES}
    made = parted.framed([frames(batch, shared) for batch in batches], like)
    kept = (client or dask).persist(*([[*made.values()]] if client else made.values()))
    return dict(zip(made, kept, strict=True))


def _opened(documents: Iterable) -> Iterable:
    """Documents as they are, addresses as open files, each with an id of its own."""
    every = list(documents)
    names = [str(one) for one in every if not isinstance(one, Document)]
    files = fsspec.open_files(names, "rb") if names else []
    ids = own_ids(document_id(file.path.rpartition("/")[2].rpartition(".")[0]) for file in files)
    yield from (one for one in every if isinstance(one, Document))
    yield from zip(files, ids, strict=True)


def _frames(batch: Sequence, shared: tuple[Codebook, Model | None]) -> Frames:
    return coded((_document(one) for one in batch), *shared, None)


def _document(given: Any) -> Document:
    if isinstance(given, Document):
        return given
    if not isinstance(given, tuple):  # of a bag, a name
        ((given),) = _opened([given])
    file, identifier = given
    place, content = file.full_name, None
    try:
        with file as opened:
            content = opened.read()
    except OSError as error:
        why = error.strerror or "cannot be opened"
    if content is None:  # raised here, for what a server said cannot travel between processes
        raise ReadError(f"{place}: {why}")
    url = place if place.startswith("http") else None
    return replace(read(place, content=content, url=url), document_id=identifier)
