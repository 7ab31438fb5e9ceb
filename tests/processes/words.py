"""Packages as Studio and the tools for Python make them, and what clients do with packages and processes."""

import io
import json
import zipfile
from typing import Any

from podium.app import SETUP
from podium.domains.settings.known import SECRETS
from podium.domains.tenants import settings
from podium.kernel.context import Context
from tests.api import FOLDER, Api

NS = "UiPath.Server.Configuration.OData"
NUSPEC = """<?xml version="1.0"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
<id>{id}</id><version>{version}</version><authors>{authors}</authors><description>{about}</description>{more}
</metadata></package>"""
ENTRY = {"filePath": "main", "uniqueId": "a3f1c9de-0000-4000-8000-000000000001", "input": {"type": "object"}}


def zipped(files: dict[str, str | bytes]) -> bytes:
    """An archive; the same files always give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def nuspec(name: str, version: str, more: str = "") -> str:
    return NUSPEC.format(id=name, version=version, authors="Ann", about=f"About {name}", more=more)


def nupkg(name: str = "Invoices", version: str = "1.0.0", more: str = "", **files: Any) -> bytes:
    """A package of a Python project. ``files`` are JSON documents under content/, by name without ``.json``."""
    documents: dict[str, Any] = {
        "operate": {"main": "main", "contentType": "function", "targetFramework": "Portable"},
        "entry-points": {"entryPoints": [ENTRY]},
        **{name.replace("entry_points", "entry-points"): document for name, document in files.items()},
    }
    told = {f"content/{name}.json": json.dumps(content) for name, content in documents.items() if content}
    return zipped({f"{name}.nuspec": nuspec(name, version, more), "content/main.py": "def main(): ...", **told})


def entry_points(*paths: str) -> dict[str, Any]:
    return {"entryPoints": [{"filePath": path} for path in paths]}


async def upload(api: Api, *packages: bytes, status: int = 200, feed: str = "", name: str = "file") -> Any:
    """Send packages as files of one request."""
    files = [(f"{name}{n or ''}", (f"p{n}.nupkg", package)) for n, package in enumerate(packages)]
    query = f"?feedId={feed}" if feed else ""
    return await api.call("POST", f"Processes/{NS}.UploadPackage{query}", status, files=files)


async def tenant_feed(api: Api) -> str:
    return str(await api.call("GET", f"/api/PackageFeeds/GetFolderFeed?folderId={FOLDER}"))


async def set_settings(api: Api, values: dict[str, str]) -> None:
    """Set settings of the tenant."""

    async def work(ctx: Context) -> None:
        ctx.tenant_id = 1
        await settings.put(ctx, 1, values, SECRETS)

    await api.podium.db.alone(SETUP, work)


async def release(api: Api, status: int = 201, **values: Any) -> Any:
    body = {"Name": "Invoices", "ProcessKey": "Invoices", "ProcessVersion": "1.0.0", **values}
    return await api.post("Releases", status, **body)


async def deployed(api: Api, *versions: str, **values: Any) -> Any:
    """A process of the first of these versions of a package."""
    for version in versions or ("1.0.0",):
        await upload(api, nupkg(version=version))
    return await release(api, ProcessVersion=(versions or ("1.0.0",))[0], **values)
