"""What officials promise, as tables that an analyst can count, chart, quote and check."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dgpolicy import charts
    from dgpolicy.codebook import Codebook
    from dgpolicy.coder_agreement import agreement
    from dgpolicy.corpus import Corpus, load
    from dgpolicy.document import Document
    from dgpolicy.explorer import explore
    from dgpolicy.extraction import extract
    from dgpolicy.reading import read
    from dgpolicy.sharing import share

__version__ = "0.1.0"
__all__ = [
    "Codebook",
    "Corpus",
    "Document",
    "agreement",
    "charts",
    "explore",
    "extract",
    "load",
    "read",
    "share",
]

# No room has the name of a function: importing it would put the module in the function's place.
_ROOMS = {
    "Codebook": "codebook",
    "Corpus": "corpus",
    "Document": "document",
    "agreement": "coder_agreement",
    "charts": "charts",
    "explore": "explorer",
    "extract": "extraction",
    "load": "corpus",
    "read": "reading",
    "share": "sharing",
}


def __getattr__(name: str) -> object:
    """Import a room when its name is first asked for: ``load()`` needs no plotly."""
    if name not in __all__:
        raise AttributeError(f"module 'dgpolicy' has no attribute {name!r}")
    module = import_module(f"dgpolicy.{_ROOMS[name]}")
    value = module if name == "charts" else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
