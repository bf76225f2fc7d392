"""Emulated Azure as a running server that terraform is pointed at."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from landsmith.emulator.cloud import Cloud
from landsmith.errors import EmulatorError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import grpc

PROVIDERS: Final = ("azurerm", "azuread")
REGISTRIES: Final = ("registry.terraform.io", "registry.opentofu.org")

_THREADS: Final = 16
_OPTIONS: Final = (
    ("grpc.max_receive_message_length", 256 * 2**20),
    ("grpc.max_send_message_length", 256 * 2**20),
    ("grpc.so_reuseport", 0),
)


class Emulator:
    """Serves azurerm and azuread over one cloud, on the loopback interface only.

    Use it as a context manager and give terraform the `environment`::

        with Emulator(Path("cloud.db")) as emulator:
            subprocess.run(["terraform", "plan"], env=os.environ | emulator.environment())

    ``types`` limits the schemas to the resource types and data sources that will be used, which
    makes each terraform run faster; None serves all of them.
    """

    def __init__(self, cloud: Path, types: Iterable[str] | None = None) -> None:
        self._path = cloud
        self._types = None if types is None else frozenset(types)
        self._ports: dict[str, int] = {}

    def __enter__(self) -> Emulator:
        """Start to serve.

        Raises:
            EmulatorError: the cloud can't be opened, or no port is to be had.

        """
        self.cloud = Cloud(self._path)
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="emulator")
        self._servers = [self._serve(name) for name in PROVIDERS]
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _serve(self, name: str) -> grpc.Server:
        import grpc

        from landsmith.emulator.facts import provider_facts
        from landsmith.emulator.provider import Provider
        from landsmith.emulator.service import Service

        service = Service(Provider(provider_facts(name), self.cloud), self._types)
        server = grpc.server(self._pool, handlers=list(service.handlers()), options=_OPTIONS)
        try:
            self._ports[name] = server.add_insecure_port("127.0.0.1:0")
        except RuntimeError as error:
            raise EmulatorError(f"no port for {name}: {error}") from error
        server.start()
        return server

    def close(self) -> None:
        """Stop serving and close the cloud."""
        for stopped in [server.stop(0) for server in self._servers]:
            stopped.wait()
        self._pool.shutdown()
        self.cloud.close()

    def environment(self) -> dict[str, str]:
        """Return the environment variables that point terraform, or tofu, here."""
        where = {
            f"{registry}/hashicorp/{name}": _reattach(port)
            for name, port in self._ports.items()
            for registry in REGISTRIES
        }
        return {"TF_REATTACH_PROVIDERS": json.dumps(where)}


def _reattach(port: int) -> dict[str, object]:
    return {
        "Protocol": "grpc",
        "ProtocolVersion": 6,
        "Pid": os.getpid(),
        "Test": True,
        "Addr": {"Network": "tcp", "String": f"127.0.0.1:{port}"},
    }
