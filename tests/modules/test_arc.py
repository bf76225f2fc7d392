"""Clusters elsewhere: what Azure Arc shows of them, and what their agents install."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from landsmith.terraform.binary import TerraformFailedError
from modules.harness import addresses, plan, values
from operations_cases import AGENT

CLUSTER = "azurerm_arc_kubernetes_cluster.this"
POLICY = {"extension_type": "Microsoft.PolicyInsights", "namespace": "kube-system"}
FLUX = {"extension_type": "microsoft.flux", "namespace": "flux-system"}
REPOSITORY = {
    "url": "https://github.com/contoso/depots",
    "reference_type": "tag",
    "reference_value": "v1.2.3",
}
APPLIED: Mapping[str, Any] = {
    "name": "cluster",
    "git_repository": REPOSITORY,
    "kustomizations": {
        "base": {"path": "base"},
        "cork": {"path": "depots/cork", "depends_on": ["base"], "prune": False},
    },
}
BARE: Mapping[str, Any] = {
    "name": "arck-plant",
    "location": "westeurope",
    "resource_group_name": "rg-global",
    "agent_public_key_certificate": AGENT,
    "tags": {"owner": "platform"},
}
GIVEN: Mapping[str, Any] = {**BARE, "extensions": {"flux": FLUX}, "flux_configuration": APPLIED}


def test_a_cluster_is_shown_and_nothing_is_installed() -> None:
    found = plan("arc_kubernetes_cluster", BARE)
    assert set(addresses(found)) == {CLUSTER}
    cluster: Any = values(found, CLUSTER)
    assert cluster["agent_public_key_certificate"] == AGENT
    assert [one["type"] for one in cluster["identity"]] == ["SystemAssigned"]
    assert cluster["tags"] == {"owner": "platform"}


def test_extensions_follow_their_train_or_stay_at_a_version() -> None:
    pinned = {**FLUX, "pinned_version": "1.14.4", "settings": {"multiTenancy.enforce": "true"}}
    extensions = {"azurepolicy": POLICY, "flux": pinned}
    found = plan("arc_kubernetes_cluster", {**BARE, "extensions": extensions})
    policy: Any = values(found, 'azurerm_arc_kubernetes_cluster_extension.this["azurepolicy"]')
    assert policy["extension_type"] == "Microsoft.PolicyInsights"
    assert (policy["release_train"], policy["version"]) == ("stable", None)
    assert policy["release_namespace"] == "kube-system"
    assert [one["type"] for one in policy["identity"]] == ["SystemAssigned"]
    flux: Any = values(found, 'azurerm_arc_kubernetes_cluster_extension.this["flux"]')
    assert flux["version"] == "1.14.4"
    assert flux["release_train"] != "stable"
    assert flux["configuration_settings"] == {"multiTenancy.enforce": "true"}


def test_flux_applies_folders_in_order_and_signs_in_as_nobody() -> None:
    found = plan("arc_kubernetes_cluster", GIVEN)
    flux: Any = values(found, 'azurerm_arc_kubernetes_flux_configuration.this["cluster"]')
    assert (flux["scope"], flux["namespace"]) == ("cluster", "flux-system")
    (git,) = flux["git_repository"]
    assert (git["reference_type"], git["reference_value"]) == ("tag", "v1.2.3")
    for name in ("https_user", "local_auth_reference", "ssh_known_hosts_base64"):
        assert git[name] is None
    told = {one["name"]: one for one in flux["kustomizations"]}
    assert told["base"]["garbage_collection_enabled"] is True
    assert told["cork"]["garbage_collection_enabled"] is False
    assert told["cork"]["depends_on"] == ["base"]
    assert told["cork"]["path"] == "depots/cork"


REFUSED: list[tuple[Mapping[str, Any], str]] = [
    ({"name": "a b"}, "1 to 63 letters, digits, hyphens and underscores"),
    ({"agent_public_key_certificate": "-----BEGIN-----"}, "Expected the public key in base64"),
    ({"extensions": {"a b": FLUX}}, "name of an extension has 1 to 63 letters"),
    ({"extensions": {"flux": {**FLUX, "extension_type": "flux"}}}, "a type of Microsoft's"),
    ({"extensions": {"flux": {**FLUX, "release_train": "beta"}}}, "train stable or preview"),
    ({"extensions": {"flux": {**FLUX, "pinned_version": "1"}}}, "a version of three numbers"),
    ({"extensions": {}}, "Expected microsoft.flux among the extensions"),
    *(
        ({"flux_configuration": {**APPLIED, **bad}}, message)
        for bad, message in (
            ({"name": "Cluster"}, "1 to 30 lower-case letters"),
            ({"kustomizations": {}}, "Expected at least one folder"),
            (
                {"kustomizations": {"a": {"path": "a", "depends_on": ["b"]}}},
                "depends_on to name other kustomizations",
            ),
            ({"git_repository": {**REPOSITORY, "url": "https://a:b@c.d"}}, "without credentials"),
            ({"git_repository": {**REPOSITORY, "reference_type": "x"}}, "branch, tag or commit"),
            ({"git_repository": {**REPOSITORY, "interval_seconds": 1}}, "a minute or more"),
        )
    ),
]


@pytest.mark.parametrize(("bad", "message"), REFUSED)
def test_what_the_module_refuses(bad: Mapping[str, Any], message: str) -> None:
    with pytest.raises(TerraformFailedError) as refused:
        plan("arc_kubernetes_cluster", {**GIVEN, **bad})
    assert message in " ".join(str(refused.value).split())
