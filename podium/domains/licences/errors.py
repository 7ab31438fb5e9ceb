"""Errors of licences."""

from podium.kernel.errors import ApiError


class LicenseExpiredCannotStartJobs(ApiError, code=1673):
    """The tenant's licence has ended, and the time of grace after it."""


class UnregisteredCannotStartJobs(ApiError, code=1672):
    """The host has licences and the tenant was given none."""


class LicenseNotFound(ApiError, code=1900):
    """No licence has this id."""


class LicenseExpired(ApiError, code=1901):
    """A licence is to be used that has ended."""


class LicenseAlreadyInUse(ApiError, code=1902):
    """The installation, or the tenant, has this licence."""


class InvalidLicenseFormat(ApiError, code=1903):
    """The file is no licence; ``details`` say why."""

    def __init__(self, why: str) -> None:
        super().__init__(details=why)


class LicenseLimitExceeded(ApiError, code=1904):
    """There would be more of something than the licence allows."""


class UnattendedLicenseLimitExceeded(ApiError, code=1905):
    """There would be more unattended robots than the licence allows."""


class NonProductionLicenseLimitExceeded(ApiError, code=1906):
    """There would be more non-production robots than the licence allows."""


class AttendedLicenseLimitExceeded(ApiError, code=1907):
    """There would be more attended robots than the licence allows."""


class DevelopmentLicenseLimitExceeded(ApiError, code=1908):
    """There would be more robots of developers than the licence allows."""


class RobotFailedToAcquireLicense(ApiError, code=1909):
    """A robot that is switched off asks for its licence."""


class NonProductionSlotsLimitExceeded(ApiError, code=1910):
    """The machines would have more non-production runtimes than the licence allows."""


class UnattendedSlotsLimitExceeded(ApiError, code=1911):
    """The machines would have more unattended runtimes than the licence allows."""


class LicenseUnregistered(ApiError, code=1912):
    """There is no licence to do this with."""


class LicenseNotAvailable(ApiError, code=1913):
    """The licence has none of this kind."""


class NotEnoughAvailableSlots(ApiError, code=1914):
    """All runtimes that the licence allows are taken by hosts that are connected."""


class NotEnoughRuntimeLicenses(ApiError, code=1915):
    """The licence does not allow so much to be consumed."""


class SlotsExceedLicenseLimit(ApiError, code=1916):
    """The machines would have more runtimes of a kind than the licence allows."""


class NotEnoughAvailableLicenses(ApiError, code=1917):
    """The tenant has more of a kind than a licence allows that it is to be given."""


class HostLicenseLimitExceeded(ApiError, code=1918):
    """More tenants would share the licence than it allows."""


class NoHostLicense(ApiError, code=1919):
    """The host has no such licence."""


class LicenseNewInvalidArguments(ApiError, code=1920):
    """It is not said which tenant is to be given which licence."""
