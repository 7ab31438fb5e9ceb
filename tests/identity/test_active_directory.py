"""People and groups of an Active Directory: found, added, signed in, held by way of groups in groups."""

from collections.abc import Iterator
from typing import Any

import pytest

from podium.app import SETUP
from podium.domains.identity.directory.connections import connect
from podium.domains.identity.models import Flavour
from podium.kernel.context import Context
from tests.api import Api
from tests.identity import samba
from tests.identity.browser import Browser, exchange
from tests.identity.words import user
from tools.skips import needs

SEARCH = "/api/DirectoryService/SearchForUsersAndGroups?domain=EXAMPLE"
pytestmark = [pytest.mark.slow, needs("root"), needs("samba")]


@pytest.fixture(scope="module")
def controller() -> Iterator[str]:
    with samba.domain_controller() as url:
        yield url


@pytest.fixture
async def domain(api: Api, controller: str) -> None:
    values = {"domain": "EXAMPLE", "url": controller, "base": samba.BASE, "reader": samba.READER}

    async def work(ctx: Context) -> None:
        await connect(ctx.within(1), {**values, "flavour": Flavour.ACTIVE_DIRECTORY}, samba.SECRET)

    await api.podium.db.alone(SETUP, work)


async def add(api: Api, name: str, kind: str, **more: Any) -> Any:
    return await user(api, name, Type=kind, Domain="EXAMPLE", **more)


@pytest.mark.usefixtures("domain")
async def test_people_and_groups_are_found(api: Api) -> None:
    caller = await api.only("Users.View")
    found = await caller.get(f"{SEARCH}&prefix=ali&searchContext=All")
    assert [(one["type"], one["identityName"], one["displayName"]) for one in found] == [("User", "alice", "Alice Doe")]
    found = await caller.get(f"{SEARCH}&prefix=operat&searchContext=Groups")
    assert [one["identityName"] for one in found] == ["operators"]


@pytest.mark.usefixtures("domain")
async def test_somebody_signs_in_by_every_name_a_domain_has_for_them(api: Api) -> None:
    made = await add(api, "alice", "DirectoryUser")
    assert (made["Name"], made["Surname"], made["EmailAddress"]) == ("Alice", "Doe", "alice@example.test")
    for name in ("alice", "EXAMPLE\\alice", "alice@example.test"):
        await exchange(api, await Browser(api).sign_in(name, samba.ALICES))
    browser = Browser(api)
    for wrong in ("wrong", ""):
        page = await browser.send(await browser.authorize(), username="alice", password=wrong)
        assert page.status_code == 400


@pytest.mark.usefixtures("domain")
async def test_members_of_groups_within_a_group_are_let_in_by_it(api: Api) -> None:
    await add(api, "staff", "DirectoryGroup", RolesList=["Tenant Administrator"])
    await exchange(api, await Browser(api).sign_in("alice", samba.ALICES))
    (alice,) = (await api.get("Users", filter="UserName eq 'alice'"))["value"]
    assert (alice["Type"], alice["ProvisionType"], alice["Domain"]) == ("DirectoryUser", "Automatic", "EXAMPLE")
    browser = Browser(api)
    page = await browser.send(await browser.authorize(), username="bob", password="Hammer-time1")
    assert page.status_code == 400


@pytest.mark.usefixtures("domain")
async def test_an_identifier_names_the_same_person_for_ever(api: Api) -> None:
    (found,) = await api.get(f"{SEARCH}&prefix=alice&searchContext=Users")
    made = await add(api, "whatever", "DirectoryUser", DirectoryIdentifier=found["identifier"])
    again = await add(api, "alice", "DirectoryUser")
    assert (made["UserName"], made["Id"]) == ("alice", again["Id"])
