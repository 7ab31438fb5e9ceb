"""Every change of an asset makes a version, to which it can go back."""

from typing import Any

from tests.api import Api
from tests.assets.words import asset, credential, read, robot


async def history(api: Api, made: Any) -> Any:
    return (await api.get(f"Assets({made['Id']})/Podium.GetVersions"))["value"]


async def test_a_version_tells_who_changed_what_and_when(api: Api) -> None:
    made = await asset(api, StringValue="one")
    api.clock.pass_(hours=1)
    await api.patch(f"Assets({made['Id']})", StringValue="two")
    newest, first = await history(api, made)
    assert (newest["Number"], newest["Change"], newest["UserName"]) == (2, "Updated", "admin")
    assert newest["CreationTime"] == "2030-01-01T10:00:00Z"
    assert newest["Differences"] == [{"Member": "StringValue", "Before": "one", "After": "two"}]
    assert (first["Number"], first["Change"]) == (1, "Created")


async def test_a_version_tells_that_a_password_changed_but_not_how(api: Api) -> None:
    made = await credential(api, password="planted")
    await api.patch(f"Assets({made['Id']})", CredentialPassword="planted-again")
    versions = await history(api, made)
    assert versions[0]["Differences"] == [{"Member": "Secret", "Before": None, "After": None}]
    assert "planted" not in str(versions)


async def test_an_asset_goes_back_with_its_secrets_and_the_values_of_users(api: Api) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    value = {"UserId": own.user_id, "CredentialUsername": "bob", "CredentialPassword": "first"}
    made = await credential(api, ValueScope="PerRobot", HasDefaultValue=True, UserValues=[value])
    changed = {**value, "CredentialPassword": "second"}
    await api.patch(f"Assets({made['Id']})", Description="d", UserValues=[changed])
    assert (await read(viewer, "Login", own.key))["CredentialPassword"] == "second"
    back = await api.post(f"Assets({made['Id']})/Podium.RollBack", version=1)
    assert (back["Description"], back["Id"]) == (None, made["Id"])
    assert (await read(viewer, "Login", own.key))["CredentialPassword"] == "first"
    assert [version["Change"] for version in await history(api, made)] == ["RolledBack", "Updated", "Created"]


async def test_a_version_that_never_was_is_not_found(api: Api) -> None:
    made = await asset(api)
    assert (await api.post(f"Assets({made['Id']})/Podium.RollBack", 404, version=7))["errorCode"] == 1002


async def test_old_versions_are_forgotten(api: Api) -> None:
    made = await asset(api)
    for number in range(52):
        await api.patch(f"Assets({made['Id']})", StringValue=str(number))
    numbers = [version["Number"] for version in await history(api, made)]
    assert (numbers[0], numbers[-1], len(numbers)) == (53, 4, 50)
