"""Services stand in subnets that are delegated to them."""

import re
from typing import Final, NamedTuple

from landsmith.policy.kinds import AUTOMATIC_CLUSTER
from landsmith.policy.planned import network_key, network_of_id
from landsmith.policy.rule import Context, Outcome, Rule, failed, not_applicable, passed, unknown
from landsmith.policy.trace import sources
from landsmith.terraform.plan import Mark, ResourceChange

_SUBNET: Final = "azurerm_subnet"
_ID: Final = re.compile(r"(?P<network>.+)/subnets/(?P<name>[^/]+)", re.IGNORECASE)


class _Place(NamedTuple):
    """Where a resource names its subnet, the blocks on the way, and the service it is for."""

    blocks: tuple[str, ...]
    attribute: str
    service: str

    @property
    def path(self) -> str:
        """The path in a configuration, without indices."""
        return ".".join((*self.blocks, self.attribute))

    @property
    def value(self) -> str:
        """The path of a planned value."""
        return ".".join((*(f"{block}.0" for block in self.blocks), self.attribute))


_DNS: Final = "Microsoft.Network/dnsResolvers"
_PLACES: Final = {
    "azurerm_application_gateway": _Place(
        ("gateway_ip_configuration",), "subnet_id", "Microsoft.Network/applicationGateways"
    ),
    "azurerm_application_load_balancer_subnet_association": _Place(
        (), "subnet_id", "Microsoft.ServiceNetworking/trafficControllers"
    ),
    AUTOMATIC_CLUSTER: _Place(
        ("api_server_access",), "subnet_id", "Microsoft.ContainerService/managedClusters"
    ),
    "azurerm_private_dns_resolver_inbound_endpoint": _Place(
        ("ip_configurations",), "subnet_id", _DNS
    ),
    "azurerm_private_dns_resolver_outbound_endpoint": _Place((), "subnet_id", _DNS),
}
"""Services that Azure refuses in a subnet which is not theirs; an application gateway where network
isolation is registered ("Private Application Gateway deployment")."""


class SubnetDelegation(Rule):
    """Judges the delegation of the subnet that a service is put into."""

    id = "network-subnet-delegation"
    title = "Services stand in subnets that are delegated to them"
    severity = "high"
    rationale = (
        "Azure refuses a service in a subnet that is not delegated to it, and says so only when "
        "the network has been made: the apply ends halfway."
    )
    mend = "Delegate the subnet to the service, and let nothing else stand in it."
    resource_types = tuple(_PLACES)

    def judge(self, resource: ResourceChange, context: Context) -> Outcome:
        """Return the outcome for one service."""
        place = _PLACES[resource.type]
        if resource.get(place.value) is None:
            return not_applicable("stands in no subnet of its own", place.value)
        subnets = _subnets(resource, place, context)
        if not subnets:
            return unknown("its subnet is in no plan", place.value)
        for subnet in subnets:
            given = subnet.get("delegation.0.service_delegation.0.name")
            if isinstance(given, Mark):
                return unknown(f"the delegation is {given.value}", place.value)
            if given != place.service:
                wrong = f"{subnet.get('name')} is delegated to {given or 'nobody'}"
                return failed(f"{wrong}, not to {place.service}", place.value)
        return passed(f"its subnet is delegated to {place.service}", place.value)


def _subnets(resource: ResourceChange, place: _Place, context: Context) -> list[ResourceChange]:
    """Return the planned subnets that a resource may stand in, by reference or by id."""
    traced = sources(context.plan_of(resource), resource, place.path, _SUBNET)
    if traced:
        return list(traced)
    value = resource.get(place.value)
    found = _ID.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return []
    wanted = (network_of_id(found["network"]), found["name"].lower())
    return [one for _, one in context.resources(_SUBNET) if _key(one) == wanted]


def _key(subnet: ResourceChange) -> tuple[tuple[str, str] | None, str]:
    group, network = (subnet.get(name) for name in ("resource_group_name", "virtual_network_name"))
    return network_key(group, network), str(subnet.get("name")).lower()
