"""Deployment: which version of a package a process runs, and from which entry point."""

from podium.domains.processes.errors import EntryPointNotFound
from podium.domains.processes.events import ReleaseUpdated
from podium.domains.processes.models.packages import EntryPoint, Package
from podium.domains.processes.models.releases import ProcessType, Release, ReleaseVersion
from podium.domains.processes.nupkg.project import ProjectType
from podium.domains.processes.queries.releases import entry_points, package_by_id, release_version
from podium.kernel.context import Context

TYPES = {kind.value: kind for kind in ProcessType}


async def deploy(ctx: Context, release: Release, package: Package, wished: EntryPoint | None = None) -> None:
    """Let a process run a package version: from ``wished``, or from the entry point it had, or from the main one."""
    await _let_go(ctx, release)
    package.uses += 1
    package.is_active = True
    release.package_id, release.feed_id = package.id, package.feed
    release.process_key, release.process_version = package.package, package.version
    release.is_latest_version, release.is_process_deleted = package.is_latest_version, False
    release.process_type = process_type(package.project_type)
    release.is_compiled, release.is_attended = package.is_compiled, package.is_attended
    release.requires_user_interaction = package.requires_user_interaction
    release.supports_multiple_entry_points = package.supports_multiple_entry_points
    release.target_framework = package.target_framework
    await _begin_at(ctx, release, package, wished)
    await _note(ctx, release)


async def withdraw(ctx: Context, release: Release) -> None:
    """The process runs its package version no longer."""
    await _let_go(ctx, release)
    release.package_id = None


async def follow(ctx: Context, release: Release, latest: Package) -> None:
    """A later version than that of the process was published: take it over, or tell that there is one."""
    if release.auto_update:
        await deploy(ctx, release, latest)
        ctx.emit(ReleaseUpdated(release_id=release.id, version=latest.version))
    else:
        release.is_latest_version = False


async def entry_point_wished(
    ctx: Context, package: Package, entry_point_id: int | None, path: str | None
) -> EntryPoint | None:
    """The entry point that somebody names by id or by path; None where nobody names one."""
    if entry_point_id is None and not path:
        return None
    for point in await ctx.all(entry_points(ctx, package.id)):
        if point.id == entry_point_id or (entry_point_id is None and _same(point.path, path)):
            return point
    raise EntryPointNotFound(name=f"EntryPoint{'Id' if path is None else 'Path'}")


def process_type(kind: ProjectType) -> ProcessType:
    """What a process of a package of this kind is; the business kinds differ only for who designs them."""
    return TYPES.get(kind.removeprefix("Business") if kind != "BusinessRules" else kind, ProcessType.UNDEFINED)


async def _let_go(ctx: Context, release: Release) -> None:
    if release.package_id is None:
        return
    package = await ctx.first(package_by_id(ctx, release.package_id))
    if package is not None:
        package.uses -= 1
        package.is_active = package.uses > 0


async def _begin_at(ctx: Context, release: Release, package: Package, wished: EntryPoint | None) -> None:
    points = await ctx.all(entry_points(ctx, package.id))
    same = next((point for point in points if _same(point.path, release.entry_point_path)), None)
    point = wished or same or next((point for point in points if point.is_main), None)
    release.entry_point_id = point.id if point else None
    release.entry_point_path = point.path if point else None
    release.input = point.input_arguments if point else None
    release.output = point.output_arguments if point else None


async def input_of(ctx: Context, release: Release, path: str | None = None) -> str | None:
    """What the package declares to take where a job begins; None where it declares nothing, or has no such place."""
    if not path or release.package_id is None or _same(path, release.entry_point_path):
        return release.input
    points = await ctx.all(entry_points(ctx, release.package_id))
    return next((point.input_arguments for point in points if _same(point.path, path)), None)


async def _note(ctx: Context, release: Release) -> None:
    """Remember the version, unless it is the one that was used last."""
    current = release.current_version_id and await ctx.first(release_version(ctx, release.current_version_id))
    if current and current.version_number == release.process_version:
        return
    new = ReleaseVersion(
        release_id=release.id,
        release_name=release.name,
        version_number=release.process_version,
        previous_id=release.current_version_id,
    )
    release.current_version_id = (await ctx.add(new)).id


def _same(path: str, other: str | None) -> bool:
    return other is not None and path.replace("\\", "/").lower() == other.replace("\\", "/").lower()
