"""The versions of the robot to which hosts can be updated from here."""

from podium import __version__
from podium.kernel.context import Context
from podium.odata.wire import Plain


class AvailableVersions(Plain):
    available_versions: list[str]


async def available(ctx: Context, only_latest_patch_versions: bool = False) -> AvailableVersions:
    """The one that comes with this server, which is the latest patch of its own line; robots of others are theirs."""
    return AvailableVersions(available_versions=[__version__])
