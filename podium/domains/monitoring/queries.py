"""Alerts of users, and those still to be given out."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from podium.domains.identity.models import User
from podium.domains.monitoring.models import Alert, AlertState, UserAlert
from podium.domains.robots.models.sessions import Session
from podium.domains.triggers.models.schedules import ProcessSchedule
from podium.kernel.context import Context
from podium.kernel.statements import prepared

BATCH = 200


@prepared
def alerts_of(ctx: Context, user_id: int) -> sa.Select[UserAlert]:
    return ctx.select(UserAlert).where(UserAlert.user_id == user_id)


@prepared
def unread_alerts(ctx: Context, user_id: int) -> sa.Select[UserAlert]:
    return ctx.select(UserAlert).where(UserAlert.user_id == user_id, UserAlert.state == AlertState.UNREAD)


@prepared
def alert_of(ctx: Context, user_id: int, key: UUID) -> sa.Select[UserAlert]:
    """A user's copy, by its own id or that of the alert."""
    named = sa.or_(UserAlert.id == key, UserAlert.alert_id == key)
    return ctx.select(UserAlert).where(UserAlert.user_id == user_id, named)


@prepared
def alerts_to_give(ctx: Context) -> sa.Select[Alert]:
    waiting = ctx.everywhere(Alert).where(Alert.given.is_(False)).order_by(Alert.creation_time)
    return waiting.limit(BATCH).with_for_update(skip_locked=True)


@prepared
def alerts_since(ctx: Context, since: datetime) -> sa.Select[Alert]:
    return ctx.in_tenant(Alert).where(Alert.creation_time >= since)


@prepared
def old_alerts(ctx: Context, before: datetime) -> sa.Select[Alert]:
    return ctx.everywhere(Alert).where(Alert.creation_time < before).limit(BATCH)


@prepared
def users_of_tenant(ctx: Context, tenant: int) -> sa.Select[User]:
    return ctx.everywhere(User).where(User.tenant_id == tenant)


@prepared
def session_numbered(ctx: Context, session_id: int) -> sa.Select[Session]:
    return ctx.everywhere(Session).where(Session.id == session_id)


@prepared
def schedule_numbered(ctx: Context, schedule_id: int) -> sa.Select[ProcessSchedule]:
    return ctx.everywhere(ProcessSchedule).where(ProcessSchedule.id == schedule_id)
