"""How a tenant gets its packages and libraries: the settings of deployment."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from podium.domains.identity.settings import is_on, settings
from podium.kernel.context import Context

DEFAULTS: Mapping[str, str] = {
    "InternalDeployment": "true",
    "DeploymentUrl": "",
    "Deployment.Processes.AuthenticationType": "apikey",
    "DeploymentBasicUsername": "",
    "DeploymentBasicPassword": "",
    "NuGet.Packages.ApiKey": "",
    "Deployment.Libraries.Internal": "true",
    "Deployment.Libraries.Url": "",
    "Deployment.Libraries.AuthenticationType": "apikey",
    "Deployment.Libraries.BasicUsername": "",
    "Deployment.Libraries.BasicPassword": "",
    "Deployment.Libraries.FeedScope": "All",
    "Deployment.Libraries.AllowTenantPublish": "false",
    "NuGet.Activities.ApiKey": "",
}


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
    values = {**DEFAULTS, **await settings(ctx, ctx.tenant_id)}
    scope = values["Deployment.Libraries.FeedScope"].lower()
    return Deployment(
        packages=_external(values, "InternalDeployment", "DeploymentUrl", "DeploymentBasic"),
        libraries=_external(
            values, "Deployment.Libraries.Internal", "Deployment.Libraries.Url", "Deployment.Libraries.Basic"
        ),
        library_scope=next((known for known in Scope if known.lower() == scope), Scope.ALL),
        publishes_to_host=is_on(values["Deployment.Libraries.AllowTenantPublish"]),
        packages_key=values["NuGet.Packages.ApiKey"],
        libraries_key=values["NuGet.Activities.ApiKey"],
    )


def _external(values: Mapping[str, str], internal: str, url: str, basic: str) -> External | None:
    if is_on(values[internal]) or not values[url]:
        return None
    return External(values[url], values[f"{basic}Username"], values[f"{basic}Password"])
