"""Tenants by name and by key."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.tenants.models import Installation, MaintenanceLog, MaintenanceState, OutgoingMail, Setting, Tenant
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def installation(ctx: Context) -> sa.Select[Installation]:
    return ctx.everywhere(Installation)


@prepared
def tenants(ctx: Context) -> sa.Select[Tenant]:
    """All tenants but the host."""
    return ctx.everywhere(Tenant).where(Tenant.deleted.is_(None), ~Tenant.is_host)


@prepared
def tenant_named(ctx: Context, name: str) -> sa.Select[Tenant]:
    named = sa.func.lower(Tenant.name) == sa.func.lower(name)
    return ctx.everywhere(Tenant).where(named, Tenant.deleted.is_(None))


@prepared
def tenant_keyed(ctx: Context, key: UUID) -> sa.Select[Tenant]:
    return ctx.everywhere(Tenant).where(Tenant.key == key, Tenant.deleted.is_(None))


@prepared
def tenant_of(ctx: Context, tenant: int) -> sa.Select[Tenant]:
    return ctx.everywhere(Tenant).where(Tenant.id == tenant, Tenant.deleted.is_(None))


@prepared
def deleted_tenants(ctx: Context) -> sa.Select[Tenant]:
    return ctx.everywhere(Tenant).where(Tenant.deleted.is_not(None)).order_by(Tenant.deleted)


@prepared
def settings_of(ctx: Context, tenant: int) -> sa.Select[Setting]:
    return ctx.everywhere(Setting).where(Setting.tenant_id == tenant)


@prepared
def mails_due(ctx: Context, most: int) -> sa.Select[OutgoingMail]:
    due = ctx.everywhere(OutgoingMail).where(OutgoingMail.due <= ctx.now).order_by(OutgoingMail.due)
    return due.limit(most).with_for_update(skip_locked=True)


@prepared
def maintenances(ctx: Context) -> sa.Select[MaintenanceState]:
    return ctx.everywhere(MaintenanceState)


@prepared
def maintenance_of(ctx: Context, tenant: int) -> sa.Select[MaintenanceState]:
    return ctx.everywhere(MaintenanceState).where(MaintenanceState.tenant_id == tenant)


@prepared
def maintenance_log(ctx: Context, tenant: int) -> sa.Select[MaintenanceLog]:
    return ctx.everywhere(MaintenanceLog).where(MaintenanceLog.tenant_id == tenant).order_by(MaintenanceLog.id)
