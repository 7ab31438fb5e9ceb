"""What can be exported, or had as a report: the audit log, jobs, robots' logs and the items of queues."""

from typing import Any

from podium.domains.audit.models import AuditLog, Service
from podium.domains.audit.showing import COLUMNS as OF_AUDIT
from podium.domains.audit.showing import entries
from podium.domains.exports import commands
from podium.domains.exports.events import ExportEnded
from podium.domains.exports.models import ExportModel, ExportType, Source
from podium.domains.exports.trait import exportable, exportable_of
from podium.domains.jobs.models.jobs import Job
from podium.domains.logs.models import RobotLog
from podium.domains.logs.queries import COLUMNS as OF_LOGS
from podium.domains.monitoring.commands import raise_alert
from podium.domains.monitoring.models import Component, Severity
from podium.domains.queues.models import QueueDefinition, QueueItem
from podium.kernel.context import Context
from podium.kernel.permissions import Resource
from podium.odata.catalog import Api, Folder, action, function
from podium.odata.options import Options
from podium.odata.report import report
from podium.odata.request import Stream

NAMESPACE = "UiPath.Server.Configuration.OData"
Audit, Jobs, Logs, Queues = (Resource(name) for name in ("Audit", "Jobs", "Logs", "Queues"))
Items = Resource("Transactions", also=Queues.view)
OF_JOBS = {
    "Process": "release_name",
    "State": "state",
    "Type": "type",
    "Priority": "job_priority",
    "Source": "source",
    "Hostname": "host_machine_name",
    "Created": "creation_time",
    "Started": "start_time",
    "Ended": "end_time",
    "Information": "info",
    "Job": "key",
}
OF_ITEMS = {
    "Status": "status",
    "Review": "review_status",
    "Priority": "priority",
    "Reference": "reference",
    "Deadline": "due_date",
    "Postponed": "defer_date",
    "Started": "start_processing",
    "Ended": "end_processing",
    "Retry": "retry_number",
    "Exception": "processing_exception_type",
    "Progress": "progress",
    "Key": "key",
}
"""What items hold is left out: that of encrypted queues must not lie about in files."""


def items(ctx: Context, queue_id: int | None) -> Any:
    return ctx.in_tenant(QueueItem).where(QueueItem.queue_definition_id == queue_id)


SOURCES = {
    ExportType.AUDIT: Source(lambda ctx, _: entries(ctx, Service.ORCHESTRATOR).order_by(None), OF_AUDIT),
    ExportType.TESTING_AUDIT: Source(lambda ctx, _: entries(ctx, Service.TEST_AUTOMATION).order_by(None), OF_AUDIT),
    ExportType.JOBS: Source(lambda ctx, _: ctx.select(Job), OF_JOBS),
    ExportType.LOGS: Source(lambda ctx, _: ctx.select(RobotLog), OF_LOGS),
    ExportType.QUEUES: Source(items, OF_ITEMS),
}


async def export_audit(ctx: Context, options: Options, audited_service: Service = Service.ORCHESTRATOR) -> ExportModel:
    """Have the entries of a service written down."""
    testing = audited_service is Service.TEST_AUTOMATION
    return await commands.ask(ctx, ExportType.TESTING_AUDIT if testing else ExportType.AUDIT, options)


async def report_items(ctx: Context, queue: QueueDefinition, options: Options) -> Stream:
    """The items of a queue, as a table of text."""
    return await report(ctx, items(ctx, queue.id), options, OF_ITEMS, queue.name)


async def tell(ctx: Context, event: ExportEnded) -> None:
    """Let people know that an export is there, or has failed."""
    end, severity = ("Completed", Severity.SUCCESS) if event.is_complete else ("Failed", Severity.ERROR)
    raise_alert(ctx, f"Export.{end}", Component.EXPORT, severity, ExportName=event.name, ExportId=event.export_id)


APIS = (
    Api("OR.Audit", action(f"AuditLogs/{NAMESPACE}.Export", export_audit, Audit.view, entity=AuditLog)),
    Api("OR.Jobs", exportable(f"Jobs/{NAMESPACE}.Export", ExportType.JOBS, Jobs.view, Folder.REQUIRED)),
    Api("OR.Monitoring", exportable(f"RobotLogs/{NAMESPACE}.Export", ExportType.LOGS, Logs.view, Folder.REQUIRED)),
    Api(
        "OR.Queues",
        exportable_of(
            "QueueDefinitions({key})/UiPathODataSvc.Export",
            *(ExportType.QUEUES, Items.view, QueueDefinition),
        ),
        function("QueueDefinitions({key})/UiPathODataSvc.Reports", report_items, Items.view),
    ),
)
