"""Clusters elsewhere: Azure Arc shows them, with what their agents install."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from landsmith.blueprint.cluster.arc import ArcCluster
from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.offers.regions import REGIONS
from landsmith.blueprint.operations.gitops import GitOps
from landsmith.calls import parts
from landsmith.calls.model import ModuleCall, Value
from landsmith.components.cluster.flux import NAMESPACE, chosen, repository
from landsmith.components.component import GROUP, GlobalComponent, Whole
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import Name, Namer, arc_key


class Arc(GlobalComponent):
    """The clusters that run elsewhere."""

    providers = ("Kubernetes", "KubernetesConfiguration", "PolicyInsights")

    def applies(self, whole: Whole) -> bool:
        """Tell whether there are any."""
        return bool(whole.arc_clusters)

    def names(self, file: LandingZoneFile, namer: Namer, group: str) -> Iterator[Name]:
        """Yield the name of each, in its own region."""
        for name, cluster in file.arc_clusters.items():
            elsewhere = replace(
                namer,
                key=arc_key(name),
                name=name,
                region_code=REGIONS[cluster.region or file.region].code,
                field=("arc_clusters", name),
            )
            yield elsewhere.named("azurerm_arc_kubernetes_cluster", detail=group)

    def calls(self, zone: LandingZone) -> Iterator[ModuleCall]:
        """Yield the call of each."""
        for name, cluster in zone.arc_clusters.items():
            inputs: dict[str, Value] = {
                "name": zone.name(f"{arc_key(name)}/arc_kubernetes_cluster"),
                "location": cluster.region or parts.LOCATION,
                "resource_group_name": GROUP,
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
