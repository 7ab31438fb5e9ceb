"""Certificates for tests: an authority of our own, and what it issues."""

from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


def issue(home: Path, host: str) -> str:
    """Write a certificate for an address and its key to a folder; gives the certificate of the authority."""
    authority, server = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate("Authority", authority, authority).add_extension(x509.BasicConstraints(True, 0), critical=True)
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))])
    leaf = _certificate("Server", server, authority).add_extension(names, critical=False)
    told = _pem(root, authority)
    (home / "authority.pem").write_bytes(told)
    (home / "server.pem").write_bytes(_pem(leaf, authority))
    form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (home / "server.key").write_bytes(server.private_bytes(*form))
    return told.decode()


def _certificate(name: str, of: EllipticCurvePrivateKey, by: EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder(issuer_name=_name("Authority"), subject_name=_name(name))
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .public_key(of.public_key())
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(of.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
    )


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _pem(certificate: x509.CertificateBuilder, key: EllipticCurvePrivateKey) -> bytes:
    return certificate.sign(key, SHA256()).public_bytes(Encoding.PEM)
