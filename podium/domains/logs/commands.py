"""Robots write their logs; in the end these are forgotten."""

from datetime import UTC, timedelta

import msgspec

from podium.domains.folders.queries import folder_numbered
from podium.domains.licences.models import RobotType
from podium.domains.logs.models import LEVELS, OUTSIDE, Level, LogLine, RobotLog, sleeper
from podium.domains.settings import asking
from podium.domains.tenants.queries import tenants
from podium.kernel.context import Context
from podium.odata.bind import Raw
from podium.odata.wire import read

KEPT_DAYS = "Podium.Logs.KeptDays"
BATCH = 5000
"""Lines that are forgotten at once."""
PLAIN = msgspec.json.Decoder(LogLine)
KINDS = {kind.value: kind for kind in RobotType}


async def submit(ctx: Context, body: list[str]) -> None:
    """Store lines, each of them a JSON object as text. What was stored before is passed over."""
    for number, text in enumerate(body):
        await _store(ctx, text, f"body[{number}]")
    ctx.wake(sleeper(ctx.tenant_id))


async def write(ctx: Context, body: Raw) -> None:
    """Store one line."""
    await _store(ctx, body.decode("utf-8", "replace"), "body")
    ctx.wake(sleeper(ctx.tenant_id))


async def forget_old_lines(ctx: Context) -> int:
    """Lines are kept for as many days as their tenant wants."""
    gone = 0
    for tenant in await ctx.all(tenants(ctx)):
        days = int(await asking.text(ctx, KEPT_DAYS, tenant.id))
        if days:
            old = ctx.everywhere(RobotLog).where(RobotLog.tenant_id == tenant.id)
            gone += await ctx.erase(old.where(RobotLog.time_stamp < ctx.now - timedelta(days=days)).limit(BATCH))
    return min(gone, BATCH)


async def _store(ctx: Context, text: str, place: str) -> None:
    line = _read(text.replace("\\u0000", "").replace("\x00", ""), place)
    moment = line.time_stamp or ctx.now
    ctx.record(
        RobotLog(
            folder_id=await _folder(ctx, line.organization_unit_id),
            fingerprint=line.fingerprint,
            level=LEVELS.get(str(line.level).lower(), Level.INFO),
            windows_identity=line.windows_identity,
            process_name=line.process_name,
            time_stamp=moment if moment.tzinfo else moment.replace(tzinfo=UTC),
            message=line.message,
            job_key=line.job_id,
            raw_message=text,
            robot_name=line.robot_name or (ctx.caller.name if ctx.caller.robot_id else None),
            host_machine_name=line.machine_name,
            machine_id=line.machine_id or ctx.caller.machine_id,
            machine_key=line.machine_key,
            runtime_type=KINDS.get(line.runtime_type or ""),
        )
    )


def _read(text: str, place: str) -> LogLine:
    """The line; robots that write the names of members in their own way are read more slowly."""
    try:
        line = PLAIN.decode(text)
    except (msgspec.MsgspecError, UnicodeError):
        line = LogLine()
    if line.message is None:
        line = read(LogLine, msgspec.Raw(text.encode("utf-8", "replace")), place)
    return line


async def _folder(ctx: Context, number: int | None) -> int:
    """The folder a line belongs to, if it is one of the tenant's."""
    if number is None:
        return OUTSIDE
    folder = await ctx.first(folder_numbered(ctx, number))
    return folder.id if folder else OUTSIDE
