"""Facts about resource organisation: tags, names and placement ."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from landsmith.blueprint.offers.name_rules import RULES, NameRule
from landsmith.evidence.fact import Fact, about, overall, stated, without
from landsmith.evidence.resources import Resource, last_segment, marked, resources
from landsmith.landing_zone.subnets import BORN_NAMED
from landsmith.landing_zone.tags import REQUIRED
from landsmith.policy.kinds import CLUSTER

if TYPE_CHECKING:
    from landsmith.evidence.subject import Subject

TAGGING: Final = "tagging"
NAMING: Final = "naming"
PLACEMENT: Final = "placement"

POLICIES: Final = (
    "azurerm_management_group_policy_assignment",
    "azurerm_subscription_policy_assignment",
)
RESERVED: Final = tuple(sorted(BORN_NAMED))
"""Names that Azure prescribes."""


def facts(subject: Subject) -> tuple[Fact, ...]:
    """Return the facts about tags, names and placement."""
    return (*_tags(subject), *_names(subject), *_placement(subject))


def taggable(subject: Subject) -> tuple[Resource, ...]:
    """Return the resources whose type has tags."""
    return tuple(item for item in resources(subject) if "tags" in (item.change.after or {}))


def _tags(subject: Subject) -> Iterator[Fact]:
    over = taggable(subject)
    if not over:
        yield without(TAGGING, "No resource that can have tags is planned.")
        return
    lacking = [item for item in over if _lacking(item)]
    statement = f"Every resource that can have tags has the required ones: {', '.join(REQUIRED)}."
    value = {"tagged": len(over) - len(lacking), "can have tags": len(over)}
    yield overall(TAGGING, statement, value, over, holds=not lacking, reads=("tags",))
    for item in (item for item in lacking if not marked(item.value("tags"))):
        statement = "A required tag is missing."
        yield about(TAGGING, statement, item, "tags", lambda *_: False, show=_lacking(item))
    yield from _tag_policies(subject)


def _lacking(item: Resource) -> list[str]:
    tags = item.value("tags")
    return [tag for tag in REQUIRED if not isinstance(tags, dict) or not _is_text(tags.get(tag))]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _tag_policies(subject: Subject) -> Iterator[Fact]:
    required = [(item, _parameter(item, "tagName")) for item in resources(subject, *POLICIES)]
    found = [(item, tag) for item, tag in required if tag]
    if not found:
        yield without(TAGGING, "No policy assignment about tags is planned.")
    for item, tag in found:
        statement = f"Azure Policy asks for the tag {tag} on resource groups."
        paths = ("name", "display_name", "enforce")
        yield about(TAGGING, statement, item, paths)
    copied = [policy.tag for policy in subject.zone.policies if policy.effect == "Modify"]
    if any(copied):
        statement = "Azure Policy copies these tags from resource groups where they are missing."
        listed = ", ".join(tag for tag in copied if tag)
        yield stated(TAGGING, statement, listed, subject, "policy", "assignments")
    else:
        statement = "No policy copies tags down: every resource is planned with its own."
        yield without(TAGGING, statement, "not_used")


def _parameter(item: Resource, name: str) -> str:
    try:
        value = json.loads(item.text("parameters") or "{}")[name]["value"]
    except (KeyError, TypeError, ValueError):
        return ""
    return str(value)


def ruled(subject: Subject) -> Iterator[tuple[Resource, str, NameRule]]:
    """Yield each named resource whose type has a naming rule, with its name and that rule."""
    for item in resources(subject, *RULES):
        name = item.text(_name_path(item))
        if name not in RESERVED and item.change.type != "azurerm_management_lock":
            yield item, name, RULES[item.change.type]


def _name_path(item: Resource) -> str:
    return "display_name" if item.change.type == "azuread_group" else "name"


def fits(name: str, rule: NameRule) -> bool:
    """Tell whether a name begins with its abbreviation and is valid for its type."""
    starts = name.startswith(rule.abbreviation + rule.separator)
    valid = rule.shortest <= len(name) <= rule.longest and re.fullmatch(rule.pattern, name)
    return starts and bool(valid)


def _names(subject: Subject) -> Iterator[Fact]:
    named = list(ruled(subject))
    if not named:
        yield without(NAMING, "No resource with a naming rule is planned.")
        return
    odd = [(item, name) for item, name, rule in named if not fits(name, rule)]
    statement = (
        "Every name begins with the abbreviation of its type and keeps to Azure's rule for it."
    )
    value = {"keep to the rule": len(named) - len(odd), "have a rule": len(named)}
    over = [item for item, *_ in named]
    yield overall(NAMING, statement, value, over, holds=not odd, reads=("name",))
    for item, _ in odd:
        statement = "A name breaks the rule of its type."
        yield about(NAMING, statement, item, _name_path(item), lambda *_: False)
    for cluster in resources(subject, CLUSTER):
        statement = f"The node resource group of {cluster.text('name')} has a name by the standard."
        yield about(NAMING, statement, cluster, "node_resource_group", _group_name)


def _group_name(value: str) -> bool:
    return fits(value, RULES["azurerm_resource_group"])


def _placement(subject: Subject) -> Iterator[Fact]:
    groups = resources(subject, "azurerm_management_group")
    if not groups:
        yield without(PLACEMENT, "No management group is planned.")
    for group in groups:
        yield about(
            PLACEMENT,
            f"{group.text('display_name')} is a management group under this one.",
            group,
            "parent_management_group_id",
            bool,
            show={
                "id": group.text("name"),
                "under": last_segment(group.value("parent_management_group_id")),
            },
        )
    yield from _subscriptions(subject)


def _subscriptions(subject: Subject) -> Iterator[Fact]:
    placed = resources(subject, "azurerm_management_group_subscription_association")
    if not placed:
        yield without(PLACEMENT, "No subscription is placed in a management group.")
    for item in placed:
        yield about(
            PLACEMENT,
            "A subscription is placed in a management group.",
            item,
            ("subscription_id", "management_group_id"),
            show={
                "subscription": last_segment(item.value("subscription_id")),
                "in": last_segment(item.value("management_group_id")),
            },
        )
