"""What a feed knows of each version of a package: clients resolve dependencies with it."""

from itertools import groupby
from typing import Any

import msgspec

from podium.domains.processes.commands import mirror
from podium.domains.processes.commands.keys import find, normal
from podium.domains.processes.models.published import Published
from podium.domains.processes.nuget.entry import Door, opened
from podium.domains.processes.nupkg.nuspec import Dependency
from podium.kernel.context import Context
from podium.kernel.errors import NotFound
from podium.odata.bind import Base
from podium.odata.stamps import stamp

Object = dict[str, Any]


async def index(ctx: Context, base: Base, feed: str, package: str) -> Object:
    """All versions of a package, in one page."""
    door = await opened(ctx, base, feed, "View")
    await mirror.look_at(ctx, door.feed, door.shelf, package)
    found = [*reversed(await ctx.all(door.shelf.versions(ctx, (door.feed.key,), package)))]
    if not found:
        raise NotFound(name=package)
    address = f"{door.address}/registration/{package.lower()}/index.json"
    page = {
        "@id": f"{address}#page",
        "@type": "catalog:CatalogPage",
        "count": len(found),
        "lower": found[0].version,
        "upper": found[-1].version,
        "items": [_item(door, version) for version in found],
    }
    return {"@id": address, "count": 1, "items": [page]}


async def leaf(ctx: Context, base: Base, feed: str, package: str, version: str) -> Object:
    """One version of a package."""
    door = await opened(ctx, base, feed, "View")
    found = await find(ctx, door.feed, door.shelf, package, normal(version))
    if found is None:
        raise NotFound(name=f"{package} {version}")
    item = _item(door, found)
    return {"@id": item["@id"], "listed": True, "packageContent": item["packageContent"], **item}


def content_address(door: Door, package: Published) -> str:
    name, version = package.package.lower(), package.version.lower()
    return f"{door.address}/flat/{name}/{version}/{name}.{version}.nupkg"


def _item(door: Door, package: Published) -> Object:
    address = f"{door.address}/registration/{package.package.lower()}"
    leaf_address, content = f"{address}/{package.version.lower()}/leaf.json", content_address(door, package)
    return {
        "@id": leaf_address,
        "@type": "Package",
        "registration": f"{address}/index.json",
        "packageContent": content,
        "catalogEntry": {
            "@id": leaf_address,
            "@type": "PackageDetails",
            "id": package.package,
            "version": package.version,
            "title": package.title,
            "description": package.description or "",
            "authors": package.authors or "",
            "tags": (package.tags or "").split(),
            "projectUrl": package.project_url,
            "licenseUrl": package.license_url,
            "published": stamp(package.published),
            "listed": True,
            "packageContent": content,
            "dependencyGroups": _groups(package),
        },
    }


def _groups(package: Published) -> list[Object]:
    told = msgspec.json.decode(package.dependencies, type=list[Dependency]) if package.dependencies else []
    return [
        {
            **({"targetFramework": framework} if framework else {}),
            "dependencies": [{"id": one.id, "range": one.range} for one in group],
        }
        for framework, group in groupby(told, key=lambda dependency: dependency.framework)
    ]
