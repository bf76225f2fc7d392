"""Emulated Azure as a server of its own: for terraform, and for whatever reads Azure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Served:
    """Where emulated Azure answers: environment variables by name, secrets among them.

    ``TF_REATTACH_PROVIDERS`` points terraform at it. ``LANDSMITH_ARM_ENDPOINT`` is the address of
    its resource manager, which is read only; requests bring ``LANDSMITH_ARM_TOKEN`` and trust
    ``LANDSMITH_ARM_CERTIFICATE``.
    """

    environment: Mapping[str, str]


@contextmanager
def serve(
    cloud: Path, *, subscriptions: Iterable[str] = (), facts: Path | None = None
) -> Iterator[Served]:
    """Serve a cloud for as long as the block lasts, on loopback only.

    Args:
        cloud: the cloud's file; made if it is not there.
        subscriptions: ids of subscriptions that exist even while nothing lies in them.
        facts: a folder of the user's own provider facts.

    Raises:
        EmulatorError: the file can't be opened, or no port is to be had.
    """
    from landsmith.emulator import Emulator
    from landsmith.emulator.arm import Endpoint

    with (
        Emulator(cloud, facts=facts) as emulator,
        Endpoint(emulator.cloud, subscriptions=subscriptions, facts=facts) as endpoint,
    ):
        yield Served(
            {
                **emulator.environment(),
                "LANDSMITH_ARM_ENDPOINT": endpoint.url,
                "LANDSMITH_ARM_TOKEN": endpoint.token,
                "LANDSMITH_ARM_CERTIFICATE": str(endpoint.certificate),
            }
        )
