"""Errors in the form that OAuth has for them (RFC 6749, section 5.2)."""

from typing import NoReturn

import msgspec

from podium.odata.request import Answered


class OAuthError(msgspec.Struct):
    error: str
    error_description: str = ""


class Refused(Exception):
    """A request to the authorization server is refused; ``error`` is the name that clients know.

    ``unknown``: the client has shown itself in a header, and is not known.
    """

    def __init__(self, error: str, description: str = "", *, unknown: bool = False) -> None:
        self.error, self.description, self.unknown = error, description, unknown
        super().__init__(error)

    def answer(self) -> Answered:
        told = OAuthError(self.error, self.description)
        return Answered(401, told, {"www-authenticate": "Basic"}) if self.unknown else Answered(400, told)


def refuse(error: str, description: str = "", *, unknown: bool = False) -> NoReturn:
    raise Refused(error, description, unknown=unknown)
