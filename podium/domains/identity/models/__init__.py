"""The tables of identity."""

from podium.domains.identity.models.clients import Application, ApplicationSecret, PersonalToken, SigningKey
from podium.domains.identity.models.credentials import Credential, Guesses, LoginAttempt, OneTimeToken, UsedPassword
from podium.domains.identity.models.directories import DirectoryConnection, Flavour
from podium.domains.identity.models.federation import Departure, ExternalLogin, ExternalProvider
from podium.domains.identity.models.sessions import AuthorizationCode, Ended, RefreshToken, Session
from podium.domains.identity.models.users import (
    IN_TENANT,
    FormerUser,
    GroupMember,
    Provision,
    Role,
    RoleType,
    User,
    UserRole,
    UserType,
)

__all__ = [
    "Application",
    "ApplicationSecret",
    "AuthorizationCode",
    "Credential",
    "Departure",
    "DirectoryConnection",
    "Ended",
    "ExternalLogin",
    "ExternalProvider",
    "Flavour",
    "FormerUser",
    "GroupMember",
    "Guesses",
    "IN_TENANT",
    "LoginAttempt",
    "OneTimeToken",
    "PersonalToken",
    "Provision",
    "RefreshToken",
    "Role",
    "RoleType",
    "Session",
    "SigningKey",
    "UsedPassword",
    "User",
    "UserRole",
    "UserType",
]
