"""A document of one's own: dropped or pasted, and its tables, charts and words appear."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from dgpolicy.corpus import Corpus
from dgpolicy.document import Document
from dgpolicy.explorer import explore
from dgpolicy.extract import extract
from dgpolicy.look.words import word
from dgpolicy.quote import in_full
from dgpolicy.read import publication_date, read

PASTED = "pasted.txt"
_HAN = re.compile("[\u3400-\u9fff]")


class Drop(anywidget.AnyWidget):
    """A control that a file is dropped on or chosen with; ``take`` hears of its name and bytes.

    >>> Drop("File", take=lambda name, content: None).description
    'File'
    """

    _esm = Path(__file__).with_name("drop.mjs")
    _css = Path(__file__).with_name("drop.css")
    description = traitlets.Unicode().tag(sync=True)

    def __init__(self, description: str, take: Callable[[str, bytes], object]) -> None:
        super().__init__(description=description)
        self.on_msg(lambda _, content, buffers: take(content["name"], bytes(buffers[0])))


class Desk(widgets.VBox):
    """An upload control and a text field, and below them what the pledges of the text are.

    ``corpus`` is the coded corpus of what was dropped or pasted last, or ``None`` where nothing
    was, or where it could not be read: then the reason stands in its place. ``published`` (ISO
    8601) is what relative times count from; a text that says its own date needs none. A new file
    or text starts with no date but its own.

    >>> desk = Desk("市水務局局長王江:\\n我們將新建兩座水廠。", language="zh")
    >>> desk.corpus
    <Corpus: 1 document, 1 statement, 1 pledge>
    """

    def __init__(
        self, text: str = "", *, published: str | None = None, language: str = "zh"
    ) -> None:
        self.language = language
        self.corpus: Corpus | None = None
        self.file = Drop(word("drop", language), self.take)
        room = {"width": "40em", "height": "9em"}
        self.text = widgets.Textarea(text, placeholder=word("paste", language), layout=room)
        self.published = widgets.Text(
            published or "", description=word("published", language), placeholder="YYYY-MM-DD"
        )
        self.button = widgets.Button(description=word("code_it", language), button_style="primary")
        self.shown = widgets.VBox()
        self._held = (PASTED, text.encode())
        super().__init__([self.file, self.text, self.published, self.button, self.shown])
        self.text.observe(self._typed, "value")
        self.button.on_click(lambda _: self._show())
        if text:
            self._show()

    def take(self, name: str, content: bytes) -> None:
        """Code a file by its name and bytes, as when it is dropped on the control."""
        self.text.value = self.published.value = ""
        self._held = (name, content)
        self._show()

    def _typed(self, change: Any) -> None:
        """A text that has little in common with the last one starts with no date."""
        self._held = (PASTED, change["new"].encode("utf-8", "ignore"))
        if SequenceMatcher(None, change["old"], change["new"]).quick_ratio() < 0.5:
            self.published.value = ""

    def _show(self) -> None:
        self.corpus, given = None, self.published.value.strip()
        name, content = self._held
        try:
            if name == PASTED and not content.strip():
                raise ValueError(word("desk_empty", self.language))
            document = read(name, content=content, published=given or None)
            if not _HAN.search(document.text):
                raise ValueError(word("desk_no_chinese", self.language))
            corpus = extract([document], language=self.language)
        except ValueError as error:
            self.shown.children = [widgets.HTML(f'<p role="alert">{escape(str(error))}</p>')]
            return
        self.corpus = corpus
        line = f"<p>{escape(said_of(name, document, given, self.language))}</p>"
        whole = f"<h3>{escape(word('whole_text', self.language))}</h3>"
        text = widgets.HTML(whole + in_full(corpus, document.document_id))
        explorers = [explore(corpus)] if len(corpus.pledges) else []
        if not explorers:
            line += f'<p role="alert">{escape(word("desk_no_pledge", self.language))}</p>'
        self.shown.children = [widgets.HTML(line), *explorers, text]

    def __repr__(self) -> str:
        return f"Desk({self.corpus or 'empty'})"


def said_of(name: str, document: Document, given: str, language: str) -> str:
    """One line on a document: its file, its script, and its date with where that was found.

    >>> text = Document.from_text("發布時間:2022年11月9日", published="2022-11-09")
    >>> said_of("a.txt", text, "", "en")
    'a.txt · Traditional · dated 2022-11-09 (found in the text)'
    """
    date = word("desk_no_date", language)
    if document.published:
        found = publication_date(document.text, f"{name} {document.title or ''}")
        where = "given" if given else "text" if found == document.published else "file"
        date = word(f"desk_date_{where}", language, date=f"{document.published}")
    file = word("desk_pasted", language) if name == PASTED else name
    return " · ".join((file, word(f"script_{document.script}", language), date))
