"""What tests of folders say to the server."""

from typing import Any

from tests.api import Api

NS = "UiPath.Server.Configuration.OData"


async def folder(api: Api, name: str, parent: int | None = None, **settings: Any) -> Any:
    return await api.post("Folders", 201, DisplayName=name, ParentId=parent, **settings)


async def deep(api: Api, *names: str) -> Any:
    """A folder below another, and so on; gives the last."""
    made: Any = {"Id": None}
    for name in names:
        made = await folder(api, name, made["Id"])
    return made


async def paths(api: Api) -> list[str]:
    return sorted(row["FullyQualifiedName"] for row in (await api.get("Folders"))["value"])


async def move(api: Api, row: Any, target: Any = None, status: int = 204) -> Any:
    query = f"?targetParentId={target['Id']}" if target else ""
    return await api.put(f"Folders({row['Id']})/{NS}.MoveFolder{query}", status)


async def assign(api: Api, user: int, row: Any, *roles: int, status: int = 204) -> Any:
    places = [{"FolderId": row["Id"], "RoleIds": roles}]
    body = {"UserIds": [user], "RolesPerFolder": places}
    return await api.post(f"Folders/{NS}.AssignUsers", status, assignments=body)


async def members(api: Api, row: Any, *, inherited: bool = False) -> list[Any]:
    path = f"Folders/{NS}.GetUsersForFolder(key={row['Id']},includeInherited={str(inherited).lower()})"
    return list((await api.get(path))["value"])
