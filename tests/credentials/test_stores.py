"""Credential stores are connected, chosen, and disconnected."""

import json
from typing import Any

import pytest

from tests.api import Api
from tests.assets.words import credential, read, robot
from tests.credentials.servers import KeyVault, fake
from tests.credentials.words import ODATA, store, use

LOOKERS = (
    *("Settings.View", "Assets.Create", "Assets.Edit", "Assets.View", "Robots.Create", "Robots.Edit", "Robots.View"),
    *("Buckets.Create", "Buckets.Edit"),
)
AZURE = {"DirectoryId": "directory", "ClientId": "podium", "ClientSecret": "right"}
MASK = "•" * 12


async def vault(api: Api, url: str, name: str = "Outside", status: int = 201, **more: str) -> Any:
    return await store(api, "Azure Key Vault", name, status, KeyVaultUri=url, AuthorityUri=url, **{**AZURE, **more})


async def test_every_tenant_begins_with_our_database_as_the_default(api: Api) -> None:
    (ours,) = (await api.get("CredentialStores", expand="DefaultCredentialStores"))["value"]
    assert (ours["Name"], ours["Type"], ours["Details"]) == ("Orchestrator Database", "Database", {"IsReadOnly": False})
    kinds = {one["ResourceType"] for one in ours["DefaultCredentialStores"]}
    assert kinds == {"AssetCredential", "RobotCredential", "BucketCredential", "Secrets"}
    assert (await credential(api))["CredentialStoreId"] == ours["Id"]


@pytest.mark.parametrize("permission", LOOKERS)
async def test_whoever_deals_with_secrets_may_look_at_the_stores(api: Api, permission: str) -> None:
    caller = await api.only(permission)
    assert (await caller.get("CredentialStores"))["@odata.count"] == 1
    path = f"CredentialStores/{ODATA}.GetDefaultStoreForResourceType(resourceType='AssetCredential')"
    assert (await caller.get(path))["value"] == 1


async def test_settings_permissions_rule_the_stores(api: Api) -> None:
    viewer, editor = await api.only("Settings.View"), await api.only("Settings.Edit")
    with fake(KeyVault()) as url:
        made = await vault(await api.only("Settings.Create"), url)
        assert (await viewer.get(f"CredentialStores({made['Id']})"))["Name"] == "Outside"
        body = {
            "Name": "Renamed",
            "Type": "Azure Key Vault",
            "AdditionalConfiguration": made["AdditionalConfiguration"],
        }
        assert await editor.put(f"CredentialStores({made['Id']})", **body) == {}
        await use(editor, made, "AssetCredential")
        await use(editor, {"Id": 1}, "AssetCredential")
    resources = f"GetResourcesForCredentialStoreTypes(key={made['Id']},resourceType='AssetCredential')"
    assert (await viewer.get(f"CredentialStores/{ODATA}.{resources}"))["value"] == []
    through = "GetResourcesForCredentialsProxyResourceTypes(key=1,resourceType='CredentialStore')"
    assert (await viewer.get(f"CredentialStores/{ODATA}.{through}"))["value"] == []
    await (await api.only("Settings.Delete")).delete(f"CredentialStores({made['Id']})")


async def test_types_say_what_is_to_be_filled_in(api: Api) -> None:
    viewer = await api.only("Settings.View")
    types = (await viewer.get(f"CredentialStores/{ODATA}.GetAvailableCredentialStoreTypes"))["value"]
    assert types[0] == "Database"
    assert {"HashiCorp Vault", "AWS Secrets Manager", "Azure Key Vault", "CyberArk CCP", "CyberArk Conjur"} <= {*types}
    for name in types:
        await viewer.get(f"Settings/{ODATA}.GetSecureStoreConfiguration(storeTypeName='{name}')")
    entries = await viewer.get(f"Settings/{ODATA}.GetSecureStoreConfiguration(storeTypeName='azure key vault')")
    assert {"Key": "ClientSecret", "DisplayName": "Client secret", "ValueType": "Secret"} in entries["value"]


async def test_secret_entries_of_a_configuration_are_masked_and_kept(api: Api) -> None:
    with fake(KeyVault()) as url:
        made = await vault(api, url)
        shown = json.loads(made["AdditionalConfiguration"])
        assert (shown["ClientSecret"], shown["ClientId"]) == (MASK, "podium")
        body = {
            "Name": "Outside",
            "Type": "Azure Key Vault",
            "AdditionalConfiguration": made["AdditionalConfiguration"],
        }
        await api.put(f"CredentialStores({made['Id']})", **body)
        await credential(api, CredentialStoreId=made["Id"])


@pytest.mark.parametrize("wrong", [{"ClientSecret": "wrong"}, {"ClientId": ""}, {"KeyVaultUri": "no address"}])
async def test_a_store_that_cannot_be_used_is_not_connected(api: Api, wrong: dict[str, str]) -> None:
    with fake(KeyVault()) as url:
        given = {"KeyVaultUri": url, "AuthorityUri": url, **AZURE, **wrong}
        if "KeyVaultUri" in wrong:
            given["AuthorityUri"] = wrong["KeyVaultUri"]
        assert (await store(api, "Azure Key Vault", status=500, **given))["errorCode"] == 2303


@pytest.mark.parametrize(("kind", "text"), [("Elsewhere", "{}"), ("Azure Key Vault", "[]"), ("Azure Key Vault", "?")])
async def test_a_configuration_makes_sense_for_its_type(api: Api, kind: str, text: str) -> None:
    body = {"Name": "A", "Type": kind, "AdditionalConfiguration": text}
    assert (await api.post("CredentialStores", 500, **body))["errorCode"] == 2303


async def test_a_store_keeps_its_type(api: Api) -> None:
    error = await api.put("CredentialStores(1)", 500, Name="Orchestrator Database", Type="Azure Key Vault")
    assert error["errorCode"] == 2303


async def test_two_stores_have_different_names(api: Api) -> None:
    with fake(KeyVault()) as url:
        error = await vault(api, url, "orchestrator database", 409)
    assert error["errorCode"] == 1001


async def test_a_default_store_is_not_deleted(api: Api) -> None:
    assert (await api.delete("CredentialStores(1)", 409))["errorCode"] == 2300


async def test_our_database_is_never_deleted(api: Api) -> None:
    with fake(KeyVault()) as url:
        made = await vault(api, url)
        await use(api, made, "AssetCredential", "RobotCredential", "BucketCredential", "Secrets")
    assert (await api.delete("CredentialStores(1)?forceDelete=true", 409))["errorCode"] == 1013


async def test_a_store_that_is_in_use_is_deleted_by_force_alone(api: Api) -> None:
    with fake(KeyVault()) as url:
        made = await vault(api, url)
        asset = await credential(api, CredentialStoreId=made["Id"])
        resources = f"GetResourcesForCredentialStoreTypes(key={made['Id']},resourceType='AssetCredential')"
        (held,) = (await api.get(f"CredentialStores/{ODATA}.{resources}"))["value"]
        assert held == {"Id": asset["Id"], "Name": "Login", "Type": "AssetCredential"}
        error = await api.delete(f"CredentialStores({made['Id']})", 409)
        assert (error["errorCode"], error["resourceIds"]) == (2306, [asset["Id"]])
        await api.delete(f"CredentialStores({made['Id']})?forceDelete=true")
    assert (await api.get(f"Assets({asset['Id']})"))["CredentialStoreId"] is None
    viewer = await api.only("Assets.View")
    assert (await read(viewer, "Login", (await robot(api, viewer)).key, 404))["errorCode"] == 1503
