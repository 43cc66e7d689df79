"""Executed notebooks as pages that need no kernel and no network."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from dgpolicy.codebook import LANGUAGES
from dgpolicy.corpus import Corpus, load
from dgpolicy.errors import nearest
from dgpolicy.share.languages import lang_of, versions
from dgpolicy.share.outputs import still
from dgpolicy.share.page import Page, first_page, html_of, is_ours, plotly_js
from dgpolicy.share.pictures import drawn
from dgpolicy.share.run import Run, ShareError, read

__all__ = ["ShareError", "files", "pages_of", "written"]

Progress = Callable[[str], object]
THUMBNAIL = (480, 1, 12)  # pixels, pixels of the picture for each, colours


def written(
    notebooks: Iterable[str | Path],
    out: str | Path,
    *,
    single_file: bool = False,
    language: str | None = None,
    corpus: Corpus | None = None,
    progress: Progress = lambda line: None,
) -> list[Path]:
    """Write the site; see ``dgpolicy.share``."""
    paths, out = [Path(path) for path in notebooks], Path(out)
    if language is not None and language not in LANGUAGES:
        raise ValueError(nearest(language, LANGUAGES, "language"))
    for name in [*(path.stem for path in paths), *([] if single_file else ["index"])]:
        if not is_ours(out / f"{name}.html"):
            raise ShareError(f"{out / name}.html: is in the way and no page of ours")
    for left in out.glob("**/.*.part"):  # of a run that was killed
        left.unlink()
    pages = pages_of(paths, language, progress)
    made = files(pages, corpus or load(), single_file=single_file, progress=progress)
    for name, content in made.items():
        _write(out / name, content)
    return [out / f"{page.name}.html" for page in pages]


def pages_of(
    paths: list[Path], language: str | None = None, progress: Progress = lambda line: None
) -> list[Page]:
    """The pages of notebooks, executed side by side, in order; see ``share``."""
    names = frozenset(path.stem for path in paths)
    if not paths:
        raise ShareError("no notebook to share")
    if len(names) < len(paths) or "index" in names:
        raise ShareError("each page needs a name of its own, and index is taken")
    shown = [versions(path, read(path), language) for path in paths]
    runs = [Run(p, list(v.values()), widgets=True) for p, v in zip(paths, shown, strict=True)]

    def page(path: Path, notebooks: dict[str, NotebookNode], run: Run) -> Page:
        progress(f"running {path} ({', '.join(notebooks)})")
        models = run.execute()
        for each, notebook in notebooks.items():
            still(notebook, models, each, path)
        return Page(path.stem, notebooks, path.parent, names)

    with ThreadPoolExecutor(os.cpu_count()) as workers:
        try:
            return list(workers.map(page, paths, shown, runs))
        except BaseException:  # Ctrl-C too: nothing is left running
            for run in runs:
                run.stop()
            raise


def files(
    pages: list[Page], corpus: Corpus, *, single_file: bool, progress: Progress = lambda line: None
) -> dict[str, bytes]:
    """Every file of a site, or of self-contained pages, by its path below the folder.

    The first page of a site is the explorer of ``corpus`` over a list of the pages.
    """
    source = source_of(corpus)
    cards = [page.card for page in pages]
    made = {}
    for before, page, after in zip([None, *cards], pages, [*cards[1:], None], strict=False):
        beside = {} if single_file else {"site": True, "before": before, "after": after}
        html = html_of(page, source, single_file=single_file, **beside)
        made[f"{page.name}.html"] = html.encode()
    if single_file:
        return made
    made |= _pictures(cards, pages, progress)
    opened = next(iter(pages[0].versions))
    made["index.html"] = first_page(replace(corpus, language=opened), source, cards).encode()
    if any(b'src="assets/plotly.js"' in content for content in made.values()):
        made["assets/plotly.js"] = plotly_js().encode()
    return made


def _pictures(
    cards: list[dict[str, Any]], pages: list[Page], progress: Progress
) -> dict[str, bytes]:
    """A picture of the first chart of each page in each language, and its place on the card."""
    charts = {
        (number, language): figure
        for number, page in enumerate(pages)
        for language, figure in page.figures.items()
        if figure
    }
    try:
        drawings = drawn(list(charts.values()), *THUMBNAIL, "WEBP")
    except ShareError as error:
        progress(str(error))
        return {}
    made = {}
    for (number, language), drawing in zip(charts, drawings, strict=True):
        place = f"assets/{pages[number].name}.{language}.webp"
        cards[number]["pictures"][language], made[place] = place, drawing
    return made


def source_of(corpus: Corpus) -> dict[str, Any]:
    """What a page says of its data: the first document, the version and the data's own hash.

    ``data`` are the first twelve digits of the SHA-256 of the frames as CSV.
    """
    frames = "".join(frame.to_csv(index=False) for frame in corpus.frames.values())
    rows = corpus.documents.astype("object").fillna("").to_dict("records")
    said = (
        dict.fromkeys(("title", "publisher", "published", "text", "sha256"), "") | (rows or [{}])[0]
    )
    more = f" (+{len(rows) - 1})" if len(rows) > 1 else ""
    return {
        **{key: said[key] for key in ("publisher", "sha256")},
        "version": version("dgpolicy"),
        "data": hashlib.sha256(frames.encode()).hexdigest()[:12],
        "document": (said["title"] or said.get("document_id", "")) + more,
        "lang": lang_of(said["text"]),
        "published": said["published"] and f"{said['published']:%Y-%m-%d}",
    }


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
