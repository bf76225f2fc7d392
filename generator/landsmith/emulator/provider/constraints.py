"""Checks of one value against one fact; each yields findings, none for null and unknown."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from difflib import get_close_matches
from functools import partial
from ipaddress import ip_network
from typing import TYPE_CHECKING, Final

from landsmith.emulator.facts.naming import RULES
from landsmith.emulator.provider.ids import fits
from landsmith.emulator.provider.objection import Objection
from landsmith.emulator.provider.texts import against
from landsmith.emulator.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from landsmith.emulator.facts.probed import TextClass
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


def check(told: Object, path: Path, value: Value) -> Iterator[Objection]:
    """Yield what the facts about a value have against it.

    Where several of ``one_of``, ``range``, ``format`` and ``text`` are told, the value has to
    satisfy any one: a word or a number.
    """
    listed = _as_listed(told, value)
    found = [_CHECKS[fact](told[fact], path, listed) for fact in _CHECKS if fact in told]
    against = [finding for finding in found if finding]
    if against and len(against) == len(found):
        yield _either(against, path)
    else:
        yield from _number(told, path, value)
    if told.get("deprecated") and value is not None and value is not UNKNOWN and value != []:
        yield Objection(f"{_quoted(path)} is deprecated", "", path, warning=True)


def _either(against: list[Objection], path: Path) -> Objection:
    start = f"{_quoted(path)} must "
    wanted = " or ".join(finding.summary.removeprefix(start) for finding in against)
    return Objection(start + wanted, against[0].detail, path)


def _as_listed(told: Object, value: Value) -> Value:
    """Return a choice as the facts spell it where the provider ignores its case."""
    if not told.get("ignores_case") or not isinstance(value, str):
        return value
    return next((one for one in told["one_of"] if str(one).lower() == value.lower()), value)


def _number(told: Object, path: Path, value: Value) -> Iterator[Objection]:
    """Yield what is wrong with a number that lies in no recorded range."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return
    if told.get("whole") and value != int(value):
        yield Objection(f"{_quoted(path)} must be a whole number", f"It is {value!s}.", path)
    least, most = told.get("between", (None, None))
    if least is not None and value <= least:
        yield Objection(f"{_quoted(path)} must be more than {least}", f"It is {value!s}.", path)
    elif most is not None and value >= most:
        yield Objection(f"{_quoted(path)} must be less than {most}", f"It is {value!s}.", path)


def _one_of(allowed: list[Value], path: Path, value: Value) -> Objection | None:
    if not isinstance(value, str | int | Decimal) or isinstance(value, bool) or value in allowed:
        return None
    choices = ", ".join(repr(choice) for choice in allowed)
    close = get_close_matches(str(value), [str(choice) for choice in allowed], n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    summary = f"{_quoted(path)} must be one of {choices}"
    return Objection(summary, f"It is {value!r}.{hint}", path)


def _range(bounds: list[Value], path: Path, value: Value) -> Objection | None:
    """Return what is wrong with a number's size or a text's length."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return None
    size, noun = (len(value), " characters") if isinstance(value, str) else (value, "")
    least, most = (Decimal(str(bound)) for bound in bounds)
    if least <= size <= most:
        return None
    summary = f"{_quoted(path)} must lie in {least} to {most}{noun}"
    return Objection(summary, f"It is {value!s}.", path)


def _format(form: str, path: Path, value: Value) -> Objection | None:
    if not isinstance(value, str):
        return None
    words, fits_form = _FORMS[form]
    if fits_form(value):
        return None
    return Objection(
        f"{_quoted(path)} must be {words}", f"It is {value!r}.{_meant(form, value)}", path
    )


def _text(check: TextClass, path: Path, value: Value) -> Objection | None:
    words = against(check, value) if isinstance(value, str) else ""
    return Objection(f"{_quoted(path)} must {words}", f"It is {value!r}.", path) if words else None


def _is_range(value: str, *, strict: bool = False) -> bool:
    try:
        return "/" in value and ip_network(value, strict=strict) is not None
    except ValueError:
        return False


def _meant(form: str, value: str) -> str:
    """Return what to write instead of a range that starts in its middle."""
    if form != "network" or not _is_range(value):
        return ""
    return f" With that length it starts at {ip_network(value, strict=False)}."


_FORMS: Final[dict[str, tuple[str, Callable[[str], bool]]]] = {
    "uuid": ("a UUID", lambda value: _UUID.fullmatch(value) is not None),
    "cidr": ("an address range, such as 10.0.0.0/16", _is_range),
    "network": (
        "an address range that starts where its length says, such as 10.0.0.0/16",
        partial(_is_range, strict=True),
    ),
}
"""Form to the words for it and whether a text has it."""

_CHECKS: Final[dict[str, Callable[[Value, Path, Value], Objection | None]]] = {
    "one_of": _one_of,
    "range": _range,
    "format": _format,
    "text": _text,
}


def check_id(
    shapes: tuple[str, ...], path: Path, value: Value, *, exact: bool = False
) -> Iterator[Objection]:
    """Yield a finding unless a value is an id of one of the shapes; no shapes mean any ARM id.

    ``exact`` says that the provider's own check reads the id, which minds upper and lower case.
    """
    if not isinstance(value, str) or not value:
        return
    if shapes and not any(fits(shape, value) for shape in shapes):
        wanted = " or ".join(shape.replace("{}", "<name>") for shape in shapes)
        summary = f"{_quoted(path)} is the id of something else"
        yield Objection(summary, f"Expected {wanted}, got {value!r}.", path)
    elif not shapes and not is_arm_id(value):
        yield Objection(f"{_quoted(path)} must be an Azure resource id", f"It is {value!r}.", path)
    elif exact and shapes and (wanted := _spelled(shapes, value)):
        summary = f"{_quoted(path)} is an id in the wrong case"
        yield Objection(summary, f"Expected {wanted!r}, got {value!r}.", path)


def _spelled(shapes: tuple[str, ...], value: str) -> str:
    """Return an id as its shape spells it, empty if it is spelled so or no shape tells."""
    given = value.split("/")
    told = [shape.split("/") for shape in shapes]
    found = {
        "/".join(own if "{}" in piece else piece for piece, own in zip(shape, given, strict=True))
        for shape in told
        if len(shape) == len(given) and fits("/".join(shape), value)
    }
    return "" if value in found else min(found, default="")


def check_name(type_name: str, told: Object, value: str) -> Iterator[Objection]:
    """Yield what the facts about a type's names have against a name, Azure's own rules included."""
    rule = RULES.get(type_name)
    least, most = told.get("min_length", 0), told.get("max_length")
    if rule:
        least, most = max(least, rule.shortest), min(most or rule.longest, rule.longest)
    if len(value) < least or (most and len(value) > most):
        limits = f"{least} to {most}" if most else f"at least {least}"
        detail = f"{value!r} has a length of {len(value)}; {type_name} takes {limits}."
        yield Objection("name has the wrong length", detail, ("name",))
    if not rule:
        yield from _characters(type_name, told, value)
    elif value and not rule.pattern.fullmatch(value):
        detail = f"{value!r}: the name of {type_name} consists of {rule.words}."
        yield Objection("name is not valid", detail, ("name",))


def _characters(type_name: str, told: Object, value: str) -> Iterator[Objection]:
    for fact, (expression, words) in _CHARACTERS.items():
        if told.get(fact) is False and re.search(expression, value):
            detail = f"{value!r} can't have {words} in the name of {type_name}."
            yield Objection("name is not valid", detail, ("name",))
