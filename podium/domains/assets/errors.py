"""Errors of assets."""

from podium.kernel.errors import ApiError, BadRequest, NameAlreadyUsed, NotFound


class AssetNameUsed(NameAlreadyUsed):
    """Another asset of the folder has this name."""


class AssetExists(ApiError, code=1004):
    """An asset of this name is there already."""


class PasswordOfUserMissing(ApiError, code=1500):
    """A credential gets a value for a user, or another user name, without a password."""


class PasswordMissing(ApiError, code=1501):
    """A credential is made without a password."""


class TypeCannotChange(ApiError, code=1502):
    """An asset keeps the type it was made with."""


class NoValueForRobot(ApiError, code=1503):
    """There is neither a value for the robot nor one for all."""


class RobotOfAnother(
    ApiError,
    code=1302,
    english="The provided robot is not configured for the current user.",
    german="Der angegebene Roboter ist für den aktuellen Benutzer nicht konfiguriert.",
):
    """A user asks in the name of a robot that is another user's."""


class AssetUnknown(
    NotFound,
    english="Could not find an asset with this name.",
    german="Es wurde kein Asset mit diesem Namen gefunden.",
):
    """No asset of the folder has this name."""


class SecretMissing(BadRequest):
    """A secret is made without its value."""
