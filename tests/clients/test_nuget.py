"""NuGet.exe, unmodified, pushes packages to the feeds and installs them from there."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.clients.environments import NUGET
from tests.processes.words import nupkg
from tests.servers import Server, checked
from tools.skips import needs

pytestmark = [pytest.mark.clients, needs("node"), needs("mono")]
CONFIGURATION = """<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <packageSources><clear /><add key="podium" value="{address}" protocolVersion="3" /></packageSources>
  <packageSourceCredentials><podium>
    <add key="Username" value="anyone" /><add key="ClearTextPassword" value="{token}" />
  </podium></packageSourceCredentials>
</configuration>"""
Nuget = Callable[..., str]


@pytest.fixture(params=["Processes", "Libraries"])
def nuget(request: pytest.FixtureRequest, server: Server, http: httpx.Client, tmp_path: Path) -> Nuget:
    """The command, in an empty directory, with the tenant's feed of packages or of libraries as its only source."""
    kind = {"Processes": "GetFeeds", "Libraries": "GetLibraryFeeds"}[request.param]
    feed = checked(http.get(f"/api/PackageFeeds/{kind}"), 200)[0]["id"]
    token = http.headers["authorization"].removeprefix("Bearer ")
    address = f"{server.url}/nuget/v3/{feed}/index.json"
    (tmp_path / "NuGet.Config").write_text(CONFIGURATION.format(address=address, token=token))
    (program,) = (NUGET.path / "node_modules" / "nuget-exe").glob("*.exe")

    def run(*words: str, status: int = 0) -> str:
        command = ["mono", str(program), *words, "-NonInteractive", "-ConfigFile", "NuGet.Config", "-Source", "podium"]
        where = {**os.environ, "HOME": str(tmp_path), "NUGET_PACKAGES": str(tmp_path / "cache")}
        done = subprocess.run(
            command, cwd=tmp_path, env=where, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


def test_a_package_is_pushed_once_and_installed_by_version(nuget: Nuget, tmp_path: Path) -> None:
    for version in ("1.0.0", "1.1.0"):
        package = tmp_path / f"Letters.{version}.nupkg"
        package.write_bytes(nupkg("Letters", version))
        assert "Your package was pushed" in nuget("push", package.name)
    assert "409" in nuget("push", package.name, status=1)
    nuget("install", "letters", "-OutputDirectory", "newest")
    nuget("install", "Letters", "-Version", "1.0.0", "-OutputDirectory", "named")
    assert [place.name for place in (tmp_path / "newest").iterdir()] == ["Letters.1.1.0"]
    installed = tmp_path / "named" / "Letters.1.0.0"
    assert (installed / "Letters.1.0.0.nupkg").read_bytes() == nupkg("Letters", "1.0.0")
    assert (installed / "content" / "main.py").exists()


def test_what_a_package_depends_on_is_installed_with_it(nuget: Nuget, tmp_path: Path) -> None:
    needs_paper = '<dependencies><dependency id="Paper" version="[1.0,2.0)"/></dependencies>'
    for name, package in {"Paper": nupkg("Paper"), "Envelopes": nupkg("Envelopes", more=needs_paper)}.items():
        (tmp_path / f"{name}.nupkg").write_bytes(package)
        nuget("push", f"{name}.nupkg")
    nuget("install", "Envelopes", "-OutputDirectory", "packages")
    assert (tmp_path / "packages" / "Paper.1.0.0").is_dir()
