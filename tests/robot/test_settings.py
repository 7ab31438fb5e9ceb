"""Settings come from the environment, and a wrong one is named."""

from pathlib import Path
from typing import Any

import pytest

from podium.robot.settings import Settings

KEY = {"PODIUM_URL": "http://host:8080", "PODIUM_MACHINE_KEY": "k"}


def test_the_environment_is_read_and_what_is_given_comes_first() -> None:
    settings = Settings.from_environment(
        {**KEY, "PODIUM_ROBOT_SLOTS": "4", "PODIUM_ROBOT_HOME": "/r", "PODIUM_ROBOT_GRACE": "5"}, slots=3, machine=None
    )
    assert (settings.machine_key, settings.slots, settings.home) == ("k", 3, Path("/r"))
    assert settings.pace.grace == 5
    assert settings.machine


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({}, "PODIUM_URL"),
        ({"PODIUM_URL": "http://h"}, "machine_key"),
        ({"PODIUM_URL": "http://h", "PODIUM_CLIENT_ID": "c"}, "client_secret"),
        ({**KEY, "PODIUM_URL": "host:8080"}, "url"),
        ({**KEY, "PODIUM_ROBOT_SLOTS": "many"}, "PODIUM_ROBOT_SLOTS"),
        ({**KEY, "PODIUM_ROBOT_SLOTS": "0"}, "slots"),
    ],
)
def test_a_wrong_setting_is_named(environment: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        Settings.from_environment(environment)


@pytest.mark.parametrize(
    ("url", "api", "tenant"),
    [
        ("http://h:1", "http://h:1", "http://h:1/default/Default"),
        ("http://h:1/", "http://h:1", "http://h:1/default/Default"),
        ("http://h:1/acme/Main", "http://h:1/acme/Main/orchestrator_", "http://h:1/acme/Main"),
    ],
)
def test_an_address_may_name_organization_and_tenant(url: str, api: str, tenant: str) -> None:
    settings = Settings(url=url, machine_key="k")
    assert (settings.api, settings.tenant_url, settings.origin) == (api, tenant, "http://h:1")


def test_a_secret_is_not_printed() -> None:
    assert "s3cret" not in repr(Settings(url="http://h", client_id="c", client_secret="s3cret", machine_key="s3cret"))
