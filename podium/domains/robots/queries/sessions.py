"""Sessions by place."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from podium.domains.robots.models.sessions import HOST, MaintenanceMode, Session, SessionState
from podium.kernel.context import Context
from podium.kernel.statements import prepared

BATCH = 500
SILENCE = timedelta(minutes=2)
"""A service that says nothing for so long is not there any more."""


@prepared
def session_at(ctx: Context, machine_id: int, host: str, service_user: str, robot_id: int) -> sa.Select[Session]:
    place = (Session.service_user_name == service_user, Session.robot_id == robot_id)
    return ctx.select(Session).where(Session.machine_id == machine_id, sa.func.lower(host) == HOST, *place)


@prepared
def listening_sessions(ctx: Context, machine_ids: tuple[int, ...], since: datetime, most: int) -> sa.Select[Session]:
    """Services that could take a job: those with nothing to do first."""
    sessions = ctx.in_tenant(Session).where(
        Session.machine_id == sa.any_(machine_ids),  # type: ignore[arg-type]
        Session.robot_id == 0,
        Session.state != SessionState.DISCONNECTED,
        Session.maintenance_mode == MaintenanceMode.DEFAULT,
        Session.reporting_time > since,
    )
    return sessions.order_by(Session.state, Session.reporting_time.desc()).limit(most)


@prepared
def silent_sessions(ctx: Context, before: datetime) -> sa.Select[Session]:
    silent = ctx.everywhere(Session).where(
        Session.state != SessionState.DISCONNECTED,
        Session.is_unresponsive.is_(False),
        Session.reporting_time < before,
    )
    return silent.order_by(Session.reporting_time).limit(BATCH).with_for_update(skip_locked=True)
