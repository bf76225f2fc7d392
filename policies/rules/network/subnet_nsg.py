"""Subnets are born with a network security group."""

from landsmith.landing_zone.subnets import UNGUARDED
from landsmith.policy.rule import Context, Outcome, Rule, failed, not_applicable, passed, unknown
from landsmith.policy.trace import sources
from landsmith.terraform.plan import UNKNOWN, Mark, ResourceChange

_GROUP = "azurerm_network_security_group"
_WRITTEN = "network_security_group_id_wo"


class SubnetNsg(Rule):
    """Judges whether a subnet's first write already carries its network security group.

    The id is a write-only value, which a plan never shows; its version and its source are.
    """

    id = "network-subnet-nsg"
    title = "Subnets are born with a network security group"
    severity = "high"
    rationale = (
        "Azure landing zones deny a subnet that is made without a group, even if one follows a "
        "second later, and rightly so: it is open for that second."
    )
    mend = (
        "Set network_security_group_id_wo and its version on the subnet itself, instead of an "
        "association beside it."
    )
    resource_types = ("azurerm_subnet",)

    def judge(self, resource: ResourceChange, context: Context) -> Outcome:
        """Return the outcome for one subnet."""
        if resource.get("name") in UNGUARDED:
            return not_applicable(f"Azure allows no group on {resource.get('name')}", "name")
        version = resource.get(f"{_WRITTEN}_version")
        if version is None:
            return _kept(resource)
        if isinstance(version, Mark):
            return unknown("whether a group is given is known after apply", _WRITTEN)
        if sources(context.plan_of(resource), resource, _WRITTEN, _GROUP):
            return passed("born with its network security group", _WRITTEN)
        return unknown("a group is given, but the plan does not say which", _WRITTEN)


def _kept(resource: ResourceChange) -> Outcome:
    """Judge a subnet that gets no group now: it may have one already."""
    group = resource.get("network_security_group_id")
    if group is None or group is UNKNOWN:
        return failed("made without a network security group", _WRITTEN)
    return passed("has its network security group", "network_security_group_id")
