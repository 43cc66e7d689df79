"""What a person decides on sentences: a row each in a CSV file, on the disk before the next."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from dgpolicy.errors import ReadError, require
from dgpolicy.tables.store import guarded, rows_of

CODED = ("organisation", "horizon", "aim", "specificity")
DECISIONS = ("accept", "reject", "join", "split", *CODED, "undo")


class Decision(NamedTuple):
    """What a coder decided on the sentence from ``start`` to ``end``, whose words are ``text``.

    ``accept`` makes it a pledge and ``reject`` none, ``join`` one pledge with the sentence before,
    ``split`` begins another pledge at the offset ``at``. The name of a variable gives the pledge
    that ``code``; it rests on the clause at ``at``. ``undo`` takes back the last decision that
    stands in the document. ``date`` is in ISO 8601.
    """

    coder: str
    date: str
    document_id: str
    start: int
    end: int
    decision: str
    code: str = ""
    at: int | None = None
    text: str = ""


def decided(path: str | Path) -> list[Decision]:
    """The decisions of a file in their order, none where there is no file or nothing in it.

    Raises ``ReadError`` that names the file and the row, and says what to do.

    >>> decided("no such file.csv")
    []
    """
    path = Path(path)
    if not path.exists() or not path.stat().st_size:  # begun by a process that was killed
        return []
    rows = rows_of(path)
    if missing := [name for name in Decision._fields if name not in rows]:
        heads = ",".join(Decision._fields)
        raise ReadError(f"{path}: column missing: {missing[0]}; its first line must be {heads}")
    made = []
    for number, row in enumerate(rows.fillna("").to_dict("records"), 2):
        try:
            require(row["decision"], DECISIONS, "decision")
            for name in ("start", "end", "at"):
                row[name] = int(row[name]) if row[name] or name != "at" else None
            made.append(Decision(**{name: row[name] for name in Decision._fields}))
        except ValueError as error:
            raise ReadError(f"{path}: row {number}: {error}; correct or delete it") from None
    return made


def append(path: str | Path, decision: Decision) -> None:
    """Write a decision as the last row of a file; when this returns, it is on the disk.

    It is one write, so that a process that is killed leaves a whole row or none, and a file that
    two write to has the rows of both. Raises ``OSError`` where nothing was written.
    """
    with Path(path).open("a+b", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        row = guarded(pd.DataFrame([decision], dtype="object"))
        text = row.to_csv(index=False, header=not size, lineterminator="\r\n")
        file.seek(max(size - 1, 0))
        text = text if file.read(1) in (b"", b"\n") else f"\r\n{text}"  # after a hand's last line
        line = text.encode("utf-8" if size else "utf-8-sig")
        try:
            if file.write(line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            os.fsync(file.fileno())
        except OSError:
            file.truncate(size)
            raise


def standing(decisions: Sequence[Decision]) -> list[int]:
    """The places of the decisions that were not taken back.

    >>> rows = [("accept", "a"), ("reject", "b"), ("undo", "a")]
    >>> standing([Decision("", "", document, 0, 1, what) for what, document in rows])
    [1]
    """
    left: list[int] = []
    for place, one in enumerate(decisions):
        if one.decision != "undo":
            left.append(place)
        elif last := [n for n in left if decisions[n].document_id == one.document_id][-1:]:
            left.remove(last[0])
    return left
