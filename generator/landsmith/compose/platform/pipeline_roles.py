"""Roles of the pipelines' own: what the roots do that no built-in role allows as narrowly.

Which actions they take is proven by the rule identity-pipeline-actions.
"""

from __future__ import annotations

from landsmith.calls import ids
from landsmith.calls.model import ModuleCall, Value
from landsmith.compose.platform import hierarchy
from landsmith.landing_zone.landing_zone import LandingZone

CALL = "pipeline_roles"

_ABOUT = {
    "plan": "Reads beside Reader what Terraform refreshes: the shared keys of connections.",
    "apply": "Manages beside Contributor what the roots hold: roles, locks and eligibilities.",
}


def definitions(zone: LandingZone) -> ModuleCall:
    """Return the call that defines the roles, each with the actions that its stage lacks."""
    described: dict[str, Value] = {
        # No custom role has a key with a slash: their ids are made from scope and key.
        f"pipeline/{stage}": {
            "name": name(zone, stage),
            "description": _ABOUT[stage],
            "actions": actions,
        }
        for stage, actions in _actions(zone).items()
        if actions
    }
    inputs: dict[str, Value] = {
        "scope": hierarchy.group(zone, "root"),
        "definitions": described,
    }
    return ModuleCall(CALL, "role_definitions", inputs)


def name(zone: LandingZone, stage: str) -> str:
    """Return a role's name; no custom role has one, since theirs have no blanks."""
    return f"{zone.customer.code} pipeline {stage}"


def grants(zone: LandingZone) -> dict[str, tuple[Value, str, str]]:
    """Return where the identities get the roles: scope, role and stage, by a key of its own."""
    found: dict[str, tuple[Value, str, str]] = {
        "apply-own": (hierarchy.group(zone, "root"), name(zone, "apply"), "apply")
    }
    if _actions(zone)["plan"]:
        hub = ids.subscription(zone.subscriptions.connectivity)
        found["plan-own"] = (hub, name(zone, "plan"), "plan")
    return found


def _actions(zone: LandingZone) -> dict[str, tuple[str, ...]]:
    """Return the actions by stage: of whoever plans, keys are asked by hub gateways alone."""
    gateways = not zone.network.virtual_wan and any(
        hub.vpn or hub.express_route for hub in zone.hubs
    )
    return {
        "plan": ("Microsoft.Network/connections/sharedKey/action",) if gateways else (),
        "apply": (
            "Microsoft.Authorization/roleDefinitions/write",
            "Microsoft.Authorization/roleDefinitions/delete",
            "Microsoft.Authorization/locks/write",
            "Microsoft.Authorization/locks/delete",
            *(
                ("Microsoft.Authorization/roleEligibilityScheduleRequests/write",)
                if zone.identity.eligible
                else ()
            ),
        ),
    }
