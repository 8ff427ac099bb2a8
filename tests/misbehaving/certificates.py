"""Certificates for loopback: one that a test's own authority signed, and the ways in which others are wrong."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_DAY = timedelta(days=1)


class Certificates:
    """`authority` is the file of the authority, to be named to the crawler as SSL_CERT_FILE."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key, self._own = _key(), _name("青禾区测试证书颁发机构")
        now = datetime.now(UTC)
        self.authority = folder / "authority.pem"
        signed = _builder(self._own, self._own, self._key, now - _DAY, now + _DAY)
        signed = signed.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        self.authority.write_bytes(
            signed.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        )
        self._contexts = {
            "tls-healthy": self._context("healthy", now - _DAY, now + _DAY),
            "tls-expired": self._context("expired", now - 9 * _DAY, now - _DAY),
            "tls-other-name": self._context("other", now - _DAY, now + _DAY, host="127.9.9.9"),
            "tls-self-signed": self._context("self-signed", now - _DAY, now + _DAY, own=True),
            "tls-old": _old(self._context("old", now - _DAY, now + _DAY)),
        }

    def wrapped(self, port: str, connection: socket.socket) -> socket.socket:
        """The connection as the port speaks: in TLS or plainly."""
        context = self._contexts.get(port)
        return context.wrap_socket(connection, server_side=True) if context else connection

    def _context(
        self, name: str, begins: datetime, ends: datetime, host: str = "127.0.0.1", *, own: bool = False
    ) -> ssl.SSLContext:
        key, subject = _key(), _name(name)
        names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))])
        builder = _builder(subject, subject if own else self._own, key, begins, ends)
        signed = builder.add_extension(names, critical=False).sign(key if own else self._key, hashes.SHA256())
        file = self._folder / f"{name}.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + signed.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


def _old(context: ssl.SSLContext) -> ssl.SSLContext:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that it is old is the point
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, begins: datetime, ends: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(begins).not_valid_after(ends)
    )  # fmt: skip
