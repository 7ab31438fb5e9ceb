"""Errors of alerts."""

from podium.kernel.errors import ApiError


class AlertNotFound(ApiError, code=1002):
    """The caller has no alert of this id."""
