"""The organization and its tenants."""

from uuid import UUID, uuid4

import sqlalchemy as sa

from podium.domains.tenants.errors import TenantNameUsed
from podium.kernel.entity import HIDDEN, REQUIRED, Col, Entity, Record, Stamped, field, unique


class Installation(Record, table="installation", remembered=True):
    """One row: what the whole installation is called, and under which key clients know it."""

    id: Col[int] = field(primary_key=True, autoincrement=False)
    organization: Col[str] = field(sa.String(64))
    organization_key: Col[UUID] = field(default=uuid4)


class Tenant(Stamped, Entity, table="tenants", remembered=True):
    name: Col[str] = field(sa.String(64), wire=REQUIRED)
    key: Col[UUID] = field(default=uuid4)
    display_name: Col[str | None] = field(sa.String(128))
    is_active: Col[bool] = field(default=True)
    is_host: Col[bool] = field(default=False, wire=HIDDEN)


unique("tenants_name", sa.func.lower(Tenant.name), error=TenantNameUsed)
