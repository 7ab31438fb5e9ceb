"""Publishing: files that arrive become versions of packages."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

import msgspec

from podium.domains.processes import feeds
from podium.domains.processes.commands import deploy, workspaces
from podium.domains.processes.commands.deliveries import Delivery, deliver, described, good
from podium.domains.processes.commands.ranking import add_version
from podium.domains.processes.errors import NotSupportedByExternalFeeds
from podium.domains.processes.events import PackagePublished
from podium.domains.processes.feeds import Feed
from podium.domains.processes.models.packages import EntryPoint, Package
from podium.domains.processes.nupkg.package import Contents
from podium.domains.processes.nupkg.project import Project
from podium.domains.processes.queries.releases import releases_of_package
from podium.domains.processes.shelves import PACKAGES
from podium.kernel.context import Context
from podium.kernel.entity import Json
from podium.odata.bind import Uploads
from podium.odata.request import Answered


async def upload(ctx: Context, files: Uploads, feed_id: UUID | None = None) -> Answered:
    """Publish the packages in the files of a request."""
    feed = await feeds.process_feed(ctx, feed_id)
    feeds.demand(ctx, feed, "Create")
    if feed.external:
        raise NotSupportedByExternalFeeds
    results = await deliver(ctx, feed, files, publish)
    return Answered(HTTPStatus.OK if good(results) else HTTPStatus.MULTI_STATUS, results)


async def publish(ctx: Context, feed: Feed, delivery: Delivery) -> Package:
    """Add the package of a file to a feed; processes learn of it."""
    nuspec = delivery.contents.nuspec
    releases = await ctx.all(releases_of_package(ctx, feed.key, nuspec.id))
    told = {**described(delivery), **_project(delivery.contents), "feed_folder_id": feed.folder_id}
    package = await add_version(ctx, PACKAGES, feed, (nuspec.id, nuspec.version), told)
    await add_entry_points(ctx, package, delivery.contents.project)
    for release in releases if package.is_latest_version else ():
        await deploy.follow(ctx, release, package)
    if feed.purpose is feeds.Purpose.PERSONAL_WORKSPACE and feed.folder:
        await workspaces.deploy(ctx, feed.folder, package)
    ctx.emit(PackagePublished(package_id=package.id, folder_id=feed.folder_id))
    return package


async def fill(ctx: Context, package: Package, delivery: Delivery) -> None:
    """Complete a package of a feed elsewhere, now that its file is here."""
    for attribute, value in {**described(delivery), **_project(delivery.contents)}.items():
        setattr(package, attribute, value)
    await add_entry_points(ctx, package, delivery.contents.project)


async def add_entry_points(ctx: Context, package: Package, project: Project) -> None:
    for point in project.entry_points:
        await ctx.add(
            EntryPoint(
                package_id=package.id,
                unique_id=point.unique_id,
                path=point.path,
                input_arguments=point.input,
                output_arguments=point.output,
                is_main=point is project.main,
            )
        )


def _project(contents: Contents) -> dict[str, Any]:
    project, main = contents.project, contents.project.main
    return {
        "target_framework": project.framework,
        "supports_multiple_entry_points": project.several_entry_points,
        "main_entry_point_path": main.path if main else None,
        "requires_user_interaction": project.requires_user_interaction,
        "is_attended": project.is_attended,
        "input": main.input if main else None,
        "output": main.output if main else None,
        "resources": Json(msgspec.json.encode(contents.resources)),
    }
