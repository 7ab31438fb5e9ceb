"""Services come in with the key of their machine, and learn what they may work as."""

from podium import __version__
from tests.api import Api
from tests.robots.words import SERVICE, Service, machine


async def test_a_machine_gets_a_key_of_its_own(api: Api) -> None:
    made, other = await machine(api), await machine(api, "Other")
    assert made["LicenseKey"] != other["LicenseKey"]


async def test_the_secret_of_a_client_is_shown_once(api: Api) -> None:
    made = await machine(api)
    assert made["ClientSecret"]
    assert (await api.get(f"Machines({made['Id']})"))["ClientSecret"] is None


async def test_a_service_is_known_by_the_key_of_its_machine(api: Api) -> None:
    service = Service(api, (await machine(api))["LicenseKey"])
    assert await service.start() == {"robots": []}
    await Service(api, "11111111-1111-4111-8111-111111111111").post("startservice", status=401)


async def test_a_client_of_a_machine_signs_in_and_learns_its_key(api: Api) -> None:
    made = await machine(api)
    form = {"grant_type": "client_credentials", "client_id": made["LicenseKey"], "client_secret": made["ClientSecret"]}
    token = (await api.nobody().call("POST", "/identity/connect/token", data=form))["access_token"]
    service = Service(api, "", authorization=f"Bearer {token}")
    assert (await service.call("GET", "getsharedconnectiondata"))["licenseKey"] == made["LicenseKey"]


async def test_a_wrong_secret_is_no_client(api: Api) -> None:
    made = await machine(api)
    form = {"grant_type": "client_credentials", "client_id": made["LicenseKey"], "client_secret": "guessed"}
    answer = await api.nobody().call("POST", "/identity/connect/token", 400, data=form)
    assert answer["error"] == "invalid_client"


async def test_a_user_whose_host_is_no_machine_gets_the_shared_key(api: Api) -> None:
    answer = await api.call("GET", f"{SERVICE}/GetSharedConnectionData", headers={"x-robot-machine": "laptop-py"})
    assert answer["licenseKey"]
    assert (await api.get("Machines"))["value"][0]["Scope"] == "Shared"


async def test_the_key_of_one_host_serves_no_other(api: Api) -> None:
    made = await machine(api, "host-1", Type="Standard")
    await Service(api, made["LicenseKey"], "HOST-1-py").start()
    answer = await Service(api, made["LicenseKey"], "host-2").post("startservice", status=400)
    assert answer["errorCode"] == 1203


async def test_a_users_robot_begins_and_ends_its_session(api: Api) -> None:
    made = await machine(api)
    await api.post("Robots", 201, Name="bot", Username="DOM\\bot", Type="Attended", HostingType="Floating")
    service = Service(api, made["LicenseKey"])
    begun = await service.post("BeginSession", {"UserName": "dom\\bot"})
    assert (begun["robotName"], begun["robotType"], begun["hasLicense"]) == ("bot", 1, True)
    await service.post("EndSession", {"RobotKey": begun["robotKey"]}, 204)


async def test_a_robot_key_opens_odata_with_the_permissions_of_its_account(api: Api) -> None:
    made = await machine(api)
    await api.post("Robots", 201, Name="bot", Username="DOM\\bot", Type="Attended", HostingType="Floating")
    service = Service(api, made["LicenseKey"])
    key = (await service.post("BeginSession", {"userName": "dom\\bot"}))["robotKey"]
    refused = await service.call("GET", "/odata/Machines", 403, headers={"authorization": f"UiRobot {key}"})
    assert "Machines.View" in refused["error"]["details"]


async def test_robots_may_be_updated_to_the_version_of_the_server(api: Api) -> None:
    path = "/api/UpdateServer/GetAvailableVersions?onlyLatestPatchVersions=true"
    assert await (await api.only()).call("GET", path) == {"availableVersions": [__version__]}
