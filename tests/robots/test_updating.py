"""The policy of a machine says which version its robots are to have."""

from typing import Any

import pytest

from podium import __version__
from tests.api import Api
from tests.robots.words import Service, machine

LINE = ".".join(__version__.split(".")[:2])


@pytest.mark.parametrize(
    ("policy", "current", "wanted"),
    [
        (None, "0.0.1", None),
        ({"Type": "None"}, "0.0.1", None),
        ({"Type": "SpecificVersion", "SpecificVersion": "3.2.1"}, "0.0.1", "3.2.1"),
        ({"Type": "LatestVersion"}, "0.0.1", __version__),
        ({"Type": "LatestPatch"}, f"{LINE}.77", __version__),
        ({"Type": "LatestPatch"}, "99.1.0", None),
    ],
)
async def test_a_robot_hears_which_version_it_is_to_have(api: Api, policy: Any, current: str, wanted: str) -> None:
    made = await machine(api, UpdatePolicy=policy)
    service = Service(api, made["LicenseKey"], **{"x-robot-version": current})
    await service.start()
    answer = await service.post("heartbeatv2", {"CommandState": "All", "Heartbeats": []})
    assert answer["targetVersion"] == wanted


async def test_a_policy_that_is_none_is_refused(api: Api) -> None:
    body = {"Name": "x", "Type": "Template", "UpdatePolicy": {"Type": "Sometimes"}}
    await api.call("POST", "Machines", 400, json=body)
