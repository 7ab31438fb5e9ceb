"""Alerts are raised, given to users, and read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from podium.domains.folders.grants import Grants, grants_of
from podium.domains.identity.models import User
from podium.domains.identity.queries import user_of
from podium.domains.monitoring.errors import AlertNotFound
from podium.domains.monitoring.models import Alert, AlertState, Component, ProcessAlert, Severity, UserAlert
from podium.domains.monitoring.queries import alert_of, alerts_of, alerts_since, unread_alerts, users_of_tenant
from podium.kernel.context import Context
from podium.kernel.errors import ParameterMissing
from podium.kernel.statements import Bound

VIEW = "Alerts.View"
SEEN_WITH = {
    Component.ROBOTS: {"Robots.View"},
    Component.JOBS: {"Jobs.View"},
    Component.TRANSACTIONS: {"Transactions.View"},
    Component.QUEUES: {"Queues.View"},
    Component.SCHEDULES: {"Schedules.View", "Triggers.View"},
}
"""The permissions of which one shows what an alert is about; alerts of other components are for all who see any."""
KEPT = timedelta(days=30)
COPIED = (
    *("tenant_id", "notification_name", "data", "component", "severity", "creation_time"),
    *("deep_link_relative_url", "folder_id"),
)


def raise_alert(ctx: Context, name: str, component: Component, severity: Severity, **facts: Any) -> None:
    """Let people know. ``facts`` say what happened; ``folder_id``, ``tenant_id`` and ``link`` of them say where."""
    tenant_id, folder_id = facts.pop("tenant_id", ctx.tenant_id), facts.pop("folder_id", ctx.folder_id)
    link = facts.pop("link", None)
    ctx.record(
        Alert(
            tenant_id=tenant_id,
            folder_id=folder_id,
            notification_name=name,
            component=component,
            severity=severity,
            data=msgspec.json.encode(facts).decode(),
            creation_time=ctx.now,
            deep_link_relative_url=link,
        )
    )


async def raise_process_alert(ctx: Context, process_alert: ProcessAlert | None = None) -> None:
    """Let people know what a process has to say."""
    if process_alert is None:
        raise ParameterMissing(name="processAlert")
    said = process_alert
    facts = {"Message": said.message, "RobotName": said.robot_name, "ProcessName": said.process_name}
    raise_alert(ctx, "Process.Raised", Component.PROCESS, said.severity, **facts)


async def mine(ctx: Context) -> Bound[UserAlert]:
    """The caller's alerts."""
    return alerts_of(ctx, ctx.caller.user_id or 0)


async def unread(ctx: Context) -> int:
    """How many alerts the caller has not read."""
    return await ctx.count(unread_alerts(ctx, ctx.caller.user_id or 0).select())


async def mark_as_read(ctx: Context, ids: list[UUID]) -> int:
    """Mark alerts of the caller as read; gives how many are left."""
    for key in dict.fromkeys(ids):
        row = await ctx.first(alert_of(ctx, ctx.caller.user_id or 0, key))
        if row is None:
            raise AlertNotFound(name=f"Alert {key}")
        row.state = AlertState.READ
    await ctx.settle()
    return await unread(ctx)


async def expand(ctx: Context) -> None:
    """Give the caller the alerts of the last days that it may see since it was given a permission or a folder."""
    user = await ctx.first(user_of(ctx, ctx.caller.user_id or 0))
    if user is None:
        return
    reader = await _reader(ctx, user)
    has = {row.alert_id for row in await ctx.all(alerts_of(ctx, user.id))}
    for alert in await ctx.all(alerts_since(ctx, ctx.now - KEPT)):
        if alert.id not in has and reader is not None and reader.is_for(alert):
            ctx.record(_copy(alert, user))


@dataclass(frozen=True)
class Reader:
    """A user who may see alerts: those of what it may see, in the alert's folder or, if that has none, anywhere."""

    user: User
    grants: Grants

    def is_for(self, alert: Alert) -> bool:
        return self._may_see(alert) and _wants(self.user, alert.component)

    def _may_see(self, alert: Alert) -> bool:
        needed = SEEN_WITH.get(alert.component)
        everywhere = frozenset[str]().union(*self.grants.values())
        held = everywhere if alert.folder_id is None else self.grants.get(alert.folder_id, frozenset())
        return needed is None or not needed.isdisjoint(held)


async def give(ctx: Context, alerts: Iterable[Alert]) -> None:
    """Give alerts to all users who may see them and want to."""
    readers: dict[int, list[Reader]] = {}
    for alert in alerts:
        if alert.tenant_id not in readers:
            found = [await _reader(ctx, user) for user in await ctx.all(users_of_tenant(ctx, alert.tenant_id))]
            readers[alert.tenant_id] = [reader for reader in found if reader is not None]
        for reader in readers[alert.tenant_id]:
            if reader.is_for(alert):
                ctx.record(_copy(alert, reader.user))
        alert.given = True


async def _reader(ctx: Context, user: User) -> Reader | None:
    grants = await grants_of(ctx, user)
    return Reader(user, grants) if user.is_active and VIEW in grants.get(None, frozenset()) else None


def _wants(user: User, component: Component) -> bool:
    """Users say which components they want to hear of; of those that are not named they hear."""
    wishes = msgspec.json.decode(user.notification_subscription or b"{}")
    return wishes.get(component.value) is not False


def _copy(alert: Alert, user: User) -> UserAlert:
    return UserAlert(alert_id=alert.id, user_id=user.id, **{name: getattr(alert, name) for name in COPIED})
