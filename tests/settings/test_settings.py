"""Settings are read and chosen by documented names, each within its range and scope."""

import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from podium.domains.settings.known import DEFAULTS, KNOWN, SECRETS
from podium.domains.tenants import mail
from podium.kernel.vault import Vault
from tests.api import Api
from tests.credentials.servers import free_port

ODATA = "UiPath.Server.Configuration.OData"
MASK = "•" * 12
PASSWORD = "Abp.Net.Mail.Smtp.Password"


async def choose(api: Api, name: str, value: str | None, status: int = 200) -> Any:
    return await api.put(f"Settings('{name}')", status, Name=name, Value=value)


async def value(api: Api, name: str) -> Any:
    return (await api.get(f"Settings('{name}')"))["value"]


async def bulk(api: Api, status: int = 200, **chosen: str) -> Any:
    settings = [{"Name": name.replace("_", "."), "Value": value} for name, value in chosen.items()]
    return await api.post(f"Settings/{ODATA}.UpdateBulk", status, settings=settings)


async def test_every_operation_works_with_exactly_its_permission(api: Api) -> None:
    viewer, editor = await api.only("Settings.View"), await api.only("Settings.Edit")
    every = (await viewer.get("Settings"))["value"]
    assert {row["Name"] for row in every} == {known.name for known in KNOWN.values()}
    assert all(row["Id"] == row["Name"] and row["Scope"] is None for row in every)
    shown = await choose(editor, "Abp.Timing.TimeZone", "Tokyo Standard Time")
    assert (shown["Value"], await value(viewer, "abp.timing.timezone")) == ("Tokyo Standard Time",) * 2
    assert await bulk(editor, InternalDeployment="False", DeploymentUrl="https://feed.example") == {}
    assert await value(viewer, "InternalDeployment") == "false"
    eraser = await api.only("Settings.Delete")
    await eraser.post(f"Settings/{ODATA}.DeleteBulk", 204, settingNames=["InternalDeployment"])
    assert await value(viewer, "InternalDeployment") == "true"
    anyone = await api.only()
    setting = {"Name": "Abp.Localization.DefaultLanguageName", "Value": "de"}
    chosen = await anyone.post(f"Settings/{ODATA}.UpdateUserSetting", setting=setting)
    assert (chosen["Value"], chosen["Scope"]) == ("de", "User")


async def test_a_user_chooses_for_itself_alone(api: Api) -> None:
    anyone, other = await api.only(), await api.only()
    for language in ("de", "en", "de"):
        setting = {"Name": "Abp.Localization.DefaultLanguageName", "Value": language}
        await anyone.post(f"Settings/{ODATA}.UpdateUserSetting", setting=setting)
    assert (await web(anyone))["Abp.Localization.DefaultLanguageName"] == "de"
    assert (await web(other))["Abp.Localization.DefaultLanguageName"] == "en"
    setting = {"Name": "InternalDeployment", "Value": "false"}
    assert (await anyone.post(f"Settings/{ODATA}.UpdateUserSetting", 404, setting=setting))["errorCode"] == 1002


async def web(api: Api) -> dict[str, str]:
    told = await api.get(f"Settings/{ODATA}.GetWebSettings")
    return dict(zip(told["Keys"], told["Values"], strict=True))


async def test_a_secret_is_masked_and_kept_when_the_mask_comes_back(api: Api) -> None:
    await choose(api, PASSWORD, "planted")
    assert await value(api, PASSWORD) == MASK
    await choose(api, PASSWORD, MASK)
    kept = await api.podium.db.pool.fetch("SELECT * FROM settings")
    assert "planted" not in str(kept)
    assert PASSWORD not in await web(api)


async def test_keys_of_feeds_are_shown_to_those_alone_who_may_see_settings(api: Api) -> None:
    await choose(api, "NuGet.Packages.ApiKey", "opens-the-feed")
    assert await value(await api.only("Settings.View"), "NuGet.Packages.ApiKey") == "opens-the-feed"
    assert "opens-the-feed" not in str(await web(await api.only()))


async def test_a_secret_that_cannot_be_sealed_is_refused(api: Api) -> None:
    await choose(api, PASSWORD, "x")
    api.podium.db.vault = Vault(secrets.token_bytes(32))
    assert (await choose(api, PASSWORD, "x", 400))["errorCode"] == 1003
    assert (await bulk(api, 400, Abp_Net_Mail_Smtp_Password="x"))["errorCode"] == 1003


@pytest.mark.parametrize("hours", ["-1", "169"])
async def test_a_number_is_within_its_range(api: Api, hours: str) -> None:
    error = await choose(api, "AttendedRobot.RunDisconnectedHours", hours, 400)
    assert (error["errorCode"], error["message"]) == (1015, "The value must be between 0 and 168.")
    assert (await bulk(api, 400, AttendedRobot_RunDisconnectedHours=hours))["errorCode"] == 1015
    await choose(api, "AttendedRobot.RunDisconnectedHours", "168")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("AttendedRobot.RunDisconnectedHours", "many"),
        ("Alerts.Email.Enabled", "maybe"),
        ("Abp.Timing.TimeZone", "Middle Earth"),
        ("Abp.Net.Mail.DefaultFromAddress", "nobody"),
        ("Triggers.JobsCountStrategy", "SOMEHOW"),
        ("GlobalExecutionSettings", "{"),
        ("GlobalExecutionSettings", "[1]"),
    ],
)
async def test_a_value_fits_its_setting(api: Api, name: str, wrong: str) -> None:
    assert (await choose(api, name, wrong, 400))["errorCode"] == 1015


async def test_several_settings_are_chosen_all_or_none(api: Api) -> None:
    await bulk(api, 400, DeploymentUrl="https://feed.example", AttendedRobot_RunDisconnectedHours="999")
    assert await value(api, "DeploymentUrl") == ""
    for action, names in (("UpdateBulk", "settings"), ("DeleteBulk", "settingNames")):
        assert (await api.call("POST", f"Settings/{ODATA}.{action}", 400, json={names: []}))["errorCode"] == 1014


async def test_what_is_no_setting_is_not_found(api: Api) -> None:
    assert (await choose(api, "Nothing.Known", "x", 404))["errorCode"] == 1002
    await api.get("Settings('Nothing.Known')", 404)
    await api.post(f"Settings/{ODATA}.DeleteBulk", 404, settingNames=["Nothing.Known"])


async def test_the_operator_s_settings_are_not_the_tenant_s(api: Api) -> None:
    assert (await choose(api, "Podium.Buckets.Folders", "/", 404))["errorCode"] == 1002


def test_mail_and_the_list_agree_on_defaults() -> None:
    assert mail.DEFAULTS.items() <= DEFAULTS.items()
    assert mail.SECRETS <= SECRETS


class Postbox:
    """What a mail server got."""

    def __init__(self) -> None:
        self.messages: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - its name there
        self.messages.append(envelope)
        return "250 OK"


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, int]]:
    box, port = Postbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


async def test_mail_settings_are_tried_with_a_real_message(api: Api, postbox: tuple[Postbox, int]) -> None:
    box, port = postbox
    editor = await api.only("Settings.Edit")
    model = {"Host": "127.0.0.1", "Port": port, "DefaultFromAddress": "podium@example.com"}
    path = f"Settings/{ODATA}.VerifySmtpSetting"
    assert await editor.post(path, sendTo="alice@example.com", smtpSettingModel=model) == {}
    (message,) = box.messages
    assert (message.mail_from, message.rcpt_tos) == ("podium@example.com", ["alice@example.com"])
    assert b"Subject: Your mail settings work" in message.content
    await bulk(api, Abp_Net_Mail_Smtp_Host="127.0.0.1", Abp_Net_Mail_Smtp_Port=str(port))
    await editor.post(path, sendTo="bob@example.com")
    assert box.messages[-1].rcpt_tos == ["bob@example.com"]


async def test_a_mail_server_that_does_not_answer_is_told_as_such(api: Api) -> None:
    path = f"Settings/{ODATA}.VerifySmtpSetting"
    assert (await api.post(path, 400, sendTo="a@example.com"))["errorCode"] == 1000
    error = await api.post(path, 400, sendTo="a@example.com", smtpSettingModel={"Host": "127.0.0.1", "Port": 9})
    assert "could not be sent" in error["message"]
