"""Errors of signing in, users and roles."""

from podium.kernel.errors import ApiError, NameAlreadyUsed


class SignInFailed(
    ApiError,
    code=1000,
    english="Invalid credentials, failed to login.",
    german="Die Anmeldung ist fehlgeschlagen: Name oder Kennwort stimmt nicht.",
):
    """Name or password is wrong, or the user may not sign in; which of them is not told."""

    keeps = True


class UserIsDeleted(ApiError, code=1400):
    """The password is right, but the user was deleted."""

    keeps = True


class UserLockedOut(ApiError, code=1401):
    """Too many attempts under this name have failed; they are told so whether there is such a user or not."""

    keeps = True


class MustChangePassword(ApiError, code=1403):
    """The password is right, but has to be changed before anything else."""

    keeps = True


class PasswordExpired(ApiError, code=1404):
    """The password is right, but too old."""

    keeps = True


class InvalidPassword(ApiError, code=1405):
    """A new password does not have what the policy asks for, or the present one is wrong."""


class InvalidLoginMethod(ApiError, code=1415):
    """The password is right, but this account may not sign in with one."""

    keeps = True


class PasswordResetFailed(ApiError, code=1409):
    """The link of a password reset is used, too old or none of ours."""


class ConfirmationFailed(ApiError, code=1410):
    """The link that confirms an e-mail address is used, too old or none of ours."""


class PreviousPassword(ApiError, code=1411):
    """The new password is one that the user has now or had not long ago."""


class CannotSendMail(ApiError, code=1008):
    """An e-mail that belongs to the request could not be sent."""


class UserNameUsed(NameAlreadyUsed):
    """Another user has this name."""


class RoleNameUsed(NameAlreadyUsed):
    """Another role has this name."""


class StaticRole(ApiError, code=1406):
    """A built-in role is to be deleted."""


class RoleNotEditable(ApiError, code=1412):
    """A role that is as it is is to be changed."""


class UserNotEditable(ApiError, code=1407):
    """The caller may not edit or delete this user: the first administrator, itself, or another's account."""


class UnknownDirectoryUser(ApiError, code=1018, english="The user does not exist."):
    """A user of the directory is wanted whom it does not have, or a directory that there is not."""


class DomainUnreachable(ApiError, code=1408):
    """The directory does not answer, or not to us."""


class UserNotInDomain(ApiError, code=1413):
    """The directory has no such user."""


class DomainUsed(NameAlreadyUsed):
    """Another directory is connected under this name."""


class ProviderUsed(NameAlreadyUsed):
    """Another provider is trusted under this name."""


class LoginLinked(NameAlreadyUsed):
    """This login at a provider is somebody's already."""


class NotLetIn(
    ApiError,
    code=1000,
    english="{name} did not let you in. Please try again.",
    german="{name} hat Sie nicht angemeldet. Bitte versuchen Sie es noch einmal.",
):
    """A provider let nobody in, or what it says cannot be believed; or its user may not sign in here."""


class NoAccountHere(
    ApiError,
    code=1000,
    english="{name} knows you, but you have no account here.",
    german="{name} kennt Sie, aber Sie haben hier kein Konto.",
):
    """Who comes from a provider is linked to no user, and is not to become one."""


class UserNameFixed(ApiError, code=1414):
    """The name of an account is to be changed where it cannot be."""


class MixedRole(
    ApiError,
    code=1009,
    english="A role has either permissions of the tenant or of folders, not both.",
    german="Eine Rolle hat entweder Berechtigungen des Mandanten oder von Ordnern, nicht beides.",
):
    """A new role would mix permissions of the tenant with those of folders."""


class UnknownPermission(
    ApiError, code=1009, english="There is no permission {name}.", german="Es gibt keine Berechtigung {name}."
):
    """A role is to have a permission that does not exist."""


class RoleNotForTenant(
    ApiError,
    code=1009,
    english="The role {name} can be assigned in folders only.",
    german="Die Rolle {name} kann nur in Ordnern zugewiesen werden.",
):
    """A role of folders is to be assigned in the tenant."""
