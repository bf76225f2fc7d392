"""What clusters ask of Azure when they have grown."""

from __future__ import annotations

import pytest

from landsmith.landing_zone.demand import PoolDemand, PortDemand
from landsmith.resolve.addresses.sizing import cluster_nodes
from landsmith.resolve.cluster.demand import (
    pool_demands,
    port_demand,
    quota_demands,
    subnet_demands,
)
from strategies import Json, entry, model, small, uuid, with_all, zone

AKS = "landing_zones.0.aks"
SYSTEM = (f"{AKS}.system_pool", {"max_count": 5, "max_surge": "33%"})


def pools(*changes: tuple[str, object]) -> dict[str, PoolDemand]:
    file = model(with_all(SYSTEM, *changes))
    return {one.pool.name: one for one in pool_demands(file, file.landing_zones[0])}


def user(**settings: object) -> tuple[str, object]:
    return f"{AKS}.user_pools", {"user": settings}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"max_count": 5}, ("standardDDSv5Family", 7, 28, 8)),
        ({"max_count": 3, "max_surge": "100%"}, ("standardDDSv5Family", 6, 24, 8)),
        ({"max_count": 3, "vm_size": "Standard_E8ds_v5"}, ("standardEDSv5Family", 4, 32, 16)),
        ({"max_count": 3, "vm_size": "Standard_X10ds_v9"}, (None, 4, 40, None)),
    ],
)
def test_a_pool_takes_its_largest_count_with_surge(
    settings: Json, expected: tuple[str | None, int, int, int | None]
) -> None:
    found = pools(user(**settings))["user"]
    assert (found.family, found.nodes, found.vcpus, found.data_disks) == expected


def test_spot_nodes_have_no_surge_and_a_quota_of_their_own() -> None:
    spot = {"max_count": 3, "spot": {}}
    found = pools((f"{AKS}.user_pools", {"user": {}, "spot": spot}))["spot"]
    assert (found.family, found.nodes, found.vcpus) == ("lowPriorityCores", 3, 12)


def test_a_pool_per_zone_counts_in_each_zone() -> None:
    found = pools(user(max_count=2, per_zone=True))
    assert {name: one.nodes for name, one in found.items() if name != "system"} == {
        "user1": 3,
        "user2": 3,
        "user3": 3,
    }


def test_of_aks_automatic_nobody_can_tell() -> None:
    file = model(with_all((AKS, {"mode": "automatic"})))
    assert list(pool_demands(file, file.landing_zones[0])) == []
    assert quota_demands(file) == {}


def test_quotas_add_up_by_subscription_region_and_family() -> None:
    file = small()
    sizes = {"user": {"vm_size": "Standard_E4ds_v5", "max_count": 3, "max_surge": "1%"}}
    system = {"max_count": 3, "max_surge": "1%"}
    aks = {"system_pool": system, "user_pools": sizes}
    file["landing_zones"] = [
        entry("shop", 4, aks=aks),
        entry("bank", 4, aks={**aks, "network": {"pod_cidr": "10.244.0.0/16"}}),
        entry("post", 5, aks={**aks, "network": {"pod_cidr": "10.245.0.0/16"}}),
    ]
    assert quota_demands(model(file)) == {
        (uuid(4), "westeurope", "cores"): 64,
        (uuid(4), "westeurope", "standardDDSv5Family"): 32,
        (uuid(4), "westeurope", "standardEDSv5Family"): 32,
        (uuid(5), "westeurope", "cores"): 32,
        (uuid(5), "westeurope", "standardDDSv5Family"): 16,
        (uuid(5), "westeurope", "standardEDSv5Family"): 16,
    }


@pytest.mark.parametrize("mode", ["overlay", "pod_subnet", "node_subnet"])
@pytest.mark.parametrize("apart", [False, True])
def test_a_subnet_has_room_for_what_its_pools_take(mode: str, apart: bool) -> None:
    network = {"pod_mode": mode, "subnet_per_pool": apart}
    if mode == "node_subnet":
        network |= {"data_plane": "azure", "policy": "calico"}
    resolved = zone(with_all((f"{AKS}.network", network)))
    (only,) = resolved.file.landing_zones
    found = {one.name: one for one in subnet_demands(resolved.file, only, resolved.addresses)}
    assert found
    for one in found.values():
        assert one.usable == one.network.num_addresses - 5
        assert 0 < one.needed <= one.usable
    nodes = {name for name in found if name.startswith("nodes")}
    assert nodes == ({"nodes-system", "nodes-user"} if apart else {"nodes"})
    assert ("pods" in found) is (mode == "pod_subnet")


@pytest.mark.parametrize(
    ("changes", "ports"),
    [
        ([("network.egress", "nat_gateway")], 64_512),
        ([("network.egress", "firewall_standard")], 2 * 2_496),
        (
            [("network.egress", "firewall_standard"), ("network.firewall.public_ip_count", 3)],
            3 * 2 * 2_496,
        ),
        (
            [
                ("network.egress", "load_balancer"),
                (f"{AKS}.network.load_balancer.outbound_ips", 3),
            ],
            3 * 64_000,
        ),
    ],
)
def test_ports_of_the_way_out(changes: list[tuple[str, object]], ports: int) -> None:
    file = model(with_all(SYSTEM, *changes))
    (only,) = file.landing_zones
    found = port_demand(file, only)
    assert found is not None
    assert (found.ports, found.nodes) == (ports, cluster_nodes(file, only))
    assert found.per_node == ports // found.nodes


def test_a_firewalls_ports_are_shared_by_all_clusters() -> None:
    file = small()
    file["network"]["egress"] = "firewall_standard"
    bank = {"network": {"pod_cidr": "10.244.0.0/16"}}
    file["landing_zones"] = [entry("shop", 4), entry("bank", 5, aks=bank)]
    found = model(file)
    both = sum(cluster_nodes(found, one) for one in found.landing_zones)
    assert {port_demand(found, one).nodes for one in found.landing_zones} == {both}


def test_without_nodes_nobody_shares() -> None:
    assert PortDemand(64_512, 0).per_node == 0
