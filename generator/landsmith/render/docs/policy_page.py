"""The page of all Azure Policy assignments, from their data."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.platform import azure_policies
from landsmith.blueprint.platform.azure_policies import Assignment
from landsmith.render.docs import markdown

_HEAD = """# Azure Policy assignments

Generated from `policies/azure/`, where `README.md` tells what every field means. Keys are what
`policy.overrides` and `policy.exemptions` of a landing-zone file name. An effect in brackets is
assigned and not enforced; — is not assigned unless overridden. *pinned* is the version that an
initiative of ours pins; without one the policy is assigned by itself.
"""

_MODES = ("start-small", "full", "deny")


def policy_page() -> str:
    """Return the page, by area."""
    areas = sorted({entry.area for entry in azure_policies.assignments()})
    lines = [line for area in areas for line in _area(area)]
    return "\n".join([_HEAD, *lines, *_definitions()])


def _area(area: str) -> Iterator[str]:
    yield f"## {area}"
    yield ""
    yield "| Key | What | Scope | start-small | full | strictest | pinned | Roles |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for entry in azure_policies.assignments():
        if entry.area == area:
            yield _row(entry)
    yield ""


def _row(entry: Assignment) -> str:
    when = f", with {entry.when.replace('_', ' ')}" if entry.when else ""
    cells = (
        f"`{entry.key}`",
        f"{markdown.encode(entry.display_name)} (`{entry.definition}`)",
        f"{entry.scope}{when}",
        *(_effect(entry, mode) for mode in _MODES),
        markdown.code(entry.version) if entry.pinned else "—",
        ", ".join(f"{role.name} ({role.at.replace('_', ' ')})" for role in entry.roles) or "—",
    )
    return f"| {' | '.join(cells)} |"


def _effect(entry: Assignment, mode: str) -> str:
    effect = entry.effects[mode]
    if effect is None:
        return "—"
    return effect if entry.enforce[mode] else f"({effect})"


def _definitions() -> Iterator[str]:
    yield "## Definitions of ours"
    yield ""
    yield "| Name | What | Version |"
    yield "| --- | --- | --- |"
    for item in azure_policies.definitions():
        yield f"| `{item.name}` | {markdown.encode(item.description)} | {item.version} |"
    yield ""
