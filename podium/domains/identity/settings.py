"""The settings of identity: the password policy, and who may sign in with a password."""

from collections.abc import Mapping
from typing import Annotated

import msgspec

from podium.domains.tenants import mail
from podium.kernel.errors import BadRequest
from podium.odata.wire import Plain, read

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


class Complexity(Plain):
    """What a password must have; the names are those of the setting."""

    required_length: Annotated[int, msgspec.Meta(ge=1, le=256)] = 8
    require_digit: bool = True
    require_lowercase: bool = True
    require_uppercase: bool = False
    require_non_alphanumeric: bool = False


def complexity(value: str) -> Complexity:
    """What the setting says of passwords."""
    read_value: Complexity = read(Complexity, msgspec.Raw(value.encode()), COMPLEXITY)
    return read_value


BOUNDS = {EXPIRATION: (0, 1000), HISTORY: (0, 10), ATTEMPTS: (1, 1000), LOCKOUT_SECONDS: (1, 86400)}


def check(name: str, value: str) -> None:
    """Refuse what is no setting of identity, or not as it must be."""
    if name not in DEFAULTS:
        raise BadRequest(why=f"There is no setting {name}.", field=name)
    if name == COMPLEXITY:
        complexity(value)
    lowest, highest = BOUNDS.get(name, (0, 0))
    if name in BOUNDS and (not value.isdigit() or not lowest <= int(value) <= highest):
        raise BadRequest(why=f"{name} must be between {lowest} and {highest}.", field=name)
