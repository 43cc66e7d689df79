"""What officials promise, as tables that an analyst can count, chart, quote and check."""

from importlib.metadata import version
from typing import TYPE_CHECKING

import lazy_loader

# A door that has the name of its package is opened at once: when Python imports a package it
# puts the module in the function's place, and does so only the first time.
from dgpolicy.agreement import agreement
from dgpolicy.extract import extract
from dgpolicy.quote import quote
from dgpolicy.read import read
from dgpolicy.share import share

if TYPE_CHECKING:
    from dgpolicy import charts
    from dgpolicy.agreement import disagreements
    from dgpolicy.answers import table
    from dgpolicy.codebook import Codebook
    from dgpolicy.corpus import Corpus, load
    from dgpolicy.desk import Desk
    from dgpolicy.document import Document
    from dgpolicy.explorer import explore

__version__ = version("dgpolicy")
__all__ = [
    "Codebook",
    "Corpus",
    "Desk",
    "Document",
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
]

# The rest waits until it is first asked for: ``load()`` needs no plotly.
__getattr__, _, _ = lazy_loader.attach(
    __name__,
    ["charts"],
    {
        "agreement": ["disagreements"],
        "answers": ["table"],
        "codebook": ["Codebook"],
        "corpus": ["Corpus", "load"],
        "desk": ["Desk"],
        "document": ["Document"],
        "explorer": ["explore"],
    },
)


def __dir__() -> list[str]:
    return sorted(__all__)
