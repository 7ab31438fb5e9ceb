"""How a tenant gets its packages and libraries: the settings of deployment."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from podium.domains.settings.known import DEFAULTS
from podium.domains.tenants import settings
from podium.domains.tenants.settings import is_on
from podium.kernel.context import Context


class Scope(StrEnum):
    """Where a tenant takes its libraries from: its own feed, the one of the host, or both."""

    TENANT = "Tenant"
    HOST = "Host"
    ALL = "All"


@dataclass(frozen=True)
class External:
    """A feed elsewhere; ``user`` is empty where none is needed."""

    url: str
    user: str = ""
    password: str = ""


@dataclass(frozen=True)
class Deployment:
    """The keys are what NuGet clients may push with; empty ones open nothing."""

    packages: External | None
    libraries: External | None
    library_scope: Scope
    publishes_to_host: bool
    packages_key: str
    libraries_key: str


async def deployment(ctx: Context) -> Deployment:
    """The settings of the tenant."""
    told = await settings.values(ctx, ctx.tenant_id, DEFAULTS)
    scope = told["Deployment.Libraries.FeedScope"].lower()
    libraries = ("Deployment.Libraries.Internal", "Deployment.Libraries.Url", "Deployment.Libraries.Basic")
    return Deployment(
        packages=await _external(ctx, told, ("InternalDeployment", "DeploymentUrl", "DeploymentBasic")),
        libraries=await _external(ctx, told, libraries),
        library_scope=next((known for known in Scope if known.lower() == scope), Scope.ALL),
        publishes_to_host=is_on(told["Deployment.Libraries.AllowTenantPublish"]),
        packages_key=told["NuGet.Packages.ApiKey"],
        libraries_key=told["NuGet.Activities.ApiKey"],
    )


async def _external(ctx: Context, told: Mapping[str, str], names: tuple[str, str, str]) -> External | None:
    """A feed elsewhere by the names of its settings: is it one of ours, its address, the beginning of its user's."""
    internal, url, basic = names
    if is_on(told[internal]) or not told[url]:
        return None
    user = told[f"{basic}Username"]
    return External(told[url], user, await settings.secret(ctx, ctx.tenant_id, f"{basic}Password") if user else "")
