"""What a customer's README says of the way in: management subnets, runners and jump host."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from landsmith.blueprint.network.management import Management
from landsmith.calls import ids
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import JUMP_HOST, MANAGEMENT
from landsmith.landing_zone.subnets import MANAGEMENT_SUBNETS

_PURPOSES = {
    "management": "Administrators, and endpoints of the platform's services",
    "runners": "Pipelines",
}


def management_facts(zone: LandingZone) -> Mapping[str, Any]:
    """Return what the README's template needs to know of who gets in, and from where."""
    chosen = zone.network.management
    return {
        "way_in": _way_in(zone, chosen) if chosen else None,
        "allowed_addresses": bool(zone.state.allowed_ip_addresses),
        "key_officers": [
            (entry.key, entry.subscription)
            for entry in zone.landing_zones
            if entry.encryption.customer_keys
        ],
    }


def _way_in(zone: LandingZone, chosen: Management) -> dict[str, Any]:
    pipeline, hub = zone.identity.pipeline, zone.hubs[0]
    firewall = zone.network.hub_firewall
    runners = zone.name("hub/subnet/runners") if chosen.runner_subnet else None
    return {
        "network": zone.name("hub/virtual_network"),
        "firewall": firewall,
        "nat_gateway": None if firewall else zone.name(f"hub/nat_gateway/{MANAGEMENT}"),
        "subnets": [
            (zone.name(f"hub/subnet/{part}"), zone.addresses[f"hub/{part}"], _PURPOSES[part])
            for part in MANAGEMENT_SUBNETS
            if part in hub.subnets
        ],
        "runners": chosen.runners,
        "runner_subnet": runners,
        "runner_subnet_id": f"{ids.hub_network(zone)}/subnets/{runners}",
        "github": pipeline.kind == "github",
        "pipeline": pipeline.organization,
        "subscription": zone.subscriptions.connectivity,
        "group": zone.name("hub/resource_group"),
        "region": hub.region,
        "state": chosen.private_runners,
        "admins": zone.name("group/platform-admins"),
        "jump_host": _sign_in(zone) if chosen.jump_host else None,
    }


def _sign_in(zone: LandingZone) -> str:
    """Return the command that signs in to the jump host: through Bastion, or straight."""
    group = f"--subscription {zone.subscriptions.connectivity} --resource-group "
    group += zone.name("hub/resource_group")
    machine = zone.name(f"hub/linux_virtual_machine/{JUMP_HOST}")
    if zone.network.bastion.sku == "none":
        return f"az ssh vm {group} --name {machine} --prefer-private-ip"
    bastion, target = zone.name("hub/bastion_host"), ids.jump_host(zone)
    return (
        f"az network bastion ssh {group} --name {bastion} --auth-type AAD "
        f"--target-resource-id {target}"
    )
