"""``podium keys rotate``: other keys for all secrets, also while the server runs."""

import asyncio
import os

from podium.app import Settings, build, started
from podium.cli.data import KEY, KEY_FILE, DataDirectory, former_keys, keys_told
from podium.cli.databases import any_database
from podium.cli.up import settings_of
from podium.kernel.rotation import rotate


def rotated(directory: DataDirectory) -> int:
    """Replace the master key and every key below it; how many secrets were sealed anew.

    The former master key stays in its file until nothing needs it: what is interrupted can be done again.
    """
    with directory.new_master_key(), any_database(directory) as url, keys_told():
        return asyncio.run(_rotate(settings_of(directory, url)))


def what_to_keep(directory: DataDirectory) -> str:
    """What an operator has to know once keys are rotated."""
    path = directory.key_file
    if path is None:
        return f"The master key is still the one that {KEY} gives; another can be given with {KEY_FILE}."
    if os.environ.get(KEY_FILE):
        return f"Only the first key in {path} is needed from now on, but for backups made until now."
    return f"Keep a copy of {path} elsewhere; backups made until now need {former_keys(path)}."


async def _rotate(settings: Settings) -> int:
    podium = build(settings)
    async with started(podium, engine=False):
        return await rotate(podium.db)
