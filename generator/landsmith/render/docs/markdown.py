"""The one Markdown encoder: free text becomes one line that means nothing to Markdown or HTML."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!~&])")


def encode(text: object) -> str:
    """Return ``text`` as it can stand in a paragraph or a table cell."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split()))


def code(text: object) -> str:
    """Return a name as inline code; for names that hold no backtick."""
    return f"`{text}`"
