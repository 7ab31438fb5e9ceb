"""The OAuth and OpenID Connect server: discovery, grants, refreshing, revocation."""

import base64
import json
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from podium.app import SETUP
from podium.domains.identity import builtin
from tests.api import Api
from tests.databases import PASSWORD
from tests.identity.browser import CHALLENGE, CLI, RETURN, Browser, code_of, exchange, token, told
from tests.identity.words import NS, me, user

PREFIXES = ("/identity", "/identity_", "/default/identity_", "/default/identity")
APP = {"client_id": "my-app", "client_secret": "my secret"}


async def application(api: Api) -> None:
    await api.podium.db.alone(
        SETUP, lambda ctx: builtin.set_application(ctx.within(1), APP["client_id"], APP["client_secret"])
    )


@pytest.mark.parametrize("prefix", PREFIXES)
async def test_the_server_describes_itself_wherever_it_is_found(api: Api, prefix: str) -> None:
    told = await api.nobody().get(f"{prefix}/.well-known/openid-configuration")
    assert told["issuer"] == f"http://podium{prefix}"
    keys = await api.nobody().get(told["jwks_uri"].removeprefix("http://podium"))
    assert {"kid", "n", "e"} <= keys["keys"][0].keys()
    assert "d" not in keys["keys"][0]
    assert "S256" in told["code_challenge_methods_supported"]


async def test_a_person_signs_in_through_a_client(api: Api) -> None:
    got = await exchange(api, await Browser(api).sign_in())
    assert (got["token_type"], got["expires_in"]) == ("Bearer", 3600)
    assert (await me(api.bearing(got["access_token"])))["UserName"] == "admin"


async def test_an_id_token_is_signed_for_its_client(api: Api) -> None:
    got = await exchange(api, await Browser(api).sign_in(nonce="n1"))
    keys = KeySet.import_key_set(await api.nobody().get("/identity_/.well-known/openid-configuration/jwks"))
    claims = jwt.decode(got["id_token"], keys, algorithms=["RS256"]).claims
    assert (claims["iss"], claims["aud"], claims["nonce"]) == ("http://podium/identity_", CLI, "n1")
    assert claims["preferred_username"] == "admin"


async def test_who_is_signed_in_need_not_sign_in_again(api: Api) -> None:
    browser = Browser(api)
    await browser.sign_in()
    again = told(await browser.authorize())
    assert again["state"] == "here we were"
    await exchange(api, again["code"])
    assert told(await browser.authorize(prompt="none"))["code"]
    assert "username" in (await browser.authorize(prompt="login")).text
    api.clock.pass_(minutes=10)
    assert "username" in (await browser.authorize(max_age="60")).text


async def test_a_client_that_wants_no_page_gets_none(api: Api) -> None:
    assert told(await Browser(api).authorize(prompt="none"))["error"] == "login_required"


async def test_nobody_is_sent_to_unknown_addresses(api: Api) -> None:
    for more in ({"redirect_uri": "http://evil.example/"}, {"client_id": "unknown"}, {"redirect_uri": ""}):
        answer = await Browser(api).authorize(**more)
        assert (answer.status_code, "location" in answer.headers) == (400, False)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": CHALLENGE[:20]}, "invalid_request"),
    ],
)
async def test_a_client_learns_what_is_wrong(api: Api, more: dict[str, str], error: str) -> None:
    assert told(await Browser(api).authorize(**more))["error"] == error


async def test_on_the_own_machine_any_port_will_do(api: Api) -> None:
    code = await Browser(api).sign_in(redirect_uri="http://localhost:42042/oidc/login")
    await exchange(api, code, redirect_uri="http://localhost:42042/oidc/login")


@pytest.mark.parametrize("wrong", [{"code_verifier": "x" * 50}, {"redirect_uri": "http://localhost:1/oidc/login"}])
async def test_only_who_asked_gets_the_tokens(api: Api, wrong: dict[str, str]) -> None:
    code = await Browser(api).sign_in()
    assert (await exchange(api, code, 400, **wrong))["error"] == "invalid_grant"
    assert (await exchange(api, code, 400))["error"] == "invalid_grant"


async def test_a_code_is_good_once_and_soon(api: Api) -> None:
    browser = Browser(api)
    code = await browser.sign_in()
    got = await exchange(api, code)
    await exchange(api, code, 400)
    await api.bearing(got["access_token"]).get("Users(1)", 401)
    late = code_of(await browser.authorize())
    api.clock.pass_(minutes=6)
    await exchange(api, late, 400)


async def refresh(api: Api, got: Any, status: int = 200, /, **more: str) -> Any:
    form = {"grant_type": "refresh_token", "refresh_token": got["refresh_token"], "client_id": CLI}
    return await token(api, status, **form | more)


async def test_tokens_are_refreshed_for_sixty_days(api: Api) -> None:
    got = await exchange(api, await Browser(api).sign_in())
    for _ in range(3):
        await api.pass_time(days=50)
        await api.bearing(got["access_token"]).get("Users(1)", 401)
        got = await refresh(api, got)
        await api.bearing(got["access_token"]).get("Users(1)")
    await api.pass_time(days=61)
    assert (await refresh(api, got, 400))["error"] == "invalid_grant"


async def test_a_refresh_token_used_twice_ends_its_session(api: Api) -> None:
    got = await exchange(api, await Browser(api).sign_in())
    new = await refresh(api, got)
    await refresh(api, got, 400)
    await api.bearing(new["access_token"]).get("Users(1)", 401)
    await refresh(api, new, 400)


async def test_refreshing_does_not_widen_what_was_granted(api: Api) -> None:
    got = await exchange(api, await Browser(api).sign_in(scope="OR.Queues offline_access"))
    assert (await refresh(api, got, 400, scope="OR.Users"))["error"] == "invalid_scope"


async def test_without_offline_access_nothing_is_refreshed(api: Api) -> None:
    got = await exchange(api, await Browser(api).sign_in(scope="OR.Users.Read"))
    assert got.keys() == {"access_token", "expires_in", "token_type", "scope"}


async def test_scopes_limit_what_a_token_opens(api: Api) -> None:
    got = await exchange(api, await Browser(api).sign_in(scope="OR.Users.Read"))
    caller = api.bearing(got["access_token"])
    await caller.get("Users")
    await caller.post("Users", 403, UserName="x")
    await caller.get("QueueDefinitions", 403)
    await caller.get("/api/FoldersNavigation/GetFoldersForCurrentUser", 403)


async def test_an_application_acts_for_itself(api: Api) -> None:
    await application(api)
    got = await token(api, grant_type="client_credentials", scope="OR.Queues OR.Users.Read", **APP)
    assert got["scope"] == "OR.Queues OR.Users.Read"
    caller = api.bearing(got["access_token"])
    await caller.get("QueueDefinitions")
    await caller.get("Folders", 403)
    await caller.get(f"Users/{NS}.GetCurrentUser", 401)


async def test_empty_members_are_as_good_as_none(api: Api) -> None:
    """As a real client sends them."""
    await application(api)
    empty = dict.fromkeys(("code", "code_verifier", "redirect_uri", "refresh_token", "scope"), "")
    await token(api, grant_type="client_credentials", **APP, **empty)


async def test_an_application_may_show_itself_in_a_header(api: Api) -> None:
    await application(api)
    shown = base64.b64encode(b"my-app:my%20secret").decode()
    path, form = "/identity/connect/token", {"grant_type": "client_credentials"}
    await api.nobody().call("POST", path, data=form, headers={"authorization": f"Basic {shown}"})


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"client_id": "unknown"}, "invalid_client"),
        ({"scope": "OR.Nonsense"}, "invalid_scope"),
        ({"scope": "offline_access"}, "invalid_scope"),
        ({"grant_type": "telepathy"}, "unsupported_grant_type"),
    ],
)
async def test_what_an_application_may_not_ask_for(api: Api, form: dict[str, str], error: str) -> None:
    await application(api)
    assert (await token(api, 400, **{"grant_type": "client_credentials", **APP, **form}))["error"] == error


async def test_a_public_client_cannot_act_for_itself(api: Api) -> None:
    assert (await token(api, 400, grant_type="client_credentials", client_id=CLI))["error"] == "unauthorized_client"


async def test_a_password_is_exchanged_for_tokens(api: Api) -> None:
    form = {"grant_type": "password", "client_id": CLI, "username": "admin", "scope": "offline_access"}
    got = await token(api, **form, password=PASSWORD)
    await refresh(api, got)
    answer = await token(api, 400, **form, password="wrong")
    assert (answer["error"], answer["error_description"]) == ("invalid_grant", "Invalid credentials, failed to login.")


async def test_a_client_tells_who_the_bearer_is(api: Api) -> None:
    got = await exchange(api, await Browser(api).sign_in())
    told = await api.bearing(got["access_token"]).get("/identity_/connect/userinfo")
    assert (told["preferred_username"], told["email_verified"]) == ("admin", False)
    await api.nobody().get("/identity_/connect/userinfo", 401)


async def post(api: Api, path: str, **form: str) -> Any:
    answer = await api.nobody().http.post(f"/identity/connect/{path}", data=form)
    return answer.status_code, answer.json()


async def test_a_client_asks_whether_a_token_is_good(api: Api) -> None:
    await application(api)
    got = await token(api, grant_type="client_credentials", **APP)
    status, told = await post(api, "introspect", token=got["access_token"], **APP)
    assert (status, told["active"], told["client_id"]) == (200, True, "my-app")
    assert await post(api, "introspect", token="nonsense", **APP) == (200, {"active": False})
    assert (await post(api, "introspect", token=got["access_token"], client_id=CLI))[0] == 401


async def test_a_token_is_ended_by_its_client(api: Api) -> None:
    await application(api)
    got = await token(api, grant_type="client_credentials", **APP)
    await api.bearing(got["access_token"]).get("Users")
    assert await post(api, "revocation", token=got["access_token"], **APP) == (200, {})
    await api.bearing(got["access_token"]).get("Users", 401)
    assert await post(api, "revocation", token="none of ours", **APP) == (200, {})


async def test_who_ends_a_refresh_token_ends_the_session(api: Api) -> None:
    got = await exchange(api, await Browser(api).sign_in())
    assert (await post(api, "revocation", token=got["refresh_token"], client_id=CLI))[0] == 200
    await api.bearing(got["access_token"]).get("Users(1)", 401)
    await refresh(api, got, 400)


async def test_who_is_switched_off_gets_no_tokens(api: Api) -> None:
    made = await user(api, Password="open sesame 1")
    got = await exchange(api, await Browser(api).sign_in("ann", "open sesame 1"))
    await api.post(f"Users({made['Id']})/{NS}.SetActive", active=False)
    await refresh(api, got, 400)


async def test_keys_are_replaced_without_anyone_noticing(api: Api) -> None:
    path = "/identity/.well-known/openid-configuration/jwks"
    first = (await api.get(path))["keys"][0]["kid"]
    await api.pass_time(days=91)
    got = await exchange(api, await Browser(api).sign_in())
    assert kid_of(got) == first
    await api.pass_time(days=2)
    got = await exchange(api, await Browser(api).sign_in())
    assert kid_of(got) != first
    for _ in range(2):
        await api.pass_time(days=91)
    keys = {one["kid"] for one in (await api.nobody().get(path))["keys"]}
    assert (len(keys), first in keys) == (3, False)


def kid_of(got: Any) -> str:
    """The key that signed a token."""
    head = got["access_token"].split(".")[0]
    return str(json.loads(base64.urlsafe_b64decode(head + "=="))["kid"])


async def test_browsers_may_ask_for_tokens_from_anywhere(api: Api) -> None:
    headers = {"origin": "http://localhost:8104"}
    answer = await api.nobody().http.post("/identity_/connect/token", data={"grant_type": "x"}, headers=headers)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert RETURN.startswith(headers["origin"])
