"""The customer's sites are connected, or what connects them instead is declared."""

from collections.abc import Iterator

from landsmith.policy.rule import Context, LandingZoneRule, Outcome, failed, passed

_GATEWAYS = (
    "azurerm_virtual_network_gateway",
    "azurerm_vpn_gateway",
    "azurerm_express_route_gateway",
)
_CONNECTIONS = (
    "azurerm_virtual_network_gateway_connection",
    "azurerm_vpn_gateway_connection",
    "azurerm_express_route_connection",
)
_FIELD = "network.hybrid"


class HybridConnectivity(LandingZoneRule):
    """Looks for a gateway with a connection in the plans, else for the declared equivalent."""

    id = "network-hybrid-connectivity"
    title = "Hybrid connectivity is there, or its equivalent is declared"
    severity = "high"
    controls = ("A-3.1.network.2",)
    rationale = (
        "The control asks how local data centres are connected: by ExpressRoute, VPN or an "
        "equivalent, which has to be named and justified."
    )
    mend = "Set network.hybrid to vpn with a site, or to equivalent with description and reason."

    def judge_landing_zone(self, context: Context) -> Iterator[tuple[str, Outcome]]:
        """Yield an outcome for each gateway, or for the declaration where there is none."""
        gateways = list(context.resources(*_GATEWAYS))
        connections = sum(1 for _ in context.resources(*_CONNECTIONS))
        for root, gateway in gateways:
            said = passed(f"a gateway with {connections} connections")
            lonely = failed("a gateway without a connection: no site is reached")
            yield f"{root}/{gateway.address}", said if connections else lonely
        if not gateways:
            yield _FIELD, _declared(context)


def _declared(context: Context) -> Outcome:
    hybrid = context.zone.file.network.hybrid
    if hybrid.kind != "equivalent":
        return failed("no gateway is planned, and no equivalent is declared", _FIELD)
    return passed(f"declared equivalent: {hybrid.description} Reason: {hybrid.reason}", _FIELD)
