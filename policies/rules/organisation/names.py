"""Names keep to the naming standard."""

import re

from landsmith.blueprint.offers.name_rules import RULES
from landsmith.landing_zone.subnets import BORN_NAMED
from landsmith.policy.rule import Context, Outcome, Rule, failed, not_applicable, passed, unknown
from landsmith.terraform.plan import Mark, ResourceChange


class Names(Rule):
    """Judges the name of every resource type that the naming standard has a rule for.

    Private DNS zones, node pools and other types whose names Azure or Kubernetes fixes have none.
    """

    id = "organisation-names"
    title = "Names keep to the naming standard"
    severity = "medium"
    rationale = (
        "A name says what a resource is, whose, and where, on every bill and in every alert; and a "
        "name that Azure refuses is found only by the apply."
    )
    mend = "Let Landsmith make the name, or follow {abbreviation}-{workload}-{environment}-…"
    resource_types = tuple(RULES)

    def judge(self, resource: ResourceChange, _context: Context) -> Outcome:
        """Return the outcome for one resource."""
        attribute = "display_name" if resource.type == "azuread_group" else "name"
        name = resource.get(attribute)
        if isinstance(name, Mark):
            return unknown(f"the name is {name.value}", attribute)
        if resource.type == "azurerm_subnet" and name in BORN_NAMED:
            return not_applicable(f"Azure fixes the name {name}", attribute)
        problem = _problem(resource.type, name or "")
        return failed(f"{name!r} {problem}", attribute) if problem else passed(name, attribute)


def _problem(type_: str, name: str) -> str:
    rule = RULES[type_]
    if not rule.shortest <= len(name) <= rule.longest:
        return f"has {len(name)} characters; {rule.shortest} to {rule.longest} are allowed"
    if not re.fullmatch(rule.pattern, name):
        return "holds characters that Azure does not allow there"
    prefix = rule.abbreviation + rule.separator
    return "" if name.startswith(prefix) else f"does not start with {prefix}"
