"""Lets in only who runs as we do: a port on loopback is open to every user of the machine.

Linux tells in ``/proc/net/tcp`` whose a connection is; source: proc_pid_net(5). Where the system
does not tell, everybody on the machine is let in.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import grpc

AGE: Final = 0.5
"""Seconds that an answer counts. Nobody can have got the same port meanwhile: the system keeps it
for a second at least after its connection was closed; source: Linux, ip-sysctl, tcp_tw_reuse."""

HOST: Final = "127.0.0.1"
_TABLES: Final = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
_LOOPBACK: Final = ("0100007F", "0000000000000000FFFF00000100007F")
"""127.0.0.1 as the tables write it, on little-endian machines."""

_OTHERS: Final = ("7F000001", "00000000000000000000FFFF7F000001")
"""The same on big-endian machines."""

_ADDRESSES: Final = frozenset({*_LOOPBACK, *_OTHERS})
Behaviour: TypeAlias = Callable[[Any, grpc.ServicerContext], Any]


def owner(peer: str, port: int) -> int | None:
    """Return the id of the user that a connection to our ``port`` is of, None if it isn't there.

    Args:
        peer: the other end as gRPC writes it, such as ``ipv4:127.0.0.1:40000``.
        port: our end's port, on 127.0.0.1.
    """
    kind, _, rest = peer.partition(":")
    host, _, other = rest.rpartition(":")
    if kind != "ipv4" or host != HOST or not other.isdigit():
        return None
    ends = (f"{int(other):04X}", f"{port:04X}")
    return next((uid for one, uid in _connections() if one == ends), None)


def _connections() -> Iterator[tuple[tuple[str, str], int]]:
    """Yield the two ports and the owner of each connection from 127.0.0.1 to itself."""
    for table in _TABLES:
        if table.exists():
            for line in table.read_text(encoding="ascii").splitlines()[1:]:
                _, local, remote, _, _, _, _, uid, *_ = line.split()
                (here, one), (there, two) = local.split(":"), remote.split(":")
                if here in _ADDRESSES and there in _ADDRESSES:
                    yield (one, two), int(uid)


if TYPE_CHECKING:
    _Handler: TypeAlias = grpc.GenericRpcHandler[Any, Any]
else:
    _Handler = grpc.GenericRpcHandler


class Guarded(_Handler):
    """The calls of one service, for our own user alone; ``port`` is set once there is one."""

    def __init__(self, handler: _Handler) -> None:
        self._handler = handler
        self._seen: dict[str, float] = {}
        self.port = 0

    def service(
        self, handler_call_details: grpc.HandlerCallDetails
    ) -> grpc.RpcMethodHandler[Any, Any] | None:
        """Return what answers a method, behind the guard."""
        found: Any = self._handler.service(handler_call_details)
        if found is None:
            return None
        kind = "unary_stream" if found.response_streaming else "unary_unary"
        guarded: grpc.RpcMethodHandler[Any, Any] = found._replace(
            **{kind: self._guarded(getattr(found, kind))}
        )
        return guarded

    def _guarded(self, answer: Behaviour) -> Behaviour:
        def guarded(request: Any, context: grpc.ServicerContext) -> Any:  # noqa: ANN401
            if not self._known(context.peer()):
                context.abort(grpc.StatusCode.PERMISSION_DENIED, "another user's emulator")
            return answer(request, context)

        return guarded

    def _known(self, peer: str) -> bool:
        """Tell whether a peer is our own user's; what was seen just now is not looked up again."""
        now = time.monotonic()
        if now - self._seen.get(peer, -AGE) < AGE:
            return True
        if _TABLES[0].exists() and owner(peer, self.port) != os.geteuid():
            return False
        self._seen[peer] = now
        return True
