"""The hubs of a landing zone: one in each region, and what each of them has."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.cluster.ingress import ApplicationGateway
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.network.hybrid import (
    ExistingCircuit,
    NewCircuit,
)
from landsmith.blueprint.offers.regions import Region
from landsmith.landing_zone.hub import PRIMARY, SECONDARY, HubRegion


def hubs(file: LandingZoneFile) -> tuple[HubRegion, ...]:
    """Return the hub of each region, the primary first."""
    return tuple(_hubs(file))


def allowed_regions(file: LandingZoneFile) -> tuple[Region, ...]:
    """Return the regions that resources may be in: those of the hubs, unless some are named."""
    return file.policy.allowed_regions or tuple(hub.region for hub in hubs(file))


def _hubs(file: LandingZoneFile) -> Iterator[HubRegion]:
    own, second = file.network, file.secondary_region
    yield HubRegion(PRIMARY, file.region, own.supernets, own.hub, own.hybrid, ("network", "hybrid"))
    if second:
        yield HubRegion(
            SECONDARY,
            second.region,
            second.supernets,
            second.hub,
            second.hybrid,
            ("secondary_region", "hybrid"),
        )


def hub_of(file: LandingZoneFile, entry: LandingZoneEntry) -> HubRegion:
    """Return the hub that a landing zone's spoke is joined to."""
    return hubs(file)[-1 if entry.region == "secondary" else 0]


def region_of(file: LandingZoneFile, entry: LandingZoneEntry) -> Region:
    """Return the region of a landing zone."""
    return hub_of(file, entry).region


def connected(file: LandingZoneFile, hub: HubRegion) -> bool:
    """Return whether the hub's ExpressRoute gateway can be connected to its circuit by now."""
    if hub.express_route is None:
        return False
    circuit = hub.express_route.circuit
    if isinstance(circuit, NewCircuit):
        return circuit.provisioned
    if isinstance(circuit, ExistingCircuit):
        return True
    return not hub.primary and connected(file, hubs(file)[0])


def given_ids(file: LandingZoneFile) -> tuple[str, ...]:
    """Return the ids of what the landing zone uses and somebody made before.

    Circuits, the vault of a gateway's certificate, where events are sent,
    and what workloads have roles on.
    """
    circuits = [hub.express_route.circuit for hub in hubs(file) if hub.express_route]
    return (
        *(one.id for one in circuits if isinstance(one, ExistingCircuit)),
        *(given for entry in file.landing_zones for given in _given(entry)),
    )


def _given(entry: LandingZoneEntry) -> Iterator[str]:
    if isinstance(entry.ingress, ApplicationGateway) and entry.ingress.certificate.vault_id:
        yield entry.ingress.certificate.vault_id
    if entry.events:
        yield from entry.events.target.existing_ids
    for identity in entry.identities.values():
        yield from (role.on for role in identity.roles if role.on.startswith("/"))
