"""Application gateways have a web application firewall."""

from landsmith.policy.planned import expect, worst
from landsmith.policy.rule import Context, Outcome, Rule, failed, passed, unknown
from landsmith.policy.trace import sources
from landsmith.terraform.plan import Mark, ResourceChange

_POLICY = "azurerm_web_application_firewall_policy"


class GatewayFirewall(Rule):
    """Judges the tier of an application gateway and whether it has a firewall's policy.

    The policy's mode is judged by Checkov (CKV_AZURE_122).
    """

    id = "workload-gateway-firewall"
    title = "Application gateways have a web application firewall"
    severity = "high"
    rationale = (
        "What the internet or a whole company can reach is attacked over HTTP first. Checkov's own "
        "check does not see a policy that another module makes."
    )
    mend = "Set the tier WAF_v2 and firewall_policy_id."
    resource_types = ("azurerm_application_gateway",)

    def judge(self, resource: ResourceChange, context: Context) -> Outcome:
        """Return the worst of what is said of the tier and of the policy."""
        good, bad = "of the tier WAF_v2", "of a tier without a firewall"
        tier = expect(resource, "sku.0.tier", "WAF_v2", good, bad)
        return worst([tier, _policy(resource, context)])


def _policy(resource: ResourceChange, context: Context) -> Outcome:
    path = "firewall_policy_id"
    value = resource.get(path)
    if not isinstance(value, Mark):
        return passed("has a policy", path) if value else failed("has no firewall policy", path)
    made = sources(context.plan_of(resource), resource, path, _POLICY)
    if made:
        return passed(f"has the policy {made[0].address}", path)
    return unknown("whether it has a policy is known after apply", path)
