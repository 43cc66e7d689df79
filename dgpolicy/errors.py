"""What can go wrong with what a user gives, said in words that name it and say what to do."""

from __future__ import annotations

import errno
from collections.abc import Collection, Iterable
from pathlib import Path

FEW = 100  # names that an error lists


class ReadError(ValueError):
    """A file or folder that cannot be read; the message names it and says what to do.

    >>> import dgpolicy
    >>> dgpolicy.read("gone.txt")
    Traceback (most recent call last):
    dgpolicy.errors.ReadError: gone.txt: No such file or directory
    """


class CheckError(ValueError):
    """A row that breaks a rule; the message names the table, the row and the rule.

    >>> from dataclasses import replace
    >>> import dgpolicy
    >>> corpus = dgpolicy.load()
    >>> replace(corpus, documents=corpus.documents.assign(sha256=corpus.documents["title"])).check()
    Traceback (most recent call last):
    dgpolicy.errors.CheckError: documents, row 'dg2022': sha256 is not that of the text
    """


def openable(path: Path) -> Path:
    """The path; raises ``OSError`` where whoever opens it would wait, as at a pipe or a device."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        why = "this is no file but a pipe or a device; save what it gives to a file"
        raise OSError(errno.EINVAL, why, str(path))
    return path


def require(word: object, known: Collection, what: str) -> None:
    """Raise ``ValueError`` for an unknown name, in the words of ``nearest``."""
    if word not in known:
        raise ValueError(nearest(word, known, what))


def nearest(word: object, known: Iterable[str], what: str) -> str:
    """The words of an error for an unknown name: the nearest known one, and where few all.

    >>> nearest("semiconductor", ["semiconductors", "talent"], "industry")
    "unknown industry 'semiconductor': did you mean 'semiconductors'? Known: semiconductors, talent"
    """
    from difflib import get_close_matches

    known = list(known)
    close = get_close_matches(str(word), known, n=1)
    hint = f": did you mean {close[0]!r}?" if close else "."
    names = f" Known: {', '.join(known)}" if 0 < len(known) <= FEW else ""
    return f"unknown {what} {str(word)!r}{hint}{names}"
