"""Managed identities beside a cluster, and the service accounts that they trust."""

from __future__ import annotations

from landsmith.calls import parts
from landsmith.calls.model import Ref, Value
from landsmith.calls.parts import CLUSTER_GROUP

CALL = "workload_identities"


def trust(namespace: str, service_account: str, name: str = "kubernetes") -> dict[str, Value]:
    """Return the federated credential of a service account of the landing zone's cluster.

    Source: AKS documentation, "Deploy and configure workload identity".
    """
    return {
        "name": name,
        "issuer": Ref("cluster", "oidc_issuer_url"),
        "subject": f"system:serviceaccount:{namespace}:{service_account}",
    }


def identity_inputs(identities: Value) -> dict[str, Value]:
    """Return the inputs of identities that stand beside the cluster."""
    return {
        "identities": identities,
        "location": parts.LOCATION,
        "resource_group_name": CLUSTER_GROUP,
        "tags": parts.TAGS,
    }
