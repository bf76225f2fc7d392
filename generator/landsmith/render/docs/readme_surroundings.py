"""What a customer's README says of the steps that gateways and keys ask of people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from landsmith.blueprint.cluster.ingress import ApplicationGateway, ApplicationGatewayForContainers
from landsmith.compose.cluster.ingress import backend_address
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import KEYS


def surrounding_facts(zone: LandingZone) -> dict[str, Any]:
    """Return what the template asks of gateways and of the customer's keys."""
    return {
        "isolated_gateways": sorted(
            {
                entry.subscription
                for entry in zone.landing_zones
                if isinstance(entry.ingress, ApplicationGateway) and not entry.is_public
            }
        ),
        "gateways": list(_gateways(zone)),
        "key_vaults": [
            zone.name(f"{entry.key}/key_vault/{KEYS}")
            for entry in zone.landing_zones
            if entry.encryption.customer_keys
        ],
    }


def surrounding_providers(entry: ApplicationLandingZone) -> tuple[str, ...]:
    """Return the resource providers that a landing zone's gateway needs besides.

    Source: "Quickstart: Deploy Application Gateway for Containers ALB Controller".
    """
    containers = isinstance(entry.ingress, ApplicationGatewayForContainers)
    return ("NetworkFunction", "ServiceNetworking") if containers else ()


def _gateways(zone: LandingZone) -> Iterator[dict[str, str]]:
    """Yield each application gateway: its certificate, and the address it sends requests to."""
    for entry in zone.landing_zones:
        if isinstance(entry.ingress, ApplicationGateway):
            given = entry.ingress.certificate.vault_id
            yield {
                "key": entry.key,
                "certificate": entry.ingress.certificate.name,
                "vault": given.rpartition("/")[2] if given else zone.name(f"{entry.key}/key_vault"),
                "own": "" if given else "yes",
                "backend": backend_address(zone, entry),
            }
