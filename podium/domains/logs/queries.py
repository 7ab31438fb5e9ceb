"""Logs counted and written down."""

import csv
import io
from dataclasses import replace

import sqlalchemy as sa

from podium.domains.logs.models import RobotLog
from podium.kernel.context import Context
from podium.kernel.statements import prepared
from podium.odata.options import Options
from podium.odata.page import page
from podium.odata.request import Stream
from podium.odata.stamps import stamp

MOST = 10_000
"""Lines of one report."""
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


async def report(ctx: Context, options: Options, file_name_subject: str = "logs") -> Stream:
    """The lines asked for as a table of text, the first 10,000 of them."""
    found = await page(ctx, every(ctx), replace(options, select=(), expand=(), count=False), MOST)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for line in found.rows:
        values = {**vars(line.row), "time_stamp": stamp(vars(line.row)["time_stamp"])}
        writer.writerow([_plain(values[column]) for column in COLUMNS.values()])
    return Stream(text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"{file_name_subject}.csv")


def _plain(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
