"""Errors of tenants."""

from podium.kernel.errors import ApiError, BadRequest, Conflict, NameAlreadyUsed


class TenantNameUsed(NameAlreadyUsed):
    """Another tenant has this name."""


class TenantNotFound(ApiError, code=1667, status=400):
    """Somebody wants to sign in to a tenant that does not exist."""


class TenantDisabled(ApiError, code=1676, status=400):
    """Somebody wants to sign in to a tenant that is switched off."""


class UnknownAddress(ApiError, code=0, status=403, english="The organization or tenant of this address is unknown."):
    """The address names an organization or a tenant that is not served here."""


class BadTenantName(BadRequest):
    """The name of a tenant begins with a letter, and has letters, digits, hyphens and underscores only."""


class HostStays(Conflict):
    """The host is no tenant to be switched off or deleted."""


class UnderMaintenance(ApiError, code=0, status=503, english="The service is under maintenance."):
    """The tenant or the whole installation stands still for now."""

    retry_after = 60


class AlreadyDone(ApiError, code=1301):
    """The maintenance is in that state already."""
