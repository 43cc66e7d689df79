"""``dgpolicy`` on the command line: each command a few lines over the library."""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, TextIO

import dgpolicy

_STEERS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the result is the exit code, 1 where anything failed.

    Without ``arguments`` those of the program are taken, and Ctrl-C ends it with one word.

    >>> main(["check", "no-such-folder"])
    1
    """
    if arguments is None:
        signal.signal(signal.SIGINT, _stop)
    chosen = _parser().parse_args(arguments)
    try:
        code = chosen.run(chosen)
        sys.stdout.flush()
        return code
    except OSError as error:
        _say(f"dgpolicy {chosen.command}: {error.filename or 'output'}: {error.strerror or error}")
    except ValueError as error:
        _say(f"dgpolicy {chosen.command}: {error}")
    return 1


def _stop(number: int, frame: object) -> None:
    # No exception: a library that is being imported would make another one of it.
    _say("stopped")
    os._exit(130)


def _parser() -> argparse.ArgumentParser:
    from dgpolicy.codebook import LANGUAGES

    parser = argparse.ArgumentParser(prog="dgpolicy", description=dgpolicy.__doc__)
    parser.add_argument("--version", action="version", version=f"dgpolicy {dgpolicy.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    own: dict[str, Any] = dict(type=Path, metavar="DIR", help="codes of your own, beside ours")
    formats = "a folder for the tables, or a name that ends in .parquet, .xlsx, .jsonld or .tsv"

    def command(run: Callable[[argparse.Namespace], int], about: str) -> Callable[..., Any]:
        made = commands.add_parser(run.__name__.lstrip("_"), help=about)
        made.set_defaults(run=run)
        return made.add_argument

    add = command(_extract, "code documents, and write their tables")
    paths = "a file, a folder or pattern of them, a .jsonl of rows with a text, or - for the input"
    add("paths", nargs="+", metavar="PATH", help=paths)
    add("--out", required=True, type=Path, metavar="OUT", help=formats)
    add("--published", metavar="DATE", help="of all, as 2022-11-09")
    add("--codebook", **own)
    add("--workers", type=int, metavar="N", help="processes, default: one a core")
    add("--resume", action="store_true", help="do only what is not done, or has changed")
    add = command(_check, "check a folder of tables by every rule")
    add("folder", type=Path, metavar="DIR")
    add("--codebook", **own)
    add = command(_export, "write a folder of tables in another format")
    add("folder", type=Path, metavar="DIR")
    add("--out", required=True, type=Path, metavar="OUT", help=formats)
    add("--codebook", **own)
    add, ours = command(_share, "make pages of notebooks that need no kernel"), "notebooks/*.ipynb"
    add("notebooks", nargs="*", type=Path, metavar="NOTEBOOK", help=f"default: {ours}")
    add("--out", type=Path, default=Path("site"), metavar="DIR", help="default: site")
    add("--single-file", action="store_true", help="one self-contained page a notebook")
    add("--language", choices=LANGUAGES, help="that the pages open in")
    add = command(_lab, "open the notebooks in JupyterLab")
    add("folder", nargs="?", type=Path, default=Path("notebooks"), metavar="DIR")
    add("--port", type=int, help="default: a free one")
    add("--ip", default="localhost", help="0.0.0.0 lets a team in, with a token")
    return parser


def _extract(chosen: argparse.Namespace) -> int:
    from tqdm import tqdm

    from dgpolicy import parts
    from dgpolicy.document import as_date
    from dgpolicy.export import vacant
    from dgpolicy.sources import Source, sources
    from dgpolicy.tables.frames import told

    out = vacant(chosen.out)
    as_date(published := chosen.published)  # a bad one is refused before anything is read
    unseen: dict[str, str] = {}
    given = sources(chosen.paths, unseen)
    if not given and not unseen:
        raise ValueError(f"{', '.join(chosen.paths)}: no file to read")
    places = count(1)
    with tqdm(total=len(given), unit="document", disable=not sys.stderr.isatty()) as bar:

        def coded(batch: list[Source]) -> None:
            bar.update(len(batch))
            for source in batch if bar.disable else ():
                _say(f"[{next(places)}/{len(given)}] {source.place}")

        how = {"workers": chosen.workers, "resume": chosen.resume, "coded": coded}
        made = parts.extract(given, out, codes=chosen.codebook, published=published, **how)
    if made.counts["documents"]:
        _say(f"{chosen.out}: {told(made.counts)}", sys.stdout)
    for doubt in made.doubts:
        _say(f"warning: {doubt}")
    for path, reason in (failed := unseen | made.failed).items():
        _say(f"failed: {path}: {reason}")
    return 1 if failed else 0


def _check(chosen: argparse.Namespace) -> int:
    from dgpolicy.follow import check

    corpus = dgpolicy.Corpus.read(chosen.folder, codebook=_codes(chosen.codebook)).check()
    check(chosen.folder, corpus)
    print(f"{chosen.folder}: {corpus!r} holds by every rule")
    return 0


def _export(chosen: argparse.Namespace) -> int:
    dgpolicy.Corpus.read(chosen.folder, codebook=_codes(chosen.codebook)).check().save(chosen.out)
    print(chosen.out)
    return 0


def _codes(folder: Path | None) -> dgpolicy.Codebook | None:
    from dgpolicy.codebook import default

    return dgpolicy.Codebook.read(folder, extends=default()) if folder else None


def _share(chosen: argparse.Namespace) -> int:
    notebooks = chosen.notebooks or sorted(Path("notebooks").glob("*.ipynb"))
    how = {"single_file": chosen.single_file, "language": chosen.language, "progress": _say}
    dgpolicy.share(notebooks, chosen.out, **how)
    print(chosen.out if chosen.single_file else chosen.out / "index.html")
    return 0


def _lab(chosen: argparse.Namespace) -> int:
    if not chosen.folder.is_dir():
        raise ValueError(f"{chosen.folder}: no such folder; name the one that holds the notebooks")
    if importlib.util.find_spec("jupyterlab") is None:
        raise ValueError("jupyterlab is missing; pip install 'dgpolicy[lab]'")
    # Ctrl-C is the Lab's, which asks whether it is meant; it always has a token.
    signal.signal(signal.SIGINT, lambda number, frame: None)
    port = [] if chosen.port is None else [f"--port={chosen.port}"]
    command = [sys.executable, "-m", "jupyterlab", f"--ip={chosen.ip}", *port, "--allow-root"]
    return subprocess.run([*command, str(chosen.folder)], check=False).returncode


def _say(line: str, file: TextIO | None = None) -> None:
    """Print a line on the side of faults; names of files may hold what steers a terminal."""
    shown = _STEERS.sub(lambda m: m[0].encode("unicode_escape").decode(), line)
    print(shown, file=file or sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
