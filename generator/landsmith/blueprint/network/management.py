"""The way in: where pipelines run, and from where administrators reach what is private."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from landsmith.blueprint.base import Model, refuse
from landsmith.blueprint.cluster.node_pools import VmSizeName

Runners: TypeAlias = Literal["hosted", "self_hosted", "injected", "on_premises"]

LEAST_RSA_BYTES = 256
"""A modulus of 2048 bits, which begins with a byte of zeros (azurerm's check of SSH keys)."""

_SSH_KEY = re.compile(r"(ssh-rsa|ssh-ed25519) ([A-Za-z0-9+/]+={0,3})( [ -~]{1,128})?")


def _ssh_key(value: str) -> str:
    found = _SSH_KEY.fullmatch(value)
    if found is None or not _is_whole(found[1].encode(), found[2]):
        mend = "write the one line of a file such as id_ed25519.pub; the private key stays with you"
        raise refuse("expected a public SSH key, ssh-ed25519 or ssh-rsa of 2048 bits or more", mend)
    return value


def _is_whole(kind: bytes, encoded: str) -> bool:
    """Tell whether a key's body is complete and of its kind (RFC 4253, 6.6; RFC 8709, 4)."""
    try:
        fields = _fields(base64.b64decode(encoded, validate=True))
    except binascii.Error:
        return False
    if kind == b"ssh-ed25519":
        return fields[:1] == [kind] and [len(field) for field in fields[1:]] == [32]
    return fields[:1] == [kind] and len(fields) == 3 and len(fields[2]) > LEAST_RSA_BYTES


def _fields(body: bytes) -> list[bytes]:
    """Return the fields of a key's body, each behind its length; none if they don't fill it."""
    fields: list[bytes] = []
    while len(body) >= 4:
        end = 4 + int.from_bytes(body[:4], "big")
        fields.append(body[4:end])
        body = body[end:] if end <= len(body) else b"?"
    return [] if body else fields


SshPublicKey = Annotated[str, AfterValidator(_ssh_key)]
"""A public SSH key, in one line as OpenSSH writes it: of type ssh-ed25519 or ssh-rsa."""


class JumpHost(Model):
    """A Linux machine in the management subnet, without a public address or a password.

    Administrators sign in with Entra; members of platform_admins are its administrators.
    """

    ssh_public_key: SshPublicKey = Field(
        description="Public key of the local account azureadmin, for when Entra can't be reached; "
        "the private key stays with the customer."
    )
    vm_size: VmSizeName = Field(
        default="Standard_D2s_v5", description="Size of the machine; it needs encryption at host."
    )


class Management(Model):
    """A management subnet with a way out, in the primary region's hub."""

    runners: Runners = Field(
        default="hosted",
        description="Where pipelines run. hosted: machines of GitHub or Microsoft, which reach "
        "nothing private. self_hosted: the customer's agents in a subnet of the hub. injected: "
        "machines that GitHub or Azure DevOps puts into that subnet. on_premises: the customer's "
        "agents at a site. All but hosted reach the state account by a private endpoint.",
    )
    jump_host: JumpHost | None = Field(
        default=None, description="A machine for administrators; default: none."
    )

    @property
    def private_runners(self) -> bool:
        """Whether pipelines reach what has no public address."""
        return self.runners != "hosted"

    @property
    def runner_subnet(self) -> bool:
        """Whether runners have a subnet of the hub."""
        return self.runners in ("self_hosted", "injected")
