"""Pictures that robots take while jobs run."""

import sqlalchemy as sa

from podium.kernel.entity import HIDDEN, READ_ONLY, Col, Entity, InFolder, Stamped, field, index


class ExecutionMedia(InFolder, Stamped, Entity, table="execution_media"):
    """A picture, or a recording, of a job."""

    job_id: Col[int] = field(sa.ForeignKey("jobs.id", ondelete="CASCADE"), wire=READ_ONLY)
    name: Col[str] = field(sa.String(255), wire=READ_ONLY)
    storage_location: Col[str] = field(sa.String(255), wire=READ_ONLY)
    release_name: Col[str | None] = field(wire=READ_ONLY)
    media_type: Col[str] = field(sa.String(128), wire=HIDDEN)
    blob: Col[str] = field(sa.String(64), sa.ForeignKey("blobs.hash"), wire=HIDDEN)
    size: Col[int] = field(wire=HIDDEN)


index("execution_media_job", ExecutionMedia.job_id)
index("execution_media_blob", ExecutionMedia.blob)
