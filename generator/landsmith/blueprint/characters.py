"""Characters that a reader can't see: which ones text may hold, and where.

Text of the model holds none, because it is printed, rendered and read by people: a right-to-left
override or a zero-width space makes it look like what it isn't (Unicode Technical Report 36,
"Bidirectional Text Spoofing"). Three uses are somebody's plain writing, and stay: joiners inside
an emoji, joiners between letters of scripts that need them (Persian, Indic languages), and the
flags that are spelt with tag characters.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from landsmith.errors import is_hidden

LINE_BREAKS: Final = frozenset("\t\n\r")
"""What only prose may hold besides."""

_JOINERS: Final = frozenset("\u200c\u200d")
_FLAG: Final = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")


def hidden_in(text: str, *, prose: bool = False) -> str:
    """Return which character of a text can't be seen and where, empty if all can.

    Args:
        text: the text.
        prose: whether it may hold line breaks and tabs.
    """
    if text.isascii() and text.isprintable():
        return ""
    for position, char in enumerate(_FLAG.sub(lambda flag: "x" * len(flag[0]), text)):
        allowed = (prose and char in LINE_BREAKS) or _joins(text, position)
        if is_hidden(char) and not allowed:
            name = unicodedata.name(char, "")
            named = f" ({name.lower()})" if name else ""
            return f"U+{ord(char):04X}{named} at position {position + 1}"
    return ""


def _joins(text: str, position: int) -> bool:
    """Tell whether a joiner stands where emoji or letters are joined (RFC 5892, appendix A)."""
    if text[position] not in _JOINERS or not 0 < position < len(text) - 1:
        return False
    before, after = text[position - 1], unicodedata.category(text[position + 1])
    if before == "\ufe0f" or unicodedata.category(before) in ("So", "Sk"):
        return after == "So" and text[position] == "\u200d"
    return unicodedata.category(before) in ("Lo", "Mn", "Mc") and after == "Lo"
