"""A document of one's own: dropped or pasted, and its tables, charts and words appear."""

from __future__ import annotations

import base64
import io
import tempfile
import zipfile
from collections.abc import Callable
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
from dgpolicy.quote import in_full
from dgpolicy.read import read

KINDS = ".txt,.md,.html,.htm,.docx,.pdf"
WORDS = {
    "zh": (
        "把文件拖到這裏,或選擇文件",
        "或在此粘貼文本",
        "發布日期",
        "編碼",
        "下載全部表格(ZIP,內含 CSV)",
        "全文",
    ),
    "zh-Hans": (
        "把文件拖到这里,或选择文件",
        "或在此粘贴文本",
        "发布日期",
        "编码",
        "下载全部表格(ZIP,内含 CSV)",
        "全文",
    ),
    "en": (
        "Drop a file here, or choose one",
        "Or paste a text here",
        "Published",
        "Code it",
        "Download all tables (a ZIP of CSV)",
        "The whole text",
    ),
}


class Drop(anywidget.AnyWidget):
    """A control that a file is dropped on or chosen with; ``take`` hears of its name and bytes.

    >>> Drop("File", take=lambda name, content: None).label
    'File'
    """

    _esm = Path(__file__).with_name("drop.mjs")
    _css = Path(__file__).with_name("drop.css")
    label = traitlets.Unicode().tag(sync=True)
    accept = traitlets.Unicode(KINDS).tag(sync=True)

    def __init__(self, label: str, take: Callable[[str, bytes], object]) -> None:
        super().__init__(label=label)
        self.on_msg(lambda _, content, buffers: take(content["name"], bytes(buffers[0])))


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
        drop, paste, date, code, *_ = WORDS[language]
        self.language = language
        self.corpus: Corpus | None = None
        self.file = Drop(drop, self.take)
        self.text = widgets.Textarea(
            text, placeholder=paste, layout=widgets.Layout(width="40em", height="9em")
        )
        self.published = widgets.Text(
            published or "", description=date, placeholder="YYYY-MM-DD", continuous_update=False
        )
        self.button = widgets.Button(description=code, button_style="primary")
        self.shown = widgets.VBox()
        super().__init__([self.file, self.text, self.published, self.button, self.shown])
        self.button.on_click(self._pasted)
        if text:
            self._pasted()

    def take(self, name: str, content: bytes) -> None:
        """Code a file by its name and bytes, as when it is dropped on the control."""
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
        *_, download, whole = WORDS[self.language]
        text = in_full(self.corpus, self.corpus.documents["document_id"].iloc[0])
        self.shown.children = [
            widgets.HTML(download_link(self.corpus, download)),
            explore(self.corpus),
            widgets.HTML(f"<h3>{escape(whole)}</h3>{text}"),
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
