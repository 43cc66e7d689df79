"""The prose of notebooks in Chinese: ``locale/zh_Hant.po`` beside them, in gettext's format."""

from __future__ import annotations

from pathlib import Path

from dgpolicy.fold import simplified


def prose(folder: str | Path, language: str) -> dict[str, str]:
    """What the Markdown cells of the notebooks in ``folder`` say in a language, by their source.

    The id of a message is the whole source of a cell, verbatim. In English, and where the folder
    has no catalogue, there is nothing: a cell then says what it says. Simplified is made of
    Traditional. Raises ``ValueError`` that names the file and line of a broken catalogue.

    >>> prose(".", "en")
    {}
    """
    file = Path(folder, "locale", "zh_Hant.po")
    if language == "en" or not file.is_file():
        return {}
    from babel.messages.pofile import PoFileError, read_po

    try:
        with file.open("rb") as lines:
            catalogue = read_po(lines, locale="zh_Hant", abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        line = f", line {error.lineno + 1}" if isinstance(error, PoFileError) else ""
        raise ValueError(f"{file}{line}: no gettext catalogue in UTF-8: {error}") from None
    said = {str(each.id): str(each.string) for each in catalogue if each.id and each.string}
    if language == "zh-Hans":
        return {source: simplified(text) for source, text in said.items()}
    return said
