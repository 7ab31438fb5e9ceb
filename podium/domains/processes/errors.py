"""Errors of packages, feeds and processes."""

from podium.kernel.errors import ApiError, NameAlreadyUsed, Unauthorized


class NugetUnauthorized(Unauthorized):
    """A NuGet client has shown no credentials, or wrong ones; it sends them when it is asked in this way."""

    challenge = 'Basic realm="Podium"'


class PackageExists(ApiError, code=1004):
    """The feed holds this version of the package already."""


class PackageInUse(ApiError, code=1013):
    """Processes still use this version of the package."""


class ProcessOfQueue(
    ApiError,
    code=1013,
    english="{name} works for the queue {queue}, which promises a time, and cannot be deleted.",
    german="{name} arbeitet für die Warteschlange {queue}, die eine Zeit verspricht, und kann nicht gelöscht werden.",
):
    """A queue with deadlines of its own counts on this process."""


class DownloadForbidden(ApiError, code=1017):
    """The caller may not have packages of this feed."""


class LibrariesFeedInUse(ApiError, code=1011):
    """The files of libraries cannot be reached now, or the feed that is elsewhere is not able to answer."""


class TenantFeedInUse(ApiError, code=1655):
    """The files of packages cannot be reached now, or the feed that is elsewhere is not able to answer."""


class ErrorDownloading(ApiError, code=1653):
    """The feed knows the package but its content is not there."""


class DownloadUnavailable(ApiError, code=1650):
    """The feed, elsewhere, offers no files."""


class CannotConnectToPackagesRepository(ApiError, code=1651):
    """There is no NuGet feed, elsewhere, at the address of the settings."""


class NotSupportedByExternalFeeds(ApiError, code=1652):
    """A feed that is elsewhere is looked at and fetched from, not changed."""


class InvalidPackageDetails(ApiError, code=1654):
    """The file is no package that could be read or trusted; ``details`` say why."""

    def __init__(self, why: str) -> None:
        super().__init__(details=why)


class EnvironmentDeploymentConflict(ApiError, code=1250):
    """A robot would have a process from two environments, or an environment would have it twice."""


class HasAttachedProcesses(ApiError, code=1662):
    """Processes are deployed in the environment."""


class PackageGone(
    ApiError,
    code=1661,
    english="The associated package no longer exists.",
):
    """The version that the process is to go to has been deleted."""


class EnvironmentNameUsed(NameAlreadyUsed):
    """Another environment of the folder has this name."""


class InvalidProcessKey(ApiError, code=1656):
    """A key is not of the form PackageId:Version."""


class InvalidExtension(ApiError, code=1663):
    """The name of an uploaded file does not end in .nupkg."""


class InvalidPackageCount(ApiError, code=1664):
    """No file was sent, or more than are taken at once."""


class PreviousVersionNotFound(ApiError, code=1665):
    """The process has only ever used one version."""


class InvalidPackageVersion(ApiError, code=1675):
    """A text is no version, or the package has no such version."""


class PackageNotFound(ApiError, code=1677):
    """The feed does not hold the package."""


class PathTooLong(ApiError, code=1679):
    """A name within the package is longer than file systems take."""


class ProcessNameUsed(NameAlreadyUsed):
    """Another process of the folder has this name."""


class InvalidArgument(ApiError, code=1009):
    """A setting of a process is of no use; ``details`` say why."""


class ArgumentMismatch(
    InvalidArgument, english="Invalid argument '{name}': {why}", german="Ungültiges Argument {name}: {why}"
):
    """An argument is not one that the package takes, is of another type, or is missing."""


class EntryPointNotFound(ApiError, code=1009):
    """The package version has no such entry point."""


class PriorityContradiction(
    ApiError,
    code=1009,
    english="Cannot set a specific priority value when a standard job priority setting is selected.",
    german="Ein bestimmter Prioritätswert passt nicht zur gewählten Standardpriorität.",
):
    """The class of priority and its value do not belong together."""


class ManagedAutomatically(ApiError, code=0, status=409, english="The version of {name} follows the package."):
    """The process always uses the latest version; none can be chosen for it."""
