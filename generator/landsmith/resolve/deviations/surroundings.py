"""Which choices around a cluster differ from best practice."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import Loc
from landsmith.blueprint.cluster.ingress import ApplicationGateway, ApplicationGatewayForContainers
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.landing_zone.deviation import Difference
from landsmith.resolve.cluster.registry import others
from landsmith.resolve.deviations import sources

FIREWALL = "aks:networking-web-application-firewall"
LONGEST_RETENTION = 90
RECOMMENDED_SUBNET = 24
STRICT_TLS = "AppGwSslPolicy20220101S"
RECOMMENDED_CAPACITY = 2


def surrounding_differences(
    file: LandingZoneFile, entry: LandingZoneEntry, path: str, at: Loc
) -> Iterator[Difference]:
    """Yield each difference of a landing zone; ``path`` and ``at`` lead to its entry."""
    for found in (*_services(file, entry), *_ingress(entry)):
        steps = ".".join(str(step) for step in found.loc)
        yield found._replace(setting=f"{path}.{steps}", loc=(*at, *found.loc))


def _services(file: LandingZoneFile, entry: LandingZoneEntry) -> Iterator[Difference]:
    registry, encryption = entry.registry, entry.encryption
    if registry.quarantine:
        yield _at(
            ("registry", "quarantine"),
            "true",
            "false",
            sources.QUARANTINE,
        )
    wanted = others(file, entry)
    if registry.replicas is not None and not set(wanted) <= set(registry.replicas):
        source = "aks:bc-dr-registry-geo-replication"
        chosen = ", ".join(registry.replicas) or "none"
        yield _at(("registry", "replicas"), chosen, ", ".join(wanted), source)
    if entry.vault.retention_days < LONGEST_RETENTION:
        chosen = str(entry.vault.retention_days)
        yield _at(("vault", "retention_days"), chosen, "90", "aks:cluster-security-key-vault")
    if encryption.customer_keys and encryption.rotation_days is None:
        source = "aks:cluster-security-etcd-encryption-cmk"
        yield _at(("encryption", "rotation_days"), "null", "365", source)


def _ingress(entry: LandingZoneEntry) -> Iterator[Difference]:
    ingress = entry.ingress
    if isinstance(ingress, ApplicationGateway):
        yield from _gateway(ingress)
    if not isinstance(ingress, ApplicationGateway | ApplicationGatewayForContainers):
        return
    if ingress.waf is None:
        yield _at(("ingress", "waf"), "null", "a firewall in Prevention", FIREWALL)
    elif ingress.waf.mode == "Detection":
        yield _at(("ingress", "waf", "mode"), "Detection", "Prevention", FIREWALL)


def _gateway(ingress: ApplicationGateway) -> Iterator[Difference]:
    if ingress.backend.protocol == "Http":
        yield _at(("ingress", "backend", "protocol"), "Http", "Https", sources.END_TO_END)
    if ingress.tls_policy != STRICT_TLS:
        yield _at(("ingress", "tls_policy"), ingress.tls_policy, STRICT_TLS, "CKV_AZURE_218")
    if ingress.min_capacity < RECOMMENDED_CAPACITY:
        chosen = str(ingress.min_capacity)
        source = "aks:bc-dr-availability-zones"
        yield _at(("ingress", "min_capacity"), chosen, "2 or more", source)
    if ingress.subnet_prefix_length > RECOMMENDED_SUBNET:
        chosen = str(ingress.subnet_prefix_length)
        yield _at(("ingress", "subnet_prefix_length"), chosen, "24", sources.SUBNET_SIZE)


def _at(loc: Loc, chosen: str, recommended: str, source: str) -> Difference:
    return Difference("", loc, chosen, recommended, source)
