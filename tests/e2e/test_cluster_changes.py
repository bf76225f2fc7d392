"""What a changed field does to an applied cluster: an update, a rotation of nodes, a replacement.

Expected are the provider's facts: an argument that forces a new resource replaces, any other does
not; of those, azurerm rotates a pool's nodes through its temporary name for the ones that its pages
``kubernetes_cluster`` and ``kubernetes_cluster_node_pool`` list.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import pytest

from deployed import Deployed
from landsmith.emulator.facts import provider_facts
from landsmith.policy import registry, runner
from landsmith.policy.rule import Context
from landsmith.terraform.plan import Plan, ResourceChange
from strategies import SELF_HOSTED, Json, changed, with_all, zone

pytestmark = pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)

SHOP = "50-shop-prod"
AKS = "landing_zones.0.aks"
CLUSTER = "azurerm_kubernetes_cluster"
POOL = "azurerm_kubernetes_cluster_node_pool"
THIS = f"module.cluster.{CLUSTER}.this"
T4, A100 = "Standard_NC4as_T4_v3", "Standard_NC24ads_A100_v4"
PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
PROXY = {"http": "http://proxy.example:3128", "https": "http://proxy.example:3128"}

ROTATED = frozenset(
    {
        "fips_enabled", "host_encryption_enabled", "kubelet_config", "linux_os_config", "max_pods",
        "os_disk_size_gb", "os_disk_type", "pod_subnet_id", "ultra_ssd_enabled", "vm_size",
        "vnet_subnet_id", "zones",
    }
)  # fmt: skip
"""Arguments of a pool whose change rotates its nodes through ``temporary_name_for_rotation``."""

Action = Literal["update", "rotate", "replace"]


class Case(NamedTuple):
    """A pool's settings before and after, the argument that changes, and what that does."""

    before: Json
    after: Json
    argument: str
    action: Action


MANAGED = {"os_disk_type": "Managed"}
POOLS: dict[str, Case] = {
    "size": Case({}, {"vm_size": "Standard_D8ds_v5"}, "vm_size", "rotate"),
    "zones": Case({}, {"zones": ["1", "2"]}, "zones", "rotate"),
    "disk": Case({}, MANAGED, "os_disk_type", "rotate"),
    "disksize": Case({"os_disk_size_gb": 60}, {"os_disk_size_gb": 99}, "os_disk_size_gb", "rotate"),
    "pods": Case({}, {"max_pods": 60}, "max_pods", "rotate"),
    "fips": Case({}, {"fips": True}, "fips_enabled", "rotate"),
    "encrypted": Case({}, {"host_encryption": False}, "host_encryption_enabled", "rotate"),
    "ultra": Case({}, {"ultra_disks": True}, "ultra_ssd_enabled", "rotate"),
    "kubelet": Case({}, {"kubelet": {"pod_max_pid": 4096}}, "kubelet_config", "rotate"),
    "kernel": Case({}, {"linux": {"vm_max_map_count": 262144}}, "linux_os_config", "rotate"),
    "most": Case({}, {"max_count": 6}, "max_count", "update"),
    "least": Case({}, {"min_count": 1}, "min_count", "update"),
    "surge": Case({}, {"max_surge": "20%"}, "upgrade_settings", "update"),
    "drain": Case({}, {"drain_timeout_minutes": 60}, "upgrade_settings", "update"),
    "labels": Case({}, {"labels": {"a": "b"}}, "node_labels", "update"),
    "taints": Case({}, {"taints": ["a=b:NoSchedule"]}, "node_taints", "update"),
    "system": Case({}, {"os_sku": "Ubuntu"}, "os_sku", "update"),
    "kept": Case(MANAGED, {**MANAGED, "scale_down": "Deallocate"}, "scale_down_mode", "update"),
    "kata": Case({}, {"sandboxing": True}, "workload_runtime", "update"),
    "spot": Case({}, {"spot": {}}, "priority", "replace"),
    "price": Case({"spot": {}}, {"spot": {"max_price": 0.5}}, "spot_max_price", "replace"),
    "driver": Case(
        {"vm_size": T4}, {"vm_size": T4, "gpu": {"driver": "None"}}, "gpu_driver", "replace"
    ),
    "mig": Case(
        {"vm_size": A100},
        {"vm_size": A100, "gpu": {"partition": "MIG1g"}},
        "gpu_instance",
        "replace",
    ),
    "close": Case({}, {"proximity_placement": True}, "proximity_placement_group_id", "replace"),
    "hosts": Case(
        {},
        {"dedicated_hosts": {"sku": "DDSv5-Type1", "nodes_per_host": 8}},
        "host_group_id",
        "replace",
    ),
}


def name(case: str) -> str:
    """Return the name of a case's pool: ``system`` is taken."""
    return f"p{case}"


def pools(moment: Literal["before", "after"]) -> Json:
    """Return the user pools at a moment."""
    return {"user": {}} | {name(case): getattr(told, moment) for case, told in POOLS.items()}


UPDATES: dict[str, tuple[Any, str]] = {
    "kubernetes_version": ("1.36", "kubernetes_version"),
    "sku_tier": ("Free", "sku_tier"),
    "run_command": (True, "run_command_enabled"),
    "keda": (True, "workload_autoscaler_profile"),
    "defender": (True, "microsoft_defender"),
    "mesh": ({"revisions": ["asm-1-28"]}, "service_mesh_profile"),
    "storage": ({"blobs": True}, "storage_profile"),
    "image_cleaner_hours": (48, "image_cleaner_interval_hours"),
    "secret_rotation": ("10m", "key_vault_secrets_provider"),
    "trusted_certificates": ([PEM], "custom_ca_trust_certificates_base64"),
    "autoscaler": ({"scan_interval": "20s"}, "auto_scaler_profile"),
    "upgrades": ({"cluster": "node-image"}, "automatic_upgrade_channel"),
    "maintenance": ({"cluster": {"day": "Monday"}}, "maintenance_window_auto_upgrade"),
    "network.http_proxy": (PROXY, "http_proxy_config"),
    "network.images": ("Cache", "bootstrap_profile"),
    "network.container_networking_services": (False, "network_profile"),
    "system_pool": ({"vm_size": "Standard_D8ds_v5"}, "default_node_pool"),
}
"""Fields of a cluster that change in place, each alone, and the argument that changes."""

REPLACEMENTS: dict[str, tuple[list[tuple[str, Any]], str]] = {
    "services have other addresses": (
        [(f"{AKS}.network.service_cidr", "172.21.0.0/16")],
        "network_profile.service_cidr",
    ),
    "pods have other addresses": (
        [(f"{AKS}.network.pod_cidr", "192.168.0.0/15")],
        "network_profile.pod_cidr",
    ),
    "the container network becomes one's own": (
        [(f"{AKS}.network.plugin", "none")],
        "network_profile.network_plugin",
    ),
    "the data plane goes back to Azure's": (
        [(f"{AKS}.network.data_plane", "azure"), (f"{AKS}.network.policy", "calico")],
        "network_profile.network_data_plane",
    ),
    "the API server moves into the network": (
        [(f"{AKS}.network.api_server", {"access": "vnet_integration"})],
        "private_dns_zone_id",
    ),
    "the API server becomes public": (
        [
            (
                f"{AKS}.network.api_server",
                {"access": "public", "authorized_ranges": ["203.0.113.0/28"]},
            )
        ],
        "private_cluster_enabled",
    ),
    "disks get the customer's key": (
        [
            SELF_HOSTED,
            ("landing_zones.0.encryption", {"disks": "customer_key", "rotation_days": None}),
        ],
        "disk_encryption_set_id",
    ),
}
"""Changes that replace a cluster, and the argument that forces it."""

FILE = with_all((f"{AKS}.user_pools", pools("before")), (f"{AKS}.kubernetes_version", "1.35"))


@pytest.fixture(scope="module")
def applied(tmp_path_factory: pytest.TempPathFactory) -> Deployed:
    deployed = Deployed(tmp_path_factory.mktemp("applied"))
    deployed.change(FILE)
    return deployed


@pytest.fixture(scope="module")
def pools_plan(applied: Deployed) -> Plan:
    """Return the plan in which each pool changes its own field."""
    return planned(applied, changed(f"{AKS}.user_pools", pools("after"), FILE))


def planned(applied: Deployed, file: Json) -> Plan:
    """Return the plan of the landing zone's root."""
    return applied.planned(file, only=(SHOP,))[SHOP]


def change_of(plan: Plan, address: str) -> ResourceChange:
    found = plan.change(address)
    assert found is not None
    return found


def arguments(change: ResourceChange) -> set[str]:
    """Return the top-level arguments that a plan changes."""
    before, after = change.before or {}, change.after or {}
    return {key for key in after if before.get(key) != after[key]}


def forces(type_: str, argument: str) -> bool:
    """Tell whether a change of an argument forces a new resource."""
    fact = provider_facts("azurerm").of(type_).behaviour.get(tuple(argument.split(".")), {})
    return fact.get("force_new") is True


def spelled(path: tuple[str | int, ...]) -> str:
    """Return a path as the facts write it, without positions."""
    return ".".join(step for step in path if isinstance(step, str))


def findings(plan: Plan, file: Json) -> Iterator[tuple[str, str]]:
    """Yield what the rule says of each change that destroys: the address and the message."""
    rule = registry.rule("change-destroys-nothing")
    for found in runner.run([rule], Context(zone(file), {SHOP: plan})):
        if found.status == "fail":
            assert found.severity == "high"
            yield f"{found.root}/{found.address}", found.message


@pytest.mark.parametrize("case", POOLS)
def test_a_field_of_a_pool(case: str, pools_plan: Plan) -> None:
    told = POOLS[case]
    address = f'module.node_pools.{POOL}.this["{name(case)}"]'
    change = change_of(pools_plan, address)
    assert told.argument in arguments(change)
    assert ("delete" in change.actions) is (told.action == "replace")
    assert forces(POOL, told.argument) is (told.action == "replace")
    assert (told.argument in ROTATED) is (told.action == "rotate")
    if told.action == "rotate":
        assert change.actions == ("update",)
        assert change.get("temporary_name_for_rotation")


def test_only_pools_that_are_replaced_are_found_with_the_safe_path(pools_plan: Plan) -> None:
    file = changed(f"{AKS}.user_pools", pools("after"), FILE)
    found = dict(findings(pools_plan, file))
    replaced = {name(case) for case, told in POOLS.items() if told.action == "replace"}
    addresses = {f'{SHOP}/module.node_pools.{POOL}.this["{pool}"]' for pool in replaced}
    assert {address for address in found if POOL in address} == addresses
    for address in addresses:
        assert found[address].startswith("is replaced")
        assert (
            "add a second pool, let the workloads move there, then remove this one"
            in (found[address])
        )


def test_a_pool_that_is_added_beside_touches_no_other(applied: Deployed) -> None:
    """The safe path's first step: a second pool is made, and nothing is destroyed."""
    plan = planned(applied, changed(f"{AKS}.user_pools.second", {"spot": {}}, FILE))
    made = [change.address for change in plan.changing() if change.type == POOL]
    assert made == [f'module.node_pools.{POOL}.this["second"]']
    assert not [change for change in plan.changes if "delete" in change.actions]


def test_fields_of_a_cluster_that_change_in_place(applied: Deployed) -> None:
    file = FILE
    for field, (value, _) in UPDATES.items():
        file = changed(f"{AKS}.{field}", value, file)
    change = change_of(planned(applied, file), THIS)
    assert change.actions == ("update",), change.replace_paths
    wanted = {argument for _, argument in UPDATES.values()}
    assert wanted <= arguments(change)
    assert not {argument for argument in arguments(change) if forces(CLUSTER, argument)} - {
        "network_profile"
    }
    assert change.get("default_node_pool.0.temporary_name_for_rotation")


@pytest.mark.parametrize("case", REPLACEMENTS)
def test_a_field_that_replaces_a_cluster_is_found_with_the_safe_path(
    case: str, applied: Deployed
) -> None:
    changes, argument = REPLACEMENTS[case]
    file = FILE
    for path, value in changes:
        file = changed(path, value, file)
    plan = planned(applied, file)
    change = change_of(plan, THIS)
    assert "delete" in change.actions
    assert argument in set(map(spelled, change.replace_paths))
    message = dict(findings(plan, file))[f"{SHOP}/{THIS}"]
    assert message.startswith("is replaced")
    assert "add a landing zone with a second cluster" in message
