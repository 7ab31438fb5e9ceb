"""Settings: values of a tenant, else those of the whole installation, else the defaults of whoever asks."""

from collections.abc import Iterable, Mapping

from podium.domains.tenants.models import Setting
from podium.domains.tenants.queries import settings_of
from podium.kernel.context import Context
from podium.kernel.sealing import seal, unseal

INSTALLATION = 0
MASK = "•" * 12
"""What is shown of a secret, and what leaves it as it is when it comes back."""


async def values(ctx: Context, tenant: int, defaults: Mapping[str, str]) -> dict[str, str]:
    """Settings as they hold for a tenant, those that have defaults; secrets are masked."""
    found = dict(defaults)
    for level in dict.fromkeys((INSTALLATION, tenant)):
        for row in await ctx.all(settings_of(ctx, level)):
            if row.name in found:
                found[row.name] = row.value if row.sealed is None else MASK
    return found


async def secret(ctx: Context, tenant: int, name: str) -> str:
    """The text of a secret setting; empty where nobody has set it."""
    for level in (tenant, INSTALLATION):
        for row in await ctx.all(settings_of(ctx, level)):
            if row.name == name and row.sealed is not None:
                return await unseal(ctx, row, "sealed")
    return ""


async def put(ctx: Context, tenant: int, chosen: Mapping[str, str], secrets: Iterable[str] = ()) -> None:
    """Set values; those named in ``secrets`` are sealed, unless they are masked."""
    known = {row.name: row for row in await ctx.all(settings_of(ctx, tenant))}
    hidden = frozenset(secrets)
    for name, value in chosen.items():
        if name in hidden and value == MASK:
            continue
        row = known.get(name)
        if row is None:
            row = known[name] = Setting(tenant_id=tenant, name=name)
            ctx.record(row)
        if name in hidden and value:
            await seal(ctx, row, "sealed", value)
        else:
            row.value, row.sealed = value, None


async def forget(ctx: Context, tenant: int, names: Iterable[str]) -> None:
    """Let the installation or the defaults say again what holds."""
    wanted = frozenset(names)
    for row in await ctx.all(settings_of(ctx, tenant)):
        if row.name in wanted:
            ctx.remove(row)


def is_on(value: str) -> bool:
    return value.strip().lower() == "true"
