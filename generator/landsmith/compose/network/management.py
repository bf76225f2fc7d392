"""The way in: the hub's management subnets, their way out, the jump host, the state's endpoint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from landsmith.calls import ids, parts
from landsmith.calls.model import ModuleCall, Value
from landsmith.compose.network.hub import HubCalls, firewall_address
from landsmith.landing_zone.name import JUMP_HOST, MANAGEMENT, STATE
from landsmith.landing_zone.subnets import MANAGEMENT_SUBNETS

ROUTES = "management_routes"
STATE_ZONE = "privatelink.blob.core.windows.net"

INJECTED = {
    "github": "GitHub.Network/networkSettings",
    "azure_devops": "Microsoft.DevOpsInfrastructure/pools",
}
"""Whose subnet it is where machines are put into it, by the kind of pipeline (GitHub, "Configuring
private networking for GitHub-hosted runners"; Managed DevOps Pools, "Configure networking")."""


def management_subnets(hub: HubCalls) -> tuple[str, ...]:
    """Return the subnets of administrators and runners that a hub has."""
    return tuple(subnet for subnet in hub.region.subnets if subnet in MANAGEMENT_SUBNETS)


def before_network(hub: HubCalls) -> Iterator[ModuleCall]:
    """Yield the route table of the management subnets, where the firewall is their way out."""
    if not management_subnets(hub) or not hub.zone.network.hub_firewall:
        return
    default: Value = {
        "address_prefix": "0.0.0.0/0",
        "next_hop_type": "VirtualAppliance",
        "next_hop_in_ip_address": firewall_address(hub.zone, hub.region.key),
    }
    inputs: dict[str, Value] = {
        **hub.placed(f"route_table/{MANAGEMENT}"),
        "routes": {"default": default},
        "tags": parts.TAGS,
    }
    yield hub.make(ROUTES, "route_table", inputs)


def subnet_inputs(hub: HubCalls, subnet: str) -> Mapping[str, Value]:
    """Return what sets a management subnet apart from the others of the hub."""
    zone, chosen = hub.zone, hub.zone.network.management
    if chosen is None or subnet not in MANAGEMENT_SUBNETS:
        return {}
    injected = subnet == "runners" and chosen.runners == "injected"
    return {
        **({"route_table_id": hub.ref(ROUTES, "id")} if zone.network.hub_firewall else {}),
        **({"delegation": INJECTED[zone.identity.pipeline.kind]} if injected else {}),
    }


def calls(hub: HubCalls) -> Iterator[ModuleCall]:
    """Yield what stands in the management subnets, their own way out first."""
    chosen = hub.zone.network.management
    if chosen is None or not hub.region.primary:
        return
    if not hub.zone.network.hub_firewall:
        yield _nat_gateway(hub)
    if chosen.private_runners:
        yield _state_endpoint(hub)
    if chosen.jump_host:
        yield _jump_host(hub, chosen.jump_host.ssh_public_key, chosen.jump_host.vm_size)


def _nat_gateway(hub: HubCalls) -> ModuleCall:
    inputs: dict[str, Value] = {
        **hub.placed(f"nat_gateway/{MANAGEMENT}"),
        "public_ip_name": hub.name(f"public_ip/{MANAGEMENT}"),
        "zones": hub.region.zones,
        "subnet_ids": {subnet: hub.subnet(subnet) for subnet in management_subnets(hub)},
        "tags": parts.TAGS,
    }
    return hub.make("management_nat_gateway", "nat_gateway", inputs)


def _state_endpoint(hub: HubCalls) -> ModuleCall:
    inputs: dict[str, Value] = {
        **hub.placed(f"private_endpoint/{STATE}"),
        "network_interface_name": hub.name(f"network_interface/{STATE}"),
        "subnet_id": hub.subnet("management"),
        "resource_id": ids.state_account(hub.zone),
        "subresource_name": "blob",
        "private_dns_zone_id": ids.private_dns_zone(hub.zone, STATE_ZONE),
        "tags": parts.TAGS,
    }
    return hub.make("state_endpoint", "private_endpoint", inputs, ("private_dns_zones",))


def _jump_host(hub: HubCalls, key: str, size: str) -> ModuleCall:
    """Return the jump host; its extension is fetched by the subnet's way out."""
    zone: dict[str, Value] = {"zone": hub.region.zones[0]} if hub.region.zones else {}
    inputs: dict[str, Value] = {
        **hub.placed(f"linux_virtual_machine/{JUMP_HOST}"),
        "network_interface_name": hub.name(f"network_interface/{JUMP_HOST}"),
        "subnet_id": hub.subnet("management"),
        "vm_size": size,
        **zone,
        "ssh_public_key": key,
        "tags": parts.TAGS,
    }
    after = ("firewall" if hub.zone.network.hub_firewall else "management_nat_gateway",)
    return hub.make("jump_host", "jump_host", inputs, after)
