"""``dgpolicy`` on the command line: each command a few lines over the library."""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import dgpolicy
from dgpolicy.codebook import LANGUAGES, default
from dgpolicy.document import Document


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the result is the exit code, 1 where anything failed.

    >>> main(["check", "no-such-folder"])
    1
    """
    chosen = _parser().parse_args(arguments)
    try:
        return chosen.run(chosen)
    except ValueError as error:
        _say(f"dgpolicy {chosen.command}: {error}")
    except OSError as error:
        _say(f"dgpolicy {chosen.command}: {error.filename}: {error.strerror}")
    except KeyboardInterrupt:
        _say("stopped")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dgpolicy", description=dgpolicy.__doc__)
    parser.add_argument("--version", action="version", version=f"dgpolicy {dgpolicy.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    extract = commands.add_parser("extract", help="code documents, and write their tables")
    extract.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder of them"
    )
    extract.add_argument(
        "--out", required=True, type=Path, metavar="DIR", help="folder for the tables"
    )
    extract.add_argument(
        "--published", type=date.fromisoformat, metavar="DATE", help="of all, as 2022-11-09"
    )
    _codebook(extract)
    extract.set_defaults(run=_extract)

    check = commands.add_parser("check", help="check a folder of tables by every rule")
    check.add_argument("folder", type=Path, metavar="DIR")
    _codebook(check)
    check.set_defaults(run=_check)

    share = commands.add_parser(
        "share", help="make pages of notebooks that need no kernel and no network"
    )
    share.add_argument(
        "notebooks", nargs="*", type=Path, metavar="NOTEBOOK", help="default: notebooks/*.ipynb"
    )
    share.add_argument(
        "--out", type=Path, default=Path("site"), metavar="DIR", help="default: site"
    )
    share.add_argument(
        "--single-file", action="store_true", help="one self-contained page a notebook"
    )
    share.add_argument("--language", choices=LANGUAGES, help="of the pages' own words")
    share.set_defaults(run=_share)

    lab = commands.add_parser("lab", help="open the notebooks in JupyterLab")
    lab.add_argument("folder", nargs="?", type=Path, default=Path("notebooks"), metavar="DIR")
    lab.add_argument(
        "--dashboard", action="store_true", help="serve them as pages with Voilà instead"
    )
    lab.set_defaults(run=_lab)
    return parser


def _codebook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--codebook", type=Path, metavar="DIR", help="codes of your own, beside ours"
    )


def _extract(chosen: argparse.Namespace) -> int:
    failed: dict[Path, str] = {}
    places: dict[str, Path] = {}

    def uncoded(document: Document, error: Exception) -> None:
        failed[places[document.document_id]] = f"cannot be coded: {error!r}"

    documents = _documents(_files(chosen.paths), chosen.published, failed, places)
    corpus = dgpolicy.extract(documents, codebook=_codes(chosen.codebook), failed=uncoded)
    if len(corpus.documents):
        corpus.check().save(chosen.out)
        print(f"{chosen.out}: {corpus!r}")
    for path, reason in failed.items():
        _say(f"failed: {path}: {reason.removeprefix(f'{path}: ')}")
    return 1 if failed else 0


def _check(chosen: argparse.Namespace) -> int:
    corpus = dgpolicy.Corpus.read(chosen.folder, codebook=_codes(chosen.codebook)).check()
    print(f"{chosen.folder}: {corpus!r} holds by every rule")
    return 0


def _share(chosen: argparse.Namespace) -> int:
    notebooks = chosen.notebooks or sorted(Path("notebooks").glob("*.ipynb"))
    dgpolicy.share(
        notebooks,
        chosen.out,
        single_file=chosen.single_file,
        language=chosen.language,
        progress=_say,
    )
    print(chosen.out if chosen.single_file else chosen.out / "index.html")
    return 0


def _lab(chosen: argparse.Namespace) -> int:
    module, extra = ("voila", "dashboard") if chosen.dashboard else ("jupyterlab", "lab")
    if not chosen.folder.is_dir():
        raise ValueError(f"{chosen.folder}: no such folder; name the one that holds the notebooks")
    if importlib.util.find_spec(module) is None:
        raise ValueError(f"{module} is missing; pip install 'dgpolicy[{extra}]'")
    root = (
        ["--allow-root"]
        if module == "jupyterlab" and getattr(os, "geteuid", lambda: 1)() == 0
        else []
    )
    return subprocess.run(
        [sys.executable, "-m", module, *root, str(chosen.folder)], check=False
    ).returncode


def _codes(folder: Path | None) -> dgpolicy.Codebook:
    return dgpolicy.Codebook.read(folder, extends=default()) if folder else default()


def _files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.rglob("[!.]*") if p.is_file()) if path.is_dir() else [path]
        found += inside
    return found


def _documents(
    paths: list[Path], published: date | None, failed: dict[Path, str], places: dict[str, Path]
) -> Iterator[Document]:
    """The documents that can be read, each under an id of its own; the rest goes to ``failed``."""
    taken: dict[str, int] = {}
    for number, path in enumerate(paths, 1):
        _say(f"[{number}/{len(paths)}] {path}")
        try:
            document = dgpolicy.read(path, published=published)
        except ValueError as error:
            failed[path] = str(error)
            continue
        name = document.document_id
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            document = replace(document, document_id=f"{name}-{taken[name]}")
        places[document.document_id] = path
        yield document


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
