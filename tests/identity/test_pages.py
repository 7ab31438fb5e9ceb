"""The pages on which people sign in, as a browser sees them."""

from tests.api import Api
from tests.databases import PASSWORD
from tests.identity.browser import Browser
from tests.identity.test_sign_in import policy
from tests.identity.words import sign_in, user


async def test_the_page_speaks_the_language_of_the_reader(api: Api) -> None:
    for language, title in (("de-DE,de;q=0.9", "Anmelden"), ("en", "Sign in"), ("ja", "Sign in")):
        page = await Browser(api, language).authorize()
        assert f"<h1>{title}</h1>" in page.text
        assert page.headers["content-type"].startswith("text/html")


async def test_pages_run_no_scripts_and_stand_in_no_frame(api: Api) -> None:
    page = await Browser(api).open("/identity/account/login")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    for name in ("sign-in.css", "podium.svg"):
        assert (await Browser(api).open(f"/identity/account/{name}")).status_code == 200
    assert (await Browser(api).open("/identity/account/nothing.js")).status_code == 404


async def test_a_wrong_password_is_told_on_the_page(api: Api) -> None:
    browser = Browser(api, "de")
    page = await browser.send(await browser.authorize(), username='<b>"eve"', password="wrong")
    assert page.status_code == 400
    assert "&lt;b&gt;&quot;eve&quot;" in page.text
    assert (await browser.send(page, username="admin", password=PASSWORD)).status_code == 303


async def test_failures_on_the_page_count(api: Api) -> None:
    browser = Browser(api)
    for _ in range(10):
        await browser.send(await browser.open("/identity/account/login"), username="admin", password="wrong")
    assert (await sign_in(api, "admin", PASSWORD, 400))["errorCode"] == 1401


async def test_a_form_of_another_site_is_not_taken(api: Api) -> None:
    form = {"username": "admin", "password": PASSWORD, "tenant": "Default", "form": "guessed", "return": ""}
    answer = await Browser(api).http.post("/identity/account/login", data=form)
    assert (answer.status_code, "podium_session" in answer.headers["set-cookie"]) == (400, False)


async def test_who_signs_in_is_sent_to_our_own_addresses_only(api: Api) -> None:
    browser = Browser(api)
    page = await browser.open("/identity/account/login")
    sent = {"username": "admin", "password": PASSWORD, "return": "//evil.example/"}
    answer = await browser.send(page, **sent)
    assert answer.headers["location"].startswith("http://podium/identity/connect/authorize?")


async def test_cookies_are_out_of_reach_of_scripts(api: Api) -> None:
    browser = Browser(api)
    page = await browser.open("/identity/account/login")
    answer = await browser.send(page, username="admin", password=PASSWORD)
    assert answer.status_code == 200
    for part in ("HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in answer.headers["set-cookie"]


async def test_who_signs_out_is_signed_out(api: Api) -> None:
    browser = Browser(api)
    await browser.sign_in()
    assert "signed out" in (await browser.open("/identity_/connect/endsession")).text
    assert "username" in (await browser.authorize()).text


async def test_a_client_gets_people_back_who_signed_out(api: Api) -> None:
    browser = Browser(api)
    await browser.sign_in()
    path, known = "/identity_/connect/endsession", "http://localhost/oidc/login"
    query = {"client_id": "36dea5b8-e8bb-423d-8e7b-c808df8f1c00", "state": "s"}
    answer = await browser.open(path, post_logout_redirect_uri=known, **query)
    assert answer.headers["location"] == f"{known}?state=s"
    answer = await browser.open(path, post_logout_redirect_uri="http://evil.example/", **query)
    assert answer.status_code == 200


async def test_a_password_that_has_to_be_changed_is_changed_on_the_page(api: Api) -> None:
    await policy(api, "Auth.Password.ShouldChangePasswordAfterFirstLogin", "true")
    await user(api, Password="first word 1")
    browser = Browser(api)
    page = await browser.send(await browser.authorize(), username="ann", password="first word 1")
    assert "Choose a new password" in page.text
    typed = {"password": "first word 1", "new": "second word 2", "again": "another"}
    page = await browser.send(page, **typed)
    assert "differ" in page.text
    page = await browser.send(page, **typed | {"again": "second word 2"})
    assert "was changed" in page.text
    await browser.sign_in("ann", "second word 2")
