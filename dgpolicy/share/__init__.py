"""Executed notebooks as pages that need no kernel and no network: a site, or single files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from plotly.offline import get_plotlyjs

from dgpolicy.charts.style import NARROW
from dgpolicy.codebook import LANGUAGES
from dgpolicy.corpus import Corpus, load
from dgpolicy.errors import nearest
from dgpolicy.share.notebook import ShareError, execute, lang_of, read, still, versions, write
from dgpolicy.share.page import Page, first_page, html_of
from dgpolicy.share.pictures import drawn

Progress = Callable[[str], object]


def share(
    notebooks: Iterable[str | Path],
    out: str | Path,
    *,
    single_file: bool = False,
    language: str | None = None,
    corpus: Corpus | None = None,
    progress: Progress = lambda line: None,
) -> list[Path]:
    """Execute notebooks and write each as a page into the folder ``out``; the result is the pages.

    The pages make a site with an ``index.html`` and its scripts in ``assets/``, or with
    ``single_file`` one self-contained file for each notebook. The notebooks themselves are not
    changed. ``language`` (``zh``, ``zh-Hans``, ``en``) is the one that they open in where the
    reader asks for none of theirs, without it that of each notebook's text; ``corpus`` is what
    the first page explores and the footer names, without it the reviewed corpus; ``progress``
    hears a line for each step. Raises ``ShareError`` where a notebook is missing or a cell fails,
    and where a file in the way is no page of ours.

    >>> share([], "site")
    Traceback (most recent call last):
        ...
    dgpolicy.share.notebook.ShareError: no notebook to share
    """
    paths, out = [Path(path) for path in notebooks], Path(out)
    for name in [*(path.stem for path in paths), *["index"] * (not single_file)]:
        path = out / f"{name}.html"
        if path.exists() and b'content="dgpolicy"' not in path.read_bytes():
            raise ShareError(f"{path}: is in the way and no page of ours")
    for left in out.glob("**/.*.part"):  # by a run that was killed
        left.unlink()
    pages = pages_of(paths, language, progress)
    made = files(pages, corpus or load(), single_file=single_file, progress=progress)
    for name, content in made.items():
        write(out / name, content)
    return [out / f"{page.name}.html" for page in pages]


def pages_of(
    paths: list[Path], language: str | None = None, progress: Progress = lambda line: None
) -> list[Page]:
    """The pages of notebooks, executed side by side, in order; see ``share``."""
    if language is not None and language not in LANGUAGES:
        raise ValueError(nearest(language, LANGUAGES, "language"))
    if not paths:
        raise ShareError("no notebook to share")
    names = ["index", *(path.stem for path in paths)]
    for path in paths:
        if names.count(path.stem) > 1:
            raise ShareError(f"{path}: each notebook needs a name of its own, and index is taken")
    shown = [versions(path, read(path), language) for path in paths]

    def page(path: Path, notebooks: dict[str, Any]) -> Page:
        progress(f"running {path} ({', '.join(notebooks)})")
        models = execute(path, list(notebooks.values()))
        for notebook in notebooks.values():
            still(notebook, models, path)
        return Page(path.stem, notebooks, path.parent)

    with ThreadPoolExecutor(os.cpu_count()) as workers:
        return list(workers.map(page, paths, shown))


def files(
    pages: list[Page], corpus: Corpus, *, single_file: bool, progress: Progress = lambda line: None
) -> dict[str, bytes]:
    """Every file of a site, or of self-contained pages, by its path below the folder.

    The first page of a site is the explorer of ``corpus`` over a list of the pages.
    """
    source = source_of(corpus)
    if single_file:
        return {f"{page.name}.html": html_of(page, source).encode() for page in pages}
    made = {}
    for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        beside = {"site": True, "before": before, "after": after}
        made[f"{page.name}.html"] = html_of(page, source, single_file=False, **beside).encode()
    charts = {
        f"assets/{page.name}.{language}.png": figure
        for page in pages
        for language, figure in page.figures.items()
    }
    try:
        pictures = drawn(charts, NARROW, 2, tall=NARROW)  # a card is square
    except ShareError as error:
        progress(str(error))
        pictures = {}
    opened = replace(corpus, language=next(iter(pages[0].versions)))
    made["index.html"] = first_page(opened, source, pages, pictures).encode()
    if any(b'src="assets/plotly.js"' in content for content in made.values()):
        made["assets/plotly.js"] = get_plotlyjs().encode()
    return made | pictures


def source_of(corpus: Corpus) -> dict[str, Any]:
    """What a page says of its data: the first document, the version and the data's own hash.

    ``data`` are the first twelve digits of the SHA-256 of the frames as CSV.
    """
    frames = "".join(frame.to_csv(index=False) for frame in corpus.frames.values())
    first, *more = corpus.documents.astype("object").fillna("").to_dict("records")
    return {
        **{key: first[key] for key in ("publisher", "sha256")},
        "version": version("dgpolicy"),
        "data": hashlib.sha256(frames.encode()).hexdigest()[:12],
        "document": (first["title"] or first["document_id"]) + (f" (+{len(more)})" if more else ""),
        "lang": lang_of(first["text"]),
        "published": first["published"] and f"{first['published']:%Y-%m-%d}",
    }
