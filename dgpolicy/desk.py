"""A document of one's own: dropped or pasted, and its tables, charts and words appear."""

from __future__ import annotations

import base64
import io
import tempfile
import zipfile
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from dgpolicy.corpus import Corpus
from dgpolicy.document import Document
from dgpolicy.explorer import explore
from dgpolicy.extraction import extract
from dgpolicy.quote import in_full
from dgpolicy.reading import read

KINDS = ".txt,.md,.html,.htm,.docx,.pdf"
WORDS = {
    "zh": ("選擇文件", "或在此粘貼文本", "發布日期", "編碼", "下載 CSV"),
    "zh-Hans": ("选择文件", "或在此粘贴文本", "发布日期", "编码", "下载 CSV"),
    "en": ("Choose a file", "Or paste a text here", "Published", "Code it", "Download CSV"),
}


class Desk(widgets.VBox):
    """An upload control and a text field, and below them what the pledges of the text are.

    ``corpus`` is the coded corpus of what was dropped or pasted last, or ``None`` where nothing
    was, or where it could not be read: then the reason stands in its place. ``published`` (ISO
    8601) is what relative times count from; a file that says its own date needs none.

    >>> desk = Desk("市水務局局長王江:\\n我們將新建兩座水廠。", language="zh")
    >>> desk.corpus
    <Corpus: 1 document, 1 statement, 1 pledge>
    """

    def __init__(
        self, text: str = "", *, published: str | None = None, language: str = "zh"
    ) -> None:
        choose, paste, date, code, _ = WORDS[language]
        self.language = language
        self.corpus: Corpus | None = None
        self.file = widgets.FileUpload(accept=KINDS, description=choose, tooltip=choose)
        self.text = widgets.Textarea(
            text, placeholder=paste, layout=widgets.Layout(width="40em", height="9em")
        )
        self.published = widgets.Text(
            published or "", description=date, placeholder="2022-11-09", continuous_update=False
        )
        self.button = widgets.Button(description=code, button_style="primary")
        self.shown = widgets.VBox()
        super().__init__([self.file, self.text, self.published, self.button, self.shown])
        self.file.observe(self._dropped, "value")
        self.button.on_click(self._pasted)
        if text:
            self._pasted()

    def _dropped(self, change: dict[str, Any]) -> None:
        if change["new"]:
            name, content = change["new"][-1]["name"], bytes(change["new"][-1]["content"])
            self._show(lambda: document_of(name, content, self._date()))

    def _pasted(self, _: Any = None) -> None:
        self._show(lambda: Document.from_text(self.text.value, published=self._date()))

    def _date(self) -> str | None:
        return self.published.value.strip() or None

    def _show(self, document: Any) -> None:
        try:
            self.corpus = extract([document()], language=self.language)
        except ValueError as error:
            self.corpus = None
            self.shown.children = [widgets.HTML(f'<p role="alert">{escape(str(error))}</p>')]
            return
        self.shown.children = [
            widgets.HTML(download_link(self.corpus, WORDS[self.language][-1])),
            explore(self.corpus),
            widgets.HTML(in_full(self.corpus, self.corpus.documents["document_id"].iloc[0])),
        ]

    def __repr__(self) -> str:
        return f"Desk({self.corpus or 'empty'})"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        bundle = super()._repr_mimebundle_(**kwargs)
        return bundle | {"text/plain": repr(self)}


def document_of(name: str, content: bytes, published: str | None = None) -> Document:
    """The document of an uploaded file, by its name and bytes; raises what ``read`` raises."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, Path(name).name)
        path.write_bytes(content)
        return read(path, published=published)


def download_link(corpus: Corpus, label: str) -> str:
    """An HTML link that holds the corpus as a ZIP file of CSV for spreadsheets."""
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(packed, "w") as archive:
        corpus.save(Path(folder, "tables"))
        for path in sorted(Path(folder, "tables").rglob("*")):
            if path.suffix in (".csv", ".txt", ".json"):
                archive.write(path, path.relative_to(folder))
    data = base64.b64encode(packed.getvalue()).decode()
    return (
        f'<a class="jupyter-button" download="dgpolicy-tables.zip" '
        f'href="data:application/zip;base64,{data}">{escape(label)}</a>'
    )
