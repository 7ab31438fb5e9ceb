"""NuGet clients find, fetch and push packages, with whatever credentials they are given."""

import base64
from typing import Any

import httpx
import pytest

from podium.app import SETUP
from podium.domains.identity import personal
from podium.domains.identity.queries import user_named
from podium.kernel.context import Context
from tests.api import Api
from tests.databases import PASSWORD
from tests.processes.words import deployed, nupkg, set_settings, tenant_feed, upload


async def resources(api: Api, address: str = "/nuget/v3/index.json") -> dict[str, str]:
    """What the feed of the tenant offers, as paths."""
    index = await api.call("GET", address)
    return {one["@type"]: httpx.URL(one["@id"]).path for one in index["resources"]}


async def test_a_client_follows_the_index_to_the_file(api: Api) -> None:
    package = nupkg(version="1.0.0", more='<dependencies><dependency id="A" version="[1.0,2.0)"/></dependencies>')
    await upload(api, package)
    found = await resources(api)
    hits = await api.call("GET", f"{found['SearchQueryService']}?q=voice&prerelease=true")
    assert [(hit["id"], hit["version"]) for hit in hits["data"]] == [("Invoices", "1.0.0")]
    page = (await api.call("GET", f"{found['RegistrationsBaseUrl']}invoices/index.json"))["items"][0]
    entry = page["items"][0]["catalogEntry"]
    assert entry["dependencyGroups"] == [{"dependencies": [{"id": "A", "range": "[1.0,2.0)"}]}]
    assert await api.call("GET", httpx.URL(entry["packageContent"]).path) == package
    leaf = await api.call("GET", httpx.URL(page["items"][0]["@id"]).path)
    assert leaf["packageContent"] == entry["packageContent"]


async def test_files_are_found_by_version(api: Api) -> None:
    for version in ("1.10.0", "1.2.0-Beta"):
        await upload(api, nupkg(version=version))
    flat = (await resources(api))["PackageBaseAddress/3.0.0"]
    assert (await api.call("GET", f"{flat}invoices/index.json"))["versions"] == ["1.2.0-beta", "1.10.0"]
    spec = await api.call("GET", f"{flat}invoices/1.10.0/invoices.nuspec")
    assert b"<id>Invoices</id>" in spec
    await api.call("GET", f"{flat}invoices/1.10.0/other.nupkg", 404)
    await api.call("GET", f"{flat}invoices/3.0.0/invoices.3.0.0.nupkg", 404)
    await api.call("GET", f"{flat}letters/index.json", 404)


async def test_a_search_shows_pre_releases_to_who_wants_them_and_gives_pages(api: Api) -> None:
    await upload(api, nupkg("Alpha", "1.0.0-rc"), nupkg("Beta"), nupkg("Gamma"))
    query = (await resources(api))["SearchQueryService"]

    async def ids(options: str) -> list[str]:
        return [hit["id"] for hit in (await api.call("GET", f"{query}?{options}"))["data"]]

    assert await ids("") == ["Beta", "Gamma"]
    assert await ids("prerelease=true") == ["Alpha", "Beta", "Gamma"]
    assert await ids("skip=1&take=1&prerelease=true") == ["Beta"]
    words = (await resources(api))["SearchAutocompleteService"]
    assert (await api.call("GET", f"{words}?q=gam"))["data"] == ["Gamma"]
    assert (await api.call("GET", f"{words}?id=Alpha"))["data"] == ["1.0.0-rc"]


async def push(api: Api, package: bytes, status: int, path: str, **headers: str) -> None:
    files = {"package": ("package", package)}
    await api.call("PUT", path, status, files=files, headers=headers)


async def test_a_package_is_pushed_once(api: Api) -> None:
    path = f"/nuget/v3/{await tenant_feed(api)}/package"
    await push(api, nupkg(), 201, path)
    await push(api, nupkg(), 409, path)
    await push(api, b"no zip", 400, path)
    assert [row["Key"] for row in (await api.get("Processes"))["value"]] == ["Invoices:1.0.0"]
    await api.delete(f"{path}/Invoices/1.0.0")
    assert (await api.get("Processes"))["value"] == []


async def test_a_pushed_version_that_a_process_uses_is_not_deleted(api: Api) -> None:
    await deployed(api)
    await api.delete(f"/nuget/v3/{await tenant_feed(api)}/package/Invoices/1.0.0", 409)


def basic(password: str, name: str = "anyone") -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


async def personal_token(api: Api, scope: str = "OR.Execution") -> str:
    async def make(ctx: Context) -> str:
        ctx.tenant_id = 1
        user = await ctx.one(user_named(ctx, 1, "admin"), "admin")
        return (await personal.make(ctx, user, "nuget", [scope], None))[1]

    return await api.podium.db.alone(SETUP, make)


async def test_a_client_without_credentials_is_asked_for_them(api: Api) -> None:
    answer = await api.nobody().http.get("/nuget/v3/index.json")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Basic realm="Podium"')


@pytest.mark.parametrize("credential", ["token", "password", "pat", "key"])
async def test_credentials_of_several_kinds_open_a_feed(api: Api, credential: str) -> None:
    headers: dict[str, dict[str, Any]] = {
        "token": basic(api.http.headers["authorization"].partition(" ")[2]),
        "password": basic(PASSWORD, "admin"),
        "pat": {"x-nuget-apikey": await personal_token(api)},
        "key": {"x-nuget-apikey": "open sesame"},
    }
    feed = await tenant_feed(api)
    await set_settings(api, {"NuGet.Packages.ApiKey": "open sesame"})
    await push(api.nobody(), nupkg(), 201, f"/nuget/v3/{feed}/package", **headers[credential])


@pytest.mark.parametrize(
    "headers",
    [
        basic("wrong", "admin"),
        {"authorization": "Basic x"},
        {"x-nuget-apikey": "wrong"},
        {"x-nuget-apikey": "rt_wrong"},
    ],
)
async def test_wrong_credentials_open_nothing(api: Api, headers: dict[str, str]) -> None:
    answer = await api.nobody().http.get(f"/nuget/v3/{await tenant_feed(api)}/index.json", headers=headers)
    assert answer.status_code in (400, 401)


async def test_the_key_of_the_settings_pushes_and_nothing_else(api: Api) -> None:
    await set_settings(api, {"NuGet.Packages.ApiKey": "open sesame"})
    key, feed = {"x-nuget-apikey": "open sesame"}, await tenant_feed(api)
    await api.nobody().call("GET", f"/nuget/v3/{feed}/index.json", 403, headers=key)
    (libraries,) = [one["id"] for one in await api.call("GET", "/api/PackageFeeds/GetLibraryFeeds")][:1]
    await push(api.nobody(), nupkg(), 403, f"/nuget/v3/{libraries}/package", **key)


async def test_a_token_within_other_scopes_opens_nothing(api: Api) -> None:
    key = {"x-nuget-apikey": await personal_token(api, "OR.Assets")}
    await api.nobody().call("GET", f"/nuget/v3/{await tenant_feed(api)}/index.json", 403, headers=key)


async def test_a_feed_is_opened_by_the_permissions_on_its_packages(api: Api) -> None:
    feed = await tenant_feed(api)
    viewer = await api.only("Packages.View")
    await viewer.call("GET", f"/nuget/v3/{feed}/index.json")
    await push(viewer, nupkg(), 403, f"/nuget/v3/{feed}/package")
    await (await api.only()).call("GET", f"/nuget/v3/{feed}/index.json", 403)


@pytest.mark.parametrize("feed", ["none", "5e6a4d3c-0000-4000-8000-000000000000"])
async def test_an_unknown_feed_is_not_found(api: Api, feed: str) -> None:
    await api.call("GET", f"/nuget/v3/{feed}/index.json", 404)
