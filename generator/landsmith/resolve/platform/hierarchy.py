"""The management groups of a landing zone, and which subscription stands in which."""

from __future__ import annotations

from collections.abc import Mapping

from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.landing_zone.hierarchy import ManagementGroup

ALZ: Mapping[str, tuple[str, str]] = {
    "platform": ("platform", "root"),
    "landingzones": ("landing zones", "root"),
    "sandbox": ("sandbox", "root"),
    "decommissioned": ("decommissioned", "root"),
    "management": ("platform management", "platform"),
    "connectivity": ("platform connectivity", "platform"),
    "identity": ("platform identity", "platform"),
    "security": ("platform security", "platform"),
    "corp": ("landing zones corp", "landingzones"),
    "online": ("landing zones online", "landingzones"),
}
"""Groups below the root: what is added to the customer's code, and the parent."""

TRIO = ("platform", "landingzones")


def own_subscriptions(file: LandingZoneFile) -> dict[str, str]:
    """Return the identity and security subscriptions that carry nothing else of the platform."""
    platform, found = file.subscriptions, dict[str, str]()
    for part in ("identity", "security"):
        subscription = getattr(platform, part)
        taken = {platform.management, platform.connectivity, *found.values()}
        if subscription is not None and subscription not in taken:
            found[part] = subscription
    return found


def groups(file: LandingZoneFile) -> dict[str, ManagementGroup]:
    """Return the management groups that a landing zone makes, by part of the hierarchy."""
    adopted = file.management_groups.adopt is not None
    found = {} if adopted else {"root": ManagementGroup(file.customer.name[:60], None)}
    for part, (name, parent) in ALZ.items():
        if part in TRIO or file.management_groups.hierarchy == "alz":
            above = None if adopted and parent == "root" else parent
            found[part] = ManagementGroup(f"{file.customer.code} {name}", above)
    return found


def placement(file: LandingZoneFile) -> dict[str, str]:
    """Return the part of the hierarchy that each subscription stands in.

    One that carries platform and landing zones is the platform's: the hub may not stand in corp,
    where policy denies gateways. None stands where it stands in the trio, so that every placement
    of a landing zone that grows can be made anew.
    """
    if file.management_groups.hierarchy == "trio":
        return _trio(file)
    platform = file.subscriptions
    placed: dict[str, str] = dict.fromkeys(file.management_groups.decommissioned, "decommissioned")
    placed |= dict.fromkeys(file.management_groups.sandbox, "sandbox")
    placed |= {entry.subscription: entry.archetype for entry in file.landing_zones}
    for part in ("security", "identity", "connectivity", "management"):
        subscription = getattr(platform, part)
        if subscription is not None:
            placed[subscription] = part
    return placed


def _trio(file: LandingZoneFile) -> dict[str, str]:
    platform = file.subscriptions
    placed = {entry.subscription: "landingzones" for entry in file.landing_zones}
    for subscription in (
        platform.management,
        platform.connectivity,
        platform.identity,
        platform.security,
    ):
        if subscription is not None:
            placed[subscription] = "platform"
    return placed


def owners(file: LandingZoneFile) -> dict[str, str]:
    """Return the root that first deploys to each subscription: ``mgmt``, ``hub``, … or an entry."""
    found = {file.subscriptions.management: "mgmt"}
    found.setdefault(file.subscriptions.connectivity, "hub")
    for part, subscription in own_subscriptions(file).items():
        found.setdefault(subscription, part)
    for entry in file.landing_zones:
        found.setdefault(entry.subscription, entry.key)
    return found
