"""Scripts that stand in a page, and the policy that lets them run and no others."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable


def inline(scripts: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Scripts as elements, and as the sources that a Content-Security-Policy names.

    ``scripts`` are pairs of a text and the attributes of its element, with a blank before them.
    Nothing in a text ends its element, and line ends are one, as browsers read them.

    >>> inline([("let a;", ' type="module"')])[0]
    '<script type="module">let a;</script>'
    """
    elements, sources = [], []
    for text, attributes in scripts:
        fit = re.sub(r"\r\n?", "\n", text)
        fit = re.sub(r"<(?=/script|!--)", r"\\x3c", fit, flags=re.IGNORECASE)
        elements.append(f"<script{attributes}>{fit}</script>")
        digest = base64.b64encode(hashlib.sha256(fit.encode()).digest()).decode()
        sources.append(f"'sha256-{digest}'")
    return "\n".join(elements), " ".join(sources)
