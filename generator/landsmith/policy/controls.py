"""The control catalogue: requirements of frameworks, as data beside the rules."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import yaml

from landsmith import content
from landsmith.blueprint.base import closest
from landsmith.errors import PolicyError

if TYPE_CHECKING:
    from pathlib import Path

_PREFIX: Final = "aks:"


@dataclass(frozen=True)
class Control:
    """One requirement of a framework.

    ``grade`` says how far facts of ours can prove it: full, partial, manual, or empty where the
    framework leaves that to its parts. ``checks`` are the AKS checklist's items that belong to an
    audit control. An item of the checklist has its section, what keeps it (``levers``: terraform,
    kubernetes, policy, pipeline, document, advisory) and ``default``: on, off or decision.
    """

    id: str
    framework: str
    title: str
    requirement: str
    evidence: tuple[str, ...] = ()
    grade: str = ""
    manual: str = ""
    parent: str = ""
    checks: tuple[str, ...] = ()
    section: str = ""
    levers: tuple[str, ...] = ()
    default: str = ""


@cache
def controls() -> Mapping[str, Control]:
    """Return the whole catalogue by id.

    Raises:
        PolicyError: a file is not well formed, or an id is there twice.

    """
    folder = content.path("policies", "controls")
    found: dict[str, Control] = {}
    for item in (*_audit(_read(folder / "audit.yaml")), *_checklist(_read(folder / "aks.yaml"))):
        if item.id in found:
            raise PolicyError(f"policies/controls: {item.id} is there twice")
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


def explain(identifier: str, width: int = 80) -> str:
    """Return what a control asks for, as text for people.

    Raises:
        PolicyError: there is no such control.

    """
    item = control(identifier)
    parts = [f"{item.id}: {item.title}", item.framework, item.requirement]
    parts += [f"Proof: {line}" for line in item.evidence]
    parts += [f"Left to people: {item.manual}"] if item.manual else []
    parts += [f"See also: {', '.join(item.checks)}"] if item.checks else []
    wrapped = (textwrap.fill(part, width, break_long_words=False) for part in parts if part)
    return "\n\n".join(wrapped) + "\n"


def _read(file: Path) -> Any:  # noqa: ANN401
    try:
        loaded = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise PolicyError(f"policies/controls/{file.name} can't be read: {error}") from error
    if not isinstance(loaded, dict):
        raise PolicyError(f"policies/controls/{file.name} is not a map")
    return loaded


def _audit(data: Mapping[str, Any]) -> Iterator[Control]:
    framework = data["meta"]["program"]
    for item in data["controls"]:
        yield Control(
            id=item["id"],
            framework=framework,
            title=item["title"],
            requirement="\n".join(item["requirement"]),
            evidence=tuple(item["required_evidence"]),
            manual=" ".join(item.get("what_stays_manual", ())),
        )
        for part in item.get("sub_attributes", ()):
            yield _part(part, item, framework)


def _part(part: Mapping[str, Any], parent: Mapping[str, Any], framework: str) -> Control:
    facts = part.get("proving_facts", {})
    return Control(
        id=part["id"],
        framework=framework,
        title=parent["title"],
        requirement=part["requirement"],
        evidence=tuple(f"{source}: {fact}" for source in facts for fact in facts[source]),
        grade=part["tool_evidence"],
        manual=part.get("manual_part", ""),
        parent=parent["id"],
        checks=tuple(_PREFIX + name for name in part.get("checklist_refs", ())),
    )


def _checklist(data: Mapping[str, Any]) -> Iterator[Control]:
    framework = data["meta"]["source"]
    for item in data["items"]:
        yield Control(
            id=_PREFIX + item["id"],
            framework=framework,
            title=item["title"],
            requirement=item["why"],
            evidence=(item["check"],),
            section=item["section"],
            levers=tuple(item["lever"]),
            default=item["default"],
        )
