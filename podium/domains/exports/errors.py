"""Errors of exports."""

from podium.kernel.errors import Conflict


class NotReady(Conflict):
    """The file of an export is wanted before it is written, or after that has failed."""
