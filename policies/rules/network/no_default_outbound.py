"""Subnets have no default way to the internet."""

from landsmith.landing_zone.subnets import UNGUARDED
from landsmith.policy.planned import expect
from landsmith.policy.rule import Context, Outcome, Rule, not_applicable
from landsmith.terraform.plan import ResourceChange


class NoDefaultOutbound(Rule):
    """Judges ``default_outbound_access_enabled``."""

    id = "network-no-default-outbound"
    title = "Subnets have no default outbound access"
    severity = "medium"
    rationale = (
        "Default outbound access leaves through an address that belongs to nobody and may change; "
        "what goes out should go through a NAT gateway or a firewall."
    )
    mend = "Set default_outbound_access_enabled to false on the subnet."
    resource_types = ("azurerm_subnet",)

    def judge(self, resource: ResourceChange, _context: Context) -> Outcome:
        """Return the outcome for one subnet."""
        if resource.get("name") in UNGUARDED:
            return not_applicable("the service in this subnet needs a way out of its own", "name")
        return expect(
            resource,
            "default_outbound_access_enabled",
            False,
            "no default outbound access",
            "the subnet has default outbound access",
        )
