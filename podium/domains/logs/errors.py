"""Errors of logs."""

from podium.kernel.errors import ApiError


class TooManyLogs(
    ApiError,
    code=0,
    status=408,
    english="Too many pending logging requests or timeout",
    german="Zu viele ausstehende Protokollanforderungen oder Zeitüberschreitung",
):
    """So many batches wait to be stored that a robot is to keep its own for a while."""

    retry_after = 1.0


class OutOfWindow(ApiError, code=1015):
    """A page is asked for by number that lies too far from the first; next links lead further."""
