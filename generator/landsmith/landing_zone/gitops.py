"""What a cluster's manifests and the GitOps that applies them agree on."""

from __future__ import annotations

INFRASTRUCTURE, TENANTS = "infrastructure", "tenants"
"""Folders of a cluster's manifests: the platform's, and the teams'."""


def client_id_variable(identity: str) -> str:
    """Return the Flux variable that holds the client id of a workload identity."""
    return f"identity_{identity.replace('-', '_')}_client_id"
