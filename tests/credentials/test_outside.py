"""Secrets lie in stores outside: what is set here is kept there, and robots get it from there."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from moto.server import ThreadedMotoServer

from podium.domains.credentials import outside
from tests.api import Api
from tests.assets.words import asset, credential, read, robot
from tests.credentials.servers import (
    ROOT_TOKEN,
    Answer,
    Asked,
    Conjur,
    KeyVault,
    central_credential_provider,
    fake,
    openbao,
)
from tests.credentials.words import store

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def bao() -> Iterator[str]:
    with openbao() as url:
        yield url


@pytest.fixture(scope="module")
def aws() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["hashicorp", "aws", "azure"])
def kind(request: pytest.FixtureRequest) -> Iterator[tuple[str, dict[str, str]]]:
    """A type of store that is written to, and its configuration."""
    if request.param == "hashicorp":
        yield "HashiCorp Vault", {"VaultUri": request.getfixturevalue("bao"), "Token": ROOT_TOKEN, "DataPath": "robots"}
    elif request.param == "aws":
        keys = {"Region": "eu-central-1", "AccessKey": "key", "SecretKey": "secret"}
        yield "AWS Secrets Manager", {**keys, "ServiceUrl": request.getfixturevalue("aws")}
    else:
        with fake(KeyVault()) as url:
            known: dict[str, Any] = {"DirectoryId": "directory", "ClientId": "podium", "ClientSecret": "right"}
            yield "Azure Key Vault", {**known, "KeyVaultUri": url, "AuthorityUri": url}


async def test_a_password_is_kept_outside_until_its_asset_is_deleted(api: Api, kind: Any) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    made = await store(api, kind[0], **kind[1])
    login = await credential(api, password="first", CredentialStoreId=made["Id"], ExternalName="podium-login")
    assert (await read(viewer, "Login", own.key))["CredentialPassword"] == "first"
    await api.patch(f"Assets({login['Id']})", CredentialPassword="second")
    got = await read(viewer, "Login", own.key)
    assert (got["CredentialUsername"], got["CredentialPassword"]) == ("alice", "second")
    await api.delete(f"Assets({login['Id']})")
    only = await store(api, f"{kind[0]} (read-only)", "Reader", **kind[1])
    await credential(api, password="", CredentialStoreId=only["Id"], ExternalName="podium-login")
    assert (await read(viewer, "Login", own.key, 500))["errorCode"] == 2304


async def test_values_of_users_lie_beside_that_for_all(api: Api, kind: Any) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    made = await store(api, kind[0], **kind[1])
    where = {"CredentialStoreId": made["Id"]}
    value = {"UserId": own.user_id, "CredentialUsername": "bob", "CredentialPassword": "own", **where}
    members: dict[str, Any] = {"ValueScope": "PerRobot", "HasDefaultValue": True, "UserValues": [value], **where}
    made = await credential(api, password="for-all", **members)
    assert (await read(viewer, "Login", own.key))["CredentialPassword"] == "own"
    await api.patch(f"Assets({made['Id']})", UserValues=[])
    assert (await read(viewer, "Login", own.key))["CredentialPassword"] == "for-all"


async def test_a_password_outside_is_only_read_where_the_store_is(api: Api, kind: Any) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    writer = await store(api, kind[0], "Writer", **kind[1])
    reader = await store(api, f"{kind[0]} (read-only)", "Reader", **kind[1])
    await credential(api, "Login", "outside", CredentialStoreId=writer["Id"], ExternalName="shared-login")
    where = {"CredentialStoreId": reader["Id"], "ExternalName": "shared-login"}
    mirror = await credential(api, "Mirror", "", **where)
    assert (await read(viewer, "Mirror", own.key))["CredentialPassword"] == "outside"
    error = await api.patch(f"Assets({mirror['Id']})", 400, CredentialPassword="new")
    assert error["errorCode"] == 1700
    assert (await credential(api, "Other", "new", status=400, **where))["errorCode"] == 1700


async def test_a_secret_may_lie_outside_too(api: Api, kind: Any) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    made = await store(api, kind[0], **kind[1])
    await asset(api, "Token", ValueType="Secret", SecretValue="t0ken", CredentialStoreId=made["Id"])
    assert (await read(viewer, "Token", own.key))["SecretValue"] == "t0ken"


async def test_the_central_credential_provider_is_read_from(api: Api) -> None:
    await _read_only(api, central_credential_provider, "CyberArk CCP", "carol", "from-the-safe")


async def test_conjur_is_read_from(api: Api) -> None:
    await _read_only(api, Conjur(), "CyberArk Conjur", "dave", "from-conjur")


async def _read_only(api: Api, answers: Any, kind: str, username: str, password: str) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    with fake(answers) as url:
        provider = {"CentralCredentialProviderUrl": url, "ApplicationId": "Podium", "Safe": "Robots"}
        conjur = {"ServiceUrl": url, "Account": "acme", "LoginName": "host/podium", "ApiKey": "right"}
        given: dict[str, Any] = {**provider, **conjur, "VariablePrefix": "robots/"}
        made = await store(api, kind, **given)
        where = {"CredentialUsername": "", "CredentialStoreId": made["Id"]}
        await credential(api, password="", **where)
        got = await read(viewer, "Login", own.key)
        assert (got["CredentialUsername"], got["CredentialPassword"]) == (username, password)
        await credential(api, "Unknown", "", **where)
        assert (await read(viewer, "Unknown", own.key, 500))["errorCode"] == 2304


async def test_what_was_read_serves_for_half_a_minute(api: Api) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    vault = KeyVault()
    with fake(vault) as url:
        known: dict[str, Any] = {"DirectoryId": "directory", "ClientId": "podium", "ClientSecret": "right"}
        made = await store(api, "Azure Key Vault", KeyVaultUri=url, AuthorityUri=url, **known)
        await credential(api, CredentialStoreId=made["Id"])
        await read(viewer, "Login", own.key)
        vault.secrets["Login"] = "changed elsewhere"
        assert (await read(viewer, "Login", own.key))["CredentialPassword"] == "s3cret"
        api.clock.pass_(seconds=31)
        assert (await read(viewer, "Login", own.key))["CredentialPassword"] == "changed elsewhere"


async def test_a_store_that_is_down_is_told_as_such(api: Api) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    known: dict[str, Any] = {"DirectoryId": "directory", "ClientId": "podium", "ClientSecret": "right"}
    with fake(KeyVault()) as url:
        made = await store(api, "Azure Key Vault", KeyVaultUri=url, AuthorityUri=url, **known)
        await credential(api, CredentialStoreId=made["Id"])
    error = await read(viewer, "Login", own.key, 500)
    assert (error["errorCode"], "Azure Key Vault" in error["message"]) == (2304, True)
    assert (await credential(api, "More", CredentialStoreId=made["Id"], status=400))["errorCode"] == 2305
    assert (await credential(api, "Bad name", CredentialStoreId=made["Id"], status=400))["errorCode"] == 2305


async def test_a_store_that_does_not_answer_in_time_is_told_as_such(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    asked, vault = threading.Event(), KeyVault()
    known: dict[str, Any] = {"DirectoryId": "directory", "ClientId": "podium", "ClientSecret": "right"}

    def late(question: Asked) -> Answer:
        if question.path == "/secrets/Late" and question.method == "GET":
            asked.wait(30)
        return vault(question)

    with fake(late) as url:
        made = await store(api, "Azure Key Vault", KeyVaultUri=url, AuthorityUri=url, **known)
        await credential(api, "Late", CredentialStoreId=made["Id"])
        await asset(api)
        monkeypatch.setattr(outside, "SECONDS", 0.1)
        error, text = await asyncio.gather(read(viewer, "Late", own.key, 500), read(viewer, "Greeting", own.key))
        asked.set()
    assert (error["errorCode"], error["details"]["why"], text["ValueType"]) == (2304, "TimeoutError", "Text")


@pytest.fixture
def role(bao: str) -> dict[str, str]:
    """A role of the vault whose tokens are good for three calls."""
    rules = 'path "secret/*" { capabilities = ["create", "read", "update", "delete"] }'
    with httpx.Client(base_url=f"{bao}/v1", headers={"X-Vault-Token": ROOT_TOKEN}) as root:
        root.post("/sys/auth/approle", json={"type": "approle"})
        root.put("/sys/policies/acl/robots", json={"policy": rules})
        root.post("/auth/approle/role/podium", json={"token_policies": "robots,default", "token_num_uses": 3})
        role = root.get("/auth/approle/role/podium/role-id").json()["data"]["role_id"]
        secret = root.post("/auth/approle/role/podium/secret-id").json()["data"]["secret_id"]
    return {"VaultUri": bao, "AuthenticationType": "AppRole", "RoleId": role, "SecretId": secret}


async def test_a_vault_is_signed_in_to_by_role_as_often_as_it_must(api: Api, role: Any) -> None:
    made = await store(api, "HashiCorp Vault", **role)
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    await credential(api, CredentialStoreId=made["Id"])
    for _ in range(4):
        api.clock.pass_(minutes=1)
        assert (await read(viewer, "Login", own.key))["CredentialPassword"] == "s3cret"
