"""What is said about buckets and their files."""

from typing import Any
from uuid import uuid4

import httpx

from tests.api import Api

ODATA = "UiPath.Server.Configuration.OData"


async def bucket(api: Api, name: str = "Files", status: int = 201, **members: Any) -> Any:
    """Make a bucket; it keeps its files here if nothing else is said."""
    return await api.post("Buckets", status, **{"Name": name, "Identifier": str(uuid4()), **members})


async def ask(api: Api, made: Any, function: str, status: int = 200, **query: Any) -> Any:
    """Call a function of a bucket."""
    return await api.call("GET", f"Buckets({made['Id']})/{ODATA}.{function}", status, params=query)


async def put(api: Api, made: Any, path: str, content: bytes = b"content", kind: str = "text/plain") -> None:
    """Put a file at the address that the bucket gives for it."""
    access = await ask(api, made, "GetWriteUri", path=path, contentType=kind)
    assert (access["Verb"], access["RequiresAuth"]) == ("PUT", False)
    headers = dict(zip(access["Headers"]["Keys"], access["Headers"]["Values"], strict=True))
    answer = await send(api, "PUT", access["Uri"], content=content, headers={**headers, "content-type": kind})
    assert answer.status_code in (200, 201), answer.text


async def fetch(api: Api, made: Any, path: str, **headers: str) -> Any:
    """Fetch a file; the whole answer."""
    access = await ask(api, made, "GetReadUri", path=path)
    return await send(api, "GET", access["Uri"], headers=headers)


async def paths(api: Api, made: Any, **query: Any) -> list[str]:
    """The files of a bucket."""
    found = await ask(api, made, "GetFiles", **{"directory": "/", "recursive": "true", **query})
    return [one["FullPath"] for one in found["value"]]


async def send(api: Api, method: str, uri: str, **options: Any) -> httpx.Response:
    """Go where an address leads, to the server of the test or elsewhere, without a credential."""
    if uri.startswith("http://podium/"):
        return await api.nobody().http.request(method, uri, **options)
    async with httpx.AsyncClient() as client:
        return await client.request(method, uri, **options)
