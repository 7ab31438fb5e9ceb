"""Event triggers, and what has happened that they wait for."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.triggers.models.event_triggers import EventTrigger, EventTriggerState, Occasion
from podium.kernel.context import Context
from podium.kernel.statements import prepared

BATCH = 100


@prepared
def event_triggers_in(ctx: Context, place: int) -> sa.Select[EventTrigger]:
    """The event triggers of a folder."""
    return ctx.in_tenant(EventTrigger).where(EventTrigger.folder_id == place)


@prepared
def event_trigger(ctx: Context, trigger_id: UUID) -> sa.Select[EventTrigger]:
    return ctx.in_tenant(EventTrigger).where(EventTrigger.id == trigger_id)


@prepared
def event_triggers_of_tenant(ctx: Context) -> sa.Select[EventTrigger]:
    return ctx.in_tenant(EventTrigger).order_by(EventTrigger.name)


@prepared
def event_state(ctx: Context, trigger_id: UUID) -> sa.Select[EventTriggerState]:
    return ctx.everywhere(EventTriggerState).where(EventTriggerState.event_trigger_id == trigger_id)


@prepared
def occasions(ctx: Context) -> sa.Select[Occasion]:
    return ctx.everywhere(Occasion).order_by(Occasion.id).limit(BATCH).with_for_update(skip_locked=True)
