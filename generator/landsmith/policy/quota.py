"""The vCPU quotas that a customer has, as ``quotas.yaml`` beside the landing-zone file says.

The file holds a list under the key ``quotas``, of what ``az vm list-usage`` shows::

    quotas:
      - subscription: 0a1b2c3d-1111-4aaa-8bbb-000000000002
        region: westeurope
        name: standardDDSv5Family
        limit: 200
        used: 0
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from landsmith.blueprint.base import Model, Uuid
from landsmith.blueprint.offers.regions import Region
from landsmith.blueprint.reading.load import load_model

if TYPE_CHECKING:
    from landsmith.blueprint.reading.load import Source


class Quota(Model):
    """One vCPU quota of a subscription in a region."""

    subscription: Uuid
    """The subscription."""
    region: Region
    """The region."""
    name: str = Field(min_length=1, max_length=100, description="Such as standardDDSv5Family.")
    limit: int = Field(ge=0, le=1_000_000, description="vCPUs that may be used.")
    used: int = Field(
        default=0, ge=0, le=1_000_000, description="vCPUs used by what is not in this file."
    )

    @property
    def key(self) -> tuple[str, str, str]:
        """What the quota is of: subscription, region and name, as ``quota_key`` writes it."""
        return quota_key(self.subscription, self.region, self.name)


class QuotaFile(Model):
    """The quotas of a landing zone's subscriptions."""

    quotas: tuple[Quota, ...] = Field(min_length=1, description="One for each VM family.")


def quota_key(subscription: str, region: str, name: str) -> tuple[str, str, str]:
    """Return a key for comparisons: Azure writes one family in several ways."""
    return subscription.lower(), region, name.lower().replace(" ", "").replace("_", "")


def load(source: Source) -> tuple[Quota, ...]:
    """Return the quotas of a file.

    Raises:
        InputError: with every problem of the file and its line.
    """
    return load_model(source, QuotaFile).quotas
