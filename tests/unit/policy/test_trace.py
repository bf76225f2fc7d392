from __future__ import annotations

from typing import Any

from landsmith.policy.trace import sources
from landsmith.terraform.plan import parse


def change(address: str, index: str | None = None) -> dict[str, Any]:
    module, _, rest = address.rpartition("azurerm_")
    type_, name = ("azurerm_" + rest).split("[")[0].split(".")
    found = {"address": address, "mode": "managed", "type": type_, "name": name}
    found["change"] = {"actions": ["create"], "before": None, "after": {}, "after_unknown": {}}
    return found | {"module_address": module.rstrip(".")} | ({"index": index} if index else {})


def refs(*names: str) -> dict[str, list[str]]:
    return {"references": list(names)}


RAW = {
    "terraform_version": "1.11.0",
    "resource_changes": [
        change('module.net.azurerm_subnet.this["nodes"]', "nodes"),
        change('module.net.azurerm_subnet.this["pods"]', "pods"),
        change("module.net.azurerm_virtual_network.this"),
        change("module.aks.azurerm_kubernetes_cluster.this"),
        change("module.aks.azurerm_role_assignment.this"),
    ],
    "configuration": {
        "root_module": {
            "module_calls": {
                "net": {
                    "module": {
                        "outputs": {
                            "ids": {"expression": refs("azurerm_subnet.this")},
                            "local": {"expression": refs("local.something")},
                            "loop": {"expression": refs("var.loop")},
                        },
                        "resources": [],
                    },
                    "expressions": {"loop": refs("module.net.loop", "module.net")},
                },
                "aks": {
                    "expressions": {
                        "subnet": refs('module.net.ids["nodes"]', "module.net.ids", "module.net"),
                        "all": refs("module.net.ids", "module.net"),
                        "local": refs("module.net.local", "module.net"),
                        "loop": refs("module.net.loop", "module.net"),
                        "grants": refs('module.net.ids["pods"]', "module.net.ids", "module.net"),
                    },
                    "module": {
                        "resources": [
                            {
                                "address": "azurerm_kubernetes_cluster.this",
                                "expressions": {
                                    "pool": [{"subnet_id": refs("var.subnet")}],
                                    "many": refs("var.all"),
                                    "lost": refs("var.local"),
                                    "loop": refs("var.loop"),
                                    "own": refs("azurerm_role_assignment.this.id"),
                                },
                            },
                            {
                                "address": "azurerm_role_assignment.this",
                                "for_each_expression": refs("var.grants"),
                                "expressions": {"scope": refs("each.value.scope", "each.value")},
                            },
                        ]
                    },
                },
            }
        }
    },
}
PLAN = parse(RAW, "root")


def found(path: str, *types: str, type_: str = "kubernetes_cluster") -> list[str]:
    resource = PLAN.change(f"module.aks.azurerm_{type_}.this")
    assert resource is not None
    return [item.address for item in sources(PLAN, resource, path, *types)]


def test_through_a_variable_and_an_output_to_one_instance() -> None:
    assert found("pool.subnet_id") == ['module.net.azurerm_subnet.this["nodes"]']


def test_without_a_key_all_instances_are_meant() -> None:
    assert len(found("many")) == 2


def test_through_for_each() -> None:
    these = found("scope", type_="role_assignment")
    assert these == ['module.net.azurerm_subnet.this["pods"]']


def test_types_are_a_filter() -> None:
    assert found("pool.subnet_id", "azurerm_virtual_network") == []


def test_a_resource_beside() -> None:
    assert found("own") == ["module.aks.azurerm_role_assignment.this"]


def test_local_values_circles_and_unknown_paths_lead_nowhere() -> None:
    assert found("lost") == found("loop") == found("nothing") == []
