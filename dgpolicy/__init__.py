"""What officials promise, as tables that an analyst can count, chart, quote and check."""

from typing import TYPE_CHECKING

import lazy_loader

if TYPE_CHECKING:
    from dgpolicy import charts
    from dgpolicy.agreement import agreement, disagreements
    from dgpolicy.answers import table
    from dgpolicy.codebook import Codebook
    from dgpolicy.corpus import Corpus, load
    from dgpolicy.desk import Desk
    from dgpolicy.document import Document
    from dgpolicy.errors import CheckError, ReadError
    from dgpolicy.explorer import explore
    from dgpolicy.extract import extract
    from dgpolicy.extract.training import train
    from dgpolicy.quote import quote
    from dgpolicy.read import read
    from dgpolicy.share import share

__all__ = [
    "CheckError",
    "Codebook",
    "Corpus",
    "Desk",
    "Document",
    "ReadError",
    "agreement",
    "charts",
    "disagreements",
    "explore",
    "extract",
    "load",
    "quote",
    "read",
    "share",
    "table",
    "train",
]

# A name is imported when it is first asked for: ``load()`` needs no plotly, the command line
# can be stopped while pandas is read, and a function may have the name of its module.
_ask, _, _ = lazy_loader.attach(
    __name__,
    ["charts"],
    {
        "agreement": ["agreement", "disagreements"],
        "answers": ["table"],
        "codebook": ["Codebook"],
        "corpus": ["Corpus", "load"],
        "desk": ["Desk"],
        "document": ["Document"],
        "errors": ["CheckError", "ReadError"],
        "explorer": ["explore"],
        "extract": ["extract"],
        "extract.training": ["train"],
        "quote": ["quote"],
        "read": ["read"],
        "share": ["share"],
    },
)


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version(__name__)
    return _ask(name)


def __dir__() -> list[str]:
    return __all__
