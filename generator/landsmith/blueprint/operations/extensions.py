"""Cluster extensions that Azure installs and upgrades."""

from __future__ import annotations

from pydantic import Field

from landsmith.blueprint.base import Model

VERSION = r"^[0-9]+\.[0-9]+\.[0-9]+$"


class Dapr(Model):
    """The Dapr extension: building blocks for services, with mutual TLS between them."""

    version: str | None = Field(
        default=None,
        pattern=VERSION,
        description="Version; default: upgraded by Azure within its stable train.",
    )
    high_availability: bool = Field(
        default=True, description="Three replicas of each of its control plane's parts."
    )
