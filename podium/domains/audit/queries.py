"""What can be asked about the audit log."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from podium.domains.audit.models import AuditChain, AuditLog
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def entry(ctx: Context, number: int) -> sa.Select[AuditLog]:
    return ctx.select(AuditLog).where(AuditLog.id == number)


@prepared
def open_entries(ctx: Context, before: datetime, most: int) -> sa.Select[AuditLog]:
    """Entries that are not chained yet: those of the tenant of the first of them come together."""
    rows = ctx.everywhere(AuditLog).where(AuditLog.link.is_(None), AuditLog.execution_time < before)
    return rows.order_by(AuditLog.tenant_id, AuditLog.id).limit(most)


@prepared
def open_by_tenant(ctx: Context) -> sa.Select[Any]:
    """How many entries of each tenant are not chained yet."""
    columns: list[Any] = [AuditLog.tenant_id, sa.func.count()]
    rows = ctx.everywhere(AuditLog).where(AuditLog.link.is_(None))
    return rows.with_only_columns(*columns).group_by(AuditLog.tenant_id)


@prepared
def chain(ctx: Context, tenant: int) -> sa.Select[AuditChain]:
    return ctx.everywhere(AuditChain).where(AuditChain.tenant_id == tenant)


@prepared
def chains(ctx: Context) -> sa.Select[AuditChain]:
    return ctx.everywhere(AuditChain).order_by(AuditChain.tenant_id)


@prepared
def links_after(ctx: Context, tenant: int, number: int, most: int) -> sa.Select[AuditLog]:
    """The next links of a chain."""
    rows = ctx.everywhere(AuditLog).where(AuditLog.tenant_id == tenant, AuditLog.link > number)
    return rows.order_by(AuditLog.link).limit(most)
