"""Signing in through a provider of OpenID Connect: who is let in, as whom, and what is not believed."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.api import Api, Clock
from tests.identity.browser import RETURN, Browser, code_of, exchange
from tests.identity.provider import SECRET, provider, sign_in_there
from tests.identity.words import user
from tools.skips import needs

PROVIDERS = "/identity/api/ExternalIdentityProvider"
LINK = re.compile(r'<a class="elsewhere" href="([^"]+)">([^<]+)</a>')
pytestmark = [pytest.mark.slow, needs("node")]


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with provider(Clock().now) as url:
        yield url


async def trust(api: Api, issuer: str, status: int = 201, **more: Any) -> Any:
    wish = {"name": "Example", "issuer": issuer, "clientId": "podium", "clientSecret": SECRET}
    return await api.post(PROVIDERS, status, **wish | more)


async def leave(browser: Browser) -> str:
    """Choose the provider on the page to sign in; gives the address to which that leads."""
    page = await browser.authorize()
    ((address, text),) = LINK.findall(page.text)
    assert text == "Sign in with Example"
    answer = await browser.open(unescape(address))
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def travel(browser: Browser, name: str = "alice") -> httpx.Response:
    """Go to the provider, sign in there and come back."""
    return await browser.open(await sign_in_there(await leave(browser), name))


async def arrive(api: Api, name: str = "alice") -> Any:
    """Sign in through the provider, all the way to a token of a client; gives what this says of its user."""
    browser = Browser(api)
    back = await travel(browser, name)
    assert back.status_code == 303, back.text
    answer = await browser.open(back.headers["location"])
    assert answer.headers["location"].startswith(RETURN)
    tokens = await exchange(api, code_of(answer))
    headers = {"authorization": f"Bearer {tokens['access_token']}"}
    return (await api.nobody().http.get("/identity/connect/userinfo", headers=headers)).json()


async def test_who_has_the_address_that_a_provider_has_verified_is_let_in(api: Api, issuer: str) -> None:
    made = await user(api, "ann", EmailAddress="Alice@example.test")
    await trust(api, issuer, linksByEmail=True)
    assert (await arrive(api))["preferred_username"] == "ann"
    assert (await api.get(f"Users({made['Id']})"))["LoginProviders"] == ["Example"]


async def test_an_address_that_is_not_verified_is_nobodys(api: Api, issuer: str) -> None:
    await user(api, "mallory", EmailAddress="mallory@example.test")
    await trust(api, issuer, linksByEmail=True)
    assert "you have no account here" in (await travel(Browser(api), "mallory")).text


async def test_a_login_that_is_linked_is_let_in_until_it_is_linked_no_more(api: Api, issuer: str) -> None:
    made, trusted = await user(api, "ann"), await trust(api, issuer)
    assert "you have no account here" in (await travel(Browser(api))).text
    path = f"/identity/api/User/{made['Key']}/ExternalLogins"
    caller = await api.only("Users.Edit", "Users.View")
    link = await caller.post(path, 201, providerId=trusted["id"], subject="alice")
    await caller.post(path, 409, providerId=trusted["id"], subject="alice")
    assert (await arrive(api))["preferred_username"] == "ann"
    assert [one["provider"] for one in await caller.get(path)] == ["Example"]
    await caller.delete(f"{path}/{link['id']}")
    assert "you have no account here" in (await travel(Browser(api))).text


async def test_who_comes_for_the_first_time_becomes_a_user_where_that_is_wished(api: Api, issuer: str) -> None:
    await user(api, "alice")
    await trust(api, issuer, makesUsers=True)
    for _ in range(2):
        assert (await arrive(api))["preferred_username"] == "alice@Example"
    (made,) = (await api.get("Users", filter="UserName eq 'alice@Example'"))["value"]
    assert (made["FullName"], made["EmailAddress"]) == ("Alice Doe", "alice@example.test")
    assert (made["ProvisionType"], made["IsEmailConfirmed"], made["RolesList"]) == ("Automatic", True, [])


async def test_everybody_sees_and_ends_their_own_links(api: Api, issuer: str) -> None:
    trusted, me = await trust(api, issuer), (await api.get("/identity/api/Account/Profile"))["id"]
    await api.post(f"/identity/api/User/{me}/ExternalLogins", 201, providerId=trusted["id"], subject="root")
    (link,) = await api.get("/identity/api/Account/ExternalLogins")
    assert link["subject"] == "root"
    await api.delete(f"/identity/api/Account/ExternalLogins/{link['id']}")
    await api.delete(f"/identity/api/Account/ExternalLogins/{link['id']}", 404)


async def test_the_question_is_tied_to_its_answer(api: Api, issuer: str) -> None:
    await trust(api, issuer)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(await leave(Browser(api))).query).items()}
    assert asked["code_challenge_method"] == "S256"
    assert len({asked[name] for name in ("state", "nonce", "code_challenge")}) == 3


async def test_an_answer_is_taken_once_in_the_browser_that_asked_and_in_time(api: Api, issuer: str) -> None:
    await user(api, "ann", EmailAddress="alice@example.test")
    await trust(api, issuer, linksByEmail=True)
    browser, other = Browser(api), Browser(api)
    back = await sign_in_there(await leave(browser), "alice")
    await other.authorize()
    assert "too long" in (await other.open(back)).text
    assert (await browser.open(back)).status_code == 303
    assert "too long" in (await browser.open(back)).text
    back = await sign_in_there(await leave(other), "alice")
    api.clock.pass_(minutes=16)
    assert "too long" in (await other.open(back)).text


async def test_a_changed_answer_is_not_believed(api: Api, issuer: str) -> None:
    await trust(api, issuer, makesUsers=True)
    for wrong in ({"code": "guessed"}, {"iss": "https://evil.example"}, {"error": "access_denied", "code": ""}):
        browser = Browser(api)
        query = parse_qs(urlsplit(await sign_in_there(await leave(browser), "alice")).query)
        told = {name: values[0] for name, values in query.items()} | wrong
        answer = await browser.open("/identity/account/external-callback", **told)
        assert (answer.status_code, "did not let you in" in answer.text) == (400, True)


async def test_who_may_not_sign_in_here_is_not_let_in_from_there(api: Api, issuer: str) -> None:
    made = await user(api, "ann", EmailAddress="alice@example.test")
    await trust(api, issuer, linksByEmail=True)
    await arrive(api)
    await api.patch(f"Users({made['Id']})", IsActive=False)
    assert "did not let you in" in (await travel(Browser(api))).text


async def test_a_provider_is_trusted_changed_and_trusted_no_more(api: Api, issuer: str) -> None:
    caller = await api.only("Settings.Edit", "Settings.View")
    made = await trust(caller, issuer)
    path = f"{PROVIDERS}/{made['id']}"
    assert made["clientSecret"] is None
    await trust(caller, issuer, 409, name="EXAMPLE")
    await caller.put(path, name="Elsewhere", issuer=issuer, clientId="podium", isActive=False)
    assert [(one["name"], one["isActive"]) for one in await caller.get(PROVIDERS)] == [("Elsewhere", False)]
    assert "elsewhere" not in (await Browser(api).authorize()).text
    await caller.delete(path)
    await caller.get(path, 404)


async def test_what_is_no_provider_is_not_trusted(api: Api, issuer: str) -> None:
    assert (await trust(api, "http://127.0.0.1:1", 400))["errorCode"] == 1408
    assert (await trust(api, f"{issuer}/", 400))["errorCode"] == 1408
    await trust(api, "http://example.test", 400)
    assert await api.get(PROVIDERS) == []
