"""What is said about assets, by users and by robots."""

import base64
import json
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from podium.app import SETUP
from podium.domains.folders.models import Folder
from podium.domains.identity.queries import user_keyed
from podium.domains.licences.models import RobotType
from podium.domains.robots.models.robots import HostingType, Robot
from podium.kernel.context import Context
from tests.api import Api

ODATA = "UiPath.Server.Configuration.OData"
HERE = replace(SETUP, tenant_id=1)


async def asset(api: Api, name: str = "Greeting", status: int = 201, **members: Any) -> Any:
    """Make an asset; a text for all if nothing else is said."""
    plain = {"ValueScope": "Global", "ValueType": "Text"}
    return await api.post("Assets", status, **{"Name": name, **plain, **members})


async def credential(api: Api, name: str = "Login", password: str = "s3cret", **members: Any) -> Any:
    known = {"ValueType": "Credential", "CredentialUsername": "alice", "CredentialPassword": password}
    return await asset(api, name, **{**known, **members})


def user_key(caller: Api) -> UUID:
    """The key of the user who calls."""
    payload = caller.caller.token.split(".")[1]
    return UUID(json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["sub"])


async def robot(api: Api, caller: Api, machine_id: int | None = None) -> Any:
    """A robot of the user who calls; its row."""

    async def make(ctx: Context) -> Robot:
        user = await ctx.one(user_keyed(ctx, user_key(caller)), "user")
        kind = {"type": RobotType.UNATTENDED, "hosting_type": HostingType.FLOATING}
        row = Robot(name=f"robot-{uuid4().hex[:8]}", user_id=user.id, machine_id=machine_id, **kind)
        return await ctx.add(row)

    return await api.podium.db.alone(HERE, make)


async def read(caller: Api, name: str, key: Any = None, status: int = 200) -> Any:
    """What a robot gets."""
    body = {"assetName": name, "supportsCredentialsProxyDisconnected": True} | ({"robotKey": str(key)} if key else {})
    return await caller.post(f"Assets/{ODATA}.GetRobotAssetByNameForRobotKey", status, **body)


async def folder(api: Api, name: str = "Other") -> int:
    """One more folder at the root; its id."""

    async def make(ctx: Context) -> int:
        return (await ctx.add(Folder(display_name=name, fully_qualified_name=name))).id

    return await api.podium.db.alone(HERE, make)


def within(api: Api, folder_id: int) -> Api:
    """The same caller in another folder."""
    return Api(api.podium, api.clock, api.caller, api.recorder, folder_id)
