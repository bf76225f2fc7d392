"""Clusters elsewhere: the calls that show them in Azure, with what their agents install."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.cluster.arc import ArcCluster
from landsmith.blueprint.operations.gitops import GitOps
from landsmith.compose import parts
from landsmith.compose.cluster.gitops import NAMESPACE, chosen, repository
from landsmith.compose.model import ModuleCall, Ref, Value
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import arc_key


def calls(zone: LandingZone) -> Iterator[ModuleCall]:
    """Yield the call of each cluster elsewhere."""
    for name, cluster in zone.arc_clusters.items():
        inputs: dict[str, Value] = {
            "name": zone.name(f"{arc_key(name)}/arc_kubernetes_cluster"),
            "location": cluster.region or parts.LOCATION,
            "resource_group_name": Ref("resource_group", "name"),
            "agent_public_key_certificate": cluster.agent_certificate,
            **(_installed(cluster) if cluster.connected else {}),
            "tags": parts.TAGS,
        }
        yield ModuleCall(f"arc_{name.replace('-', '_')}", "arc_kubernetes_cluster", inputs)


def _installed(cluster: ArcCluster) -> dict[str, Value]:
    """Return what the agent installs.

    Source of the policy extension's name and namespace: the built-in policy "Configure Azure Arc
    enabled Kubernetes clusters to install the Azure Policy extension".
    """
    extensions: dict[str, Value] = {}
    if cluster.policy_extension:
        policy: Value = {
            "extension_type": "Microsoft.PolicyInsights",
            "namespace": "kube-system",
        }
        extensions["azurepolicy"] = policy
    if not cluster.gitops:
        return {"extensions": extensions} if extensions else {}
    extensions["flux"] = _flux(cluster.gitops)
    return {"extensions": extensions, "flux_configuration": _configuration(cluster.gitops)}


def _flux(gitops: GitOps) -> dict[str, Value]:
    version = {"pinned_version": gitops.version} if gitops.version else {}
    return {"extension_type": "microsoft.flux", "namespace": NAMESPACE, **version}


def _configuration(gitops: GitOps) -> dict[str, Value]:
    return {
        "name": "cluster",
        "git_repository": repository(gitops),
        "kustomizations": chosen(gitops),
    }
