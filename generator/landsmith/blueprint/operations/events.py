"""Events of a cluster, sent on to what acts on them."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from landsmith.blueprint.base import Model, Uuid

EventType: TypeAlias = Literal[
    "ClusterSupportEnded",
    "ClusterSupportEnding",
    "NewKubernetesVersionAvailable",
    "NodePoolRollingFailed",
    "NodePoolRollingStarted",
    "NodePoolRollingSucceeded",
]

_GROUP = r"^/subscriptions/[0-9a-f-]{36}/resourceGroups/[\w().-]{1,90}/providers"


class StorageQueue(Model):
    """A queue of an existing storage account; the topic's identity writes to it."""

    kind: Literal["storage_queue"]
    storage_account_id: str = Field(
        pattern=rf"{_GROUP}/Microsoft\.Storage/storageAccounts/[a-z0-9]{{3,24}}$",
        description="Resource id of the account.",
    )
    queue: str = Field(
        pattern=r"^[a-z0-9](?:-?[a-z0-9]){2,62}$", description="Name of the queue, which exists."
    )

    @property
    def existing_ids(self) -> tuple[str, ...]:
        """Resource ids of what has to be there already: the account and its queue."""
        queue = f"{self.storage_account_id}/queueServices/default/queues/{self.queue}"
        return self.storage_account_id, queue


class EventHub(Model):
    """An existing event hub; the topic's identity writes to it."""

    kind: Literal["event_hub"]
    event_hub_id: str = Field(
        pattern=rf"{_GROUP}/Microsoft\.EventHub/namespaces/[A-Za-z0-9-]{{6,50}}/eventhubs/[A-Za-z0-9._-]{{1,256}}$",
        description="Resource id of the event hub.",
    )

    @property
    def existing_ids(self) -> tuple[str, ...]:
        """Resource ids of what has to be there already."""
        return (self.event_hub_id,)


class Webhook(Model):
    """A web address that Entra ID guards: Event Grid brings a token for the application."""

    kind: Literal["webhook"]
    url: str = Field(
        pattern=r"^https://[A-Za-z0-9.-]+(:[0-9]+)?/[A-Za-z0-9._/%-]*$",
        max_length=400,
        description="The address, https only and without a key in it.",
    )
    application_id: Uuid = Field(description="Id of the Entra application that the token is for.")

    @property
    def existing_ids(self) -> tuple[str, ...]:
        """Resource ids of what has to be there already: none."""
        return ()


EventTarget: TypeAlias = Annotated[StorageQueue | EventHub | Webhook, Field(discriminator="kind")]


class ClusterEvents(Model):
    """An Event Grid topic on the cluster and where it sends what happens."""

    types: tuple[EventType, ...] = Field(
        default=(
            "ClusterSupportEnded",
            "ClusterSupportEnding",
            "NewKubernetesVersionAvailable",
            "NodePoolRollingFailed",
        ),
        min_length=1,
        description="Events that are sent.",
    )
    target: EventTarget
    """Where they go."""
