"""The one HCL encoder: every value that reaches a Terraform file passes through here.

Its text is what ``terraform fmt`` would leave, and Terraform reads back from it exactly the value
that went in. What Terraform would change on reading is refused, so that it can't happen unseen.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final

from landsmith.blueprint.base import LONGEST_RUN, has_long_run
from landsmith.calls.model import Local, Ref, Value
from landsmith.errors import RenderError

STEP: Final = 2
_LINE: Final = 80
_NUMBER_BITS: Final = 512  # the precision of a number in Terraform

_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_KEYWORDS: Final = frozenset({"null", "true", "false", "for"})
_SPECIAL: Final = re.compile(r"[$%]\{|[^ !#-\[\]-~]")
_SHORT: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# What a later Unicode added is escaped, so that every Python writes the same bytes.
_UNICODE: Final = unicodedata.ucd_3_2_0


def encode(value: Value, indent: int = 0, at: str = "") -> str:
    """Return ``value`` as an HCL expression.

    Args:
        value: what is encoded; mappings keep their order.
        indent: how many spaces the line that the expression begins on is indented by.
        at: the name of the value, for the error.

    Raises:
        RenderError: HCL has no such value, or Terraform would read another one back.

    """
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return _number(value, at)
        case str():
            return _string(value, at)
        case Ref() | Local():
            return _reference(value, at)
        case Mapping():
            return _map(value, indent, at)
        case Sequence() if not isinstance(value, (bytes, bytearray, memoryview)):
            return _list(value, indent, at)
    raise _error(at, f"HCL has no value for a Python {type(value).__name__}")


def attributes(pairs: Mapping[str, Value], indent: int = 0, at: str = "") -> str:
    """Return ``pairs`` as the aligned ``name = value`` lines of a block body.

    Raises:
        RenderError: a name isn't an identifier, or a value can't be encoded.

    """
    texts = [(identifier(k, at), encode(v, indent, _join(at, k))) for k, v in pairs.items()]
    return aligned(texts, indent)


def identifier(name: str, at: str = "") -> str:
    """Return ``name`` if Terraform takes it as the name of an attribute, module call or output.

    Raises:
        RenderError: it isn't an identifier, or it has a character beyond ASCII.

    """
    if isinstance(name, str) and _IDENTIFIER.fullmatch(name):
        return name
    raise _error(at, f"{name!r} can't be a name: use letters, digits, _ and -, a letter first")


def aligned(pairs: Iterable[tuple[str, str]], indent: int) -> str:
    """Return lines ``left = right`` of encoded text, their equals signs under each other.

    As in ``terraform fmt``, a value of several lines stands alone and parts what is around it.
    """
    lines: list[str] = []
    for long, group in groupby(pairs, key=lambda pair: "\n" in pair[1]):
        members = list(group)
        width = 0 if long else max(len(left) for left, _ in members)
        lines += (f"{' ' * indent}{left:<{width}} = {right}" for left, right in members)
    return "\n".join(lines)


def listed(items: Sequence[str], indent: int) -> str:
    """Return a list of encoded items: on one line where that is short, else one item a line."""
    line = f"[{', '.join(items)}]"
    if len(line) <= _LINE and "\n" not in line:
        return line
    inner = " " * (indent + STEP)
    return "\n".join(["[", *(f"{inner}{item}," for item in items), " " * indent + "]"])


def _error(at: str, message: str) -> RenderError:
    return RenderError(f"{at}: {message}" if at else message)


def _join(at: str, key: object) -> str:
    if isinstance(key, str) and _IDENTIFIER.fullmatch(key):
        return f"{at}.{key}" if at else key
    return f"{at}[{key!a}]"


def _number(value: float, at: str) -> str:
    """Return the shortest text that reads back as this number."""
    if isinstance(value, int):
        if value.bit_length() > _NUMBER_BITS:
            raise _error(at, f"a whole number of more than {_NUMBER_BITS} bits is not exact")
        return str(int(value))
    if not math.isfinite(value):
        raise _error(at, f"{value} is not a number in HCL")
    return "0" if value == 0 else repr(float(value)).removesuffix(".0")


def _string(text: str, at: str) -> str:
    if not text.isascii():
        _check_text(text, at)
    return f'"{_SPECIAL.sub(_escaped, text)}"'


def _check_text(text: str, at: str) -> None:
    """Refuse what Terraform, which holds every string in NFC, would read back differently."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise _error(at, f"{_short(text)} has half of a surrogate pair")
    if not unicodedata.is_normalized("NFC", text):
        mend = _short(unicodedata.normalize("NFC", text))
        raise _error(at, f"{_short(text)} is not in Unicode normal form C: write {mend}")
    if has_long_run(text):
        raise _error(at, f"more than {LONGEST_RUN} combining marks in a row")


def _short(text: str) -> str:
    return ascii(text) if len(text) <= _LINE else f"{text[:_LINE]!a}…"


def _escaped(match: re.Match[str]) -> str:
    """Return what stands for a template introducer, or for one character, between quotes."""
    text = match.group()
    if text[-1] == "{":
        return text[0] + text
    if short := _SHORT.get(text):
        return short
    visible = text <= "\uffff" and _UNICODE.category(text)[0] in "LNPS"
    return text if visible else _codepoint(text)


def _codepoint(char: str) -> str:
    return f"\\u{ord(char):04x}" if char <= "\uffff" else f"\\U{ord(char):08x}"


def _reference(value: Ref | Local, at: str) -> str:
    if isinstance(value, Local):
        head = f"local.{identifier(value.name, at)}"
    else:
        head = f"module.{identifier(value.call, at)}.{identifier(value.output, at)}"
    return head + "".join(f"[{_index(step, at)}]" for step in value.path)


def _index(step: str | int, at: str) -> str:
    if isinstance(step, str):
        return _string(step, at)
    if isinstance(step, bool) or step < 0:
        raise _error(at, f"{step!r} can't be the index of an element")
    return str(step)


def _list(values: Sequence[Value], indent: int, at: str) -> str:
    inner = indent + STEP
    return listed([encode(v, inner, f"{at}[{i}]") for i, v in enumerate(values)], indent)


def _map(values: Mapping[str, Value], indent: int, at: str) -> str:
    if not values:
        return "{}"
    inner = indent + STEP
    pairs = [(_key(k, at), encode(v, inner, _join(at, k))) for k, v in values.items()]
    return f"{{\n{aligned(pairs, inner)}\n{' ' * indent}}}"


def _key(key: str, at: str) -> str:
    """Return a map key; only letters that always count as one column stay as they are."""
    if not isinstance(key, str):
        raise _error(at, f"the key {key!r} is not a string")
    if _IDENTIFIER.fullmatch(key) and key not in _KEYWORDS:
        return key
    return "".join(c if c < "\u0590" else _codepoint(c) for c in _string(key, at))
