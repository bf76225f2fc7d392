"""What every root has: its providers, its backend, its tags and resource groups."""

from __future__ import annotations

from collections.abc import Mapping

from landsmith.blueprint.platform.monitoring import Budget
from landsmith.calls import ids
from landsmith.calls.model import Local, ModuleCall, Provider, Ref, Value
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.tags import for_private_dns

STATE_CONTAINER = "tfstate"
TAGS = Local("tags")
DNS_TAGS = Local("private_dns_tags")
LOCATION = Local("location")
CLUSTER_GROUP = Ref("cluster_resource_group", "name")
"""Name of the resource group that a cluster and what surrounds it stand in."""

WORKSPACE = Local("log_analytics_workspace_id")
EXCLUDED_NAMESPACES = Local("excluded_namespaces")


def azurerm(zone: LandingZone, subscription: str, alias: str | None = None) -> Provider:
    """Return an azurerm provider for one subscription."""
    settings: dict[str, Value] = {
        "subscription_id": subscription,
        "tenant_id": zone.tenant_id,
        "storage_use_azuread": True,
    }
    return Provider("azurerm", settings, alias, {"features": {}})


def azuread(zone: LandingZone) -> Provider:
    """Return the azuread provider of the tenant."""
    return Provider("azuread", {"tenant_id": zone.tenant_id})


def backend(zone: LandingZone, root: str) -> Mapping[str, Value]:
    """Return a root's backend: its own blob in the state account, with Entra sign-in only."""
    return {
        "tenant_id": zone.tenant_id,
        "subscription_id": zone.subscriptions.management,
        "resource_group_name": zone.name("tfstate/resource_group"),
        "storage_account_name": zone.name("tfstate/storage_account"),
        "container_name": STATE_CONTAINER,
        "key": f"{root}.tfstate",
        "use_azuread_auth": True,
        "use_oidc": True,
    }


def root_locals(zone: LandingZone, tags: Mapping[str, str]) -> dict[str, Value]:
    """Return the locals of a root: its location and its tags."""
    return {"location": zone.region, "tags": tags}


def logging_locals(zone: LandingZone, tags: Mapping[str, str]) -> dict[str, Value]:
    """Return the locals of a root that logs: besides the others, the workspace's id."""
    return {**root_locals(zone, tags), WORKSPACE.name: ids.workspace(zone)}


def dns_tags(tags: Mapping[str, str]) -> Local:
    """Return the reference to the tags of private DNS zones and their links."""
    return TAGS if for_private_dns(tags) == tags else DNS_TAGS


def dns_locals(tags: Mapping[str, str]) -> dict[str, Value]:
    """Return the tags of private DNS as a local, where they are not those of everything else."""
    return {} if dns_tags(tags) == TAGS else {DNS_TAGS.name: for_private_dns(tags)}


def away(zone: LandingZone, entry: ApplicationLandingZone, key: str) -> dict[str, Value]:
    """Return the workspaces' region for a cluster of another: what sends to them has to be there.

    Source: "Data collection rules in Azure Monitor", "Azure Monitor workspace", regions.
    """
    return {} if entry.hub.primary else {key: zone.region}


def resource_group(call: str, name: str) -> ModuleCall:
    """Return the call that makes a resource group."""
    return ModuleCall(call, "resource_group", {"name": name, "location": LOCATION, "tags": TAGS})


def budget(zone: LandingZone, name: str, subscription: str, given: Budget) -> ModuleCall:
    """Return the call that sets a subscription's budget."""
    inputs: dict[str, Value] = {
        "name": name,
        "subscription_id": subscription,
        **amounts(given),
        **told(zone),
    }
    return ModuleCall("budget", "subscription_budget", inputs)


def amounts(given: Budget) -> dict[str, Value]:
    """Return a budget's amount and start, and its thresholds where they are not the module's."""
    found: dict[str, Value] = {"amount": given.amount, "start_date": f"{given.start}-01T00:00:00Z"}
    for name in ("actual", "forecast"):
        chosen = getattr(given, name)
        if chosen != Budget.model_fields[name].default:
            found[f"{name}_thresholds"] = chosen
    return found


def told(zone: LandingZone) -> dict[str, Value]:
    """Return who is told of a budget."""
    return {
        "contact_emails": [contact.email for contact in zone.monitoring.contacts],
        "contact_group_ids": [ids.action_group(zone)],
    }
