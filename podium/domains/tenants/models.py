"""The organization and its tenants."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from podium.domains.tenants.errors import TenantNameUsed
from podium.kernel.entity import (
    HIDDEN,
    READ_ONLY,
    REQUIRED,
    Audit,
    Col,
    Entity,
    InTenant,
    Record,
    Sealed,
    Stamped,
    derived,
    field,
    index,
    sent,
    unique,
)


class Installation(Record, table="installation", remembered=True):
    """One row: what the whole installation is called, and under which key clients know it."""

    id: Col[int] = field(primary_key=True, autoincrement=False)
    organization: Col[str] = field(sa.String(64))
    organization_key: Col[UUID] = field(default=uuid4)


class Tenant(Stamped, Entity, table="tenants", remembered=True, audited=Audit("Tenant")):
    """A world of its own. A ``deleted`` one is gone for everybody; what it held goes little by little."""

    name: Col[str] = field(sa.String(64), wire=REQUIRED)
    key: Col[UUID] = field(default=uuid4, wire=READ_ONLY)
    display_name: Col[str | None] = field(sa.String(128))
    admin_email_address: Col[str | None] = field(sa.String(256))
    admin_name: Col[str | None] = field(sa.String(32))
    admin_surname: Col[str | None] = field(sa.String(32))
    is_active: Col[bool] = field(default=True)
    is_host: Col[bool] = field(default=False, wire=HIDDEN)
    deleted: Col[datetime | None] = field(wire=HIDDEN)
    creation_time: Col[datetime] = field(wire=HIDDEN)
    accepted_domains_list = derived(list[str], lambda row: [])
    has_connection_string = derived(bool, lambda row: False)
    connection_string = derived(str, lambda row: None)
    license = derived(dict[str, Any], lambda row: None)
    admin_user_key = derived(str, lambda row: row.__dict__.get("admin_user_key"))
    last_login_time = derived(datetime, lambda row: row.__dict__.get("last_login_time"))
    organization_name = derived(str, lambda row: row.__dict__.get("organization_name"))
    admin_password_shown = derived(str, lambda row: None, name="AdminPassword")
    admin_password = sent(str, length=32)


unique("tenants_name", sa.func.lower(Tenant.name), error=TenantNameUsed, where=Tenant.deleted.is_(None))
index("tenants_deleted", Tenant.deleted)


class Setting(InTenant, Record, table="settings", remembered=True, audited=Audit("Settings", key="tenant_id")):
    """A value that somebody chose: of a tenant or, with tenant 0, of the whole installation. Secrets are sealed."""

    tenant_id: Col[int] = field(primary_key=True)
    name: Col[str] = field(sa.String(128), primary_key=True)
    value: Col[str] = field(default="")
    sealed: Col[Sealed | None] = field()


class OutgoingMail(InTenant, Record, table="outgoing_mails"):
    """An e-mail that is to be sent; its text is sealed, as it may hold what only the receiver may know."""

    key: Col[UUID] = field(default=uuid4, primary_key=True)
    receiver: Col[str] = field(sa.String(256))
    subject: Col[str] = field(sa.String(256))
    text: Col[Sealed] = field()
    tries: Col[int] = field(default=0)
    due: Col[datetime] = field()


index("outgoing_mails_due", OutgoingMail.due)


class Maintenance(StrEnum):
    """How far a tenant, or the whole installation, is on its way to stand still."""

    NONE = "None"
    DRAINING = "Draining"
    SUSPENDED = "Suspended"


class MaintenanceState(Record, table="maintenance", remembered=True, audited=Audit("Maintenance", key="tenant_id")):
    """The maintenance of a tenant, or of the whole installation (tenant 0), while and after it lasts."""

    tenant_id: Col[int] = field(primary_key=True, autoincrement=False)
    state: Col[Maintenance] = field(default=Maintenance.NONE)
    kill_jobs: Col[bool] = field(default=False)
    job_stops_attempted: Col[int] = field(default=0)
    job_kills_attempted: Col[int] = field(default=0)
    triggers_skipped: Col[int] = field(default=0)
    system_triggers_skipped: Col[int] = field(default=0)
    row_version: Col[int] = field(default=1)


class MaintenanceLog(Record, table="maintenance_log"):
    """When a maintenance came to which state."""

    id: Col[int] = field(sa.Identity(), primary_key=True)
    tenant_id: Col[int] = field()
    state: Col[Maintenance] = field()
    time: Col[datetime] = field()


index("maintenance_log_tenant", MaintenanceLog.tenant_id, MaintenanceLog.id)
