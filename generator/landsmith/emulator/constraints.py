"""Checks of one value against one fact; each yields findings, none for null and unknown."""

from __future__ import annotations

import re
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from landsmith.emulator.finding import Finding
from landsmith.emulator.ids import fits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from landsmith.emulator.values import Object, Path, Value

_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ARM: Final = re.compile(r"/(subscriptions|providers)/[^/]", re.IGNORECASE)

_CHARACTERS: Final = {
    "digit": (r"[0-9]", "digits"),
    "hyphen": (r"-", "hyphens"),
    "underscore": (r"_", "underscores"),
    "period": (r"\.", "periods"),
    "space": (r" ", "spaces"),
    "parentheses": (r"[()]", "parentheses"),
    "upper": (r"[A-Z]", "upper-case letters"),
    "double_hyphen": (r"--", "two hyphens in a row"),
    "starts_with_digit": (r"^[0-9]", "a digit at its start"),
    "starts_with_hyphen": (r"^-", "a hyphen at its start"),
    "starts_with_underscore": (r"^_", "an underscore at its start"),
    "ends_with_digit": (r"[0-9]$", "a digit at its end"),
    "ends_with_hyphen": (r"-$", "a hyphen at its end"),
    "ends_with_period": (r"\.$", "a period at its end"),
    "ends_with_underscore": (r"_$", "an underscore at its end"),
}
"""Fact about a name to the pattern it is about and the words for it."""


def is_arm_id(value: Value) -> bool:
    """Return whether a value looks like the id of a resource in Azure."""
    return isinstance(value, str) and _ARM.match(value) is not None


def _quoted(path: Path) -> str:
    return ".".join(str(step) for step in path)


def check(told: Object, path: Path, value: Value) -> Iterator[Finding]:
    """Yield what the facts ``one_of``, ``range`` and ``format`` have against a value."""
    if "one_of" in told:
        yield from _one_of(told["one_of"], path, value)
    if "range" in told:
        yield from _range(told["range"], path, value)
    if told.get("format") == "uuid" and isinstance(value, str) and not _UUID.fullmatch(value):
        yield Finding(f"{_quoted(path)} must be a UUID", f"It is {value!r}.", path)
    if told.get("deprecated") and isinstance(value, str | bool | int | Decimal):
        yield Finding(f"{_quoted(path)} is deprecated", "", path, warning=True)


def _one_of(allowed: list[Value], path: Path, value: Value) -> Iterator[Finding]:
    if not isinstance(value, str | int | Decimal) or isinstance(value, bool):
        return
    if (
        value in allowed
        or is_arm_id(value)
        or isinstance(value, str) is not isinstance(allowed[0], str)
    ):
        return
    choices = ", ".join(repr(choice) for choice in allowed)
    close = get_close_matches(str(value), [str(choice) for choice in allowed], n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    summary = f"{_quoted(path)} must be one of {choices}"
    yield Finding(summary, f"It is {value!r}.{hint}", path)


def _range(bounds: list[Value], path: Path, value: Value) -> Iterator[Finding]:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return
    least, most = bounds
    if not Decimal(str(least)) <= value <= Decimal(str(most)):
        yield Finding(f"{_quoted(path)} must lie in {least} to {most}", f"It is {value}.", path)


def check_id(shapes: tuple[str, ...], path: Path, value: Value) -> Iterator[Finding]:
    """Yield a finding unless a value is an id of one of the shapes; no shapes mean any ARM id."""
    if not isinstance(value, str) or not value:
        return
    if shapes and not any(fits(shape, value) for shape in shapes):
        wanted = " or ".join(shape.replace("{}", "<name>") for shape in shapes)
        summary = f"{_quoted(path)} is the id of something else"
        yield Finding(summary, f"Expected {wanted}, got {value!r}.", path)
    elif not shapes and not is_arm_id(value):
        yield Finding(f"{_quoted(path)} must be an Azure resource id", f"It is {value!r}.", path)


def check_name(type_name: str, told: Object, value: str) -> Iterator[Finding]:
    """Yield what the facts about a type's names have against a name."""
    least, most = told.get("min_length", 0), told.get("max_length")
    if len(value) < least or (most and len(value) > most):
        limits = f"{least} to {most}" if most else f"at least {least}"
        detail = f"{value!r} has {len(value)} characters; {type_name} takes {limits}."
        yield Finding("name has the wrong length", detail, ("name",))
    for fact, (expression, words) in _CHARACTERS.items():
        if told.get(fact) is False and re.search(expression, value):
            detail = f"{value!r} can't have {words} in the name of {type_name}."
            yield Finding("name is not valid", detail, ("name",))
