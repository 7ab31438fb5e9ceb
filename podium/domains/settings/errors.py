"""Errors of settings."""

from podium.kernel.errors import ApiError, BadRequest


class NoSuchSetting(ApiError, code=1002):
    """No setting has this name, or none of this caller's."""


class NothingNamed(ApiError, code=1014):
    """No settings are named that are to be changed."""


class InvalidSetting(ApiError, code=1015):
    """A value is not of the type of its setting, or none of its choices."""


class OutOfRange(
    ApiError,
    code=1015,
    english="The value must be between {lowest} and {highest}.",
    german="Der Wert muss zwischen {lowest} und {highest} liegen.",
):
    """A number is outside the bounds of its setting."""


class MailNotSent(BadRequest):
    """The mail server did not take the message."""


class UnknownLanguage(BadRequest):
    """There are no texts in this language."""
