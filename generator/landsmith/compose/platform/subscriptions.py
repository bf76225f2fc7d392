"""Root 05-subscriptions: subscriptions that are made for landing zones to come.

Their ids are known after the apply only, so that they go into the landing-zone file by hand, and
the landing zones' own roots stay plannable without this one (docs/adr/0008).
"""

from __future__ import annotations

from landsmith.blueprint.platform.governance import NewSubscription, Vending
from landsmith.calls import parts
from landsmith.calls.model import ModuleCall, Output, Ref, Root, Value
from landsmith.landing_zone.landing_zone import LandingZone

NAME = "05-subscriptions"


def roots(zone: LandingZone) -> tuple[Root, ...]:
    """Return the root that makes subscriptions, if any are asked for."""
    vending = zone.vending
    return () if vending is None else (_root(zone, vending),)


def _root(zone: LandingZone, vending: Vending) -> Root:
    calls = tuple(_call(zone, vending, new) for new in vending.subscriptions)
    return Root(
        name=NAME,
        purpose="Subscriptions for landing zones to come; their ids go into landing-zone.yaml.",
        providers=(parts.azurerm(zone, zone.subscriptions.management),),
        backend=parts.backend(zone, NAME),
        locals={},
        calls=calls,
        outputs=tuple(
            Output(call.name, Ref(call.name, "subscription_id"), f"Id of {new.key}'s subscription.")
            for call, new in zip(calls, vending.subscriptions, strict=True)
        ),
        after=("00-state",),
    )


def _call(zone: LandingZone, vending: Vending, new: NewSubscription) -> ModuleCall:
    name = f"{zone.customer.code}-{new.key}"
    inputs: dict[str, Value] = {
        "subscription_name": f"sub-{name}",
        "alias": f"sub-{name}",
        "billing_scope_id": vending.billing_scope,
        "workload": new.offer,
        "tags": zone.tags.vended[new.key],
    }
    call = f"subscription_{new.key}".replace("-", "_")
    return ModuleCall(call, "subscription", inputs)
