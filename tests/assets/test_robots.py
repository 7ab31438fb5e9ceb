"""Robots get the value that is meant for them, and secrets by their key alone."""

import json
from typing import Any

import pytest

from tests.api import Api
from tests.assets.words import ODATA, asset, credential, read, robot
from tests.robots.words import machine


async def valued(api: Api, *values: Any, **default: Any) -> Any:
    return await asset(api, ValueScope="PerRobot", UserValues=list(values), **default)


async def test_the_closest_value_is_the_one_a_robot_gets(api: Api) -> None:
    viewer = await api.only("Assets.View")
    here, there = await machine(api, "Here"), await machine(api, "There")
    own = await robot(api, viewer, here["Id"])
    user, machines = own.user_id, (here["Id"], there["Id"])
    of_machine = {"MachineId": machines[0], "StringValue": "machine"}
    steps = [
        ([{"UserId": user, "MachineId": machines[1], "StringValue": "elsewhere"}], "default"),
        ([of_machine], "machine"),
        ([of_machine, {"UserId": user, "StringValue": "user"}], "user"),
        (
            [
                {"UserId": user, "StringValue": "user"},
                {"UserId": user, "MachineId": machines[0], "StringValue": "both"},
            ],
            "both",
        ),
    ]
    made = await valued(api, StringValue="default", HasDefaultValue=True)
    for values, expected in steps:
        await api.patch(f"Assets({made['Id']})", UserValues=values)
        assert (await read(viewer, "Greeting", own.key))["StringValue"] == expected


async def test_a_value_of_the_robot_goes_before_that_of_its_user(api: Api) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    values = [{"RobotId": own.id, "StringValue": "robot"}]
    made = await valued(api, {"UserId": own.user_id, "StringValue": "user"}, RobotValues=values)
    assert (await read(viewer, "Greeting", own.key))["StringValue"] == "robot"
    shown = (await api.get(f"Assets({made['Id']})", expand="RobotValues"))["RobotValues"]
    assert [(one["RobotName"], one["KeyTrail"]) for one in shown] == [(own.name, str(own.key)[-4:])]


async def test_values_of_users_name_the_user_and_the_machine(api: Api) -> None:
    viewer = await api.only("Assets.View")
    own, place = await robot(api, viewer), await machine(api, "Here")
    owner = {"UserId": own.user_id, "MachineId": place["Id"]}
    made = await valued(api, {**owner, "StringValue": "a"})
    (shown,) = (await api.get(f"Assets({made['Id']})", expand="UserValues"))["UserValues"]
    assert (shown["MachineName"], shown["Value"], shown["UserName"][:5]) == ("Here", "a", "user-")


async def test_a_robot_without_a_value_is_told(api: Api) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    await valued(api)
    for path in (f"(robotId='{own.key}',assetName='Greeting')", f"ByRobotId(robotId={own.id},assetName='Greeting')"):
        assert (await viewer.get(f"Assets/{ODATA}.GetRobotAsset{path}", 404))["errorCode"] == 1503
    assert (await read(viewer, "Greeting", own.key, 404))["errorCode"] == 1503


async def test_an_unknown_asset_or_robot_is_not_found(api: Api) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    assert (await read(viewer, "Nothing", own.key, 404))["errorCode"] == 1002
    await asset(api)
    assert (await read(viewer, "Greeting", "00000000-0000-4000-8000-000000000000", 404))["errorCode"] == 1002


async def test_a_user_asks_for_its_own_robots_alone(api: Api) -> None:
    viewer = await api.only("Assets.View")
    other = await robot(api, await api.only("Assets.View"))
    await credential(api)
    assert (await read(viewer, "Login", other.key, 409))["errorCode"] == 1302


async def test_a_robot_gets_a_password(api: Api) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    await credential(api, password="pw")
    got = await read(viewer, "Login", own.key)
    assert (got["CredentialUsername"], got["CredentialPassword"]) == ("alice", "pw")
    by_id = await viewer.get(f"Assets/{ODATA}.GetRobotAssetByRobotId(robotId={own.id},assetName='Login')")
    assert (by_id["CredentialUsername"], by_id["CredentialPassword"]) == ("alice", "")


async def test_a_secret_is_for_robots_unless_people_are_let_in(api: Api) -> None:
    viewer = await api.only("Assets.View")
    made = await asset(api, "Token", ValueType="Secret", SecretValue="pw")
    assert (await read(viewer, "Token", status=400))["errorCode"] == 1000
    await api.patch(f"Assets({made['Id']})", AllowDirectApiAccess=True)
    assert (await read(viewer, "Token"))["SecretValue"] == "pw"


async def test_who_reads_a_secret_is_noted(api: Api) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    made = await credential(api)
    await asset(api)
    for name in ("Login", "Greeting"):
        await read(viewer, name, own.key)
    (noted,) = (await api.get("AuditLogs", filter="Action eq 'Download'", expand="Entities"))["value"]
    assert (noted["Component"], noted["EntityId"], noted["UserId"]) == ("Assets", made["Id"], own.user_id)
    (entity,) = noted["Entities"]
    assert json.loads(entity["CustomData"]) == {"FolderId": 1, "RobotId": own.id}


async def test_a_robot_sets_the_value_for_its_user_and_no_other(api: Api) -> None:
    editor = await api.only("Assets.View", "Assets.Edit")
    own = await robot(api, editor)
    await valued(api, StringValue="default", HasDefaultValue=True)
    body = {"Name": "Greeting", "ValueType": "Text", "Value": "own", "StringValue": "own", "HasDefaultValue": True}
    await editor.post(f"Assets/{ODATA}.SetRobotAssetByRobotKey", robotKey=str(own.key), robotAsset=body)
    assert (await read(editor, "Greeting", own.key))["StringValue"] == "own"
    assert (await api.get("Assets"))["value"][0]["StringValue"] == "default"


async def test_a_robot_cannot_change_the_type(api: Api) -> None:
    editor = await api.only("Assets.Edit")
    own = await robot(api, editor)
    await asset(api)
    body = {"robotKey": str(own.key), "robotAsset": {"Name": "Greeting", "ValueType": "Integer", "IntValue": 1}}
    assert (await editor.post(f"Assets/{ODATA}.SetRobotAssetByRobotKey", 400, **body))["errorCode"] == 1502


@pytest.mark.parametrize("values", [[{"UserId": 999, "StringValue": "x"}], [{"StringValue": "x"}]])
async def test_an_unknown_owner_is_refused_and_nothing_is_lost(api: Api, values: Any) -> None:
    made = await valued(api, {"UserId": 1, "StringValue": "mine"}, StringValue="default", HasDefaultValue=True)
    body = {"Name": "Greeting", "ValueScope": "PerRobot", "ValueType": "Text", "StringValue": "new"}
    await api.put(f"Assets({made['Id']})", 400, UserValues=values, **body)
    found = await api.get(f"Assets({made['Id']})", expand="UserValues")
    assert (found["StringValue"], found["UserValues"][0]["StringValue"]) == ("default", "mine")


@pytest.mark.parametrize(("owner", "code"), [("UserValues", 1500), ("RobotValues", 1501)])
async def test_a_password_is_wanted_for_each_owner(api: Api, owner: str, code: int) -> None:
    own = await robot(api, await api.only())
    value = {"UserId": own.user_id} if owner == "UserValues" else {"RobotId": own.id}
    members: dict[str, Any] = {"ValueScope": "PerRobot", owner: [{**value, "CredentialUsername": "bob"}]}
    error = await credential(api, status=400, **members)
    assert error["errorCode"] == code


async def test_reading_a_text_asks_nothing_of_the_database(api: Api) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    await asset(api, StringValue="hi")
    await read(viewer, "Greeting", own.key)
    before = await _statements(api)
    for _ in range(3):
        await read(viewer, "Greeting", own.key)
    assert await _statements(api) == before


async def _statements(api: Api) -> int:
    rows = await api.podium.db.pool.fetch("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")
    return int(rows[0][0])
