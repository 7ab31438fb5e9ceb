"""The server tells clients of itself, much of it before anybody has signed in."""

import pytest

from podium.kernel.catalogue import CATALOGUE
from tests.api import Api
from tests.credentials.servers import fake

ODATA = "UiPath.Server.Configuration.OData"


async def test_clients_learn_what_they_speak_with_before_signing_in(api: Api) -> None:
    nobody = api.nobody()
    told = await nobody.get(f"Settings/{ODATA}.GetAuthenticationSettings")
    assert dict(zip(told["Keys"], told["Values"], strict=True))["Build.Version"] == "24.10.0"
    assert (await nobody.call("GET", "/orchestrator_/api/status/version"))["version"] == "24.10.0"
    assert await nobody.call("GET", "/api/Status/Get") == {}
    updates = await nobody.get(f"Settings/{ODATA}.GetUpdateSettings")
    assert (updates["UpdateServerSource"], updates["UpdateServerUrl"]) == ("Orchestrator", "http://podium")


async def test_languages_and_time_zones_are_known_to_everybody(api: Api) -> None:
    languages = (await api.nobody().get(f"Settings/{ODATA}.GetLanguages"))["Items"]
    assert [(one["Name"], one["IsDefault"]) for one in languages] == [("en", True), ("de", False)]
    zones = (await api.nobody().get(f"Settings/{ODATA}.GetTimezones"))["items"]
    berlin = next(zone for zone in zones if zone["Value"] == "W. Europe Standard Time")
    assert berlin["Name"] == "(UTC+01:00) Europe/Berlin"
    assert [zone["Name"][4:7] for zone in (zones[0], zones[-1])] == ["-12", "+14"]


@pytest.mark.parametrize(("language", "text"), [("en", "does not exist"), ("de-AT", "ist nicht vorhanden")])
async def test_texts_come_in_two_languages(api: Api, language: str, text: str) -> None:
    texts = await api.nobody().call("GET", f"/api/Translations/GetTranslations?lang={language}")
    assert text in texts["ItemNotFound"]
    assert {code.name for code in CATALOGUE.values() if code.name} <= texts.keys()


async def test_a_language_without_texts_is_refused(api: Api) -> None:
    assert (await api.nobody().call("GET", "/api/Translations/GetTranslations?lang=tlh", 400))["errorCode"] == 1000


async def test_activities_and_people_are_told_what_they_need(api: Api) -> None:
    anyone = await api.only()
    activity = await anyone.get(f"Settings/{ODATA}.GetActivitySettings")
    assert (activity["ApiVersion"], activity["SignalR"]["skipNegotiation"]) == ("17.0", False)
    assert "Abp.Timing.TimeZone" in (await anyone.get(f"Settings/{ODATA}.GetWebSettings"))["Keys"]
    services = await anyone.get(f"Settings/{ODATA}.GetServicesSettings()")
    assert dict(zip(services["Keys"], services["Values"], strict=True))["LoggingUrl"] == "http://podium"
    viewer = await api.only("Settings.View")
    address = (await viewer.get(f"Settings/{ODATA}.GetConnectionString"))["value"]
    assert address == "http://podium/api/robotsservice/GetConnectionData?tenantId=1"


@pytest.mark.parametrize("permission", ["Settings.Edit", "Robots.Create", "Robots.Edit"])
@pytest.mark.parametrize(("scope", "name", "default"), [(0, "Global", "Information"), (1, "Robot", "")])
async def test_what_robots_can_be_told_is_listed(
    api: Api, permission: str, scope: int, name: str, default: str
) -> None:
    caller = await api.only(permission)
    told = await caller.get(f"Settings/{ODATA}.GetExecutionSettingsConfiguration(scope={scope})")
    assert (told["Scope"], told["Configuration"][0]["DefaultValue"]) == (name, default)


@pytest.mark.parametrize("permission", ["Webhooks.Create", "Webhooks.Edit"])
async def test_a_server_that_is_to_hear_of_events_can_be_looked_for(api: Api, permission: str) -> None:
    caller = await api.only(permission)
    with fake(lambda asked: (200, "")) as url:
        found = await caller.call("GET", "/api/Status/VerifyHostAvailibility", params={"url": url})
        assert found == {"canConnect": True, "hasBadSsl": False, "connectionError": None}
        bad = url.replace("http:", "https:")
        found = await caller.call("GET", "/api/Status/VerifyHostAvailibility", params={"url": bad})
    assert (found["canConnect"], bool(found["connectionError"])) == (False, True)
