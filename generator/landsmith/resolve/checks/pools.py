"""Node pools that Azure refuses, or that couldn't do what they are for.

Sources: AKS documentation, the page of each feature: "Node images", "Use confidential virtual
machines", "Enable FIPS", "Pod Sandboxing", "Add an Azure Spot node pool", "Customize the node
configuration", "Configure Azure CNI Overlay networking".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.cluster.node_pools import Kubelet, UserPool
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.offers.regions import REGIONS, Region
from landsmith.blueprint.offers.vm_sizes import architecture, has_local_disk, size
from landsmith.landing_zone.node_pool import SYSTEM, Settings, peak_nodes
from landsmith.resolve.cluster.pools import has_fips, made_pools, os_disk_of
from landsmith.resolve.platform.hubs import region_of
from landsmith.resolve.platform.policies import denies

WINDOWS_NAME = 6
"""Most characters in the name of a Windows pool (AKS documentation, "Windows node pools")."""

POOL_NAME = 12
"""Most characters in the name of a Linux pool."""

NO_FIPS = ("Ubuntu2204", "Ubuntu2404")
"""Operating systems without an image for FIPS ("Upgrade operating system versions in AKS")."""


def check_pools(file: LandingZoneFile, entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    """Yield a problem for each pool of a cluster that can't be made; ``at`` is the cluster."""
    region = region_of(file, entry)
    every: dict[Loc, Settings] = {("system_pool",): entry.aks.system_pool}
    every |= {("user_pools", name): pool for name, pool in entry.aks.user_pools.items()}
    for inner, pool in every.items():
        yield from _counts(pool, (*at, *inner))
        yield from _zones(region, pool, (*at, *inner))
        yield from _disks(file, entry, pool, (*at, *inner))
        yield from _architecture(entry, pool, (*at, *inner))
        yield from _images(entry, pool, (*at, *inner))
        yield from _enclaves(entry, pool, (*at, *inner))
    for name, user in entry.aks.user_pools.items():
        yield from _user_pool(name, user, region, (*at, "user_pools", name))
        yield from _disk_kept(entry, user, (*at, "user_pools", name))
        yield from _runtime(entry, user, (*at, "user_pools", name))
    yield from _names(file, entry, (*at, "user_pools"))
    yield from _regular(entry, (*at, "user_pools"))


def _counts(pool: Settings, at: Loc) -> Iterator[FieldProblem]:
    if pool.min_count > pool.max_count:
        message = f"{pool.min_count} is more than max_count {pool.max_count}"
        yield FieldProblem((*at, "min_count"), message, "raise max_count or lower min_count")


def _zones(region: Region, pool: Settings, at: Loc) -> Iterator[FieldProblem]:
    zones = REGIONS[region].zones
    if pool.zones and not set(pool.zones) <= set(zones):
        message = (
            f"{region} has {'zones ' + ', '.join(zones) if zones else 'no availability zones'}"
        )
        mend = "choose from those" if zones else "leave zones out"
        yield FieldProblem((*at, "zones"), message, f"{mend}, or choose another region")
    if pool.zones and len(set(pool.zones)) < len(pool.zones):
        yield FieldProblem((*at, "zones"), "a zone stands twice", "name each zone once")


def _disks(
    file: LandingZoneFile, entry: LandingZoneEntry, pool: Settings, at: Loc
) -> Iterator[FieldProblem]:
    if not pool.host_encryption and denies(file, "aks-host-encryption"):
        message = "the policy effect deny refuses a cluster without encryption at host"
        mend = "leave host_encryption on, or set policy.effect: audit"
        yield FieldProblem((*at, "host_encryption"), message, mend)
    if os_disk_of(entry, pool) != "Ephemeral":
        return
    known, wanted = size(pool.vm_size), pool.os_disk_size_gb
    if not has_local_disk(pool.vm_size):
        message = f"{pool.vm_size} has no local disk for an ephemeral OS disk"
        mend = "choose a size with a d, such as Standard_D4ds_v5, or os_disk_type: Managed"
        yield FieldProblem((*at, "vm_size"), message, mend)
    elif known and wanted and wanted > known.local_disk_gib:
        message = f"the local disk of {pool.vm_size} holds {known.local_disk_gib} GiB"
        mend = f"write {known.local_disk_gib} at most, or choose a larger size"
        yield FieldProblem((*at, "os_disk_size_gb"), message, mend)


def _architecture(entry: LandingZoneEntry, pool: Settings, at: Loc) -> Iterator[FieldProblem]:
    if architecture(pool.vm_size) != "arm64":
        return
    if pool.windows:
        message = f"{pool.vm_size} has Arm processors, which Windows nodes can't have"
        yield FieldProblem((*at, "vm_size"), message, "choose a size such as Standard_D4ds_v5")
    if has_fips(entry, pool) and pool.os_sku != "AzureLinux3":
        message = f"on Arm processors, FIPS needs AzureLinux3, not {pool.os_sku}"
        yield FieldProblem((*at, "os_sku"), message, "write AzureLinux3, or turn fips off")


def _images(entry: LandingZoneEntry, pool: Settings, at: Loc) -> Iterator[FieldProblem]:
    """Yield a problem for each operating system whose images lack what the pool asks for."""
    known, fips = size(pool.vm_size), has_fips(entry, pool)
    confidential = known is not None and known.confidential == "vm"
    if fips and pool.os_sku in NO_FIPS and architecture(pool.vm_size) != "arm64":
        message = f"{pool.os_sku} has no image for FIPS"
        yield FieldProblem((*at, "os_sku"), message, "write Ubuntu or AzureLinux")
    if confidential and (pool.windows or pool.os_sku == "Ubuntu2204"):
        message = f"{pool.vm_size} is a confidential VM, for which {pool.os_sku} has no image"
        yield FieldProblem((*at, "os_sku"), message, "write Ubuntu, Ubuntu2404 or AzureLinux")
    if confidential and fips:
        message = f"{pool.vm_size} is a confidential VM, which has no image for FIPS"
        mend = f"{_without_fips(pool)}, or choose another size"
        yield FieldProblem((*at, "fips"), message, mend)


def _without_fips(pool: Settings) -> str:
    return "leave fips out" if pool.fips else "write fips: false, which compliance turns on"


def _enclaves(entry: LandingZoneEntry, pool: Settings, at: Loc) -> Iterator[FieldProblem]:
    network = entry.aks.network
    overlay = network.plugin == "azure" and network.pod_mode == "overlay"
    if overlay and re.fullmatch(r"Standard_DC[0-9]+s_v2", pool.vm_size):
        message = f"{pool.vm_size} nodes can't be in an overlay network"
        mend = "choose a size such as Standard_DC4as_v5, or pod_mode: pod_subnet"
        yield FieldProblem((*at, "vm_size"), message, mend)


def _user_pool(name: str, pool: UserPool, region: Region, at: Loc) -> Iterator[FieldProblem]:
    if name == SYSTEM:
        message = "'system' is the system pool's name"
        yield FieldProblem(at, message, "give the pool another name")
    yield from _labels(pool, at)
    yield from _gpu(pool, at)
    yield from _spot(pool, at)
    yield from _placement(pool, region, at)
    yield from _ultra_disks(pool, at)
    yield from _hosts(pool, at)
    if pool.windows:
        yield from _windows(name, pool, at)


def _labels(pool: UserPool, at: Loc) -> Iterator[FieldProblem]:
    for key in pool.labels:
        if key.split("/")[0].endswith("kubernetes.azure.com"):
            message = f"the label {key} has a prefix that AKS keeps for itself"
            yield FieldProblem(
                (*at, "labels", key), message, "choose a prefix of your own, or none"
            )


def _gpu(pool: UserPool, at: Loc) -> Iterator[FieldProblem]:
    known = size(pool.vm_size)
    if pool.gpu and known and not known.gpus:
        mend = "choose a size such as Standard_NC24ads_A100_v4, or leave gpu out"
        yield FieldProblem((*at, "gpu"), f"{pool.vm_size} has no GPU", mend)
    elif pool.gpu and pool.gpu.partition and known and not known.mig:
        message = f"the GPUs of {pool.vm_size} can't be partitioned"
        mend = "choose an A100 or H100 size, or leave partition out"
        yield FieldProblem((*at, "gpu", "partition"), message, mend)


def _spot(pool: UserPool, at: Loc) -> Iterator[FieldProblem]:
    """Spot pools; what has none: Azure Virtual Machines, "Use Azure Spot Virtual Machines"."""
    if pool.spot is None:
        return
    known, price = size(pool.vm_size), pool.spot.max_price
    if known and known.burstable:
        message = f"{pool.vm_size} is burstable, and has no spot capacity"
        yield FieldProblem((*at, "vm_size"), message, "choose a size such as Standard_D4ds_v5")
    if price != -1 and (price <= 0 or round(price, 5) != price):
        message = f"{price} is no price"
        mend = "write -1, or a price above 0 with at most five decimals"
        yield FieldProblem((*at, "spot", "max_price"), message, mend)


def _ultra_disks(pool: UserPool, at: Loc) -> Iterator[FieldProblem]:
    """Ultra disks need premium storage, which an ``s`` in the size's name tells.

    Source: Azure Virtual Machines, "Ultra disk limitations", "Virtual machine sizes naming
    conventions".
    """
    known, named = size(pool.vm_size), re.match(r"Standard_[A-Z]+[0-9-]+([a-z]*)", pool.vm_size)
    premium = named is None or "s" in named.group(1)
    if pool.ultra_disks and not (premium and not (known and known.burstable)):
        message = f"{pool.vm_size} takes no ultra disks"
        mend = "choose a size such as Standard_D4ds_v5, or leave ultra_disks out"
        yield FieldProblem((*at, "vm_size"), message, mend)


def _placement(pool: UserPool, region: Region, at: Loc) -> Iterator[FieldProblem]:
    zones = REGIONS[region].zones
    for field in ("per_zone", "ultra_disks"):
        if getattr(pool, field) and not (zones and pool.zones != ()):
            message = "it needs nodes in availability zones, and these are in none"
            mend = "leave it off, or choose a region with zones"
            yield FieldProblem((*at, field), message, mend)
    single = [field for field in ("proximity_placement", "dedicated_hosts") if getattr(pool, field)]
    if single and pool.per_zone:
        message = f"{single[0]} keeps the nodes in one zone, and per_zone spreads them"
        yield FieldProblem((*at, "per_zone"), message, "choose one of the two")


def _disk_kept(entry: LandingZoneEntry, pool: UserPool, at: Loc) -> Iterator[FieldProblem]:
    if pool.scale_down == "Deallocate" and os_disk_of(entry, pool) == "Ephemeral":
        message = "a deallocated node loses its ephemeral OS disk"
        mend = "write Delete, or os_disk_type: Managed"
        yield FieldProblem((*at, "scale_down"), message, mend)


def _hosts(pool: UserPool, at: Loc) -> Iterator[FieldProblem]:
    hosts = pool.dedicated_hosts
    if hosts is None:
        return
    series = re.sub(r"(?<=[A-Za-z])[0-9]+(?:-[0-9]+)?(?=[a-z_])|_", "", pool.vm_size[9:])
    if hosts.sku.split("-")[0].lower() != series.lower():
        message = f"hosts of {hosts.sku} run no {pool.vm_size}"
        wanted = f"{series[:-2].upper()}{series[-2:]}-Type1"
        yield FieldProblem((*at, "dedicated_hosts", "sku"), message, f"write one such as {wanted}")
    room, peak = hosts.count * hosts.nodes_per_host, peak_nodes(pool)
    if peak > room:
        message = f"{hosts.count} hosts hold {room} nodes, and the pool grows to {peak} in upgrades"
        mend = "raise count, or lower max_count or max_surge"
        yield FieldProblem((*at, "dedicated_hosts", "count"), message, mend)
    if pool.spot:
        message = "spot nodes can't stand on dedicated hosts"
        yield FieldProblem((*at, "spot"), message, "leave spot or dedicated_hosts out")


def _runtime(entry: LandingZoneEntry, pool: UserPool, at: Loc) -> Iterator[FieldProblem]:
    if not pool.sandboxing:
        return
    if not pool.os_sku.startswith("AzureLinux"):
        message = f"pod sandboxing needs Azure Linux, not {pool.os_sku}"
        yield FieldProblem((*at, "os_sku"), message, "write AzureLinux")
    known = size(pool.vm_size)
    if architecture(pool.vm_size) == "arm64":
        message = f"pod sandboxing needs x64 processors, and {pool.vm_size} has Arm ones"
        yield FieldProblem((*at, "vm_size"), message, "choose a size such as Standard_D4ds_v5")
    elif known and (known.gpus or known.burstable or known.confidential == "vm"):
        message = f"pod sandboxing needs nested virtualization, and {pool.vm_size} has none"
        yield FieldProblem((*at, "vm_size"), message, "choose a size such as Standard_D4ds_v5")
    if has_fips(entry, pool):
        message = "pod sandboxing has no image for FIPS"
        yield FieldProblem((*at, "fips"), message, f"{_without_fips(pool)}, or sandboxing off")


def _windows(name: str, pool: UserPool, at: Loc) -> Iterator[FieldProblem]:
    longest = WINDOWS_NAME - pool.per_zone
    if len(name) > longest:
        message = f"{name} has {len(name)} characters; a Windows pool's name has {longest} at most"
        yield FieldProblem(at, message, "shorten the name")
    for field, value in (("linux", pool.linux), ("gpu", pool.gpu)):
        if value:
            yield FieldProblem((*at, field), "it is for Linux nodes", f"leave {field} out")
    kubelet = pool.kubelet or Kubelet()
    for field in ("pod_max_pid", "cpu_manager"):
        if getattr(kubelet, field) not in (None, "none"):
            message = "Windows nodes know the limits of container logs only"
            yield FieldProblem((*at, "kubelet", field), message, f"leave {field} out")


def _names(file: LandingZoneFile, entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    """Yield a problem for each pool that takes another's name, or too long a one, by its zone."""
    counted = Counter([SYSTEM, *entry.aks.user_pools])
    for pool in made_pools(file, entry):
        if pool.name != pool.origin and counted[pool.name]:
            message = f"per_zone names a pool {pool.name}, as another pool is named"
            yield FieldProblem((*at, pool.origin), message, "rename one of the two")
        elif len(pool.name) > POOL_NAME:
            message = f"per_zone adds the zone to {pool.origin}, which is then too long"
            yield FieldProblem((*at, pool.origin), message, "shorten the name to 11 characters")
            break


def _regular(entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    if all(pool.spot for pool in entry.aks.user_pools.values()):
        message = "every user pool is on spot capacity, which Azure may take back at once"
        yield FieldProblem(at, message, "add a pool without spot")
