"""The page on which people read and try the API."""

import re

import pytest

from podium.web.browser.api import STATIC
from tests.api import Api


@pytest.mark.parametrize("address", ["/swagger", "/swagger/", "/swagger/ui/index"])
async def test_the_known_addresses_lead_to_the_page(api: Api, address: str) -> None:
    answer = await api.nobody().http.get(f"/acme/Default/orchestrator_{address}")
    assert (answer.status_code, answer.headers["location"]) == (
        302,
        "http://podium/acme/Default/orchestrator_/swagger/index.html",
    )


@pytest.mark.parametrize(("file", "media"), [("index.html", "text/html"), ("browser.js", "text/javascript")])
async def test_anybody_may_read_its_files(api: Api, file: str, media: str) -> None:
    answer = await api.nobody().http.get(f"/swagger/{file}")
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (
        200,
        media,
        (STATIC / file).read_bytes(),
    )


@pytest.mark.parametrize("file", ["nothing.js", "..%2Fapi.py", "__init__.py"])
async def test_no_other_files_are_given(api: Api, file: str) -> None:
    answer = await api.http.get(f"/swagger/{file}")
    assert answer.status_code == 404


async def test_the_page_may_load_and_call_nothing_from_elsewhere(api: Api) -> None:
    policy = (await api.http.get("/swagger/index.html")).headers["content-security-policy"]
    assert set(re.findall(r"'[\w-]+'", policy)) == {"'self'", "'none'"}
    assert not any(b"//" in line and b"http" in line for file in STATIC.iterdir() for line in file.read_bytes().split())


async def test_the_page_refers_to_files_that_there_are(api: Api) -> None:
    for file in STATIC.iterdir():
        for named in re.findall(r'(?:from|src=|href=) ?"(?:\./)?(\w+\.(?:js|css))"', file.read_text("utf-8")):
            assert (STATIC / named).exists()
