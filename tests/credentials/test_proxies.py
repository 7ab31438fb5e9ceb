"""Secrets behind a disconnected proxy are fetched there by robots; the server has but the way to them."""

import json
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet

from tests.api import Api
from tests.assets.words import ODATA, asset, credential, read, robot

PROXY = "https://proxy.example/api/v1/credentials"


async def disconnected(api: Api, status: int = 201, **members: Any) -> Any:
    about = {"Name": "Safe", "Type": "CyberArk CCP", "ProxyId": 7, "ProxyType": "Disconnected", "HostName": PROXY}
    return await api.post("CredentialStores", status, **about | members)


async def test_a_robot_is_told_where_to_fetch_a_secret(api: Api) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    made = await disconnected(api)
    await credential(api, password="", CredentialStoreId=made["Id"], ExternalName="payroll")
    got = await read(viewer, "Login", own.key)
    way = got["ConnectionData"]
    assert (got["CredentialPassword"], got["CredentialUsername"], way["url"]) == ("", "alice", PROXY)
    wanted = {"credentialStore": "Safe", "externalName": "payroll"}
    assert json.loads(way["body"]) == wanted
    keys = await api.nobody().call("GET", "/identity_/.well-known/openid-configuration/jwks")
    claims = jwt.decode(way["bearerToken"], KeySet.import_key_set(keys), algorithms=["RS256"]).claims
    assert {"aud": "credentials-proxy", "sub": f"robot:{own.id}", **wanted}.items() <= claims.items()
    assert claims["exp"] - claims["iat"] == 300


async def test_the_token_for_a_proxy_opens_nothing_here(api: Api) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    await credential(api, password="", CredentialStoreId=(await disconnected(api))["Id"])
    token = (await read(viewer, "Login", own.key))["ConnectionData"]["bearerToken"]
    headers = {"authorization": f"Bearer {token}"}
    await api.nobody().call("GET", f"Settings/{ODATA}.GetActivitySettings", 401, headers=headers)


async def test_a_robot_that_knows_no_proxies_gets_nothing(api: Api) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    await credential(api, password="", CredentialStoreId=(await disconnected(api))["Id"])
    body = {"assetName": "Login", "robotKey": str(own.key)}
    path = f"Assets/{ODATA}.GetRobotAssetByNameForRobotKey"
    assert (await viewer.post(path, 500, **body))["errorCode"] == 2304


async def test_secrets_here_have_no_way_elsewhere(api: Api) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    await credential(api)
    got = await read(viewer, "Login", own.key)
    assert (got["CredentialPassword"], got["ConnectionData"]) == ("s3cret", None)


async def test_nothing_is_written_behind_a_proxy(api: Api) -> None:
    made = await disconnected(api)
    assert made["Details"] == {"IsReadOnly": True}
    error = await asset(api, "Token", 400, ValueType="Secret", SecretValue="x", CredentialStoreId=made["Id"])
    assert error["errorCode"] == 1700


async def test_a_proxy_has_an_address_and_its_stores_are_listed(api: Api) -> None:
    assert (await disconnected(api, 500, HostName="proxy"))["errorCode"] == 2303
    made = await disconnected(api)
    login = await credential(api, password="", CredentialStoreId=made["Id"])
    path = f"CredentialStores/{ODATA}.GetResourcesForCredentialsProxyResourceTypes"
    for kind, held in (("CredentialStore", made["Id"]), ("AssetCredential", login["Id"])):
        found = (await api.get(f"{path}(key=7,resourceType='{kind}')"))["value"]
        assert [(one["Id"], one["Type"], one["CredentialStoreName"]) for one in found] == [(held, kind, "Safe")]
    about: dict[str, Any] = {"Name": "Safe 2", "Type": "CyberArk CCP", "ProxyId": 7}
    moved = {**about, "ProxyType": "Disconnected", "HostName": f"{PROXY}/2"}
    await api.put(f"CredentialStores({made['Id']})", **moved)
    assert (await api.get(f"CredentialStores({made['Id']})"))["HostName"] == f"{PROXY}/2"
    assert (await api.put(f"CredentialStores({made['Id']})", 500, **about))["errorCode"] == 2303
