"""Loads the policy rules that ship with Landsmith: one file a rule, found by its path."""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from inspect import isabstract
from typing import TYPE_CHECKING

from landsmith import content
from landsmith.blueprint.base import closest
from landsmith.errors import PolicyError
from landsmith.policy.finding import SEVERITIES
from landsmith.policy.rule import AnyRule, LandingZoneRule, Rule

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


def rules() -> tuple[AnyRule, ...]:
    """Return every rule that ships with Landsmith, sorted by id.

    Raises:
        PolicyError: a rule's file can't be loaded, or what it says of itself is incomplete.

    """
    from landsmith.policy.checklist import rule as checklist_rule

    own = load(content.path("policies", "rules"))
    return tuple(sorted((*own, *checklist_rule.rules()), key=lambda rule: rule.id))


@cache
def load(folder: Path) -> tuple[AnyRule, ...]:
    """Return the rules of a folder, ``<area>/<rule>.py``, sorted by id.

    Raises:
        PolicyError: as ``rules`` does.

    """
    found = [_load(file) for file in sorted(folder.glob("*/*.py")) if file.stem != "__init__"]
    if not found:
        raise PolicyError(f"{folder} holds no rules")
    return tuple(sorted(found, key=lambda rule: rule.id))


def rule(identifier: str) -> AnyRule:
    """Return one rule.

    Raises:
        PolicyError: there is none of that id.

    """
    for item in rules():
        if item.id == identifier:
            return item
    near = closest(identifier, [item.id for item in rules()])
    raise PolicyError(
        f"there is no rule {identifier}" + (f"; did you mean {near}?" if near else "")
    )


def _load(file: Path) -> AnyRule:
    name = f"landsmith_rules.{file.parent.name}.{file.stem}"
    module = _import(name, file)
    classes = [
        item
        for item in vars(module).values()
        if isinstance(item, type)
        and issubclass(item, Rule | LandingZoneRule)
        and item.__module__ == name
        and not isabstract(item)
    ]
    if len(classes) != 1:
        raise PolicyError(f"{file}: a rule's file holds one rule, and this one {len(classes)}")
    made: AnyRule = classes[0]()
    for problem in _problems(made, f"{file.parent.name}-{file.stem}".replace("_", "-")):
        raise PolicyError(f"{file}: {problem}")
    return made


def _import(name: str, file: Path) -> ModuleType:
    """Execute a rule's file; it is in ``sys.modules`` before, since dataclasses look there."""
    spec = spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise PolicyError(f"{file} can't be loaded")
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise PolicyError(f"{file} can't be loaded: {type(error).__name__}: {error}") from error
    return module


def _problems(made: AnyRule, wanted: str) -> list[str]:
    """Return what is wrong with a rule's metadata."""
    texts = ("title", "rationale", "mend")
    found = [f"the id is {made.id!r}, and by its path {wanted!r}"] if made.id != wanted else []
    found += [f"{name} is empty" for name in texts if not getattr(made, name).strip()]
    if made.severity not in SEVERITIES:
        found.append(f"severity {made.severity!r} is none of {', '.join(SEVERITIES)}")
    if isinstance(made, Rule) and not made.resource_types:
        found.append("resource_types is empty")
    if hasattr(made, "controls"):
        found.append("controls are named in policies/frameworks, not by the rule")
    return found
