"""Small readings of planned values that several rules share."""

from __future__ import annotations

import re
from ipaddress import IPv4Network
from typing import TYPE_CHECKING, Any, Final

from landsmith.policy.rule import Outcome, failed, passed, unknown
from landsmith.terraform.plan import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from landsmith.policy.rule import Context
    from landsmith.terraform.plan import Plan, ResourceChange

_SUBSCRIPTION: Final = re.compile(r"(?:/subscriptions/)?([0-9a-f-]{36})", re.IGNORECASE)
_NETWORK: Final = re.compile(
    r"/subscriptions/[^/]+/resourceGroups/([^/]+)/providers/Microsoft\.Network"
    r"/virtualNetworks/([^/]+)",
    re.IGNORECASE,
)


def expect(resource: ResourceChange, path: str, wanted: object, good: str, bad: str) -> Outcome:
    """Return pass if the planned value at ``path`` is ``wanted``, unknown if nobody can tell."""
    value = resource.get(path)
    if isinstance(value, Mark):
        return unknown(f"{path} is {value.value}", path)
    if value == wanted and type(value) is type(wanted):
        return passed(good, path)
    return failed(f"{bad}: {path} is {shown(value)}", path)


def worst(outcomes: list[Outcome]) -> Outcome:
    """Return the first failure; without one the first unknown; else the first of all."""
    for status in ("fail", "unknown"):
        for outcome in outcomes:
            if outcome.status == status:
                return outcome
    return outcomes[0]


def shown(value: object) -> str:
    """Return a planned value as messages write it."""
    if value is None:
        return "not set"
    return str(value).lower() if isinstance(value, bool) else str(value)


def marked(value: object) -> bool:
    """Return whether a value, or anything in it, is unknown or sensitive."""
    if isinstance(value, list | tuple):
        return any(marked(item) for item in value)
    if isinstance(value, dict):
        return any(marked(item) for item in value.values())
    return isinstance(value, Mark)


def items(resource: ResourceChange, path: str) -> list[Any]:
    """Return the list at ``path``: empty if it is absent or known only after the apply."""
    value = resource.get(path)
    return value if isinstance(value, list) else []


def networks(values: list[Any]) -> list[IPv4Network]:
    """Return IPv4 ranges; others, and what is no range, are left out."""
    found = []
    for value in values:
        try:
            found.append(IPv4Network(value))
        except (TypeError, ValueError):
            continue
    return found


def subscription(value: object) -> str | None:
    """Return the lower-case UUID in a subscription's id, written with or without its path."""
    match = _SUBSCRIPTION.fullmatch(value) if isinstance(value, str) else None
    return match.group(1).lower() if match else None


def subscriptions(plan: Plan) -> Iterator[str]:
    """Yield the subscriptions that a root's providers deploy to."""
    for provider in plan.configuration.get("provider_config", {}).values():
        settings = provider.get("expressions", {})
        found = subscription(settings.get("subscription_id", {}).get("constant_value"))
        if found:
            yield found


def all_subscriptions(context: Context) -> list[str]:
    """Return every subscription that any root deploys to, sorted."""
    return sorted({found for plan in context.plans.values() for found in subscriptions(plan)})


def network_key(group: object, name: object) -> tuple[str, str] | None:
    """Return what identifies a virtual network across roots: its resource group and its name."""
    if isinstance(group, str) and isinstance(name, str):
        return group.lower(), name.lower()
    return None


def network_of_id(value: object) -> tuple[str, str] | None:
    """Return the network that a virtual network's resource id names."""
    match = _NETWORK.fullmatch(value) if isinstance(value, str) else None
    return network_key(*match.groups()) if match else None
