"""The settings of identity: the password policy, and who may sign in with a password."""

from collections.abc import Mapping

from podium.domains.tenants import mail
from podium.kernel.errors import BadRequest

COMPLEXITY = "Auth.Password.PasswordComplexity"
EXPIRATION = "Auth.Password.DefaultExpirationDays"
HISTORY = "Auth.Password.PreviousUseLimit"
FIRST_LOGIN = "Auth.Password.ShouldChangePasswordAfterFirstLogin"
LOCKOUT = "Auth.UserLockOut.IsEnabled"
ATTEMPTS = "Auth.UserLockOut.MaxFailedAccessAttemptsBeforeLockout"
LOCKOUT_SECONDS = "Auth.UserLockOut.DefaultAccountLockoutSeconds"
RESTRICT_BASIC = "Auth.RestrictBasicAuthentication"
PUBLIC_URL = "Podium.PublicUrl"
"""Where people find this installation: links in e-mails begin with it."""
POLICY: Mapping[str, str] = {
    COMPLEXITY: (
        '{"requiredLength":8,"requireDigit":true,"requireLowercase":true,'
        '"requireUppercase":false,"requireNonAlphanumeric":false}'
    ),
    EXPIRATION: "0",
    HISTORY: "1",
    FIRST_LOGIN: "false",
    LOCKOUT: "true",
    ATTEMPTS: "10",
    LOCKOUT_SECONDS: "300",
    RESTRICT_BASIC: "false",
}
DEFAULTS: Mapping[str, str] = {**POLICY, **mail.DEFAULTS, PUBLIC_URL: ""}
BOUNDS = {EXPIRATION: (0, 1000), HISTORY: (0, 10), ATTEMPTS: (1, 1000), LOCKOUT_SECONDS: (1, 86400)}


def check(name: str, value: str) -> None:
    """Refuse what is no setting of identity, or not within its bounds."""
    if name not in DEFAULTS:
        raise BadRequest(why=f"There is no setting {name}.", field=name)
    lowest, highest = BOUNDS.get(name, (0, 0))
    if name in BOUNDS and (not value.isdigit() or not lowest <= int(value) <= highest):
        raise BadRequest(why=f"{name} must be between {lowest} and {highest}.", field=name)
