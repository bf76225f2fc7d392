"""A certificate for the loopback address, made anew for every endpoint."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

HOST: Final = "127.0.0.1"

_LIFE: Final = timedelta(days=7)
_PAST: Final = timedelta(hours=1)
"""A client's clock may be a little behind."""


def make(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """Return the file of a new certificate that signs itself, and a context that serves with it.

    The private key is in ``folder`` only while it is being loaded.
    """
    from cryptography.hazmat.primitives import serialization as to
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    public, private = folder / "arm.pem", folder / "arm.key"
    public.write_bytes(_signed(key).public_bytes(to.Encoding.PEM))
    private.touch(0o600)
    form = (to.Encoding.PEM, to.PrivateFormat.PKCS8, to.NoEncryption())
    private.write_bytes(key.private_bytes(*form))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(public, private)
    private.unlink()
    return public, context


def _signed(key: EllipticCurvePrivateKey) -> x509.Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import ExtendedKeyUsageOID

    now = datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Landsmith emulated Azure")])
    public = key.public_key()
    draft = (
        x509.CertificateBuilder(subject_name=name, issuer_name=name, public_key=public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _PAST)
        .not_valid_after(now + _LIFE)
    )
    own = x509.SubjectKeyIdentifier.from_public_key(public)
    marks: tuple[tuple[x509.ExtensionType, bool], ...] = (
        (x509.BasicConstraints(ca=True, path_length=0), True),
        (_usage(), True),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
        (x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), False),
        (own, False),
        (x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own), False),
    )
    for mark, critical in marks:
        draft = draft.add_extension(mark, critical)
    return draft.sign(key, hashes.SHA256())


def _usage() -> x509.KeyUsage:
    from cryptography import x509

    asked = ("digital_signature", "key_cert_sign")
    others = (
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**dict.fromkeys(asked, True), **dict.fromkeys(others, False))
