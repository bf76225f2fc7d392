"""The network inside a cluster, and how its API server is reached."""

from __future__ import annotations

from landsmith.calls.model import Ref, Value
from landsmith.calls.private_endpoint import dns_zone_ref
from landsmith.compose.network.private_dns import api_zone
from landsmith.compose.network.spoke import FIREWALL_ADDRESSES, HUB_FIREWALL, public_behind_egress
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone

DIRECT = ("169.254.169.254", "168.63.129.16", ".svc", ".cluster.local", "localhost", "127.0.0.1")
"""What nodes reach without a proxy: the metadata service, Azure's host, and the cluster itself."""


def inputs(zone: LandingZone, entry: ApplicationLandingZone) -> dict[str, Value]:
    """Return the cluster module's inputs on networking."""
    network = entry.aks.network
    made: dict[str, Value] = {
        "api_server": _api_server(zone, entry),
        "network": _network(entry),
        **_own_egress(zone, entry),
    }
    if entry.outbound_type == "loadBalancer":
        balancer = network.load_balancer
        made["load_balancer"] = {
            "outbound_ips": balancer.outbound_ips,
            "ports_per_node": balancer.ports_per_node,
            "idle_minutes": balancer.idle_minutes,
        }
    if network.http_proxy:
        made["http_proxy"] = _proxy(zone, entry)
    if network.images == "Cache":
        made["image_cache_registry_id"] = Ref("registry", "id")
    if entry.aks.trusted_certificates:
        made["trusted_certificates"] = entry.aks.trusted_certificates
    return made


def _api_server(zone: LandingZone, entry: ApplicationLandingZone) -> dict[str, Value]:
    server = entry.aks.network.api_server
    described: dict[str, Value] = {
        "access": server.access,
        "dns_prefix": zone.name(f"{entry.key}/kubernetes_cluster"),
    }
    if server.access == "public":
        return described | {"authorized_ip_ranges": [str(r) for r in server.authorized_ranges]}
    described["private_dns_zone_id"] = dns_zone_ref(api_zone(entry))
    if server.access == "vnet_integration":
        described["subnet_id"] = Ref("spoke_network", "subnet_ids", ("api-server",))
    return described


def _own_egress(zone: LandingZone, entry: ApplicationLandingZone) -> dict[str, Value]:
    """Return where nodes come from when they register with a public API server.

    AKS adds the addresses of a load balancer itself ("Secure access to the API server using
    authorized IP address ranges").
    """
    if not public_behind_egress(entry):
        return {}
    if entry.outbound_type == "userAssignedNATGateway":
        return {"egress_ip_ranges": Ref("nat_gateway", "public_ip_ranges")}
    if zone.network.virtual_wan:
        return {"egress_ip_ranges": Ref(HUB_FIREWALL, "public_ip_ranges")}
    return {"egress_ip_ranges": Ref(FIREWALL_ADDRESSES, "ranges")}


def _network(entry: ApplicationLandingZone) -> dict[str, Value]:
    network = entry.aks.network
    described: dict[str, Value] = {"plugin": network.plugin}
    if network.plugin == "azure":
        described |= {
            "pod_mode": network.pod_mode,
            "data_plane": network.data_plane,
            "policy": network.policy,
            **_services(entry),
        }
        if network.pod_mode == "overlay":
            described["pod_cidr"] = str(network.pod_cidr)
    return described | {
        "service_cidr": str(network.service_cidr),
        "dns_service_ip": str(network.service_cidr.network_address + 10),
        "outbound_type": entry.outbound_type,
    }


def _services(entry: ApplicationLandingZone) -> dict[str, Value]:
    """Return Advanced Container Networking Services, which azurerm sets on Cilium only."""
    network = entry.aks.network
    on = network.container_networking_services and network.data_plane == "cilium"
    return {"flow_logs": on, "host_name_policies": on}


def _proxy(zone: LandingZone, entry: ApplicationLandingZone) -> dict[str, Value]:
    network, proxy = entry.aks.network, entry.aks.network.http_proxy
    if proxy is None:
        return {}
    overlay = network.plugin == "azure" and network.pod_mode == "overlay"
    ranges = [str(zone.addresses[entry.key]), str(network.service_cidr)]
    ranges += [str(network.pod_cidr)] if overlay else []
    private = [".privatelink.azurecr.io", ".vault.azure.net", ".azmk8s.io"]
    described: dict[str, Value] = {
        "http_proxy": proxy.http,
        "https_proxy": proxy.https,
        "no_proxy": sorted({*ranges, *DIRECT, *private, *proxy.no_proxy}),
    }
    return described | ({"trusted_ca": proxy.trusted_ca} if proxy.trusted_ca else {})
