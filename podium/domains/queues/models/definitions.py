"""Queue definitions."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import msgspec
import sqlalchemy as sa

from podium.domains.queues.errors import QueueNameUsed
from podium.domains.queues.models.policies import ReferencePolicy
from podium.domains.sharing.models import Share
from podium.kernel.entity import (
    HIDDEN,
    READ_ONLY,
    REQUIRED,
    Audit,
    Col,
    Entity,
    Json,
    Stamped,
    between,
    derived,
    field,
    sent,
    unique,
)
from podium.kernel.links import Shareable
from podium.odata.tags import NO_TAGS, Tag

MOST_RETRIES = 50
LONGEST_DAYS = 3650
"""How long ended items are kept at most, before they are deleted or archived."""
MAX_SLA_MINUTES = 129_600
LOOKED_UP = "looked_up"
"""Where a row in memory holds what was looked up for it: its trigger, its process, its folder."""
AUDIT = Audit("Queues", also=("lease_seconds", "ends_with_job", "reference_policy", "retry_delays"))


class RetentionAction(StrEnum):
    DELETE = "Delete"
    ARCHIVE = "Archive"
    NONE = "None"


def _told(name: str) -> Callable[[Any], Any]:
    return lambda queue: queue.__dict__.get(LOOKED_UP, {}).get(name)


class QueueDefinition(Shareable, Stamped, Entity, table="queue_definitions", remembered=True, audited=AUDIT):
    """A queue. ``encrypted`` says how content and output are kept; it is chosen once, as unique references are.

    What is hidden is shown and set as its ``QueuePolicy``.
    """

    ignored = frozenset(
        {"processscheduleid", "isprocessincurrentfolder", "organizationunitfullyqualifiedname", "retentionbucketname"}
        | {f"staleretention{what}" for what in ("action", "period", "bucketid", "bucketname")}
    )
    key: Col[UUID] = field(default=uuid4, wire=READ_ONLY)
    name: Col[str] = field(sa.String(50), wire=REQUIRED)
    description: Col[str | None] = field(sa.String(250))
    max_number_of_retries: Col[int] = field(default=0, wire=between(0, MOST_RETRIES))
    accept_automatically_retry: Col[bool] = field(default=False)
    retry_abandoned_items: Col[bool] = field(default=False)
    enforce_unique_reference: Col[bool] = field(default=False)
    encrypted: Col[bool] = field(default=False)
    specific_data_json_schema: Col[str | None] = field()
    output_data_json_schema: Col[str | None] = field()
    analytics_data_json_schema: Col[str | None] = field()
    sla_in_minutes: Col[int] = field(default=0, wire=between(0, MAX_SLA_MINUTES))
    risk_sla_in_minutes: Col[int] = field(default=0, wire=between(0, MAX_SLA_MINUTES))
    release_id: Col[int | None] = field()
    tags: Col[Json] = field(default=NO_TAGS, of=list[Tag])
    process_schedule_id = derived(int, _told("process_schedule_id"))
    is_process_in_current_folder = derived(bool, _told("is_process_in_current_folder"))
    organization_unit_fully_qualified_name = derived(str, _told("folder"))
    retention_action = sent(RetentionAction)
    retention_period = sent(int, wire=between(1, LONGEST_DAYS))
    retention_bucket_id = sent(int)
    lease_seconds: Col[int | None] = field(wire=HIDDEN)
    ends_with_job: Col[bool] = field(default=False, wire=HIDDEN)
    reference_policy: Col[ReferencePolicy] = field(default=ReferencePolicy.REJECT, wire=HIDDEN)
    retry_delays: Col[Json] = field(default=Json(b"[]"), wire=HIDDEN)


unique(
    "queue_definitions_name",
    *(QueueDefinition.tenant_id, QueueDefinition.folder_id, sa.func.lower(QueueDefinition.name)),
    error=QueueNameUsed,
)


class QueueShare(Share):
    ids: list[int] = msgspec.field(name="QueueIds", default_factory=list)


OF_QUEUE = ("queue_definition_id", QueueDefinition.table.name + ".id")
"""How tables without a tenant lead to the queue that their rows are part of."""
