"""Logs listed, followed, counted and written down."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from podium.domains.logs.errors import OutOfWindow
from podium.domains.logs.models import RobotLog
from podium.domains.logs.waiting import wait_for_lines
from podium.domains.settings import asking
from podium.kernel.context import Context
from podium.kernel.statements import Bound, prepared
from podium.odata.options import Options
from podium.odata.page import page
from podium.odata.report import report
from podium.odata.request import Later, Stream
from podium.odata.wire import Plain, show

WINDOW = "Logs.Elasticsearch.MaxResultWindow"
MOST_NEWS = 1000
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
def lines(ctx: Context) -> sa.Select[RobotLog]:
    return ctx.select(RobotLog)


@prepared
def lines_after(ctx: Context, job_key: UUID, after: int) -> sa.Select[RobotLog]:
    """The lines of a job that were stored after one."""
    later = ctx.select(RobotLog).where(RobotLog.job_key == job_key, RobotLog.id > after)
    return later.order_by(RobotLog.id).limit(MOST_NEWS)


async def every(ctx: Context, options: Options) -> Bound[RobotLog]:
    """The lines of the folder. Pages that are asked for by number end at the window."""
    window = await asking.number(ctx, WINDOW)
    if window and options.skip and options.skip + (options.top or 0) > window:
        raise OutOfWindow(name="$skip", details=f"$skip and $top end at {window}; next links lead further.")
    return lines(ctx)


class News(Plain):
    """Lines of a job that are new, and up to which they are."""

    value: list[Any]
    after: int


async def tail(ctx: Context, job_key: UUID, after: int = 0, wait: float = 0) -> News | Later:
    """The lines of a job after those that are known, in the order in which they came.

    ``wait``: seconds, 25 at most, for which the answer may be put off until there are some.
    """
    found = await ctx.all(lines_after(ctx, job_key, after))
    news = News(value=[show(line) for line in found], after=found[-1].id if found else after)
    if found or wait <= 0:
        return news
    return await wait_for_lines(ctx, wait, news)


async def total(ctx: Context, options: Options) -> int:
    """How many lines there are of those asked for, however many a list would show."""
    counted = replace(options, count=True, top=0, skip=0, skiptoken="")
    return (await page(ctx, lines(ctx), counted)).total or 0


async def reports(ctx: Context, options: Options, file_name_subject: str = "logs") -> Stream:
    """The lines asked for, as a table of text."""
    return await report(ctx, lines(ctx), options, COLUMNS, file_name_subject)
