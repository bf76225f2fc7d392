"""Emulated Azure as a running server that terraform is pointed at."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from landsmith.emulator.cloud import Cloud
from landsmith.emulator.faults import Fault, Faults
from landsmith.errors import EmulatorError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import grpc

    from landsmith.emulator.facts import ProviderFacts

PROVIDERS: Final = ("azurerm", "azuread")
REGISTRIES: Final = ("registry.terraform.io", "registry.opentofu.org")

_THREADS: Final = 16
_LAST_WORDS: Final = 2.0
"""Seconds for answers to what was done before the emulator died."""

_OPTIONS: Final = (
    ("grpc.max_receive_message_length", 256 * 2**20),
    ("grpc.max_send_message_length", 256 * 2**20),
    ("grpc.so_reuseport", 0),
)


class Emulator:
    """Serves azurerm, azuread and the user's own providers over one cloud, on loopback.

    Use it as a context manager and give terraform the `environment`::

        with Emulator(Path("cloud.db")) as emulator:
            subprocess.run(["terraform", "plan"], env=os.environ | emulator.environment())

    ``types`` limits azurerm's and azuread's schemas to the resource types and data sources that
    will be used, which makes each terraform run faster; None serves all of them. ``fault`` is what
    is to go wrong; an emulator that died of it can only be closed, and another one opened over the
    same cloud. ``facts`` is the folder of the user's own provider facts: they go before those that
    ship, and `origins` says where each provider's came from. ``given`` are ids of what is there
    already, such as a circuit that was ordered before.
    """

    def __init__(
        self,
        cloud: Path,
        types: Iterable[str] | None = None,
        fault: Fault | None = None,
        *,
        facts: Path | None = None,
        given: Iterable[str] = (),
    ) -> None:
        self._path = cloud
        self._given = frozenset(id_.lower().rstrip("/") for id_ in given)
        self._types = None if types is None else frozenset(types)
        self._facts = facts
        self._ports: dict[str, int] = {}
        self.origins: tuple[str, ...] = ()
        self._fault = fault
        self.faults = Faults(fault)
        self.faults.on_crash = self._die

    def __enter__(self) -> Emulator:
        """Start to serve.

        Raises:
            EmulatorError: the cloud can't be opened, the user's own facts can't be read, or no
                port is to be had.

        """
        from landsmith.emulator.facts import known_providers, provider_facts

        served = [provider_facts(name, self._facts) for name in known_providers(self._facts)]
        self.origins = tuple(facts.origin for facts in served)
        self.cloud = Cloud(self._path)
        self.cloud.given = self._given
        self._decoy = _decoy() if self._fault and self._fault.kills else None
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="emulator")
        self._servers = [self._serve(facts) for facts in served]
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _serve(self, facts: ProviderFacts) -> grpc.Server:
        import grpc

        from landsmith.emulator.protocol.peers import HOST, Guarded
        from landsmith.emulator.protocol.service import Service
        from landsmith.emulator.provider.generic import GenericProvider
        from landsmith.emulator.provider.provider import Provider

        azure = facts.provider in PROVIDERS
        kind = Provider if azure else GenericProvider
        provider = kind(facts, self.cloud, faults=self.faults)
        service = Service(provider, self._types if azure else None)
        handlers = [Guarded(handler) for handler in service.handlers()]
        server = grpc.server(self._pool, handlers=[*handlers], options=_OPTIONS)
        try:
            port = server.add_insecure_port(f"{HOST}:0")
        except RuntimeError as error:
            raise EmulatorError(f"no port for {facts.provider}: {error}") from error
        self._ports[_place(facts.address)] = port
        for handler in handlers:
            handler.port = port
        server.start()
        return server

    def close(self) -> None:
        """Stop serving and close the cloud."""
        for stopped in [server.stop(0) for server in self._servers]:
            stopped.wait()
        self._pool.shutdown()
        self.cloud.close()
        if self._decoy:
            self._decoy.kill()
            self._decoy.communicate()

    def _die(self) -> None:
        """Stop serving without a word; what other requests had done already is still answered."""
        for server in self._servers:
            server.stop(_LAST_WORDS)

    def environment(self) -> dict[str, str]:
        """Return the environment variables that point terraform, or tofu, here."""
        pid = self._decoy.pid if self._decoy else os.getpid()
        where = {
            f"{registry}/{place}": _reattach(port, pid)
            for place, port in self._ports.items()
            for registry in REGISTRIES
        }
        return {"TF_REATTACH_PROVIDERS": json.dumps(where)}


def _place(address: str) -> str:
    """Return a provider's namespace and name, without the registry that it comes from."""
    return "/".join(address.lower().split("/")[-2:])


def _decoy() -> subprocess.Popen[bytes]:
    """Start a process that waits: terraform kills whoever claims to serve a port that is dead."""
    command = [sys.executable, "-I", "-S", "-c", "input()"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _reattach(port: int, pid: int) -> dict[str, object]:
    return {
        "Protocol": "grpc",
        "ProtocolVersion": 6,
        "Pid": pid,
        "Test": True,
        "Addr": {"Network": "tcp", "String": f"127.0.0.1:{port}"},
    }
