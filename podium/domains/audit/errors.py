"""Errors of the audit log."""

from podium.kernel.errors import ApiError


class UnknownRelationship(ApiError, code=1050):
    """Something is to be shown with entries that does not belong to them."""
