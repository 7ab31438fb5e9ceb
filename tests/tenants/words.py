"""What tests of the host say to the server."""

from typing import Any

from tests.api import Api
from tests.databases import PASSWORD
from tests.identity.words import sign_in

NS = "UiPath.Server.Configuration.OData"
SECRET = "open sesame 1"


async def signed_in_to(api: Api, tenant: str, name: str = "admin", password: str = PASSWORD) -> Api:
    token = await sign_in(api, name, password, tenant=tenant)
    return api.bearing(token)


async def host(api: Api) -> Api:
    """The administrator of the host."""
    return await signed_in_to(api, "Host")


async def tenant(of_host: Api, name: str = "Acme", **more: Any) -> Any:
    return await of_host.post("Tenants", 201, Name=name, AdminPassword=SECRET, **more)


async def administrator(api: Api, name: str = "Acme") -> Api:
    """The administrator of a new tenant."""
    await tenant(await host(api), name)
    return await signed_in_to(api, name, password=SECRET)
