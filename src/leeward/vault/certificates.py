# SPDX-License-Identifier: Apache-2.0
"""A certificate for this machine's own address in the practice's network, made here and kept in the home.

    found = own_certificate(home / "lan", "192.168.1.10")
    found.fingerprint        # what a person compares on the tablet

Nobody vouches for it, so a browser asks once and a person compares the SHA-256. It names the address and
nothing else. It lasts a year and is made again in its last month; a given certificate is only read.
Limit: its key lies on the disk for the server to read. Whoever copies it can pass for this machine on that
network until it is made anew; what was sent before stays closed (TLS 1.3 agrees on a key for each line).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

from leeward.terms.errors import InputError
from leeward.vault.durable import private_folder, whole_file

LASTS = timedelta(days=365)
RENEWED = timedelta(days=30)
"""So long before its end."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Files a server reads, the names they stand for, and the SHA-256 of the certificate in capitals."""

    file: Path
    key_file: Path
    names: tuple[str, ...]
    fingerprint: str
    ends_at: datetime


def own_certificate(folder: Path, address: str, *, now: datetime | None = None) -> Certificate:
    """The one kept in `folder` for this address; a new one where there is none or it ends soon."""
    at = now or datetime.now(UTC)
    file, key_file = folder / "certificate.pem", folder / "key.pem"
    if file.exists() and key_file.exists():
        kept = read_certificate(file, key_file)
        if address in kept.names and at < kept.ends_at - RENEWED:
            return kept
    private_folder(folder)
    key = ec.generate_private_key(ec.SECP256R1())
    made = _signed(key, address, at)
    with whole_file(key_file, replace=True) as stream:
        stream.write(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
    with whole_file(file, replace=True) as stream:
        stream.write(made.public_bytes(serialization.Encoding.PEM))
    return read_certificate(file, key_file)


def read_certificate(file: Path, key_file: Path) -> Certificate:
    """A certificate and its key from two PEM files. Raises InputError: they are none, or not a pair."""
    try:
        found = x509.load_pem_x509_certificate(file.read_bytes())
        key = serialization.load_pem_private_key(key_file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise _no_pair() from error
    if _public(key.public_key()) != _public(found.public_key()):
        raise _no_pair()
    digest = found.fingerprint(hashes.SHA256()).hex().upper()
    grouped = " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))
    return Certificate(file, key_file, _names(found), grouped, found.not_valid_after_utc)


def _signed(key: ec.EllipticCurvePrivateKey, address: str, at: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, address)])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(hours=1))  # a tablet's clock may be a little behind
        .not_valid_after(at + LASTS)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )


def _names(found: x509.Certificate) -> tuple[str, ...]:
    """Those it stands for: machine names first, then addresses."""
    try:
        said = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    names = said.get_values_for_type(x509.DNSName)
    return (*names, *(str(one) for one in said.get_values_for_type(x509.IPAddress)))


def _public(key: object) -> bytes:
    found: bytes = key.public_bytes(  # type: ignore[attr-defined]
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return found


def _no_pair() -> InputError:
    return InputError(
        "a certificate and key that cannot be used",
        expected="two PEM files that belong together, the key without a passphrase",
        do="Check --lan-cert and --lan-key, or leave both out: one is made here",
    )
