"""API triggers: what is started by a call from outside."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

import sqlalchemy as sa

from podium.domains.jobs.models.jobs import State
from podium.domains.triggers.errors import SlugUsed, TriggerNameUsed
from podium.domains.triggers.models.launching import Failing, Responding
from podium.kernel.entity import (
    HIDDEN,
    READ_ONLY,
    Col,
    Entity,
    InFolder,
    InTenant,
    Record,
    Sealed,
    derived,
    field,
    index,
    sent,
    unique,
)
from podium.odata.wire import Plain

LONGEST_URL = 2000


class Method(StrEnum):
    GET = "Get"
    POST = "Post"
    PUT = "Put"
    DELETE = "Delete"
    PATCH = "Patch"


class CallingMode(StrEnum):
    """How a caller learns what came of its call."""

    ASYNC_REQUEST_REPLY = "AsyncRequestReply"
    FIRE_AND_FORGET = "FireAndForget"
    LONG_POLLING = "LongPolling"
    ASYNC_CALLBACK = "AsyncCallback"


class HttpTrigger(Responding, InFolder, Entity, table="http_triggers", remembered=True, audited="HttpTriggers"):
    """A process that is started by calling ``/t/{key of the folder}/{slug}``."""

    id: Col[UUID] = field(primary_key=True, default=uuid4, wire=READ_ONLY)  # type: ignore[assignment]
    release_id: Col[int | None] = field(sa.ForeignKey("releases.id"), wire=HIDDEN)
    method: Col[Method] = field(default=Method.POST)
    slug: Col[str | None] = field(sa.String(256))
    calling_mode: Col[CallingMode] = field(default=CallingMode.ASYNC_REQUEST_REPLY)
    success_callback_url: Col[str | None] = field(sa.String(LONGEST_URL))
    failure_callback_url: Col[str | None] = field(sa.String(LONGEST_URL))
    secret: Col[Sealed | None] = field()
    secret_sent = sent(str, name="Secret", length=256)
    allow_insecure_ssl: Col[bool | None] = field(default=False)
    run_as_caller: Col[bool | None] = field(default=False)
    visible: Col[bool | None] = field(default=True)
    type = derived(str, lambda row: "HttpTrigger")
    callback_mode = derived(str, lambda row: "Enabled" if row.calls_back else "Disabled")
    external_reference = derived(str, lambda row: vars(row).get("address_of_trigger"))
    audit_entity_id = derived(int, lambda row: None)

    @property
    def calls_back(self) -> bool:
        return self.calling_mode is CallingMode.ASYNC_CALLBACK


unique(
    "http_triggers_slug",
    *(HttpTrigger.tenant_id, HttpTrigger.method, sa.func.lower(HttpTrigger.slug)),
    error=SlugUsed,
)
unique(
    "http_triggers_name",
    *(HttpTrigger.tenant_id, HttpTrigger.folder_id, sa.func.lower(HttpTrigger.name)),
    error=TriggerNameUsed,
)
index("http_triggers_release", HttpTrigger.release_id)


class HttpTriggerState(Failing, InTenant, Record, table="http_trigger_states"):
    """What changes of an API trigger as it works."""

    http_trigger_id: Col[UUID] = field(sa.ForeignKey("http_triggers.id", ondelete="CASCADE"), primary_key=True)
    row_version: Col[int] = field(default=1)


class Callback(InTenant, Record, table="trigger_callbacks"):
    """What is to be told to whoever called, when a job has ended; it is tried at ``due``, again and again."""

    id: Col[UUID] = field(primary_key=True, default=uuid4)
    http_trigger_id: Col[UUID] = field(sa.ForeignKey("http_triggers.id", ondelete="CASCADE"))
    url: Col[str] = field(sa.String(LONGEST_URL))
    body: Col[str] = field()
    tries: Col[int] = field(default=0)
    due: Col[datetime] = field()


index("trigger_callbacks_due", Callback.due)
index("trigger_callbacks_trigger", Callback.http_trigger_id)


class Invocation(Plain):
    """What is told of the job that a call has started."""

    job_key: UUID
    state: State
    info: str | None = None
