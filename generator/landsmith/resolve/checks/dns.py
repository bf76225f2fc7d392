"""Cross-field rules of name resolution: who knows the private names, in Azure and on premises."""

from __future__ import annotations

import re
from collections.abc import Iterator

from landsmith.blueprint.addresses import AZURE_DNS
from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.network.hub_services import DnsResolver
from landsmith.resolve.platform.hubs import hubs

_DOMAIN = re.compile(r"([0-9A-Za-z_]([0-9A-Za-z_-]{0,61}[0-9A-Za-z_])?\.)+|\.")


def check(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield a problem for each choice with which private names would not be found."""
    yield from _servers(file)
    yield from _resolver(file.network.dns_resolver)


def _servers(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield the servers that can't know Azure's private zones.

    In Azure a server may ask Azure's own resolver; on premises it needs one to forward to ("Azure
    Private Endpoint private DNS zone values", "Private Endpoint DNS integration").
    """
    inside = [supernet for hub in hubs(file) for supernet in hub.supernets]
    for index, server in enumerate(file.network.dns_servers):
        at: Loc = ("network", "dns_servers", index)
        if server == AZURE_DNS or any(server in network for network in inside):
            continue
        if server.is_global:
            message = f"{server} is public, and knows none of the private names in Azure"
            mend = "leave dns_servers out, or name servers that forward to dns_resolver"
            yield FieldProblem(at, message, mend)
        elif not file.network.dns_resolver.enabled:
            message = f"{server} lies outside the supernets, and has no resolver to forward to"
            mend = "write dns_resolver.enabled: true, or leave dns_servers out"
            yield FieldProblem(at, message, mend)


def _resolver(resolver: DnsResolver) -> Iterator[FieldProblem]:
    at: Loc = ("network", "dns_resolver")
    if resolver.forwarding and not resolver.enabled:
        message = "there is no resolver that would follow the rules"
        yield FieldProblem((*at, "forwarding"), message, "write enabled: true")
    seen: set[str] = set()
    for name, rule in resolver.forwarding.items():
        loc: Loc = (*at, "forwarding", name, "domain")
        if not _DOMAIN.fullmatch(rule.domain):
            message = "a forwarding rule's domain is a name that ends with a dot"
            yield FieldProblem(loc, message, "write corp.example.com., with the last dot")
        elif rule.domain.lower() in seen:
            yield FieldProblem(loc, "two rules have this domain", "keep one of them")
        seen.add(rule.domain.lower())
