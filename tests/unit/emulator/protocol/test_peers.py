"""The emulator answers its own user, and nobody else on the machine."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import grpc
import pytest

from landsmith.emulator import Emulator
from landsmith.emulator.protocol.peers import owner

METHOD = "/tfplugin6.Provider/GetMetadata"


def asked(emulator: Emulator, method: str = METHOD) -> bytes:
    """Call a method as a client on the port that terraform is given."""
    where = json.loads(emulator.environment()["TF_REATTACH_PROVIDERS"])
    with grpc.insecure_channel(next(iter(where.values()))["Addr"]["String"]) as channel:
        return channel.unary_unary(method)(b"", timeout=20)


def test_our_own_user_is_answered(tmp_path: Path) -> None:
    with Emulator(tmp_path / "cloud.db", ()) as emulator:
        assert asked(emulator)


@pytest.mark.parametrize(
    "method",
    [
        *(f"/tfplugin6.Provider/{name}" for name in ("GetMetadata", "GetProviderSchema")),
        *("/tfplugin6.Provider/ReadResource", "/plugin.GRPCController/Shutdown"),
    ],
)
def test_another_user_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    with Emulator(tmp_path / "cloud.db", ()) as emulator:
        monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
        with pytest.raises(grpc.RpcError, match="PERMISSION_DENIED"):
            asked(emulator, method)


def test_whose_a_connection_is_stands_in_the_system_s_table() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client:
            own = client.getsockname()[1]
            assert owner(f"ipv4:127.0.0.1:{own}", port) == os.getuid()
            assert owner(f"ipv4:127.0.0.1:{own}", port + 1) is None
            assert owner(f"ipv4:127.0.0.2:{own}", port) is None
        for odd in ("unix:", "ipv6:%5B::1%5D:1", "", "ipv4:127.0.0.1:x"):
            assert owner(odd, port) is None


def test_a_connection_through_a_socket_of_the_newer_kind_is_found() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("::ffff:127.0.0.1", port)) as client:
            assert owner(f"ipv4:127.0.0.1:{client.getsockname()[1]}", port) == os.getuid()
