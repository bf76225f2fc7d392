"""Root 30-connectivity: hub network, hybrid connectivity, egress and private DNS."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.network import VpnHybrid, VpnSite
from landsmith.blueprint.regions import REGIONS
from landsmith.compose import alerts, ids, parts
from landsmith.compose.model import ModuleCall, Ref, Root, Value
from landsmith.resolve.landing_zone import LandingZone
from landsmith.resolve.sizing import hub_subnets
from landsmith.resolve.tags import platform_tags

NAME = "30-connectivity"


def dns_zones(zone: LandingZone) -> tuple[str, ...]:
    """Return the private DNS zones of the hub (catalogue N7)."""
    return (
        f"privatelink.{zone.file.region}.azmk8s.io",
        "privatelink.azurecr.io",
        "privatelink.blob.core.windows.net",
        "privatelink.vaultcore.azure.net",
    )


def firewall_address(zone: LandingZone) -> str:
    """Return the firewall's private address: the first that Azure hands out in its subnet."""
    return str(zone.addresses["hub/AzureFirewallSubnet"].network_address + 4)


def root(zone: LandingZone) -> Root:
    """Return the root that makes the hub and everything in it."""
    tags = platform_tags(zone.file, "hub")
    return Root(
        name=NAME,
        purpose="Connectivity: hub network, hybrid connectivity, egress and private DNS.",
        providers=(parts.azurerm(zone, zone.file.subscriptions.connectivity),),
        backend=parts.backend(zone, NAME),
        locals={**parts.logging_locals(zone, tags), **parts.dns_locals(tags)},
        calls=(
            parts.resource_group("resource_group", zone.name("hub/resource_group")),
            _network(zone),
            *_vpn(zone),
            *_firewall(zone),
            _private_dns(zone),
            *_watch(zone),
        ),
        after=("20-management",),
    )


def _network(zone: LandingZone) -> ModuleCall:
    inputs: dict[str, Value] = {
        "name": zone.name("hub/virtual_network"),
        "location": parts.LOCATION,
        "resource_group_name": Ref("resource_group", "name"),
        "address_space": [str(zone.addresses["hub"])],
        "dns_servers": [str(address) for address in zone.file.network.dns_servers],
        "subnets": {subnet: _subnet(zone, subnet) for subnet in hub_subnets(zone.file)},
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }
    return ModuleCall("hub_network", "virtual_network", inputs)


def _subnet(zone: LandingZone, subnet: str) -> dict[str, Value]:
    prefix = str(zone.addresses[f"hub/{subnet}"])
    if subnet != "shared":
        # Azure allows no network security group on gateway and firewall subnets, and their
        # services need outbound access of their own.
        return {"name": subnet, "address_prefix": prefix, "default_outbound_access": True}
    return {
        "name": zone.name("hub/subnet/shared"),
        "address_prefix": prefix,
        "network_security_group_name": zone.name("hub/network_security_group/shared"),
    }


def _vpn(zone: LandingZone) -> Iterator[ModuleCall]:
    hybrid = zone.file.network.hybrid
    if not isinstance(hybrid, VpnHybrid):
        return
    addresses = [key for key in zone.names if key.startswith("hub/public_ip/vpn-")]
    inputs: dict[str, Value] = {
        "name": zone.name("hub/virtual_network_gateway"),
        "location": parts.LOCATION,
        "resource_group_name": Ref("resource_group", "name"),
        "subnet_id": Ref("hub_network", "subnet_ids", ("GatewaySubnet",)),
        "sku": hybrid.sku,
        "zones": REGIONS[zone.file.region].zones,
        "active_active": hybrid.active_active,
        "bgp_asn": hybrid.asn,
        "public_ip_names": [zone.name(key) for key in addresses],
        "connections": {site.name: _connection(zone, site) for site in hybrid.sites},
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }
    yield ModuleCall("vpn_gateway", "vpn_gateway", inputs)


def _connection(zone: LandingZone, site: VpnSite) -> dict[str, Value]:
    connection: dict[str, Value] = {
        "name": zone.name(f"hub/virtual_network_gateway_connection/{site.name}"),
        "local_network_gateway_name": zone.name(f"hub/local_network_gateway/{site.name}"),
        "gateway_address": str(site.gateway_address),
        "address_space": [str(network) for network in site.address_space],
    }
    if site.bgp:
        connection["bgp"] = {"asn": site.bgp.asn, "peering_address": str(site.bgp.peering_address)}
    return connection


def _firewall(zone: LandingZone) -> Iterator[ModuleCall]:
    if zone.file.network.egress != "firewall_basic":
        return
    subnets = "AzureFirewallSubnet", "AzureFirewallManagementSubnet"
    inputs: dict[str, Value] = {
        "name": zone.name("hub/firewall"),
        "policy_name": zone.name("hub/firewall_policy"),
        "location": parts.LOCATION,
        "resource_group_name": Ref("resource_group", "name"),
        "subnet_id": Ref("hub_network", "subnet_ids", (subnets[0],)),
        "management_subnet_id": Ref("hub_network", "subnet_ids", (subnets[1],)),
        "public_ip_name": zone.name("hub/public_ip/firewall"),
        "management_public_ip_name": zone.name("hub/public_ip/firewall-management"),
        "zones": REGIONS[zone.file.region].zones,
        "source_address_prefixes": [
            str(zone.addresses[entry.key]) for entry in zone.file.landing_zones
        ],
        "regions": [zone.file.region],
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }
    yield ModuleCall("firewall", "firewall_basic", inputs)


def _private_dns(zone: LandingZone) -> ModuleCall:
    link: dict[str, Value] = {
        "name": zone.name("hub/private_dns_zone_virtual_network_link"),
        "virtual_network_id": Ref("hub_network", "id"),
    }
    inputs: dict[str, Value] = {
        "zones": dns_zones(zone),
        "resource_group_name": Ref("resource_group", "name"),
        "virtual_network_links": {"hub": link},
        "tags": parts.dns_tags(platform_tags(zone.file, "hub")),
    }
    return ModuleCall("private_dns_zones", "private_dns_zones", inputs)


def _watch(zone: LandingZone) -> Iterator[ModuleCall]:
    """Yield alerts and budget of a subscription that the management root does not watch."""
    subscriptions, budget = zone.file.subscriptions, zone.file.monitoring.budget
    if subscriptions.connectivity != subscriptions.management:
        name = zone.name("hub/consumption_budget_subscription")
        yield alerts.call(zone, "hub", subscriptions.connectivity, ids.action_group(zone))
        yield parts.budget(zone, name, subscriptions.connectivity, budget.amount, budget.start)
