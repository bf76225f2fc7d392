"""What fields are for, where it stands in a text below the field.

Reading the source of every model takes longer than rendering a landing zone, so it is done when a
description is asked for: by the schema, and by a message about a mistake.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pydantic import BaseModel


def description(model: type[BaseModel], name: str) -> str:
    """Return what a field is for, empty where nothing says it."""
    field = model.model_fields.get(name)
    return "" if field is None else field.description or _texts(model).get(name, "")


@cache
def describe(base: type[BaseModel]) -> None:
    """Give every field of all models below a base its text, once, and build the models anew."""
    models = list(dict.fromkeys(_below(base)))
    for model in models:
        for name, field in model.model_fields.items():
            field.description = description(model, name) or None
    for model in models:
        model.model_rebuild(force=True)


def _below(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield the models below a base, those first that others are made of."""
    for model in base.__subclasses__():
        yield from _below(model)
        yield model


@cache
def _texts(model: type[BaseModel]) -> dict[str, str]:
    """Return the texts below the fields of a model and of those it is made from."""
    above = [kind for kind in reversed(model.__mro__) if issubclass(kind, BaseModel)]
    return {name: text for kind in above for name, text in _own(kind)}


def _own(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    try:
        source = textwrap.dedent(inspect.getsource(model))
    except (OSError, TypeError):
        return  # a model without a file has no text either
    defined = ast.parse(source).body[0]
    for field, text in pairwise(defined.body if isinstance(defined, ast.ClassDef) else ()):
        match field, text:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(said))),
            ):
                yield name, inspect.cleandoc(said)
