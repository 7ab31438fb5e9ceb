"""Settings of identity: values of a tenant, else those of the installation, else the defaults."""

from collections.abc import Mapping

from podium.domains.identity.models import IdentitySetting
from podium.domains.identity.queries import settings_of
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest

INSTALLATION = 0
COMPLEXITY = "Auth.Password.PasswordComplexity"
EXPIRATION = "Auth.Password.DefaultExpirationDays"
HISTORY = "Auth.Password.PreviousUseLimit"
FIRST_LOGIN = "Auth.Password.ShouldChangePasswordAfterFirstLogin"
LOCKOUT = "Auth.UserLockOut.IsEnabled"
ATTEMPTS = "Auth.UserLockOut.MaxFailedAccessAttemptsBeforeLockout"
LOCKOUT_SECONDS = "Auth.UserLockOut.DefaultAccountLockoutSeconds"
RESTRICT_BASIC = "Auth.RestrictBasicAuthentication"
SMTP = tuple(
    f"Email.{name}"
    for name in ("SmtpHost", "SmtpPort", "SmtpUserName", "SmtpPassword", "SmtpEnableSsl", "FromAddress", "FromName")
)
DEFAULTS: Mapping[str, str] = {
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
    **dict.fromkeys(SMTP, ""),
    "Email.SmtpPort": "25",
    "Email.SmtpEnableSsl": "false",
    "Email.FromName": "Orchestrator Administrator",
}
BOUNDS = {EXPIRATION: (0, 1000), HISTORY: (0, 10), ATTEMPTS: (1, 1000), LOCKOUT_SECONDS: (1, 86400)}
SECRET = frozenset({"Email.SmtpPassword"})
MASK = "•" * 12


async def settings(ctx: Context, tenant: int) -> Mapping[str, str]:
    """Every setting as it holds for a tenant."""
    values = dict(DEFAULTS)
    for level in (INSTALLATION, tenant):
        values |= {row.name: row.value for row in await ctx.all(settings_of(ctx, level))}
    return values


async def put(ctx: Context, tenant: int, values: Mapping[str, str]) -> None:
    """Set values of a tenant. A secret that comes back masked stays as it is."""
    known = {row.name: row for row in await ctx.all(settings_of(ctx, tenant))}
    for name, value in values.items():
        if name in SECRET and value == MASK:
            continue
        checked(name, value)
        if name in known:
            known[name].value = value
        else:
            ctx.record(IdentitySetting(tenant_id=tenant, name=name, value=value))


async def forget(ctx: Context, tenant: int, names: list[str]) -> None:
    """Go back to the defaults."""
    for row in await ctx.all(settings_of(ctx, tenant)):
        if row.name in names:
            ctx.remove(row)


def checked(name: str, value: str) -> None:
    if name in BOUNDS:
        lowest, highest = BOUNDS[name]
        if not value.isdigit() or not lowest <= int(value) <= highest:
            raise BadRequest(why=f"{name} must be between {lowest} and {highest}.", field=name)


def is_on(value: str) -> bool:
    return value.strip().lower() == "true"
