"""Settings of identity."""

import sqlalchemy as sa

from podium.kernel.entity import Col, InTenant, Record, field


class IdentitySetting(InTenant, Record, table="identity_settings", remembered=True):
    """A value that differs from its default, of a tenant or, with tenant 0, of the whole installation."""

    tenant_id: Col[int] = field(primary_key=True)
    name: Col[str] = field(sa.String(128), primary_key=True)
    value: Col[str] = field()
