"""``dgpolicy`` on the command line: each command a few lines over the library."""

from __future__ import annotations

import argparse
import importlib.util
import os
import signal
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dgpolicy

if TYPE_CHECKING:
    from datetime import date

    from dgpolicy.document import Document

# What systems and offices leave among the files of a person.
LITTER = ("thumbs.db", "desktop.ini")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the result is the exit code, 1 where anything failed.

    >>> main(["check", "no-such-folder"])
    1
    """
    command = "dgpolicy"
    with _stoppable() as stopped:
        try:
            chosen = _parser().parse_args(arguments)
            command = f"dgpolicy {chosen.command}"
            code = chosen.run(chosen)
            sys.stdout.flush()
            return code
        except BaseException as error:
            if stopped:  # whatever a library makes of it that was stopped while it was imported
                _say("stopped")
                return 130
            if isinstance(error, ValueError):
                _say(f"{command}: {error}")
            elif isinstance(error, OSError):
                _say(f"{command}: {error.filename or 'output'}: {error.strerror or error}")
            else:
                raise
            return 1


@contextmanager
def _stoppable() -> Iterator[list]:
    """A list that is not empty once the user has pressed Ctrl-C."""
    stopped: list[int] = []

    def stop(number: int, frame: object) -> None:
        stopped.append(number)
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return
    standing = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, standing)


def _parser() -> argparse.ArgumentParser:
    from dgpolicy.codebook import LANGUAGES

    parser = argparse.ArgumentParser(prog="dgpolicy", description=dgpolicy.__doc__)
    parser.add_argument("--version", action="version", version=f"dgpolicy {dgpolicy.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    own: dict[str, Any] = dict(type=Path, metavar="DIR", help="codes of your own, beside ours")

    extract = commands.add_parser("extract", help="code documents, and write their tables")
    add = extract.add_argument
    add("paths", nargs="+", metavar="PATH", help="a file, a folder of them, or - for the input")
    add("--out", required=True, type=Path, metavar="DIR", help="folder for the tables")
    add("--published", metavar="DATE", help="of all, as 2022-11-09")
    add("--codebook", **own)
    extract.set_defaults(run=_extract)

    check = commands.add_parser("check", help="check a folder of tables by every rule")
    check.add_argument("folder", type=Path, metavar="DIR")
    check.add_argument("--codebook", **own)
    check.set_defaults(run=_check)

    share = commands.add_parser("share", help="make pages of notebooks that need no kernel")
    add, ours = share.add_argument, "default: notebooks/*.ipynb"
    add("notebooks", nargs="*", type=Path, metavar="NOTEBOOK", help=ours)
    add("--out", type=Path, default=Path("site"), metavar="DIR", help="default: site")
    add("--single-file", action="store_true", help="one self-contained page a notebook")
    add("--language", choices=LANGUAGES, help="of the pages' own words")
    share.set_defaults(run=_share)

    lab = commands.add_parser("lab", help="open the notebooks in JupyterLab")
    add = lab.add_argument
    add("folder", nargs="?", type=Path, default=Path("notebooks"), metavar="DIR")
    add("--dashboard", action="store_true", help="serve them as pages with Voilà instead")
    add("--port", type=int, help="default: a free one")
    add("--ip", default="localhost", help="0.0.0.0 lets a team in, with a token")
    lab.set_defaults(run=_lab)
    return parser


def _extract(chosen: argparse.Namespace) -> int:
    failed: dict[str, str] = {}
    places: dict[str, str] = {}

    def uncoded(document: Document, error: Exception) -> None:
        failed[places[document.document_id]] = f"cannot be coded: {error!r}"

    from dgpolicy.document import as_date
    from dgpolicy.tables.store import vacant

    vacant(chosen.out)
    published, codebook = as_date(chosen.published), _codes(chosen.codebook)
    paths = [*_files(chosen.paths, failed)]
    if not paths and not failed:
        raise ValueError(f"{', '.join(chosen.paths)}: no file to read")
    with warnings.catch_warnings(record=True) as doubts:
        warnings.simplefilter("always", UserWarning)
        documents = _documents(paths, published, failed, places)
        corpus = dgpolicy.extract(documents, codebook=codebook, failed=uncoded)
    if len(corpus.documents):
        corpus.check().save(chosen.out)
        print(f"{chosen.out}: {corpus!r}")
    for doubt in doubts:
        if issubclass(doubt.category, UserWarning):
            _say(f"warning: {doubt.message}")
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
    return subprocess.run([sys.executable, "-m", module, *_served(chosen)], check=False).returncode


def _served(chosen: argparse.Namespace) -> list[str]:
    """What JupyterLab or Voilà is asked for; JupyterLab always has a token."""
    open_to_others = chosen.ip not in LOOPBACK
    asked = [f"--Voila.ip={chosen.ip}" if chosen.dashboard else f"--ip={chosen.ip}"]
    asked += [f"--port={chosen.port}"] if chosen.port is not None else []
    asked += ["--token"] if chosen.dashboard and open_to_others else []
    root = getattr(os, "geteuid", lambda: 1)() == 0
    return [
        *asked,
        *(["--allow-root"] if root and not chosen.dashboard else []),
        str(chosen.folder),
    ]


def _codes(folder: Path | None) -> dgpolicy.Codebook | None:
    from dgpolicy.codebook import default

    return dgpolicy.Codebook.read(folder, extends=default()) if folder else None


def _files(paths: list[str], failed: dict[str, str]) -> Iterator[str]:
    """The files of the paths, a folder standing for those in it; what cannot be seen is failed.

    Left out are hidden files, what systems leave behind, and the tables of a corpus.
    """

    def unseen(error: OSError) -> None:
        failed[str(error.filename)] = str(error.strerror)

    seen: set[str] = set()
    for path in paths:
        if not Path(path).is_dir():
            yield path
            continue
        for place, folders, names in os.walk(path, onerror=unseen, followlinks=True):
            tables = {"pledges.csv", "datapackage.json"} <= set(names)
            if tables:
                _say(f"left out: {place}: the tables of a corpus")
            if tables or os.path.realpath(place) in seen:
                folders.clear()
                continue
            seen.add(os.path.realpath(place))
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith((".", "~$")) and name.lower() not in LITTER:
                    yield str(Path(place, name))


def _documents(
    paths: list[str], published: date | None, failed: dict[str, str], places: dict[str, str]
) -> Iterator[Document]:
    """The documents that can be read, each under an id of its own; the rest goes to ``failed``."""
    from dataclasses import replace

    taken: dict[str, int] = {}
    for number, path in enumerate(paths, 1):
        _say(f"[{number}/{len(paths)}] {path}")
        try:
            document = (
                _input(published) if path == "-" else dgpolicy.read(path, published=published)
            )
        except ValueError as error:
            failed[path] = str(error)
            continue
        name = document.document_id
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            document = replace(document, document_id=f"{name}-{taken[name]}")
        places[document.document_id] = path
        yield document


def _input(published: date | None) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "input")
        place.write_bytes(sys.stdin.buffer.read())
        try:
            return dgpolicy.read(place, published=published)
        except ValueError as error:
            raise ValueError(str(error).removeprefix(f"{place}: ")) from None


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
