from __future__ import annotations

import http.client
import json
import socket
import ssl
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from landsmith.emulator import Cloud, Resource
from landsmith.emulator.arm import EmulatorCredential, Endpoint
from landsmith.emulator.values import Object

GROUP = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg"
LIST = "/subscriptions?api-version=2022-12-01"


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[Cloud]:
    with Cloud(tmp_path / "cloud.db") as cloud:
        cloud.put(Resource("azurerm", "azurerm_resource_group", GROUP, {"id": GROUP, "name": "rg"}))
        yield cloud


@pytest.fixture
def endpoint(cloud: Cloud) -> Iterator[Endpoint]:
    with Endpoint(cloud) as endpoint:
        yield endpoint


def send(
    endpoint: Endpoint,
    path: str = LIST,
    method: str = "GET",
    token: str | None = None,
    body: str = "",
) -> tuple[int, Object]:
    given = endpoint.token if token is None else token
    headers = {"Authorization": f"Bearer {given}"} if given else {}
    context = ssl.create_default_context(cafile=str(endpoint.certificate))
    where = urlsplit(endpoint.url).netloc
    connection = http.client.HTTPSConnection(where, context=context, timeout=5)
    try:
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text else {}
    finally:
        connection.close()


def test_it_answers_with_the_token(endpoint: Endpoint) -> None:
    status, body = send(endpoint)
    assert status == 200
    assert [item["id"] for item in body["value"]] == ["/".join(GROUP.split("/")[:3])]


@pytest.mark.parametrize("token", ["", "wrong", "x" * 4096, "tök"])
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_another_token_is_refused(endpoint: Endpoint, token: str, method: str) -> None:
    status, body = send(endpoint, method=method, token=token.encode().decode("latin-1"))
    code = "InvalidAuthenticationToken" if token else "AuthenticationFailed"
    assert status == 401
    assert body["error"]["code"] == code
    assert endpoint.token not in json.dumps(body)


def test_every_endpoint_has_a_token_and_a_certificate_of_its_own(cloud: Cloud) -> None:
    with Endpoint(cloud) as one, Endpoint(cloud) as other:
        assert one.token != other.token
        assert one.certificate.read_bytes() != other.certificate.read_bytes()
        assert send(one, token=other.token)[0] == 401


def test_it_listens_on_loopback_alone(endpoint: Endpoint) -> None:
    where = urlsplit(endpoint.url)
    assert where.hostname == "127.0.0.1"
    inode = {
        line.split()[9] for line in _sockets("tcp") if line.split()[1].endswith(_port(where.port))
    }
    assert len(inode) == 1
    listening = [line.split()[1] for line in _sockets("tcp") if line.split()[9] in inode]
    assert listening == [f"0100007F{_port(where.port)}"]
    assert not [line for line in _sockets("tcp6") if line.split()[1].endswith(_port(where.port))]


def _port(port: int | None) -> str:
    return f":{port:04X}"


def _sockets(kind: str) -> list[str]:
    """Return the kernel's lines about listening sockets."""
    path = Path("/proc/net") / kind
    if not path.exists():
        pytest.skip("needs /proc/net")
    return [line for line in path.read_text().splitlines()[1:] if line.split()[3] == "0A"]


@pytest.mark.parametrize("method", ["PUT", "POST", "PATCH", "DELETE"])
def test_nothing_is_changed(endpoint: Endpoint, cloud: Cloud, method: str) -> None:
    before = cloud.resources()
    status, body = send(endpoint, f"{GROUP}?api-version=2024-01-01", method, body="{}" * 1000)
    assert (status, body["error"]["code"]) == (405, "MethodNotAllowed")
    assert cloud.resources() == before


def test_a_head_tells_whether_it_is_there(endpoint: Endpoint) -> None:
    assert send(endpoint, f"{GROUP}?api-version=2024-01-01", "HEAD") == (204, {})
    assert send(endpoint, f"{GROUP}x?api-version=2024-01-01", "HEAD") == (404, {})


def test_what_is_no_request_is_refused_in_arms_form(endpoint: Endpoint) -> None:
    status, body = send(endpoint, method="BREW")
    assert (status, body["error"]["code"]) == (501, "InvalidRequest")


def test_plain_http_gets_nothing(endpoint: Endpoint) -> None:
    where = urlsplit(endpoint.url)
    assert where.port
    with socket.create_connection(("127.0.0.1", where.port), 5) as raw:
        raw.sendall(b"GET /subscriptions HTTP/1.1\r\nHost: x\r\n\r\n")
        assert not _received(raw).startswith(b"HTTP")
    assert send(endpoint)[0] == 200


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(100)
    except ConnectionResetError:
        return b""


def test_another_certificate_is_not_trusted(endpoint: Endpoint) -> None:
    context = ssl.create_default_context()
    where = urlsplit(endpoint.url).netloc
    connection = http.client.HTTPSConnection(where, context=context, timeout=5)
    with pytest.raises(ssl.SSLCertVerificationError):
        connection.request("GET", LIST)
    connection.close()
    assert send(endpoint)[0] == 200


def test_the_strictest_check_accepts_the_certificate(endpoint: Endpoint) -> None:
    context = ssl.create_default_context(cafile=str(endpoint.certificate))
    context.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN
    where = urlsplit(endpoint.url).netloc
    connection = http.client.HTTPSConnection(where, context=context, timeout=5)
    connection.connect()
    connection.close()


def test_no_private_key_stays_on_the_disk(endpoint: Endpoint) -> None:
    folder = endpoint.certificate.parent
    assert [path.name for path in folder.iterdir()] == ["arm.pem"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "PRIVATE" not in endpoint.certificate.read_text()


def test_it_stops_though_a_client_stays_silent(
    cloud: Cloud, capfd: pytest.CaptureFixture[str]
) -> None:
    before = threading.active_count()
    with Endpoint(cloud) as endpoint:
        port = urlsplit(endpoint.url).port
        silent = [socket.create_connection(("127.0.0.1", port or 0), 5) for _ in range(3)]
        assert send(endpoint)[0] == 200
    assert threading.active_count() == before
    assert not endpoint.certificate.exists()
    for connection in silent:
        connection.close()
    with pytest.raises(ConnectionRefusedError):
        send_to(endpoint)
    assert capfd.readouterr() == ("", "")


def send_to(endpoint: Endpoint) -> None:
    where = urlsplit(endpoint.url)
    socket.create_connection(("127.0.0.1", where.port or 0), 5).close()


def test_many_may_ask_at_once(endpoint: Endpoint) -> None:
    with ThreadPoolExecutor(16) as pool:
        statuses = list(pool.map(lambda _: send(endpoint)[0], range(200)))
    assert statuses == [200] * 200


def test_a_closed_cloud_is_an_error_not_a_traceback(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    cloud = Cloud(tmp_path / "other.db")
    with Endpoint(cloud) as endpoint:
        cloud.close()
        status, body = send(endpoint)
    assert (status, body["error"]["code"]) == (500, "InternalServerError")
    assert capfd.readouterr() == ("", "")


def test_the_credential_gives_the_token_for_any_scope() -> None:
    given = "abc-123"
    credential = EmulatorCredential(given)
    assert credential.get_token("https://any/.default", claims="x").token == given
    assert given not in repr(credential)
