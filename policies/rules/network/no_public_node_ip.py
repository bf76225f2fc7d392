"""Nodes and network interfaces have no public addresses."""

from landsmith.policy.kinds import CLUSTER, POOL
from landsmith.policy.planned import items, worst
from landsmith.policy.rule import Context, Outcome, Rule, failed, passed, unknown
from landsmith.terraform.plan import Mark, ResourceChange


class NoPublicNodeIp(Rule):
    """Judges node pools, the cluster's own one among them, and network interfaces."""

    id = "network-no-public-node-ip"
    title = "Nodes and network interfaces have no public address"
    severity = "high"
    rationale = (
        "A node with an address of its own is reachable past firewall and load balancer, and what "
        "leaves it is not seen by either."
    )
    mend = "Leave node_public_ip_enabled off, and give no public_ip_address_id."
    resource_types = (
        CLUSTER,
        POOL,
        "azurerm_network_interface",
    )

    def judge(self, resource: ResourceChange, _context: Context) -> Outcome:
        """Return the outcome for one cluster, pool or interface."""
        if resource.type == "azurerm_network_interface":
            paths = [
                f"ip_configuration.{index}.public_ip_address_id"
                for index, _ in enumerate(items(resource, "ip_configuration"))
            ]
        else:
            cluster = resource.type == CLUSTER
            pool = "default_node_pool.0." if cluster else ""
            paths = [f"{pool}node_public_ip_enabled", f"{pool}node_public_ip_prefix_id"]
        return worst([passed("no public address"), *(_absent(resource, path) for path in paths)])


def _absent(resource: ResourceChange, path: str) -> Outcome:
    value = resource.get(path, False)
    if isinstance(value, Mark):
        return unknown(f"{path} is {value.value}", path)
    return failed("has a public address", path) if value else passed("no public address", path)
