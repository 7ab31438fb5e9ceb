"""Directories elsewhere that are connected to a tenant."""

from enum import StrEnum
from uuid import UUID, uuid4

import sqlalchemy as sa

from podium.domains.identity.errors import DomainUsed
from podium.kernel.entity import HIDDEN, Audit, Col, InTenant, Record, Sealed, Stamped, field, unique


class Flavour(StrEnum):
    """Which names a directory has for things."""

    LDAP = "Ldap"
    ACTIVE_DIRECTORY = "ActiveDirectory"


class DirectoryConnection(
    InTenant,
    Stamped,
    Record,
    table="directory_connections",
    remembered=True,
    audited=Audit("DirectoryService", key="tenant_id"),
):
    """A directory that speaks LDAP. We read it as ``reader``; people show their passwords to it."""

    key: Col[UUID] = field(default=uuid4, primary_key=True)
    domain: Col[str] = field(sa.String(256))
    flavour: Col[Flavour] = field(default=Flavour.LDAP)
    url: Col[str] = field(sa.String(2000))
    base: Col[str] = field(sa.String(1000))
    reader: Col[str] = field(sa.String(1000), default="")
    password: Col[Sealed | None] = field(wire=HIDDEN)
    start_tls: Col[bool] = field(default=False)
    ca_certificate: Col[str] = field(default="")
    """PEM of the authority that is trusted in place of those of the system."""
    is_default: Col[bool] = field(default=False)


unique(
    "directory_connections_domain",
    DirectoryConnection.tenant_id,
    sa.func.lower(DirectoryConnection.domain),
    error=DomainUsed,
)
