"""What officials promise, as tables that an analyst can count, chart, quote and check."""

import lazy_loader

# A name is imported when it is first asked for: ``load()`` needs no plotly, the command line can
# be stopped while pandas is read, and a function may have the name of its module.
_ask, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version(__name__)
    return _ask(name)
