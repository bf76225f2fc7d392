"""``$filter`` as Azure Resource Manager's clients send it.

Read are ``eq`` and ``ne`` on a property, ``substringof('text', property)``,
``startswith(property, 'text')`` and ``assignedTo('principal')``,
joined by ``and`` and ``or``; ``and`` binds more tightly.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from landsmith.emulator.arm import refusal

if TYPE_CHECKING:
    from landsmith.emulator.arm.estate import Item

Test: TypeAlias = "Callable[[Item], bool]"
"""Whether an item passes."""

_TEXT: Final = r"'((?:[^']|'')*)'"
_TERMS: Final = {
    "compare": re.compile(rf"\s*([\w/.]+)\s+(eq|ne)\s+(?:{_TEXT}|([\w-]+))\s*", re.IGNORECASE),
    "assigned": re.compile(rf"\s*(assignedTo)\(\s*{_TEXT}\s*\)\s*", re.IGNORECASE),
    "contains": re.compile(rf"\s*substringof\(\s*{_TEXT}\s*,\s*(\w+)\s*\)\s*", re.IGNORECASE),
    "begins": re.compile(rf"\s*startswith\(\s*(\w+)\s*,\s*{_TEXT}\s*\)\s*", re.IGNORECASE),
}
_JOINT: Final = re.compile(r"(and|or)\b", re.IGNORECASE)

_PROPERTIES: Final[dict[str, Callable[[Item], str]]] = {
    "name": lambda item: item.name,
    "resourcetype": lambda item: item.type,
    "resourcegroup": lambda item: item.group,
    "location": lambda item: item.location,
    "identity/principalid": lambda item: str(item.identity.get("principalId", "")),
    "principalid": lambda item: str(item.properties().get("principalId", "")),
    "policydefinitionid": lambda item: str(item.properties().get("policyDefinitionId", "")),
}


def passes(text: str) -> Test:
    """Return the test that a filter means; an empty one passes everything.

    Raises:
        RefusalError: it can't be read.

    """
    if not text.strip():
        return lambda _item: True
    return _any_of([_all_of(terms) for terms in _alternatives(text)])


def _alternatives(text: str) -> list[list[_Term]]:
    """Return the terms joined by ``and``, for each side of an ``or``."""
    found: list[list[_Term]] = [[]]
    rest = text
    while True:
        term, rest = _first(rest, text)
        found[-1].append(term)
        joint = _JOINT.match(rest)
        if not joint:
            break
        rest = rest[joint.end() :]
        if joint[1].lower() == "or":
            found.append([])
    if rest.strip():
        raise refusal.wrong_filter(text)
    return found


_Term: TypeAlias = tuple[str, str, str]
"""The property, the operator and the value."""


def _first(rest: str, whole: str) -> tuple[_Term, str]:
    for kind, pattern in _TERMS.items():
        match = pattern.match(rest)
        if match:
            return _term(kind, match), rest[match.end() :]
    raise refusal.wrong_filter(whole)


def _term(kind: str, match: re.Match[str]) -> _Term:
    if kind == "compare":
        name, operator, value = match[1], match[2].lower(), match[3] or match[4] or ""
    elif kind == "assigned":
        name, operator, value = "principalId", "eq", match[2]
    elif kind == "contains":
        name, operator, value = match[2], "contains", match[1]
    else:
        name, operator, value = match[1], "begins", match[2]
    name = name.lower()
    if name not in _PROPERTIES and name not in ("tagname", "tagvalue"):
        raise refusal.wrong_filter(match.string)
    return name, operator, value.replace("''", "'")


def _any_of(tests: list[Test]) -> Test:
    return lambda item: any(test(item) for test in tests)


def _all_of(terms: list[_Term]) -> Test:
    """Return the test of terms joined by ``and``; a tag's name and value are those of one tag."""
    tagged = [term for term in terms if term[0].startswith("tag")]
    plain = [term for term in terms if not term[0].startswith("tag")]
    return lambda item: (
        all(_holds(operator, _PROPERTIES[name](item), value) for name, operator, value in plain)
        and (not tagged or any(_tag_fits(tagged, *tag) for tag in item.tags.items()))
    )


def _tag_fits(terms: list[_Term], name: str, value: str) -> bool:
    """Return whether a tag is the one asked for: of names, but not of values, case is ignored."""
    return all(
        _holds(operator, name, wanted) if of == "tagname" else _is(operator, value, wanted)
        for of, operator, wanted in terms
    )


def _holds(operator: str, value: str, wanted: str) -> bool:
    return _is(operator, value.lower(), wanted.lower())


def _is(operator: str, found: str, wanted: str) -> bool:
    if operator == "contains":
        return wanted in found
    if operator == "begins":
        return found.startswith(wanted)
    return (found == wanted) is (operator == "eq")
