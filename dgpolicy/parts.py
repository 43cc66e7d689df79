"""Many documents, side by side and in parts: each part is coded once, and is there or is not.

Which documents make a part follows from the documents alone, so that neither the number of workers
nor an interruption changes a byte of what is written.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import cache, partial
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from pyarrow import ArrowException
from pyarrow.parquet import read_metadata

import dgpolicy
from dgpolicy.codebook import Codebook, default, home
from dgpolicy.corpus import Corpus
from dgpolicy.document import Document
from dgpolicy.sources import Source
from dgpolicy.tables import store
from dgpolicy.tables.frames import FRAMES
from dgpolicy.tables.place import put, writing

COARSE = 2_000_000  # bytes of a part, more or less: some seconds of work
SAID = "said.json"
_working: list[Work] = []  # of a worker, which gets it once


class Work(NamedTuple):
    """How every part is coded; ``mark`` stands for the package, its model and the codebook.

    It is small, for a worker that is killed before it has read all of it would stop its parent.
    """

    staging: Path
    codes: Path | None
    published: str | None
    mark: bytes


class Part(NamedTuple):
    """A part that is coded: the folder of its tables, and what is to be said of its documents."""

    folder: Path
    counts: dict[str, int]
    doubts: list[str]
    failed: dict[str, str]


def extract(
    given: list[Source],
    out: Path,
    *,
    codes: Path | None = None,
    published: str | None = None,
    workers: int | None = None,
    resume: bool = False,
    coded: Callable[[list[Source]], object] = len,
) -> Part:
    """Code the documents into a corpus at ``out``; the result says what came of all of them.

    Beside ``out`` stands a hidden folder until all are coded, with each part under the hash of its
    texts, codebook and model; with ``resume`` a part that is there, or in the corpus at ``out``,
    is not coded again. ``codes`` is a folder of codes beside ours. ``workers`` are as many
    processes, else one a core; ``coded`` hears of the documents of each part in turn. Raises
    ``OSError`` where ``out`` cannot be written.
    """
    book = _book(codes)
    staging, made = out.with_name(f".{out.name}.parts"), []
    try:
        with writing(out):
            if staging.exists() and not resume:
                shutil.rmtree(staging)
            staging.mkdir(parents=True, exist_ok=True)
            if resume:
                _take_up(out, staging)
            batches, work = list(cut(given)), Work(staging, codes, published, _mark(book))
            for batch, part in zip(batches, _each(batches, work, workers), strict=True):
                made.append(part)
                coded(batch)
        if folders := [part.folder for part in made if part.counts["documents"]]:
            if out.suffix.lower() == ".parquet":
                tables = [{name: each / f"{name}.parquet" for name in FRAMES} for each in folders]
                put(out, partial(_gather, tables))
            else:
                Corpus.concat(Corpus.read(each, codebook=book) for each in folders).save(out)
        shutil.rmtree(staging)
    finally:
        if not any(staging.glob(f"*/{SAID}")):
            shutil.rmtree(staging, ignore_errors=True)
    return Part(
        out,
        {name: sum(part.counts[name] for part in made) for name in FRAMES},
        [doubt for part in made for doubt in part.doubts],
        {place: why for part in made for place, why in part.failed.items()},
    )


def cut(given: Iterable[Source]) -> Iterator[list[Source]]:
    """The documents in batches of about ``COARSE`` bytes, by their ids and sizes alone.

    Whether a batch ends after a document is drawn by its id, so that one more document changes the
    batch in which it stands and few others.

    >>> many = [Source(f"{n}.txt", f"{n}", size=COARSE // 4) for n in range(40)]
    >>> list(cut(many[:20]))[:-1] == list(cut(many))[: len(list(cut(many[:20]))) - 1]
    True
    """
    batch, held = list[Source](), 0
    for source in given:
        batch.append(source)
        held += source.size
        drawn = int.from_bytes(hashlib.sha256(source.document_id.encode()).digest()[:8]) / 2**64
        if source.size / COARSE > drawn or held > 2 * COARSE:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _each(batches: list[list[Source]], work: Work, workers: int | None) -> Iterator[Part]:
    if (n := min(workers or os.cpu_count() or 1, len(batches))) < 2:
        yield from (_code(batch, work) for batch in batches)
        return
    with ProcessPoolExecutor(n, get_context("spawn"), _begin, (work,)) as pool:
        try:
            yield from pool.map(_next, batches)
        except BrokenProcessPool:
            why = "a worker was killed, as where memory ends; go on with --resume"
            raise ValueError(f"{why}, and with less memory by --workers 1") from None


def _begin(work: Work) -> None:
    _working.append(work)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A worker whose parent is killed would wait for ever.
    if parent := parent_process():
        parent.join()
    os._exit(1)


def _next(batch: list[Source]) -> Part:
    return _code(batch, _working[0])


def _code(batch: list[Source], work: Work) -> Part:
    """The part of a batch, which is coded unless it is there, or lacks a document."""
    contents = [source.content() for source in batch]
    key = hashlib.sha256(work.mark)
    for source, content in zip(batch, contents, strict=True):
        about = source.document_id, Path(source.place).name, work.published, content is None
        key.update(json.dumps(about).encode() + hashlib.sha256(content or b"").digest())
    folder, failed = work.staging / key.hexdigest(), dict[str, str]()
    places = {source.document_id: source.place for source in batch}

    def documents() -> Iterator[Document]:
        for source, content in zip(batch, contents, strict=True):
            try:
                yield source.document(content, work.published)
            except ValueError as error:
                failed[source.place] = str(error).removeprefix(f"{source.place}: ")

    def uncoded(document: Document, error: Exception) -> None:
        failed[places[document.document_id]] = f"cannot be coded: {error!r}"

    if not folder.exists() or _part(folder).failed:
        with warnings.catch_warnings(record=True, action="ignore") as heard:
            warnings.simplefilter("always", UserWarning)
            corpus = dgpolicy.extract(
                documents(), codebook=_book(work.codes), failed=uncoded
            ).check()
        if not failed:
            corpus.documents.attrs["part"] = key.hexdigest()
        doubts = [str(one.message) for one in heard]
        _put(folder, lambda new: store.fill(new, corpus.frames, bare=True), doubts, failed)
    return _part(folder)


def _part(folder: Path) -> Part:
    counts = {name: read_metadata(folder / f"{name}.parquet").num_rows for name in FRAMES}
    return Part(folder, counts, **json.loads((folder / SAID).read_text("utf-8")))


def _put(folder: Path, fill: Callable[[Path], object], doubts: list[str], failed: dict) -> None:
    new = folder.with_suffix(".new")
    for left in (new, folder):
        shutil.rmtree(left, ignore_errors=True)
    fill(new)
    (new / SAID).write_text(json.dumps({"doubts": doubts, "failed": failed}), "utf-8")
    new.rename(folder)


@cache
def _book(codes: Path | None) -> Codebook:
    return Codebook.read(codes, extends=default()) if codes else default()


def _mark(book: Codebook) -> bytes:
    model = home() / "model" / "judge.npz"
    parts = dgpolicy.__version__.encode(), book.table.to_csv().encode(), model.read_bytes()
    return b"".join(hashlib.sha256(part).digest() for part in parts)


def _gather(parts: list[dict[str, Path]], new: Path) -> None:
    """Make a folder of the tables of parts: of one a file each, of more a folder each."""
    new.mkdir()
    for name in FRAMES:
        if len(parts) > 1:
            (new / f"{name}.parquet").mkdir()
        for number, part in enumerate(parts):
            place = f"{name}.parquet" + f"/part-{number:06}.parquet" * (len(parts) > 1)
            try:
                os.link(part[name], new / place)
            except OSError:  # not every disk can
                shutil.copyfile(part[name], new / place)
    (new / "datapackage.json").write_text(store.describe(new), "utf-8")


def _take_up(out: Path, staging: Path) -> None:
    """Put the parts of a corpus that was written before among those that are done.

    What is not whole there is coded again.
    """
    tables = {name: store.parts(out / f"{name}.parquet") for name in FRAMES}
    for files in zip(*tables.values(), strict=False):
        held = dict(zip(tables, files, strict=True))
        with suppress(ArrowException, OSError):
            key = pd.read_parquet(held["documents"], columns=[]).attrs.get("part")
            if key and not (staging / key).exists() and all(map(read_metadata, files)):
                _put(staging / key, partial(_gather, [held]), [], {})
