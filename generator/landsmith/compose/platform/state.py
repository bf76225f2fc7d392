"""Root 00-state: the storage that keeps Terraform's state."""

from __future__ import annotations

from landsmith.calls import parts
from landsmith.calls.model import ModuleCall, Ref, Root
from landsmith.landing_zone.landing_zone import LandingZone

NAME = "00-state"


def root(zone: LandingZone) -> Root:
    """Return the root that makes the state account; it is applied first, once, by a person."""
    return Root(
        name=NAME,
        purpose="Terraform state: a storage account that only Entra identities can reach.",
        providers=(parts.azurerm(zone, zone.subscriptions.management),),
        backend=parts.backend(zone, NAME),
        locals=parts.root_locals(zone, zone.tags.platform["tfstate"]),
        calls=(
            parts.resource_group("state_resource_group", zone.name("tfstate/resource_group")),
            _account(zone),
        ),
    )


def _account(zone: LandingZone) -> ModuleCall:
    runners = zone.state.allowed_ip_addresses
    return ModuleCall(
        "state_storage",
        "state_storage",
        {
            "name": zone.name("tfstate/storage_account"),
            "location": parts.LOCATION,
            "resource_group_name": Ref("state_resource_group", "name"),
            "replication_type": zone.state.replication,
            "containers": [parts.STATE_CONTAINER],
            "allow_public_network": not runners and not zone.network.private_runners,
            "allowed_ip_addresses": [str(address) for address in runners],
            "lock_name": zone.name("tfstate/management_lock"),
            "tags": parts.TAGS,
        },
    )
