"""What a Standard or Premium firewall lets out of the hub's management subnets."""

from __future__ import annotations

from landsmith.calls.model import Value
from landsmith.compose.network.hub import HubCalls
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.subnets import MANAGEMENT_SUBNETS

HTTPS: Value = {"type": "Https", "port": 443}
HTTP: Value = {"type": "Http", "port": 80}

SIGN_IN = ["graph.microsoft.com", "pas.windows.net"]
"""Entra beyond what the tag holds ("Sign in to a Linux virtual machine in Azure by using Microsoft
Entra ID and OpenSSH", network)."""

PIPELINES = {
    "github": [
        "*.actions.githubusercontent.com",
        "*.blob.core.windows.net",
        "*.githubusercontent.com",
        "api.github.com",
        "codeload.github.com",
        "github.com",
    ],
    "azure_devops": [
        "*.blob.core.windows.net",
        "*.dev.azure.com",
        "*.visualstudio.com",
        "*.vsassets.io",
        "dev.azure.com",
        "download.agent.dev.azure.com",
    ],
}
"""What runners fetch jobs from and keep artifacts in, in storage accounts whose names nobody knows
before (GitHub, "Self-hosted runners reference"; Azure DevOps, "Allowed address lists and network
connections")."""


def application_rules(hub: HubCalls) -> dict[str, Value]:
    """Return the rules by name that let administrators and runners out."""
    zone, sources = hub.zone, _sources(hub.zone)
    if not sources or not zone.network.hub_firewall or not hub.region.primary:
        return {}
    rules: dict[str, Value] = {
        "management-azure": {
            "description": "Azure's API, Entra and the packages of Linux, kept up to date by "
            "Azure.",
            "source_addresses": sources,
            "destination_fqdn_tags": ["AzureKubernetesService"],
            "protocols": [HTTPS, HTTP],
        },
        "management-sign-in": _https("Sign-in with Entra.", sources, SIGN_IN),
    }
    if "runners" in hub.region.subnets:
        own: list[Value] = [str(hub.range("runners"))]
        hosts = PIPELINES[zone.identity.pipeline.kind]
        rules["runners"] = _https("Runners fetch their jobs.", own, hosts)
    return rules


def network_rules(hub: HubCalls) -> dict[str, Value]:
    """Return the rule by name that lets administrators and runners into the other region's spokes.

    Spokes of their own region are peered with the hub, so that no firewall is on the way.
    """
    zone, sources = hub.zone, _sources(hub.zone)
    away = [str(zone.addresses[e.key]) for e in zone.landing_zones if not e.hub.primary]
    if not sources or not away or zone.network.virtual_wan:
        return {}
    rule: Value = {
        "description": "Administrators and runners reach what is private in the other region.",
        "source_addresses": sources,
        "destination_addresses": away,
        "destination_ports": ["443"],
        "protocols": ["TCP"],
    }
    return {"management": rule}


def _sources(zone: LandingZone) -> list[Value]:
    primary = zone.hubs[0]
    subnets = (subnet for subnet in MANAGEMENT_SUBNETS if subnet in primary.subnets)
    return [str(zone.addresses[f"{primary.key}/{subnet}"]) for subnet in subnets]


def _https(description: str, sources: list[Value], hosts: list[str]) -> Value:
    return {
        "description": description,
        "source_addresses": sources,
        "destination_fqdns": hosts,
        "protocols": [HTTPS],
    }
