"""Directories that are asked over TLS: only with a certificate that is good, and theirs."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api import Api
from tests.identity.browser import Browser, exchange
from tests.identity.slapd import BASE, READER, SECRET, Addresses, directory_server, secure_directory_server
from tests.identity.test_management import ROOT
from tools.skips import needs

pytestmark = needs("slapd")


@pytest.fixture(scope="module")
def slapd() -> Iterator[tuple[Addresses, str]]:
    with secure_directory_server("127.0.0.1") as server:
        yield server


async def connect(api: Api, url: str, status: int = 201, **more: Any) -> Any:
    about = {"domain": "example.test", "url": url, "base": BASE, "reader": READER, "password": SECRET}
    return await api.post(f"{ROOT}/DirectoryConnection", status, **about, **more)


def ways(addresses: Addresses) -> list[tuple[str, bool]]:
    """An address, and whether TLS is started there."""
    return [(addresses.tls, False), (addresses.plain, True)]


async def test_people_sign_in_over_tls(api: Api, slapd: tuple[Addresses, str]) -> None:
    addresses, authority = slapd
    for number, (url, start) in enumerate(ways(addresses)):
        made = await connect(api, url, startTls=start, caCertificate=authority)
        assert (made["startTls"], made["caCertificate"]) == (start, authority)
        if number == 0:
            await api.post("Users", 201, UserName="alice", Type="DirectoryUser", Domain="example.test")
        await exchange(api, await Browser(api).sign_in("alice", "wonderland"))
        await api.delete(f"{ROOT}/DirectoryConnection/{made['id']}")


async def test_a_certificate_of_an_authority_that_nobody_knows_is_refused(
    api: Api, slapd: tuple[Addresses, str]
) -> None:
    for url, start in ways(slapd[0]):
        error = await connect(api, url, 400, startTls=start)
        assert error["errorCode"] == 1408
        assert "CERTIFICATE_VERIFY_FAILED" in str(error)


async def test_the_certificate_of_another_host_is_refused(api: Api) -> None:
    with secure_directory_server("127.0.0.2") as (addresses, authority):
        for url, start in ways(addresses):
            error = await connect(api, url, 400, startTls=start, caCertificate=authority)
            assert (error["errorCode"], "IP address mismatch" in str(error)) == (1408, True)


async def test_a_password_goes_over_no_connection_that_should_be_secure_and_is_not(api: Api) -> None:
    with directory_server() as url:
        error = await connect(api, url, 400, startTls=True)
    assert (error["errorCode"], "does not start TLS" in str(error)) == (1408, True)


@pytest.mark.parametrize(
    ("more", "blamed"), [({"caCertificate": "nonsense"}, "caCertificate"), ({"startTls": True}, "startTls")]
)
async def test_what_cannot_be_meant_is_refused(api: Api, more: Any, blamed: str) -> None:
    error = await connect(api, "ldaps://127.0.0.1:1", 400, **more)
    assert blamed in str(error)
