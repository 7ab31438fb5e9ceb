"""Buckets, and the files that are kept here."""

from datetime import datetime
from enum import StrEnum
from mimetypes import guess_type
from uuid import UUID, uuid4

import msgspec
import sqlalchemy as sa

from podium.domains.buckets.errors import BucketNameUsed, IdentifierUsed
from podium.domains.sharing.models import Share
from podium.kernel.entity import (
    HIDDEN,
    REQUIRED,
    Col,
    Entity,
    InTenant,
    Json,
    Sealed,
    Wire,
    derived,
    field,
    index,
    sent,
    unique,
)
from podium.kernel.links import Shareable
from podium.odata.access import BlobFileAccess
from podium.odata.tags import NO_TAGS, Tag
from podium.odata.wire import Complex, Plain

MEDIA_TYPE = "application/octet-stream"


class Provider(StrEnum):
    """Where the files of a bucket are, if not here."""

    FILE_SYSTEM = "FileSystem"
    AZURE = "Azure"
    AMAZON = "Amazon"
    MINIO = "Minio"
    S3 = "S3Compatible"


class Option(StrEnum):
    NONE = "None"
    READ_ONLY = "ReadOnly"
    AUDIT_READ_ACCESS = "AuditReadAccess"
    ACCESS_THROUGH_US = "AccessDataThroughOrchestrator"


class BucketShare(Share):
    ids: list[int] = msgspec.field(name="BucketIds", default_factory=list)


class Bucket(Shareable, Entity, table="buckets", remembered=True, audited="Buckets"):
    """A bucket. In ``storage_parameters`` the word $Password stands for the secret that is kept for them."""

    ignored = frozenset({"encrypted"})
    folder_id: Col[int] = field(wire=HIDDEN)
    name: Col[str] = field(sa.String(128), wire=REQUIRED)
    description: Col[str | None] = field(sa.String(512))
    identifier: Col[UUID] = field(wire=REQUIRED)
    storage_provider: Col[str | None] = field(sa.String(40))
    storage_parameters: Col[str | None] = field()
    storage_container: Col[str | None] = field(sa.String(256))
    options: Col[str | None] = field(sa.String(100), default=Option.NONE)
    credential_store_id: Col[int | None] = field(sa.ForeignKey("credential_stores.id"))
    external_name: Col[str | None] = field(sa.String(450))
    secret: Col[Sealed | None] = field()
    tags: Col[Json | None] = field(default=NO_TAGS, of=list[Tag])
    password = derived(str, lambda bucket: None)
    password_sent = sent(str, name="Password")

    @property
    def provider(self) -> Provider | None:
        return Provider(self.storage_provider) if self.storage_provider else None

    def has(self, option: Option) -> bool:
        return option in (self.options or "").split(", ")


unique("buckets_name", Bucket.tenant_id, Bucket.folder_id, sa.func.lower(Bucket.name), error=BucketNameUsed)
unique("buckets_identifier", Bucket.tenant_id, Bucket.identifier, error=IdentifierUsed)
index("buckets_store", Bucket.credential_store_id)


class BucketFile(InTenant, Entity, table="bucket_files"):
    """A file that is kept here. ``full_path`` begins with a slash; paths are ordered by their bytes."""

    id: Col[UUID] = field(primary_key=True, default=uuid4, wire=Wire(writable=False))  # type: ignore[assignment]
    bucket_id: Col[int] = field(sa.ForeignKey("buckets.id", ondelete="CASCADE"), wire=HIDDEN)
    full_path: Col[str] = field(sa.String(1024, collation="C"))
    content_type: Col[str] = field(sa.String(256))
    size: Col[int] = field()
    blob: Col[str] = field(sa.String(64), sa.ForeignKey("blobs.hash"), wire=HIDDEN)
    last_modified: Col[datetime] = field(wire=HIDDEN)
    is_directory = derived(bool, lambda file: False)


unique("bucket_files_path", BucketFile.bucket_id, BucketFile.full_path, error=IdentifierUsed)
index("bucket_files_blob", BucketFile.blob)
index("bucket_files_tenant", BucketFile.tenant_id)


class BlobFile(Complex):
    """A file or directory of a store outside."""

    full_path: str
    content_type: str | None = None
    size: int = 0
    is_directory: bool = False
    id: str | None = None


def media_type_of(path: str) -> str:
    return guess_type(path)[0] or MEDIA_TYPE


class BlobItem(Plain):
    full_path: str
    content_type: str | None
    size: int
    last_modified: datetime
    access_info: BlobFileAccess | None = None


class BlobItems(Plain):
    """A part of a listing; ``continuation_token`` leads to the next one, None if there is none."""

    items: list[BlobItem]
    continuation_token: str | None = None
