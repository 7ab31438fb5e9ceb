"""What tests of users and roles say to the server."""

from typing import Any

from tests.api import Api

NS = "UiPath.Server.Configuration.OData"
PASSWORD = "open sesame 1"


async def user(api: Api, name: str = "ann", **more: Any) -> Any:
    return await api.post("Users", 201, UserName=name, **more)


async def role(api: Api, name: str, *permissions: str, status: int = 201) -> Any:
    granted = [{"Name": permission, "IsGranted": True} for permission in permissions]
    return await api.post("Roles", status, Name=name, Permissions=granted)


async def sign_in(api: Api, name: str, password: str = PASSWORD, status: int = 200, tenant: str = "Default") -> Any:
    """Sign in at the old address: gives the token, or the error."""
    body = {"tenancyName": tenant, "usernameOrEmailAddress": name, "password": password}
    answer = await api.nobody().post("/api/Account/Authenticate", status, **body)
    return answer["result"] if status == 200 else answer


async def signed_in(api: Api, name: str, password: str = PASSWORD, *held: str) -> Api:
    token = await sign_in(api, name, password)
    return api.bearing(token, *held)


async def me(api: Api) -> Any:
    return await api.get(f"Users/{NS}.GetCurrentUser")
