"""Personal workspaces: what is published there is a process at once."""

from podium.domains.folders.models import Folder
from podium.domains.processes.commands import deploy as deployment
from podium.domains.processes.events import ReleaseCreated, ReleaseUpdated
from podium.domains.processes.models.packages import Package
from podium.domains.processes.models.releases import Release
from podium.domains.processes.queries.releases import releases_in
from podium.kernel.context import Context


async def deploy(ctx: Context, workspace: Folder, package: Package) -> None:
    """Let the process of a package in its workspace run this version, or make that process."""
    runs = [one for one in await ctx.all(releases_in(ctx, workspace.id)) if _is_of(one, package)]
    if runs:
        for release in runs:
            await deployment.deploy(ctx, release, package)
            ctx.emit(ReleaseUpdated(release_id=release.id, version=package.version))
        return
    release = Release(
        folder_id=workspace.id,
        name=package.package,
        process_key=package.package,
        process_version=package.version,
        creator_user_id=ctx.caller.user_id,
    )
    await ctx.add(release)
    await deployment.deploy(ctx, release, package)
    ctx.emit(ReleaseCreated(release_id=release.id))


def _is_of(release: Release, package: Package) -> bool:
    return release.process_key.lower() == package.package.lower()
