"""The customer's sites are connected, or what connects them instead is declared."""

from collections.abc import Iterator

from landsmith.policy.kinds import CIRCUIT, CONNECTIONS, GATEWAYS
from landsmith.policy.rule import Context, LandingZoneRule, Outcome, failed, passed, unknown
from landsmith.terraform.plan import ResourceChange

_FIELD = "network.hybrid"


class HybridConnectivity(LandingZoneRule):
    """Looks for a gateway with a connection in the plans, else for the declared equivalent."""

    id = "network-hybrid-connectivity"
    title = "Hybrid connectivity is there, or its equivalent is declared"
    severity = "high"
    rationale = (
        "The control asks how local data centres are connected: by ExpressRoute, VPN or an "
        "equivalent, which has to be named and justified."
    )
    mend = (
        "Set network.hybrid to vpn with a site, to express_route with a circuit, to both, or to "
        "equivalent with description and reason."
    )

    def judge_landing_zone(self, context: Context) -> Iterator[tuple[str, Outcome]]:
        """Yield an outcome for each gateway, or for the declaration where there is none."""
        gateways = list(context.resources(*GATEWAYS))
        for root, gateway in gateways:
            yield f"{root}/{gateway.address}", _judge(context, gateway)
        if not gateways:
            yield _FIELD, _declared(context)


def _judge(context: Context, gateway: ResourceChange) -> Outcome:
    """Judge a gateway by the connections of its own kind, ExpressRoute or VPN."""
    circuits = _is_express_route(gateway)
    found = [one for _, one in context.resources(*CONNECTIONS)]
    count = sum(1 for one in found if _is_express_route(one) == circuits)
    if count:
        return passed(f"a gateway with {count} connections")
    if circuits and any(True for _ in context.resources(CIRCUIT)):
        message = "the circuit is ordered; the connection follows when it has been provisioned"
        return unknown(f"{message}: set provisioned: true then", "connections")
    return failed("a gateway without a connection: no site is reached")


def _is_express_route(resource: ResourceChange) -> bool:
    return "express_route" in resource.type or resource.get("type") == "ExpressRoute"


def _declared(context: Context) -> Outcome:
    hybrid = context.zone.network.hybrid
    if hybrid.kind != "equivalent":
        return failed("no gateway is planned, and no equivalent is declared", _FIELD)
    return passed(f"declared equivalent: {hybrid.description} Reason: {hybrid.reason}", _FIELD)
