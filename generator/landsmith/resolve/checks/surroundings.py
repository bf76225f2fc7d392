"""Cross-field rules of what stands around a cluster: ingress, keys, registry, identities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc, listed
from landsmith.blueprint.cluster.ingress import ApplicationGateway, ApplicationGatewayForContainers
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.offers.regions import Region
from landsmith.blueprint.workload.identity import WorkloadIdentity
from landsmith.resolve.addresses.addressing import AZURE_RESERVED
from landsmith.resolve.cluster.ingress import is_public
from landsmith.resolve.cluster.pools import node_pools, rotates_disk_key
from landsmith.resolve.platform.hubs import allowed_regions, region_of

CONTAINERS_REGIONS: frozenset[str] = frozenset(
    {
        "australiaeast", "brazilsouth", "canadacentral", "centralindia", "centralus", "eastasia",
        "eastus", "eastus2", "francecentral", "germanywestcentral", "koreacentral",
        "northcentralus", "northeurope", "norwayeast", "southcentralus", "southeastasia",
        "switzerlandnorth", "uaenorth", "uksouth", "westeurope", "westus",
    }
)  # fmt: skip
"""Regions of Application Gateway for Containers ("What is Application Gateway for Containers?",
supported regions, July 2025)."""

PRIVILEGED = (
    "Contributor",
    "Key Vault Administrator",
    "Key Vault Data Access Administrator",
    "Owner",
    "Role Based Access Control Administrator",
    "User Access Administrator",
)
"""Roles that no workload may have: with them it could do anything, or give itself the right to."""

CLASSIC = ("AcrDelete", "AcrImageSigner", "AcrPull", "AcrPush")
"""Roles that a registry with permissions for repositories does not heed."""


def check(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield a problem for each combination around a cluster that can't be deployed."""
    for index, entry in enumerate(file.landing_zones):
        at: Loc = ("landing_zones", index)
        yield from _registry(file, entry, (*at, "registry"))
        yield from _encryption(file, entry, (*at, "encryption"))
        yield from _ingress(file, entry, (*at, "ingress"))
        yield from _identities(entry, (*at, "identities"))


# Registry.


def _registry(file: LandingZoneFile, entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    yield from _replicas(file, entry, (*at, "replicas"))
    known: dict[str, str] = {}
    for name, pusher in entry.registry.push.items():
        first = known.setdefault(pusher.object_id, name)
        if first != name:
            message = f"{first} has the same id, and one id gets a role once"
            yield FieldProblem((*at, "push", name, "object_id"), message, "keep one of the two")
        if pusher.repositories and entry.registry.permissions == "registry":
            message = "permissions: registry knows no repositories"
            mend = "choose registry.permissions: repository, or leave repositories out"
            yield FieldProblem((*at, "push", name, "repositories"), message, mend)
    yield from _cache(entry, (*at, "cache"))


def _replicas(file: LandingZoneFile, entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    seen: set[Region] = {region_of(file, entry)}
    allowed = allowed_regions(file)
    for index, region in enumerate(entry.registry.replicas or ()):
        if region in seen:
            yield FieldProblem((*at, index), f"{region} has the images already", "remove it")
        elif region not in allowed:
            message = f"the policy of allowed regions lets in {listed(allowed, last='and')} alone"
            mend = f"list them and {region} in policy.allowed_regions, or leave it out"
            yield FieldProblem((*at, index), message, mend)
        seen.add(region)


def _cache(entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    """Yield a problem for each cache rule that Azure refuses ("Wildcards in artifact cache")."""
    taken: dict[str, str] = {}
    for name, rule in entry.registry.cache.items():
        if rule.source.endswith("/*") != rule.target.endswith("/*"):
            message = f"{rule.source} and {rule.target} don't both end with /*"
            yield FieldProblem((*at, name, "target"), message, "end both with /*, or neither")
        for other, target in taken.items():
            if _overlap(rule.target, target):
                message = f"{rule.target} overlaps {target}, the target of {other}"
                yield FieldProblem((*at, name, "target"), message, "choose another repository")
                break
        taken[name] = rule.target


def _overlap(one: str, other: str) -> bool:
    """Tell whether two targets take the same repositories; one may be within a wildcard's rule."""
    if one == other:
        return True
    wild = one.endswith("/*") and other.endswith("/*")
    return wild and (one.startswith(other[:-1]) or other.startswith(one[:-1]))


# Keys.


def _encryption(file: LandingZoneFile, entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    encryption, access = entry.encryption, entry.aks.network.api_server.access
    if encryption.etcd == "customer_key" and access != "vnet_integration":
        message = f"the key's vault is private, which an API server with {access} can't reach"
        mend = "set aks.network.api_server.access: vnet_integration, or leave etcd: platform"
        yield FieldProblem((*at, "etcd"), message, mend)
    if not rotates_disk_key(entry):
        return
    for name, pool in node_pools(file, entry).items():
        if pool.os_disk_type == "Ephemeral":
            message = f"the ephemeral disks of pool {name} can't follow a new version of the key"
            mend = "leave os_disk_type out, or set rotation_days: null and rotate with pools at 0"
            yield FieldProblem((*at, "disks"), message, mend)
            return


# Ingress.


def _ingress(file: LandingZoneFile, entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    if is_public(entry):
        yield from _public(file, entry, at)
    if isinstance(entry.ingress, ApplicationGateway):
        yield from _gateway(entry.ingress, at)
    elif isinstance(entry.ingress, ApplicationGatewayForContainers):
        yield from _for_containers(file, entry, at)


def _public(file: LandingZoneFile, entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    field, private = _frontend(entry)
    if entry.archetype == "corp":
        message = "a landing zone of archetype corp has no public addresses"
        yield FieldProblem((*at, field), message, f"{private}, or archetype: online")
    elif file.network.virtual_wan and file.network.firewall_tier:
        message = (
            "the virtual hub sends 0.0.0.0/0 to its firewall, past which no answer finds its way"
        )
        yield FieldProblem((*at, field), message, f"{private}, or network.topology: hub_and_spoke")
    elif file.network.forced_tunnelling:
        message = "forced tunnelling takes the way to the internet from the gateway"
        yield FieldProblem((*at, field), message, f"{private}, or network.forced_tunnelling: false")


def _frontend(entry: LandingZoneEntry) -> tuple[str, str]:
    """Return the field that makes the ingress public, and how to make it private."""
    if isinstance(entry.ingress, ApplicationGateway):
        return "frontend", "choose frontend: private"
    return "kind", "choose application_gateway with frontend: private"


def _gateway(ingress: ApplicationGateway, at: Loc) -> Iterator[FieldProblem]:
    if ingress.min_capacity > ingress.max_capacity:
        message = f"{ingress.min_capacity} is more than max_capacity {ingress.max_capacity}"
        mend = "raise max_capacity or lower min_capacity"
        yield FieldProblem((*at, "min_capacity"), message, mend)
    room = (1 << (32 - ingress.subnet_prefix_length)) - AZURE_RESERVED - 1
    if ingress.max_capacity > room:
        size = ingress.subnet_prefix_length
        message = f"a /{size} has room for {room} instances, and max_capacity is larger"
        mend = "choose subnet_prefix_length: 24, or lower max_capacity"
        yield FieldProblem((*at, "subnet_prefix_length"), message, mend)
    for index, host in _repeated(ingress.hosts):
        yield FieldProblem((*at, "hosts", index), f"{host} stands twice", "name each host once")
    yield from _backend(ingress, (*at, "backend"))


def _backend(ingress: ApplicationGateway, at: Loc) -> Iterator[FieldProblem]:
    backend = ingress.backend
    if backend.root_certificate and backend.protocol == "Http":
        message = "Http shows no certificate that a root could vouch for"
        yield FieldProblem((*at, "root_certificate"), message, "remove it, or choose Https")
    if backend.host_name is None and all(host.startswith("*.") for host in ingress.hosts):
        message = "every host is a wildcard, and a probe needs one name to ask for"
        yield FieldProblem((*at, "host_name"), message, "name the controller's host")
    elif backend.host_name and backend.host_name.startswith("*."):
        message = f"{backend.host_name} is a wildcard, and requests are sent to one name"
        yield FieldProblem((*at, "host_name"), message, "write one name below it")


def _repeated(words: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    return ((index, word) for index, word in enumerate(words) if word in words[:index])


def _for_containers(
    file: LandingZoneFile, entry: LandingZoneEntry, at: Loc
) -> Iterator[FieldProblem]:
    region = region_of(file, entry)
    if region not in CONTAINERS_REGIONS:
        message = f"Azure has no Application Gateway for Containers in {region}"
        yield FieldProblem((*at, "kind"), message, "choose application_gateway")
    if entry.aks.network.plugin == "none":
        message = "Application Gateway for Containers needs Azure CNI"
        mend = "choose aks.network.plugin: azure, or application_gateway"
        yield FieldProblem((*at, "kind"), message, mend)


# Identities.


def _identities(entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    pairs = Counter((one.namespace, one.service_account) for one in entry.identities.values())
    for name, identity in entry.identities.items():
        here = (*at, name)
        if pairs[identity.namespace, identity.service_account] > 1:
            message = (
                f"{identity.namespace}/{identity.service_account} has another identity besides, "
                "and a service account signs in as one"
            )
            yield FieldProblem((*here, "service_account"), message, "give each an account")
        yield from _roles(entry, identity, (*here, "roles"))


def _roles(entry: LandingZoneEntry, identity: WorkloadIdentity, at: Loc) -> Iterator[FieldProblem]:
    given = [(role.role, role.on.lower()) for role in identity.roles]
    for index, role in enumerate(identity.roles):
        where = (*at, index, "role")
        if role.role in PRIVILEGED:
            message = f"{role.role} is more than a workload may have"
            yield FieldProblem(where, message, "choose a role for what it reads and writes")
        elif given[index] in given[:index]:
            message = f"{role.role} on {role.on} stands twice"
            yield FieldProblem((*at, index), message, "remove one")
        elif not _fits(role.role, role.on):
            message = f"{role.role} is no role on the {role.on}'s data"
            mend = {"vault": "Key Vault Secrets User", "registry": "AcrPull"}[role.on]
            yield FieldProblem(where, message, f"choose one such as {mend}")
        elif _unheeded(entry, role.role, role.on):
            message = f"a registry with permissions: repository does not heed {role.role}"
            mend = "choose Container Registry Repository Reader or Writer"
            yield FieldProblem(where, message, mend)


def _fits(role: str, on: str) -> bool:
    prefixes = {"vault": ("Key Vault ",), "registry": ("Acr", "Container Registry ")}
    return on not in prefixes or role.startswith(prefixes[on])


def _unheeded(entry: LandingZoneEntry, role: str, on: str) -> bool:
    return on == "registry" and entry.registry.permissions == "repository" and role in CLASSIC
