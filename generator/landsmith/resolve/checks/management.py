"""Cross-field rules of the way in: whether who has to reach something private can reach it."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.network.management import Management

AT: Loc = ("network", "management")

GITHUB_REGIONS = frozenset(
    {
        "australiaeast", "brazilsouth", "canadacentral", "canadaeast", "centralus", "eastasia",
        "eastus", "eastus2", "francecentral", "germanywestcentral", "japaneast", "koreacentral",
        "northcentralus", "northeurope", "norwayeast", "southcentralus", "southeastasia",
        "southindia", "swedencentral", "switzerlandnorth", "uksouth", "westus", "westus2",
        "westus3",
    }
)  # fmt: skip
"""Regions in which GitHub puts runners into a network ("Troubleshooting Azure private network
configurations for GitHub-hosted runners", supported regions, November 2026)."""


def check(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield a problem for each choice with which somebody stands before a closed door."""
    for index, entry in enumerate(file.landing_zones):
        yield from _keys(file, entry, ("landing_zones", index, "encryption"))
    if file.network.management:
        yield from _runners(file, file.network.management)
        yield from _names(file)


def _keys(file: LandingZoneFile, entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    """Yield a problem where pipelines can't reach the vault that they make keys in."""
    if not entry.encryption.customer_keys:
        return
    if not file.network.private_runners:
        message = "hosted runners reach no private vault to make the customer's keys in"
        mend = (
            "write network.management.runners: self_hosted, injected or on_premises, or leave the "
            "encryption to the platform"
        )
        yield FieldProblem(at, message, mend)
    elif entry.region == "secondary" and not _reaches_away(file):
        message = "runners in the first region's hub don't reach the second region's vaults"
        mend = "choose egress: firewall_standard or firewall_premium, or runners: on_premises"
        yield FieldProblem(at, message, mend)


def _reaches_away(file: LandingZoneFile) -> bool:
    """Tell whether runners reach the other region: peered hubs pass nothing on by themselves."""
    in_hub = file.network.management is not None and file.network.management.runner_subnet
    ruled = file.network.firewall_tier in ("Standard", "Premium")
    return ruled or not in_hub


def _runners(file: LandingZoneFile, chosen: Management) -> Iterator[FieldProblem]:
    at: Loc = (*AT, "runners")
    github = file.identity.pipeline.kind == "github"
    if chosen.runners == "injected" and github and file.region not in GITHUB_REGIONS:
        message = f"GitHub puts no runners into networks in {file.region}"
        yield FieldProblem(at, message, "choose self_hosted")
    if chosen.runners == "on_premises" and not file.network.dns_resolver.enabled:
        message = "runners on premises have no resolver for the private names in Azure"
        yield FieldProblem(at, message, "write network.dns_resolver.enabled: true")


def _names(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield a problem where a virtual hub's firewall can't find the private names it lets to.

    No private zone can be linked to a virtual hub: its firewall finds their names only by a
    server in a network that has the links. Source: Azure Architecture Center, "Guide to Private
    Link and DNS in Azure Virtual WAN".
    """
    network = file.network
    if network.virtual_wan and not network.dns_resolver.enabled and not network.dns_servers:
        message = "the firewall of a virtual hub finds no private names without a resolver"
        yield FieldProblem(AT, message, "write network.dns_resolver.enabled: true")
