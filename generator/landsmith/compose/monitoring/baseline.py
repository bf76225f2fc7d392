"""What every subscription has once: Defender's plans and the export of its activity log.

Several roots may deploy to one subscription; the first that does makes these.
"""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.calls.model import ModuleCall, Value
from landsmith.landing_zone.landing_zone import LandingZone

SUBPLANS = {
    "Arm": "PerSubscription",
    "KeyVaults": "PerKeyVault",
    "StorageAccounts": "DefenderForStorageV2",
    "VirtualMachines": "P2",
}
"""Plans that have several kinds, and the one that is chosen (Defender for Cloud's pricing API)."""

EXTENSIONS: dict[str, dict[str, Value]] = {
    "Containers": {
        "extensions": [
            "AgentlessDiscoveryForKubernetes",
            "AgentlessVmScanning",
            "ContainerIntegrityContribution",
            "ContainerRegistriesVulnerabilityAssessments",
            "ContainerSensor",
        ],
        "extension_properties": {"ContainerSensor": {"SecurityGatingEnabled": "True"}},
    },
}
"""What a plan does beyond its core; gating keeps vulnerable images out of clusters.

Source: checklist, cluster-security-block-vulnerable-images. azurerm takes any name.
"""

EXPORT = "diag-activity-log"


def calls(
    zone: LandingZone, owner: str, subscription: str, workspace: Value
) -> Iterator[ModuleCall]:
    """Yield the calls of a subscription's baseline, if this root is its first."""
    if zone.owners[subscription] != owner:
        return
    if zone.monitoring.activity_log_export and zone.monitoring.diagnostics == "terraform":
        inputs: dict[str, Value] = {
            "name": EXPORT,
            "subscription_id": subscription,
            "log_analytics_workspace_id": workspace,
        }
        yield ModuleCall("activity_log_export", "activity_log_export", inputs)
    if zone.monitoring.defender:
        yield _defender(zone)


def _defender(zone: LandingZone) -> ModuleCall:
    contacts = zone.monitoring.contacts
    inputs: dict[str, Value] = {
        "plans": {plan: _plan(plan) for plan in sorted(zone.monitoring.defender)},
        "contact": {
            "name": "default",
            "email": ";".join(dict.fromkeys(contact.email for contact in contacts)),
            **({"phone": contacts[0].phone} if contacts[0].phone else {}),
        },
    }
    return ModuleCall("defender_for_cloud", "defender_for_cloud", inputs)


def _plan(plan: str) -> dict[str, Value]:
    subplan: dict[str, Value] = {"subplan": SUBPLANS[plan]} if plan in SUBPLANS else {}
    return {"tier": "Standard", **subplan, **EXTENSIONS.get(plan, {})}
