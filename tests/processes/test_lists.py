"""Every list of packages and processes is filtered, ordered, cut and counted as clients ask."""

from typing import Any

import pytest

from tests.api import Api
from tests.processes.words import NS, nupkg, release, upload

VERSIONS = f"Processes/{NS}.GetProcessVersions(processId='Invoices')"
LIBRARY_VERSIONS = f"Libraries/{NS}.GetVersions(packageId='Invoices')"
LISTS = [
    ("Processes", "Id", "Id ne 'X' and IsLatestVersion eq true", "EntryPoints"),
    (VERSIONS, "Version", "startswith(Version, '1.')", "EntryPoints"),
    ("Libraries", "Id", "contains(Title, 'nv')", ""),
    (LIBRARY_VERSIONS, "Version", "Published gt 2000-01-01T00:00:00Z", ""),
    ("Releases", "Name", "ProcessKey eq 'Invoices' and JobPriority eq 'Normal'", "CurrentVersion"),
    (f"Releases/{NS}.ListReleases", "Name", "OrganizationUnitId eq 1", "EntryPoint,ReleaseVersions"),
    ("ReleaseRetention", "ReleaseId", "Action eq 'Delete' and Period ge 30", ""),
    ("Environments", "Name", "Type eq 'Dev'", "Robots"),
]


@pytest.fixture
async def api(api: Api) -> Api:
    """Two of everything."""
    for number in (1, 2):
        await upload(api, nupkg(version=f"1.{number}.0"))
        await upload(api, nupkg(f"Invoices{number}"))
        for library in (nupkg(version=f"1.{number}.0"), nupkg(f"Invoices{number}")):
            files = [("file", ("library.nupkg", library))]
            await api.call("POST", f"Libraries/{NS}.UploadPackage", 207, files=files)
        await release(api, Name=f"P{number}", ProcessVersion=f"1.{number}.0")
        await api.post("Environments", 201, Name=f"E{number}")
    return api


@pytest.mark.parametrize(("path", "name", "condition", "way"), LISTS)
async def test_a_list_is_refined(api: Api, path: str, name: str, condition: str, way: str) -> None:
    every = [row[name] for row in (await api.get(path, orderby=name))["value"]]
    assert len(every) >= 2
    options: dict[str, Any] = {"orderby": f"{name} desc", "filter": condition, "count": "true", "top": 1, "skip": 1}
    if way:
        options["expand"] = way
    asked = await api.get(path, select=name, **options)
    assert asked["@odata.count"] == len(every)
    (row,) = asked["value"]
    assert row[name] == every[::-1][1]
    assert row.keys() == {name, *filter(None, way.split(","))}
