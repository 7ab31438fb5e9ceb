"""What buckets tell."""

from podium.kernel.events import Event


class BucketEvent(Event):
    outbox = True
    bucket_id: int
    folder_id: int
    key: str
    name: str


class BucketCreated(BucketEvent):
    pass


class BucketUpdated(BucketEvent):
    pass


class BucketDeleted(BucketEvent):
    pass


class FileUploaded(BucketEvent):
    full_path: str


class FileDeleted(BucketEvent):
    full_path: str
