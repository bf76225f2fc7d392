"""What stands in a hub beside its gateways: firewall, Bastion, resolver, route server, logs."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.addresses import IANA_PRIVATE, outside_private
from landsmith.blueprint.offers.regions import REGIONS, Region
from landsmith.calls import ids, parts
from landsmith.calls.model import Local, ModuleCall, Ref, Value
from landsmith.compose.cluster.extension_egress import extension_inputs
from landsmith.compose.network import management_egress, private_traffic
from landsmith.compose.network.hub import HubCalls, resolver_address, upstream_dns
from landsmith.compose.network.hub_gateways import gateways
from landsmith.landing_zone.landing_zone import LandingZone

SUBNET, MANAGEMENT = "AzureFirewallSubnet", "AzureFirewallManagementSubnet"
WATCHERS = "NetworkWatcherRG"
"""Resource group in which Azure keeps the network watcher of each region."""


def ddos_plan(hub: HubCalls) -> Iterator[ModuleCall]:
    """Yield the DDoS protection plan, in the primary region; one covers every network."""
    if hub.zone.network.ddos == "plan" and hub.region.primary:
        inputs = {**hub.placed("network_ddos_protection_plan"), "tags": parts.TAGS}
        yield hub.make("ddos_protection_plan", "ddos_protection_plan", inputs)


def firewall(hub: HubCalls) -> Iterator[ModuleCall]:
    """Yield the firewall of a hub network, of the tier that was chosen."""
    tier = hub.zone.network.firewall_tier
    if tier == "Basic":
        yield _basic(hub, tier)
    elif tier:
        yield hub.make("firewall", "firewall", _firewall(hub, tier))


def _basic(hub: HubCalls, tier: str) -> ModuleCall:
    inputs: dict[str, Value] = {
        "name": hub.name("firewall"),
        "policy_name": hub.name(f"firewall_policy/{tier.lower()}"),
        "location": hub.location,
        "resource_group_name": hub.ref("resource_group", "name"),
        "subnet_id": hub.subnet(SUBNET),
        "management_subnet_id": hub.subnet(MANAGEMENT),
        "public_ip_name": hub.name("public_ip/firewall"),
        "management_public_ip_name": hub.name("public_ip/firewall-management"),
        "zones": hub.region.zones,
        **hub.per_ip(),
        "source_address_prefixes": hub.spokes(),
        "regions": [hub.region.region],
        **extension_inputs(hub.zone, hub.region),
        **_private_rules(hub),
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }
    return hub.make("firewall", "firewall_basic", inputs)


def _private_rules(hub: HubCalls) -> dict[str, Value]:
    """Return the rules of a Basic firewall beyond those of the clusters' egress."""
    rules = {
        "extra_network_rules": private_traffic.network_rules(hub),
        "extra_application_rules": private_traffic.application_rules(hub),
    }
    return {kind: found for kind, found in rules.items() if found}


def _firewall(hub: HubCalls, tier: str) -> dict[str, Value]:
    addresses = hub.region.firewall_addresses
    inputs: dict[str, Value] = {
        "sku": "AZFW_VNet",
        "subnet_id": hub.subnet(SUBNET),
        "public_ip_names": [hub.name(f"public_ip/{part}") for part in addresses],
    }
    if hub.zone.network.forced_tunnelling:
        inputs |= {
            "management_subnet_id": hub.subnet(MANAGEMENT),
            "management_public_ip_name": hub.name("public_ip/firewall-management"),
        }
    return firewall_inputs(hub, tier, {**inputs, **hub.per_ip()}, {})


def firewall_inputs(
    hub: HubCalls, tier: str, placed: dict[str, Value], rules: dict[str, Value]
) -> dict[str, Value]:
    """Return the inputs of a Standard or Premium firewall, wherever it is placed."""
    network = hub.zone.network
    network_rules = {
        **rules,
        **private_traffic.network_rules(hub),
        **management_egress.network_rules(hub),
        **_network_rules(hub.zone),
    }
    named: dict[str, Value] = {
        "name": hub.name("firewall"),
        "policy_name": hub.name(f"firewall_policy/{tier.lower()}"),
        "location": hub.location,
        "resource_group_name": hub.ref("resource_group", "name"),
    }
    return {
        **named,
        "tier": tier,
        "zones": hub.region.zones,
        **placed,
        "dns_servers": upstream_dns(hub.zone, hub.region.key),
        "intrusion_detection_mode": network.intrusion_detection,
        **_private_ranges(hub.zone),
        "aks_source_address_prefixes": hub.spokes(),
        "regions": [hub.region.region],
        **extension_inputs(hub.zone, hub.region),
        **({"extra_network_rules": network_rules} if network_rules else {}),
        **_application_rules(hub),
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }


def _private_ranges(zone: LandingZone) -> dict[str, Value]:
    """Return what the firewall must not translate, where public ranges are used as private."""
    own = [one for region in zone.hubs for one in region.supernets]
    if public := outside_private([*own, *zone.network.on_premises]):
        return {"private_ip_ranges": [str(one) for one in (*IANA_PRIVATE, *public)]}
    return {}


def _network_rules(zone: LandingZone) -> dict[str, Value]:
    return {
        name: {
            "description": rule.description,
            "source_addresses": [str(one) for one in rule.sources],
            "destination_addresses": [str(one) for one in rule.destinations],
            "destination_ports": rule.ports,
            "protocols": rule.protocols,
        }
        for name, rule in zone.network.firewall.network_rules.items()
    }


def _application_rules(hub: HubCalls) -> dict[str, Value]:
    chosen = hub.zone.network.firewall.application_rules
    rules = private_traffic.application_rules(hub) | management_egress.application_rules(hub)
    rules |= {
        name: {
            "description": rule.description,
            "source_addresses": [str(one) for one in rule.sources],
            "destination_fqdns": rule.fqdns,
            "protocols": [{"type": "Https", "port": 443}],
        }
        for name, rule in chosen.items()
    }
    return {"extra_application_rules": rules} if rules else {}


def bastion(hub: HubCalls) -> Iterator[ModuleCall]:
    """Yield Azure Bastion, in the primary region's hub; it reaches every peered network."""
    chosen = hub.zone.network.bastion
    if chosen.sku == "none" or not hub.region.primary:
        return
    public = None if chosen.private_only else hub.name("public_ip/bastion")
    inputs: dict[str, Value] = {
        **hub.placed("bastion_host"),
        "subnet_id": hub.subnet("AzureBastionSubnet"),
        **({"public_ip_name": public} if public else {}),
        "sku": chosen.sku,
        "zones": hub.region.zones,
        "private_only": chosen.private_only,
        "session_recording": chosen.session_recording,
        **(hub.per_ip() if public else {}),
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }
    yield hub.make("bastion", "bastion", inputs)


def resolver(hub: HubCalls) -> Iterator[ModuleCall]:
    """Yield the DNS resolver; its rules hold for the hub, through which every spoke asks."""
    chosen = hub.zone.network.dns_resolver
    if not chosen.enabled:
        return
    key = "private_dns_resolver"
    rules: Value = {
        name: {
            "name": name,
            "domain_name": rule.domain,
            "target_dns_servers": [str(server) for server in rule.servers],
        }
        for name, rule in chosen.forwarding.items()
    }
    link: Value = {
        "name": hub.name(f"{key}_virtual_network_link"),
        "virtual_network_id": hub.ref("hub_network", "id"),
    }
    inputs: dict[str, Value] = {
        **hub.placed(key),
        "virtual_network_id": hub.ref("hub_network", "id"),
        "inbound_subnet_id": hub.subnet("dns-inbound"),
        "outbound_subnet_id": hub.subnet("dns-outbound"),
        "inbound_endpoint_name": hub.name(f"{key}_inbound_endpoint"),
        "outbound_endpoint_name": hub.name(f"{key}_outbound_endpoint"),
        "ruleset_name": hub.name(f"{key}_dns_forwarding_ruleset"),
        "inbound_static_ip_address": resolver_address(hub.zone, hub.region.key),
        "forwarding_rules": rules,
        "virtual_network_links": {"hub": link},
        "tags": parts.TAGS,
    }
    yield hub.make("dns_resolver", "private_dns_resolver", inputs)


def route_server(hub: HubCalls) -> Iterator[ModuleCall]:
    """Yield the route server, after the gateways of its network."""
    chosen = hub.zone.network.route_server
    if not chosen.enabled or not hub.region.primary:
        return
    peers: Value = {
        name: {"name": name, "peer_asn": peer.asn, "peer_ip": str(peer.address)}
        for name, peer in chosen.peers.items()
    }
    inputs: dict[str, Value] = {
        **hub.placed("route_server"),
        "subnet_id": hub.subnet("RouteServerSubnet"),
        "public_ip_name": hub.name("public_ip/route-server"),
        "zones": hub.region.zones,
        **hub.per_ip(),
        "branch_to_branch": chosen.branch_to_branch,
        "peers": peers,
        "tags": parts.TAGS,
    }
    yield hub.make("route_server", "route_server", inputs, gateways(hub))


def hub_flow_logs(hub: HubCalls) -> Iterator[ModuleCall]:
    """Yield the flow logs of a hub's network."""
    if hub.zone.network.flow_logs.enabled:
        group, network = hub.ref("resource_group", "name"), hub.ref("hub_network", "id")
        key, region = hub.region.key, hub.region.region
        inputs = flow_log_inputs(hub.zone, key, region, hub.location, group, network)
        yield hub.make("flow_logs", "flow_logs", inputs)


def flow_log_inputs(
    zone: LandingZone, key: str, region: Region, location: Local, group: Ref, network: Ref
) -> dict[str, Value]:
    """Return the inputs of one network's flow log; Azure has a watcher in each region."""
    chosen = zone.network.flow_logs
    log: Value = {
        "name": zone.name(f"{key}/network_watcher_flow_log"),
        "virtual_network_id": network,
    }
    redundant = bool(REGIONS[region].zones)
    inputs: dict[str, Value] = {
        "location": location,
        "network_watcher_name": f"NetworkWatcher_{region}",
        "network_watcher_resource_group_name": WATCHERS,
        "resource_group_name": group,
        "storage_account_name": zone.name(f"{key}/storage_account/flow"),
        "replication_type": "ZRS" if redundant else "LRS",
        "logs": {"network": log},
        "retention_days": chosen.retention_days,
    }
    if chosen.workspace_customer_id:
        workspace: Value = {
            "id": ids.workspace(zone),
            "customer_id": chosen.workspace_customer_id,
            "location": zone.region,
        }
        inputs["workspace"] = workspace
    return inputs | {"tags": parts.TAGS}
