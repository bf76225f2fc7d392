"""The endpoint: HTTPS on the loopback address, a token on every request, nothing is changed."""

from __future__ import annotations

import contextlib
import hmac
import json
import secrets
import socket
import time
from decimal import Decimal
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import TCPServer, ThreadingMixIn
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from landsmith.emulator.arm import certificate, refusal
from landsmith.emulator.arm.answers import Answers
from landsmith.emulator.arm.refusal import RefusalError
from landsmith.emulator.values import Dynamic
from landsmith.errors import EmulatorError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable

    from azure.core.credentials import AccessToken

    from landsmith.emulator.cloud import Cloud
    from landsmith.emulator.values import Object

_SECONDS: Final = 10
"""How long a client may be silent."""

_LIFE: Final = 24 * 60 * 60
_MOST: Final = 2**20
"""Bytes of a refused request's body that are read before it is answered."""


class EmulatorCredential:
    """A credential for Azure's clients; its token opens one endpoint and nothing else."""

    def __init__(self, token: str) -> None:
        self._token = token

    def get_token(self, *_scopes: str, **_options: Any) -> AccessToken:  # noqa: ANN401
        """Return the endpoint's token, whatever it is wanted for."""
        from azure.core.credentials import AccessToken

        return AccessToken(self._token, int(time.time()) + _LIFE)


class Endpoint:
    """Serves a cloud as Azure Resource Manager does, for reading, on the loopback address only.

    Azure's own clients read it unmodified::

        with Emulator(Path("cloud.db")) as emulator, Endpoint(emulator.cloud) as endpoint:
            client = ResourceManagementClient(
                endpoint.credential(), subscription_id, **endpoint.options()
            )

    ``subscriptions`` exist even while nothing lies in them. ``facts`` is the folder of the user's
    own provider facts, as the emulator got it. ``page`` is the most items of one answer.
    """

    def __init__(
        self,
        cloud: Cloud,
        *,
        subscriptions: Iterable[str] = (),
        facts: Path | None = None,
        page: int = 1000,
    ) -> None:
        self._cloud = cloud
        self._answers = partial(Answers, cloud, tuple(subscriptions), facts, page)
        self.token = secrets.token_urlsafe(32)

    def __enter__(self) -> Endpoint:
        """Start to serve.

        Raises:
            EmulatorError: no port is to be had.

        """
        self._folder = TemporaryDirectory(prefix="landsmith-arm-")
        try:
            self.certificate, context = certificate.make(Path(self._folder.name))
            self._server = _Server(context, self.token)
        except OSError as error:
            self._folder.cleanup()
            raise EmulatorError(f"no port for the ARM endpoint: {error}") from error
        self.url = f"https://{certificate.HOST}:{self._server.server_address[1]}"
        self._server.answers = self._answers(self.url)
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving; requests in progress are cut off."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._folder.cleanup()

    def credential(self) -> EmulatorCredential:
        """Return the credential that Azure's clients need here."""
        return EmulatorCredential(self.token)

    def options(self) -> dict[str, Any]:
        """Return the keyword arguments that point an Azure client here.

        They trust this endpoint's certificate alone and ignore a proxy in the environment.
        """
        trust = str(self.certificate)
        return {"base_url": self.url, "connection_verify": trust, "use_env_settings": False}


class _Server(ThreadingMixIn, TCPServer):
    """One thread for each connection, TLS in that thread, and silence."""

    daemon_threads = False
    request_queue_size = 64
    answers: Answers

    def __init__(self, context: ssl.SSLContext, token: str) -> None:
        self._context = context
        self.token = token
        self._open: set[socket.socket] = set()
        super().__init__((certificate.HOST, 0), _Handler)

    def get_request(self) -> tuple[socket.socket, Any]:
        """Return a connection whose handshake is still to come."""
        raw, address = super().get_request()
        try:
            wrapped = self._context.wrap_socket(
                raw, server_side=True, do_handshake_on_connect=False
            )
        except OSError:
            raw.close()
            raise
        self._open.add(wrapped)
        return wrapped, address

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401 - as the base class has it
        """Close a connection that was answered."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Say nothing: the client broke off."""

    def server_close(self) -> None:
        """Cut off every connection, then wait for their threads."""
        for connection in tuple(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        super().server_close()


class _Handler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "Landsmith"
    sys_version = ""
    timeout = _SECONDS
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave together

    def setup(self) -> None:
        """Shake hands, in this connection's own thread."""
        self.request.settimeout(_SECONDS)
        self.request.do_handshake()
        super().setup()

    def log_message(self, *_: Any) -> None:  # noqa: ANN401
        """Say nothing."""

    def send_error(
        self, code: int, message: str | None = None, _explain: str | None = None
    ) -> None:
        """Answer what is no proper request in ARM's form too."""
        self.close_connection = True
        self._send(RefusalError(int(code), "InvalidRequest", message or "no proper request"))

    def do_GET(self) -> None:
        """Answer a request to read."""
        try:
            self._check_token()
            body = self.server.answers.get(self.path)
        except RefusalError as error:
            self._send(error)
        except Exception:  # noqa: BLE001 - whatever it is, the client has to be told
            self._send(refusal.failed())
        else:
            self._write(204 if self.command == "HEAD" else 200, body)

    do_HEAD = do_GET  # noqa: N815

    def _refuse(self) -> None:
        length = self.headers.get("Content-Length", "")
        self.rfile.read(min(int(length), _MOST) if length.isdecimal() else 0)
        self.close_connection = True
        try:
            self._check_token()
            self._send(refusal.read_only(self.command))
        except RefusalError as error:
            self._send(error)

    do_PUT = do_POST = do_PATCH = do_DELETE = _refuse  # noqa: N815

    def _check_token(self) -> None:
        kind, _, given = self.headers.get("Authorization", "").partition(" ")
        if not given:
            raise refusal.no_token()
        right = hmac.compare_digest(given.strip().encode(), self.server.token.encode())
        if kind.lower() != "bearer" or not right:
            raise refusal.wrong_token()

    def _send(self, error: RefusalError) -> None:
        self._write(error.status, error.body)

    def _write(self, status: int, body: Object) -> None:
        data = json.dumps(body, default=_plain, ensure_ascii=False, sort_keys=True).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        if status != 204:
            self.send_header("Content-Length", str(len(data)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Dynamic):
        return value.value
    raise TypeError(f"{type(value).__name__} has no form in JSON")
