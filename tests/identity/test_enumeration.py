"""Nobody learns which names exist: not from what any of the doors says, and not from how long it takes."""

from collections.abc import Awaitable, Callable
from time import process_time
from typing import Any

import pytest

from tests.api import Api
from tests.identity.browser import CLI, VALUE, Browser
from tests.identity.mailbox import mail_server
from tests.identity.slapd import directory_server
from tests.identity.test_directory import add, connected
from tests.identity.test_mail import FORGOT, configure
from tests.identity.words import PASSWORD, sign_in, user
from tools.skips import needs

WRONG = "wrong horse 1"


async def old_address(api: Api, name: str) -> Any:
    answer = await sign_in(api, name, WRONG, 400)
    return answer["errorCode"], answer["message"]


async def password_grant(api: Api, name: str) -> Any:
    form = {"grant_type": "password", "client_id": CLI, "username": name, "password": WRONG}
    answer = await api.nobody().http.post("/identity_/connect/token", data=form)
    return answer.status_code, answer.json()


async def page(api: Api, name: str) -> Any:
    browser = Browser(api)
    answer = await browser.send(await browser.authorize(), username=name, password=WRONG)
    return answer.status_code, VALUE.sub("", answer.text)


async def password_change(api: Api, name: str) -> Any:
    body = {"usernameOrEmailAddress": name, "currentPassword": WRONG, "newPassword": PASSWORD}
    answer = await api.nobody().post("/identity/api/Account/ChangePassword", 400, **body)
    return answer["errorCode"], answer["message"]


DOORS = (old_address, password_grant, page, password_change)
Door = Callable[[Api, str], Awaitable[Any]]


async def work(door: Door, api: Api, names: list[str]) -> float:
    """The seconds that the processor works, for all names together."""
    started = process_time()
    for name in names:
        await door(api, name)
    return process_time() - started


async def people(api: Api) -> None:
    """Somebody with a password, somebody whose account is off, and somebody without a password."""
    await user(api, "ann", Password=PASSWORD, EmailAddress="ann@example.org")
    await user(api, "off", Password=PASSWORD, IsActive=False)
    await user(api, "robot", Type="Robot")


@pytest.mark.parametrize("door", DOORS)
async def test_every_door_says_the_same_of_every_name(api: Api, door: Door) -> None:
    await people(api)
    said = [await door(api, name) for name in ("ann", "ann@example.org", "off", "robot", "nobody")]
    assert [answer for answer in said if answer != said[0]] == []


@pytest.mark.parametrize("door", DOORS)
async def test_every_door_takes_as_long_for_every_name(api: Api, door: Door) -> None:
    await people(api)
    await work(door, api, ["first"])
    spent = [await work(door, api, [name] * 6) for name in ("ann", "nobody")]
    assert 0.5 < spent[0] / spent[1] < 2


async def forget(api: Api, name: str) -> Any:
    return await api.nobody().post(FORGOT, usernameOrEmailAddress=name)


async def test_who_forgot_a_password_is_looked_for_as_long_as_nobody(api: Api) -> None:
    known = [f"user{number}" for number in range(12)]
    for name in known:
        await user(api, name, Password=PASSWORD, EmailAddress=f"{name}@example.org")
    with mail_server() as mailbox:
        await configure(api, mailbox.port)
        await work(forget, api, ["first"])
        spent = [await work(forget, api, names) for names in (known, [f"nobody{name}" for name in known])]
    assert 0.5 < spent[0] / spent[1] < 2


@needs("slapd")
@pytest.mark.parametrize("door", [password_grant, page])
async def test_nobody_learns_whom_a_directory_knows(api: Api, door: Door) -> None:
    with directory_server() as url:
        await connected(api, url)
        await add(api, "alice", "DirectoryUser")
        said = [await door(api, name) for name in ("alice", "bob", "nobody")]
        spent = [await work(door, api, [name] * 6) for name in ("alice", "nobody")]
    assert [answer for answer in said if answer != said[0]] == []
    assert 0.5 < spent[0] / spent[1] < 2
