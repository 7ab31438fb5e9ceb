"""Errors of folders."""

from podium.kernel.errors import ApiError, BadRequest, Conflict, NameAlreadyUsed


class FolderNameUsed(NameAlreadyUsed):
    """Another folder beside it has this name."""


class FolderContradiction(BadRequest):
    """The headers of a request name two different folders."""


class FolderNotEmpty(ApiError, code=1012):
    """Something is in the folder or below it, or somebody is assigned there."""


class WrongPlace(
    ApiError,
    code=1009,
    english="A folder cannot be there: {why}",
    german="Ein Ordner kann dort nicht sein: {why}",
):
    """The tree has no such place for a folder: too deep, below itself, or where another package feed holds."""


class OutOfRange(
    ApiError,
    code=1009,
    english="The field {name} must be between {lowest} and {highest}",
    german="Das Feld {name} muss zwischen {lowest} und {highest} liegen",
):
    """A number is not within its bounds."""


class RoleNotForFolders(
    ApiError,
    code=1009,
    english="The role {name} cannot be assigned in a folder.",
    german="Die Rolle {name} kann in einem Ordner nicht zugewiesen werden.",
):
    """A role of the tenant is to be assigned in a folder."""


class WorkspaceNotEditable(Conflict):
    """A personal workspace is what its owner's name makes it; it cannot be edited, moved or deleted as a folder."""


class UnitNotEditable(ApiError, code=1102):
    """The organization unit does not exist, or not for the caller."""
