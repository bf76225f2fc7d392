"""Subnets have room for every node and pod, upgrades included."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from landsmith.landing_zone.node_pool import AUTOMATIC_NODES
from landsmith.policy.kinds import AUTOMATIC_CLUSTER, CLUSTER, POOL
from landsmith.policy.planned import items, networks
from landsmith.policy.rule import Context, LandingZoneRule, Outcome, failed, passed, unknown
from landsmith.policy.trace import sources
from landsmith.terraform.plan import Mark, Plan, ResourceChange

_RESERVED = 5


class _Pool(NamedTuple):
    """A node pool, and where in its resource it is written down."""

    root: str
    resource: ResourceChange
    block: str

    @property
    def name(self) -> object:
        """Its name, by which its own subnet is known; ``system`` is the cluster's."""
        return "system" if self.block else self.resource.index

    def get(self, path: str) -> object:
        return self.resource.get(f"{self.block}.0.{path}" if self.block else path)


class SubnetCapacity(LandingZoneRule):
    """Adds up what the pools in a subnet need at most, and compares it with the subnet.

    Azure keeps five addresses of every subnet. During an upgrade a pool has its surge besides.
    Nodes that AKS makes itself count as many as the address plan makes room for.
    """

    id = "network-subnet-capacity"
    title = "Node and pod subnets hold every pool at its largest"
    severity = "medium"
    rationale = (
        "A subnet that is too small shows itself on the day of the heaviest load or in the middle "
        "of an upgrade, and it can't be enlarged while nodes are in it."
    )
    mend = "Give the subnet a shorter prefix, or lower max_count, max_surge or max_pods."

    def judge_landing_zone(self, context: Context) -> Iterator[tuple[str, Outcome]]:
        """Yield an outcome for each subnet that carries pools, and for pools without one."""
        needs: dict[str, list[int | None]] = defaultdict(list)
        subnets: dict[str, ResourceChange] = {}
        for pool in _pools(context):
            for attribute, need in _needs(pool, context.plans[pool.root]):
                subnet = _subnet(context, pool, attribute)
                if subnet is None:
                    where = f"{pool.root}/{pool.resource.address}"
                    yield where, unknown("its subnet is in no plan", attribute)
                else:
                    where = f"{pool.root}/{subnet.address}"
                    needs[where].append(need)
                    subnets[where] = subnet
        for where, subnet in sorted(subnets.items()):
            yield where, _room(subnet, needs[where])


def _pools(context: Context) -> Iterator[_Pool]:
    blocks = {CLUSTER: "default_node_pool", AUTOMATIC_CLUSTER: "hosted_system"}
    for root, resource in context.resources(CLUSTER, POOL, AUTOMATIC_CLUSTER):
        yield _Pool(root, resource, blocks.get(resource.type, ""))


def _needs(pool: _Pool, plan: Plan) -> Iterator[tuple[str, int | None]]:
    """Yield the subnets that a pool is in, and how many addresses it takes of each."""
    if pool.resource.type == AUTOMATIC_CLUSTER:
        yield "node_subnet_id", AUTOMATIC_NODES
        return
    nodes, pods = _peak(pool), pool.get("max_pods")
    if nodes is not None and pool.resource.get("node_provisioning_profile.0.mode") == "Auto":
        nodes += AUTOMATIC_NODES
    per_pod = nodes * pods if isinstance(pods, int) and nodes is not None else None
    if pool.get("pod_subnet_id") is not None:
        yield "pod_subnet_id", per_pod
    elif not _own_addresses(plan):
        nodes = per_pod + nodes if per_pod is not None and nodes is not None else None
    yield "vnet_subnet_id", nodes


def _own_addresses(plan: Plan) -> bool:
    """Return whether the clusters of a root give pods addresses that are not the network's."""
    profiles = [
        (
            it.get("network_profile.0.network_plugin"),
            it.get("network_profile.0.network_plugin_mode"),
        )
        for it in plan.resources(CLUSTER)
    ]
    return all(plugin == "none" or mode == "overlay" for plugin, mode in profiles)


def _peak(pool: _Pool) -> int | None:
    """Return the most nodes that a pool ever has, None if the plan does not say.

    Spot pools have no surge (AKS documentation, "Add an Azure Spot node pool").
    """
    scaled = pool.get("auto_scaling_enabled") is True
    count = pool.get("max_count" if scaled else "node_count")
    surge = pool.get("upgrade_settings.0.max_surge")
    if surge is None:
        surge = "0" if pool.get("priority") == "Spot" else "10%"
    match = re.fullmatch(r"(\d+)(%?)", surge) if isinstance(surge, str) else None
    if not isinstance(count, int) or match is None:
        return None
    extra = int(match[1])
    return count + (math.ceil(count * extra / 100) if match[2] else extra)


def _subnet(context: Context, pool: _Pool, attribute: str) -> ResourceChange | None:
    """Return the planned subnet that a pool is in: by its id, or by where the id comes from."""
    plan, value = context.plans[pool.root], pool.get(attribute)
    if isinstance(value, str):
        same = [it for it in plan.resources("azurerm_subnet") if it.get("id") == value]
        return same[0] if same else None
    path = f"{pool.block}.{attribute}" if pool.block else attribute
    found = sources(plan, pool.resource, path, "azurerm_subnet")
    if len(found) > 1:
        found = _meant(found, "pods" if attribute == "pod_subnet_id" else "nodes", pool.name)
    return found[0] if isinstance(value, Mark) and len(found) == 1 else None


def _meant(
    found: tuple[ResourceChange, ...], role: str, pool: object
) -> tuple[ResourceChange, ...]:
    """Return the subnets of a role among several that one variable carries, a pool's own first."""
    own = tuple(it for it in found if it.index == f"{role}-{pool}")
    return own or tuple(it for it in found if it.index == role)


def _room(subnet: ResourceChange, needs: list[int | None]) -> Outcome:
    ranges = networks(items(subnet, "address_prefixes"))
    known = [need for need in needs if need is not None]
    if not ranges or len(known) < len(needs):
        return unknown("prefix or pool sizes are known after apply", "address_prefixes")
    room, need = sum(it.num_addresses - _RESERVED for it in ranges), sum(known)
    said = f"{need} addresses needed at most, {room} there"
    return passed(said, "address_prefixes") if need <= room else failed(said, "address_prefixes")
