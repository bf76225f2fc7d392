"""Azure Policy assignments as data: which built-in definition, with which parameters.

Definition ids: the catalogue of Azure Policy built-ins, read in April 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from landsmith.compose import ids
from landsmith.compose.model import Value
from landsmith.compose.parts import EXCLUDED_NAMESPACES

SYSTEM_NAMESPACES = (
    "app-routing-system",
    "kube-system",
    "gatekeeper-system",
    "azure-arc",
    "azure-extensions-usage-system",
)
"""Namespaces that Azure's own components live in; overriding the parameter replaces its default."""


@dataclass(frozen=True)
class Assignment:
    """One assignment; ``effects`` are its values of the ``effect`` parameter for audit and deny.

    Without ``effects`` the definition has a fixed effect: in audit it is assigned, not enforced.
    One that is not ``enforced`` never is.
    """

    name: str
    display_name: str
    definition: str
    effects: tuple[str, str] | None = ("Audit", "Deny")
    initiative: bool = False
    in_cluster: bool = False
    enforced: bool = True
    parameters: Mapping[str, str] = field(default_factory=dict)
    list_parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


AUDIT_ONLY = ("Audit", "Audit")
IF_NOT_EXISTS = ("AuditIfNotExists", "AuditIfNotExists")

PLATFORM = (
    Assignment(
        "storage-https", "Storage accounts take HTTPS only", "404c3081-a854-4457-ae30-26a93ef643f9"
    ),
    Assignment(
        "storage-no-shared-key",
        "Storage accounts refuse shared keys",
        "8c6a50c6-9ffd-4ae7-986f-5fa6111f9a54",
    ),
)

# The hub's gateway and firewall subnets can't be private: the policy would refuse the hub itself.
LANDING_ZONES = (
    Assignment(
        "subnets-private",
        "Subnets have no default outbound access",
        "7bca8353-aa3b-429b-904a-9229c4385837",
    ),
    Assignment(
        "nic-no-public-ip",
        "Network interfaces have no public address",
        "83a86a26-fd1f-447c-b59d-e51f44264114",
        effects=None,
    ),
)

WORKLOAD = (
    Assignment(
        "aks-private", "Cluster's API server is private", "040732e8-d947-40b8-95d6-854c95024bf8"
    ),
    Assignment(
        "aks-local-auth", "Cluster has no local accounts", "993c2fcd-2b29-49d2-9eb0-df2c3a730c32"
    ),
    Assignment(
        "aks-entra",
        "Cluster signs in with Entra ID",
        "450d2877-ebea-41e8-b00c-e286317d21bf",
        AUDIT_ONLY,
    ),
    Assignment(
        "aks-managed-identity",
        "Cluster uses managed identities",
        "da6e2401-19da-4532-9141-fb8fbde08431",
        AUDIT_ONLY,
    ),
    Assignment(
        "aks-workload-identity",
        "Cluster has workload identity",
        "2cc2e023-0dac-4046-875b-178f683929d5",
        AUDIT_ONLY,
    ),
    Assignment("aks-rbac", "Cluster uses RBAC", "ac4a19c2-fa67-49b4-8ae5-0b2e78c49457", AUDIT_ONLY),
    Assignment(
        "aks-policy-addon",
        "Cluster has the Azure Policy add-on",
        "0a15ec92-a229-4763-bb14-0ea34a568f8d",
        AUDIT_ONLY,
    ),
    Assignment(
        "aks-version",
        "Kubernetes version has no known vulnerability",
        "fb893a29-21bb-418c-a157-e99480ec364c",
        AUDIT_ONLY,
    ),
    Assignment(
        "aks-auto-upgrade",
        "Cluster upgrades by itself",
        "5c345cdf-2049-47e0-b8fe-b0e96bc2df35",
        AUDIT_ONLY,
    ),
    Assignment(
        "aks-node-upgrade",
        "Node images upgrade by themselves",
        "04408ca5-aa10-42ce-8536-98955cdddd4c",
        AUDIT_ONLY,
    ),
    Assignment(
        "aks-image-cleaner",
        "Unused images are removed",
        "af3c26b2-6fad-493e-9236-9c68928516ab",
        AUDIT_ONLY,
    ),
    Assignment(
        "aks-host-encryption",
        "Node disks are encrypted at the host",
        "41425d9f-d1a5-499a-9932-f8ed8453932c",
    ),
    Assignment(
        "aks-cni", "Cluster uses Azure CNI", "46238e2f-3f6f-4589-9f3f-77bed4116e67", AUDIT_ONLY
    ),
    Assignment(
        "aks-command-invoke",
        "Command invoke is off",
        "89f2d532-c53c-4f8f-9afa-4927b1114a0d",
        AUDIT_ONLY,
    ),
    Assignment(
        "aks-logs",
        "Cluster sends resource logs",
        "245fc9df-fa96-4414-9a0b-3738c2f7341c",
        IF_NOT_EXISTS,
    ),
    Assignment(
        "pod-security",
        "Pods keep the baseline standard",
        "a8640138-9b0a-4a28-b8cb-1666c838647d",
        initiative=True,
        in_cluster=True,
    ),
    Assignment(
        "ingress-https",
        "Ingress takes HTTPS only",
        "1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d",
        in_cluster=True,
    ),
    Assignment(
        "internal-lb",
        "Load balancers are internal",
        "3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e",
        in_cluster=True,
    ),
    Assignment(
        "default-namespace",
        "Nothing runs in the default namespace",
        "9f061a12-e40d-4183-a00e-171812443373",
        in_cluster=True,
    ),
    Assignment(
        "no-latest-tag",
        "Images have a version",
        "021f8078-41a0-40e6-81b6-c6597da9f3ee",
        AUDIT_ONLY,
        in_cluster=True,
    ),
    Assignment(
        "no-naked-pods",
        "Pods belong to a controller",
        "65280eef-c8b4-425e-9aec-af55e55bf581",
        AUDIT_ONLY,
        in_cluster=True,
    ),
    Assignment(
        "acr-admin", "Registry has no admin account", "dc921057-6b28-4fbe-9b83-f7bec05db6c2"
    ),
    Assignment(
        "acr-anonymous", "Registry refuses anonymous pull", "9f2dea28-e834-476c-99c5-3507b4728395"
    ),
    Assignment(
        "acr-public", "Registry has no public access", "0fdf0491-d080-4575-b627-ad0e843cba0f"
    ),
    Assignment(
        "kv-public", "Key Vault has no public access", "405c5871-3e91-4644-8a63-58e19d68ff5b"
    ),
    Assignment(
        "kv-purge", "Key Vault has deletion protection", "0b60c0b2-2dc2-4e1c-b5c9-abbed971de53"
    ),
    Assignment("kv-rbac", "Key Vault uses RBAC", "12d4fa5e-1f9f-4c21-97a9-b99b3c6611b5"),
)


def allowed_locations(regions: tuple[str, ...]) -> tuple[Assignment, ...]:
    """Return the assignments that keep resources and resource groups in the given regions."""
    listed = {"listOfAllowedLocations": regions}
    resources, groups = (
        "e56962a6-4747-49cd-b67b-bf8b01975c4c",
        "e765b5de-1225-4ba3-bd56-1ac6695af988",
    )
    return (
        Assignment(
            "allowed-locations",
            "Resources are in allowed regions",
            resources,
            None,
            list_parameters=listed,
        ),
        Assignment(
            "allowed-rg-locations",
            "Resource groups are in allowed regions",
            groups,
            None,
            list_parameters=listed,
        ),
    )


def required_tags(tags: tuple[str, ...]) -> tuple[Assignment, ...]:
    """Return the assignments that require each tag on resource groups.

    They are never enforced: Azure Monitor and Network Watcher make resource groups of their own,
    without tags, and could make none.
    """
    definition = "96670d01-0a4d-4649-9c89-2d3abc0a5025"
    return tuple(
        Assignment(
            f"tag-{tag.lower()}"[:24],
            f"Resource groups have the tag {tag}",
            definition,
            None,
            enforced=False,
            parameters={"tagName": tag},
        )
        for tag in tags
    )


def allowed_images(registry: str) -> Assignment:
    """Return the assignment that keeps images to the landing zone's registry and Microsoft's."""
    pattern = rf"^({registry}\.azurecr\.io|mcr\.microsoft\.com)/.+$"
    return Assignment(
        "allowed-images",
        "Images come from this landing zone's registry or Microsoft's",
        "febd0533-8e55-448f-b837-bd0e06f16469",
        in_cluster=True,
        parameters={"allowedContainerImagesRegex": pattern},
    )


def limits() -> Assignment:
    """Return the assignment that bounds the CPU and memory of every container."""
    return Assignment(
        "container-limits",
        "Containers have CPU and memory limits",
        "e345eecc-fa47-480f-9e88-67dcc122b164",
        in_cluster=True,
        parameters={"cpuLimit": "4", "memoryLimit": "8Gi"},
    )


def as_inputs(assignments: tuple[Assignment, ...], effect: str) -> dict[str, Value]:
    """Return the module's map of assignments for an effect, ``audit`` or ``deny``."""
    return {item.name: _as_input(item, effect) for item in assignments}


def _as_input(item: Assignment, effect: str) -> dict[str, Value]:
    definition = ids.policy_set if item.initiative else ids.policy
    chosen = {"effect": item.effects[effect == "deny"]} if item.effects else {}
    parameters = {**item.parameters, **chosen}
    lists: dict[str, Value] = dict(item.list_parameters)
    if item.in_cluster:
        lists["excludedNamespaces"] = EXCLUDED_NAMESPACES
    return {
        "display_name": item.display_name,
        "policy_definition_id": definition(item.definition),
        **({"parameters": parameters} if parameters else {}),
        **({"list_parameters": lists} if lists else {}),
        **({} if _is_enforced(item, effect) else {"enforce": False}),
        **_message(item),
    }


def _is_enforced(item: Assignment, effect: str) -> bool:
    return item.enforced and (item.effects is not None or effect == "deny")


def _message(item: Assignment) -> dict[str, Value]:
    """Return what is said of a violation; Azure takes no such message of a policy in a cluster."""
    if item.in_cluster:
        return {}
    return {"non_compliance_message": f"Expected: {_lower_first(item.display_name)}."}


def _lower_first(text: str) -> str:
    return text[0].lower() + text[1:]
