"""One published text, owned once: every offset of every table points into it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from dgpolicy.fold import fold, script_of

# Characters, a shelf of books: coding takes some 200 bytes of memory for each, at worst 600.
LONGEST = 1_500_000
_LINE_END = re.compile(r"\r\n?|\u2028|\u2029|\x85")
_HALF = re.compile("[\ud800-\udfff]")
_YEARS = range(1000, 3000)  # what is said of the years around them is in the calendar, too


def as_date(given: object) -> date | None:
    """A date that is given as one, in ISO 8601 or not at all; raises ``ValueError`` otherwise.

    So it does for a year that stands for none, such as 9999.

    >>> as_date("2022-11-09"), as_date(None)
    (datetime.date(2022, 11, 9), None)
    """
    if isinstance(given, datetime):
        given = given.date()
    try:
        day = given if isinstance(given, date | None) else date.fromisoformat(given)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise ValueError(f"{given!r} is no date; give it as 2022-11-09") from None
    if day and day.year not in _YEARS:
        raise ValueError(f"{day} is in no year of a publication; leave out what is not known")
    return day


def fit(text: str, *about: str, most: int = LONGEST) -> None:
    """Raise ``ValueError``, which says what to do, where no document can have such a text.

    Nor may a half character stand in what is said ``about`` it.
    """
    if not text.strip():
        raise ValueError("there is no text in it")
    if len(text) > most:
        why = f"more than the {most:,} that can be coded; split it into its documents"
        raise ValueError(f"it has {len(text):,} characters, {why}")
    for said in (text, *about):
        if half := _HALF.search(said):
            where = f"character {half.start() + 1:,} of {said[:20]!r} is half of one"
            raise ValueError(f"{where} (a lone surrogate); take it out")


@dataclass(frozen=True)
class Document:
    """One text with its title, publisher, date and address.

    ``text`` is what all offsets count in, in Unicode code points; ``published`` is a date or
    ``None`` where it is not known.

    >>> doc = Document.from_text("東莞,能造!", document_id="dg", published="2022-11-09")
    >>> doc.chars, doc.script, doc.published
    (6, 'hant', datetime.date(2022, 11, 9))
    """

    document_id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        document_id: str = "document",
        title: str | None = None,
        publisher: str | None = None,
        published: date | str | None = None,
        url: str | None = None,
    ) -> Document:
        """A document from a string, with line ends brought to ``\\n`` once and for all.

        Raises ``ValueError`` where the text is blank, longer than ``LONGEST`` or has a lone
        surrogate, as none of what is said of it may, or where the date is not ISO 8601.

        >>> Document.from_text("一是甲。\\r\\n二是乙。").text
        '一是甲。\\n二是乙。'
        """
        text = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
        try:
            fit(text, document_id, *filter(None, (title, publisher, url)))
        except ValueError as error:
            raise ValueError(f"{document_id}: {error}") from None
        return cls(document_id, text, title, publisher, as_date(published), url)

    @property
    def chars(self) -> int:
        """Length in code points."""
        return len(self.text)

    @cached_property
    def folded(self) -> str:
        """The text as it is matched, of the same length; see ``dgpolicy.fold.fold``."""
        return fold(self.text)

    @cached_property
    def script(self) -> str:
        """``hant`` or ``hans``: the script that more of the text's characters belong to."""
        return script_of(self.text)

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()
