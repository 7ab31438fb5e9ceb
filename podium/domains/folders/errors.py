"""Errors of folders."""

from podium.kernel.errors import BadRequest, NameAlreadyUsed


class FolderNameUsed(NameAlreadyUsed):
    """Another folder beside it has this name."""


class FolderContradiction(BadRequest):
    """The headers of a request name two different folders."""
