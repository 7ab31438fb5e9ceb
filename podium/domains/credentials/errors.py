"""Errors of credential stores."""

from podium.kernel.errors import ApiError, NameAlreadyUsed


class StoreNameUsed(NameAlreadyUsed):
    """Another store of the tenant has this name."""


class StoreIsDefault(ApiError, code=2300):
    """A store that is a default is to be deleted."""


class BadConfiguration(ApiError, code=2303):
    """A store cannot be used with the configuration it was given."""

    def __init__(self, why: str) -> None:
        super().__init__(details={"why": why})


class ReadFailed(ApiError, code=2304):
    """An outside store gave no answer, or not the right one."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name=name, details={"why": why})


class WriteFailed(ApiError, code=2305):
    """An outside store did not take or remove a secret."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name=name, details={"why": why})


class StoreNotEmpty(ApiError, code=2306):
    """Things have their secrets in the store that is to be deleted."""


class StoreIsNeeded(ApiError, code=1013, english="{name} is in use and cannot be deleted."):
    """The database of the server is to be deleted as a store."""


class PasswordIsOutside(ApiError, code=1700):
    """A password is to be changed that lies in a store which is only read from here."""
