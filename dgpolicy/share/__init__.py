"""Executed notebooks as pages that need no kernel and no network; the door to their making."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dgpolicy.corpus import Corpus


def share(
    notebooks: Iterable[str | Path],
    out: str | Path,
    *,
    single_file: bool = False,
    language: str | None = None,
    corpus: Corpus | None = None,
    progress: Callable[[str], object] = lambda line: None,
) -> list[Path]:
    """Execute notebooks and write each as a page into the folder ``out``; the result is the pages.

    The pages make a site with an ``index.html`` and its scripts in ``assets/``, or with
    ``single_file`` one self-contained file for each notebook. The notebooks themselves are not
    changed. ``language`` (``zh``, ``zh-Hans``, ``en``) is the one that they open in, without it
    that of each notebook's text; ``corpus`` is what the first page explores and the footer names,
    without it the reviewed corpus; ``progress`` hears a line for each step. Raises
    ``ShareError`` where a notebook is missing or a cell fails, and where a file in the way is
    no page of ours.

    >>> share([], "site")
    Traceback (most recent call last):
        ...
    dgpolicy.share.run.ShareError: no notebook to share
    """
    from dgpolicy.corpus import load
    from dgpolicy.share.site import clear, files, pages_of

    paths, out = [Path(path) for path in notebooks], Path(out)
    clear(out, [path.stem for path in paths] + ["index"] * (not single_file))
    pages = pages_of(paths, language, progress)
    made = files(pages, corpus or load(), single_file=single_file, progress=progress)
    for name, content in made.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(content)
        part.replace(path)
    return [out / f"{page.name}.html" for page in pages]
