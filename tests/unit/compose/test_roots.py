"""Roots of module calls: their order, and that every name in them leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from connectivity_cases import FULL
from landsmith import content
from landsmith.calls.model import Local, ModuleCall, Ref, Root
from landsmith.compose.roots import compose
from landsmith.render.terraform.module_readme import Block, blocks
from operations_cases import CASES as OPERATED
from strategies import changed, entry, small, uuid, with_all, zone
from surrounding_cases import SURROUNDINGS

if TYPE_CHECKING:
    from strategies import Json

CLUSTER: Json = {
    "network": {
        "pod_mode": "pod_subnet",
        "http_proxy": {"http": "http://proxy.example:3128", "https": "http://proxy.example:3128"},
    },
    "virtual_nodes": True,
    "mesh": {
        "revisions": ["asm-1-28"],
        "authority": {"root_certificate": "r", "chain": "c", "certificate": "i", "key": "k"},
    },
    "user_pools": {
        "spot": {"spot": {}},
        "gpu": {"vm_size": "Standard_NC24ads_A100_v4", "gpu": {"partition": "MIG1g"}},
        "zonal": {"per_zone": True, "kubelet": {"pod_max_pid": 4096}},
        "close": {"proximity_placement": True, "linux": {"vm_max_map_count": 262144}},
        "hosts": {"dedicated_hosts": {"sku": "DDSv5-Type1", "nodes_per_host": 8}},
        "kata": {"sandboxing": True, "ultra_disks": True},
    },
}
EQUIVALENT = {"kind": "equivalent", "description": "SD-WAN", "reason": "A contract until 2029."}
FILES: dict[str, Json] = {
    "small": small(),
    "firewall and equivalent": with_all(
        ("network.egress", "firewall_basic"), ("network.hybrid", EQUIVALENT)
    ),
    "pods of the spoke": changed("landing_zones.0.aks.network.pod_mode", "pod_subnet"),
    "pods of the spoke and firewall": with_all(
        ("landing_zones.0.aks.network.pod_mode", "pod_subnet"), ("network.egress", "firewall_basic")
    ),
    "no zones": with_all(("region", "ukwest"), ("state.replication", "GRS")),
    "one subscription": with_all(
        ("subscriptions.connectivity", uuid(2)), ("landing_zones.0.subscription", uuid(2))
    ),
    "two landing zones": changed("landing_zones.1", entry("pay", 5, environment="test")),
    "deny": changed("policy.effect", "deny"),
    "AKS Automatic": changed("landing_zones.0.aks.mode", "automatic"),
    "pools of every kind": changed("landing_zones.0.aks", CLUSTER),
    "a subnet for each pool": changed(
        "landing_zones.0.aks",
        {
            "node_provisioning": "auto",
            "network": {
                "subnet_per_pool": True,
                "images": "Cache",
                "api_server": {"access": "vnet_integration"},
            },
        },
    ),
    **FULL,
    **OPERATED,
    **SURROUNDINGS,
}


def roots(name: str) -> tuple[Root, ...]:
    return compose(zone(FILES[name]))


def root_named(name: str, file: str = "small") -> Root:
    return next(root for root in roots(file) if root.name == name)


every = pytest.mark.parametrize("file", FILES)


@cache
def module(name: str) -> tuple[dict[str, Block], frozenset[str]]:
    """Return the variables of a module by name, and its outputs."""
    folder = content.path("modules", "terraform", name)
    found = [
        block
        for file in (*folder.glob("variables*.tf"), folder / "outputs.tf")
        for block in blocks(file.read_text(encoding="utf-8"))
    ]
    variables = {block.labels[0]: block for block in found if block.kind == "variable"}
    return variables, frozenset(block.labels[0] for block in found if block.kind == "output")


def leaves(value: object) -> Iterator[object]:
    """Yield every value that holds no other."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            yield from leaves(inner)
    else:
        yield value


def of_type(kind: type, *values: object) -> list[Any]:
    return [leaf for value in values for leaf in leaves(value) if isinstance(leaf, kind)]


def test_roots_in_the_order_they_are_applied() -> None:
    assert [root.name for root in roots("two landing zones")] == [
        "00-state",
        "10-governance",
        "20-management",
        "30-connectivity",
        "50-shop-prod",
        "50-pay-test",
    ]


def test_what_each_root_waits_for() -> None:
    assert {root.name: root.after for root in roots("two landing zones")} == {
        "00-state": (),
        "10-governance": ("00-state",),
        "20-management": ("00-state",),
        "30-connectivity": ("20-management",),
        "50-shop-prod": ("10-governance", "30-connectivity"),
        "50-pay-test": ("10-governance", "30-connectivity"),
    }


@every
def test_a_root_waits_only_for_earlier_ones(file: str) -> None:
    earlier: list[str] = []
    for root in roots(file):
        assert set(root.after) <= set(earlier)
        earlier.append(root.name)


def test_each_root_has_its_own_state() -> None:
    keys = [root.backend["key"] for root in roots("two landing zones")]
    assert keys == [f"{root.name}.tfstate" for root in roots("two landing zones")]


CALLS = {
    "00-state": ["state_resource_group", "state_storage"],
    "10-governance": [
        "management_groups",
        "entra_groups",
        "pipeline_resource_group",
        "pipeline_identities",
        "pipeline_roles",
        "role_assignments",
        "platform_policies",
        "landing_zone_policies",
    ],
    "20-management": [
        "resource_group",
        "log_analytics",
        "monitor_workspace",
        "action_group",
        "activity_log_alerts",
        "budget",
    ],
    "50-shop-prod": [
        "network_resource_group",
        "spoke_network",
        "hub_peering",
        "dns_links",
        "nat_gateway",
        "entra_groups",
        "cluster_resource_group",
        "cluster_identities",
        "cluster_roles",
        "registry",
        "vault",
        "cluster",
        "node_pools",
        "managed_prometheus",
        "cluster_access",
        "policies",
        "budget",
        "activity_log_alerts",
    ],
}


@pytest.mark.parametrize("root", CALLS)
def test_the_calls_of_a_root_in_order(root: str) -> None:
    assert [call.name for call in root_named(root).calls] == CALLS[root]


def test_the_hub_is_made_before_what_is_in_it() -> None:
    names = [call.name for call in root_named("30-connectivity").calls]
    assert names[:3] == ["resource_group", "hub_network", "vpn_gateway"]
    assert {"private_dns_zones", "budget"} <= set(names[3:])


def test_the_cluster_waits_for_its_roles_its_network_and_its_way_out() -> None:
    cluster = next(call for call in root_named("50-shop-prod").calls if call.name == "cluster")
    assert set(cluster.depends_on) >= {"cluster_roles", "hub_peering", "dns_links", "nat_gateway"}


@every
def test_call_names_are_unique(file: str) -> None:
    for root in roots(file):
        names = [call.name for call in root.calls]
        assert sorted(names) == sorted(set(names)), root.name


def calls(file: str) -> Iterator[tuple[Root, ModuleCall]]:
    for root in roots(file):
        for call in root.calls:
            yield root, call


@every
def test_every_input_is_a_variable_of_the_module(file: str) -> None:
    for root, call in calls(file):
        unknown = call.inputs.keys() - module(call.module)[0].keys()
        assert not unknown, f"{root.name}: {call.name}"


@every
def test_every_required_variable_is_given(file: str) -> None:
    for root, call in calls(file):
        variables = module(call.module)[0].items()
        required = {name for name, block in variables if "default" not in block.arguments}
        assert required <= call.inputs.keys(), f"{root.name}: {call.name}"


@every
def test_every_reference_leads_to_an_output_of_a_call_of_the_same_root(file: str) -> None:
    for root in roots(file):
        by_name = {call.name: call for call in root.calls}
        values = [call.inputs for call in root.calls]
        for ref in of_type(Ref, *values, [output.value for output in root.outputs]):
            assert ref.call in by_name, f"{root.name}: {ref}"
            assert ref.output in module(by_name[ref.call].module)[1], f"{root.name}: {ref}"


@every
def test_an_element_of_an_output_is_one_that_the_call_was_asked_for(file: str) -> None:
    for root in roots(file):
        by_name = {call.name: call for call in root.calls}
        for ref in of_type(Ref, *[call.inputs for call in root.calls]):
            inputs = by_name[ref.call].inputs.values()
            asked = {key for value in inputs if isinstance(value, Mapping) for key in value}
            assert set(ref.path) <= asked, f"{root.name}: {ref}"


@every
def test_no_two_calls_wait_for_each_other(file: str) -> None:
    for root in roots(file):
        waits = {
            call.name: {ref.call for ref in of_type(Ref, call.inputs)} | set(call.depends_on)
            for call in root.calls
        }
        assert set().union(*waits.values()) <= waits.keys()
        while waits:
            ready = {name for name, others in waits.items() if not others & waits.keys()}
            assert ready, f"{root.name}: {waits}"
            waits = {name: others for name, others in waits.items() if name not in ready}


@every
def test_every_local_is_there(file: str) -> None:
    for root in roots(file):
        for local in of_type(Local, *[call.inputs for call in root.calls]):
            value: Any = root.locals[local.name]
            for step in local.path:
                value = value[step]


@every
def test_every_local_is_used(file: str) -> None:
    for root in roots(file):
        used = {local.name for local in of_type(Local, *[call.inputs for call in root.calls])}
        assert root.locals.keys() == used, root.name


@every
def test_every_provider_is_configured_once(file: str) -> None:
    for root in roots(file):
        own = [f"{p.name}.{p.alias}" if p.alias else p.name for p in root.providers]
        assert sorted(own) == sorted(set(own))
        for call in root.calls:
            assert set(call.providers.values()) <= set(own), f"{root.name}: {call.name}"


@every
def test_composing_twice_is_the_same(file: str) -> None:
    assert roots(file) == roots(file)


def test_outputs_of_a_landing_zone() -> None:
    assert {output.name: output.value for output in root_named("50-shop-prod").outputs} == {
        "cluster_id": Ref("cluster", "id"),
        "oidc_issuer_url": Ref("cluster", "oidc_issuer_url"),
        "registry_login_server": Ref("registry", "login_server"),
        "vault_uri": Ref("vault", "vault_uri"),
    }


def test_the_hubs_address_in_the_routes_is_the_firewalls() -> None:
    spoke = next(
        call
        for call in root_named("50-shop-prod", "firewall and equivalent").calls
        if call.name == "spoke_network"
    )
    routes: Any = spoke.inputs["route_table"]
    assert routes["routes"]["default"]["next_hop_in_ip_address"] == "10.64.0.4"


def test_temporary_pool_names_are_names_and_apart() -> None:
    file = changed("landing_zones.0.aks.user_pools", {"abcdefghijkl": {}, "abcdefghijkm": {}})
    calls = {call.name: call.inputs for root in compose(zone(file)) for call in root.calls}
    users, system = calls["node_pools"]["pools"], calls["cluster"]["system_pool"]
    assert isinstance(users, Mapping)
    assert isinstance(system, Mapping)
    temporary = [pool["temporary_name"] for pool in [system, *users.values()]]  # type: ignore[index]
    assert len({*temporary, *users, "system"}) == 6
    assert all(len(name) <= 12 and name.isalnum() for name in temporary)
