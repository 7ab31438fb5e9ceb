"""Errors of tenants."""

from podium.kernel.errors import ApiError, NameAlreadyUsed


class TenantNameUsed(NameAlreadyUsed):
    """Another tenant has this name."""


class TenantNotFound(ApiError, code=1667, status=400):
    """Somebody wants to sign in to a tenant that does not exist."""


class TenantDisabled(ApiError, code=1676, status=400):
    """Somebody wants to sign in to a tenant that is switched off."""


class UnknownAddress(ApiError, code=0, status=403, english="The organization or tenant of this address is unknown."):
    """The address names an organization or a tenant that is not served here."""
