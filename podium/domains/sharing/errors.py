"""Errors of sharing."""

from podium.kernel.errors import ApiError


class NothingNamed(ApiError, code=1014):
    """No things are named that are to be shared."""


class NotAllowedThere(
    ApiError,
    code=1017,
    english="You are not authorized to do this in the folder {name}.",
    german="Sie sind nicht berechtigt, dies im Ordner {name} zu tun.",
):
    """The caller may not add or remove things of this kind in a folder that it names."""
