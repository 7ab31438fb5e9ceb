"""Robots write their logs."""

from datetime import UTC

import msgspec

from podium.domains.folders.queries import folder_numbered
from podium.domains.licences.models import RobotType
from podium.domains.logs.models import LEVELS, OUTSIDE, Level, LogLine, RobotLog
from podium.domains.logs.waiting import wake_readers
from podium.kernel.context import Context
from podium.odata.bind import Raw
from podium.odata.wire import read

PLAIN = msgspec.json.Decoder(LogLine)
KINDS = {kind.value: kind for kind in RobotType}


async def submit(ctx: Context, body: list[str]) -> None:
    """Store lines, each of them a JSON object as text. What was stored before is passed over."""
    for number, text in enumerate(body):
        await _store(ctx, text, f"body[{number}]")
    await wake_readers(ctx)


async def write(ctx: Context, body: Raw) -> None:
    """Store one line."""
    await _store(ctx, body.decode("utf-8", "replace"), "body")
    await wake_readers(ctx)


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
