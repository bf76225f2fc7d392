"""The catalogue: every control of every framework, read once, and what belongs to which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from landsmith import content
from landsmith.blueprint.base import Model, closest
from landsmith.blueprint.reading.load import Source, load_model
from landsmith.errors import InputError, PolicyError
from landsmith.policy.controls.control import Control, ControlsFile, Framework

if TYPE_CHECKING:
    from pathlib import Path

M = TypeVar("M", bound=Model)

FRAMEWORK_FILE = "framework.yaml"


@cache
def controls() -> Mapping[str, Control]:
    """Return every control of every framework by id, a control before its parts.

    Raises:
        PolicyError: a file is not well formed, or an id is there twice.
    """
    return read(content.path("policies", "frameworks"))


def read(folder: Path) -> Mapping[str, Control]:
    """Return the controls of the frameworks in a folder.

    Raises:
        PolicyError: as ``controls`` does.
    """
    found: dict[str, Control] = {}
    for item in (one for own in sorted(folder.iterdir()) for one in _framework(own)):
        if item.id in found:
            raise PolicyError(f"policies/frameworks: {item.id} is there twice")
        found[item.id] = item
    return found


def control(identifier: str) -> Control:
    """Return one control, such as ``A-3.1.identity.1`` or ``aks:identity-managed-identities``.

    Raises:
        PolicyError: there is none; with the closest id that there is.
    """
    if identifier in controls():
        return controls()[identifier]
    near = closest(identifier, controls())
    mend = f"; did you mean {near}?" if near else ""
    raise PolicyError(f"there is no control {identifier}{mend}")


@cache
def framework_of(identifier: str) -> Framework:
    """Return the framework of a control.

    Raises:
        PolicyError: there is no such control.
    """
    title = control(identifier).framework
    folders = sorted(content.path("policies", "frameworks").iterdir())
    return next(one for one in map(_about, folders) if one.title == title)


def of_rule(rule: str) -> tuple[str, ...]:
    """Return the ids of the controls that a policy rule judges."""
    return _owners("rules").get(rule, ())


def of_check(check: str) -> tuple[str, ...]:
    """Return the ids of the controls that one of Checkov's checks judges."""
    return _owners("checks").get(check, ())


@cache
def _owners(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return the controls of each rule or check, by its id."""
    found: dict[str, tuple[str, ...]] = {}
    for identifier in sorted(controls()):
        for name in getattr(controls()[identifier], kind):
            found[name] = (*found.get(name, ()), identifier)
    return found


def _framework(folder: Path) -> Iterator[Control]:
    about = _about(folder)
    for file in sorted(folder.glob("*.yaml")):
        if file.name != FRAMEWORK_FILE:
            loaded = _read(file, ControlsFile)
            for item in loaded.controls:
                yield from _with_parts(_placed(item, about, loaded.section))


def _about(folder: Path) -> Framework:
    return _read(folder / FRAMEWORK_FILE, Framework)


def _placed(item: Control, about: Framework, section: str) -> Control:
    """Return a control as a member of its framework; one with a check is judged by its rule."""
    own = (f"checklist-{item.id}",) if item.check else ()
    return item.model_copy(
        update={
            "id": about.prefix + item.id,
            "framework": about.title,
            "section": section,
            "rules": (*own, *item.rules),
        }
    )


def _with_parts(item: Control) -> Iterator[Control]:
    yield item
    for part in item.parts:
        from_parent = {"title": item.title, "framework": item.framework, "parent": item.id}
        yield part.model_copy(update=from_parent)


def _read(file: Path, model: type[M]) -> M:
    try:
        return load_model(Source.read(file), model)
    except InputError as error:
        raise PolicyError(str(error)) from error
