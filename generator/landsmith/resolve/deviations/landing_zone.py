"""Where application landing zones and their clusters differ from best practice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from landsmith.blueprint.base import Loc
from landsmith.blueprint.cluster.aks import Aks
from landsmith.blueprint.cluster.node_pools import UserPool
from landsmith.blueprint.environment import PRODUCTION
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.offers.regions import REGIONS
from landsmith.blueprint.offers.vm_sizes import size
from landsmith.landing_zone.deviation import Difference
from landsmith.landing_zone.node_pool import SYSTEM, Settings
from landsmith.resolve.cluster.pools import rotates_disk_key
from landsmith.resolve.deviations import sources
from landsmith.resolve.deviations.regulated import regulated_differences
from landsmith.resolve.deviations.surroundings import surrounding_differences
from landsmith.resolve.deviations.teams import team_differences
from landsmith.resolve.platform.hubs import region_of


class _Choice(NamedTuple):
    """A choice beside the recommended one, at a path inside the cluster."""

    inner: Loc
    chosen: str
    recommended: str
    source: str


def landing_zone_differences(file: LandingZoneFile) -> Iterator[Difference]:
    """Yield each setting of a landing zone that differs from best practice."""
    for index, entry in enumerate(file.landing_zones):
        path, at = f"landing_zones.{entry.key}", ("landing_zones", index)
        yield from _placement(file, entry, path, at)
        for choice in (*_cluster(entry), *_pools(file, entry)):
            inner = ".".join(map(str, choice.inner))
            yield Difference(f"{path}.aks.{inner}", (*at, "aks", *choice.inner), *choice[1:])
        yield from surrounding_differences(file, entry, path, at)
        yield from team_differences(entry, path, at)
        yield from regulated_differences(entry, path, at)


def _placement(
    file: LandingZoneFile, entry: LandingZoneEntry, path: str, at: Loc
) -> Iterator[Difference]:
    if entry.subscription in (file.subscriptions.management, file.subscriptions.connectivity):
        chosen, source = "a platform subscription", "A-3.1.resource-organization.3"
        loc = (*at, "subscription")
        yield Difference(f"{path}.subscription", loc, chosen, "its own", source)


def _cluster(entry: LandingZoneEntry) -> Iterator[_Choice]:
    aks, production = entry.aks, entry.environment in PRODUCTION
    if aks.sku_tier == "Free":
        yield _Choice(("sku_tier",), "Free", "Standard", "aks:bc-dr-sla-tier")
    if aks.run_command:
        yield _Choice(
            ("run_command",),
            "true",
            "false",
            sources.COMMAND_INVOKE,
        )
    if production and aks.upgrades.cluster not in ("patch", "stable"):
        source = "aks:operations-cluster-upgrade-channel"
        yield _Choice(("upgrades", "cluster"), aks.upgrades.cluster, "patch or stable", source)
    if aks.mode == "automatic":
        source = "aks:networking-private-cluster"
        yield _Choice(("mode",), "automatic", "standard, with the hub's DNS zone", source)
    yield from _network(aks)


def _network(aks: Aks) -> Iterator[_Choice]:
    network = aks.network
    if network.api_server.access == "public":
        source = "aks:networking-private-cluster"
        yield _Choice(("network", "api_server", "access"), "public", "private_link", source)
    if network.plugin == "none":
        yield _Choice(("network", "plugin"), "none", "azure", "aks:networking-byo-cni")
    if network.pod_mode == "node_subnet":
        source = "aks:networking-dynamic-pod-ips"
        yield _Choice(("network", "pod_mode"), "node_subnet", "overlay or pod_subnet", source)
    if aks.virtual_nodes:
        source = "aks:operations-virtual-nodes-burst"
        yield _Choice(("virtual_nodes",), "true", "false", source)


def _pools(file: LandingZoneFile, entry: LandingZoneEntry) -> Iterator[_Choice]:
    if entry.aks.mode == "automatic":
        return
    zones = REGIONS[region_of(file, entry)].zones
    production = entry.environment in PRODUCTION
    pools: dict[str, Settings] = {SYSTEM: entry.aks.system_pool, **entry.aks.user_pools}
    for name, pool in pools.items():
        where: Loc = ("system_pool",) if name == SYSTEM else ("user_pools", name)
        found = (*_disks(entry, pool), *_zones(pool, zones), *_size(pool, name, production))
        for choice in found:
            yield choice._replace(inner=(*where, *choice.inner))


def _disks(entry: LandingZoneEntry, pool: Settings) -> Iterator[_Choice]:
    if not pool.host_encryption:
        yield _Choice(("host_encryption",), "false", "true", "CKV_AZURE_227")
    if pool.os_disk_type == "Managed" and not rotates_disk_key(entry):
        yield _Choice(("os_disk_type",), "Managed", "Ephemeral", "CKV_AZURE_226")
    if pool.max_pods < 50:
        yield _Choice(("max_pods",), str(pool.max_pods), "50 or more", "CKV_AZURE_168")


def _zones(pool: Settings, available: tuple[str, ...]) -> Iterator[_Choice]:
    source = "aks:bc-dr-availability-zones"
    every = ", ".join(available)
    if pool.zones is not None and len(pool.zones) < len(available):
        yield _Choice(("zones",), ", ".join(pool.zones) or "none", every, source)
    for field in ("proximity_placement", "dedicated_hosts"):
        if available and isinstance(pool, UserPool) and getattr(pool, field):
            yield _Choice((field,), "nodes in one zone", f"zones {every}", source)


def _size(pool: Settings, name: str, production: bool) -> Iterator[_Choice]:
    known = size(pool.vm_size)
    if known is None:
        return
    source = "aks:operations-node-size"
    if production and known.burstable:
        yield _Choice(("vm_size",), pool.vm_size, "a size without bursts", source)
    elif name == SYSTEM and known.vcpus < 4:
        yield _Choice(("vm_size",), pool.vm_size, "4 vCPUs or more", source)
