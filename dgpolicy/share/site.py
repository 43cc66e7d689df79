"""Executed notebooks as pages that need no kernel and no network."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

from dgpolicy.codebook import LANGUAGES, nearest
from dgpolicy.corpus import Corpus, load
from dgpolicy.share import html
from dgpolicy.share.cells import Page, page_of
from dgpolicy.share.run import ShareError, executed, read
from dgpolicy.share.source import source_of
from dgpolicy.share.words import WORDS

__all__ = ["ShareError", "files", "pages_of", "written"]


def written(
    notebooks: Iterable[str | Path],
    out: str | Path,
    *,
    single_file: bool = False,
    language: str | None = None,
    corpus: Corpus | None = None,
    progress: Callable[[str], object] = lambda line: None,
) -> list[Path]:
    """Write the site; see ``dgpolicy.share``."""
    paths, out = [Path(path) for path in notebooks], Path(out)
    if language is not None and language not in LANGUAGES:
        raise ValueError(nearest(language, LANGUAGES, "language"))
    for name in [*(path.stem for path in paths), *([] if single_file else ["index"])]:
        _refuse_foreign(out / f"{name}.html")
    pages = pages_of(paths, language, progress)
    made = files(pages, corpus or load(), single_file=single_file, language=language)
    for name, content in made.items():
        _write(out / name, content)
    return [out / f"{page.name}.html" for page in pages]


def pages_of(
    paths: list[Path],
    language: str | None = None,
    progress: Callable[[str], object] = lambda line: None,
) -> list[Page]:
    """The pages of notebooks, executed side by side, in order; see ``share``."""
    names = {path.stem for path in paths}
    if not paths:
        raise ShareError("no notebook to share")
    if len(names) < len(paths) or "index" in names:
        raise ShareError("each page needs a name of its own, and index is taken")

    def page(path: Path) -> Page:
        stored = read(path)
        progress(f"running {path}")
        made = page_of(
            executed(path, stored, widgets=True), path.stem, path.parent, names, language
        )
        made.picture = _picture(stored)
        return made

    with ThreadPoolExecutor(os.cpu_count()) as workers:
        return list(workers.map(page, paths))


def files(
    pages: list[Page], corpus: Corpus, *, single_file: bool, language: str | None = None
) -> dict[str, bytes]:
    """Every file of a site, or of self-contained pages, by its path below the folder."""
    made: dict[str, bytes] = {}
    for before, shown, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        source = source_of(corpus, shown.language)
        text = html.page(shown, single_file=single_file, before=before, after=after, **source)
        made[f"{shown.name}.html"] = text.encode()
    return made if single_file else made | _shared(pages, corpus, language or pages[0].language)


def _shared(pages: list[Page], corpus: Corpus, language: str) -> dict[str, bytes]:
    live = any(page.charts or page.explorers for page in pages)
    explorer = any(page.explorers for page in pages)
    scripts = ["page.js"] + ["plotly.js"] * live + ["explorer.js"] * explorer
    styles = ["page.css"] + ["explorer.css"] * explorer
    texts = {name: html.script(name) for name in scripts} | {
        name: html.style(name) for name in styles
    }
    pictures = {page.name: f"assets/{page.name}.png" for page in pages if page.picture}
    site = WORDS[language]["site"]
    index = html.index(pages, pictures, language, site=site, **source_of(corpus, language))
    return {
        "index.html": index.encode(),
        **{f"assets/{name}": text.encode() for name, text in texts.items()},
        **{pictures[page.name]: page.picture for page in pages if page.picture},
    }


def _picture(notebook: nbformat.NotebookNode) -> bytes:
    """The first picture that is stored in the notebook: that of its first chart."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    stored = (output.get("data", {}).get("image/png") for output in outputs)
    return base64.b64decode(next(filter(None, stored), ""))


def _refuse_foreign(path: Path) -> None:
    if path.exists() and html.MARK not in path.read_text("utf-8", errors="replace")[:4000]:
        raise ShareError(f"{path}: is in the way and no page of ours; choose another folder")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
