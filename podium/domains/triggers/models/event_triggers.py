"""Event triggers: what is started when something has happened."""

from uuid import UUID, uuid4

import sqlalchemy as sa

from podium.domains.triggers.errors import TriggerNameUsed
from podium.domains.triggers.models.launching import Failing, Responding
from podium.kernel.entity import (
    HIDDEN,
    READ_ONLY,
    REQUIRED,
    Col,
    Entity,
    InFolder,
    InTenant,
    Record,
    derived,
    field,
    index,
    unique,
)

LONGEST_EVENT = 256


class EventTrigger(
    Responding, InFolder, Entity, table="event_triggers", remembered=True, audited="IntegrationTriggers"
):
    """A process that is started when the event happens that ``external_reference`` names."""

    id: Col[UUID] = field(primary_key=True, default=uuid4, wire=READ_ONLY)  # type: ignore[assignment]
    release_id: Col[int | None] = field(sa.ForeignKey("releases.id"), wire=HIDDEN)
    external_reference: Col[str] = field(sa.String(LONGEST_EVENT), wire=REQUIRED)
    type = derived(str, lambda row: "Api")
    api_trigger_type = derived(str, lambda row: "IntegrationTrigger")
    is_connected = derived(bool, lambda row: True)


unique(
    "event_triggers_name",
    *(EventTrigger.tenant_id, EventTrigger.folder_id, sa.func.lower(EventTrigger.name)),
    error=TriggerNameUsed,
)
index("event_triggers_release", EventTrigger.release_id)


class EventTriggerState(Failing, InTenant, Record, table="event_trigger_states"):
    """What changes of an event trigger as it works."""

    event_trigger_id: Col[UUID] = field(sa.ForeignKey("event_triggers.id", ondelete="CASCADE"), primary_key=True)
    row_version: Col[int] = field(default=1)


class Occasion(InTenant, Record, table="trigger_occasions"):
    """Something that concerns a trigger: an event that it waits for, which ``arguments`` tell of, or the end of a
    job of its own, in ``job_state``.
    """

    id: Col[int] = field(sa.Identity(), primary_key=True)
    event_trigger_id: Col[UUID] = field(sa.ForeignKey("event_triggers.id", ondelete="CASCADE"))
    arguments: Col[str] = field(default="{}")
    job_state: Col[str | None] = field(sa.String(40))


index("trigger_occasions_trigger", Occasion.event_trigger_id)
