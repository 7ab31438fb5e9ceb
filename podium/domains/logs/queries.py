"""Logs counted and written down."""

from dataclasses import replace

import sqlalchemy as sa

from podium.domains.logs.models import RobotLog
from podium.kernel.context import Context
from podium.kernel.statements import prepared
from podium.odata.options import Options
from podium.odata.page import page
from podium.odata.report import report
from podium.odata.request import Stream

COLUMNS = {
    "Time": "time_stamp",
    "Level": "level",
    "Process": "process_name",
    "Hostname": "host_machine_name",
    "Host Identity": "windows_identity",
    "Robot": "robot_name",
    "Message": "message",
    "Job": "job_key",
}


@prepared
def every(ctx: Context) -> sa.Select[RobotLog]:
    return ctx.select(RobotLog)


async def total(ctx: Context, options: Options) -> int:
    """How many lines there are of those asked for, however many a list would show."""
    counted = replace(options, count=True, top=0, skip=0, skiptoken="")
    return (await page(ctx, every(ctx), counted)).total or 0


async def reports(ctx: Context, options: Options, file_name_subject: str = "logs") -> Stream:
    """The lines asked for, as a table of text."""
    return await report(ctx, every(ctx), options, COLUMNS, file_name_subject)
