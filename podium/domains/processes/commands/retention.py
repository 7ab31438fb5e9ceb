"""How long jobs are kept: said with a process or afterwards."""

from typing import Any

from podium.domains.processes.errors import InvalidArgument
from podium.domains.processes.models.releases import Release
from podium.domains.processes.models.retention import LONGEST_DAYS, ReleaseRetention, RetentionAction, RetentionType
from podium.kernel.context import Context
from podium.kernel.entity import Changes

SENT = {
    f"{stale}retention_{what}": f"{stale}{what}"
    for stale in ("", "stale_")
    for what in ("action", "period", "bucket_id")
}
"""What is sent with a process, and the columns it means."""


async def begin(ctx: Context, release: Release, sent: dict[str, Any]) -> None:
    """Keep the jobs of a new process as it says, or as usual."""
    told = {SENT[name]: value for name, value in sent.items() if name in SENT and value is not None}
    row = ReleaseRetention(id=release.id, folder_id=release.folder_id, tenant_id=release.tenant_id, **told)
    _check(row.action, row.period, row.bucket_id)
    _check(row.stale_action, row.stale_period, row.stale_bucket_id)
    ctx.record(row)


async def change(ctx: Context, row: ReleaseRetention, changes: Changes) -> None:
    """Say anew how long jobs of a process are kept: those that ended, or those that never will."""
    stale = changes.pop("type_sent", None) is RetentionType.STALE
    _check(changes["action"], changes["period"], changes["bucket_id"])
    for name, value in changes.items():
        setattr(row, f"stale_{name}" if stale else name, value)


async def reset(ctx: Context, row: ReleaseRetention) -> None:
    """Keep the jobs of a process as usual again."""
    for name in SENT.values():
        setattr(row, name, row.default_of(name))


def _check(action: RetentionAction, period: int, bucket_id: int | None) -> None:
    if action is not RetentionAction.NONE and not 1 <= period <= LONGEST_DAYS:
        raise InvalidArgument(name="Period", details=f"Jobs are kept for 1 to {LONGEST_DAYS} days.")
    if (action is RetentionAction.ARCHIVE) != (bucket_id is not None):
        raise InvalidArgument(name="BucketId", details="A bucket is named where jobs are archived, and only there.")
