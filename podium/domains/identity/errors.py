"""Errors of signing in, users and roles."""

from podium.kernel.errors import ApiError, BadRequest, NameAlreadyUsed


class SignInFailed(ApiError, code=1000, english="Invalid credentials, failed to login."):
    """Name or password is wrong, or the user may not sign in; which of them is not told."""


class UserNameUsed(NameAlreadyUsed):
    """Another user has this name."""


class RoleNameUsed(NameAlreadyUsed):
    """Another role has this name."""


class BadGrant(BadRequest):
    """The token request is not one of those served; ``error`` is its OAuth name."""
