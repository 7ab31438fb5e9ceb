"""A credential store that reads from the files of a folder, as container platforms mount secrets.

Install it beside Podium, and "Folder" is among the types of stores. A file is named as the credential; it holds the
password, or JSON as ``{"Username": "alice", "Password": "..."}``.
"""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from podium.domains.credentials.plugin import Field, Missing, Secret, StoreProblem, StoreType


class Folder:
    """The files of one folder."""

    def __init__(self, configuration: Mapping[str, str]) -> None:
        self.path = Path(configuration["Path"])

    async def check(self) -> None:
        if not self.path.is_dir():
            raise StoreProblem(f"{self.path} is no folder.")

    async def read(self, name: str) -> Secret:
        file = self.path / name
        if file.parent != self.path or not file.is_file():
            raise Missing(f"{self.path} has no file of this name.")
        return Secret.from_text((await asyncio.to_thread(file.read_text)).strip())

    async def write(self, name: str, secret: Secret) -> None:
        raise StoreProblem("The folder is only read from.")

    async def remove(self, name: str) -> None:
        raise StoreProblem("The folder is only read from.")


FOLDER = StoreType("Folder", Folder, (Field("Path", "Path of the folder", required=True),), read_only=True)
