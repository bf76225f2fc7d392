"""Kubernetes clusters that the customer runs elsewhere, and shows in Azure with Azure Arc."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated

from pydantic import AfterValidator, Field

from landsmith.blueprint.base import Model, refuse
from landsmith.blueprint.offers.regions import Region
from landsmith.blueprint.operations.gitops import GitOps

_SEQUENCE, _INTEGER = 0x30, 0x02
_MEND = "write the public key in DER form, encoded in base64 on one line"


def _public_key(value: str) -> str:
    """Return the key as it is; refuse what is no base64, no DER, or a private key."""
    try:
        der = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise refuse("expected base64", _MEND) from None
    if b"PRIVATE KEY" in der or _has_version(der):
        raise refuse("this is a private key, which belongs in no file", _MEND)
    if len(der) < 32 or der[0] != _SEQUENCE:
        raise refuse("expected a public key or certificate in DER form", _MEND)
    return value


def _has_version(der: bytes) -> bool:
    """Return whether a DER sequence begins with a number of one byte, as private keys do.

    Source: RFC 8017 appendix A.1.2, RFC 5958 and RFC 5915: the version stands first; public keys
    and certificates begin with a long number or with another sequence.
    """
    if len(der) < 2 or der[0] != _SEQUENCE:
        return False
    start = 2 + (der[1] & 0x7F if der[1] & 0x80 else 0)
    return der[start : start + 2] == bytes([_INTEGER, 1])


PublicKey = Annotated[str, Field(max_length=8000), AfterValidator(_public_key)]


class ArcCluster(Model):
    """A cluster in a plant, a depot or another cloud; AKS clusters need no Arc (decision 23).

    Extensions are installed by the cluster's agent, so they wait until it is connected.
    """

    agent_certificate: PublicKey = Field(
        description="RSA public key of the cluster's agent in base64, as `openssl rsa "
        "-RSAPublicKey_out -outform DER` writes it; the private key stays with the customer. "
        "Another key makes the cluster anew."
    )
    region: Region | None = Field(
        default=None, description="Where it is shown in Azure; default: the file's region."
    )
    connected: bool = Field(
        default=False, description="The agent is connected; extensions are installed from then on."
    )
    gitops: GitOps | None = Field(
        default=None, description="Flux keeps the cluster as a Git repository says; default: none."
    )
    policy_extension: bool = Field(
        default=True, description="Azure Policy judges what runs in the cluster."
    )
