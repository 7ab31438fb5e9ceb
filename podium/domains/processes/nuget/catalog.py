"""What a NuGet client reads of a feed: what it offers, and what a search finds in it."""

from collections import defaultdict
from typing import Any

from podium.domains.processes.commands import mirror
from podium.domains.processes.models.published import Published, tags_of
from podium.domains.processes.nuget.entry import Door, opened
from podium.domains.processes.nuget.files import versions
from podium.domains.processes.shelves import versions_of
from podium.kernel.context import Context
from podium.odata.bind import Base, Query

MOST, USUAL = 1000, 20
SERVICES = {
    "PackageBaseAddress/3.0.0": "flat/",
    "RegistrationsBaseUrl": "registration/",
    "RegistrationsBaseUrl/3.4.0": "registration/",
    "RegistrationsBaseUrl/3.6.0": "registration/",
    "SearchQueryService": "query",
    "SearchQueryService/3.0.0-rc": "query",
    "SearchQueryService/3.5.0": "query",
    "SearchAutocompleteService": "autocomplete",
    "SearchAutocompleteService/3.5.0": "autocomplete",
    "PackagePublish/2.0.0": "package",
}
"""What clients look for, and where below the address of a feed it is."""
Object = dict[str, Any]


async def index(ctx: Context, base: Base, feed: str | None = None) -> Object:
    """What a feed offers, and where."""
    door = await opened(ctx, base, feed, "View")
    resources = [{"@id": f"{door.address}/{path}", "@type": kind} for kind, path in SERVICES.items()]
    return {"version": "3.0.0", "resources": resources}


async def search(ctx: Context, base: Base, feed: str, query: Query) -> Object:
    """Packages by a part of their id or title, each with its versions."""
    door = await opened(ctx, base, feed, "View")
    found = await _found(ctx, door, query)
    page = _page(found, query)
    known = defaultdict[str, list[str]](list)
    for name, version in await ctx.values(
        versions_of(ctx, door.shelf.record, door.feed.key, [p.package for p in page])
    ):
        known[name.lower()].append(version)
    data = [_hit(door, package, known[package.package.lower()]) for package in page]
    return {"totalHits": len(found), "data": data}


async def autocomplete(ctx: Context, base: Base, feed: str, query: Query) -> Object:
    """The ids of packages by a part of them, or the versions of the package of an id."""
    door = await opened(ctx, base, feed, "View")
    if name := query.get("id"):
        told = (await versions(ctx, base, feed, name))["versions"]
        return {"totalHits": len(told), "data": told}
    found = await _found(ctx, door, query)
    return {"totalHits": len(found), "data": [package.package for package in _page(found, query)]}


async def _found(ctx: Context, door: Door, query: Query) -> list[Published]:
    """The latest versions of what matches; a pre-release is there only for who wants pre-releases."""
    text = query.get("q", "").removeprefix("packageid:").strip()
    await mirror.look(ctx, door.feed, door.shelf, text)
    found = await ctx.all(door.shelf.listed(ctx, (door.feed.key,), text or None))
    wanted = query.get("prerelease", "").lower() == "true"
    return sorted((p for p in found if wanted or "-" not in p.version), key=lambda package: package.package.lower())


def _page(found: list[Published], query: Query) -> list[Published]:
    skip, take = (_number(query.get(name, ""), usual) for name, usual in (("skip", 0), ("take", USUAL)))
    return found[skip : skip + min(take, MOST)]


def _number(text: str, usual: int) -> int:
    return int(text) if text.isdigit() and len(text) < 10 else usual


def _hit(door: Door, package: Published, versions: list[str]) -> Object:
    address = f"{door.address}/registration/{package.package.lower()}"
    return {
        "@id": f"{address}/index.json",
        "@type": "Package",
        "registration": f"{address}/index.json",
        "id": package.package,
        "version": package.version,
        "title": package.title,
        "description": package.description or "",
        "authors": [package.authors] if package.authors else [],
        "tags": [tag.display_name for tag in tags_of(package.tags)],
        "projectUrl": package.project_url,
        "licenseUrl": package.license_url,
        "totalDownloads": 0,
        "versions": [
            {"@id": f"{address}/{version.lower()}/leaf.json", "version": version, "downloads": 0}
            for version in versions
        ],
    }
