"""What clusters ask of Azure when they have grown: vCPUs, addresses, SNAT ports and disks.

Counted at the most: every pool at its largest count, and with its upgrade surge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network

from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.offers.vm_sizes import vcpus
from landsmith.landing_zone.demand import PoolDemand, PortDemand, Quota, SubnetDemand
from landsmith.resolve.addresses.sizing import cluster_nodes, subnet_hosts
from landsmith.resolve.cluster.egress import outbound_type
from landsmith.resolve.cluster.pools import node_pools
from landsmith.resolve.platform.hubs import region_of

SPOT_QUOTA = "lowPriorityCores"
"""Name of the quota of all spot vCPUs of a region (Azure, "Spot vCPU quota")."""

TOTAL_QUOTA = "cores"
"""Name of the quota of all other vCPUs of a region."""

RESERVED = 5
"""Addresses that Azure keeps of each subnet (Azure Virtual Network FAQ)."""

NAT_PORTS = 64_512
"""SNAT ports of a NAT gateway's address (Azure NAT Gateway, "SNAT")."""

FIREWALL_PORTS = 2_496
"""SNAT ports of a firewall's address on each of its instances, two at the least (Azure Firewall,
"Known issues and limitations")."""

FIREWALL_INSTANCES = 2
BALANCER_PORTS = 64_000
"""SNAT ports of a load balancer's address (Azure Load Balancer, "Outbound connections")."""


def pool_demands(file: LandingZoneFile, entry: LandingZoneEntry) -> Iterator[PoolDemand]:
    """Yield what each pool of a cluster takes; of AKS Automatic nobody can tell."""
    for pool in node_pools(file, entry).values():
        spot = pool.user is not None and pool.user.spot is not None
        family = SPOT_QUOTA if spot else pool.size.family if pool.size else None
        yield PoolDemand(pool, family, pool.peak, pool.peak * vcpus(pool.settings.vm_size))


def quota_demands(file: LandingZoneFile) -> dict[Quota, int]:
    """Return how many vCPUs the clusters take of each quota, sorted."""
    found: Counter[Quota] = Counter()
    for entry in file.landing_zones:
        region = region_of(file, entry)
        for demand in pool_demands(file, entry):
            if demand.family:
                found[entry.subscription, region, demand.family] += demand.vcpus
            if demand.family != SPOT_QUOTA:
                found[entry.subscription, region, TOTAL_QUOTA] += demand.vcpus
    return dict(sorted(found.items()))


def subnet_demands(
    file: LandingZoneFile, entry: LandingZoneEntry, addresses: Mapping[str, IPv4Network]
) -> Iterator[SubnetDemand]:
    """Yield each subnet that nodes or pods take addresses of."""
    for name, needed in subnet_hosts(file, entry).items():
        network = addresses[f"{entry.key}/{name}"]
        yield SubnetDemand(name, network, network.num_addresses - RESERVED, needed)


def port_demand(file: LandingZoneFile, entry: LandingZoneEntry) -> PortDemand | None:
    """Return the SNAT ports of a cluster's way out; a firewall's are shared by all clusters."""
    way_out, nodes = outbound_type(file.network, entry), cluster_nodes(file, entry)
    if way_out == "none":
        return None
    if way_out == "userAssignedNATGateway":
        return PortDemand(NAT_PORTS, nodes)
    if way_out == "loadBalancer":
        return PortDemand(entry.aks.network.load_balancer.outbound_ips * BALANCER_PORTS, nodes)
    sharing = (one for one in file.landing_zones if not one.aks.network.isolated)
    all_nodes = sum(cluster_nodes(file, other) for other in sharing)
    ports = file.network.firewall.public_ip_count * FIREWALL_PORTS * FIREWALL_INSTANCES
    return PortDemand(ports, all_nodes)
