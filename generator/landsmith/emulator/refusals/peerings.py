"""Peerings of virtual networks: two halves that have to fit each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from landsmith.emulator.provider.objection import Objection
from landsmith.emulator.refusals.network import overlapping, space_of
from landsmith.emulator.refusals.scope import lies_in, name_of, parent_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from landsmith.emulator.cloud import Cloud, Resource
    from landsmith.emulator.refusals.change import Change

PEERING: Final = "azurerm_virtual_network_peering"
GATEWAYS: Final = ("azurerm_virtual_network_gateway", "azurerm_route_server")


def _remote(resource: Resource) -> str:
    return str(resource.value.get("remote_virtual_network_id"))


def _peerings(cloud: Cloud, network: str, besides: str = "") -> list[Resource]:
    """Return the halves of peerings that belong to a network."""
    found = cloud.of_type("azurerm", PEERING)
    own = [item for item in found if parent_of(item.key) == network.lower()]
    return [item for item in own if item.key != besides.lower()]


def _gateway(cloud: Cloud, network: str) -> Resource | None:
    """Return the gateway or route server that stands in one of a network's subnets."""
    for type_name in GATEWAYS:
        for item in cloud.of_type("azurerm", type_name):
            if any(lies_in(one.target, network) for one in cloud.references(item)):
                return item
    return None


def second_peering(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse a second peering from a network to the same other network."""
    if change.type != PEERING or not change.creates:
        return None
    remote = _remote(change.resource)
    for other in _peerings(cloud, parent_of(change.id), change.id):
        if _remote(other).lower() == remote.lower():
            return Objection(
                f"AnotherPeeringAlreadyReferencesRemoteVnet: {name_of(other.id)!r} peers with"
                f" {name_of(remote)!r} already",
                f"Two networks have one peering in each direction; {other.id} is this one.",
                ("remote_virtual_network_id",),
            )
    return None


def spaces_overlap(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse to peer networks that share addresses."""
    if change.type != PEERING or not change.creates:
        return None
    local, remote = parent_of(change.id), _remote(change.resource)
    found = overlapping(space_of(cloud, local), space_of(cloud, remote))
    if not found:
        return None
    return Objection(
        f"VnetAddressSpacesOverlap: {name_of(local)!r} and {name_of(remote)!r} cannot be peered",
        f"Their address spaces overlap: {found}. {local} and {remote} need addresses of their own.",
        ("remote_virtual_network_id",),
    )


def overlaps_third_network(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse to peer with a network that is peered with one that has the same addresses."""
    if change.type != PEERING or not change.creates:
        return None
    local, remote = parent_of(change.id), _remote(change.resource)
    for one, other in ((local, remote), (remote, local)):
        for third in _thirds(cloud, other, one):
            found = overlapping(space_of(cloud, one), space_of(cloud, third))
            if found:
                return Objection(
                    "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet:"
                    f" {name_of(local)!r} and {name_of(remote)!r} cannot be peered",
                    f"{name_of(other)} is peered with {third}, which overlaps {name_of(one)} in"
                    f" {found}.",
                    ("remote_virtual_network_id",),
                )
    return None


def _thirds(cloud: Cloud, network: str, besides: str) -> Iterator[str]:
    for item in _peerings(cloud, network):
        if _remote(item).lower() != besides.lower():
            yield _remote(item)


def remote_gateways(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse to use the other network's gateways before that network offers one."""
    uses = (change.after or {}).get("use_remote_gateways") is True
    if change.type != PEERING or not uses or not change.changes("use_remote_gateways"):
        return None
    local, remote = parent_of(change.id), _remote(change.resource)
    if not space_of(cloud, remote):
        return None
    said = (
        _half_missing(cloud, local, remote)
        or _no_gateway(cloud, remote)
        or _own_gateway(cloud, local)
        or _second_user(cloud, change, local)
    )
    if not said:
        return None
    return Objection(f"{said[0]}: {change.name!r} cannot use remote gateways", said[1], _PATH)


_PATH: Final = ("use_remote_gateways",)


def _half_missing(cloud: Cloud, local: str, remote: str) -> tuple[str, str] | None:
    back = [item for item in _peerings(cloud, remote) if _remote(item).lower() == local.lower()]
    if any(item.value.get("allow_gateway_transit") is True for item in back):
        return None
    which = back[0].id if back else f"a peering from {remote}"
    detail = (
        f"The corresponding remote peering has to be there with allow_gateway_transit: {which}."
        " Let it come first, with depends_on."
    )
    return "BadRequest", detail


def _no_gateway(cloud: Cloud, remote: str) -> tuple[str, str] | None:
    if _gateway(cloud, remote):
        return None
    return "RemoteVnetHasNoGateways", f"{remote} has no gateway: let it come first."


def _own_gateway(cloud: Cloud, local: str) -> tuple[str, str] | None:
    found = _gateway(cloud, local)
    if not found:
        return None
    return "BadRequest", f"{local} has a gateway of its own: {found.id}."


def _second_user(cloud: Cloud, change: Change, local: str) -> tuple[str, str] | None:
    for other in _peerings(cloud, local, change.id):
        if other.value.get("use_remote_gateways") is True:
            return "BadRequest", f"{other.id} uses remote gateways already; only one peering may."
    return None
