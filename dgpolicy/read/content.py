"""What a file says, before it is a document."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Content(NamedTuple):
    """The text of a file, and what the file itself says about it."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
