"""The audit log as the portal shows it."""

from datetime import datetime

from podium.domains.audit.models import Action, AuditLog, Component
from podium.kernel.context import Context
from podium.odata.wire import Plain

MOST = 1000


class PortalEntry(Plain):
    created_on: datetime
    category: Component
    action: Action
    audit_log_details: str | None
    user_name: str
    message: str
    source: str = "Orchestrator"
    email: str | None = None
    details_version: str = "1.0"


class PortalEntries(Plain):
    total_count: int
    results: list[PortalEntry]


async def entries(ctx: Context, top: int = MOST, skip: int = 0) -> PortalEntries:
    """The entries, a page of them, the newest first."""
    rows = ctx.select(AuditLog)
    page = await ctx.all(rows.order_by(AuditLog.id.desc()).limit(min(top, MOST)).offset(skip))
    return PortalEntries(total_count=await ctx.count(rows), results=[_shown(row) for row in page])


def _shown(row: AuditLog) -> PortalEntry:
    return PortalEntry(
        created_on=row.execution_time,
        category=row.component,
        action=row.action,
        audit_log_details=row.custom_data,
        user_name=row.user_name,
        message=row.operation_text,
    )
