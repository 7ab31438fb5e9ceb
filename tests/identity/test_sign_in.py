"""Signing in with a password: the policy, what is told, and what is not."""

from typing import Any

import pytest

from podium.app import SETUP
from podium.domains.identity.settings import (
    ATTEMPTS,
    COMPLEXITY,
    EXPIRATION,
    FIRST_LOGIN,
    HISTORY,
    LOCKOUT,
    RESTRICT_BASIC,
)
from podium.domains.tenants import settings
from tests.api import Api
from tests.databases import PASSWORD as ADMINS
from tests.identity.words import PASSWORD, sign_in, signed_in, user


async def policy(api: Api, name: str, value: str) -> None:
    await api.podium.db.alone(SETUP, lambda ctx: settings.put(ctx, 1, {name: value}))


async def code(api: Api, name: str = "ann", password: str = PASSWORD) -> Any:
    return (await sign_in(api, name, password, 400))["errorCode"]


async def test_people_sign_in_by_name_or_address(api: Api) -> None:
    await user(api, Password=PASSWORD, EmailAddress="ann@example.org")
    for name in ("ann", "ANN", "ann@example.org"):
        await sign_in(api, name)


async def test_the_tenant_may_stand_in_a_header(api: Api) -> None:
    body = {"usernameOrEmailAddress": "admin", "password": ADMINS}
    path, headers = "/api/Account/Authenticate", {"x-uipath-tenantname": "Nowhere"}
    answer = await api.nobody().call("POST", path, 400, json=body, headers=headers)
    assert answer["errorCode"] == 1667
    await api.nobody().call("POST", path, json=body)


async def test_an_old_token_does_not_keep_anyone_from_signing_in(api: Api) -> None:
    body = {"usernameOrEmailAddress": "admin", "password": ADMINS}
    headers = {"authorization": "Bearer stale"}
    await api.nobody().call("POST", "/api/Account/Authenticate", json=body, headers=headers)


async def test_nobody_learns_which_names_exist(api: Api) -> None:
    """Answers are the same for a user, for nobody, and for a user without a password."""
    await user(api, "ann", Password=PASSWORD)
    await user(api, "robot", Type="Robot")
    answers = {name: await sign_in(api, name, "wrong", 400) for name in ("ann", "nobody", "robot")}
    assert len({(one["errorCode"], one["message"]) for one in answers.values()}) == 1
    for _ in range(9):
        answers = {name: await sign_in(api, name, "wrong", 400) for name in answers}
    assert [one["errorCode"] for one in answers.values()] == [1401, 1401, 1401]


async def test_after_too_many_failures_a_name_is_locked_for_a_while(api: Api) -> None:
    await user(api, Password=PASSWORD)
    for _ in range(9):
        assert await code(api, password="wrong") == 1000
    assert await code(api, password="wrong") == 1401
    assert await code(api) == 1401
    await api.pass_time(minutes=6)
    await sign_in(api, "ann")


async def test_a_success_forgets_the_failures_before(api: Api) -> None:
    await policy(api, ATTEMPTS, "2")
    await user(api, Password=PASSWORD)
    for _ in range(3):
        assert await code(api, password="wrong") == 1000
        await sign_in(api, "ann")


async def test_names_are_not_locked_where_nobody_wants_it(api: Api) -> None:
    await policy(api, LOCKOUT, "false")
    for _ in range(12):
        assert await code(api, "nobody") == 1000


async def test_who_guesses_at_many_names_has_to_wait(api: Api) -> None:
    for number in range(100):
        assert await code(api, f"name{number}") == 1000
    answer = await sign_in(api, "admin", ADMINS, 429)
    assert answer["message"]
    await api.pass_time(minutes=6)
    await sign_in(api, "admin", ADMINS)


async def test_a_first_password_may_have_to_be_changed(api: Api) -> None:
    await policy(api, FIRST_LOGIN, "true")
    await user(api, Password=PASSWORD)
    assert await code(api) == 1403
    assert await code(api, password="wrong") == 1000


async def test_a_password_grows_old(api: Api) -> None:
    await user(api, Password=PASSWORD)
    await policy(api, EXPIRATION, "30")
    await sign_in(api, "ann")
    await api.pass_time(days=31)
    assert await code(api) == 1404


async def test_passwords_may_be_for_some_only(api: Api) -> None:
    await user(api, Password=PASSWORD)
    await user(api, "eve", Password=PASSWORD, BypassBasicAuthRestriction=True)
    await policy(api, RESTRICT_BASIC, "true")
    assert await code(api) == 1415
    await sign_in(api, "eve")


@pytest.mark.parametrize("password", ["Short1!", "lower case 1!", "UPPER CASE 1!", "No Digit!!", "Nothing odd1"])
async def test_a_password_is_what_the_policy_wants(api: Api, password: str) -> None:
    wanted = '{"RequiredLength":8,"RequireUppercase":true,"RequireNonAlphanumeric":true}'
    await policy(api, COMPLEXITY, wanted)
    body = {"UserName": "ann", "Password": password.replace(" ", "") if "odd" in password else password}
    error = await api.post("Users", 400, **body)
    assert (error["errorCode"], list(error["details"])) == (1405, ["password"])
    await api.post("Users", 201, UserName="ann", Password="Right Enough 1!")


async def test_the_last_passwords_are_not_taken_again(api: Api) -> None:
    await policy(api, HISTORY, "2")
    made = await user(api, Password="first one 1")
    for password, status in (("second one 2", 200), ("second one 2", 400), ("first one 1", 400), ("third one 3", 200)):
        answer = await api.patch(f"Users({made['Id']})", status, Password=password)
        assert status == 200 or answer["errorCode"] == 1411
    await api.patch(f"Users({made['Id']})", Password="first one 1")


async def test_a_new_password_ends_all_tokens(api: Api) -> None:
    made = await user(api, Password=PASSWORD)
    ann = await signed_in(api, "ann")
    await api.patch(f"Users({made['Id']})", Password="another word 2")
    await ann.get("Users(1)", 401)
    await sign_in(api, "ann", "another word 2")
