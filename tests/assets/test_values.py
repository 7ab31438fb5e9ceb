"""Assets hold values of several types; what is secret is never shown."""

from typing import Any

import pytest

from tests.api import Api
from tests.assets.words import asset, credential


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({"ValueType": "Text", "StringValue": "hi"}, {"Value": "hi", "StringValue": "hi", "BoolValue": False}),
        ({"ValueType": "Text", "Value": "hi"}, {"Value": "hi", "StringValue": "hi"}),
        ({"ValueType": "Bool", "BoolValue": True}, {"Value": "True", "BoolValue": True, "StringValue": ""}),
        ({"ValueType": "Bool", "Value": "true"}, {"Value": "True", "BoolValue": True}),
        ({"ValueType": "Integer", "IntValue": 7}, {"Value": "7", "IntValue": 7}),
        ({"ValueType": "DBConnectionString", "StringValue": "db"}, {"Value": "db"}),
        (
            {"ValueType": "KeyValueList", "KeyValueList": [{"Key": "a", "Value": "1"}]},
            {"KeyValueList": [{"Key": "a", "Value": "1"}]},
        ),
        (
            {"ValueType": "Credential", "CredentialUsername": "alice", "CredentialPassword": "pw"},
            {"Value": "username: alice", "CredentialUsername": "alice", "CredentialPassword": ""},
        ),
        ({"ValueType": "Secret", "SecretValue": "pw"}, {"Value": "", "SecretValue": "", "StringValue": ""}),
    ],
)
async def test_an_asset_has_a_value_of_its_type(api: Api, sent: Any, shown: Any) -> None:
    made = await asset(api, **sent)
    found = await api.get(f"Assets({made['Id']})")
    assert {name: found[name] for name in shown} == shown


@pytest.mark.parametrize("sent", [{"ValueType": "Bool", "Value": "maybe"}, {"ValueType": "Integer", "Value": "many"}])
async def test_a_value_must_be_of_its_type(api: Api, sent: Any) -> None:
    assert (await asset(api, status=400, **sent))["errorCode"] == 1000


async def test_an_asset_is_global_unless_something_else_is_said(api: Api) -> None:
    made = await api.post("Assets", 201, Name="A", ValueType="Text", Value="v", CanBeDeleted=True)
    assert (made["ValueScope"], made["HasDefaultValue"], made["CanBeDeleted"]) == ("Global", True, True)


async def test_putting_an_asset_persists_what_was_sent(api: Api) -> None:
    made = await asset(api, StringValue="one", Tags=[{"Name": "x"}])
    body: dict[str, Any] = {"Id": made["Id"], "Name": "Greeting", "ValueScope": "Global", "ValueType": "Text"}
    await api.put(f"Assets({made['Id']})", Description="d", StringValue="two", Key="1099", **body)
    found = await api.get(f"Assets({made['Id']})")
    assert (found["StringValue"], found["Description"], found["Key"]) == ("two", "d", made["Key"])
    assert found["LastModificationTime"] == "2030-01-01T09:00:00Z"


async def test_patching_an_asset_changes_what_was_sent_alone(api: Api) -> None:
    made = await asset(api, StringValue="one", Description="d")
    assert (await api.patch(f"Assets({made['Id']})", StringValue="two"))["Description"] == "d"
    assert (await api.patch(f"Assets({made['Id']})", Description="e"))["StringValue"] == "two"


async def test_a_password_that_is_not_sent_stays(api: Api) -> None:
    made = await credential(api)
    body: dict[str, Any] = {
        "Name": "Login",
        "ValueScope": "Global",
        "ValueType": "Credential",
        "CredentialUsername": "alice",
    }
    await api.put(f"Assets({made['Id']})", Description="d", **body)
    assert (await api.get(f"Assets({made['Id']})"))["Description"] == "d"


async def test_another_user_name_wants_a_password(api: Api) -> None:
    made = await credential(api)
    assert (await api.patch(f"Assets({made['Id']})", 400, CredentialUsername="bob"))["errorCode"] == 1500
    await api.patch(f"Assets({made['Id']})", CredentialUsername="bob", CredentialPassword="pw")


async def test_a_credential_cannot_be_made_without_a_password(api: Api) -> None:
    error = await asset(api, status=400, ValueType="Credential", CredentialUsername="alice")
    assert error["errorCode"] == 1501


async def test_a_secret_cannot_be_made_empty(api: Api) -> None:
    assert (await asset(api, status=400, ValueType="Secret"))["errorCode"] == 1000


async def test_the_type_of_an_asset_stays(api: Api) -> None:
    made = await asset(api, StringValue="1")
    body: dict[str, Any] = {"Name": "Greeting", "ValueScope": "Global", "ValueType": "Integer", "IntValue": 1}
    assert (await api.put(f"Assets({made['Id']})", 400, **body))["errorCode"] == 1502


async def test_two_assets_of_a_folder_have_different_names(api: Api) -> None:
    await asset(api, "Greeting")
    other = await asset(api, "Farewell")
    assert (await asset(api, "GREETING", status=409))["errorCode"] == 1001
    assert (await api.patch(f"Assets({other['Id']})", 409, Name="greeting"))["errorCode"] == 1001


async def test_an_asset_comes_with_its_key_but_not_twice(api: Api) -> None:
    key = "6f1c1f4e-8a0c-4d5e-9b0a-0c2d3e4f5a6b"
    assert (await asset(api, Key=key))["Key"] == key
    assert (await asset(api, "Copy", Key=key, status=409))["errorCode"] == 1004


async def test_a_deleted_asset_is_gone(api: Api) -> None:
    made = await credential(api)
    await api.delete(f"Assets({made['Id']})")
    assert (await api.get(f"Assets({made['Id']})", 404))["errorCode"] == 1002


async def test_passwords_are_not_in_the_database(api: Api) -> None:
    made = await credential(api, password="planted-secret")
    await api.patch(f"Assets({made['Id']})", CredentialPassword="planted-again")
    for table in ("assets", "asset_versions", "outbox"):
        rows = await api.podium.db.pool.fetch(f"SELECT t::text FROM {table} t")
        assert rows
        assert not any("planted" in row[0] or b"planted".hex() in row[0] for row in rows)
