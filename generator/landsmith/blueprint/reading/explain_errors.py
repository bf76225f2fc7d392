"""Puts what pydantic found into the words of the person who wrote the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from types import UnionType
from typing import Annotated, Any, Literal, TypeGuard, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails
from typing_extensions import TypeAliasType

from landsmith.blueprint.base import FieldProblems, Loc, closest, listed, shown
from landsmith.blueprint.reading.docstrings import description
from landsmith.blueprint.reading.explain_values import LIST_KINDS, found_words, is_trap, mend_of
from landsmith.blueprint.reading.yaml_marks import Node

Find = Callable[[Loc], Node | None]


@dataclass(frozen=True)
class Mistake:
    """One problem at a location of the file, not yet tied to a line.

    ``wanted`` and ``found`` are the halves of a message that says "expected one, not the other";
    ``meant`` is the key that a misspelt one stands for.
    """

    loc: Loc
    message: str
    mend: str = ""
    on_key: bool = False
    wanted: str = ""
    found: str = ""
    meant: str = ""


@dataclass(frozen=True)
class Spot:
    """A pydantic location, split into the file's own steps and the union members chosen on the way.

    ``types`` are the types expected at the location, ``parents`` those that hold it; ``about`` is
    what the nearest field on the way says it is for.
    """

    loc: Loc
    types: tuple[Any, ...]
    parents: tuple[Any, ...] = ()
    members: tuple[tuple[int, str], ...] = ()
    on_key: bool = False
    about: str = ""


def explain(errors: Sequence[ErrorDetails], model: type[BaseModel], find: Find) -> list[Mistake]:
    """Return the mistakes behind pydantic's errors: one for each value that must change.

    Args:
        errors: what ``ValidationError.errors()`` returned.
        model: the model that was validated.
        find: returns the node of the file at a location, or None.
    """
    spotted = [(e, locate(model, e["loc"])) for e in errors if not _only_seems_short(e)]
    mistakes: list[Mistake] = []
    for error, spot in _likeliest_members(spotted):
        mistakes.extend(_explain(error, spot, find(spot.loc)))
    return _without_doubles(mistakes, spotted)


def _only_seems_short(error: ErrorDetails) -> bool:
    """Tell whether a list is short only because pydantic left its refused entries out."""
    least = error.get("ctx", {}).get("min_length", 0)
    given = error["input"]
    return error["type"] == "too_short" and isinstance(given, list | dict) and len(given) >= least


# Where an error is: pydantic's locations also name union members, which the file doesn't.


def locate(model: type[BaseModel], loc: Loc) -> Spot:
    """Follow a pydantic location through the model's types."""
    spot, chosen = Spot((), (model,)), False
    for step in loc:
        options = tuple(_options(spot.types))
        if step == "[key]":
            spot = replace(spot, on_key=True)
        elif len(options) > 1 and not chosen:
            fitting = tuple(option for option in options if _is_called(option, str(step)))
            members = (*spot.members, (len(spot.loc), str(step)))
            spot, chosen = replace(spot, types=fitting or options, members=members), True
        else:
            inner = tuple(t for option in options for t in _inner(option, step))
            about = _about(step, options, spot)
            loc, chosen = (*spot.loc, step), False
            spot = Spot(loc, inner, options, spot.members, about=about)
    return spot


def _options(types: Sequence[Any]) -> Iterator[Any]:
    """Yield the types without annotations and aliases, with unions taken apart."""
    for kind in types:
        origin = get_origin(kind)
        if origin is Annotated:
            yield from _options(get_args(kind)[:1])
        elif origin in {Union, UnionType}:
            yield from _options(get_args(kind))
        elif isinstance(kind, TypeAliasType):
            yield from _options([kind.__value__])
        elif kind is not type(None):
            yield kind


def _inner(kind: object, step: str | int) -> list[Any]:
    """Return the types one step below a type."""
    origin, inner = get_origin(kind) or kind, get_args(kind)
    if _is_model(kind):
        return [kind.model_fields[step].annotation] if step in kind.model_fields else []
    if origin is dict and len(inner) == 2:
        return [inner[1]]
    if origin is tuple and isinstance(step, int) and Ellipsis not in inner:
        return list(inner[step : step + 1])
    return list(inner[:1]) if origin in {list, tuple, set, frozenset} else []


def _about(step: str | int, options: Sequence[Any], above: Spot) -> str:
    """Return what the model says a field is for; an entry has the words of its list."""
    models = [kind for kind in options if _is_model(kind)]
    known = [kind for kind in models if str(step) in kind.model_fields]
    words = description(known[0], str(step)) if known else ""
    if models:
        return f"about {step}: {words}" if words else ""
    return above.about


def _is_model(kind: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _is_called(kind: object, name: str) -> bool:
    """Tell whether pydantic means this type by the name of a union's member."""
    if _is_model(kind):
        tags = [c for f in kind.model_fields.values() for c in _choices([f.annotation])]
        return kind.__name__ == name or name in tags
    origin = get_origin(kind) or kind
    return bool(name.split("[")[0] == getattr(origin, "__name__", "").lower())


def _choices(types: Sequence[Any]) -> list[str]:
    """Return the words of all literals among the types."""
    literals = [kind for kind in _options(types) if get_origin(kind) is Literal]
    return [str(choice) for literal in literals for choice in get_args(literal)]


_Spotted = tuple[ErrorDetails, Spot]


def _likeliest_members(spotted: list[_Spotted]) -> list[_Spotted]:
    """Where a union of models fits nowhere, keep the errors of the member that fits best."""
    groups: dict[tuple[Loc, int], dict[str, list[_Spotted]]] = {}
    for error, spot in spotted:
        if spot.members:
            depth, name = spot.members[0]
            group = groups.setdefault((spot.loc[:depth], depth), {})
            group.setdefault(name, []).append((error, spot))
    kept: list[_Spotted] = [pair for pair in spotted if not pair[1].members]
    for (loc, _), members in groups.items():
        deep = {n: es for n, es in members.items() if any(s.loc != loc for _, s in es)}
        best = min(deep, key=lambda name: len(deep[name])) if deep else None
        kept.extend(deep[best] if best else chain(*members.values()))
    return kept


def _without_doubles(mistakes: list[Mistake], spotted: list[_Spotted]) -> list[Mistake]:
    """Join what is said twice of one value, and drop the missing key that was only misspelt."""
    misspelt = {(*m.loc[:-1], m.meant) for m in mistakes if m.meant}
    missing = {spot.loc for error, spot in spotted if error["type"] == "missing"}
    joined: dict[Loc, Mistake] = {}
    for mistake in mistakes:
        first = joined.get(mistake.loc)
        if mistake.loc in misspelt & missing:
            continue
        joined[mistake.loc] = _joined(first, mistake) if first else mistake
    return list(joined.values())


def _joined(first: Mistake, second: Mistake) -> Mistake:
    mend = first.mend or second.mend
    if first.wanted and second.wanted:
        wanted = " or ".join(dict.fromkeys([first.wanted, second.wanted]))
        return _expected_not(first, wanted, first.found, mend)
    if second.message in first.message:
        return first
    return replace(first, message=f"{first.message}; {second.message}", mend=mend)


def _expected_not(spot: Spot | Mistake, wanted: str, found: str, mend: str) -> Mistake:
    message = f"expected {wanted}, {found}"
    return Mistake(spot.loc, message, mend, spot.on_key, wanted=wanted, found=found)


# What an error says.


def _explain(error: ErrorDetails, spot: Spot, node: Node | None) -> Iterator[Mistake]:
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, FieldProblems):
        for loc, message, mend in cause.problems:
            on_key = spot.on_key and not loc
            yield Mistake(spot.loc + loc, message, mend or ("" if loc else spot.about), on_key)
        return
    yield _SPECIAL.get(error["type"], _wrong_kind)(error, spot, node)


def _missing(_error: ErrorDetails, spot: Spot, _node: Node | None) -> Mistake:
    name, wanted = shown(spot.loc[-1]), _expected(spot.types)
    mend = "; ".join(filter(None, [f"add `{name}: …` here", spot.about]))
    return Mistake(spot.loc, f"is missing; expected {wanted}", mend)


def _unknown_key(_error: ErrorDetails, spot: Spot, _node: Node | None) -> Mistake:
    word = str(spot.loc[-1])
    known = [name for kind in spot.parents if _is_model(kind) for name in kind.model_fields]
    near = closest(word, known) or ""
    mend = f"did you mean {near}?" if near else "the keys here are " + listed(known, 20, "and")
    message = f"the key {shown(word)} is not known here"
    return Mistake(spot.loc, message, mend, on_key=True, meant=near)


def _not_a_choice(error: ErrorDetails, spot: Spot, node: Node | None) -> Mistake:
    quoted = str(error.get("ctx", {}).get("expected", ""))
    choices = _choices(spot.types) or re.findall(r"'([^']*)'", quoted)
    return _choice(error["input"], choices, spot, node)


def _choice(value: object, choices: list[str], spot: Spot, node: Node | None) -> Mistake:
    word = node.raw if node and node.kind == "scalar" else str(value)
    near = _near(word, choices) if isinstance(value, str | bool | int | float) else ""
    mend = f"did you mean {near}?" if near else _every(choices) or spot.about
    trap = is_trap(node)
    if trap and word in choices:
        mend = f'write "{shown(word)}" in quotes'
    elif trap:
        mend = mend or f"put it in quotes, and write one of {listed(choices, 5)}"
    return _expected_not(spot, listed(choices), found_words(node, value), mend)


def _near(word: str, choices: list[str]) -> str:
    """Return the choice that is meant, or all of three to five that begin with the word."""
    begun = sorted(choice for choice in choices if choice.startswith(word) and len(word) > 1)
    return listed(begun) if 2 < len(begun) < 6 else closest(word, choices) or ""


def _every(choices: list[str]) -> str:
    """Return all choices where the message has only the first of them."""
    return f"all are: {', '.join(choices)}" if "…" in listed(choices) else ""


def _no_such_variant(error: ErrorDetails, spot: Spot, node: Node | None) -> Mistake:
    """Explain a discriminated union whose deciding key has another value."""
    context = error.get("ctx", {})
    key = str(context.get("discriminator", "")).strip("'")
    choices = re.findall(r"'([^']*)'", str(context.get("expected_tags", "")))
    inner = Spot((*spot.loc, key), (), about=spot.about)
    below = node.children.get(key) if node else None
    return _choice(below.scalar if below else context.get("tag", ""), choices, inner, below)


def _no_variant(error: ErrorDetails, spot: Spot, _node: Node | None) -> Mistake:
    """Explain a discriminated union whose deciding key is missing."""
    key = str(error.get("ctx", {}).get("discriminator", "")).strip("'")
    models = [kind for kind in _options(spot.types) if _is_model(kind) and key in kind.model_fields]
    choices = [c for kind in models for c in _choices([kind.model_fields[key].annotation])]
    message = f"is missing; expected {listed(choices) if choices else 'one of the known kinds'}"
    return Mistake((*spot.loc, key), message, f"add `{key}: …` here")


def _said(error: ErrorDetails, spot: Spot, _node: Node | None) -> Mistake:
    """Repeat the words of a validator that raised a plain ValueError or AssertionError."""
    words = str(error.get("ctx", {}).get("error", "")) or "is not valid"
    return Mistake(spot.loc, shown(words, 400), on_key=spot.on_key)


_SPECIAL: dict[str, Callable[[ErrorDetails, Spot, Node | None], Mistake]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "literal_error": _not_a_choice,
    "enum": _not_a_choice,
    "union_tag_invalid": _no_such_variant,
    "union_tag_not_found": _no_variant,
    "value_error": _said,
    "assertion_error": _said,
}

_MAP, _LIST = "a map of keys and values", "a list"
_EXPECTED = {
    "string_type": "text",
    "string_unicode": "text without lone surrogates",
    "string_too_short": "text of at least {min_length} characters",
    "string_too_long": "text of at most {max_length} characters",
    "string_pattern_mismatch": "text of the form {pattern}",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a smaller number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "bool_type": "true or false",
    "none_required": "nothing",
    **dict.fromkeys(LIST_KINDS, _LIST),
    **dict.fromkeys(["dict_type", "mapping_type", "model_type", "model_attributes_type"], _MAP),
    "too_short": "{min_length} or more entries",
    "too_long": "at most {max_length} entries",
    "greater_than": "more than {gt}",
    "greater_than_equal": "{ge} or more",
    "less_than": "less than {lt}",
    "less_than_equal": "{le} or less",
    "multiple_of": "a multiple of {multiple_of}",
}


def _wrong_kind(error: ErrorDetails, spot: Spot, node: Node | None) -> Mistake:
    kind, value = error["type"], error["input"]
    mend = mend_of(kind, node, value) or spot.about
    is_length = "too_" in kind and isinstance(value, str)
    found = f"and there are {len(value)}" if is_length else found_words(node, value)
    return _expected_not(spot, _wanted(error, spot), found, mend)


def _wanted(error: ErrorDetails, spot: Spot) -> str:
    template = _EXPECTED.get(error["type"])
    if error["type"] == "string_pattern_mismatch" and spot.about:
        return "text of another form"
    if template is None:
        return re.sub(r"^Input should be (a )?(valid )?", "", error["msg"])
    if error["type"] in {"too_long", "too_short"} and isinstance(error["input"], str):
        template = template.replace("entries", "characters")
    if template is _MAP or error["type"] == "string_type":
        return _expected(spot.types) if spot.types else template
    return template.format_map(error.get("ctx", {}))


def _expected(types: Sequence[Any]) -> str:
    """Return what a type expects, in words."""
    options = [kind for kind in _options(types) if get_origin(kind) is not Literal]
    words = [_word(kind) for kind in options]
    return listed(dict.fromkeys([*words, *_choices(types)]))


def _word(kind: object) -> str:
    if _is_model(kind):
        return "a map with the keys " + listed(kind.model_fields, 12, "and")
    origin = get_origin(kind) or kind
    return _WORDS.get(getattr(origin, "__name__", ""), "a value")


_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list": _LIST,
    "tuple": _LIST,
    "dict": _MAP,
    "IPv4Address": "an IPv4 address such as 203.0.113.10",
    "IPv4Network": "an IPv4 range such as 10.0.0.0/16",
    "date": "a date such as 2026-05-01",
}
