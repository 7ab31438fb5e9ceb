"""Attachments: files that go into jobs or come out of them, and the saved states of suspended jobs."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
import sqlalchemy as sa

from podium.kernel.entity import Col, InTenant, Record, Stamped, field, index
from podium.odata.wire import Complex, Plain


class Attachment(InTenant, Stamped, Record, table="attachments"):
    """A file, or the promise of one: ``blob`` is None until it has been put."""

    id: Col[UUID] = field(primary_key=True, default=uuid4)
    folder_id: Col[int | None] = field()
    name: Col[str] = field(sa.String(256))
    job_key: Col[UUID | None] = field()
    attachment_category: Col[str | None] = field(sa.String(128))
    media_type: Col[str] = field(sa.String(128), default="application/octet-stream")
    blob: Col[str | None] = field(sa.String(64), sa.ForeignKey("blobs.hash"))
    size: Col[int] = field(default=0)
    last_modification_time: Col[datetime | None] = field()
    last_modifier_user_id: Col[int | None] = field()
    creator_user_id: Col[int | None] = field()


index("attachments_blob", Attachment.blob)
index("attachments_job", Attachment.tenant_id, Attachment.job_key)


class JobAttachment(InTenant, Stamped, Record, table="job_attachments", once=True):
    """An attachment belongs to a job."""

    attachment_id: Col[UUID] = field(sa.ForeignKey("attachments.id", ondelete="CASCADE"), primary_key=True)
    job_key: Col[UUID] = field(primary_key=True)
    id: Col[UUID] = field(default=uuid4)
    category: Col[str | None] = field(sa.String(128))
    creator_user_id: Col[int | None] = field()


index("job_attachments_job", JobAttachment.tenant_id, JobAttachment.job_key)


class SavedState(InTenant, Stamped, Record, table="job_states"):
    """What a job left behind when it was suspended for the ``version``-th time."""

    persistence_id: Col[UUID] = field(primary_key=True)
    version: Col[int] = field(primary_key=True)
    job_id: Col[int] = field()
    blob: Col[str] = field(sa.String(64), sa.ForeignKey("blobs.hash"))
    size: Col[int] = field()


index("job_states_blob", SavedState.blob)
index("job_states_job", SavedState.job_id)


class AttachmentData(Complex):
    name: str
    job_key: UUID | None = None
    attachment_category: str | None = None
    id: UUID | None = None
    last_modification_time: datetime | None = None
    last_modifier_user_id: int | None = None
    creation_time: datetime | None = None
    creator_user_id: int | None = None
    blob_file_access: Any = None


class HeaderList(Complex):
    keys: list[str] = msgspec.field(default_factory=list[str])
    values: list[str] = msgspec.field(default_factory=list[str])


class BlobFileAccess(Complex):
    """Where a file is fetched or put; no credential is needed there."""

    uri: str
    verb: str
    requires_auth: bool = False
    headers: HeaderList = msgspec.field(default_factory=HeaderList)


class PlainHeaders(Plain):
    keys: list[str] = msgspec.field(default_factory=list[str])
    values: list[str] = msgspec.field(default_factory=list[str])


class PlainAccess(Plain):
    uri: str
    verb: str
    requires_auth: bool = False
    headers: PlainHeaders = msgspec.field(default_factory=PlainHeaders)


class FileAccess(Plain):
    """The same as robots read it."""

    id: UUID
    name: str
    blob_file_access: PlainAccess


class Link(Plain):
    """That an attachment belongs to a job, as clients say it and see it."""

    attachment_id: UUID
    job_key: UUID | None = None
    category: str | None = None
    attachment_name: str | None = None
    last_modification_time: datetime | None = None
    last_modifier_user_id: int | None = None
    creation_time: datetime | None = None
    creator_user_id: int | None = None
    id: UUID | None = None
