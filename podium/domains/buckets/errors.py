"""Errors of buckets."""

from podium.kernel.errors import ApiError, BadRequest, Conflict, NameAlreadyUsed


class BucketNameUsed(NameAlreadyUsed):
    """Another bucket of the folder has this name."""


class IdentifierUsed(ApiError, code=1004):
    """Another bucket of the tenant has this identifier."""


class BucketIsReadOnly(
    ApiError,
    code=1017,
    english="The bucket {name} is read-only.",
    german="Der Bucket {name} ist schreibgeschützt.",
):
    """A file is to be put into or removed from a bucket that is only read from."""


class BadPath(BadRequest):
    """A path that leads nowhere, or out of the bucket."""


class BadStorage(BadRequest):
    """The storage of a bucket cannot be used as it is described."""


class StorageCannotChange(Conflict):
    """A bucket stays where its files are."""


class BucketsFull(Conflict):
    """The tenant keeps as many bytes as it may."""
