"""Packages lie in the feed of the tenant, of a folder or of a workspace; who may see the one may not see the other."""

from typing import Any

from podium.app import SETUP
from podium.domains.folders.commands import put
from podium.domains.folders.models import FeedType, Folder
from podium.domains.identity.models import UserRole
from podium.kernel.context import Context
from tests.api import Api
from tests.folders.words import folder
from tests.processes.words import NS, nupkg, release, set_settings, tenant_feed, upload
from tests.tenants.words import administrator

FOLDER_HEADER = "x-uipath-organizationunitid"


async def own_feed(api: Api, name: str = "Finance") -> tuple[Any, str]:
    """A folder with a feed of its own, and the id of that."""
    made = await folder(api, name, FeedType="FolderHierarchy")
    return made, await api.call("GET", f"/api/PackageFeeds/GetFolderFeed?folderId={made['Id']}")


async def test_folders_share_the_feed_of_the_tenant_unless_their_root_has_its_own(api: Api) -> None:
    root, own = await own_feed(api)
    below = await folder(api, "Payables", root["Id"])
    assert await api.call("GET", f"/api/PackageFeeds/GetFolderFeed?folderId={below['Id']}") == own
    assert own != await tenant_feed(await api.only())
    feeds = await api.call("GET", "/api/PackageFeeds/GetFeeds")
    assert {feed["name"]: feed["purpose"] for feed in feeds} == {
        "Orchestrator Tenant Feed": "Processes",
        "Orchestrator Finance Feed": "Processes",
    }


async def test_the_same_version_may_lie_in_several_feeds(api: Api) -> None:
    _, own = await own_feed(api)
    await upload(api, nupkg())
    await upload(api, nupkg(), feed=own)
    await upload(api, nupkg(), feed=own, status=409)
    assert len((await api.get(f"Processes?feedId={own}"))["value"]) == 1


async def test_a_process_takes_its_package_from_the_feed_of_its_folder(api: Api) -> None:
    root, own = await own_feed(api)
    api.http.headers[FOLDER_HEADER] = str(root["Id"])
    assert (await release(api, 404))["errorCode"] == 1677
    await upload(api, nupkg(), feed=own)
    assert (await release(api))["FeedId"] == own


async def test_a_feed_of_a_folder_has_permissions_of_its_own(api: Api) -> None:
    _, own = await own_feed(api)
    await upload(api, nupkg(), feed=own)
    await upload(api, nupkg())
    download = f"Processes/{NS}.DownloadPackage(key='Invoices:1.0.0')"
    of_tenant, of_folder = await api.only("Packages.View"), await api.only("FolderPackages.View")
    await of_tenant.get("Processes")
    await of_tenant.get(f"Processes?feedId={own}", 403)
    assert (await of_tenant.get(f"{download}?feedId={own}", 403))["errorCode"] == 1017
    await of_folder.get(f"Processes?feedId={own}")
    await of_folder.get(f"{download}?feedId={own}")
    for question in ("GetPackageEntryPoints(key=", "GetPackageMainEntryPoint(key="):
        await of_folder.get(f"Processes/{NS}.{question}'Invoices:1.0.0')?feedId={own}")
    await of_folder.get(f"Processes/{NS}.GetProcessVersions(processId='Invoices')?feedId={own}")
    assert (await of_folder.get(download, 403))["errorCode"] == 1017
    assert len(await of_folder.call("GET", "/api/PackageFeeds/GetFeeds")) == 1
    creator, deleter = await api.only("FolderPackages.Create"), await api.only("FolderPackages.Delete")
    await upload(creator, nupkg(version="2.0.0"), feed=own)
    await deleter.delete(f"Processes('Invoices:2.0.0')?feedId={own}")


async def test_a_tenant_sees_nothing_of_another_but_what_all_share(api: Api) -> None:
    await upload(api, nupkg())
    other, feed = await administrator(api), await tenant_feed(api)
    shared = (await api.call("GET", "/api/PackageFeeds/GetLibraryFeeds"))[1]["id"]
    await set_settings(api, {"Deployment.Libraries.AllowTenantPublish": "true"})
    files = [("file", ("library.nupkg", nupkg("Common")))]
    await api.call("POST", f"Libraries/{NS}.UploadPackage?feedId={shared}", 207, files=files)
    assert (await other.get("Processes"))["value"] == []
    for path in (f"Processes?feedId={feed}", f"/nuget/v3/{feed}/index.json"):
        await other.get(path, 404)
    await other.get(f"Processes/{NS}.DownloadPackage(key='Invoices:1.0.0')", 404)
    assert [row["Id"] for row in (await other.get("Libraries"))["value"]] == ["Common"]
    await upload(other, nupkg())


async def test_a_folder_stays_while_processes_or_packages_are_in_it(api: Api) -> None:
    root, own = await own_feed(api)
    await upload(api, nupkg(), feed=own)
    api.http.headers[FOLDER_HEADER] = str(root["Id"])
    made = await release(api)
    assert (made["OrganizationUnitFullyQualifiedName"], made["FolderKey"]) == ("Finance", root["Key"])
    for path in (f"Releases({made['Id']})", f"Processes('Invoices:1.0.0')?feedId={own}"):
        assert (await api.delete(f"Folders({root['Id']})", 409))["errorCode"] == 1012
        await api.delete(path)
    await api.delete(f"Folders({root['Id']})")


async def test_what_is_published_to_a_workspace_is_a_process_there(api: Api) -> None:
    made = await workspace(api)
    feed = await api.call("GET", f"/api/PackageFeeds/GetFolderFeed?folderId={made}")
    for version in ("1.0.0", "1.1.0"):
        await upload(api, nupkg(version=version), feed=feed)
    api.http.headers[FOLDER_HEADER] = str(made)
    (row,) = (await api.get(f"Releases/{NS}.ListReleases"))["value"]
    assert (row["Name"], row["ProcessVersion"], row["EntryPointPath"]) == ("Invoices", "1.1.0", "main")


async def workspace(api: Api) -> int:
    """The workspace of the administrator."""

    async def make(ctx: Context) -> int:
        ctx.tenant_id = 1
        row = Folder(display_name="admin's workspace", feed_type=FeedType.PERSONAL_WORKSPACE, is_personal=True)
        return (await put(ctx, row, None)).id

    made = await api.podium.db.alone(SETUP, make)
    await grant(api, made)
    return made


async def grant(api: Api, place: int) -> None:
    """The administrator works in a folder as its administrator."""
    roles = {row["Name"]: row["Id"] for row in (await api.get("Roles"))["value"]}
    users = {row["UserName"]: row["Id"] for row in (await api.get("Users"))["value"]}

    async def work(ctx: Context) -> None:
        ctx.tenant_id = 1
        ctx.record(UserRole(user_id=users["admin"], role_id=roles["Administrator"], folder_id=place))

    await api.podium.db.alone(SETUP, work)
