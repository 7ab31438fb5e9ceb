"""What is shown of the audit log."""

from typing import Any

import sqlalchemy as sa

from podium.domains.audit.errors import UnknownRelationship
from podium.domains.audit.models import OF_TESTING, AuditLog, AuditLogEntity, Component, Service, details
from podium.domains.audit.queries import entry
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest
from podium.odata.bind import Headers
from podium.odata.options import Options
from podium.odata.report import report
from podium.odata.request import Stream

SERVICE = "x-uipath-auditedservice"
COLUMNS = {
    "Time": "execution_time",
    "Component": "component",
    "User": "user_name",
    "Action": "action",
    "Operation": "operation_text",
    "Entity": "entity_id",
    "Application": "external_client_id",
    "Address": "address",
    "Details": "custom_data",
}


def every(ctx: Context, headers: Headers, options: Options) -> sa.Select[AuditLog]:
    """The entries, the newest first where nobody says otherwise."""
    _check(options)
    return entries(ctx, headers.get(SERVICE, ""))


async def one(ctx: Context, row: AuditLog, options: Options) -> AuditLog:
    _check(options)
    return row


async def log_details(ctx: Context, audit_log_id: int, options: Options) -> list[AuditLogEntity]:
    """What an act changed, as it was before and after."""
    if options.expand:
        raise UnknownRelationship
    return [details(await ctx.one(entry(ctx, audit_log_id), f"AuditLog {audit_log_id}"))]


async def reports(ctx: Context, headers: Headers, options: Options) -> Stream:
    """The entries asked for, as a table of text."""
    _check(options)
    service = headers.get(SERVICE) or options.query.get("x-UIPATH-AuditedService", "")
    return await report(ctx, entries(ctx, service), options, COLUMNS, "audit_logs")


def entries(ctx: Context, service: str) -> sa.Select[AuditLog]:
    """The entries of a service, all of them where none is named."""
    rows: Any = ctx.select(AuditLog).order_by(AuditLog.id.desc())
    if not service:
        return rows  # type: ignore[no-any-return]
    known = next((one for one in Service if one.lower() == service.lower()), None)
    if known is None:
        raise BadRequest(why=f"There is no service {service}.", field="x-UIPATH-AuditedService")
    testing = AuditLog.component.in_([Component(name) for name in OF_TESTING])
    return rows.where(testing if known is Service.TEST_AUTOMATION else ~testing)  # type: ignore[no-any-return]


def _check(options: Options) -> None:
    """Only the things that an act changed belong to it."""
    if any(wanted.name.lower() != "entities" for wanted in options.expand):
        raise UnknownRelationship
