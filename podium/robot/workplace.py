"""The place where one job runs: the files it finds and those it leaves."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec import DecodeError, json

from podium.robot.accounts import Account, hand_over
from podium.robot.errors import NotPrepared
from podium.robot.manifest import Kind
from podium.robot.packages import Package
from podium.robot.protocol import JobData


@dataclass(frozen=True)
class Workplace:
    """A job's own folder; it goes when the job has ended."""

    folder: Path

    @property
    def content(self) -> Path:
        """A copy of the package, where the job runs and may write what it likes."""
        return self.folder / "content"

    @property
    def runtime(self) -> Path:
        """Where job and robot exchange files."""
        return self.folder / "runtime"

    @property
    def log(self) -> Path:
        return self.runtime / "execution.log"

    @property
    def result(self) -> Path:
        return self.runtime / "output.json"

    @property
    def state(self) -> Path:
        return self.runtime / "state.db"

    @property
    def input(self) -> Path:
        return self.runtime / "input.json"

    @property
    def home(self) -> Path:
        """What programs take for the home of their user."""
        return self.folder / "home"

    def console(self, kind: Kind) -> Path:
        """What the process itself says. The SDK repeats there what it logs, so this is kept apart for it."""
        return self.log if kind is Kind.PLAIN else self.runtime / "console.log"

    def furnish(self, package: Package, data: JobData, arguments: bytes, state: bytes | None) -> None:
        """Put everything in its place, as it is before the job starts."""
        self.remove()
        self.folder.mkdir(mode=0o700)
        shutil.copytree(package.content, self.content)
        self.runtime.mkdir()
        self.home.mkdir()
        self.input.write_bytes(arguments)
        if state is not None:
            self.state.write_bytes(state)
        if package.manifest.kind is Kind.UIPATH:
            (self.runtime / "uipath.json").write_bytes(json.encode(self._sdk_configuration(data)))

    def hand_over(self, account: Account | None) -> None:
        """Let an account, and no other, work here. The folder itself stays ours: what is in it cannot be exchanged."""
        if account is None:
            return
        os.chown(self.folder, -1, account.gid)
        self.folder.chmod(0o710)
        for tree in (self.content, self.runtime, self.home):
            hand_over(tree, account)

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _sdk_configuration(self, data: JobData) -> dict[str, Any]:
        own = self.content / "uipath.json"
        configuration = _object(own.read_bytes()) if own.is_file() else {}
        configuration["runtime"] = {
            **configuration.get("runtime", {}),
            **_object(data.internal_arguments),
            "dir": str(self.runtime),
        }
        configuration["fpsProperties"] = _object(data.fps_properties)
        configuration["fpsContext"] = _object(data.fps_context)
        return configuration


def _object(text: str | bytes | None) -> dict[str, Any]:
    """Read a JSON object; nothing is an empty one."""
    try:
        return json.decode(text, type=dict[str, Any]) if text else {}
    except DecodeError as error:
        raise NotPrepared(f"Not a JSON object: {error}: {text!r:.300}") from error
