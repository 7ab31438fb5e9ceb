"""E-mails: links to set passwords and to confirm addresses, and what happens when they cannot be sent."""

from collections.abc import Iterator

import pytest

from tests.api import Api
from tests.identity.browser import Browser
from tests.identity.mailbox import Mailbox, mail_server
from tests.identity.words import PASSWORD, sign_in, user

FORGOT = "/identity/api/Account/ForgotPassword"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as box:
        yield box


async def configure(api: Api, port: int) -> None:
    chosen = {"Abp.Net.Mail.Smtp.Host": "127.0.0.1", "Abp.Net.Mail.Smtp.Port": str(port)}
    settings = [{"key": key, "value": value} for key, value in chosen.items()]
    await api.put("/identity/api/Setting", settings=settings)


async def test_a_new_user_chooses_a_password_by_a_link(api: Api, mailbox: Mailbox) -> None:
    await configure(api, mailbox.port)
    await user(api, Name="Ann", EmailAddress="ann@example.org")
    assert "Hello Ann" in mailbox.text()
    browser = Browser(api)
    page = await browser.open(mailbox.link())
    assert (await browser.send(page, new="abc", again="abc")).status_code == 400
    page = await browser.send(page, new=PASSWORD, again=PASSWORD)
    assert page.status_code == 200
    await sign_in(api, "ann")
    assert (await api.get("Users", filter="UserName eq 'ann'"))["value"][0]["IsEmailConfirmed"]


async def test_a_link_is_good_once_and_for_a_while(api: Api, mailbox: Mailbox) -> None:
    await configure(api, mailbox.port)
    await user(api, EmailAddress="ann@example.org")
    token = mailbox.link().partition("token=")[2]
    path, nobody = "/identity/api/Account/ResetPassword", api.nobody()
    error = await nobody.post(path, 400, token=token, newPassword="weak")
    assert error["errorCode"] == 1409
    await nobody.post(path, token=token, newPassword=PASSWORD)
    assert (await nobody.post(path, 400, token=token, newPassword=PASSWORD))["errorCode"] == 1409
    await user(api, "bob", EmailAddress="bob@example.org")
    await api.pass_time(days=8)
    token = mailbox.link().partition("token=")[2]
    assert (await nobody.post(path, 400, token=token, newPassword=PASSWORD))["errorCode"] == 1409


async def test_an_address_is_confirmed_by_a_link(api: Api, mailbox: Mailbox) -> None:
    await configure(api, mailbox.port)
    made = await user(api, Password=PASSWORD)
    await api.patch(f"Users({made['Id']})", EmailAddress="ann@example.org")
    browser = Browser(api, "de")
    page = await browser.send(await browser.open(mailbox.link()))
    assert "bestätigt" in page.text
    assert (await api.get(f"Users({made['Id']})"))["IsEmailConfirmed"]
    path = "/identity/api/Account/EmailConfirmation"
    assert (await api.nobody().post(path, 400, token="none of ours"))["errorCode"] == 1410


async def test_nothing_is_half_done_when_a_mail_cannot_be_sent(api: Api) -> None:
    made = await user(api, Name="Ann")
    await configure(api, 1)
    for answer in (
        await api.post("Users", 400, UserName="bob", EmailAddress="bob@example.org"),
        await api.put(f"Users({made['Id']})", 400, UserName="ann", EmailAddress="ann@example.org"),
        await api.patch(f"Users({made['Id']})", 400, EmailAddress="ann@example.org"),
    ):
        assert answer["errorCode"] == 1008
    listed = (await api.get("Users", filter="UserName eq 'bob' or EmailAddress eq 'ann@example.org'"))["value"]
    assert listed == []


async def test_nobody_is_made_of_many_when_a_mail_cannot_be_sent(api: Api) -> None:
    await configure(api, 1)
    people = [{"userName": "cid"}, {"userName": "bob", "email": "bob@example.org"}]
    for path, body in (("User/BulkCreate", {"users": people}), ("User", people[1])):
        assert (await api.call("POST", f"/identity/api/{path}", 400, json=body))["errorCode"] == 1008
    assert (await api.get("Users", filter="UserName in ('bob', 'cid')"))["value"] == []
    assert (await api.get("AuditLogs", filter="DisplayName in ('bob', 'cid')"))["value"] == []


async def test_a_forgotten_password_is_set_anew(api: Api, mailbox: Mailbox) -> None:
    await user(api, Password="forgotten 1", EmailAddress="ann@example.org")
    await configure(api, mailbox.port)
    browser = Browser(api)
    page = await browser.send(await browser.open("/identity/account/forgot-password"), username="ann@example.org")
    assert "on its way" in page.text
    assert mailbox.messages == []
    await api.pass_time(minutes=1)
    page = await browser.open(mailbox.link())
    await browser.send(page, new=PASSWORD, again=PASSWORD)
    await sign_in(api, "ann")


async def test_whether_there_is_somebody_who_forgot_is_told_to_nobody(api: Api, mailbox: Mailbox) -> None:
    await user(api, "ann", Password=PASSWORD, EmailAddress="ann@example.org")
    for name in ("ann", "nobody"):
        error = await api.nobody().post(FORGOT, 400, usernameOrEmailAddress=name)
        assert error["errorCode"] == 1008
    await configure(api, mailbox.port)
    answers = [await api.nobody().post(FORGOT, usernameOrEmailAddress=name) for name in ("ann", "nobody")]
    assert answers == [{}, {}]
    await api.pass_time(minutes=1)
    assert len(mailbox.messages) == 1


async def test_nobodys_mailbox_is_filled_by_others(api: Api, mailbox: Mailbox) -> None:
    await user(api, "ann", Password=PASSWORD, EmailAddress="ann@example.org")
    await configure(api, mailbox.port)
    for minutes, letters in ((0, 1), (1, 1), (5, 2)):
        await api.pass_time(minutes=minutes)
        await api.nobody().post(FORGOT, usernameOrEmailAddress="ann")
        await api.pass_time(seconds=30)
        assert len(mailbox.messages) == letters


async def test_who_forgets_too_much_has_to_wait(api: Api, mailbox: Mailbox) -> None:
    await configure(api, mailbox.port)
    for number in range(100):
        await api.nobody().post(FORGOT, usernameOrEmailAddress=f"name{number}")
    await api.nobody().post(FORGOT, 429, usernameOrEmailAddress="ann")


async def test_a_mail_is_sent_when_the_server_is_back(api: Api, mailbox: Mailbox) -> None:
    await user(api, Password=PASSWORD, EmailAddress="ann@example.org")
    await configure(api, 1)
    await api.nobody().post(FORGOT, usernameOrEmailAddress="ann")
    await api.pass_time(minutes=1)
    await configure(api, mailbox.port)
    await api.pass_time(minutes=5)
    assert len(mailbox.messages) == 1
